"""Sides, places and numbers of a claim in the words that texts use for them, in an invented war."""

import pytest

from holdfire.model.claim import Modality

YEARS = [
    ("In March 2015 Kestrel took Osk. In December the junta shelled Kestrel.", "2015-12-01"),
    ("In August 2015 Kestrel took Osk. In November the junta shelled Kestrel.", "2015-11-01"),
    ("In November 2015 Kestrel took Osk. In February the junta shelled Kestrel.", "2016-02-01"),
    ("In October 2015 Kestrel took Osk. In August the junta had shelled Kestrel.", "2015-08-01"),
    ("In January 2031 Kestrel took Osk. In December the junta had shelled Kestrel.", "2030-12-01"),
]


def sides(claim) -> str:
    return f"{','.join(claim.side_a)}>{','.join(claim.side_b)}"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In Osk the League attacked Kestrel.", ["Osk"]),
        ("At Osk the League has been besieging Kestrel.", ["Osk"]),
        ("At Osk Kestrel has been besieging the League.", ["Osk"]),
        ("In northern Osk Kestrel attacked the League.", ["northern Osk"]),
        ("In Osk the Marsh Brigades attacked the League.", ["Osk"]),
        ("Near Tell al-Osk Kestrel attacked the League.", ["Tell al-Osk"]),
        ("Kestrel, behind the tanks of the Bolivians, attacked the League at Osk.", ["Osk"]),
        ("Near Kestrel positions the Palace Guard attacked the League.", []),
    ],
)
def test_a_place_ends_where_a_side_begins(read, text: str, places: list[str]) -> None:
    assert [place.name for place in read(text).claims[0].places] == places


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bolivia struck Kestrel near Osk.", "bolivia>kestrel"),
        ("Bolivia has struck Kestrel more than thirty times.", "bolivia>kestrel"),
        ("South Sudan later sent tanks to Kestrel.", "south_sudan>kestrel"),
        ("In Bolivia the League attacked Kestrel.", "league>kestrel"),
        ("Radio Bolivia reported that the League attacked Kestrel.", "league>kestrel"),
    ],
)
def test_a_country_that_acts_is_a_side(read, text: str, told: str) -> None:
    assert [sides(claim) for claim in read(text).claims] == [told]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Kestrel sold the junta between 16,000 and 20,000 barrels a day.",
            {"barrels": 16000, "barrels_max": 20000},
        ),
        ("Kestrel killed 12 soldiers in Osk and 30 soldiers in Drem.", {"soldiers": 12, "soldiers_2": 30}),
        ("Kestrel killed 12 soldiers in Osk and 12 soldiers in Drem.", {"soldiers": 12}),
        ("Kestrel fired about forty 122-mm rounds into Osk.", {"rounds": 40}),
        ("The junta shelled Kestrel with 122-mm guns.", {}),
        ("The junta hit 2,000 of those tankers near Osk.", {"tankers": 2000}),
        ("Jets of the junta bombed Kestrel at Osk, killing 30.", {"killed": 30}),
        ("Jets of the junta bombed Kestrel at Osk, wounding five.", {"wounded": 5}),
        ("In eleven villages, the Osk Monitor says, Kestrel withdrew.", {"villages": 11}),
    ],
)
def test_all_numbers_of_a_claim(read, text: str, figures: dict[str, float]) -> None:
    assert figures in [claim.figures for claim in read(text).claims]


@pytest.mark.parametrize(("text", "day"), YEARS)
def test_a_month_without_a_year_is_near_the_one_told_of(read, text: str, day: str) -> None:
    when = read(text).claims[-1].date
    assert when is not None
    assert when[0].isoformat() == day


@pytest.mark.parametrize("verb", ["says", "claims", "alleges", "insists", "said"])
def test_a_speaker_between_a_subject_and_its_verb(read, verb: str) -> None:
    (claim,) = read(f"The junta, {verb} the Osk Institute, bought crude from Kestrel.").claims
    assert [step.source for step in claim.attribution] == ["Osk Institute"]
    assert claim.modality is not Modality.ASSERTED
    assert sides(claim) == "junta>kestrel"


@pytest.mark.parametrize("aside", ["reports of which nobody believed", "claims and all", "a buyer of claims"])
def test_nouns_between_a_subject_and_its_verb_are_no_speech(read, aside: str) -> None:
    (claim,) = read(f"The junta, {aside}, bought crude from Kestrel.").claims
    assert not claim.attribution
