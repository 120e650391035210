"""Which claims exclude each other: voices, copies, places that may be several, days that are open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from holdfire.checks.contradictions import MOST, contradictions
from holdfire.checks.evidence import Evidence
from holdfire.model.check import CheckStatus, Finding
from holdfire.model.claim import Attribution, Claim, ClaimFigure, ClaimPlace, DateBasis, Modality, PlaceChoice
from holdfire.model.document import Document

DAY = (date(2031, 5, 3), date(2031, 5, 4))
MAY = (date(2031, 5, 1), date(2031, 6, 1))
TOWN = ClaimPlace(name="Kora", lat=10.0, lon=20.0, radius_km=5.0, basis="gazetteer")


def claim(number: int, kind: str = "clash", **more: object) -> Claim:
    usual: dict = {
        "id": f"c_{number}",
        "document": f"d{number}",
        "text_sha256": "0",
        "start": 0,
        "end": 9,
        "quote": f"words {number}",
        "prefix": "",
        "suffix": "",
        "kind": kind,
        "side_a": ("reds",),
        "side_b": ("blues",),
        "places": (TOWN,),
        "date": DAY,
        "date_basis": DateBasis.STATED,
        "coder": "hand",
    }
    return Claim(**{**usual, **more})


def found_in(*claims: Claim, outlets: dict[str, str] | None = None) -> list[Finding]:
    documents = {
        c.document: Document(
            folder=c.document,
            filename=f"{c.document}.txt",
            sha256=c.document,
            text_sha256=c.document,
            media_type="text/plain",
            published=date(2031, 6, 1) + timedelta(days=int(c.document[1:])),
            outlet=(outlets or {}).get(c.document, f"outlet {c.document}"),
        )
        for c in claims
    }
    return list(contradictions(Evidence(claims=claims, documents=documents)))


def sure(*claims: Claim, **more: dict[str, str]) -> list[Finding]:
    return [f for f in found_in(*claims, **more) if f.status is CheckStatus.INCONSISTENT]


QUIET = claim(1, "no_clash", date=MAY)


def test_a_verbatim_copy_counts_once_and_both_documents_are_named() -> None:
    clash = claim(2)
    copy = replace(clash, id="c_3", document="d3")
    found = sure(QUIET, clash, copy)
    assert [(f.claim, f.other) for f in found] == [("c_1", "c_2")]
    assert "outlet d3" in found[0].reason
    assert found[0].used["documents"] == ("outlet d1", "outlet d2", "outlet d3")


def test_one_outlet_against_itself_is_said_so() -> None:
    itself = sure(QUIET, claim(2), outlets={"d1": "Gazette", "d2": "Gazette"})
    others = sure(QUIET, claim(2))
    assert itself[0].used["same_voice"] is True
    assert "Gazette against itself" in itself[0].reason
    assert others[0].used["same_voice"] is False


def test_a_speaker_is_one_voice_wherever_he_is_quoted() -> None:
    said = (Attribution(source="Colonel X", relation="said", start=0, end=1),)
    found = sure(replace(QUIET, attribution=said), claim(2, attribution=said))
    assert found[0].used["same_voice"] is True
    assert "Colonel X" in found[0].reason


def test_an_author_who_refutes_whom_he_quotes_does_not_contradict_himself() -> None:
    said = (Attribution(source="Colonel X", relation="said", start=0, end=1),)
    quoted = claim(1, "no_clash", attribution=said)
    assert found_in(quoted, claim(2, document="d1", start=20)) == []
    two_quoted = claim(2, document="d1", start=20, attribution=(replace(said[0], source="Major Y"),))
    assert len(sure(quoted, two_quoted)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim(1, "clash", modality=Modality.DENIED), claim(2, "no_clash")),
        (claim(1, "no_clash", modality=Modality.DENIED), claim(2, "clash")),
        (claim(1, "attack", modality=Modality.DENIED), claim(2, "attack", modality=Modality.DENIED)),
    ],
)
def test_two_that_say_the_same_of_fighting_agree_however_they_put_it(one: Claim, other: Claim) -> None:
    assert found_in(one, other) == []


def test_no_fighting_that_is_denied_is_fighting() -> None:
    assert len(sure(claim(1, "no_clash", modality=Modality.DENIED), claim(2, "no_clash"))) == 1


def test_a_name_that_may_be_two_towns_leaves_it_open() -> None:
    either = ClaimPlace(
        name="Karu",
        basis="ambiguous",
        alternatives=(
            PlaceChoice(name="Karu", lat=10.0, lon=20.0),
            PlaceChoice(name="Karu", lat=15.0, lon=25.0),
        ),
    )
    found = found_in(QUIET, claim(2, places=(either,)))
    assert [f.status for f in found] == [CheckStatus.CANNOT_BE_CHECKED]


def test_a_village_without_coordinates_is_known_by_its_name() -> None:
    nowhere = (ClaimPlace(name="Al-Kora"),)
    assert len(sure(replace(QUIET, places=nowhere), claim(2, places=nowhere))) == 1
    assert sure(replace(QUIET, places=nowhere), claim(2, places=(ClaimPlace(name="Bira"),))) == []


def test_an_open_day_leaves_it_open_and_an_old_war_does_not_come_up() -> None:
    so_far = replace(QUIET, date=None, date_basis=DateBasis.NONE)
    assert [f.status for f in found_in(so_far, claim(2))] == [CheckStatus.CANNOT_BE_CHECKED]
    assert found_in(so_far, claim(2, date=(date(2029, 5, 3), date(2029, 5, 4)))) == []


def test_a_denial_without_day_or_place_is_one_of_any() -> None:
    never = claim(1, "deal", modality=Modality.DENIED, places=(), date=None, date_basis=DateBasis.NONE)
    assert len(sure(never, claim(2, "deal"))) == 1
    assert sure(never, claim(2, "deal", side_b=("greens",))) == []


def test_holders_that_follow_each_other_within_a_month_are_no_contradiction() -> None:
    one, other = claim(1, "control", side_b=(), date=MAY), claim(2, "control", side_a=("blues",), side_b=())
    assert sure(one, other) == []
    assert len(sure(replace(one, date=DAY), other)) == 1


def test_a_legend_that_names_no_place_gives_nobody_the_same_ground() -> None:
    legend = (ClaimPlace(name="Areas"),)
    one = claim(1, "control", side_b=(), places=legend)
    other = claim(2, "control", side_a=("blues",), side_b=(), places=legend, document="d1", start=20)
    assert found_in(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("killing 3 people", "wounding 12 people", False),
        ("killing 3 people", "12 people were killed", True),
        ("3 people killed", "12 people killed", True),
        ("3 people", "12 people were wounded", False),
        ("killing 3 people and wounding 12 others", "killing 3 people", False),
    ],
)
def test_figures_are_compared_where_they_count_the_same_fate(one: str, other: str, apart: bool) -> None:
    found = sure(
        *(
            claim(
                number,
                "attack",
                quote=quote,
                figure_details=tuple(
                    ClaimFigure(unit="people", value=v, low=v, high=v, start=quote.index(str(v)), end=0)
                    for v in (3, 12)
                    if str(v) in quote
                ),
            )
            for number, quote in enumerate((one, other), start=1)
        )
    )
    assert bool(found) is apart


def test_one_claim_lists_no_more_others_than_a_reader_can_read() -> None:
    many = [claim(n, quote=f"clash {n}", start=n) for n in range(2, 40)]
    found = sure(QUIET, *many)
    assert len(found) == MOST
    assert found[0].used["opposed_claims"] == len(many)


@pytest.mark.parametrize("hedged", [1, 2])
def test_what_may_have_been_excludes_nothing(hedged: int) -> None:
    moods = {hedged: Modality.HEDGED}
    said = [
        claim(n, kind, modality=moods.get(n, Modality.ASSERTED))
        for n, kind in ((1, "clash"), (2, "no_clash"))
    ]
    (found,) = found_in(*said)
    assert found.status is CheckStatus.CANNOT_BE_CHECKED
    assert "may be" in found.reason
