"""Which places and figures of a text belong to a claim, in an invented war and in a real country."""

import pytest


def where(read, text: str) -> list[str]:
    return [place.name for place in read(text).claims[-1].places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kestrel took the town of Osk. The League shelled the town.", ["Osk"]),
        ("Kestrel fled from Osk. The Palace Guard attacked Kestrel in the same area.", ["Osk"]),
        ("Kestrel fled from Osk to Drem. The Palace Guard captured the walled city.", ["Drem"]),
        ("Kestrel fled from Osk. The Palace Guard attacked Kestrel.", []),
        ("Kestrel fled from Osk. The Palace Guard attacked Kestrel in the town of Drem.", ["Drem"]),
        ("Kestrel fled from Osk.\n\nThe Palace Guard shelled the town.", []),
        ("It was calm near Osk, where Kestrel attacked the League.", ["Osk"]),
        ("Kestrel attacked the League near Osk, Bolivia.", ["Osk"]),
        ("Kestrel attacked the League near Osk in northern Bolivia.", ["Osk"]),
        ("Kestrel attacked the League in Osk province, Bolivia.", ["Osk province"]),
        ("Kestrel attacked the League in Bolivia.", ["Bolivia"]),
        ("Kestrel attacked the soldiers of Bolivia at Osk.", ["Osk"]),
    ],
)
def test_the_places_of_a_claim(read, text: str, places: list[str]) -> None:
    assert where(read, text) == places


@pytest.mark.parametrize("thing", ["an IED", "two VBIEDs", "a T-62", "the Bolivians", "the Sarks"])
def test_things_and_peoples_that_are_taken_or_struck_are_no_places(read, thing: str) -> None:
    claims = read(f"Kestrel attacked {thing} of the League near Osk.").claims
    assert [place.name for claim in claims for place in claim.places] == ["Osk"] * len(claims)


@pytest.mark.parametrize("name", ["Osk", "Saint Drem", "Tell-Marn"])
def test_an_unknown_name_that_is_taken_is_a_place(read, name: str) -> None:
    assert where(read, f"Kestrel captured {name} from the League.") == [name]


def test_a_figure_that_hangs_on_a_clause_is_its_own(read) -> None:
    claims = read("Kestrel opened the road for 300 fighters of the League.").claims
    assert next(claim.figures for claim in claims if claim.kind == "transit") == {"fighters": 300.0}
