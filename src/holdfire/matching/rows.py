"""Rows of events as the comparison sees them, and the sides that stand in them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Short: TypeAlias = NDArray[np.int32]
Tiny: TypeAlias = NDArray[np.uint8]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

DIFFER, OVERLAP, SAME, UNKNOWN = 0, 1, 2, 3
"""How two sides stand to each other: no common member, some, all; nobody knows one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Events as arrays of one length.

    lat, lon: degrees, nan where a row is not on the map. radius_km: how far off the place may be, nan where
    unknown. day: first day as reported; first, last: the days that it may have been, both inclusive. one,
    other: sides as numbers of `Parties`; which of the two is which means nothing. low, best, high: deaths,
    nan where unknown. kind: any number a kind, -1 where unknown.
    """

    lat: Floats
    lon: Floats
    radius_km: Floats
    day: Ints
    first: Ints
    last: Ints
    one: Ints
    other: Ints
    low: Floats
    best: Floats
    high: Floats
    kind: Ints

    def __len__(self) -> int:
        return len(self.day)

    def take(self, chosen: NDArray[np.bool_] | Ints) -> "Rows":
        """Keep the rows that a mask marks, or those at the given places in the given order."""
        return Rows(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


class Parties:
    """Sides by number: each a set of members (a coalition has several), the empty set where nobody knows."""

    def __init__(self, members: Sequence[frozenset[str]]) -> None:
        self.members = tuple(members)
        names: dict[str, int] = {}
        rows = [
            (side, names.setdefault(m, len(names))) for side, ms in enumerate(members) for m in sorted(ms)
        ]
        has = np.zeros((len(self.members), len(names)), dtype=np.float32)
        if rows:
            has[tuple(np.array(rows).T)] = 1.0
        sizes = has.sum(axis=1)
        common = has @ has.T
        relation = np.where(common > 0, OVERLAP, DIFFER)
        relation[(common == sizes[:, None]) & (common == sizes[None, :])] = SAME
        relation[(sizes == 0)[:, None] | (sizes == 0)[None, :]] = UNKNOWN
        self.relation: NDArray[np.int8] = relation.astype(np.int8)
