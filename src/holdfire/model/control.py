"""Who held which ground, from when until when."""

from dataclasses import dataclass
from datetime import date

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSpell:
    """Ground held by one holder over [since, until); positions are lon-lat, WGS 84.

    polygons: outer ring first, then holes; empty for a dated place mark, which has `point` instead.
    holder: the name as the source gives it; None = nobody or contested. until None = to the next layer of
    the source, or open where there is none. error_km: how far the drawn line may be off.
    """

    holder: str | None
    since: date
    until: date | None = None
    polygons: tuple[Polygon, ...] = ()
    point: tuple[float, float] | None = None
    error_km: float | None = None
    source: str = ""
    legend: str | None = None
    against_interest: bool = False
