"""Numbers of men and arms, losses, deserters and charges, in an invented war."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded

STRENGTHS = (
    ("defect league>kestrel", "Dozens of League soldiers defected to Kestrel."),
    ("defect league>kestrel", "Twenty League men gave themselves up to Kestrel."),
    ("defect league>kestrel", "Twenty League men turned themselves in to Kestrel."),
    ("defect league>kestrel", "A League captain came over to Kestrel with seventy men."),
    ("defect league>kestrel", "League fighters surrendered to Kestrel in Halven."),
    ("defect league>kestrel", "Defectors from the League joined Kestrel."),
    ("defect league>kestrel", "Kestrel took in a whole company of League deserters."),
    ("defect league>kestrel", "The League switched sides to Kestrel."),
    ("capacity league>", "The League is outnumbered."),
    ("capacity league>kestrel", "The League is outnumbered by Kestrel."),
    ("capacity league>", "The League lacks the men to hold Halven."),
    ("capacity league>", "The League has 2,500 fighters in Halven."),
    ("capacity league>", "The League had no artillery in Halven."),
    ("capacity league>", "The League is short of ammunition."),
    ("capacity league>", "The League ran out of fuel."),
    ("capacity league>", "League forces are overstretched."),
    ("capacity league>", "The League lost the capability to strike from the air."),
    ("figure league>kestrel", "The League put Kestrel losses at 17."),
    ("accuse marsh>league", "The Marshmen accused the League of treason."),
)
NO_CLAIM = (
    "The League has 2,500 prisoners in Halven.",
    "The League has no comment.",
    "The League has two spokesmen.",
    "The League was calm.",
    "Most League members live in Halven.",
    "Former League ministers live abroad.",
    "The League put the date at 17 March.",
)


@pytest.mark.parametrize(("fact", "sentence"), STRENGTHS)
def test_a_sentence_tells_its_fact(tells: Callable[[str, str], None], fact: str, sentence: str) -> None:
    tells(fact, sentence)


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_a_sentence_about_something_else_tells_nothing(read: Callable[[str], Coded], sentence: str) -> None:
    assert read(sentence).claims == ()
