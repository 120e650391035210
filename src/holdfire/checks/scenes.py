"""When and where claims are set, as arrays: one row a claim and place that it may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.lexicon.normal import fold
from holdfire.model.claim import Claim, ClaimPlace, DateBasis
from holdfire.model.event import day_number
from holdfire.model.place import EARTH_KM

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

USUAL_KM = 10.0  # a place of a text without a radius: a town and its surroundings
REACH_BACK = 180
NEVER, EVER = -(10**7), 10**7  # day numbers that no claim reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenes:
    """Rows of (claim, place): of: which claim; since, until: days, half-open; name: code of the place's name.

    lat, lon, radius: nan where no table knows the place, or the claim names none (name is then -1). sure: the
    name means one place only. dated: the claim has days; open ends are NEVER and EVER.
    """

    of: Ints
    since: Ints
    until: Ints
    dated: Bools
    lat: Floats
    lon: Floats
    radius: Floats
    name: Ints
    sure: Bools

    def __len__(self) -> int:
        return len(self.of)

    def take(self, chosen: Ints | Bools | slice) -> "Scenes":
        """Keep rows."""
        return Scenes(**{field: getattr(self, field)[chosen] for field in self.__slots__})


class Names:
    """Numbers for place names, so that arrays can compare them."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def code(self, name: str) -> int:
        """Give the number of a name; spellings that fold alike share it."""
        return self._codes.setdefault(" ".join(fold(name).split()), len(self._codes))


def days_of(claim: Claim) -> tuple[int, int] | None:
    """Give the days of a claim, half-open; None where its text gives none."""
    if claim.date is None or claim.date_basis is DateBasis.NONE:
        return None
    return day_number(claim.date[0]), day_number(claim.date[1])


def scenes(
    claims: Sequence[Claim], numbers: Iterable[int], names: Names, published: Sequence[date | None] = ()
) -> Scenes:
    """Lay out when and where claims are set, in the order of their first days; numbers: which of them.

    published: the days of their documents, if a claim without days is to reach back from there at most
    REACH_BACK days ("no clashes so far" says nothing of three years ago).
    """
    rows: list[tuple[float, ...]] = []
    for number in numbers:
        claim = claims[number]
        days = days_of(claim)
        report = published[number] if published else None
        so_far = (
            (NEVER, EVER) if report is None else (day_number(report) - REACH_BACK, day_number(report) + 1)
        )
        since, until = days or so_far
        for place in claim.places or (None,):
            rows += [(number, since, until, days is not None, *where) for where in _readings(place, names)]
    rows.sort(key=lambda row: (row[1], row[0]))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 9)
    of, since, until, dated, lat, lon, radius, name, sure = table.T
    return Scenes(
        of=of.astype(np.int64),
        since=since.astype(np.int64),
        until=until.astype(np.int64),
        dated=dated.astype(np.bool_),
        lat=lat,
        lon=lon,
        radius=radius,
        name=name.astype(np.int64),
        sure=sure.astype(np.bool_),
    )


def _readings(place: ClaimPlace | None, names: Names) -> Iterable[tuple[float, ...]]:
    """Give latitude, longitude, radius, name and whether it is sure, for each place that a name may mean."""
    nan = float("nan")
    if place is None:
        yield nan, nan, nan, -1, False
    elif place.lat is not None and place.lon is not None:
        radius = USUAL_KM if place.radius_km is None else place.radius_km
        yield place.lat, place.lon, radius, names.code(place.name), True
    elif place.alternatives:
        for choice in place.alternatives:
            yield choice.lat, choice.lon, USUAL_KM, names.code(place.name), False
    else:
        yield nan, nan, nan, names.code(place.name), True


def kilometres(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """Measure from one place to many along great circles of a sphere (within 0.6 % of the ellipsoid)."""
    up, ups = np.radians(lat), np.radians(lats)
    half = np.sin((ups - up) / 2) ** 2 + np.cos(up) * np.cos(ups) * np.sin(np.radians(lons - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """How rows lie to one: inside its place, touching it, at no known distance; km is nan where unknown."""

    km: Floats
    same: Bools
    touching: Bools
    unknown: Bools


def meeting(one: Scenes, i: int, rows: Scenes) -> Meeting:
    """Compare the place of row i with those of other rows.

    same: the middle of the other lies within this one's radius, or they bear the same unlocated name, or both
    ambiguous names are one name. touching: the two discs overlap, or one of several meanings fits.
    """
    km = kilometres(one.lat[i], one.lon[i], rows.lat, rows.lon)
    known = ~np.isnan(km)
    alike = (rows.name == one.name[i]) & (one.name[i] >= 0)
    inside = known & (km <= max(one.radius[i], 1.0)) & rows.sure & one.sure[i]
    reach = rows.radius + one.radius[i]
    same = inside | (alike & (~known | ~rows.sure | bool(~one.sure[i])))
    with np.errstate(invalid="ignore"):
        touching = ~same & known & (km <= reach)
    return Meeting(km=km, same=same, touching=touching, unknown=~known & ~same)
