"""Which phrases stand for an armed side that no registry lists, and which do not?"""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon import Lexicon
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.proposing import Proposer
from holdfire.lexicon.variants import KeyIndex
from holdfire.model.actor import Actor, Refusal

REGISTRY = (
    Actor(id="ruritania", name="Government of Bolivia", kind="state", aliases=("the regime",)),
    Actor(id="tarn", name="Tarn Liberation Front", aliases=("TLF",)),
    Actor(id="hand", name="Hay'at Tahrir al-Tarn", aliases=("IS",)),
)
SIDES = [
    ("Coalition military forces struck Osk.", "coalition"),
    ("The Global Coalition struck Osk.", "coalition"),
    ("The Peruvian-led international coalition forces struck Osk.", "coalition"),
    ("Peruvian security forces struck Osk.", "peru"),
    ("They met the Peruvian air force near Osk.", "peru"),
    ("The Government of Peru denied it.", "peru"),
    ("It was taken from the Popular Mobilization Units.", "popular_mobilization_units"),
    ("There gunmen fired on a bus.", "gunmen"),
    ("There tribal fighters fired on a bus.", "tribal_fighters"),
    ("The 17th Coastal Division lost Osk.", "17th_coastal_division"),
    ("Brigade 81 lost Osk.", "brigade_81"),
    ("Liwa al-Osk lost it.", "liwa_al_osk"),
    ("Jaysh al-Drem lost it.", "jaysh_al_drem"),
    ("The Army of the Two Rivers lost it.", "army_of_the_two_rivers"),
    ("The Osk Boys militia lost it.", "osk_boys"),
    ("The Osk Free Company lost it.", "osk_free_company"),
    ("The Red Sashes of Drem lost it.", "red_sashes_of_drem"),
    ("In May the insurgents lost it.", "insurgents"),
    ("Kessari-backed rebels lost it.", "kessari_backed_rebels"),
]


def proposed(text: str, actors: tuple[Actor, ...] = REGISTRY) -> dict[str, list[str]]:
    names = Lexicon(actors).read(text, None)
    return {side.id: [text[start:end] for start, end in side.spans] for side in names.unlisted}


def meant(text: str, actors: tuple[Actor, ...] = REGISTRY) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.means) for hit in Lexicon(actors).read(text, None).actors]


@pytest.mark.parametrize(("text", "side"), SIDES, ids=[side for _, side in SIDES])
def test_a_side_that_nobody_listed_is_proposed(text: str, side: str) -> None:
    assert list(proposed(text)) == [side]


@pytest.mark.parametrize(
    "text",
    [
        "The UN Security Council condemned it.",
        "The Human Rights Committee met in Osk.",
        "Our army fought well.",
        "The gunmen fled.",
        "The Osk front was quiet.",
        "A police station burnt down.",
        "The military campaign goes on.",
        "The Osk Heights are steep.",
        "The HRW report, and HRW said more.",
        "WHAT THE KLF WANTS",
        "Militias such as nobody knows.",
    ],
)
def test_what_is_no_armed_side_is_not_proposed(text: str) -> None:
    assert proposed(text, ()) == {}


def test_the_army_is_the_states_that_the_registry_calls_so() -> None:
    assert meant("In Osk the army and government forces shot.")[0] == ("army", "ruritania")
    assert "army" in proposed("In Osk the army shot.", ())


def test_an_acronym_defined_in_a_text_is_a_name_there() -> None:
    text = "The Free Osk Army (FOA) took Drem. Then FOA left, and so did the TLF."
    assert proposed(text) == {"free_osk_army": ["Free Osk Army", "FOA", "FOA"]}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Fighters of al-Osk in Tarn (AOT) fled. AOT denies it.", "al_osk_in_tarn"),
        ("The Osk River Men (ORM) fled. The ORM denies it.", "osk_river_men"),
        ("It was Rada Voz de la Sierra (RVS). The RVS denies it.", "rada_voz_de_la_sierra"),
    ],
)
def test_a_name_before_its_short_form_in_brackets_is_a_side(text: str, side: str) -> None:
    short = text[text.index("(") + 1 : text.index(")")]
    means = {text[hit.start : hit.end]: hit.means for hit in Lexicon(REGISTRY).read(text, None).actors}
    assert means[short] == side


def test_brackets_that_shorten_nothing_name_no_side() -> None:
    actors = Lexicon(REGISTRY).read("It lies above the sea (AMSL). There stood Osk Tarn (ORM).", None).actors
    assert {hit.means for hit in actors} == {"amsl", "orm"}


def test_initials_stand_for_the_one_name_that_has_them() -> None:
    assert proposed("The Free Osk Army took Drem. Later the FOA left.")["free_osk_army"][-1] == "FOA"


def test_a_common_word_in_capitals_is_no_acronym_of_an_actor() -> None:
    assert meant("WHAT IS HAPPENING IN OSK. It is over.") == []
    assert meant("In Osk IS fighters shot.") == [("IS", "hand")]


def test_other_spellings_of_a_listed_name_are_mentions_and_variants() -> None:
    text = "Hayyat Tahrir at-Tarn left; Hay’at Tahrir al-Tarn did not. Tarn Liberation Fronts came."
    names = Lexicon(REGISTRY).read(text, None)
    assert [(text[v.start : v.end], v.means) for v in names.variants] == [("Hayyat Tahrir at-Tarn", "hand")]
    assert [hit.means for hit in names.actors][:2] == ["hand", "hand"]


def test_what_a_person_refused_comes_no_more() -> None:
    text = "There gunmen met Hayyat Tahrir at-Tarn."
    no = (Refusal(name="gunmen"), Refusal(name="Hayyat Tahrir at-Tarn", actor="hand"))
    names = Lexicon(REGISTRY, refused=no).read(text, None)
    assert {hit.means for hit in names.actors}.isdisjoint(("gunmen", "hand"))


def test_the_order_of_the_registry_changes_nothing() -> None:
    text = " ".join(sentence for sentence, _ in SIDES) + " Hayyat Tahrir at-Tarn and the army met the TLF."
    assert meant(text) == meant(text, REGISTRY[::-1])


def test_renaming_an_actor_renames_the_answer() -> None:
    text = "The {} took Drem from {} fighters. {} (XQF) left; then XQF came."
    one, other = text.replace("{}", "Osk Front"), text.replace("{}", "Pell Front")
    changed = {
        k.replace("osk", "pell"): [s.replace("Osk", "Pell") for s in v] for k, v in proposed(one).items()
    }
    assert changed == proposed(other)
    assert changed


@given(st.text(alphabet=st.sampled_from(list("The Osk Army of (OA) 17th Front's al-\n👍ß .")), max_size=80))
def test_spans_are_of_the_text_sorted_and_apart(text: str) -> None:
    hits = Lexicon(REGISTRY).read(text, None).actors
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@pytest.mark.parametrize(
    "unit", ["Army of the ", "Osk ", "the Red ", "A-", "government forces ", "XQF (XQF) "]
)
def test_a_long_line_is_read_in_linear_time(unit: str) -> None:
    proposer, keys = Proposer(REGISTRY, ()), KeyIndex(REGISTRY)

    def seconds(size: int) -> float:
        plain = (unit * (size // len(unit) + 1))[:size]
        started = time.process_time()
        pieces = Pieces(plain.lower())
        proposer.find(plain, plain.lower(), (), pieces)
        keys.find(plain, (), pieces)
        return time.process_time() - started

    seconds(10_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.01)
