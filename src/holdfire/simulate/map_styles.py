"""How each maker's maps look: its colours, its words for the parties, its projection, where its legend is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pyproj import Proj

from holdfire.simulate.maps import MAPPERS, Mapper
from holdfire.simulate.setting import Party

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The looks of a maker's maps.

    title: with {land}; dated: with {day}. own: colour of its side, None where it takes none; colours: of the
    others, in their order. projection: of PROJ, with {lon} and {lat} of the country's middle. front: width in
    pixels of the lines between holders, which are in the colour `line`.
    """

    title: str
    dated: str
    page: Colour
    ink: Colour
    road: Colour | None
    own: Colour | None
    colours: tuple[Colour, ...]
    legend: Literal["right", "left", "below"]
    projection: str
    front: int
    line: Colour

    def to_plane(self, lon: float, lat: float) -> Proj:
        """Give the projection of a map about a middle."""
        return Proj(self.projection.format(lon=lon, lat=lat))


def _hex(*colours: str) -> tuple[Colour, ...]:
    return tuple((int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in colours)


_NEUTRAL = _hex(  # after Paul Tol's light scheme, which the colour-blind can tell apart
    "77aadd", "ee8866", "eedd88", "44bb99", "ffaabb", "bbcc33", "c3b1e1", "b08a5b", "d9d9d9", "88ccc8",
)  # fmt: skip
_STAFF = _hex(
    "c8463c", "e08a3c", "8c5a3c", "d9b23a", "a8506e", "7d7d46", "b9785f", "6e4b64", "c9a27c", "94908a",
)  # fmt: skip
_HILLS = _hex(
    "a9b4c2", "8d6a9f", "c9866b", "d8c08a", "7fa3a1", "b9a7a0", "a3a866", "9c8f80", "c7a3b5", "8794ad",
)  # fmt: skip

STYLES: Mapping[str, Style] = dict(
    zip(
        (mapper.name for mapper in MAPPERS),
        (
            Style(
                title="{land}: who holds what",
                dated="As known on {day}",
                page=(255, 255, 255),
                ink=(40, 40, 40),
                road=(255, 255, 255),
                own=None,
                colours=_NEUTRAL,
                legend="right",
                projection="+proj=laea +lon_0={lon} +lat_0={lat}",
                front=2,
                line=(90, 90, 90),
            ),
            Style(
                title="MAP OF OPERATIONS",
                dated="Situation at dawn, {day}",
                page=(231, 236, 239),
                ink=(16, 24, 48),
                road=None,
                own=(74, 116, 170),
                colours=_STAFF,
                legend="below",
                projection="+proj=merc",
                front=4,
                line=(20, 20, 30),
            ),
            Style(
                title="The free hills of {land}",
                dated="Who stands where on {day}",
                page=(250, 243, 226),
                ink=(60, 40, 20),
                road=(240, 232, 210),
                own=(86, 148, 84),
                colours=_HILLS,
                legend="left",
                projection="+proj=eqc +lat_ts={lat}",
                front=3,
                line=(120, 30, 20),
            ),
        ),
        strict=True,
    )
)
"""The looks of the maps, by the name of their maker."""


def colours_of(style: Style, mapper: Mapper, parties: int) -> tuple[Colour, ...]:
    """Give every party its colour."""
    if style.own is None or mapper.sides_with is None:
        return style.colours[:parties]
    others = iter(style.colours)
    return tuple(style.own if i == mapper.sides_with else next(others) for i in range(parties))


def legend_name(party: Party, *, foe: bool) -> str:
    """Name a party as a maker does: an enemy of its side by a word of scorn, where there is one."""
    scorn = (alias for alias in party.aliases if alias.startswith("the ") and alias.islower())
    return next(scorn, party.name) if foe else party.name
