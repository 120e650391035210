"""Maps of control as partisans draw them: own losses late, own fronts too wide, lines a bit off."""

from dataclasses import dataclass

import numpy as np

from holdfire.model.control import ControlSpell
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import control_spells
from holdfire.simulate.places import Places
from holdfire.simulate.rates import MapRates
from holdfire.simulate.setting import Floats, Ints, nearest

BUMPS = 6  # of the smooth field by which lines are displaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapper:
    """A maker of maps. sides_with: index of the party it is for; None for a desk that takes no side."""

    name: str
    sides_with: int | None = None


MAPPERS = (
    Mapper(name="Meridian Map Desk (simulated)"),
    Mapper(name="Dornhold Cartographic Office (simulated)", sides_with=0),
    Mapper(name="Free Hills Maps (simulated)", sides_with=2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A smooth field by which a maker's lines are off: (BUMPS, 2) middles and pushes, in km, of one width."""

    middle: Floats
    push: Floats
    width: float

    def shift(self, points: Floats) -> Floats:
        """Say by how many km each point, (n, 2), is drawn elsewhere."""
        weight = np.exp(-((points[:, None] - self.middle[None]) ** 2).sum(axis=2) / (2 * self.width**2))
        return weight @ self.push


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a maker draws, whatever the grid. seen: whom it takes for the holder, (months, settlements)."""

    seen: Ints
    lines: Lines
    stretch: float

    def settlement(self, points: Floats, places: Places) -> Ints:
        """Give each point, (n, 2) in km, the settlement that a map with displaced lines puts it to."""
        return nearest(points + self.lines.shift(points) * self.stretch, places.position)


def sketch(war: SimulatedWar, mapper: Mapper, rates: MapRates, rng: np.random.Generator) -> Sketch:
    """Draw what a maker sees, and by how much its lines are off."""
    seen, land = as_seen(war, mapper, rates, rng), war.setting.land
    size = np.array([land.columns, land.rows]) * land.cell_km
    middle = rng.random((BUMPS, 2)) * size
    lines = Lines(middle=middle, push=rng.normal(0, 1, (BUMPS, 2)), width=float(size.min()) / 4)
    usual = float(np.sqrt((lines.shift(land.centres) ** 2).mean()))
    return Sketch(seen=seen, lines=lines, stretch=rates.error_km / max(usual, 1e-9))


def drawn_maps(
    war: SimulatedWar, mapper: Mapper, rates: MapRates, rng: np.random.Generator
) -> tuple[ControlSpell, ...]:
    """Draw the monthly maps of one maker, as polygons that cover the country."""
    drawn, land = sketch(war, mapper, rates, rng), war.setting.land
    settlement = drawn.settlement(land.centres, war.places)
    owners = drawn.seen[:, settlement].reshape(len(drawn.seen), land.rows, land.columns)
    return control_spells(war.setting, owners, source=mapper.name, error_km=rates.error_km)


def as_seen(war: SimulatedWar, mapper: Mapper, rates: MapRates, rng: np.random.Generator) -> Ints:
    """Say whom a maker takes for the holder of each settlement, month by month: (months, settlements)."""
    if war.holders is None:
        raise ValueError("this war has no settlements that change hands")
    setting, own = war.setting, mapper.sides_with
    seen, shown = war.holders[0].copy(), list[Ints]()
    heard = sorted(
        (t.day + (rates.own_late_days if t.loser == own else rates.other_late_days), t.day, t.place, t.winner)
        for t in war.turns
    )
    for start in setting.month_starts[:-1]:
        while heard and heard[0][0] <= setting.day_number(start):
            _, _, place, winner = heard.pop(0)
            seen[place] = winner
        shown.append(_wishful(war, seen, own, rates.wishful, rng))
    return np.stack(shown)


def _wishful(war: SimulatedWar, seen: Ints, own: int | None, share: float, rng: np.random.Generator) -> Ints:
    """Paint some of the enemies' places at the maker's own front in its side's colour."""
    if own is None or war.roads is None:
        return seen.copy()
    ends = (war.roads.first, war.roads.second)
    beside = np.zeros(len(seen), dtype=np.bool_)
    for here, there in (ends, ends[::-1]):
        beside[there[seen[here] == own]] = True
    wished = beside & (seen != own) & (rng.random(len(seen)) < share)
    return np.where(wished, own, seen)
