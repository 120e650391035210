"""What of a case's map is shown: the rows and claims of a window, of some actors and kinds, in a view."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.inquiry.map_content import MapClaim, MapContent
from holdfire.model.claim import family_of
from holdfire.model.event import day_number

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked for; None: all. since, until: half-open. box: west, south, east, north.

    actors: labels; a row is taken if one of its sides is among them, with `both` if each is. kinds: kinds of
    events. families: families of claims.
    """

    since: date | None = None
    until: date | None = None
    actors: tuple[str, ...] | None = None
    both: bool = False
    kinds: tuple[str, ...] | None = None
    families: tuple[str, ...] | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Where all rows (or claims) are: each is in exactly one of the five, which add up to `of`.

    not_on_map: without a place (claims: or without a date). filtered: of other actors or kinds. The order is
    the order in which they are asked.
    """

    of: int
    shown: int
    not_on_map: int
    filtered: int
    out_of_window: int
    out_of_view: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The rows (as numbers in `MapContent.events`) and claims that are shown, and where the others are."""

    rows: Ints
    claims: tuple[MapClaim, ...]
    events_counted: Counts
    claims_counted: Counts


def shown(everything: MapContent, choice: Choice) -> Shown:
    """Take what a choice asks for.

    An event belongs to the window in which it begins, as everywhere; a claim to every window that it meets.
    """
    events = everything.events
    steps: dict[str, Bools] = {
        "not_on_map": np.isnan(events.lon) | np.isnan(events.lat),
        "filtered": ~_wanted(everything, choice),
        "out_of_window": ~_within(choice, events.day),
        "out_of_view": ~_in_view(choice.box, events.lon, events.lat),
    }
    left = np.ones(len(events), dtype=np.bool_)
    counted: dict[str, int] = {}
    for step, out in steps.items():
        counted[step] = int((left & out).sum())
        left &= ~out
    told = [(one, _why_not(one, choice)) for one in everything.claims]
    return Shown(
        rows=np.flatnonzero(left),
        claims=tuple(one for one, why in told if why is None),
        events_counted=Counts(of=len(events), shown=int(left.sum()), **counted),
        claims_counted=Counts(
            of=len(told),
            shown=sum(why is None for _, why in told),
            **{step: sum(why == step for _, why in told) for step in steps},
        ),
    )


def _wanted(everything: MapContent, choice: Choice) -> Bools:
    events = everything.events
    wanted = np.ones(len(events), dtype=np.bool_)
    if choice.actors is not None:
        names = list(choice.actors)
        one, other = (np.isin(side.astype(str), names) for side in (everything.one, everything.other))
        wanted &= (one & other) if choice.both else (one | other)
    if choice.kinds is not None:
        wanted &= np.isin(events.kind.astype(str), list(choice.kinds))
    return wanted


def _within(choice: Choice, day: Ints) -> Bools:
    within = np.ones(len(day), dtype=np.bool_)
    if choice.since is not None:
        within &= day >= day_number(choice.since)
    if choice.until is not None:
        within &= day < day_number(choice.until)
    return within


def _in_view(box: Box | None, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Bools:
    if box is None:
        return np.ones(len(lon), dtype=np.bool_)
    west, south, east, north = box
    return (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)


def _why_not(one: MapClaim, choice: Choice) -> str | None:
    """Say why a claim is not shown; None where it is."""
    return next((step for step, out in _reasons(one, choice) if out), None)


def _reasons(one: MapClaim, choice: Choice) -> Iterator[tuple[str, bool]]:
    claim = one.claim
    yield "not_on_map", not one.placed
    families, actors = choice.families, choice.actors
    other_kind = families is not None and family_of(claim.kind) not in families
    among = len(one.labels.intersection(actors)) if actors is not None else 0
    other_actor = actors is not None and among < (min(2, len(one.labels)) if choice.both else 1)
    yield "filtered", other_kind or other_actor or (actors is not None and not among)
    since, until = claim.date or (date.min, date.max)
    early = choice.since is not None and until <= choice.since
    yield "out_of_window", early or (choice.until is not None and since >= choice.until)
    at = [(place.lon, place.lat) for place in claim.places if place.lon is not None and place.lat is not None]
    lon, lat = np.array(at, dtype=np.float64).reshape(-1, 2).T
    yield "out_of_view", not bool(_in_view(choice.box, lon, lat).any())
