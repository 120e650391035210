import math

import pytest
from pyproj import Geod

from holdfire.lexicon import KnownPlace, Lexicon

GEOD = Geod(ellps="WGS84")
ROUND = 0.006  # of a distance: the sphere against the ellipsoid

HALVEN = KnownPlace(name="Halven", lat=50.0, lon=20.0, radius_km=6.0)
PROVINCE = KnownPlace(name="Halven", lat=50.3, lon=20.3, radius_km=90.0, level="adm_1")
OSK = KnownPlace(name="Osk", lat=50.0, lon=24.0, radius_km=10.0)
EAST_CAPE = KnownPlace(name="Cape Tarn", lat=66.0, lon=179.9, radius_km=5.0)
WEST_CAPE = KnownPlace(name="Ulen", lat=66.0, lon=-179.9, radius_km=5.0)
STATION = KnownPlace(name="Polar Camp", lat=89.95, lon=40.0, radius_km=5.0)
MILL_A = KnownPlace(name="Mill", lat=10.0, lon=10.0, radius_km=5.0)
MILL_B = KnownPlace(name="Mill", lat=-10.0, lon=10.0, radius_km=5.0)
LEXICON = Lexicon((), (HALVEN, PROVINCE, OSK, EAST_CAPE, WEST_CAPE, STATION, MILL_A, MILL_B))


def read(text):
    return [found.place for found in LEXICON.read(text, None).places]


def only(text):
    (place,) = read(text)
    return place


def gone(one, place):
    """Bearing and km from a known place to the centre that was drawn."""
    bearing, _, metres = GEOD.inv(one.lon, one.lat, place.lon, place.lat)
    return bearing % 360, metres / 1000


@pytest.mark.parametrize(
    ("text", "bearing", "km"),
    [
        ("They fought 10 km east of Osk.", 90, 10),
        ("They fought 10 kilometres to the north-west of Osk.", 315, 10),
        ("some 40 km south of the town of Osk", 180, 40),
        ("about 10-20 km northeast of Osk", 45, 15),
        ("30 km NE of Osk", 45, 30),
        ("six miles south-west of Osk", 225, 6 * 1.609344),
        ("12 km west from Osk", 270, 12),
    ],
)
def test_a_stated_distance_is_gone_from_the_centre_on_the_stated_bearing(text, bearing, km):
    place = only(text)
    way, far = gone(OSK, place)
    assert far == pytest.approx(km, rel=ROUND)
    assert math.cos(math.radians(way - bearing)) > math.cos(math.radians(0.5))
    assert place.radius_km == pytest.approx(OSK.radius_km + 0.41 * km, abs=0.06)
    assert (place.basis, place.relative_to[0].lat) == ("relative", OSK.lat)


@pytest.mark.parametrize(
    ("text", "km", "radius"),
    [
        ("in northern Osk", 5.0, 11.2),
        ("in the north of Osk", 5.0, 11.2),
        ("north of Osk", 12.5, 25.0),
        ("the northern countryside of Osk", 12.5, 25.0),
        ("in Osk's northern countryside", 12.5, 25.0),
        ("the northern outskirts of Osk", 10.0, 20.0),
    ],
)
def test_without_a_distance_the_centre_goes_half_the_radius_of_what_is_meant(text, km, radius):
    place = only(text)
    way, far = gone(OSK, place)
    assert far == pytest.approx(km, rel=ROUND)
    assert math.cos(math.radians(way)) > math.cos(math.radians(0.5))
    assert place.radius_km == radius


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("in the countryside of Osk", 25.0),
        ("the Osk countryside", 25.0),
        ("in rural Osk", 25.0),
        ("on the outskirts of Osk", 20.0),
        ("in the suburbs of Osk", 20.0),
        ("on the Osk road", 25.0),
        ("30 km from Osk", 40.0),
    ],
)
def test_what_lies_around_a_place_keeps_its_centre_and_reaches_further(text, radius):
    place = only(text)
    assert (place.lat, place.lon, place.radius_km, place.basis) == (OSK.lat, OSK.lon, radius, "relative")


def test_half_a_disc_lies_in_the_disc_that_is_drawn_for_it():
    place = only("in northern Osk")
    for bearing in range(-90, 91, 15):
        lon, lat, _ = GEOD.fwd(OSK.lon, OSK.lat, bearing, OSK.radius_km * 1000)
        _, _, metres = GEOD.inv(place.lon, place.lat, lon, lat)
        assert metres / 1000 <= place.radius_km * (1 + ROUND) + 0.05


def test_distances_count_from_the_town_and_a_countryside_is_the_provinces():
    assert only("20 km east of Halven").relative_to[0].level == "place"
    assert only("east of Halven").relative_to[0].level == "place"
    around = only("in the Halven countryside")
    assert (around.relative_to[0].level, around.radius_km, around.lat) == ("adm_1", 90.0, 50.3)


@pytest.mark.parametrize(
    "text",
    [
        "between Osk and Halven",
        "between the towns of Osk and Halven",
        "on the Osk-Halven road",
        "on the Osk – Halven highway",
        "on the Osk to Halven road",
        "on the road from Osk to Halven",
        "on the highway linking Osk with Halven",
    ],
)
def test_what_lies_between_two_towns_is_drawn_half_way(text):
    for place in read(text):
        _, _, metres = GEOD.inv(OSK.lon, OSK.lat, HALVEN.lon, HALVEN.lat)
        ends = [gone(end, place)[1] for end in (OSK, HALVEN)]
        assert ends == pytest.approx([metres / 2000] * 2, rel=ROUND)
        assert place.radius_km == pytest.approx(metres / 2000 + OSK.radius_km, rel=ROUND)
        assert {end.lon for end in place.relative_to} == {OSK.lon, HALVEN.lon}
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "the distance between Osk and Halven",
        "120 km between Osk and Halven",
        "an agreement between Osk and Halven",
        "from Osk to Halven",
        "in Osk and Halven",
        "they moved north from Osk",
    ],
)
def test_what_is_no_place_between_or_beyond_stays_with_the_names(text):
    assert {place.basis for place in read(text)} == {"gazetteer"}


def test_names_stay_as_the_text_has_them():
    assert [p.name for p in read("between Osk and Halven")] == ["Osk", "Halven"]
    assert only("10 km east of Osk").name == "east of Osk"


def test_the_date_line_and_the_pole_are_crossed():
    far = only("30 km east of Cape Tarn")
    assert far.lon < 0
    assert gone(EAST_CAPE, far)[1] == pytest.approx(30, rel=ROUND)
    middle = read("between Cape Tarn and Ulen")[0]
    assert abs(middle.lon) == pytest.approx(180, abs=1e-6)
    assert middle.radius_km < 12
    over = only("20 km north of Polar Camp")
    assert over.lat <= 90
    assert gone(STATION, over)[1] == pytest.approx(20, rel=ROUND)


def test_of_two_towns_of_one_name_none_is_drawn_from():
    place = only("10 km east of Mill")
    assert (place.basis, place.lat, len(place.alternatives)) == ("ambiguous", None, 2)


def test_a_town_that_no_table_has_is_drawn_from_nothing():
    assert [p.basis for p in read("between Talhan and Osk")] == ["unresolved", "gazetteer"]


def test_a_road_named_by_a_town_that_is_found_nowhere_else_is_drawn_too():
    spur = KnownPlace(name="Tarn Spur", lat=50.4, lon=24.0, radius_km=5.0, names=("Tarn",), found_by=())
    (place,) = (p.place for p in Lexicon((), (OSK, spur)).read("on the Osk-Tarn highway", None).places)
    assert (place.name, place.basis, round(place.lat, 3)) == ("Osk", "relative", 50.2)


def test_a_name_that_has_a_direction_of_its_own_is_no_part_of_another():
    rural = KnownPlace(name="Rural Osk", lat=51.0, lon=24.0, radius_km=50.0, level="adm_1")
    (place,) = (p.place for p in Lexicon((), (OSK, rural)).read("in rural Osk", None).places)
    assert (place.lat, place.basis) == (51.0, "gazetteer")
