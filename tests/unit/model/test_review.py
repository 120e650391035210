"""What decisions on one claim come to: one rule for one reviewer and for several who differ."""

from dataclasses import replace

import pytest

from holdfire.model.claim import Claim, ClaimPlace, ClaimStatus
from holdfire.model.review import CODER, Decision, Review, differences, settled, standing

CLAIM = Claim(
    id="c_1",
    document="d",
    text_sha256="t",
    start=0,
    end=5,
    quote="a b c",
    prefix="",
    suffix="",
    kind="deal",
    side_a=("red",),
    side_b=("blue",),
    coder="rules/1",
)


def review(decision: str, by: str = "ann", *, seen: Claim = CLAIM, made: Claim | None = None) -> Review:
    return Review(claim="c_1", decision=Decision(decision), by=by, at="2031", seen=seen, made=made)


def correction(by: str = "ann", **fields: object) -> Review:
    return review("correct", by, made=replace(CLAIM, **fields))


def test_the_latest_decision_of_each_reviewer_stands_and_undo_takes_it_back():
    every = [review("accept"), review("accept", "ben"), review("reject"), review("undo", "ben")]
    assert [(r.by, r.decision) for r in standing(every)] == [("ann", "reject")]


@pytest.mark.parametrize(("decision", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_one_decision_sets_the_status_and_nothing_else(decision: str, status: str):
    assert settled(CLAIM, [review(decision)]) == replace(CLAIM, status=ClaimStatus(status))


def test_a_correction_is_read_as_corrected():
    found = settled(CLAIM, [correction(side_b=("green",))])
    assert found is not None
    assert (found.side_b, found.status, found.review_note) == (("green",), "accepted", None)


def test_an_accepted_claim_reads_as_it_was_accepted_whatever_the_coder_makes_of_it_later():
    later = replace(CLAIM, side_b=("green",), coder="rules/2")
    found = settled(later, [review("accept")])
    assert found is not None
    assert (found.side_b, found.status, found.coder) == (("blue",), "accepted", "rules/2")
    assert found.review_note == "rules/2 reads side_b otherwise"


def test_a_rejection_is_of_what_was_read_and_not_of_another_reading():
    later = replace(CLAIM, side_b=("green",))
    found = settled(later, [review("reject")])
    assert found is not None
    assert found.status == "proposed"
    assert found.review_note == "ann rejected another reading of it: side_b changed since"
    accepted = settled(later, [review("reject"), review("accept", "ben", seen=later)])
    assert accepted is not None
    assert (accepted.status, accepted.side_b) == ("accepted", ("green",))


@pytest.mark.parametrize(
    "other", [review("reject", "ben"), correction("ben", side_b=("green",)), correction("ben", kind="truce")]
)
def test_where_reviewers_differ_the_claim_stays_as_proposed_and_says_so(other: Review):
    for decisions in ([review("accept"), other], [other, review("accept")]):
        found = settled(CLAIM, decisions)
        assert found is not None
        assert replace(found, review_note=None) == CLAIM
        assert "ann accepts it" in (found.review_note or "")


def test_two_who_correct_alike_agree():
    found = settled(CLAIM, [correction("ann", kind="truce"), correction("ben", kind="truce")])
    assert found is not None
    assert (found.kind, found.status) == ("truce", "accepted")


def test_what_nobody_proposes_is_a_claim_where_people_stand_by_it():
    found = settled(None, [review("accept")])
    assert found is not None
    assert (found.coder, found.status) == (CODER, "accepted")
    assert settled(None, [review("reject")]) is None


def test_sides_of_symmetric_kinds_and_what_a_table_knows_of_a_place_make_no_difference():
    placed = replace(CLAIM, places=(ClaimPlace(name="Ost"),))
    assert differences(CLAIM, replace(CLAIM, side_a=("blue",), side_b=("red",))) == ()
    assert differences(placed, replace(placed, places=(ClaimPlace(name="Ost", lat=1.0, lon=2.0),))) == ()
    assert differences(CLAIM, replace(CLAIM, coder="rules/2", confidence=0.1, rules=("v.x",))) == ()
    attack = replace(CLAIM, kind="attack")
    changed = differences(attack, replace(attack, side_a=("blue",), side_b=("red",)))
    assert [change.field for change in changed] == ["side_a", "side_b"]
