"""Are pictures of a simulated war's maps read back as what they show, within the error that is told?"""

import csv
import io
import time
from collections.abc import Iterator

import numpy as np
import shapely
from pyproj import Proj

from holdfire.digitise.colours import from_hex
from holdfire.digitise.digitising import Digitised, LegendRow, digitise
from holdfire.digitise.picture import read_picture
from holdfire.digitise.registration import Points, register
from holdfire.simulate.map_ground import drawn_ground
from holdfire.simulate.map_pictures import MapPicture, draw_picture
from holdfire.simulate.maps import MAPPERS, sketch
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.war import fight

MONTHS = 12
WARS = ((3, 120, 6), (5, 200, 8), (7, 40, 4), (9, 24, 3), (11, 400, 8))  # seed, places, parties
PLANE = Proj("+proj=laea +lon_0=-41 +lat_0=21 +units=km")


def table() -> Iterator[str]:
    """Give a line for each picture: of the last month of each war, by each maker."""
    yield "| places | maker | worst agreement | median | error_km | borders within | drawn, s | read, s |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for seed, places, parties in WARS:
        war = fight("collusion", seed, months=MONTHS, places=places, parties=parties)
        for number, mapper in enumerate(MAPPERS):
            start = time.process_time()
            drawn = sketch(war, mapper, usual_rates().maps, stream(seed, Part.MAPS, number))
            picture = draw_picture(war, mapper, drawn_ground(war, drawn, MONTHS - 1), MONTHS - 1)
            drawing, start = time.process_time() - start, time.process_time()
            found = _read(picture)
            reading = time.process_time() - start
            shares, off = _compared(picture, found)
            within = (off <= found.error_km).mean()
            yield (
                f"| {places} | {mapper.name.split(' (')[0]} | {min(shares):.3f} | {np.median(shares):.3f} "
                f"| {found.error_km:.2f} | {within:.3f} | {drawing:.1f} | {reading:.1f} |"
            )


def _read(picture: MapPicture) -> Digitised:
    rows = list(csv.DictReader(io.StringIO(picture.points)))
    at, on = (
        np.array([[float(r[n]) for n in names] for r in rows]) for names in (("x", "y"), ("lon", "lat"))
    )
    legend = tuple(
        LegendRow(rgb=from_hex(r["colour"]) or (0, 0, 0), holder=r["holder"] or None)
        for r in csv.DictReader(io.StringIO(picture.legend))
    )
    return digitise(read_picture(picture.png, "map.png"), legend, register(Points(xy=at, lon_lat=on)))


def _compared(picture: MapPicture, found: Digitised) -> tuple[list[float], np.ndarray]:
    """Give area in both over area in either, by holder, and km from each km of border to the drawn one."""
    shares, off = list[float](), list[np.ndarray]()
    for party, shown in picture.ground.areas.items():
        read = found.areas.get(picture.names[party], shapely.Polygon())
        shares.append(read.intersection(shown).area / read.union(shown).area)
        for line in shapely.get_parts(_plane(read.boundary)):
            points = shapely.line_interpolate_point(line, np.arange(0, line.length, 1.0))
            off.append(shapely.distance(points, _plane(shown.boundary)))
    return shares, np.concatenate(off)


def _plane(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: np.column_stack(PLANE(*xy.T)))
