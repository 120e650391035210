"""Who writes about the war, and what a report is: paragraphs whose sentences are true, false or neither."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from holdfire.model.ids import slug

Markup = Literal["txt", "html"]
How = Literal["copy", "quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper or agency of the simulated war.

    sides_with: id of the party it writes for; None for an agency. words: what it calls the parties, each with
    its article, by party id; partisan words occur nowhere but in an outlet's own texts.
    """

    name: str
    words: Mapping[str, tuple[str, ...]]
    sides_with: str | None = None
    markup: Markup = "txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Every outlet of the war and what they quarrel about: do A and B work together against C since a day?

    The quarrel takes place whether there is a deal or not. scapegoat: A's outlet says that C works with this
    party, and no deal of theirs is ever simulated. agency: writes what happened. accuser: sides with C.
    deniers: side with A and with B. copiers: pass on what others wrote.
    """

    a: str
    b: str
    against: str
    scapegoat: str
    since: date
    agency: Outlet
    accuser: Outlet
    deniers: tuple[Outlet, Outlet]
    copiers: tuple[Outlet, ...]

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """List every outlet."""
        return (self.agency, self.accuser, *self.deniers, *self.copiers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that says something of the war. true None: the simulated war doesn't decide it.

    kind: a kind of claim. sides: ids of the parties named. since, until: the days it is about, half-open.
    """

    text: str
    kind: str
    sides: tuple[str, ...]
    true: bool | None
    place: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, with its statements verbatim. taken_from: file name of the report it is taken from."""

    text: str
    statements: tuple[Statement, ...] = ()
    taken_from: str | None = None
    how: How | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A published text. signed: whether outlet and day stand above it; agencies' copy often has neither."""

    outlet: Outlet
    title: str
    published: date
    paragraphs: tuple[Paragraph, ...]
    number: int
    signed: bool = True

    @property
    def filename(self) -> str:
        """Name the file after its number, day and outlet."""
        name = slug(self.outlet.name).replace("_", "-")
        return f"{self.number:02d}-{self.published.isoformat()}-{name}.{self.outlet.markup}"

    @property
    def url(self) -> str:
        """Give an address under the top-level name that is reserved for examples (RFC 2606)."""
        return f"https://{slug(self.outlet.name).replace('_', '-')}.example/{self.number:02d}"

    @property
    def data(self) -> bytes:
        """Give the bytes of the file."""
        return (self._page() if self.outlet.markup == "html" else self._plain()).encode()

    @property
    def _byline(self) -> str:
        return f"{self.outlet.name}, {long_date(self.published)}"

    def _plain(self) -> str:
        top = (self.title, self._byline) if self.signed else (self.title,)
        return "\n\n".join((*top, *(p.text for p in self.paragraphs))) + "\n"

    def _page(self) -> str:
        body = "\n".join(f"<p>{html.escape(p.text, quote=False)}</p>" for p in self.paragraphs)
        title = html.escape(self.title, quote=False)
        return (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta name="date" content="{self.published.isoformat()}">\n</head>\n<body>\n'
            f"<nav>Home · War · Region · Opinion</nav>\n<article>\n<h1>{title}</h1>\n"
            f"<p>{html.escape(self._byline)}</p>\n{body}\n</article>\n</body>\n</html>\n"
        )


def long_date(day: date) -> str:
    """Write a day as English reports do, in any locale: 3 October 2031."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
