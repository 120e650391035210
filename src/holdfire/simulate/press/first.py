"""The press of a simulated war: some thirty reports of outlets that take sides and copy one another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from holdfire.simulate import news, wordings
from holdfire.simulate.desk import Desk
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.newsroom import Newsroom, Outlet, Paragraph, Report, long_date
from holdfire.simulate.quarrel import accusation, both_sides, denial, month_of, parties
from holdfire.simulate.reporting import battle, conquest, killing, tally

ROUNDS = 4  # of accusation and denial
MONTHS_APART = 2  # between two rounds

Writing = Callable[[int], Report | None]  # takes the report's number; None where there is nothing to report


def write_press(war: SimulatedWar, room: Newsroom, rng: np.random.Generator) -> tuple[Report, ...]:
    """Write the reports in order of days; the truth of every statement is in them.

    The quarrel about a deal of A and B takes place in every war, with a deal or without: its tone says
    nothing about the truth. A war without the clashes that a report would be about has a report less.
    """
    desk = Desk(war=war, room=room, rng=rng)
    reports: list[Report] = []
    for write in (*_before(desk, reports), *_quarrel(desk, reports)):
        if (report := write(len(reports) + 1)) is not None:
            reports.append(report)
    return _in_order_of_days(reports)


def _in_order_of_days(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Number the reports by the day of their publication, also where one names another as its source."""
    ordered = sorted(reports, key=lambda r: (r.published, r.number))
    renumbered = [replace(report, number=n) for n, report in enumerate(ordered, start=1)]
    renamed = {old.filename: new.filename for old, new in zip(ordered, renumbered, strict=True)}
    return tuple(
        replace(report, paragraphs=tuple(_with_source(p, renamed) for p in report.paragraphs))
        for report in renumbered
    )


def _with_source(paragraph: Paragraph, renamed: Mapping[str, str]) -> Paragraph:
    if paragraph.taken_from is None:
        return paragraph
    return replace(paragraph, taken_from=renamed[paragraph.taken_from])


def _before(desk: Desk, written: Sequence[Report]) -> Iterator[Writing]:
    """Plan the news of the months before anybody speaks of a deal."""
    a, b, c = parties(desk)
    agency, (denier_a, denier_b) = desk.room.agency, desk.room.deniers
    start = month_of(desk, desk.room.since)
    months = [news.span_of_month(desk.war, max(start - back, 0)) for back in (6, 5, 4, 3)]
    yield partial(battle, desk, agency, (a, b), months[0])
    yield partial(_syndicated, desk, desk.room.copiers[0], written)
    yield partial(battle, desk, denier_a, (a, c), months[0])
    yield partial(battle, desk, agency, (b, c), months[1])
    yield partial(_reprinted, desk, desk.room.copiers[1], written)
    yield partial(battle, desk, denier_b, (b, c), months[1])
    yield partial(battle, desk, desk.room.accuser, (a, c), months[2])
    yield partial(killing, desk, agency, a, months[2])
    for capture in [c for c in news.captures(desk.war) if c.month == start - 3][:1]:
        yield partial(conquest, desk, agency, capture)
    yield partial(battle, desk, desk.room.accuser, (b, c), months[3])


def _quarrel(desk: Desk, written: Sequence[Report]) -> Iterator[Writing]:
    """Plan the rounds of accusation and denial, with the agency's counts between them."""
    a, b, c = parties(desk)
    start, last = month_of(desk, desk.room.since), desk.war.setting.months - 1
    fought = news.span_between(desk.war, desk.room.since, desk.war.setting.until)
    region = news.longest_front(desk.war, a, b, fought)
    for round_ in range(ROUNDS):
        month = min(start + MONTHS_APART * (round_ + 1), last)
        day = desk.month_days(month)[0] + timedelta(days=int(desk.rng.integers(2, 9)))
        yield partial(accusation, desk, round_, day, region)
        yield partial(_reprinted, desk, desk.room.copiers[round_ % 2], written)
        yield partial(denial, desk, desk.room.deniers[round_ % 2], day + timedelta(days=3), region)
        if round_ % 2:
            yield partial(battle, desk, desk.room.agency, (b, c), news.span_of_month(desk.war, month))
            yield partial(_syndicated, desk, desk.room.copiers[0], written)
        else:
            yield partial(_quoted, desk, written, day + timedelta(days=5))
        yield partial(tally, desk, ((a, b), (a, c), (b, c)), region, month - 1)


def _reprinted(desk: Desk, outlet: Outlet, written: Sequence[Report], number: int) -> Report | None:
    """Copy the first paragraphs of the newest report word for word, with its source above them."""
    if not written:
        return None
    source = written[-1]
    opening = desk.pick(wordings.PASSED_ON).format(
        outlet=source.outlet.name, date=long_date(source.published)
    )
    return Report(
        outlet=outlet,
        title=desk.pick(wordings.COPY_TITLES).format(title=source.title),
        published=_later(desk, source.published),
        paragraphs=(
            Paragraph(text=opening),
            *(_taken(paragraph, source) for paragraph in source.paragraphs[:2]),
            Paragraph(text=desk.pick(wordings.UNVERIFIED)),
        ),
        number=number,
    )


def _syndicated(desk: Desk, outlet: Outlet, written: Sequence[Report], number: int) -> Report | None:
    """Print the newest report as it is: where it is unsigned plain text, the very same bytes."""
    if not written:
        return None
    source = written[-1]
    return replace(
        source,
        outlet=outlet,
        published=_later(desk, source.published),
        paragraphs=tuple(_taken(paragraph, source) for paragraph in source.paragraphs),
        number=number,
    )


def _quoted(desk: Desk, written: Sequence[Report], published: date, number: int) -> Report:
    """Set the last accusation and the last denial side by side."""
    accused = [r for r in written if r.outlet == desk.room.accuser][-1]
    denied = [r for r in written if r.outlet in desk.room.deniers][-1]
    return both_sides(desk, accused, denied, published, number)


def _taken(paragraph: Paragraph, source: Report) -> Paragraph:
    return replace(paragraph, taken_from=source.filename, how="copy")


def _later(desk: Desk, day: date) -> date:
    return day + timedelta(days=int(desk.rng.integers(1, 3)))
