import pytest

from holdfire.lexicon.names import Name, NameIndex
from holdfire.lexicon.normal import flatten, fold, normalise


def found(names: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    index = NameIndex([Name(written=w, means=m) for w, m in names])
    plain = flatten(normalise(text))
    return [(text[hit.start : hit.end], hit.means) for hit in index.find(plain, fold(plain))]


def test_the_longest_name_wins() -> None:
    names = [("Kestrel", "k"), ("Kestrel Front", "kf")]
    assert found(names, "The Kestrel Front left.") == [("Kestrel Front", "kf")]


def test_a_name_within_a_word_is_none() -> None:
    assert found([("Osk", "o")], "Oskar and Rosk met in Osk-held Osk.") == [("Osk", "o"), ("Osk", "o")]


@pytest.mark.parametrize("text", ["it is", "Is it?", "IS it over?", "WHAT IS GOING ON", "IS THE WAR OVER"])
def test_a_verb_is_no_acronym(text: str) -> None:
    assert found([("IS", "state")], text) == []


def test_an_acronym_is_found_in_its_capitals() -> None:
    assert found([("IS", "state")], "IS fighters and IS.") == [("IS", "state"), ("IS", "state")]


def test_a_country_is_no_bird() -> None:
    assert found([("Turkey", "t")], "We ate turkey in Turkey.") == [("Turkey", "t")]


def test_a_name_may_run_over_a_line_break_and_carry_other_quotes_and_accents() -> None:
    names = [("Hay'at Vértes", "h")]
    assert found(names, "the Hay’at \n Vertes forces") == [("Hay’at \n Vertes", "h")]


def test_a_name_with_two_meanings_means_nothing_and_is_listed() -> None:
    names = [("the Front", "a"), ("The Front", "b")]
    assert found(names, "The Front advanced.") == []
    assert NameIndex([Name(written=w, means=m) for w, m in names]).ambiguous == {"the front": ("a", "b")}


def test_many_names_are_found_as_a_few_are() -> None:
    few = [("Osk", "o"), ("Osk Front", "f"), ("the front", "t"), ("AB", "a"), ("a b a", "aba")]
    many = [*few, *((f"Unheard {k}", str(k)) for k in range(30))]
    text = "The Osk  Front, AB and Ab; a b a b a: at the front (Osk-Front), Oskar's Osk."
    assert len(found(few, text)) > 4
    assert found(few, text) == found(many, text)
