"""Places that a case knows beyond its event data: rows of gazetteers, and areas with their outlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import pi, sqrt

from holdfire.model.event import UCDP_RADIUS_KM

EARTH_KM = 6371.0088  # mean radius of the earth (IUGG)

COLUMNS: tuple[str, ...] = (
    "place_id",  # the source's id; where it has none, a hash of name and position
    "dataset",
    "row",  # line of the source file where the row begins, 1-based with the header as line 1
    "name",
    "names",  # other names in any script, as a list
    "folded",  # all names without case and accents, to find candidates by
    "lat",
    "lon",
    "level",  # country, adm_1 … adm_5, place
    "feature",  # class and code of GeoNames, such as P.PPL; null where the source has none
    "country",  # as the source writes it: a name or a code
    "adm_1",
    "adm_2",
    "population",
    "radius_km",  # only where the source gives it; else radius_km() below
)
"""Columns of a gazetteer's Parquet file, in order; those after level may be null."""

LEVEL_RADIUS_KM: Mapping[str, float] = {
    "country": UCDP_RADIUS_KM[6],
    "adm_1": UCDP_RADIUS_KM[4],
    "adm_2": UCDP_RADIUS_KM[3],
}
LOWER_RADIUS_KM = 20.0  # of adm_3 and below, about half a district
SETTLED_KM = 5.0  # the land of a village, and how far the centres of two sources lie apart
PEOPLE_PER_KM2 = 3_000.0  # of a built-up area: low, so that the disc is rather too large
SPOT_KM = 5.0  # an airfield, a dam, a camp
STRETCH_KM = 25.0  # a mountain, a valley, an oilfield: named after a point and much larger


def radius_km(level: str, feature: str | None, population: int | None) -> float:
    """Say how far from its centre a place may reach, where its source does not.

    Administrative areas by level, as for UCDP's centroids. A settlement is 5 km and the disc on which its
    people live at 3,000 to the km²: 5 km for a village, 8.3 for 100,000 people, 15.3 for a million. Other
    features by class: a spot (S) 5 km, all else 25 km.
    """
    if level != "place":
        return LEVEL_RADIUS_KM.get(level, LOWER_RADIUS_KM)
    if feature is None or feature.startswith("P"):
        return round(SETTLED_KM + sqrt((population or 0) / (pi * PEOPLE_PER_KM2)), 1)
    return SPOT_KM if feature.startswith("S") else STRETCH_KM


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerPlace:
    """A row of a gazetteer: its names, centre (WGS 84), level and how far it reaches."""

    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    level: str
    country: str
    population: int
    radius_km: float
    dataset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """An area with its outline: level is country or adm_1 … adm_5, parents run from the widest down.

    lat, lon: the outline's centre of mass. radius_km: of the disc of equal area. outline: a GeoJSON geometry
    as text. country: as the source writes it.
    """

    name: str
    names: tuple[str, ...] = ()
    level: str
    country: str = ""
    parents: tuple[str, ...] = ()
    code: str = ""
    lat: float
    lon: float
    radius_km: float
    outline: str
