"""Captures and rows to `Captures`: which towns of this war fell, and what was reported near each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from holdfire.contact.exposure import Bools, Floats, Ints
from holdfire.forms.hand_over_captures import (
    MOST_DAYS_AFTER,
    MOST_DAYS_BEFORE,
    WIDEST_KM,
)
from holdfire.forms.samples import Captures, Fights
from holdfire.inquiry.areas import cells_inside
from holdfire.inquiry.builders.rows import WarRows, armed_parties
from holdfire.inquiry.war import War
from holdfire.lexicon.normal import fold
from holdfire.model.capture import Capture, Range
from holdfire.model.event import day_number

SAME_WAR_KM = 100.0  # from a captured town to the nearest event of the countries
SAME_DEG, SAME_DAYS = 0.1, 14  # within which one name, passing between the same two, is one capture
YEAR = 365
ANY_PRECISION = 7  # how well a place must be known is the form's choice

Labels = NDArray[np.object_]
Plane = tuple[Floats, Floats]
"""Places as km east and north."""


def build_captures(war: War) -> Captures:
    """Collect the captures of the war that the question is about, and the events near each.

    Of the same war are captures between two that the events of these countries know as armed parties, within
    100 km of any such event. Neither rule reads a death.
    """
    rows = WarRows.of(war, where_prec_max=ANY_PRECISION)
    of_war = _of_this_war(war.captures, rows)
    captures = _once([*of_war, *_asked_since(rows)])
    x, y = _on_the_plane(captures, rows)
    first = np.array([day_number(c.first) for c in captures], dtype=np.int64)
    last = np.array([day_number(c.last) for c in captures], dtype=np.int64)
    events = rows.war.events
    near = near_captures((x, y), (first, last), (rows.placed.x, rows.placed.y), events.day)
    since = war.registered
    return Captures(
        a=war.a,
        b=war.b,
        places=tuple(c.place for c in captures),
        losers=tuple(c.loser for c in captures),
        takers=tuple(c.taker for c in captures),
        first=first,
        last=last,
        asked=_asked(captures, rows),
        foreseen=np.array([since is not None and c.first > since for c in captures], dtype=np.bool_),
        negotiated=np.array(
            [-1 if c.negotiated is None else int(c.negotiated) for c in captures], dtype=np.int64
        ),
        population=np.array(
            [np.nan if c.population is None else c.population for c in captures], dtype=float
        ),
        features=_features(captures),
        around=near.around(len(captures)),
        fights=_fights(rows, captures, near),
        data=(int(events.day.min()), int(events.day.max()) + 1) if len(events) else (0, 0),
        in_war=int((rows.war.between(war.a, war.b) & rows.clash).sum()),
        ahead=since is not None and since < war.period.until,
        caveats=(
            *rows.caveats,
            *_other_wars(len(war.captures) - len(of_war)),
            *_twice(len(of_war) - len(_once(of_war))),
        ),
    )


def _asked(captures: Sequence[Capture], rows: WarRows) -> Bools:
    """Mark the captures in the asked area and period."""
    if not captures:
        return np.zeros(0, dtype=np.bool_)
    last = np.array([day_number(c.last) for c in captures], dtype=np.int64)
    inside = cells_inside(rows.war.area, rows.placed, *_on_the_plane(captures, rows))
    return (last >= rows.days.first) & (last < rows.days.end) & inside


def _asked_since(rows: WarRows) -> list[Capture]:
    """Take what came to pass after the registration and is what the question is about, and nothing else."""
    ends = {rows.war.a, rows.war.b}
    found = [c for c in _of_this_war(rows.war.newer, rows) if {c.loser, c.taker} == ends]
    return [c for c, asked in zip(found, _asked(found, rows).tolist(), strict=True) if asked]


def _of_this_war(captures: Sequence[Capture], rows: WarRows) -> list[Capture]:
    armed = armed_parties(rows.war)
    between = [c for c in captures if {c.loser, c.taker} <= armed and c.loser != c.taker]
    if not between or not len(rows.placed.x):
        return []
    tree = cKDTree(np.column_stack((rows.placed.x, rows.placed.y)))
    distance, _ = tree.query(np.column_stack(_on_the_plane(between, rows)))
    return [c for c, km in zip(between, np.asarray(distance).tolist(), strict=True) if km <= SAME_WAR_KM]


def _once(captures: Sequence[Capture]) -> list[Capture]:
    """Take a capture that a table and a map, or two of them, tell of once: as the table dates it."""
    kept: dict[tuple[str, str, str], list[Capture]] = {}
    for one in sorted(captures, key=lambda c: (c.basis != "table", c.last - c.first, c.last, c.id, c.source)):
        alike = kept.setdefault((fold(one.place), one.loser, one.taker), [])
        if not any(_same(one, other) for other in alike):
            alike.append(one)
    return sorted((c for alike in kept.values() for c in alike), key=lambda c: (c.last, c.place, c.id))


def _same(one: Capture, other: Capture) -> bool:
    near = abs(one.lat - other.lat) <= SAME_DEG and abs(one.lon - other.lon) <= SAME_DEG
    return near and abs((one.last - other.last).days) <= SAME_DAYS


def _on_the_plane(captures: Sequence[Capture], rows: WarRows) -> Plane:
    """Place captures on the plane of the events, in km."""
    if not captures:
        return np.zeros(0), np.zeros(0)
    return rows.placed.projection.forward([c.lon for c in captures], [c.lat for c in captures])


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Pairs of a capture and an event within the widest radius, with distance (km) and lag (days)."""

    capture: Ints
    event: Ints
    km: Floats
    lag: Ints

    def around(self, captures: int) -> Ints:
        """Count the events near each capture within a year."""
        return np.bincount(self.capture[np.abs(self.lag) <= YEAR], minlength=captures).astype(np.int64)

    def of_its_days(self, clash: Bools) -> "Near":
        """Keep the clashes among the events, as long before and after a capture as a sample reaches."""
        kept = clash[self.event] & (self.lag >= -MOST_DAYS_BEFORE) & (self.lag <= MOST_DAYS_AFTER)
        return Near(capture=self.capture[kept], event=self.event[kept], km=self.km[kept], lag=self.lag[kept])


def near_captures(towns: Plane, days: tuple[Ints, Ints], events: Plane, on: Ints) -> Near:
    """Pair captures with events, both on one plane (km).

    days: the first and the last on which each town may have fallen. on: the first day of each event.
    """
    none = np.zeros(0, dtype=np.int64)
    if not len(towns[0]) or not len(on):
        return Near(capture=none, event=none, km=np.zeros(0), lag=none)
    found = cKDTree(np.column_stack(towns)).query_ball_tree(cKDTree(np.column_stack(events)), WIDEST_KM)
    capture = np.repeat(np.arange(len(found)), [len(near) for near in found])
    event = np.array([event for near in found for event in sorted(near)], dtype=np.int64)
    (x, y), (east, north), (first, last), day = towns, events, days, on[event]
    return Near(
        capture=capture,
        event=event,
        km=np.hypot(east[event] - x[capture], north[event] - y[capture]),
        lag=np.minimum(day - first[capture], 0) + np.maximum(day - last[capture], 0),
    )


def _fights(rows: WarRows, captures: Sequence[Capture], near: Near) -> Fights:
    """Take the clashes near each capture and around its days, with the source's figures of deaths."""
    near = near.of_its_days(rows.clash)
    capture, event, events = near.capture, near.event, rows.war.events
    best = events.best[event]
    losers = np.array([c.loser for c in captures], dtype=object)[capture]
    takers = np.array([c.taker for c in captures], dtype=object)[capture]
    return Fights(
        capture=capture,
        km=near.km,
        lag=near.lag,
        place_km=events.radius_km[event],
        low=_known(events.low[event], best),
        best=best,
        high=_known(events.high[event], best),
        between=either_way(rows.war.one[event], rows.war.other[event], losers, takers),
    )


def _known(deaths: Floats, instead: Floats) -> Floats:
    return np.where(np.isnan(deaths), instead, deaths)


def either_way(one: Labels, other: Labels, losers: Labels, takers: Labels) -> Bools:
    """Mark the events in which a capture's loser and taker stand against each other."""
    forward = (one == losers) & (other == takers)
    return np.asarray(forward | ((one == takers) & (other == losers)), dtype=np.bool_)


def _features(captures: Sequence[Capture]) -> Floats:
    """Give the logarithms of attackers, defenders, days and people; nan where not known."""
    rows = [
        (
            _log_range(c.attackers),
            _log_range(c.defenders),
            np.nan if c.days is None else float(np.log1p(c.days)),
            np.nan if c.population is None else float(np.log(max(1, c.population))),
        )
        for c in captures
    ]
    return np.array(rows, dtype=float).reshape(-1, 4)


def _log_range(ends: Range | None) -> float:
    """Give the logarithm of a range's geometric middle."""
    return np.nan if ends is None else float(np.mean(np.log(np.maximum(1.0, ends))))


def _other_wars(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    return (
        f"{number:,} captures of the case are left out: of sides that the events here don't know as armed "
        f"parties, or further than {SAME_WAR_KM:g} km from any event of these countries.",
    )


def _twice(number: int) -> tuple[str, ...]:
    return (f"{number:,} captures are told of twice, by tables or maps: each counts once.",) if number else ()
