"""Violence, territory and movement: many words and constructions, one reading each, and what is no event."""

import pytest

READ = (
    # struck from afar, fought, beaten back
    ("The League lobbed mortars into Kestrel positions at Osk.", "strike", "league", "kestrel"),
    ("The junta rained rockets on Kestrel villages.", "strike", "junta", "kestrel"),
    ("The League came under fire from Kestrel positions near Osk.", "strike", "kestrel", "league"),
    ("The Marshmen laid siege to the junta's base in Halven.", "attack", "marsh", "junta"),
    ("The Marshmen were besieged in Drem by Kestrel.", "attack", "kestrel", "marsh"),
    ("The League sought to seize Drem from Kestrel.", "attack", "league", "kestrel"),
    ("The League ran into stiff resistance from Kestrel at Drem.", "clash", "league", "kestrel"),
    ("Kestrel and the League shelled each other near Osk.", "clash", "league", "kestrel"),
    ("The League has been fighting the junta for years.", "clash", "league", "junta"),
    ("Fighting raged in Halven for three days.", "clash", "", ""),
    ("Kestrel dislodged the League from the hill.", "repel", "kestrel", "league"),
    ("Kestrel was forced out of Halven by the League.", "repel", "league", "kestrel"),
    ("The attack on the League garrison at Osk was repelled.", "repel", "league", ""),
    ("Kestrel's bid to capture Osk from the League collapsed.", "repel", "league", "kestrel"),
    # whom it hits where no side is named
    ("Kestrel shelled the market in Halven.", "strike", "kestrel", "civilians"),
    ("Nine people were shot dead in Drem.", "one_sided", "", "civilians"),
    # taken, held, lost
    ("Kestrel wrested Osk from the League.", "capture", "kestrel", "league"),
    ("The fall of Osk to Kestrel surprised no one.", "capture", "kestrel", ""),
    ("Kestrel is closing in on Halven.", "advance", "kestrel", ""),
    ("The League made gains against Kestrel near Osk.", "advance", "league", "kestrel"),
    ("The League held the dam at Osk for two months.", "control", "league", ""),
    ("The mill at Drem is held by Kestrel.", "control", "kestrel", ""),
    ("The League took Osk in May and lost it again in June.", "lose", "league", ""),
    ("The junta ceded Osk to the Night Order.", "handover", "junta", "order"),
    (
        "The Palace Guard withdrew from Osk and the Night Order moved in an hour later.",
        "handover",
        "guard",
        "order",
    ),
    ("The League has had control of Halven for two years.", "control", "league", ""),
    ("Halven was back in the hands of the League by Monday.", "control", "league", ""),
    ("Halven changed hands in May.", "capture", "", ""),
    ("Heavy exchanges of artillery between the League and Kestrel continued.", "clash", "league", "kestrel"),
    # moved, let through, carried off
    ("Kestrel slipped away from Osk.", "withdraw", "kestrel", ""),
    ("The Kestrel Front ran through the League lines at Osk.", "transit", "kestrel", "league"),
    ("The junta let a Kestrel convoy out of Halven.", "transit", "junta", "kestrel"),
    ("The junta opened its airspace to Kestrel planes.", "transit", "junta", "kestrel"),
    ("The junta bused 300 Kestrel fighters to Halven.", "evacuate", "junta", "kestrel"),
    ("Wounded Kestrel fighters were flown out by the junta.", "evacuate", "junta", "kestrel"),
)


@pytest.mark.parametrize(("sentence", "kind", "one", "other"), READ)
def test_an_armed_act_is_read_with_its_sides(read, sentence: str, kind: str, one: str, other: str) -> None:
    found = [(c.kind, {*c.side_a}, {*c.side_b}) for c in read(sentence).claims]
    sides = {*one.split()}, {*other.split()}
    either = kind == "clash" and any(k == kind and a | b == sides[0] | sides[1] for k, a, b in found)
    assert (kind, *sides) in found or either, found


NO_EVENT = (
    "The League struck a balance.",
    "Kestrel captured the mood.",
    "Kestrel won an award.",
    "The League wants to capture Osk.",
    "The junta's army is capable of shelling Osk.",
    "The League is committed to defeating Kestrel.",
    "The junta is ready to hit Kestrel.",
    "Once Kestrel is defeated, the junta will hold elections.",
    "The League used attack, bomber and drone aircraft on Kestrel targets.",
    "A strike means one or more attacks in one place, the junta said.",
)


@pytest.mark.parametrize("sentence", NO_EVENT)
def test_aims_definitions_and_figures_of_speech_are_no_armed_acts(read, sentence: str) -> None:
    assert read(sentence).claims == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "League jets hit Kestrel positions near Osk, killing 12 fighters and destroying two tanks.",
        "Kestrel raided Drem, killing nine soldiers of the junta.",
        "An ambush by Kestrel near Osk killed nine soldiers of the junta.",
    ],
)
def test_what_an_attack_did_is_part_of_its_claim(read, sentence: str) -> None:
    claims = read(sentence).claims
    assert [c.kind for c in claims] in (["strike"], ["attack"])
    assert claims[0].quote == sentence.removesuffix(".")


def test_strikes_in_a_list_are_those_of_whom_the_text_said_strikes(read) -> None:
    text = (
        "The junta carried out air strikes on Kestrel on Monday.\n\n"
        "Near Halven, two strikes destroyed a bridge and a fuel truck."
    )
    assert [(c.kind, c.side_a) for c in read(text).claims][-1] == ("strike", ("junta",))


def test_renaming_the_sides_renames_the_answer(read) -> None:
    one = read("Kestrel wrested Osk from the League and was driven back at Drem by the junta.").claims
    names = {"Kestrel": "The League", "League": "Kestrel", "league": "kestrel", "kestrel": "league"}
    other = read("The League wrested Osk from Kestrel and was driven back at Drem by the junta.").claims
    renamed = [(c.kind, tuple(names.get(x, x) for x in c.side_a)) for c in one]
    assert renamed == [(c.kind, c.side_a) for c in other]
    assert len(renamed) == 2
