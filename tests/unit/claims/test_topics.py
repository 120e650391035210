"""What only takes up what a text has told is not claimed again."""

import pytest

TOLD = "The Palace Guard and Kestrel made a deal on 3 May. "
FOUGHT = "Kestrel attacked the League at Osk on 3 May. "


def kinds(read, text: str) -> list[str]:
    return [claim.kind for claim in read(text).claims]


@pytest.mark.parametrize(
    "text",
    [
        "The deal between the Palace Guard and Kestrel did not involve prisoners.",
        "The collaboration of the Palace Guard and Kestrel is not surprising.",
        "The most recent collaboration between the junta and Kestrel shows how weak both are.",
        "The envoys know that the junta has made such deals with Kestrel.",
        "All this was done in consultation between Kestrel and the junta.",
    ],
)
def test_a_dealing_that_was_told_is_told_once(read, text: str) -> None:
    coded = read(TOLD + text)
    assert [claim.kind for claim in coded.claims] == ["deal"]


@pytest.mark.parametrize(
    "text",
    [
        "The junta made a deal with the League on 9 May.",
        "The junta made a second deal with Kestrel on 9 May.",
        "The junta and Kestrel signed an agreement at Osk.",
        "The junta sold Kestrel 40 lorries of grain.",
        "The deal between the Marsh Brigades and Kestrel was signed at Osk.",
        "Kestrel attacked the League in collaboration with the Marsh Brigades.",
    ],
)
def test_what_is_new_in_it_is_told(read, text: str) -> None:
    assert len(kinds(read, TOLD + text)) >= 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack by Kestrel on the League surprised everyone.", ["attack"]),
        ("The attack by Kestrel on the Marsh Brigades surprised everyone.", ["attack", "attack"]),
        ("Two more attacks by Kestrel on the League followed.", ["attack", "attack"]),
        ("Kestrel shelled the League at Drem on 4 May.", ["attack", "strike"]),
    ],
)
def test_a_fight_is_told_again_only_where_it_is_another(read, text: str, expected: list[str]) -> None:
    assert kinds(read, FOUGHT + text) == expected


def test_repetitions_are_counted(read) -> None:
    coded = read(TOLD + "The deal between the Palace Guard and Kestrel is a shame.")
    assert coded.dropped == {"said before": 1}


@pytest.mark.parametrize("when", ["During the attack", "Before the attack", "Since the siege"])
def test_a_fight_that_only_says_when_has_no_sides_of_the_clause_around_it(read, when: str) -> None:
    assert "attack" not in kinds(read, f"{when} the League had rested at Osk.")


def test_a_title_takes_up_what_the_text_told(read) -> None:
    text = "The junta let Kestrel leave Osk.\n\nMap 2: Transfer of Kestrel by the junta from Osk to Drem\n"
    assert kinds(read, text) == ["withdraw"]


def test_a_title_of_who_advances_takes_up_a_fight_that_was_told(read) -> None:
    title = "\n\nMap 1: Advance of Kestrel at Osk\n"
    assert kinds(read, "Kestrel attacked the League." + title) == ["attack"]
    assert kinds(read, "The Marsh Brigades attacked the League." + title) == ["attack", "advance"]


def test_help_that_was_told_is_not_told_again_beside_another_act(read) -> None:
    assert kinds(
        read, TOLD + "The Marsh Brigades watched. Kestrel entered Osk with the help of the junta."
    ) == [
        "deal",
        "advance",
    ]
