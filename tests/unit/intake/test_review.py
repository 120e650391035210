"""What a person decides goes into the case whole, or is refused with every reason; anchors stay exact."""

import dataclasses
import hashlib
import json
import pathlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, documents, text_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import REVIEWS, reviewed_claims, reviews
from holdfire.errors import AnchorError, DocumentError, ReviewError
from holdfire.inquiry.grouping import allegations
from holdfire.inquiry.reading import claims
from holdfire.inquiry.reviewing import review_agreement
from holdfire.inquiry.verifying import verify
from holdfire.inquiry.why import Reason, why
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.intake.review import Missed, add_claim, review_claim
from holdfire.model.actor import Actor
from holdfire.model.claim import Claim
from holdfire.model.ids import claim_id
from holdfire.records.registry import write_registry
from holdfire.records.values import encode, lines

ANN = Act(by="ann", at="2031-01-01T00:00:00+00:00")
BEN = Act(by="ben", at="2031-01-02T00:00:00+00:00")
ACTORS_OF_VELMAR = (
    Actor(id="crown", name="Crown of Velmar", kind="state", aliases=("the Crown",)),
    Actor(id="league", name="River League"),
    Actor(id="guard", name="Coast Guard of Velmar"),
)
TEXT = (
    "The River League made a deal with the Crown near Ost, said Jon Marl. The Coast Guard was shelled. "
    "🕊 The Coast Guard was shelled. Ost fell."
)
DEAL, SHELLED = "The River League made a deal with the Crown near Ost", "The Coast Guard was shelled"


def proposed(case: Case, quote: str, kind: str, **fields: object) -> Claim:
    """Make a claim as a coder puts it forward."""
    (document,) = documents(case)
    text = text_of(case, document.folder)
    start = text.index(quote)
    end = start + len(quote)
    named = {"side_a": (), "side_b": (), "coder": "rules/1", **fields}
    return Claim(
        id=claim_id(document.folder, start, end, kind, 0),
        document=document.folder,
        text_sha256=document.text_sha256,
        start=start,
        end=end,
        quote=quote,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
        kind=kind,
        **named,
    )


def recoded(case: Case, *found: Claim) -> None:
    """Store what another coder proposes in place of what the last one did."""
    (document,) = documents(case)
    case.commit(ANN, "code", write={f"documents/{document.folder}/claims.jsonl": lines(found)})


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    registry = tmp_path / "actors.toml"
    registry.write_text(write_registry(ACTORS_OF_VELMAR))
    case = new_case(tmp_path / "case", title="x", actors=registry, act=ANN)
    (tmp_path / "one.txt").write_text(TEXT)
    add_documents(case, [tmp_path / "one.txt"], About(published=date(2017, 3, 5)), ANN)
    recoded(case, proposed(case, DEAL, "deal", side_a=("league",), side_b=("crown",), against=("guard",)))
    return case


def only(case: Case) -> Claim:
    (found,) = claims(case)
    return found


def test_a_decision_is_one_line_and_leaves_the_coders_claims_alone(case: Case):
    before = case.logged()
    review_claim(case, only(case).id, "accept", ANN, note="clear")
    after = dict(case.logged())
    assert after.pop(REVIEWS)
    assert after == before
    (row,) = case.read(REVIEWS).splitlines()
    kept = json.loads(row)
    assert (kept["decision"], kept["by"], kept["note"], kept["seen"]["quote"]) == (
        "accept",
        "ann",
        "clear",
        DEAL,
    )
    assert only(case).status == "accepted"
    assert verify(case) == ()


def test_a_rejected_claim_stays_listed_and_feeds_no_allegation(case: Case):
    assert len(allegations(case)) == 1
    review_claim(case, only(case).id, "reject", ANN)
    assert only(case).status == "rejected"
    assert allegations(case) == ()
    review_claim(case, only(case).id, "undo", ANN)
    assert only(case).status == "proposed"
    assert len(allegations(case)) == 1


def test_a_correction_reads_names_dates_speakers_and_characters(case: Case):
    changes = {
        "kind": "truce",
        "side_a": "River League, the Crown",
        "side_b": "",
        "against": "",
        "date": "2017-03-01..2017-03-04",
        "places": "Ost, Nether Ost",
        "attribution": "Jon Marl",
        "modality": "alleged",
        "figures": "villages:15",
        "quote": "The River League made a deal with the Crown",
    }
    review_claim(case, only(case).id, "correct", ANN, changes=changes)
    found = only(case)
    assert (found.kind, found.side_a, found.side_b, found.against) == ("truce", ("league", "crown"), (), ())
    assert found.date == (date(2017, 3, 1), date(2017, 3, 4))
    assert [place.name for place in found.places] == ["Ost", "Nether Ost"]
    (link,) = found.attribution
    assert TEXT[link.start : link.end] == "Jon Marl"
    assert TEXT[found.start : found.end] == found.quote == changes["quote"]
    assert (found.modality, found.figures, found.status) == ("alleged", {"villages": 15}, "accepted")
    assert verify(case) == ()


def test_every_bad_field_is_refused_at_once_and_nothing_is_written(case: Case):
    changes = {
        "kind": "quarrel",
        "side_a": "Nobody at all",
        "date": "2017-03-04..2017-03-04",
        "modality": "sure",
        "attribution": "Joan Marl",
        "figures": "fifteen",
        "quote": "The River League struck a deal",
        "colour": "red",
    }
    with pytest.raises(ReviewError) as refused:
        review_claim(case, only(case).id, "correct", ANN, changes=changes)
    assert {problem.file for problem in refused.value.problems} == set(changes)
    assert REVIEWS not in case.logged()


@pytest.mark.parametrize("value", ["2017", "2017-02-30", "2017-03-04..2017-03-01", "9999-12-31", "x..y"])
def test_a_date_is_a_day_or_half_open_days(case: Case, value: str):
    with pytest.raises(ReviewError, match="date"):
        review_claim(case, only(case).id, "correct", ANN, changes={"date": value})


@pytest.mark.parametrize(
    ("decision", "changes"), [("accept", {"kind": "truce"}), ("add", {}), ("correct", {}), ("maybe", {})]
)
def test_a_decision_that_means_nothing_is_refused(case: Case, decision: str, changes: dict[str, str]):
    with pytest.raises(ReviewError):
        review_claim(case, only(case).id, decision, ANN, changes=changes)
    with pytest.raises(ReviewError, match="no claim is called"):
        review_claim(case, "c_0", "accept", ANN)
    with pytest.raises(ReviewError, match="ben has decided nothing"):
        review_claim(case, only(case).id, "undo", BEN)


def test_a_missed_claim_is_added_by_its_exact_characters(case: Case):
    fields = {"side_b": ["Coast Guard of Velmar"], "date": "2017-03-02"}
    missed = Missed(document="one.txt", quote=SHELLED, kind="strike", fields=fields, occurrence=2)
    made = add_claim(case, missed, BEN)
    found = next(claim for claim in claims(case) if claim.id == made.claim)
    assert (found.start, found.quote) == (TEXT.rindex(SHELLED), SHELLED)
    assert (found.side_b, found.coder, found.status) == (("guard",), "review", "accepted")
    assert (found.prefix, found.suffix) == (TEXT[found.start - 32 : found.start], ". Ost fell.")
    assert verify(case) == ()
    with pytest.raises(ReviewError, match="says that already"):
        add_claim(case, missed, ANN)
    other = add_claim(case, dataclasses.replace(missed, fields={}), ANN)
    assert other.claim != made.claim


def test_whoever_added_a_claim_may_let_it_go_and_take_it_up_again(case: Case):
    claim = add_claim(case, Missed(document="one.txt", quote="Ost fell", kind="lose"), ANN).claim
    review_claim(case, claim, "reject", ANN)
    assert claim not in {c.id for c in claims(case)}
    review_claim(case, claim, "accept", ANN)
    (found,) = [c for c in claims(case) if c.id == claim]
    assert (found.status, found.coder) == ("accepted", "review")
    assert verify(case) == ()


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        (SHELLED, "stands 2×"),
        ("The Coast Guard was bombed", "character for character"),
        ("said  Jon\nMarl", "blanks and line breaks"),
        ("", "character for character"),
    ],
)
def test_a_quote_that_is_not_there_or_not_one_is_refused_with_the_rest(case: Case, quote: str, why: str):
    missed = Missed(document="one.txt", quote=quote, kind="quarrel")
    with pytest.raises(ReviewError, match=why) as refused:
        add_claim(case, missed, ANN)
    assert {problem.file for problem in refused.value.problems} == {"quote", "kind"}


def test_an_occurrence_that_is_not_there_and_an_unknown_document_are_refused(case: Case):
    with pytest.raises(ReviewError, match="no occurrence 3"):
        add_claim(case, Missed(document="one.txt", quote=SHELLED, kind="strike", occurrence=3), ANN)
    with pytest.raises(DocumentError, match=r"no document is called two\.txt"):
        add_claim(case, Missed(document="two.txt", quote=SHELLED, kind="strike"), ANN)


def test_a_side_that_only_a_coder_proposed_is_known(case: Case):
    (document,) = documents(case)
    coding = {
        "coders": ["rules/1"],
        "inputs": "",
        "claims": 1,
        "proposals": [{"id": "hill_band", "name": "Hill Band", "mentions": 1}],
    }
    case.commit(ANN, "code", write={f"documents/{document.folder}/coding.json": encode(coding)})
    review_claim(case, only(case).id, "correct", ANN, changes={"side_b": "hill band, civilians"})
    assert only(case).side_b == ("hill_band", "civilians")
    named = (*ACTORS_OF_VELMAR, Actor(id="hb", name="The Hill Men", aliases=("Hill Band",)))
    case.commit(ANN, "actors", write={ACTORS: write_registry(named).encode()})
    assert only(case).side_b == ("hb", "civilians")


def test_a_decision_follows_its_claim_to_another_id_and_keeps_its_own(case: Case):
    first = only(case)
    review_claim(case, first.id, "accept", ANN)
    recoded(case, dataclasses.replace(proposed(case, DEAL, "deal"), id="c_" + "0" * 16, side_a=("league",)))
    found = only(case)
    assert (found.id, found.status, found.side_b) == (first.id, "accepted", ("crown",))
    assert reviewed_claims(case).orphans == ()


def test_what_no_coder_proposes_any_more_is_an_orphan_and_stays_if_people_stand_by_it(case: Case):
    first = only(case)
    review_claim(case, first.id, "accept", ANN)
    recoded(case)
    found = only(case)
    assert (found.id, found.coder, found.status) == (first.id, "review", "accepted")
    (orphan,) = reviewed_claims(case).orphans
    assert (orphan.why, orphan.shown) == ("no coder proposes it any more", True)
    review_claim(case, first.id, "reject", ANN)
    assert claims(case) == ()
    (orphan,) = reviewed_claims(case).orphans
    assert not orphan.shown
    assert "no coder proposes it" in why(case, first.id).what


def test_decisions_on_an_older_text_layer_are_found_again_by_their_characters(case: Case):
    review_claim(case, only(case).id, "accept", ANN)
    (document,) = documents(case)
    folder = f"documents/{document.folder}"

    def reread(text: str) -> None:
        meta = dataclasses.replace(document, text_sha256=hashlib.sha256(text.encode()).hexdigest())
        write = {f"{folder}/text.txt": text.encode(), f"{folder}/meta.json": encode(meta)}
        case.commit(ANN, "read again", write={**write, f"{folder}/claims.jsonl": b""})

    reread("Menu. " + TEXT)
    found = only(case)
    assert (found.start, found.quote) == (6, DEAL)
    reread("Another text.")
    assert claims(case) == ()
    (orphan,) = reviewed_claims(case).orphans
    assert orphan.why == "its characters are not in the text any more"


def test_a_changed_anchor_of_a_decision_is_named_by_its_line_on_every_read_and_by_verify(case: Case):
    review_claim(case, only(case).id, "accept", ANN)
    review_claim(case, only(case).id, "accept", BEN)
    first, second = case.read(REVIEWS).splitlines(keepends=True)
    wrong = re.sub(rb'"start": 0', rb'"start": 1', second)
    assert wrong != second
    case.commit(ANN, "edit", write={REVIEWS: first + wrong})
    with pytest.raises(AnchorError, match=r"reviews\.jsonl, line 2"):
        claims(case)
    messages = [str(fault) for fault in verify(case)]
    assert any(message.startswith("reviews.jsonl, line 2: ") and "holds" in message for message in messages)
    assert any("changed decisions that were made before" in message for message in messages)


def test_a_decision_that_was_taken_out_is_named(case: Case):
    review_claim(case, only(case).id, "reject", ANN)
    review_claim(case, only(case).id, "accept", BEN)
    case.commit(ANN, "edit", write={REVIEWS: case.read(REVIEWS).splitlines(keepends=True)[1]})
    (fault,) = verify(case)
    assert (fault.file, fault.line) == (REVIEWS, None)
    assert "changed decisions" in fault.message


def test_why_shows_who_decided_what(case: Case):
    review_claim(case, only(case).id, "correct", ANN, changes={"kind": "truce"}, note="a truce, he says")
    review_claim(case, only(case).id, "reject", BEN)

    def said(reason: Reason) -> list[str]:
        return [reason.what, *(text for part in reason.rests_on for text in said(part))]

    told = said(why(case, only(case).id))
    assert "ann: correct (kind deal → truce; “a truce, he says”)" in told
    assert "ben: reject" in told
    assert any(text.startswith("proposed after 2 decisions: reviewers differ") for text in told)


def test_reviewers_who_write_at_once_all_keep_their_lines(case: Case):
    claim, times = only(case).id, 6

    def decide(name: str) -> None:
        own = Case.open(case.path)
        for n in range(times):
            review_claim(own, claim, ("accept", "reject")[n % 2], Act(by=name, at="2031-01-01"))

    names = ("ann", "ben", "cy")
    with ThreadPoolExecutor(len(names)) as threads:
        list(threads.map(decide, names))
    found = reviews(case)
    assert {name: [r.decision for r in found if r.by == name] for name in names} == dict.fromkeys(
        names, ["accept", "reject"] * (times // 2)
    )
    assert verify(case) == ()


def test_agreement_and_precision_count_what_was_decided(case: Case):
    deal = proposed(case, DEAL, "deal", side_a=("league",), side_b=("crown",))
    shelled, fell = proposed(case, SHELLED, "strike"), proposed(case, "Ost fell", "capture")
    recoded(case, deal, shelled, fell)
    review_claim(case, deal.id, "accept", ANN)
    review_claim(case, deal.id, "accept", BEN)
    review_claim(case, shelled.id, "reject", ANN)
    review_claim(case, shelled.id, "reject", BEN)
    review_claim(case, fell.id, "correct", ANN, changes={"kind": "handover"})
    add_claim(case, Missed(document="one.txt", quote="said Jon Marl", kind="say"), ANN)
    found = review_agreement(case)
    assert (found.reviewers, found.reviews, found.claims) == (("ann", "ben"), 6, 4)
    assert (found.decision.alpha, found.decision.units) == (1.0, 2)
    assert (found.kind.alpha, found.kind.units) == (None, 1)
    one = found.precision
    assert (one.right, one.corrected, one.rejected, one.disputed) == (1, 1, 1, 0)
    assert one.right_share == pytest.approx(1 / 3)
    assert one.kept_share == pytest.approx(2 / 3)
    assert set(found.by_kind) == {"deal", "strike", "capture"}
    assert found == review_agreement(case)
    recoded(case, dataclasses.replace(deal, coder="rules/2"))
    review_claim(case, deal.id, "reject", ANN)
    again = review_agreement(case)
    assert {name: (p.right, p.disputed) for name, p in again.by_coder.items()} == {
        "rules/1": (1, 0),
        "rules/2": (0, 0),
    }
