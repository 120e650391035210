"""Who fights: parties with fighters, seats and stated interests, and who may break away from them."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from holdfire.errors import InputError
from holdfire.model.ids import slug
from holdfire.simulate.rates import PartyRates, Scenario
from holdfire.simulate.setting import Floats, Ints, Party
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.terrain import Terrain
from holdfire.simulate.velmar import PARTIES

FEWEST, MOST = 3, 8
BREAKAWAYS = 2  # parties that may come into being during the war
HUBS = 4
LETTERS = "ABCDEFGHIJ"
UNITS = {"guard": ("Salt Marsh Battalion",), "union": ("Weir Company",), "column": ("Night Column",)}
ROSTER = (
    *(replace(p, seats=(), units=p.units or UNITS.get(p.id, ())) for p in PARTIES),
    Party(id="emirate", name="Hald Emirate", aliases=("Emirate", "Emirate fighters"), seats=()),
    Party(id="committees", name="Sarn Defence Committees", aliases=("Committees",), seats=()),
)
"""Parties in the order in which wars take them: A, B and C first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The parties when the war begins; arrays have an entry for each, then for those that may break away.

    numbers: of their random streams. value: what beating the second is worth to the first. holder: of each
    settlement. seats: settlements from which a party is supplied. coalition: number of each one's coalition.
    """

    parties: tuple[Party, ...]
    numbers: Ints
    strength: Floats
    value: Floats
    cost: Floats
    patience: Floats
    air: Floats
    brutality: Floats
    holder: Ints
    seats: tuple[tuple[int, ...], ...]
    coalition: Ints


def make_cast(
    count: int, scenario: Scenario, terrain: Terrain, rates: PartyRates, brutality_sd: float, seed: int
) -> Cast:
    """Draw the parties: each from its own stream, so that a further one leaves the others as they were."""
    if not FEWEST <= count <= MOST:
        raise InputError(f"a simulated war has {FEWEST} to {MOST} parties, not {count}")
    numbers = np.array([*range(count), *range(MOST, MOST + BREAKAWAYS)])
    luck = np.array([stream(seed, Part.PARTY, i).normal(size=2) for i in numbers])
    given, all_ = scenario.interests, len(numbers)
    strength = np.array([p.strength for p in ROSTER[:count]] + [0.5] * BREAKAWAYS)
    seats = _seats(count, rates.seats, terrain, seed)
    state = [p.is_state for p in ROSTER[:count]] + [False] * BREAKAWAYS
    return Cast(
        parties=tuple(
            replace(p, seats=tuple(terrain.land.settlements[s][1:] for s in own))
            for p, own in zip(ROSTER[:count], seats, strict=True)
        ),
        numbers=numbers,
        strength=strength * np.exp(rates.strength_sd * luck[:, 0]) * _stated(given.strength, all_, 1.0),
        value=_values(scenario, numbers, rates, seed),
        cost=_stated(given.cost, all_, rates.cost),
        patience=_stated(given.patience, all_, rates.patience),
        air=np.where(state, rates.air_of_state, rates.air_of_others),
        brutality=np.exp(brutality_sd * luck[:, 1]),
        holder=_grounds(seats, terrain),
        seats=seats,
        coalition=_coalitions(count, all_, rates.allied_at_first, seed),
    )


def _stated(given: dict[str, float], count: int, usual: float) -> Floats:
    return np.array([given.get(LETTERS[i], usual) for i in range(count)])


def _values(scenario: Scenario, numbers: Ints, rates: PartyRates, seed: int) -> Floats:
    """Draw what beating each other is worth, pair by pair."""
    luck = np.array([[stream(seed, Part.PAIR, i, j).normal() for j in numbers] for i in numbers])
    value = rates.value * np.exp(rates.value_sd * luck)
    for pair, stated in scenario.interests.value.items():
        value[LETTERS.index(pair[0]), LETTERS.index(pair[1])] = stated
    np.fill_diagonal(value, 0.0)
    return value


def _seats(count: int, each: int, terrain: Terrain, seed: int) -> tuple[tuple[int, ...], ...]:
    """Give every party its seats; A, B and C meet around some towns, the others where chance puts them."""
    position, taken = terrain.places.position, set[int]()
    seats: list[tuple[int, ...]] = []
    hubs = stream(seed, Part.SEATS, MOST).choice(len(position), HUBS, replace=False)
    for i in range(count):
        rng, own = stream(seed, Part.SEATS, i), list[int]()
        wanted = [int(rng.choice(_third_around(position, hub, i))) for hub in hubs if i < 3]
        capital = [int(terrain.people.argmax())] if i == 0 else []
        for place in (*capital, *wanted, *(int(p) for p in rng.permutation(len(position)))):
            if len(own) < each and place not in taken:
                own.append(place)
                taken.add(place)
        seats.append(tuple(own))
    return tuple(seats)


def _third_around(position: Floats, hub: int, third: int) -> Ints:
    """Give the two nearest places in one third of the directions from a town; all near ones where none is."""
    away = position - position[hub]
    near = np.argsort((away**2).sum(axis=1))[1:13]
    turn = (np.degrees(np.arctan2(away[near, 1], away[near, 0])) % 360 // 120).astype(np.int64)
    here = near[turn == third]
    return here[:2] if len(here) else near


def _grounds(seats: tuple[tuple[int, ...], ...], terrain: Terrain) -> Ints:
    """Give every settlement to the party whose seat is nearest by road."""
    whose = np.repeat(np.arange(len(seats)), [len(own) for own in seats])
    at = np.array([seat for own in seats for seat in own])
    roads, size = terrain.roads, len(terrain.people)
    graph = csr_array((roads.hours, (roads.first, roads.second)), shape=(size, size))
    hours = np.asarray(dijkstra(graph, directed=False, indices=at))
    return whose[hours.argmin(axis=0)].astype(np.int64)


def breakaway(unit: str) -> Party:
    """Make a party of a unit that goes its own way."""
    return Party(id=slug(unit), name=unit, seats=(), strength=0.5)


def _coalitions(count: int, all_: int, allied: float, seed: int) -> Ints:
    """Put each party in a coalition of its own, or into that of another; A, B and C are declared enemies."""
    coalition = np.arange(all_)
    for i in range(3, count):
        rng = stream(seed, Part.ALIGNMENT, i)
        if rng.random() < allied:
            coalition[i] = coalition[int(rng.integers(i))]
    return coalition
