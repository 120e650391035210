from datetime import date

import pytest

from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.actor import Actor, Alias

ACTORS = (
    Actor(id="france", name="Government of France", kind="state", aliases=("France",)),
    Actor(id="front", name="Kestrel Front"),
)
LEXICON = Lexicon(ACTORS, (KnownPlace(name="Halven", lat=50.1, lon=20.2, radius_km=12.0),))


def places(text: str) -> list[str]:
    return [p.place.name for p in LEXICON.read(text, date(2031, 3, 12)).places]


@pytest.mark.parametrize("text", ["“Ça” – l’État\u00a0İß ﬁ", "نص عربي", "e\u0301 🚩\r\n"])
def test_every_character_keeps_its_place(text: str) -> None:
    for change in (normalise, flatten, fold):
        assert len(change(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("clashes in northeast Tarn on Monday", ["northeast Tarn"]),
        ("the villages of Osk, Drem and Varn fell", ["Osk", "Drem", "Varn"]),
        ("in the southern countryside of Tarn", ["southern countryside of Tarn"]),
        ("near Abu Zel airport", ["Abu Zel airport"]),
        ("a village (incl. Osk, Drem)", ["Osk", "Drem"]),
        ("They left for Monday prayers in March", []),
        ("in the Ruritan muddle", []),
        ("near Osk. They now threaten Osk.", ["Osk", "Osk"]),
    ],
)
def test_an_unknown_place_survives_as_unresolved(text: str, expected: list[str]) -> None:
    assert places(text) == expected


def test_a_known_place_brings_its_position_and_takes_its_direction_along() -> None:
    (found,) = LEXICON.read("fighting in eastern Halven", None).places
    assert (found.place.name, found.place.basis) == ("eastern Halven", "relative")
    assert [(known.name, known.lat) for known in found.place.relative_to] == [("Halven", 50.1)]


def test_a_state_is_found_by_the_words_made_from_its_name() -> None:
    text = "French troops and the French opposition"
    assert [text[h.start : h.end] for h in LEXICON.read(text, None).actors] == ["French troops"]


def test_a_state_may_be_meant_as_a_place() -> None:
    names = LEXICON.read("France and the Kestrel Front", None)
    assert [hit.start in names.metonyms for hit in names.actors] == [True, False]


def test_a_name_borne_for_a_time_is_found_whatever_the_day_of_a_text() -> None:
    borne = Alias(name="Grey Herons", since=date(2015, 1, 1), until=date(2016, 1, 1))
    lexicon = Lexicon((Actor(id="front", name="Kestrel Front", dated_aliases=(borne,)),))
    for published in (date(2015, 6, 1), date(2031, 3, 12), None):
        names = lexicon.read("The Grey Herons attacked. Later the Gray Herrons left.", published)
        assert [hit.means for hit in names.actors] == ["front", "front"]
        assert [variant.name for variant in names.variants] == ["Grey Herons"]
