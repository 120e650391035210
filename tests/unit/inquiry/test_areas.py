import json

import numpy as np
import pytest
import shapely
from pyproj import Geod

from holdfire.base.events import EventColumns, PlaceName
from holdfire.contact.grid import Projection
from holdfire.errors import AreaError
from holdfire.inquiry.areas import (
    PlacedEvents,
    bare_name,
    cells_inside,
    countries_of,
    inside,
    lattice,
    resolve_area,
)
from holdfire.model.allegation import Area, AreaKind

RING = [[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]


def place(level, name, country="Syria", events=10, lat=35.1, lon=36.7):
    return PlaceName(level=level, name=name, country=country, events=events, lat=lat, lon=lon)


PLACES = (
    place("country", "Syria"),
    place("country", "Iraq", "Iraq"),
    place("adm_1", "Hamah Governorate"),
    place("adm_1", "Ar Raqqah Governorate"),
    place("adm_1", "Idlib Governorate"),
    place("adm_2", "Hama District"),
    place("adm_2", "Idlib District"),
    place("place", "Hama town"),
    place("place", "Tadmur/Palmyra town"),
    place("place", "Salah"),
    place("place", "Salah", "Iraq"),
    place("place", "Uqayribat", lat=35.05, lon=37.3),
)


def events(lon, lat, country=None, adm_1=None):
    n = len(lon)
    text = {
        name: np.array([""] * n, dtype=object)
        for name in ("event_id", "kind", "side_a", "side_b", "adm_2", "place", "sources")
    }
    text |= dict.fromkeys(("side_a_id", "side_b_id", "initiator"), text["place"])
    codes = ("day", "end_day", "where_prec", "date_prec", "acts", "clarity")
    whole = {name: np.zeros(n, dtype=np.int64) for name in codes}
    numbers = {name: np.zeros(n) for name in ("radius_km", "low", "best", "high")}
    return EventColumns(
        **text,
        **whole,
        **numbers,
        country=np.array(country or ["Syria"] * n, dtype=object),
        adm_1=np.array(adm_1 or [""] * n, dtype=object),
        lon=np.array(lon, dtype=float),
        lat=np.array(lat, dtype=float),
    )


def box(west, south, east, north):
    return Area(kind=AreaKind.BOX, name="box", asked="box", box=(west, south, east, north))


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("Syria", AreaKind.COUNTRY, "Syria"),
        ("Hama", AreaKind.ADM_1, "Hamah Governorate"),
        ("hamah", AreaKind.ADM_1, "Hamah Governorate"),
        ("HAMA province", AreaKind.ADM_1, "Hamah Governorate"),
        ("Hamāh Governorate", AreaKind.ADM_1, "Hamah Governorate"),
        ("Raqqa", AreaKind.ADM_1, "Ar Raqqah Governorate"),
        ("ar-Raqqa", AreaKind.ADM_1, "Ar Raqqah Governorate"),
        ("Hama District", AreaKind.ADM_2, "Hama District"),
        ("hama town", AreaKind.PLACE, "Hama town"),
        ("adm_2:Idlib", AreaKind.ADM_2, "Idlib District"),
        ("place:Hama", AreaKind.PLACE, "Hama town"),
        ("Salah, Iraq", AreaKind.PLACE, "Salah"),
        ("Uqairibat", AreaKind.PLACE, "Uqayribat"),
        ("Palmyra", AreaKind.PLACE, "Tadmur/Palmyra town"),
    ],
)
def test_a_name_is_found_at_the_highest_level_that_has_it(asked, kind, name):
    area = resolve_area(asked, PLACES)
    assert (area.kind, area.name, area.asked) == (kind, name, asked)


def test_the_country_comes_with_the_name():
    assert resolve_area("Salah, Iraq", PLACES).countries == ("Iraq",)
    assert resolve_area("Iraq", PLACES).countries == ("Iraq",)
    assert resolve_area("Hama", PLACES).countries == ("Syria",)


def test_what_else_a_name_could_mean_is_listed_in_words_that_can_be_asked():
    area = resolve_area("Hama", PLACES)
    assert area.alternatives == ("adm_2:Hama District, Syria", "place:Hama town, Syria")
    for other in area.alternatives:
        assert resolve_area(other, PLACES).name in other


def test_an_exact_name_wins_over_one_that_is_a_letter_off():
    near = (place("adm_1", "Halab"), place("adm_1", "Halba"), place("adm_1", "Halaba"))
    assert resolve_area("Halab", near).name == "Halab"


def test_a_country_one_letter_off_never_wins_over_the_country_that_is_meant():
    both = (*PLACES, place("country", "Iran", "Iran"))
    assert resolve_area("Iran", both).name == "Iran"


def test_short_names_are_met_letter_by_letter():
    with pytest.raises(AreaError):
        resolve_area("Ada", (place("place", "Ida"),))


def test_two_places_of_one_name_are_refused_with_the_list():
    with pytest.raises(AreaError, match=r"2 areas.*place:Salah, Iraq; place:Salah, Syria"):
        resolve_area("Salah", PLACES)


def test_a_name_that_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(AreaError, match=r"nearest names: .*Idlib"):
        resolve_area("Idlibistan", PLACES)
    with pytest.raises(AreaError, match="'Zzyzx'"):
        resolve_area("Zzyzx", PLACES)


def test_a_place_is_a_disc_of_25_km():
    area = resolve_area("Uqayribat", PLACES)
    assert (area.lon, area.lat, area.radius_km) == (37.3, 35.05, 25.0)
    lon, lat = Projection(lon=37.3, lat=35.05).inverse([0, 24.99, 0, 25.01], [0, 0, -24.99, 0])
    assert inside(area, events(lon, lat)).tolist() == [True, True, True, False]


def test_a_box_is_read_and_its_edges_are_half_open():
    area = resolve_area("36.6, 35.0, 38.0, 35.9", PLACES)
    assert (area.kind, area.box, area.countries) == (AreaKind.BOX, (36.6, 35.0, 38.0, 35.9), ())
    found = inside(area, events([36.6, 38.0, 37, 37], [35.5, 35.5, 35.0, 35.9]))
    assert found.tolist() == [True, False, True, False]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("36,35,38", "four numbers"),
        ("36,35,38,36,1", "four numbers"),
        ("38,35,36,36", r"east \(36\) is not greater than west \(38\)"),
        ("36,36,38,35", "north"),
        ("-190,35,38,36", "longitude -190"),
        ("36,35,38,91", "latitude 91"),
        ("1.2.3,35,38,36", "four numbers"),
        ("   ", "no area is given"),
    ],
)
def test_a_wrong_box_is_refused_in_words(asked, words):
    with pytest.raises(AreaError, match=words):
        resolve_area(asked, PLACES)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "Polygon", "coordinates": [RING]},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}},
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
            ],
        },
    ],
)
def test_a_geojson_file_is_its_ground(tmp_path, value):
    path = tmp_path / "pocket.geojson"
    path.write_text(json.dumps(value))
    area = resolve_area(str(path), PLACES)
    assert (area.kind, area.name) == (AreaKind.POLYGON, "pocket")
    assert inside(area, events([36.5, 37.5], [35.5, 35.5])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "no such file"),
        ("", "no area"),
        ('{"type": "Point", "coordinates": [36, 35]}', "no Polygon"),
        ('{"type": "Polygon", "coordinates": [[[36, 95], [37, 35], [37, 36], [36, 95]]]}', "latitude 95"),
        ("[1]", "no geometry"),
    ],
)
def test_a_file_that_is_no_area_is_refused_in_words(tmp_path, text, words):
    path = tmp_path / "pocket.geojson"
    if text is not None:
        path.write_text(text)
    with pytest.raises(AreaError, match=words):
        resolve_area(str(path), PLACES)


def test_a_named_area_holds_the_rows_that_name_it_in_its_country():
    rows = events([36.7] * 3, [35.1] * 3, ["Syria", "Iraq", "Syria"], ["Hamah Governorate"] * 2 + ["Idlib"])
    assert inside(resolve_area("Hama", PLACES), rows).tolist() == [True, False, False]


def test_the_countries_of_a_box_are_those_of_its_rows():
    rows = events([36.5, 40.5, 50.0], [35.5] * 3, ["Syria", "Iraq", "Iran"])
    assert countries_of(box(36, 35, 41, 36), rows) == ("Iraq", "Syria")
    assert countries_of(resolve_area("Hama", PLACES), rows) == ("Syria",)


def test_squares_of_a_named_area_are_those_where_most_rows_name_it():
    plane = Projection(lon=37.0, lat=35.0)
    x, y = np.array([1.0, 2.0, 3.0, 25.0]), np.array([1.0, 2.0, 3.0, 5.0])
    lon, lat = plane.inverse(x, y)
    rows = events(lon, lat, None, ["Hamah Governorate", "Hamah Governorate", "Homs", "Homs"])
    found = cells_inside(
        resolve_area("Hama", PLACES),
        PlacedEvents(events=rows, projection=plane, x=x, y=y),
        np.array([5.0, 25.0]),
        np.array([5.0, 5.0]),
    )
    assert found.tolist() == [True, False]


def test_squares_of_a_box_are_those_whose_centre_it_holds():
    plane = Projection(lon=37.0, lat=35.0)
    ground = PlacedEvents(events=events([37.0], [35.0]), projection=plane, x=np.zeros(1), y=np.zeros(1))
    x, y = plane.forward([36.95, 37.05], [35.0, 35.0])
    assert cells_inside(box(36.9, 34.9, 37.0, 35.1), ground, x, y).tolist() == [True, False]


def test_a_box_of_the_whole_earth_leaves_no_row_out():
    assert inside(box(-180, -90, 180, 90), events([180.0, -180.0, 0.0], [10.0, -90.0, 90.0])).all()


def test_a_lattice_spreads_over_what_a_line_bounds():
    lon, lat = lattice(box(36, 35, 37, 36))
    assert 36 <= lon.min() < lon.max() < 37
    assert 35 <= lat.min() < lat.max() < 36
    assert len(lattice(resolve_area("Uqayribat", PLACES))[0]) > 2_000
    assert lattice(resolve_area("Hama", PLACES)) is None


@pytest.mark.parametrize(
    ("lon", "lat"), [(180.0, 10.0), (-180.0, 10.0), (179.9, -70.0), (0.0, 90.0), (20.0, -89.9)]
)
def test_a_disc_at_the_date_line_or_a_pole_has_its_whole_ground(lon: float, lat: float):
    disc = Area(kind=AreaKind.PLACE, name="X", asked="X", lon=lon, lat=lat, radius_km=30.0)
    lons, lats = lattice(disc)
    assert len(lons) > 1_000
    away = Geod(ellps="WGS84").inv(np.full_like(lons, lon), np.full_like(lats, lat), lons, lats)[2]
    assert 28_000 < away.max() <= 30_000
    assert lons.min() < 0 < lons.max()
    assert np.abs(lons).max() <= 180


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Hamah Governorate", "hamah"), ("As-Suwayda’", "suwayda"), ("The District", "the district")],
)
def test_a_bare_name_leaves_out_what_many_names_share(name, bare):
    assert bare_name(name) == bare


def test_a_name_met_letter_by_letter_has_no_alternative_that_is_a_letter_off():
    near = (place("adm_1", "Halab"), place("adm_2", "Halba"), place("place", "Halab town"))
    assert resolve_area("Halab", near).alternatives == ("place:Halab town, Syria",)


def test_a_name_that_is_a_letter_off_lists_few_others_and_its_namesakes_first():
    villages = [place("place", name) for name in ("Hame", "Hami", "Hamo", "Hamra", "Hams")]
    area = resolve_area("Hama", (place("adm_1", "Hamah"), *villages, place("place", "Hamah town")))
    assert area.name == "Hamah"
    assert len(area.alternatives) == 5
    assert area.alternatives[0] == "place:Hamah town, Syria"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "area",
    [
        box(30, 30, 40, 40),
        Area(kind=AreaKind.PLACE, name="disc", asked="disc", lon=36.0, lat=35.0, radius_km=50.0),
        Area(
            kind=AreaKind.POLYGON,
            name="shape",
            asked="shape",
            polygon=shapely.to_geojson(shapely.box(30, 30, 40, 40)),
        ),
    ],
    ids=lambda area: area.name,
)
def test_an_event_that_is_not_on_the_map_lies_in_no_outline(area):
    nowhere = float("nan")
    assert inside(area, events([36.0, nowhere], [35.0, nowhere])).tolist() == [True, False]


def test_an_event_that_is_not_on_the_map_lies_in_the_country_that_it_names():
    country = Area(kind=AreaKind.COUNTRY, name="Syria", asked="Syria", countries=("Syria",))
    assert inside(country, events([float("nan")], [float("nan")])).tolist() == [True]
