"""Straight lines of a map with who holds the ground on their sides: measured, cut, looked beside."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from holdfire.contact.exposure import Bools, Floats, Ints
from holdfire.contact.outlines import Outlines
from holdfire.stats.ellipsoid import km_a_radian, lengths


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines in degrees; all arrays have one entry a line.

    left, right: codes of the holders on their sides. share: how much of the length counts.
    """

    left: Ints
    right: Ints
    share: Floats
    lon: Floats
    lat: Floats
    to_lon: Floats
    to_lat: Floats

    def __len__(self) -> int:
        return len(self.left)

    @classmethod
    def of(cls, outlines: Outlines, chosen: Ints, left: Ints, right: Ints) -> Self:
        """Take lines of outlines, whole."""
        return cls(
            left=left,
            right=right,
            share=np.ones(len(chosen)),
            lon=outlines.lon[chosen],
            lat=outlines.lat[chosen],
            to_lon=outlines.to_lon[chosen],
            to_lat=outlines.to_lat[chosen],
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Put lines one after the other."""
        return cls(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)})

    def take(self, chosen: Bools | Ints) -> Self:
        """Keep some lines."""
        return replace(self, **{f.name: getattr(self, f.name)[chosen] for f in fields(self)})

    def turned(self) -> Self:
        """Run every line the other way."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            lon=self.to_lon,
            lat=self.to_lat,
            to_lon=self.lon,
            to_lat=self.lat,
        )

    def km(self) -> Floats:
        """Measure the lines, all of their length."""
        return lengths(self.lon, self.lat, self.to_lon, self.to_lat)

    def middle(self) -> tuple[Floats, Floats]:
        """Give the lines' middles in degrees."""
        return (self.lon + self.to_lon) / 2, (self.lat + self.to_lat) / 2

    def cut(self, step_km: float) -> Self:
        """Cut each line into equal parts of at most a step."""
        parts = np.maximum(1, np.ceil(self.km() / step_km)).astype(np.int64)
        number = np.repeat(np.arange(len(self)), parts)
        place = np.arange(len(number)) - np.repeat(np.cumsum(parts) - parts, parts)
        start, end = place / parts[number], (place + 1) / parts[number]
        whole = self.take(number)
        wide, high = whole.to_lon - whole.lon, whole.to_lat - whole.lat
        return replace(
            whole,
            lon=whole.lon + start * wide,
            lat=whole.lat + start * high,
            to_lon=whole.lon + end * wide,
            to_lat=whole.lat + end * high,
        )

    def beside(self, km: float) -> tuple[Floats, Floats]:
        """Give the places so many km left of the lines' middles; right where km is below 0."""
        lon, lat = self.middle()
        eastward, northward = km_a_radian(np.radians(lat))
        east = np.radians(self.to_lon - self.lon) * eastward
        north = np.radians(self.to_lat - self.lat) * northward
        long = np.hypot(east, north)
        lon = lon - np.degrees(km * north / long / eastward)
        return (lon + 180) % 360 - 180, lat + np.degrees(km * east / long / northward)
