"""What somebody who writes has at hand: the war as it was, names for everyone, and plain English numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from holdfire.simulate import wordings
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.newsroom import MONTHS, WEEKDAYS, Newsroom, Outlet, Paragraph, Statement, long_date
from holdfire.simulate.setting import CIVILIANS


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What somebody who writes has at hand: the war as it was, the outlets, and luck."""

    war: SimulatedWar
    room: Newsroom
    rng: np.random.Generator

    def pick(self, choices: Sequence[str]) -> str:
        """Choose one of several wordings."""
        return choices[int(self.rng.integers(len(choices)))]

    def call(self, outlet: Outlet, party: int) -> str:
        """Name a party in an outlet's words."""
        return self.pick(outlet.words[self.war.setting.parties[party].id])

    def ids(self, *parties: int) -> tuple[str, ...]:
        """Give the ids of parties."""
        return tuple(self.war.setting.parties[p].id for p in parties if p != CIVILIANS)

    def place(self, settlement: int) -> str:
        """Name a settlement."""
        return self.war.setting.land.settlements[settlement][0]

    def region(self, region: int) -> str:
        """Name a region."""
        return self.war.setting.land.regions[region][0]

    def on(self, day: int) -> date:
        """Give the date of a day of the war."""
        return self.war.setting.date_of(day)

    def month(self, month: int) -> str:
        """Name a month of the war."""
        first = self.war.setting.month_starts[month]
        return f"{MONTHS[first.month - 1]} {first.year}"

    def month_days(self, month: int) -> tuple[date, date]:
        """Give the first day of a month of the war and of the next."""
        return self.war.setting.month_starts[month], self.war.setting.month_starts[month + 1]

    def after(self, day: int, most: int = 3) -> date:
        """Draw a day of publication: one to `most` days later."""
        return self.on(day) + timedelta(days=1 + int(self.rng.integers(most)))

    def when(self, day: int, published: date) -> str:
        """Say when something was, as a report would: by weekday where that is clear, or by date."""
        then = self.on(day)
        recent = 0 < (published - then).days < len(WEEKDAYS)
        if recent and self.rng.random() < 0.5:
            return f"on {WEEKDAYS[then.weekday()]}"
        return f"on {long_date(then)}"


def sentence(template: str, **fields: object) -> str:
    """Fill a wording in and begin it with a capital."""
    text = template.format(**fields)
    return text[:1].upper() + text[1:]


def people(count: int, *, be: bool) -> str:
    """Write a number of people, with `was` or `were` where asked."""
    noun = "One person" if count == 1 else f"{count} people"
    return f"{noun} {'was' if count == 1 else 'were'}" if be else noun[:1].lower() + noun[1:]


def how_many(count: int, noun: str) -> str:
    """Write a number of clashes: no clashes, 1 clash, 2 clashes."""
    return f"1 {noun}" if count == 1 else f"{count or 'no'} {noun}es"


def paragraph(*parts: Statement | str) -> Paragraph:
    """Put statements and plain sentences together."""
    texts = [part if isinstance(part, str) else part.text for part in parts]
    return Paragraph(text=" ".join(texts), statements=tuple(p for p in parts if isinstance(p, Statement)))


def background(desk: Desk, region: int, published: date) -> Paragraph:
    """Write a paragraph that says nothing of who fights whom."""
    start = desk.war.setting.since
    months = (published.year - start.year) * 12 + published.month - start.month + 1
    text = sentence(
        desk.pick(wordings.BACKGROUND),
        country=desk.war.setting.land.name,
        nth=ordinal(months),
        region=desk.region(region),
    )
    return Paragraph(text=text)


def ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd, 4th, …."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
