"""Who an actor's events are with, by period and area: counts, shares and their intervals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.case.folder import Case
from holdfire.dossier.words import counted
from holdfire.inquiry.share_ground import Ground, Wanted, load_ground
from holdfire.inquiry.share_periods import Span, spans
from holdfire.inquiry.share_rows import Fights, SidedRows
from holdfire.model.event import day_number
from holdfire.model.share import ActorShares, Coverage, OpponentShare, ShareGroup
from holdfire.stats.intervals import wilson_interval
from holdfire.stats.shares import clustered_share

LEVEL = 0.95
NO_AREA = "no area given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lies beside the shares of a group: see ShareGroup."""

    area: str
    within: int
    in_mixed: int
    anybody: int


def shares(case: Case, wanted: Wanted, actor: Sequence[str] = ()) -> tuple[ActorShares, ...]:
    """Count whom an actor's events are with, several names as one party; without any, for every actor.

    Raises RegistryError for a name that nobody has, AreaError for such an area, QuestionError without events.
    """
    ground = load_ground(case, wanted, actor)
    return (shares_of(ground),) if actor else main_opponents(ground)


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
        interval_of_none=counted_share(summed, np.zeros(len(summed), dtype=np.bool_))[1]
        if len(summed)
        else None,
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
    """Say what else the area could have meant, and which rows count for nobody."""
    if ground.alternatives:
        yield f"“{ground.wanted.area}” could also have meant: {', '.join(ground.alternatives)}"
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
