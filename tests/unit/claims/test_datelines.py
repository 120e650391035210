"""The line by which an agency's text begins names no side, whatever its form."""

from datetime import date

import pytest

from holdfire.claims.datelines import datelines
from holdfire.lexicon.normal import normalise

FORMS = [
    "TALUNA, 20 October (Meridian) – ",
    "TALUNA, Oct 20 (Meridian News) - ",
    "TALUNA, Velmar, Oct. 20, 2030 (MNA) -- ",
    "TALUNA, Velmar (MNA) — ",
    "TALUNA (Meridian) – ",
    "TALUNA (Meridian, 20 October) – ",
    "TALUNA. October 20. /Meridian/ ",
    "TALUNA, 20 October, Meridian: ",
    "TALUNA, 20 October (Meridian) –\n",
    "TALUNA — ",
    "UPPER TALUNA/OSK, 20.10.2030 (Meridian) – ",
    "MNA – TALUNA, 2030-10-20 – ",
    "(Meridian) – TALUNA, Sunday – ",
    "Taluna, 20 October (Meridian) – ",
    "Taluna, 20 October – ",
    "Taluna (Meridian) – ",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("fact", "sides"),
    [
        ("The Kestrel Front attacked the Night Order near Halven.", (("kestrel",), ("order",))),
        ("Fighters of the Marsh Brigades attacked Ruritanian army posts.", (("marsh",), ("junta",))),
        ("The fighters attacked the Northern League near Halven.", ((), ("league",))),
    ],
)
def test_no_side_stands_in_a_dateline(read, form: str, fact: str, sides: tuple[tuple[str, ...], ...]) -> None:
    coded = read(f"Fighting in the north\n\n{form}{fact}")
    (claim,) = coded.claims
    assert (claim.kind, claim.side_a, claim.side_b) == ("attack", *sides)
    assert claim.quote in fact
    assert coded.proposals == ()


def test_a_dateline_tells_the_day_where_nothing_else_does(read) -> None:
    text = "TALUNA, 20 October (Meridian) – The Kestrel Front attacked the Night Order{} near Halven."
    (undated,) = read(text.format("")).claims
    assert undated.date == (date(2030, 10, 20), date(2030, 10, 21))
    (dated,) = read(text.format(" on 3 October")).claims
    assert dated.date == (date(2030, 10, 3), date(2030, 10, 4))


def test_the_place_of_a_dateline_is_not_that_of_the_event(read) -> None:
    (claim,) = read("HALVEN, 20 October (Meridian) – Kestrel attacked the League near Osk.").claims
    assert "Halven" not in [place.name for place in claim.places]


@pytest.mark.parametrize(
    "text",
    [
        "The Kestrel Front (KF) – The League says – attacked the Marsh Brigades.",
        "KESTREL FRONT (KF) – Fighters of the group attacked the Marsh Brigades.",
        "Osk Brigade (Halven) – Formed by the League.",
        "OSK LIBERATION ARMY (Meridian) – Fighters of the group attacked the Marsh Brigades.",
        "Kestrel - An ally of nobody - attacked the Marsh Brigades.",
        "KESTREL: We attacked the Marsh Brigades.",
        "OSKARIANS – A people of the hills – attacked the Marsh Brigades.",
        "In Halven, 3 May 2030 – The League attacked Kestrel.",
        "Halven, 3 May 2030: The League attacked Kestrel.",
    ],
)
def test_a_name_a_label_and_an_aside_are_no_dateline(lexicon, text: str) -> None:
    assert datelines(normalise(text), lexicon.read(text, None)) == ()


def test_a_place_that_heads_a_sentence_stays_the_event_s(read) -> None:
    (claim,) = read("In Halven, on 3 May 2030, the League attacked the Kestrel Front.").claims
    assert [place.name for place in claim.places] == ["Halven"]
