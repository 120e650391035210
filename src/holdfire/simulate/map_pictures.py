"""A partisan's map of a month as a picture, with the tables that somebody needs to read it back.

Needs Pillow (the extra `digitise`).
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from PIL import ImageDraw

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.map_ground import Ground
from holdfire.simulate.map_lettering import (
    Town,
    write_foot,
    write_grid,
    write_legend,
    write_title,
    write_towns,
)
from holdfire.simulate.map_sheets import Sheet, grid, outline, paint_ground, sheet_of
from holdfire.simulate.map_styles import STYLES, Colour, Style, colours_of, legend_name
from holdfire.simulate.maps import Mapper
from holdfire.simulate.press.days import long_date
from holdfire.simulate.setting import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPicture:
    """A PNG of the ground that it shows. points, legend: tables as `control digitise` takes them.

    names: how the map calls the parties that hold ground, by number.
    """

    png: bytes
    points: str
    legend: str
    ground: Ground
    names: Mapping[int, str]


def draw_picture(war: SimulatedWar, mapper: Mapper, ground: Ground, month: int) -> MapPicture:
    """Draw what a maker takes to be held, as its maps look."""
    setting, style = war.setting, STYLES[mapper.name]
    colours = colours_of(style, mapper, len(setting.parties))
    own, foes = mapper.sides_with, _foes(war, mapper, month)
    by_size = sorted(ground.areas, key=lambda party: -shapely.area(ground.areas[party]))
    shown = sorted(by_size, key=lambda party: party != own)
    names = {party: legend_name(setting.parties[party], foe=party in foes) for party in shown}
    key = [(colours[party], names[party]) for party in shown]
    sheet = sheet_of(setting.land, style, len(key))
    image = paint_ground(sheet, style, [(colours[p], ground.areas[p]) for p in shown], _roads(war, style))
    pen = ImageDraw.Draw(image)
    crosses = grid(setting.land)
    write_towns(pen, sheet, style, _towns(war, sheet))
    write_grid(pen, sheet, style, crosses, outline(setting.land))
    dated = style.dated.format(day=long_date(ground.since))
    write_title(pen, sheet, style, style.title.format(land=setting.land.name), dated)
    write_legend(pen, sheet, style, key)
    write_foot(pen, sheet, style, mapper.name)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return MapPicture(
        png=out.getvalue(),
        points=_points(sheet, crosses),
        legend=_legend([*key, (style.page, "")]),
        ground=ground,
        names=names,
    )


def _foes(war: SimulatedWar, mapper: Mapper, month: int) -> set[int]:
    """Give everybody who is not in the coalition of a maker's side; nobody where it takes no side."""
    if mapper.sides_with is None or war.coalition is None:
        return set()
    coalition = war.coalition[month]
    return set(np.flatnonzero(coalition != coalition[mapper.sides_with]).tolist())


def _roads(war: SimulatedWar, style: Style) -> Sequence[Floats]:
    if style.road is None or war.roads is None:
        return ()
    at = _degrees(war)
    return [at[[a, b]] for a, b in zip(war.roads.first.tolist(), war.roads.second.tolist(), strict=True)]


def _towns(war: SimulatedWar, sheet: Sheet) -> Sequence[Town]:
    """Name the towns after which districts are named; the others are dots."""
    named = set(np.unique(war.places.district).tolist())
    at = sheet.pixels(_degrees(war)).tolist()
    return [
        Town(at=(x, y), name=name if i in named else None)
        for i, ((x, y), (name, _, _)) in enumerate(zip(at, war.setting.land.settlements, strict=True))
    ]


def _degrees(war: SimulatedWar) -> Floats:
    x, y = war.places.position.T
    return np.column_stack((war.setting.land.lon(x), war.setting.land.lat(y)))


def _points(sheet: Sheet, crosses: Floats) -> str:
    """Write where the crosses are, to the tenth of a pixel, as somebody sees who looks closely."""
    rows = zip(sheet.pixels(crosses).tolist(), crosses.tolist(), strict=True)
    return "".join(["x,y,lon,lat\n", *(f"{x:.1f},{y:.1f},{lon:g},{lat:g}\n" for (x, y), (lon, lat) in rows)])


def _legend(rows: Sequence[tuple[Colour, str]]) -> str:
    return "".join(["colour,holder\n", *(f"#{r:02x}{g:02x}{b:02x},{name}\n" for (r, g, b), name in rows)])
