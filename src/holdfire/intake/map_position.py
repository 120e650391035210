"""Whether a map lies where its case lies, or would if latitude and longitude were turned round."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import floor

from holdfire.base.places import named_places
from holdfire.case.folder import Case
from holdfire.model.control import ControlSpell

FEW, MOST = 0.5, 0.9  # shares of a map's corners beside the case's places, as it is and turned round

Square = tuple[int, int]
Position = tuple[float, float]


def turned_round(case: Case, spells: Sequence[ControlSpell], others: Iterable[ControlSpell]) -> bool:
    """Say whether most of a map lies off all places and other maps of the case, and on them once swapped.

    Within a degree; a case without a gazetteer and other maps can't tell.
    """
    files = [case.path / name for name in case.names("places/*.parquet")]
    known = {_square(place.lon, place.lat) for place in (named_places(files, None) if files else ())}
    known |= {_square(*position) for position in _positions(others)}
    near = {(x + i, y + j) for x, y in known for i, j in product((-1, 0, 1), repeat=2)}
    corners = list(_positions(spells))
    if not near or not corners:
        return False
    right = sum(_square(lon, lat) in near for lon, lat in corners)
    swapped = sum(_square(lat, lon) in near for lon, lat in corners)
    return right < FEW * len(corners) and swapped > MOST * len(corners)


def _square(lon: float, lat: float) -> Square:
    return floor(lon), floor(lat)


def _positions(spells: Iterable[ControlSpell]) -> Iterator[Position]:
    for spell in spells:
        yield from (position for polygon in spell.polygons for position in polygon[0])
        if spell.point is not None:
            yield spell.point
