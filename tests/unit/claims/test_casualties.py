"""Losses that a clause of their own counts: whose they are, and where the fight itself is the claim."""

from collections.abc import Callable

import pytest

from holdfire.claims import Coded

Tells = Callable[[str, str], None]


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("figure >league", "Ten League fighters died near Halven."),
        ("figure >junta", "Twelve soldiers were killed at Halven."),
        ("figure >junta", "Some thirty soldiers had lost their lives there."),
        ("figure >civilians", "Twenty civilians are known to have died."),
        (
            "figure >league,junta",
            "It ended in the death of seven League fighters and the wounding of five soldiers.",
        ),
        ("figure >junta", "Officials put the number of soldiers killed at 58."),
        ("figure kestrel>league", "Kestrel and the League met at Halven. Six League fighters were wounded."),
    ],
)
def test_losses_told_alone_are_a_figure(tells: Tells, fact: str, sentence: str) -> None:
    tells(fact, sentence)


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("attack kestrel>league", "Ten League fighters were killed by Kestrel."),
        ("attack kestrel>", "Ten people were killed in an attack by Kestrel near Halven."),
    ],
)
def test_who_did_it_makes_it_the_fight(
    tells: Tells, read: Callable[..., Coded], fact: str, sentence: str
) -> None:
    tells(fact, sentence)
    assert "figure" not in {claim.kind for claim in read(sentence).claims}


def test_losses_take_the_place_of_the_fight(read: Callable[..., Coded]) -> None:
    claims = read("The League attacked Kestrel at Halven. Four Kestrel fighters died.").claims
    (lost,) = (claim for claim in claims if claim.kind == "figure")
    assert [place.name for place in lost.places] == ["Halven"]
    assert lost.figures == {"fighters": 4}
