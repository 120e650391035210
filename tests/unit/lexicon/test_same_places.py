import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.lexicon.same_places import bare_names, merged


def place(name, lat=35.0, lon=38.0, **other):
    return KnownPlace(name=name, lat=lat, lon=lon, **{"radius_km": 5.0, "country": "Syria", **other})


ARABIC = place("Manbij", names=("منبج", "Манбидж"), lat=35.001)
OFFICIAL = place("Menbij", names=("منبج",), radius_km=9.0)
REPORTED = place("Manbij town", names=("Manbij",), lat=35.02, radius_km=25.0)
AREA = place("Manbij", lat=35.1, level="adm_2", radius_km=40.0)
HOMONYM = place("Manbij", lat=36.0)


def test_names_in_any_script_make_one_place_of_three_sources():
    (one,) = merged([ARABIC, OFFICIAL, REPORTED])
    assert (one.name, one.lat, one.radius_km) == ("Manbij", 35.001, 5.0)
    assert set(one.names) == {"منبج", "Манбидж", "Menbij", "Manbij town"}


def test_an_area_is_no_town_and_a_homonym_stays_apart():
    assert len(merged([ARABIC, AREA, HOMONYM])) == 3


def test_a_place_of_another_country_stays_apart_though_it_is_near():
    across = place("Manbij", lat=35.01, country="Turkey")
    assert len(merged([ARABIC, across])) == 2
    assert len(merged([ARABIC, place("Manbij", country="SYR", lat=35.01)])) == 1


def test_the_outline_of_an_area_wins_over_the_guess_of_a_table():
    drawn = place("Homs", level="adm_1", radius_km=117.0, lat=34.5, outlined=True)
    table = place("Homs", level="adm_1", radius_km=100.0)
    assert [one.radius_km for one in merged([table, drawn])] == [117.0]


def test_towns_ten_kilometres_apart_are_one_and_eleven_are_two():
    assert len(merged([place("Osk"), place("Osk", lat=35.0 + 9.9 / 111.195)])) == 1
    assert len(merged([place("Osk"), place("Osk", lat=35.0 + 10.2 / 111.195)])) == 2


def test_places_on_both_sides_of_the_date_line_meet():
    assert len(merged([place("Ulen", lat=66.0, lon=179.95), place("Ulen", lat=66.0, lon=-179.95)])) == 1


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Osk town", ("Osk",)),
        ("City of Osk", ("Osk",)),
        ("Tarn/Tarna village", ("Tarn/Tarna", "Tarn", "Tarna")),
        ("Osk", ()),
        ("Town", ()),
    ],
)
def test_the_kind_is_no_part_of_the_name(name, bare):
    assert bare_names(name) == bare


SOME = st.lists(
    st.builds(
        place,
        st.sampled_from(["Osk", "Tarn", "Mill", "Osk town"]),
        lat=st.sampled_from([35.0, 35.05, 35.09, 36.0]),
        lon=st.sampled_from([38.0, 38.06, 40.0]),
        names=st.sampled_from([(), ("Osk",), ("Tarn", "منبج")]),
        radius_km=st.sampled_from([5.0, 25.0]),
        level=st.sampled_from(["place", "adm_2"]),
        country=st.sampled_from(["", "Syria", "Iraq"]),
    ),
    max_size=9,
)


@given(places=SOME, data=st.data())
def test_the_order_of_files_changes_nothing(places, data):
    turned = data.draw(st.permutations(places))
    one, other = merged(places), merged(turned)
    assert set(one) == set(other)
    text = "in Osk, near Tarn, 10 km east of Mill and on the Osk-Tarn road"
    assert Lexicon((), one).read(text, None).places == Lexicon((), other).read(text, None).places
