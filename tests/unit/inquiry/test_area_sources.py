from dataclasses import fields
from itertools import permutations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from holdfire.base.events import EventColumns, PlaceName
from holdfire.base.place_tables import PlaceTables, import_places
from holdfire.errors import AreaError
from holdfire.inquiry.area_ground import at_border, inside
from holdfire.inquiry.area_sources import Imported
from holdfire.inquiry.areas import resolve_area
from holdfire.intake.place_formats import GAZETTEER, GEONAMES_DUMP
from holdfire.model.allegation import Area, AreaKind
from holdfire.model.place import Boundary

GEOD = Geod(ellps="WGS84")
TABLE = """name,alternates,lat,lon,country,population
Saraqib,سراقب|Саракиб,35.86,36.80,SY,40000
Mill,,10.0,10.0,SY,10
Mill,,20.0,20.0,SY,10
Mill,,20.0,60.0,IQ,10
Tarn,,30.0,40.0,SY,10
"""


def events(lon, lat, adm_1=None):
    n = len(lon)
    columns = {field.name: np.array([""] * n, dtype=object) for field in fields(EventColumns)}
    whole = ("day", "end_day", "where_prec", "date_prec", "acts", "clarity")
    columns |= {name: np.zeros(n, dtype=np.int64) for name in whole}
    columns |= {name: np.zeros(n) for name in ("radius_km", "low", "best", "high")}
    columns |= {"lon": np.array(lon, dtype=float), "lat": np.array(lat, dtype=float)}
    return EventColumns(**columns | ({"adm_1": np.array(adm_1, dtype=object)} if adm_1 else {}))


def square(west, south, side=1.0):
    return shapely.to_geojson(shapely.box(west, south, west + side, south + side))


def area(name, level, west, south, **other):
    given = {"country": "Syrian Arab Republic", "lat": south, "lon": west, "radius_km": 50.0, **other}
    return Boundary(name=name, level=level, outline=square(west, south), **given)


PROVINCE = area("Homs", "adm_1", 36.0, 34.0, names=("حمص",), code="SY04")
DISTRICT = area("Homs", "adm_2", 36.2, 34.2, parents=("Homs",), code="SY0400")
TARN = area("Tarn", "adm_1", 40.0, 30.0)
EAST = area("Mill", "adm_2", 41.0, 30.0, parents=("East",), code="E1")
WEST = area("Mill", "adm_2", 45.0, 30.0, parents=("West",), code="W1")
DRAWN = (PROVINCE, DISTRICT, TARN, EAST, WEST)
OF_DATA = (PlaceName(level="adm_1", name="Homs Governorate", country="Syria", events=9, lat=34.5, lon=36.5),)


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("places")
    (folder / "towns.csv").write_text(TABLE, encoding="utf-8")
    out = folder / "towns.parquet"
    tables = PlaceTables(fmt=GAZETTEER, dump=GEONAMES_DUMP, files=[folder / "towns.csv"])
    import_places(tables, out, dataset="towns", skip_bad=False)
    return Imported(boundaries=DRAWN, gazetteers=(out,))


def test_a_name_of_the_data_wins_and_the_boundary_is_named_beside_it(of):
    found = resolve_area("Homs", OF_DATA, of)
    assert (found.kind, found.name) == (AreaKind.ADM_1, "Homs Governorate")
    assert found.alternatives == ("boundary:adm_1:Homs, Syrian Arab Republic", "boundary:adm_2:Homs, Homs")
    for other in found.alternatives:
        assert resolve_area(other, OF_DATA, of).kind is AreaKind.POLYGON


@pytest.mark.parametrize(
    ("asked", "outline"),
    [
        ("boundary:Homs", PROVINCE),
        ("boundary: homs governorate", PROVINCE),
        ("boundary:حمص", PROVINCE),
        ("boundary:adm_2:Homs", DISTRICT),
        ("boundary:SY0400", DISTRICT),
        ("boundary:Mill, West", WEST),
        ("boundary:Mill, East", EAST),
        ("Tarn", TARN),
        ("Tarn province, Syria", TARN),
        ("Tarn, SYR", TARN),
    ],
)
def test_a_boundary_is_found_by_name_level_code_and_parent(of, asked, outline):
    found = resolve_area(asked, OF_DATA, of)
    assert (found.kind, found.polygon, found.asked) == (AreaKind.POLYGON, outline.outline, asked)


def test_a_place_of_a_gazetteer_is_a_disc_and_comes_after_boundaries(of):
    found = resolve_area("سراقب", OF_DATA, of)
    assert (found.kind, found.name, found.lat, found.radius_km) == (AreaKind.PLACE, "Saraqib", 35.86, 25.0)
    assert resolve_area("gazetteer:Tarn", OF_DATA, of).kind is AreaKind.PLACE
    assert resolve_area("gazetteer:Mill, Iraq", OF_DATA, of).lon == 60.0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Mill", r"2 areas.*boundary:adm_2:Mill, East; boundary:adm_2:Mill, West"),
        ("gazetteer:Mill, Syria", r"2 areas.*\(10\.00, 10\.00\).*\(20\.00, 20\.00\)"),
        ("boundary:Nowhere", "no imported boundary is called 'Nowhere'"),
        ("gazetteer:Saraqip", "no imported gazetteer"),
        ("Nowhere", "no area of these data"),
    ],
)
def test_a_tie_and_an_unknown_name_are_refused(of, asked, told):
    with pytest.raises(AreaError, match=told):
        resolve_area(asked, OF_DATA, of)


def test_the_order_of_boundaries_changes_nothing(of):
    asked = ("Homs", "boundary:Homs", "Tarn", "gazetteer:Tarn")
    wanted = [resolve_area(name, OF_DATA, of) for name in asked]
    for turned in list(permutations(DRAWN))[::40]:
        other = Imported(boundaries=turned, gazetteers=of.gazetteers)
        assert [resolve_area(name, OF_DATA, other) for name in asked] == wanted


def outlined(shape):
    return Area(kind=AreaKind.POLYGON, name="A", asked="A", polygon=shapely.to_geojson(shape))


def test_events_without_a_province_are_placed_by_the_outline():
    rows = events(lon=[36.5, 38.0, np.nan], lat=[34.5, 34.5, np.nan], adm_1=["", "Homs Governorate", ""])
    assert inside(resolve_area("boundary:Homs", (), Imported(boundaries=DRAWN)), rows).tolist() == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("west", [10.0, 179.0, -180.0])
@pytest.mark.parametrize("south", [0.0, 60.0, -89.5])
def test_a_row_is_uncertain_where_the_border_is_nearer_than_its_place_is_known(west, south):
    """Oracle: the geodesic distance to a dense line of points on the border."""
    shape = shapely.box(west, south, west + 1.0, south + 1.0)
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(west - 1, west + 2, 60), np.clip(rng.uniform(south - 1, south + 2, 60), -90, 90)
    lon = (lon + 180) % 360 - 180
    rows = events(lon=lon, lat=lat)
    rows.radius_km[:] = rng.choice([0.0, 10.0, 40.0, 100.0], 60)
    dense = shapely.get_coordinates(shapely.segmentize(shape.exterior, 0.002))
    for i, marked in enumerate(at_border(outlined(shape), rows)):
        _, _, metres = GEOD.inv(np.full(len(dense), lon[i]), np.full(len(dense), lat[i]), *dense.T)
        km = metres.min() / 1000
        if abs(km - rows.radius_km[i]) > 0.6:  # beside the oracle's own spacing and the straight chords
            assert marked == (km < rows.radius_km[i])


def test_an_area_without_an_outline_has_no_border():
    rows = events(lon=[36.5], lat=[34.5])
    rows.radius_km[:] = 400.0
    assert not at_border(Area(kind=AreaKind.ADM_1, name="Homs", asked="Homs"), rows).any()
