"""Reports of what happened: battles, counts, captures, killings; exact by an agency, bent by a partisan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from holdfire.simulate import news, wordings
from holdfire.simulate.news import Capture, Span
from holdfire.simulate.newsroom import (
    MONTHS,
    WEEKDAYS,
    Newsroom,
    Outlet,
    Paragraph,
    Report,
    Statement,
    long_date,
)
from holdfire.simulate.setting import CIVILIANS
from holdfire.simulate.war import SimulatedWar


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What somebody who writes has at hand: the war as it was, the outlets, and luck."""

    war: SimulatedWar
    room: Newsroom
    rng: np.random.Generator

    def pick(self, wordings_: Sequence[str]) -> str:
        """Choose one of several wordings."""
        return wordings_[int(self.rng.integers(len(wordings_)))]

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


def battle(desk: Desk, outlet: Outlet, sides: tuple[int, int], span: Span, number: int) -> Report | None:
    """Report the bloodiest clash of two parties in a span of days; None where they didn't clash."""
    event = news.bloodiest(desk.war, news.clashes(desk.war, *sides, span))
    if event is None:
        return None
    happened = desk.war.events
    day, place = int(happened.day[event]), int(happened.place[event])
    published = desk.after(day)
    dead = news.dead(desk.war, event)
    told = dead if outlet.sides_with is None else bent(desk, dead)
    body = paragraph(
        _fight(desk, outlet, sides, day, place, published),
        Statement(
            text=sentence(desk.pick(wordings.FIGURE), dead=people(told, be=True)),
            kind="figure",
            sides=desk.ids(*sides),
            true=told == dead,
            place=desk.place(place),
            since=desk.on(day),
            until=desk.on(day + 1),
        ),
    )
    region = int(desk.war.places.region[place])
    titles = wordings.BATTLE_TITLES if outlet.sides_with is None else wordings.ATTACK_TITLES
    return Report(
        outlet=outlet,
        title=desk.pick(titles).format(place=desk.place(place), n=told),
        published=published,
        paragraphs=(body, background(desk, region, published)),
        number=number,
        signed=outlet.sides_with is not None,
    )


def bent(desk: Desk, count: int) -> int:
    """Exaggerate a number as a partisan would, now and then."""
    return count * int(desk.rng.integers(1, 4)) + int(desk.rng.integers(3))


def _fight(
    desk: Desk, outlet: Outlet, sides: tuple[int, int], day: int, place: int, published: date
) -> Statement:
    """Say that two parties fought. Who began, an outlet knows by its heart and the war doesn't."""
    own = [s for s in sides if desk.war.setting.parties[s].id == outlet.sides_with]
    x, y = sides
    kind, choices = "clash", wordings.CLASH
    if own:
        x = own[0]
        y = sides[0] if sides[1] == x else sides[1]
        kind, choices = "repel", wordings.REPEL
    elif outlet.sides_with is not None:
        kind, choices = "attack", wordings.ATTACK
    return Statement(
        text=sentence(
            desk.pick(choices),
            x=desk.call(outlet, x),
            y=desk.call(outlet, y),
            place=desk.place(place),
            when=desk.when(day, published),
        ),
        kind=kind,
        sides=desk.ids(x, y),
        true=True if kind == "clash" else None,
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )


def tally(desk: Desk, dyads: Sequence[tuple[int, int]], region: int, month: int, number: int) -> Report:
    """Report how often pairs of parties clashed in a region in a month, as the agency counts them."""
    outlet, span = desk.room.agency, news.span_of_month(desk.war, month)
    since, until = desk.month_days(month)
    counts = [
        Statement(
            text=sentence(
                desk.pick(wordings.COUNT),
                clashes=how_many(len(news.clashes(desk.war, *dyad, span, region=region)), "clash"),
                x=desk.call(outlet, dyad[0]),
                y=desk.call(outlet, dyad[1]),
                region=desk.region(region),
                month=desk.month(month),
            ),
            kind="figure",
            sides=desk.ids(*dyad),
            true=True,
            place=desk.region(region),
            since=since,
            until=until,
        )
        for dyad in dyads
    ]
    published = until + timedelta(days=1)
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.COUNT_TITLES).format(region=desk.region(region)),
        published=published,
        paragraphs=(paragraph(*counts), background(desk, region, published)),
        number=number,
    )


def conquest(desk: Desk, outlet: Outlet, capture: Capture, number: int) -> Report:
    """Report that a place changed hands."""
    since, until = desk.month_days(capture.month)
    region = int(desk.war.places.region[capture.place])
    claim = Statement(
        text=sentence(
            desk.pick(wordings.CAPTURE),
            x=desk.call(outlet, capture.winner),
            y=desk.call(outlet, capture.loser),
            place=desk.place(capture.place),
            month=desk.month(capture.month),
        ),
        kind="capture",
        sides=desk.ids(capture.winner, capture.loser),
        true=True,
        place=desk.place(capture.place),
        since=since,
        until=until,
    )
    published = until + timedelta(days=int(desk.rng.integers(1, 4)))
    return Report(
        outlet=outlet,
        title=f"{desk.place(capture.place)} changes hands",
        published=published,
        paragraphs=(paragraph(claim), background(desk, region, published)),
        number=number,
    )


def killing(desk: Desk, outlet: Outlet, party: int, span: Span, number: int) -> Report | None:
    """Report that a party killed people who don't fight; None where it didn't in this span."""
    event = news.bloodiest(desk.war, news.clashes(desk.war, party, CIVILIANS, span))
    if event is None or news.dead(desk.war, event) == 0:
        return None
    day, place = int(desk.war.events.day[event]), int(desk.war.events.place[event])
    published, dead = desk.after(day), news.dead(desk.war, event)
    claim = Statement(
        text=sentence(
            desk.pick(wordings.ASSAULT),
            x=desk.call(outlet, party),
            people=f"{dead} civilian{'' if dead == 1 else 's'}",
            place=desk.place(place),
            when=desk.when(day, published),
        ),
        kind="one_sided",
        sides=desk.ids(party),
        true=True,
        place=desk.place(place),
        since=desk.on(day),
        until=desk.on(day + 1),
    )
    region = int(desk.war.places.region[place])
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.ASSAULT_TITLES).format(place=desk.place(place)),
        published=published,
        paragraphs=(paragraph(claim), background(desk, region, published)),
        number=number,
    )
