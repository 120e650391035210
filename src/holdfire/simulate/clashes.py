"""Clashes of two parties: how many on which day, and at which place along their front."""

from dataclasses import dataclass

import numpy as np

from holdfire.simulate.ground import Owners, fronts
from holdfire.simulate.places import Places
from holdfire.simulate.setting import Floats, Ints, Setting
from holdfire.simulate.tides import shared_course, shocks, wave


@dataclass(frozen=True, slots=True, kw_only=True)
class Clashes:
    """Events before anybody counted the dead: day, the two sides as in Happenings, and the settlement."""

    day: Ints
    one: Ints
    other: Ints
    place: Ints

    def __len__(self) -> int:
        return len(self.day)

    def taken(self, which: Ints) -> "Clashes":
        """Keep the events that a mask or a list of rows names."""
        return Clashes(
            day=self.day[which], one=self.one[which], other=self.other[which], place=self.place[which]
        )

    def joined(self, more: "Clashes") -> "Clashes":
        """Put other events behind these."""
        return Clashes(
            day=np.concatenate((self.day, more.day)),
            one=np.concatenate((self.one, more.one)),
            other=np.concatenate((self.other, more.other)),
            place=np.concatenate((self.place, more.place)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contact:
    """Borders sorted by month, dyad and region, so that a clash can be put at one of them by its weight.

    weight: (months, dyads, regions) km of front, each weighted by how much its place draws fighting. upto:
    the running sum of the weights over the sorted borders. place: the settlement of each border.
    """

    weight: Floats
    upto: Floats
    place: Ints


def clashes_along(
    setting: Setting, owners: Owners, places: Places, lasting: Floats, rng: np.random.Generator
) -> Clashes:
    """Draw the clashes of every dyad: Poisson counts by day and region, after contact and activity.

    lasting: (parties,) how active each party is over the whole war.
    """
    pairs = np.column_stack(np.triu_indices(len(setting.parties), 1)).astype(np.int64)
    contact = _contact(setting, owners, places, pairs, rng)
    month = setting.month_of_day
    rate = setting.course.fighting * contact.weight[month]
    rate *= np.exp(_moods(setting, len(month), lasting, pairs, rng))
    counts = rng.poisson(rate)
    day, pair, region = (np.repeat(axis, counts.ravel()) for axis in _axes(counts.shape))
    return Clashes(
        day=day,
        one=pairs[pair, 0],
        other=pairs[pair, 1],
        place=_put(contact, month[day], pair, region, rng),
    )


def _axes(shape: tuple[int, ...]) -> tuple[Ints, ...]:
    return tuple(axis.ravel() for axis in np.indices(shape))


def _contact(
    setting: Setting, owners: Owners, places: Places, pairs: Ints, rng: np.random.Generator
) -> _Contact:
    borders = fronts(owners)
    parties, regions = len(setting.parties), len(setting.land.regions)
    row_of = np.zeros((parties, parties), dtype=np.int64)
    row_of[pairs[:, 0], pairs[:, 1]] = np.arange(len(pairs))
    draw = np.exp(rng.normal(0, setting.course.settle, len(places.region)))
    place = places.of_cell[borders.cell]
    shape = (setting.months, len(pairs), regions)
    key = np.ravel_multi_index(
        (borders.month, row_of[borders.first, borders.second], places.region[place]), shape
    )
    order = np.argsort(key, kind="stable")
    weight = setting.land.cell_km * draw[place[order]]
    return _Contact(
        weight=np.bincount(key[order], weight, np.prod(shape)).astype(np.float64).reshape(shape),
        upto=np.cumsum(weight),
        place=place[order],
    )


def _put(contact: _Contact, month: Ints, pair: Ints, region: Ints, rng: np.random.Generator) -> Ints:
    """Choose a border of the right month, dyad and region for each clash, by weight; give its settlement."""
    shape = contact.weight.shape
    whole = contact.weight.ravel()
    before = np.concatenate(([0.0], np.cumsum(whole)))
    key = np.ravel_multi_index((month, pair, region), shape)
    # a hair inside the group, so that rounding never lands on the neighbouring group's border
    point = before[key] + whole[key] * (1e-9 + rng.random(len(key)) * (1 - 2e-9))
    return contact.place[np.minimum(np.searchsorted(contact.upto, point), len(contact.place) - 1)]


def _moods(setting: Setting, days: int, lasting: Floats, pairs: Ints, rng: np.random.Generator) -> Floats:
    """Draw the log of what multiplies the rate: (days, dyads, regions)."""
    course, regions = setting.course, len(setting.land.regions)
    tides = wave(days, len(lasting), sd=course.tide_sd, memory_days=course.tide_days, rng=rng)
    party = np.log(lasting) + tides
    dyad = rng.normal(0, course.dyad_sd, len(pairs)) + party[:, pairs[:, 0]] + party[:, pairs[:, 1]]
    shared = shared_course(days, course, rng)[:, None] + shocks(days, regions, course, rng)
    burst = wave(days, len(pairs) * regions, sd=course.burst_sd, memory_days=course.burst_days, rng=rng)
    return burst.reshape(days, len(pairs), regions) + dyad[:, :, None] + shared[:, None, :]


def echoes(clashes: Clashes, setting: Setting, rng: np.random.Generator) -> Clashes:
    """Add the clashes that clashes bring on: same sides, same place, days later, and their echoes in turn."""
    course, days = setting.course, len(setting.month_of_day)
    latest = clashes
    while len(latest):
        count = rng.poisson(course.echo, len(latest))
        latest = latest.taken(np.repeat(np.arange(len(latest)), count))
        later = latest.day + np.floor(rng.exponential(course.echo_days, len(latest))).astype(np.int64)
        latest = Clashes(day=later, one=latest.one, other=latest.other, place=latest.place)
        latest = latest.taken(np.flatnonzero(later < days))
        clashes = clashes.joined(latest)
    return clashes
