"""Stated deaths and strikes at a place and time, against what the rows of the event data there add up to.

A row counts where it may lie there and then: within the place's radius and its own, on one of the days or
next to one. More than all their high estimates together is more than the data can hold. Fewer is always
possible: a text may tell of a part. No row is no zero: the reason says what the data hold around it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from holdfire.checks.evidence import EventRows, Evidence, Told
from holdfire.checks.judging import Judged, finding, not_listed, of_all
from holdfire.checks.scenes import kilometres
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import counted, in_words, number
from holdfire.checks.toll_wording import Toll, tolls
from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.event import EventKind, day_number

AROUND_KM, AROUND_DAYS = 100.0, 30
"""How far and how long around a statement the reason says what the data hold."""
_EXACT_KM, _EXACT_DAYS = 25.0, 7  # rows placed or dated worse hold what nobody could place or date
_LATE_DAYS = 1  # a night's dead are told on either day
_ROWS_SHOWN = 50


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:
    """Compare each stated toll with the events at its place and time."""
    for toll in tolls(told):
        found = finding(told, CheckKind.EVENTS, toll.span, judge(toll, evidence.events))
        yield found if found.claim is not None or toll.claim is None else replace(found, claim=toll.claim)


CHECK = TextCheck(name="tolls", kind=CheckKind.EVENTS, run=check)


def judge(toll: Toll, events: EventRows | None) -> Judged:
    """Say whether the data can hold a toll; every place that its name may mean is tried."""
    known = [site for site in toll.sites if site.ways]
    if events is None or not len(events):
        return _unknown(toll, "the case has no events; import some with: holdfire import ucdp FILE")
    if toll.days is None or not toll.sites:
        return _unknown(toll, f"the passage does not say {'when' if toll.days is None else 'where'}")
    if not known:
        return _unknown(toll, not_listed(toll.sites[0].name))
    if len({site.name for site in known}) > 1:
        return _unknown(toll, f"the passage names several places: {', '.join(s.name for s in known)}")
    found = [_at(toll, place, toll.days, events) for place in known[0].ways]
    return of_all(found, [known[0].name])


def _at(toll: Toll, place: KnownPlace, days: tuple[date, date], events: EventRows) -> Judged:
    since, until = day_number(days[0]) - _LATE_DAYS, day_number(days[1]) + _LATE_DAYS
    around = (events.day < until + AROUND_DAYS) & (events.end_day >= since - AROUND_DAYS)
    if toll.strikes:
        around &= events.kind == EventKind.REMOTE
    close = np.flatnonzero(around)
    km = _distances(place, events.lat[close], events.lon[close])
    then = (events.day[close] < until) & (events.end_day[close] >= since)
    rows = close[then & (km <= place.radius_km + np.nan_to_num(events.radius_km[close]))]
    longest = max(_EXACT_DAYS, (days[1] - days[0]).days)
    exact = (events.end_day[rows] - events.day[rows] < longest) & (
        events.radius_km[rows] <= max(_EXACT_KM, place.radius_km)
    )
    if exact.any():
        return _of_rows(toll, place, days, events, (rows[exact], rows[~exact]))
    near = int((km <= AROUND_KM).sum())
    return _unknown(toll, _none(toll, place, days, events, near - len(rows)) + _loosely(len(rows)))


def _of_rows(
    toll: Toll,
    place: KnownPlace,
    days: tuple[date, date],
    events: EventRows,
    rows: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Judged:
    """Compare with the rows there and then; those of wide place or long time may hold what is missing."""
    exact, loose = rows
    low, best, high = _range(toll, events, exact)
    at_most = high + (_range(toll, events, loose)[2] if len(loose) else 0.0)
    things = "strikes" if toll.strikes else "deaths"
    status, said = _status(toll, place, (high, at_most))
    given = (
        f"{_rows(len(exact))} of {_sets(events)} at {place.name} {_when(days)}: "
        f"{number(low)} to {number(high)} {things} (best {number(best)}){_loosely(len(loose))}"
    )
    if toll.carried:
        given = f"{given} (the sentence before says {toll.carried})"
    return Judged(
        status=status,
        reason=f"{given}, {said}",
        against=f"events of {_sets(events)}",
        stated=toll.figure.value,
        computed=best,
        computed_range=(low, at_most),
        unit=things,
        rows=tuple(str(i) for i in events.event_id[exact][:_ROWS_SHOWN]),
        used={
            "place": place.name,
            "radius_km": place.radius_km,
            "rows": float(len(exact)),
            "rows_of_wide_place_or_long_time": float(len(loose)),
            "since": days[0].isoformat(),
            "until": days[1].isoformat(),
        },
    )


def _status(toll: Toll, place: KnownPlace, most: tuple[float, float]) -> tuple[CheckStatus, str]:
    at_least, _ = counted(toll.figure)
    stated, unknown = in_words(toll.figure, toll.figure.unit), CheckStatus.CANNOT_BE_CHECKED
    if at_least is None or at_least <= most[0]:
        return CheckStatus.CONSISTENT, f"which {stated} can be, or be a part of"
    if at_least <= most[1]:
        return unknown, f"fewer than {stated}; only with the latter it could be as many"
    if place.level == "country":
        return unknown, f"fewer than {stated}; what a whole country counts differs too much between sources"
    return CheckStatus.INCONSISTENT, f"fewer than {stated}"


def _loosely(rows: int) -> str:
    return f"; {_rows(rows)} more of wide place or long time may lie there" if rows else ""


def _range(toll: Toll, events: EventRows, rows: NDArray[np.intp]) -> tuple[float, float, float]:
    """Add up what rows hold at least, best and at most: the lowest of one row, since a text may mean one."""
    if toll.strikes:
        acts = events.acts[rows].astype(np.float64)
        return float(acts.min()), float(acts.sum()), float(acts.sum())
    best = np.nan_to_num(events.best[rows])
    three = np.array([np.nan_to_num(events.low[rows]), best, np.nan_to_num(events.high[rows])])
    return float(three.min(axis=0).min()), float(best.sum()), float(three.max(axis=0).sum())


def _none(toll: Toll, place: KnownPlace, days: tuple[date, date], events: EventRows, near: int) -> str:
    around = f"{_rows(near)} within {number(AROUND_KM)} km and {AROUND_DAYS} days"
    kind = " of strikes" if toll.strikes else ""
    could = "so one could have been coded there" if near else "so nobody may have looked"
    return f"{_sets(events)} has no row{kind} at {place.name} {_when(days)}; it has {around}, {could}"


def _distances(place: KnownPlace, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the km from a place to each position; infinite where one is not on the map."""
    return np.nan_to_num(kilometres(place.lat, place.lon, lat, lon), nan=np.inf)


def _unknown(toll: Toll, reason: str) -> Judged:
    things = "strikes" if toll.strikes else "deaths"
    return Judged(
        status=CheckStatus.CANNOT_BE_CHECKED,
        reason=f"{in_words(toll.figure, toll.figure.unit)}: {reason}",
        against="events",
        stated=toll.figure.value,
        unit=things,
    )


def _when(days: tuple[date, date]) -> str:
    last = days[1] - timedelta(days=1)
    return f"on {days[0]}" if last == days[0] else f"from {days[0]} to {last}"


def _rows(count: int) -> str:
    return f"{number(count)} row{'' if count == 1 else 's'}"


def _sets(events: EventRows) -> str:
    return ", ".join(events.datasets) or "the event data"
