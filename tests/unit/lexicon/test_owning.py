"""Whose soldiers and numbered units are meant: the one state that they can be of, else nobody's."""

import pytest

from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor

PERU = Actor(id="peru", name="Government of Peru", kind="state", aliases=("Peru", "Peruvian army"))
CHILE = Actor(id="chile", name="Government of Chile", kind="state", aliases=("Chile",))
ARMED_CHILE = Actor(id="chile", name="Government of Chile", kind="state", aliases=("Chile", "Chilean army"))
REBELS = Actor(id="tarn", name="Tarn Front")
UNITS = Actor(id="tarn", name="Tarn Front", aliases=("9th Division",))


def sides(text: str, *actors: Actor) -> set[str]:
    return {hit.means for hit in Lexicon(actors).read(text, None).actors}


@pytest.mark.parametrize(
    "word", ["soldiers", "the troops", "marines", "the 21st Brigade", "the 2nd Marine Battalion"]
)
def test_they_are_those_of_the_one_state_that_has_an_army(word: str) -> None:
    text = f"At noon {word} fired."
    assert sides(text, PERU, CHILE, REBELS) == {"peru"}
    assert "peru" not in sides(text, PERU, ARMED_CHILE, REBELS)


def test_a_numbered_unit_may_be_that_of_others_who_have_such() -> None:
    assert sides("The 21st Brigade fired.", PERU, UNITS) == {"21st_brigade"}


@pytest.mark.parametrize(
    "text",
    [
        "OSK, Chile, May 5 (Agency) - Peru was silent. Soldiers fired.",
        "Peru was silent. In Chile, soldiers fired.",
    ],
)
def test_a_dateline_or_the_head_of_the_sentence_says_which_state(text: str) -> None:
    one = Lexicon((PERU, ARMED_CHILE, REBELS)).read(text, None)
    (hit,) = (hit for hit in one.actors if one.folded[hit.start : hit.end] == "soldiers")
    assert hit.means == "chile"


def test_soldiers_behind_the_name_of_a_side_are_its_own() -> None:
    assert sides("Tarn Front soldiers fired.", PERU, REBELS) == {"tarn"}


def test_an_islanders_guard_is_named_whole() -> None:
    assert sides("The Tarn Islanders' Guard fired.", PERU) == {"tarn_islanders_guard"}
