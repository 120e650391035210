"""A sheet with a map on it: where the map, the title and the legend stand, and which pixel is which degree.

Needs Pillow (the extra `digitise`), as all that draws pictures does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from PIL import Image, ImageDraw, ImageFont
from pyproj import Proj

from holdfire.simulate.map_styles import Colour, Style
from holdfire.simulate.setting import Floats, Land

PX_A_KM = 5.0  # so that places some 15 km apart have room for their names and roads
LEAST_WIDTH = 800  # pixels, of the map alone
ZOOM = 2  # ground and lines are drawn so much larger, and brought down, so that they have smooth edges
PAD, HEAD, FOOT, TICKS = 26, 80, 44, 24
COLUMN, ROW = 268, 32  # of the legend: its width at a side, the height of an entry
STEPS = (1.0, 0.5, 0.25, 0.1, 0.05)  # degrees between the crosses of the grid
FEWEST_CROSSES = 9
BEND = 0.05  # degrees; a straight line of longitude and latitude bends on the sheet

Box = tuple[float, float, float, float]
Pen = ImageDraw.ImageDraw
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Sizes in pixels. frame: the box in which the map stands. key: the top left of the legend."""

    size: tuple[int, int]
    frame: Box
    key: tuple[float, float]
    key_width: float
    proj: Proj
    corner: tuple[float, float]
    metres_px: float

    def pixels(self, lon_lat: Floats) -> Floats:
        """Give the pixels, counted from the top left, of positions in degrees, (n, 2)."""
        east, north = self.proj(lon_lat[:, 0], lon_lat[:, 1])
        x = self.frame[0] + (np.asarray(east) - self.corner[0]) / self.metres_px
        y = self.frame[1] + (self.corner[1] - np.asarray(north)) / self.metres_px
        return np.column_stack((x, y))


def sheet_of(land: Land, style: Style, entries: int) -> Sheet:
    """Lay out a sheet for a country, with a legend of so many entries."""
    proj = style.to_plane(*np.mean(outline(land), axis=0).tolist())
    east, north = (np.asarray(v) for v in proj(*outline(land).T))
    width = max(LEAST_WIDTH, round(land.columns * land.cell_km * PX_A_KM))
    metres_px = float(np.ptp(east)) / width
    height = round(float(np.ptp(north)) / metres_px)
    left = PAD + 2 * TICKS + (COLUMN if style.legend == "left" else 0)
    wide = left + width + TICKS + PAD + (COLUMN if style.legend == "right" else 0)
    per_row = width // COLUMN
    below = (-(-entries // per_row) + 1) * ROW + PAD if style.legend == "below" else 0
    bottom = PAD + HEAD + height
    frame = (left, bottom - height, left + width, bottom)
    key = {
        "right": (frame[2] + TICKS + PAD, frame[1]),
        "left": (PAD, frame[1]),
        "below": (left, bottom + TICKS + PAD / 2),
    }[style.legend]
    return Sheet(
        size=(wide, round(bottom + TICKS + below + FOOT)),
        frame=frame,
        key=key,
        key_width=width if style.legend == "below" else COLUMN - PAD,
        proj=proj,
        corner=(float(east.min()), float(north.max())),
        metres_px=metres_px,
    )


def outline(land: Land) -> Floats:
    """Walk around a country, in degrees."""
    x, y = land.columns * land.cell_km, land.rows * land.cell_km
    edge = np.array([[0.0, 0.0], [x, 0.0], [x, y], [0.0, y], [0.0, 0.0]])
    degrees = np.column_stack((land.lon(edge[:, 0]), land.lat(edge[:, 1])))
    return shapely.get_coordinates(shapely.segmentize(shapely.LineString(degrees), BEND))


def grid(land: Land) -> Floats:
    """Choose where the crosses of the grid stand, (n, 2) in degrees: few, but enough to fix a map by."""
    every = (_crosses(outline(land), step) for step in STEPS)
    return next(
        (found for found in every if len(found) >= FEWEST_CROSSES), _crosses(outline(land), STEPS[-1])
    )


def _crosses(edge: Floats, step: float) -> Floats:
    first, last = np.ceil(edge.min(axis=0) / step), np.floor(edge.max(axis=0) / step)
    lon, lat = (np.arange(first[i], last[i] + 1) * step for i in (0, 1))
    return np.column_stack([values.ravel() for values in np.meshgrid(lon, lat)])


@cache
def font(size: int) -> Font:
    """Give the typeface that comes with Pillow, so that a sheet looks the same on every machine."""
    return ImageFont.load_default(size)


def paint_ground(
    sheet: Sheet, style: Style, areas: Sequence[tuple[Colour, shapely.Geometry]], roads: Iterable[Floats]
) -> Image.Image:
    """Paint the page, the areas, the roads and the lines between the areas."""
    image = Image.new("RGB", (sheet.size[0] * ZOOM, sheet.size[1] * ZOOM), style.page)
    pen = ImageDraw.Draw(image)
    pieces = [(colour, part) for colour, area in areas for part in shapely.get_parts(area)]
    for colour, part in sorted(pieces, key=lambda piece: -shapely.Polygon(piece[1].exterior).area):
        pen.polygon(
            _ring(sheet, part.exterior), fill=colour
        )  # what lies in a hole is smaller, and comes later
    for road in roads:
        pen.line(_points(sheet, road), fill=style.road, width=2 * ZOOM)
    for _, part in pieces:
        for ring in (part.exterior, *part.interiors):
            pen.line(_ring(sheet, ring), fill=style.line, width=style.front * ZOOM, joint="curve")
    return image.resize(sheet.size, Image.Resampling.BOX)


def _ring(sheet: Sheet, ring: shapely.LinearRing) -> list[tuple[float, float]]:
    return _points(sheet, shapely.get_coordinates(shapely.segmentize(ring, BEND)))


def _points(sheet: Sheet, lon_lat: Floats) -> list[tuple[float, float]]:
    return [(x * ZOOM, y * ZOOM) for x, y in sheet.pixels(lon_lat).tolist()]
