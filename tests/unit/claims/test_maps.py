"""What legends and captions of maps say about who holds what."""

from datetime import date

import pytest

CAPTION = "Map of Halven, 3 May 2030 (source: Tarn Observer)"
LEGEND = "Black: Kestrel Front; Red: the junta"


def control(read, text: str) -> list[tuple[str, ...]]:
    return [claim.side_a for claim in read(text).claims if claim.kind == "control"]


@pytest.mark.parametrize("text", [f"{CAPTION}\n\n{LEGEND}", f"{LEGEND}\n\n{CAPTION}"], ids=["under", "over"])
def test_a_legend_says_who_holds_ground_at_its_map_s_place_and_day(read, text: str) -> None:
    first, second = read(text).claims
    assert [(c.kind, c.side_a, c.quote) for c in (first, second)] == [
        ("control", ("kestrel",), "Black: Kestrel Front"),
        ("control", ("junta",), "Red: the junta"),
    ]
    for claim in (first, second):
        assert [place.name for place in claim.places] == ["Halven"]
        assert claim.date == (date(2030, 5, 3), date(2030, 5, 4))
        (maker,) = claim.attribution
        assert (maker.source, text[maker.start : maker.end]) == ("Tarn Observer", "Tarn Observer")
        assert text[claim.start : claim.end] == claim.quote


def test_a_legend_of_no_place_says_nothing_that_could_be_checked(read) -> None:
    assert control(read, LEGEND) == []
    assert control(read, f"Legend of the map\n\n{LEGEND}") == []


def test_a_sign_may_name_its_place_itself(read) -> None:
    (claim,) = read("Red: Halven, held by the junta").claims
    assert (claim.kind, claim.side_a, [p.name for p in claim.places]) == ("control", ("junta",), ["Halven"])
    assert claim.confidence < 0.5


@pytest.mark.parametrize(
    "entry",
    [
        "Blue arrows: advance of the League",
        "Yellow: recaptured by the League",
        "Red line: the League",
        "Grey: desert",
    ],
)
def test_a_sign_that_marks_no_held_ground_claims_no_control(read, entry: str) -> None:
    assert control(read, f"{CAPTION}\n\nBlack: Kestrel Front; {entry}") == [("kestrel",)]


@pytest.mark.parametrize(
    ("caption", "quote"),
    [
        (
            "Map 2: Positions of the League around Halven on 4 May 2030",
            "Positions of the League around Halven",
        ),
        ("Photo: Halven, held by the League", "Halven, held by the League"),
        ("Map 2: The League holds Halven", "The League holds Halven"),
    ],
)
def test_a_caption_is_read_where_it_says_who_holds_a_place(read, caption: str, quote: str) -> None:
    (claim,) = read(f"The war went on.\n\n{caption}").claims
    assert (claim.kind, claim.side_a, claim.side_b) == ("control", ("league",), ())
    assert [place.name for place in claim.places] == ["Halven"]
    assert claim.quote.startswith(quote)


@pytest.mark.parametrize(
    "caption", ["Photo by Jon Marl / League", "Image: the League in Halven", "Map: Halven"]
)
def test_a_credit_or_a_bare_title_says_nothing(read, caption: str) -> None:
    assert read(f"The war went on.\n\n{caption}").claims == ()


def test_the_act_in_a_caption_is_read_as_in_a_sentence(read) -> None:
    (claim,) = read("Photo: League fighters attacked the Kestrel Front near Halven").claims
    assert (claim.kind, claim.side_a, claim.side_b) == ("attack", ("league",), ("kestrel",))
