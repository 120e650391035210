"""How a data set would record the war: what it misses, how exactly it dates and places, and whom it names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.rates import Habits
from holdfire.simulate.setting import CIVILIANS, Floats, Ints, Setting

Names = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvents:
    """The data set as columns, one entry a row; rows are in order of their first day.

    truth: index of the event behind the row. day, end_day: day of the war, both inclusive. side_a, side_b:
    raw names; kind 1, 2, 3: state-based, non-state, one-sided. place: index of the settlement named.
    deaths: (rows, 4) of side a, side b, civilians, unknown; best is their sum. sources: how many reported it.
    """

    truth: Ints
    kind: Ints
    side_a: Names
    side_b: Names
    day: Ints
    end_day: Ints
    date_prec: Ints
    where_prec: Ints
    place: Ints
    lat: Floats
    lon: Floats
    deaths: Ints
    low: Ints
    high: Ints
    office: Names
    sources: Ints

    @property
    def best(self) -> Ints:
        """Give the best estimate of the dead."""
        return self.deaths.sum(axis=1)

    def __len__(self) -> int:
        return len(self.truth)


_LONGEST_DAYS = (1, 6, 13)  # of events dated with code 1, 2, 3
_NEAR = 3  # code 2 names one of so many settlements around


def code_events(war: SimulatedWar, rng: np.random.Generator, habits: Habits | None = None) -> CodedEvents:
    """Record a war as a data set of organised violence would; the truth of each row stays known."""
    habits = Habits() if habits is None else habits
    events, setting = war.events, war.setting
    seen = _seen(war, habits, rng)
    day, end_day, date_prec = _dated(events.day[seen], setting, habits, rng)
    order = np.lexsort((seen, end_day, day))
    seen = seen[order]
    where_prec = _codes(habits.where_prec, len(seen), rng)
    place, lat, lon = _placed(war, _reported_place(war, seen, habits, rng), where_prec, rng)
    kind, one, other = _sides(setting, events.one[seen], events.other[seen])
    deaths = _deaths(war, seen, one, habits, rng)
    off = np.where(rng.random(len(seen)) < habits.spread, deaths.sum(axis=1), 0)
    side_a, side_b = (with_allies(war, seen, side, habits, rng) for side in (one, other))
    return CodedEvents(
        truth=seen,
        kind=kind,
        side_a=side_a,
        side_b=side_b,
        day=day[order],
        end_day=end_day[order],
        date_prec=date_prec[order],
        where_prec=where_prec,
        place=place,
        lat=lat,
        lon=lon,
        deaths=deaths,
        low=deaths.sum(axis=1) - off // 3,
        high=deaths.sum(axis=1) + (off + 1) // 2,
        office=_offices(habits.offices, len(seen), rng),
        sources=rng.integers(1, 4, len(seen)),
    )


def _seen(war: SimulatedWar, habits: Habits, rng: np.random.Generator) -> Ints:
    """Draw which events are recorded: rather large ones and those at watched places."""
    events = war.events
    missing = np.full(len(events), habits.missing)
    missing += (1 - missing) * habits.missing_deaths * np.exp(-events.dead)
    if habits.missing_place_sd:
        watched = np.exp(rng.normal(0, habits.missing_place_sd, len(war.places.region)))
        missing = np.minimum(missing * watched[events.place], 0.95)
    missing = np.where(events.between(0, 1), 1 - (1 - missing) * (1 - habits.blind), missing)
    known = (events.dead > 0) | (not habits.deadly)
    return np.flatnonzero(known & (rng.random(len(events)) >= missing))


def _reported_place(war: SimulatedWar, seen: Ints, habits: Habits, rng: np.random.Generator) -> Ints:
    """Give where the report puts each event: now and then at another place of the region."""
    place = war.events.place[seen].copy()
    if habits.wrong_place:
        region = war.places.region
        for k in np.flatnonzero(rng.random(len(seen)) < habits.wrong_place):
            place[k] = rng.choice(np.flatnonzero(region == region[place[k]]))
    return place


def _codes(shares: Sequence[float], count: int, rng: np.random.Generator) -> Ints:
    """Draw precision codes 1, 2, … with these shares."""
    return 1 + np.searchsorted(np.cumsum(shares)[:-1], rng.random(count), side="right").astype(np.int64)


def _dated(day: Ints, setting: Setting, habits: Habits, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Date the events: a day, or a span of days that holds the true one, or what the source takes for it."""
    if habits.wrong_day or habits.late:
        shift = rng.choice((-2, -1, 1, 2), len(day)) * (rng.random(len(day)) < habits.wrong_day)
        late = rng.integers(1, habits.late_days + 1, len(day)) * (rng.random(len(day)) < habits.late)
        day = np.clip(day + shift + late, 0, len(setting.month_of_day) - 1)
    code = _codes(habits.date_prec, len(day), rng)
    shortest, longest = np.array((1, 2, 7)), np.array(_LONGEST_DAYS)
    length = rng.integers(shortest[code - 1], longest[code - 1] + 1)
    first = np.maximum(day - np.floor(rng.random(len(day)) * length).astype(np.int64), 0)
    last = np.minimum(first + length - 1, len(setting.month_of_day) - 1)
    return first, np.maximum(last, day), code


def _placed(
    war: SimulatedWar, place: Ints, code: Ints, rng: np.random.Generator
) -> tuple[Ints, Floats, Floats]:
    """Name and locate the events: the place, one near it, the district's seat, the middle of the region."""
    land, places = war.setting.land, war.places
    apart = ((places.position[:, None] - places.position[None]) ** 2).sum(axis=2)
    apart[places.region[:, None] != places.region[None]] = np.inf  # a source doesn't mistake the province
    near = np.argsort(apart, axis=1, kind="stable")[:, 1 : 1 + _NEAR]
    some = near[place, rng.integers(near.shape[1], size=len(place))]
    named = np.choose(code - 1, (place, some, places.district[place], place))
    position = places.position[named]
    middle = np.array([(x, y) for _, x, y in land.regions])[places.region[place]]
    position = np.where((code == 4)[:, None], middle, position)
    return named, np.round(land.lat(position[:, 1]), 5), np.round(land.lon(position[:, 0]), 5)


def _sides(setting: Setting, one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Give kind and order of sides as UCDP does: a government first, else by name, civilians last."""
    state = np.array([p.is_state for p in setting.parties])
    rank = np.argsort(np.argsort([p.name for p in setting.parties]))
    civil = other == CIVILIANS
    swap = ~civil & ~state[one] & (state[other] | (rank[other] < rank[one]))
    kind = np.where(civil, 3, np.where(state[one] | state[other], 1, 2))
    return kind, np.where(swap, other, one), np.where(swap, one, other)


def _names(setting: Setting, side: Ints, habits: Habits, rng: np.random.Generator) -> Names:
    names = np.array([*(p.name for p in setting.parties), "Civilians"], dtype=object)[side]
    named_by_unit = rng.random(len(side)) < habits.by_unit
    own = {party.name for party in setting.parties}
    for i, party in enumerate(setting.parties):
        behind = [unit for unit in party.units if unit not in own]  # not those that went their own way
        units = (*behind, *(f"{party.name}, {unit}" for unit in behind))
        rows = np.flatnonzero(named_by_unit & (side == i))
        if units:
            names[rows] = np.array(units, dtype=object)[rng.integers(len(units), size=len(rows))]
    return names


def with_allies(war: SimulatedWar, seen: Ints, side: Ints, habits: Habits, rng: np.random.Generator) -> Names:
    """Name a side of each event; where an ally holds ground in the region, now and then both: "X, Y"."""
    names = _names(war.setting, side, habits, rng)
    if war.coalition is None or war.holders is None or not habits.coalition_name:
        return names
    setting, region = war.setting, war.places.region
    month = setting.month_of_day[war.events.day[seen]]
    for k in np.flatnonzero((side != CIVILIANS) & (rng.random(len(seen)) < habits.coalition_name)):
        m, here = month[k], region == region[war.events.place[seen[k]]]
        allies = np.flatnonzero(war.coalition[m] == war.coalition[m, side[k]])
        near = [i for i in allies if i == side[k] or (war.holders[m][here] == i).any()]
        if len(near) > 1:
            names[k] = ", ".join(sorted(setting.parties[i].name for i in near))
    return names


def _deaths(war: SimulatedWar, seen: Ints, side_a: Ints, habits: Habits, rng: np.random.Generator) -> Ints:
    """Sort the dead by side; for some events the source knows the sum alone."""
    events = war.events
    civil = events.other[seen] == CIVILIANS
    one, other = events.deaths_one[seen], np.where(civil, 0, events.deaths_other[seen])
    people = events.bystanders[seen] + np.where(civil, events.deaths_other[seen], 0)
    swapped = side_a != events.one[seen]
    known = np.column_stack((np.where(swapped, other, one), np.where(swapped, one, other), people))
    blur = rng.random(len(seen)) < habits.unknown_toll
    blurred = np.where(blur[:, None], 0, known)
    return np.column_stack((blurred, known.sum(axis=1) - blurred.sum(axis=1)))


def _offices(offices: Sequence[str], count: int, rng: np.random.Generator) -> Names:
    # each is half as diligent as the one before
    weight = 0.5 ** np.arange(len(offices))
    return np.array(offices, dtype=object)[rng.choice(len(offices), size=count, p=weight / weight.sum())]
