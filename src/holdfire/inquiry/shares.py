"""Who an actor's events are with, by period and area: counts, shares and their intervals."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from holdfire.base.event_sides import NOBODY
from holdfire.case.folder import Case
from holdfire.dossier.words import counted
from holdfire.errors import QuestionError, UsageError
from holdfire.inquiry.areas import inside, resolve_area
from holdfire.inquiry.reading import registry
from holdfire.inquiry.share_periods import Span, day_of, spans
from holdfire.inquiry.share_rows import Fights, SidedRows, group_labels, read_sides
from holdfire.inquiry.war import event_store, label
from holdfire.model.event import VIOLENT, EventKind, day_number
from holdfire.model.share import PERIODS, ActorShares, Coverage, OpponentShare, ShareGroup
from holdfire.stats.intervals import wilson_interval
from holdfire.stats.shares import clustered_share

Find = Callable[[str], str]

LEVEL = 0.95
EVERYWHERE, NO_AREA = "all areas", "no area given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a user asks of shares; period: one of PERIODS, None for the whole time.

    left_out: actors, or words for groups of them, that stand beside the sum and not in it. kinds: those of
    events that count; without any, all in which there is violence.
    """

    area: str | None = None
    since: date | None = None
    until: date | None = None
    period: str | None = "year"
    by_area: bool = False
    kinds: tuple[str, ...] = ()
    civilians: bool = False
    left_out: tuple[str, ...] = ()
    burst_days: int = 1

    def __post_init__(self) -> None:
        unknown = sorted(set(self.kinds) - set(EventKind))
        if unknown:
            raise UsageError(
                f"no kind of event is called {', '.join(unknown)}; there are: {', '.join(EventKind)}"
            )
        if self.period is not None and self.period not in PERIODS:
            raise UsageError(f"no period is called {self.period}; there are: {', '.join(PERIODS)}")
        if self.burst_days < 1:
            raise UsageError(f"a burst lasts one day or more, not {self.burst_days}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The rows of the asked area at any date, with sides as labels, and the days that they cover.

    party: label of the actor that was named, "" where nobody was. beside: labels that are left out of sums.
    """

    rows: SidedRows
    party: str
    area: str
    since: date
    until: date
    data_since: date
    data_until: date
    beside: frozenset[str]
    wanted: Wanted
    duplicates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies beside the shares of a group: see ShareGroup."""

    area: str
    within: int
    in_mixed: int
    anybody: int


def load_ground(case: Case, wanted: Wanted, names: Sequence[str] = ()) -> Ground:
    """Read what shares are counted on; several names are one party.

    Raises RegistryError for a name that nobody has, AreaError for such an area, QuestionError without events.
    """
    store, actors, find = event_store(case), registry(case), finder(case)
    ids = tuple(dict.fromkeys(map(find, names)))
    area = None if wanted.area is None else resolve_area(wanted.area, store.place_names())
    events = store.columns(countries=None if area is None else area.countries or None)
    events = events if area is None else events.take(inside(area, events))
    kinds = wanted.kinds or tuple(kind.value for kind in VIOLENT)
    events = events.take(np.isin(events.kind.astype(str), kinds))
    if not len(events):
        raise QuestionError(f"the data have no event of these kinds in {wanted.area or EVERYWHERE}")
    rows = read_sides(events, actors, {label(ids): ids} if ids else {})
    first, last = day_of(int(events.day.min())), day_of(int(events.end_day.max())) + timedelta(days=1)
    since, until = wanted.since or first, wanted.until or last
    if until <= since:
        raise QuestionError(f"the period ends ({until}) on or before its start ({since})")
    return Ground(
        rows=rows,
        party=label(ids),
        area=EVERYWHERE if area is None else area.name,
        since=since,
        until=until,
        data_since=first,
        data_until=last,
        beside=_beside(rows, wanted, find),
        wanted=wanted,
        duplicates=store.duplicates,
    )


def finder(case: Case) -> Find:
    """Make what finds the id that a person means by a name; it raises RegistryError where there is none."""
    actors, known = registry(case), tuple(side.name for side in event_store(case).side_names())
    return lambda name: actors.find(name, data_names=known).id


def shares_of(ground: Ground, actor: str | None = None) -> ActorShares:
    """Count whom an actor's events are with, period by period; None: the party that was named."""
    actor = ground.party if actor is None else actor
    fights = ground.rows.fights_of(actor, burst_days=ground.wanted.burst_days)
    return ActorShares(
        actor=actor,
        name=ground.rows.names.get(actor, actor),
        area=ground.area,
        since=ground.since,
        until=ground.until,
        data_since=ground.data_since,
        data_until=ground.data_until,
        left_out=tuple(sorted(ground.beside)),
        level=LEVEL,
        groups=(groups := tuple(_groups(ground, fights, actor))),
        notes=tuple(_notes(ground, groups)),
    )


def main_opponents(ground: Ground) -> tuple[ActorShares, ...]:
    """Count for every actor of the data whom its events are with, the most active first."""
    whole = replace(ground, wanted=replace(ground.wanted, period=None, by_area=False))
    actors = (key for key, sort in ground.rows.sorts.items() if sort in ("actor", "proposed"))
    found = (shares_of(whole, actor) for actor in actors)
    return tuple(sorted((f for f in found if f.groups[0].n), key=lambda f: (-f.groups[0].n, f.actor)))


def counted_share(
    fights: Fights, hit: NDArray[np.bool_]
) -> tuple[float, tuple[float, float] | None, tuple[float, float] | None, float]:
    """Give a share with its interval over bursts, Wilson's interval and the design effect."""
    _, burst, trials = np.unique(fights.burst, return_inverse=True, return_counts=True)
    found = clustered_share(np.bincount(burst, weights=hit).astype(np.int64), trials, level=LEVEL)
    events = int(hit.sum())
    plain = wilson_interval(events, len(fights), level=LEVEL)
    return events / len(fights), found.interval, plain, found.design_effect


def in_span(day: NDArray[np.int64], span: Span) -> NDArray[np.bool_]:
    """Mark the days inside a stretch of time."""
    return (day >= day_number(span.since)) & (day < day_number(span.until))


def _groups(ground: Ground, fights: Fights, actor: str) -> Iterator[ShareGroup]:
    events, rows = ground.rows.events, ground.rows
    within, in_mixed = rows.within(actor), rows.in_mixed(actor)
    areas = sorted(set(events.adm_1.tolist())) if ground.wanted.by_area else [None]
    for area in areas:
        here = np.ones(len(events), bool) if area is None else events.adm_1 == area
        ours = fights if area is None else fights.take(fights.area == area)
        for span in spans(ground.since, ground.until, ground.wanted.period):
            then = here & in_span(events.day, span)
            yield _group(
                ground,
                ours.take(in_span(ours.day, span)),
                span,
                Around(
                    area=ground.area if area is None else area or NO_AREA,
                    within=int((then & within).sum()),
                    in_mixed=int((then & in_mixed).sum()),
                    anybody=int(then.sum()),
                ),
            )


def _group(ground: Ground, fights: Fights, span: Span, around: Around) -> ShareGroup:
    beside = np.isin(fights.opponent.astype(str), sorted(ground.beside))
    summed = fights.take(~beside)
    opponents = [
        *_opponents(ground.rows, summed, counted=True),
        *_opponents(ground.rows, fights.take(beside), counted=False),
    ]
    return ShareGroup(
        period=span.name,
        since=span.since,
        until=span.until,
        n=len(summed),
        bursts=len(np.unique(summed.burst)),
        coverage=_coverage(ground, span, len(fights)),
        opponents=tuple(opponents),
        area=around.area,
        within=around.within,
        in_mixed=around.in_mixed,
        anybody=around.anybody,
    )


def _opponents(rows: SidedRows, fights: Fights, *, counted: bool) -> Iterable[OpponentShare]:
    labels, events = np.unique(fights.opponent.astype(str), return_counts=True)
    for one in labels[np.argsort(-events, kind="stable")].tolist():
        hit = np.asarray(fights.opponent == one, dtype=np.bool_)
        known = OpponentShare(
            opponent=one,
            name=rows.names.get(one, one),
            sort=rows.sorts[one],
            events=int(hit.sum()),
            deaths=int(fights.deaths[hit].sum()),
        )
        if counted:
            share, interval, plain, effect = counted_share(fights, hit)
            known = replace(known, share=share, interval=interval, wilson=plain, design_effect=effect)
        yield known


def _notes(ground: Ground, groups: Sequence[ShareGroup]) -> Iterator[str]:
    """Say which rows count for nobody, and why."""
    if within := sum(group.within for group in groups):
        yield f"{counted(within, 'event')} between parts of this actor count for no opponent"
    if mixed := sum(group.in_mixed for group in groups):
        yield f"{counted(mixed, 'event')} in which it is one of two parties on one side count for neither"
    if any(group.area == NO_AREA for group in groups):
        yield "some rows name no first-level area; they stand under their own heading"
    if ground.duplicates:
        yield f"{counted(ground.duplicates, 'row')} with an id that stands in two files count once"


def _coverage(ground: Ground, span: Span, events: int) -> Coverage:
    """Tell a time without events of the actor from one that the data do not reach."""
    if events:
        return "events"
    reached = span.since < ground.data_until and span.until > ground.data_since
    return "no_events" if reached else "not_covered"


def _beside(rows: SidedRows, wanted: Wanted, find: Find) -> frozenset[str]:
    words = (*wanted.left_out, *(() if wanted.civilians else ("civilians",)))
    groups = [group_labels(rows, word, ()) for word in words]
    found = (
        group if group is not None else frozenset({find(word)})
        for word, group in zip(words, groups, strict=True)
    )
    return frozenset((NOBODY,)).union(*found)
