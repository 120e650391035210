"""What changed hands: towns, with the fighting near them, and ground between two maps of a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from holdfire.actors.sides import SideReader
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventColumns
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.contact.exposure import Bools, Floats
from holdfire.contact.grid import projection_for
from holdfire.contact.handed import handed_over
from holdfire.errors import QuestionError
from holdfire.inquiry.builders.captures import either_way, near_captures
from holdfire.inquiry.builders.rows import fought
from holdfire.inquiry.captured import gather, labelled
from holdfire.inquiry.mapped import Mapped, iso, mapped
from holdfire.inquiry.reading import registry
from holdfire.inquiry.war import counted_events
from holdfire.model.capture import Capture
from holdfire.model.event import day_number

NEAR_KM, NEAR_DAYS = 10.0, 7  # what counts as fighting for a town, unless the user says otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChanges:
    """What is asked: of whom (anybody without names), from when until when, what counts as near."""

    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    km: float = NEAR_KM
    days: int = NEAR_DAYS

    def __post_init__(self) -> None:
        if not 0 <= self.km <= 50 or not 0 <= self.days <= 120:
            raise QuestionError("fighting is near a town within 0 to 50 km and 0 to 120 days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fighting:
    """Events near a town around its days: between loser and taker, of anybody; deaths: low, best, high."""

    between: int
    deaths: tuple[int, int, int]
    anybody: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownChange:
    """A town that passed from one to another on a day from first to last; fighting: None without events."""

    place: str
    lat: float
    lon: float
    first: str
    last: str
    loser: str
    taker: str
    population: int | None
    negotiated: bool | None
    source: str
    basis: str
    fighting: Fighting | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundChange:
    """Ground that a source draws as one holder's up to `before` and as another's from `day` on."""

    source: str
    before: str
    day: str
    loser: str | None
    taker: str | None
    km2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All changes of hands that a case tells of; km, days: what counts as fighting near a town."""

    towns: tuple[TownChange, ...]
    ground: tuple[GroundChange, ...]
    km: float
    days: int


def list_changes(case: Case, wanted: WantedChanges = WantedChanges()) -> Changes:
    """List towns and ground that changed hands, each source by itself, with the fighting near the towns."""
    of = mapped(case, (wanted.actors,) if wanted.actors else ())
    captures = [c for c in labelled(gather(case), registry(case), _parties(of)) if _asked(c, of, wanted)]
    fighting = _fighting(case, captures, of, wanted)
    towns = (
        TownChange(
            place=c.place,
            lat=c.lat,
            lon=c.lon,
            first=c.first.isoformat(),
            last=c.last.isoformat(),
            loser=of.name(c.loser),
            taker=of.name(c.taker),
            population=c.population,
            negotiated=c.negotiated,
            source=c.source,
            basis=c.basis,
            fighting=fought_there,
        )
        for c, fought_there in zip(captures, fighting, strict=True)
    )
    return Changes(towns=tuple(towns), ground=_ground(of, wanted), km=wanted.km, days=wanted.days)


def _parties(of: Mapped) -> list[tuple[str, ...]]:
    return [tuple(party.split("+")) for party in of.parties]


def _asked(capture: Capture, of: Mapped, wanted: WantedChanges) -> bool:
    """Say whether a capture may lie in the period and is of the asked party."""
    now = (wanted.since is None or capture.last >= wanted.since) and (
        wanted.until is None or capture.first < wanted.until
    )
    return now and (not of.parties or bool({capture.loser, capture.taker} & {*of.parties}))


def _ground(of: Mapped, wanted: WantedChanges) -> tuple[GroundChange, ...]:
    if not of.maps:
        return ()
    days = of.days(wanted.since and wanted.since - timedelta(days=1), wanted.until)
    return tuple(
        GroundChange(
            source=source,
            before=iso(change.before),
            day=iso(change.day),
            loser=None if change.loser is None else of.name(change.loser),
            taker=None if change.taker is None else of.name(change.taker),
            km2=change.km2,
        )
        for source, spells in of.maps.items()
        for change in handed_over(spells, days)
        if not of.parties or {change.loser, change.taker} & {*of.parties}
    )


def _fighting(
    case: Case, captures: Sequence[Capture], of: Mapped, wanted: WantedChanges
) -> Sequence[Fighting | None]:
    """Count the fights near each town, on its days and some before and after."""
    if not captures or not event_tables(case):
        return [None] * len(captures)
    events = counted_events(case).columns()
    events = events.take(fought(events.kind) & np.isfinite(events.lon) & np.isfinite(events.lat))
    sides = sides_of(events)
    reader = SideReader(registry(case), dict(zip(of.parties, _parties(of), strict=True)))
    one, other = sides.by_row(reader.read(*sides.columns), len(events))
    towns, places = _placed(captures, events)
    first = np.array([day_number(c.first) for c in captures], dtype=np.int64)
    last = np.array([day_number(c.last) for c in captures], dtype=np.int64)
    near = near_captures(towns, (first, last), places, events.day)
    close = (near.km <= wanted.km) & (np.abs(near.lag) <= wanted.days)
    capture, event = near.capture[close], near.event[close]
    losers = np.array([c.loser for c in captures], dtype=object)[capture]
    takers = np.array([c.taker for c in captures], dtype=object)[capture]
    between = either_way(one[event], other[event], losers, takers)
    return [_counted(events, event[capture == n], between[capture == n]) for n in range(len(captures))]


def _placed(
    captures: Sequence[Capture], events: EventColumns
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Put towns and events on one plane, km."""
    lon, lat = np.array([c.lon for c in captures]), np.array([c.lat for c in captures])
    plane = projection_for(lon, lat)
    return plane.forward(lon, lat), plane.forward(events.lon, events.lat)


def _counted(events: EventColumns, event: np.ndarray, between: Bools) -> Fighting:
    own = event[between]
    best = np.nan_to_num(events.best[own])
    low, high = (
        np.where(np.isnan(figures[own]), best, figures[own]) for figures in (events.low, events.high)
    )
    return Fighting(
        between=len(own),
        deaths=(int(low.sum()), int(best.sum()), int(high.sum())),
        anybody=len(event),
    )
