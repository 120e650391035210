"""Which documents of a list are shown, and in which order: the address of the screen and its JSON say it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, HTTPException, Query
from pydantic import BeforeValidator

from holdfire.model.language import language_name
from holdfire.web.document_rows import DocumentRow

UNKNOWN = "none"  # of an outlet or a language: the document does not tell
BY_DAY = "published"

Key = Callable[[DocumentRow], object]
ORDERS: Mapping[str, tuple[str, Key]] = {
    "published": ("day", lambda row: row.document.published),
    "title": ("title", lambda row: (row.document.title or row.document.filename).casefold()),
    "outlet": ("outlet", lambda row: (row.document.outlet or "").casefold() or None),
    "language": ("language", lambda row: row.document.language),
    "claims": ("claims", lambda row: row.claims),
    "reviewed": ("share reviewed", lambda row: row.reviewed / row.claims if row.claims else None),
    "copies": ("near-copies", lambda row: len(row.copies)),
}
"""Words of the address → what lists call the order, and what it goes by; None comes last both ways."""

MOST_FIRST = frozenset(("claims", "reviewed", "copies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoice:
    """What of a list is wanted; None: all. until: the first day that is not; sort: one of ORDERS, or -one."""

    outlet: str | None = None
    language: str | None = None
    coded: Literal["yes", "no"] | None = None
    since: date | None = None
    until: date | None = None
    sort: str = BY_DAY

    @property
    def narrows(self) -> bool:
        """Say whether documents may be left out."""
        return any((self.outlet, self.language, self.coded, self.since, self.until))

    @property
    def words(self) -> dict[str, str]:
        """Write it as the fields of an address."""
        days = {"from": self.since, "until": self.until}
        said = {"outlet": self.outlet, "language": self.language, "coded": self.coded}
        said |= {name: day.isoformat() for name, day in days.items() if day is not None}
        said |= {"sort": self.sort} if self.sort != BY_DAY else {}
        return {name: value for name, value in said.items() if value}

    def of(self, rows: Sequence[DocumentRow]) -> list[DocumentRow]:
        """Take the rows that are wanted, in the order that is wanted; equal ones stay as they were."""
        key = ORDERS[self.sort.removeprefix("-")][1]
        kept = [row for row in rows if self._wants(row)]
        told = [row for row in kept if key(row) is not None]
        told.sort(key=key, reverse=self.sort.startswith("-"))  # pyright: ignore[reportArgumentType]
        return told + [row for row in kept if key(row) is None]

    def next_sort(self, name: str) -> str:
        """Name the order that the head of a column leads to: once more turns it round."""
        first = f"-{name}" if name in MOST_FIRST else name
        turned = first.removeprefix("-") if first.startswith("-") else f"-{first}"
        return turned if self.sort == first else first

    def _wants(self, row: DocumentRow) -> bool:
        one = row.document
        day = one.published
        return (
            self.outlet in (None, one.outlet or UNKNOWN)
            and self.language in (None, one.language or UNKNOWN)
            and self.coded in (None, "no" if row.uncoded else "yes")
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day < self.until))
        )


def _empty(value: object) -> object:
    return value or None  # a form sends a field that was left empty


Word = Annotated[str | None, BeforeValidator(_empty)]
Day = Annotated[date | None, BeforeValidator(_empty)]
Coded = Annotated[Literal["yes", "no"] | None, BeforeValidator(_empty), Query(description="read by a coder")]
Since = Annotated[Day, Query(alias="from", description="published on this day or later")]
Until = Annotated[Day, Query(description="published before this day")]


def document_choice(
    outlet: Word = None,
    language: Word = None,
    coded: Coded = None,
    since: Since = None,
    until: Until = None,
    sort: Annotated[str, Query(description=f"one of {', '.join(ORDERS)}; -one the other way round")] = BY_DAY,
) -> DocumentChoice:
    """Read what is wanted from the address; an order that there is none of answers 404."""
    if sort.removeprefix("-") not in ORDERS:
        raise HTTPException(404, f"Documents are not sorted by {sort}; there are: {', '.join(ORDERS)}.")
    return DocumentChoice(outlet=outlet, language=language, coded=coded, since=since, until=until, sort=sort)


TheDocuments = Annotated[DocumentChoice, Depends(document_choice)]


def choices_among(rows: Sequence[DocumentRow]) -> dict[str, list[tuple[str, str]]]:
    """List the outlets and languages that documents have, each with what it is called."""
    outlets = sorted({row.document.outlet for row in rows if row.document.outlet}, key=str.casefold)
    codes = {row.document.language for row in rows if row.document.language}
    languages = sorted(((code, language_name(code)) for code in codes), key=lambda one: one[1])
    found = {"outlet": [(name, name) for name in outlets], "language": languages}
    if any(not row.document.outlet for row in rows):
        found["outlet"].append((UNKNOWN, "not known"))
    if any(not row.document.language for row in rows):
        found["language"].append((UNKNOWN, "not told"))
    return found
