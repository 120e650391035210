import pytest

from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.model.actor import Actor
from holdfire.model.claim import ClaimPlace

HALVEN = KnownPlace(name="Halven", lat=50.1, lon=20.2, radius_km=12.0)
PROVINCE = KnownPlace(name="Halven", lat=50.2, lon=20.3, radius_km=80.0, level="adm_1")
OSK = KnownPlace(name="Osk", lat=50.0, lon=20.0, radius_km=12.0)
NEAR_MILL = KnownPlace(name="Mill", lat=50.05, lon=20.1, radius_km=12.0)
FAR_MILL = KnownPlace(name="Mill", lat=55.0, lon=30.0, radius_km=12.0)
DEIR = KnownPlace(name="Deir ez-Zor", lat=35.3, lon=40.1, radius_km=12.0)
LEXICON = Lexicon(
    (Actor(id="league", name="League", kind="group"),), (HALVEN, PROVINCE, OSK, NEAR_MILL, FAR_MILL, DEIR)
)


def read(text: str) -> list[ClaimPlace]:
    return [found.place for found in LEXICON.read(text, None).places]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They fought near Talhan.", ["Talhan"]),
        ("in northeast Talhan", ["northeast Talhan"]),
        ("east of Talhan", ["Talhan"]),
        ("from Talhan to Ateeq", ["Talhan", "Ateeq"]),
        ("15 villages (incl. Talhan, Ateeq, Abu Hareq)", ["Talhan", "Ateeq", "Abu Hareq"]),
        ("nine villages (Talhan, Ateeq and others)", ["Talhan", "Ateeq"]),
        ("the villages of Talhan, Ateeq and Maasran", ["Talhan", "Ateeq", "Maasran"]),
        ("the hamlets Talhan and Ateeq", ["Talhan", "Ateeq"]),
        ("16 occasions in towns (Talhan, 9; Ateeq, 5)", ["Talhan", "Ateeq"]),
        ("the League entered Talhan", ["Talhan"]),
        ("the League shelled Talhan", ["Talhan"]),
        ("They took the Talhan airbase.", ["Talhan airbase"]),
        ("near the Talhan military airport", ["Talhan military airport"]),
        ("in Halven province", ["Halven province"]),
        ("at Al-Shiha", ["Al-Shiha"]),
        ("in Talhan and later they threatened Talhan", ["Talhan", "Talhan"]),
    ],
)
def test_a_place_is_found_by_its_grammar(text: str, names: list[str]) -> None:
    assert [place.name for place in read(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "on Dec. 6 they left",
        "in March",
        "since Monday",
        "with the ICRC",
        "to the ICRC",
        "across the Iraqi-Syrian line",
        "from Brigade 81",
        "of the Coalition",
        "from Halven News Agency",
    ],
)
def test_a_month_an_organisation_and_a_nation_are_no_places(text: str) -> None:
    assert read(text) == []


def test_a_village_that_no_table_has_survives() -> None:
    assert read("near Talhan") == [ClaimPlace(name="Talhan", basis="unresolved")]


def test_a_town_and_its_province_are_one_answer_and_the_kind_chooses() -> None:
    assert (read("in Halven")[0].radius_km, read("in Halven")[0].basis) == (80.0, "gazetteer")
    assert read("in Halven province")[0].radius_km == 80.0
    assert read("in Halven town")[0].radius_km == 12.0


def test_of_two_places_of_one_name_the_one_near_the_others_is_chosen() -> None:
    mill = read("in Osk and in Mill")[1]
    assert (mill.lat, mill.basis, [other.lat for other in mill.alternatives]) == (50.05, "nearest", [55.0])


def test_of_two_places_of_one_name_none_is_chosen_without_a_reason() -> None:
    mill = read("in Mill")[0]
    assert (mill.lat, mill.lon, mill.radius_km, mill.basis) == (None, None, None, "ambiguous")
    assert [other.lat for other in mill.alternatives] == [50.05, 55.0]


@pytest.mark.parametrize("name", ["Deir Ezzor", "Deir Zour", "Deir az-Zour", "Dayr al-Zawr"])
def test_another_spelling_meets_the_place(name: str) -> None:
    place = read(f"in {name}")[0]
    assert (place.name, place.lat, place.basis) == (name, 35.3, "spelling")


@pytest.mark.parametrize("text", ["on the Osk road", "the Osk countryside"])
def test_what_lies_around_a_place_reaches_further(text: str) -> None:
    assert [place.radius_km for place in read(text)] == [25.0]
