"""How likely each outlet is to write about each thing: the same for a thing however many others there are."""

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from holdfire.model.ids import digest
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.world import FORCE, Happening, World
from holdfire.simulate.setting import Floats

Hashes = NDArray[np.uint64]
_OWN = 4.0  # a partisan writes of its own side so much more often than of others
_FIGHTS = FORCE | {"one_sided"}
_NO_FIGHT = 25.0
_ELSEWHERE = 0.2  # of its reach is left where it has nobody


def hashes_of(names: Iterable[str]) -> Hashes:
    """Turn names into numbers for `shares_of`."""
    return np.array([crc32(name.encode()) for name in names], dtype=np.uint64)


def shares_of(names: Hashes, *key: object) -> Floats:
    """Draw a number from 0 to 1 for each name and this key (the finaliser of splitmix64)."""
    z = names + np.uint64(int(digest(*key)[:15], 16))
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) / 2.0**53


def worth(happening: Happening) -> float:
    """Say how much the press wants a happening: by its dead; what is no fight, as much as a bloody one."""
    return 1.0 + happening.dead if happening.kind in _FIGHTS else _NO_FIGHT


class News:
    """The happenings of a world as arrays, and how much each outlet would like to have each of them."""

    def __init__(self, world: World) -> None:
        happenings = world.happenings
        self.world = world
        self.hashes = hashes_of(h.id for h in happenings)
        self._worth = np.array([worth(h) for h in happenings])
        self._region = np.array([world.region_of[h.place] for h in happenings], dtype=object)
        self._sides = np.array([frozenset(h.sides) for h in happenings], dtype=object)

    def order(self, outlet: Outlet, kind: str, seed: int, among: Sequence[int]) -> list[tuple[float, int]]:
        """Rank happenings for one outlet: (waiting time, index), the shortest is written of first."""
        rows = np.array(among, dtype=np.int64)
        if not len(rows):
            return []
        want = self._worth[rows] * outlet.reach
        if outlet.regions:
            want *= np.where(np.isin(self._region[rows], outlet.regions), 1.0, _ELSEWHERE)
        if outlet.sides_with is not None:
            own = np.array([outlet.sides_with in sides for sides in self._sides[rows]])
            want *= np.where(own, _OWN, 1.0)
        waiting = -np.log1p(-shares_of(self.hashes[rows], seed, outlet.name, kind)) / want
        return sorted(zip(waiting.tolist(), rows.tolist(), strict=True))
