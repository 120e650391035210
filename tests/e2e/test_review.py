"""The command `review` from start to end, and a kill in its middle."""

import json
import pathlib
import shutil
import time

import numpy as np
import pytest
from command_line import Done, run_anew
from command_line import run as run_loaded
from killable_work import Workshop

from holdfire.case.act import Act
from holdfire.case.contents import documents, text_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import REVIEWS, reviews
from holdfire.inquiry.reading import claims
from holdfire.inquiry.verifying import verify
from holdfire.intake.review import Missed, add_claim

pytestmark = pytest.mark.e2e

REGISTRY = '[[actor]]\nid = "reds"\nname = "Reds"\n\n[[actor]]\nid = "blues"\nname = "Blues"\n'
TEXT = "The Reds made a deal with the Blues near Aba, says Ann.\nAba fell. In the night Aba fell.\n"
ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Make a case and code it, once for all tests of this file."""
    given = tmp_path_factory.mktemp("coded")
    (given / "actors.toml").write_text(REGISTRY)
    (given / "report.txt").write_text(TEXT)
    folder = given / "case"
    run("new", folder, "--actors", given / "actors.toml")
    run("-C", folder, "add", given / "report.txt", "--published", "2031-02-01")
    run("-C", folder, "claims")
    return folder


@pytest.fixture
def case(coded: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    return shutil.copytree(coded, tmp_path / "case")


def run(*arguments: object, code: int = 0, anew: bool = False) -> Done:
    done = (run_anew if anew else run_loaded)(*arguments)
    assert done.returncode == code, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def reply(case: pathlib.Path, *arguments: object) -> list[dict[str, object]]:
    return json.loads(run("-C", case, *arguments, "--json").stdout)


def test_two_reviewers_decide_differ_and_are_measured(case: pathlib.Path):
    deal = next(str(c["id"]) for c in reply(case, "claims") if c["kind"] == "deal")
    run("-C", case, "review", deal, "accept", "--by", "ann")
    run(
        "-C",
        case,
        "review",
        deal,
        "correct",
        "kind=truce",
        "date=2031-01-30",
        "--by",
        "ben",
        "--note",
        "he says so",
    )
    shown = {str(c["id"]): c for c in reply(case, "claims")}[deal]
    assert (shown["status"], shown["kind"]) == ("proposed", "deal")
    assert "reviewers differ" in str(shown["review_note"])
    run("-C", case, "review", deal, "undo", "--by", "ann")
    shown = {str(c["id"]): c for c in reply(case, "claims")}[deal]
    assert (shown["status"], shown["kind"], shown["date"]) == (
        "accepted",
        "truce",
        ["2031-01-30", "2031-01-31"],
    )
    assert [r["kind"] for r in reply(case, "claims", "--kind", "truce")] == ["truce"]
    told = reply(case, "review", "list")
    assert [(r["by"], r["decision"], r["stands"]) for r in told] == [
        ("ann", "accept", False),
        ("ben", "correct", True),
        ("ann", "undo", False),
    ]
    assert "ben: correct" in run("-C", case, "why", deal).stdout
    measured = json.loads(run("-C", case, "review", "agreement", "--json").stdout)
    assert measured["precision"]["corrected"] == 1
    assert "1 corrected" in run("-C", case, "review", "agreement").stdout
    run("-C", case, "verify")


def test_a_missed_claim_is_added_and_bad_fields_are_all_named(case: pathlib.Path):
    refused = run(
        "-C", case, "review", "add", "report.txt", "Aba fell", "quarrel", "--side-a", "Nobody", code=3
    )
    for part in ("quote: stands 2×", "kind: ", "side_a: no actor is called 'Nobody'"):
        assert part in refused.stderr
    dry = run("-C", case, "review", "add", "report.txt", "Aba fell", "lose", "--occurrence", 2, "--dry-run")
    assert "would be added" in dry.stdout
    assert not (case / REVIEWS).exists()
    given = ("--side-a", "Reds", "--side-b", "Blues", "--place", "Aba", "--date", "2031-01-29..2031-02-01")
    run(
        "-C",
        case,
        "review",
        "add",
        "report.txt",
        "Aba fell",
        "lose",
        "--occurrence",
        2,
        *given,
        "--said-by",
        "Ann",
    )
    (added,) = reply(case, "claims", "--kind", "lose")
    assert (added["start"], added["coder"], added["status"]) == (
        TEXT.rindex("Aba fell"),
        "review",
        "accepted",
    )
    assert (added["side_a"], added["side_b"]) == (["reds"], ["blues"])
    run("-C", case, "verify")


def test_a_rejected_claim_feeds_no_allegation_and_it_is_said(case: pathlib.Path):
    assert reply(case, "allegations")
    deal = next(str(c["id"]) for c in reply(case, "claims") if c["kind"] == "deal")
    run("-C", case, "review", deal, "reject", anew=True)
    done = run("-C", case, "allegations")
    assert "left out: 1 claim that reviewers rejected" in done.stderr
    assert reply(case, "allegations") == []
    assert "rejected claims stay listed" in run("-C", case, "claims").stderr


def test_wrong_usage_says_what_to_write(case: pathlib.Path):
    deal = str(reply(case, "claims")[0]["id"])
    assert "FIELD=VALUE" in run("-C", case, "review", deal, "correct", "kind", code=2).stderr
    assert "accept, reject, correct, undo" in run("-C", case, "review", deal, "doubt", code=3).stderr
    assert "no claim is called c_0" in run("-C", case, "review", "c_0", "accept", code=3).stderr
    run("-C", case, "review", "doubt", code=2)
    run("-C", case, "claims", "--diff", "--recode", code=2)


def test_coding_again_is_shown_first_and_without_a_terminal_keeps_what_is_there(case: pathlib.Path):
    opened = Case.open(case)
    (document,) = documents(opened)
    name = f"documents/{document.folder}/coding.json"
    older = json.loads(opened.read(name)) | {"coders": ["older/1"], "inputs": ""}
    stored = f"documents/{document.folder}/claims.jsonl"
    rows = [json.loads(row) | {"side_b": [], "coder": "older/1"} for row in opened.read(stored).splitlines()]
    write = {
        name: json.dumps(older).encode(),
        stored: "".join(json.dumps(row) + "\n" for row in rows).encode(),
    }
    opened.commit(ACT, "code", write=write)
    changes = reply(case, "claims", "--diff")
    assert changes
    assert {c["change"] for c in changes} == {"changed"}
    assert "side_b none → blues" in run("-C", case, "claims", "--diff").stdout
    kept = run("-C", case, "claims")
    assert "kept, though the coders read them otherwise now" in kept.stderr
    assert {c["coder"] for c in reply(case, "claims")} == {"older/1"}
    run("-C", case, "claims", "--recode")
    assert "older/1" not in {c["coder"] for c in reply(case, "claims")}
    assert reply(case, "claims", "--diff") == []
    run("-C", case, "verify")


# The function behind `review`, so that the kill falls into its work; each word stands for one decision that
# is acknowledged.
LOADING = """
import pathlib
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.review import review_claim
"""
WORK = """
case, claim, by = Case.open(pathlib.Path(given[0])), given[1], given[2]
n = 0
while True:
    n += 1
    act = Act(by=by, at=f"{n}")
    review_claim(case, claim, ("accept", "reject")[n % 2], act)
    print(n, flush=True)
"""


def test_a_kill_in_the_middle_of_reviewing_keeps_every_acknowledged_decision(case: pathlib.Path):
    opened = Case.open(case)
    claim = add_claim(opened, Missed(document="report.txt", quote="In the night", kind="say"), ACT).claim
    rng = np.random.default_rng(20260101)
    workshop = Workshop(LOADING, WORK)
    for number in range(8):
        by = f"reviewer {number}"
        work = workshop.start(str(case), claim, by)
        first = work.line()
        time.sleep(rng.uniform(0.0, 0.15))
        acknowledged = [int(word) for word in (first + work.kill()).splitlines()]
        again = Case.open(case)
        assert verify(again) == ()
        kept = [int(review.at) for review in reviews(again) if review.by == by]
        assert kept[: len(acknowledged)] == acknowledged
        assert len(kept) <= len(acknowledged) + 1
    workshop.close()
    (found,) = [c for c in claims(Case.open(case)) if c.id == claim]
    assert text_of(opened, found.document)[found.start : found.end] == "In the night"
