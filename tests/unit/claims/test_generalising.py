"""Turns of phrase that texts on other wars brought: one invented sentence for each."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded

Tells = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        # whose soldiers
        ("attack junta>league", "Soldiers attacked the League near Halven."),
        ("attack junta>league", "The Army attacked the League near Halven."),
        ("attack league>kestrel", "Soldiers loyal to the League attacked Kestrel near Halven."),
        # cooperation
        ("cooperate league>kestrel", "The courier was betrayed to Kestrel by the League."),
        ("cooperate league>kestrel", "The League hid Kestrel fighters in Halven."),
        ("cooperate league>kestrel", "The League gave Kestrel technical assistance."),
        ("cooperate league>kestrel", "The League and Kestrel jointly guard the road to Halven."),
        (
            "cooperate league>kestrel!marsh",
            "Joint League and Kestrel operations against the Marshmen continue.",
        ),
        # what is said to have been done
        ("trade league>kestrel", "The League is said to have sold Kestrel rifles."),
        # ground
        ("control league>", "The League has been in control of Halven since May."),
        ("control league>", "The League holds the forest near Halven."),
        ("handover league>junta", "The League ceded Halven to the junta."),
        ("capture league>kestrel", "The League disarmed seven Kestrel fighters."),
        (
            "handover league>kestrel",
            "Last week the League turned its old checkpoint on the Halven road over to Kestrel.",
        ),
        # movement
        ("transit kestrel>league", "Forty League fighters had been led out through Kestrel lines."),
        ("transit league>kestrel", "League fighters landed on a shore controlled by Kestrel."),
        ("transit league>kestrel", "League boats passed a Kestrel post at Halven."),
        # less targeting, freeing, giving oneself up
        ("less_targeting junta>league", "The League barracks were not touched by the junta."),
        ("release league>", "The League gave 12 prisoners their liberty."),
    ],
)
def test_a_turn_of_phrase_tells_its_fact(tells: Tells, fact: str, sentence: str) -> None:
    tells(fact, sentence)


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("insurgents", "Kestrel has many friends.\n\nThe junta attacked the insurgents at Halven."),
        ("bandits", "Kestrel has many friends.\n\nThe junta attacked the bandits at Halven."),
    ],
)
def test_a_group_is_taken_up_where_the_text_has_named_only_one(
    read: Callable[..., Coded], word: str, first: str
) -> None:
    claim = read(first).claims[-1]
    assert (claim.kind, claim.side_a, claim.side_b) == ("attack", ("junta",), ("kestrel",)), word
    both = read(first.replace("Kestrel has", "Kestrel and the League have")).claims[-1]
    assert both.side_b not in (("kestrel",), ("league",))
