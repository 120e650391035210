"""Two data sets of one war in a case: found, opened, decided on, counted once, checked."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.matched import JUDGEMENTS, MATCHES, same_events
from holdfire.errors import InputError, UsageError
from holdfire.inquiry.asking import ask, compute
from holdfire.inquiry.matched import match_list, opened_match
from holdfire.inquiry.matching import Wanted, find_matches
from holdfire.inquiry.reading import answers
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.verifying import verify
from holdfire.inquiry.war import event_store
from holdfire.inquiry.why import why
from holdfire.intake.matching import judge_dataset, judge_pair
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.match import Ruling, match_id

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
BEN = Act(by="ben", at="2026-01-02T00:00:00+00:00")
USUAL: Mapping[str, object] = {
    "type_of_violence": 2,
    "side_a": "Red",
    "side_b": "Blue",
    "latitude": 35.0,
    "longitude": 38.0,
    "country": "Velmar",
    "date_start": "2017-10-01",
    "date_end": "2017-10-01",
    "where_prec": 1,
    "date_prec": 1,
    "best": 12,
    "high": 12,
    "low": 12,
}
NEUTRAL: Sequence[Mapping[str, object]] = [
    {"id": "n1"},
    {"id": "n2", "date_start": "2017-11-05", "date_end": "2017-11-05", "best": 3, "low": 3, "high": 3},
    {"id": "n3", "date_start": "2017-12-20", "date_end": "2017-12-20", "side_b": "Green"},
]
PARTISAN: Sequence[Mapping[str, object]] = [
    {"id": "p1", "side_a": "Blue", "side_b": "Red", "best": 40, "high": 40},
    {"id": "p2", "date_start": "2017-11-05", "date_end": "2017-11-05", "best": 3, "low": 3, "high": 3},
    {"id": "p9", "date_start": "2016-01-01", "date_end": "2016-01-01"},
]
PAIR = match_id("ucdp:n1", "ucdp:p1")


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., None]:
    """Import rows of UCDP's shape as a data set."""

    def made(case: Case, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        path = tmp_path / f"{name}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["id", *USUAL])
            writer.writeheader()
            writer.writerows({**USUAL, **row} for row in rows)
        import_events(case, "ucdp", [path], name=name, skip_bad=False, act=ACT)

    return made


@pytest.fixture
def case(tmp_path: Path, put: Callable[..., None]) -> Case:
    made = new_case(tmp_path / "case", title="t", actors=None, act=ACT)
    put(made, "neutral", NEUTRAL)
    put(made, "desk", PARTISAN)
    return made


def test_rows_that_tell_of_one_event_count_once_and_stay_readable(case: Case) -> None:
    found = find_matches(case, Wanted(), ACT)
    assert {(pair.one, pair.other) for pair in found.pairs if pair.probability > 0.8} == {
        ("ucdp:p1", "ucdp:n1"),
        ("ucdp:p2", "ucdp:n2"),
    }
    store = event_store(case)
    assert len(store.columns()) == 4
    assert len(store.datasets()) == 4
    assert len(store.rows(["ucdp:n1", "ucdp:p1"])) == 2
    assert len(store.counted_elsewhere()) == 2
    assert store.counted_elsewhere(countries=["Elsewhere"]) == {}
    told = why(case, "ucdp:n1").rests_on[0].what
    assert "ucdp:p1" in told
    assert "tells of the same event" in told


def test_what_was_found_is_the_same_again_and_commits_nothing_new(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    before, data = (case.path / "log.jsonl").read_bytes(), case.read(MATCHES)
    find_matches(case, Wanted(), BEN)
    assert (case.path / "log.jsonl").read_bytes() == before
    assert case.read(MATCHES) == data
    lines = data.decode().splitlines()
    assert sum(line.startswith('  {"id": "m_') for line in lines) == len(json.loads(data)["pairs"]) == 2


def test_a_pair_opens_with_both_versions_and_what_each_field_says(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    opened = opened_match(case, PAIR)
    fields = {field.field: field for field in opened.fields}
    assert (fields["best"].one, fields["best"].other, fields["best"].differs) == (40, 12, True)
    assert not fields["date_start"].differs
    assert opened.pair.differ == ("deaths",)
    assert {part.field for part in opened.evidence} >= {"day", "place", "sides", "deaths", "rivals"}
    assert opened.pair.probability == pytest.approx(
        1 / (1 + 2 ** -sum(part.bits for part in opened.evidence)), abs=1e-6
    )


def test_an_undone_pair_stays_undone_when_pairs_are_found_again(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    judge_pair(case, [PAIR], Ruling.UNDO, BEN, note="two fights")
    assert len(event_store(case).columns()) == 5
    find_matches(case, Wanted(within=True), ACT)
    listed = {pair.id: pair for pair in match_list(case).pairs}
    assert (listed[PAIR].state, listed[PAIR].counts) == ("undone", False)
    judge_pair(case, ["ucdp:p1", "ucdp:n1"], Ruling.CONFIRM, ACT)
    assert len(event_store(case).columns()) == 4
    assert [made.by for made in opened_match(case, PAIR).judgements] == ["ben", "ada"]


def test_a_person_can_join_rows_that_no_computation_paired(case: Case) -> None:
    made = judge_pair(case, ["ucdp:n3", "ucdp:p9"], Ruling.CONFIRM, ACT)
    assert same_events(case).groups == (("ucdp:n3", "ucdp:p9"),)
    assert match_list(case).pairs[0].id == made.match
    assert match_list(case).pairs[0].counts
    for wanted in (["ucdp:n3", "ucdp:n3"], ["ucdp:n3", "ucdp:absent"], ["m_absent"], ["a", "b", "c"]):
        with pytest.raises(InputError):
            judge_pair(case, wanted, Ruling.CONFIRM, ACT)


def test_beside_a_neutral_row_a_partisan_one_stands_back(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    first = {row["event_id"]: row["dataset"] for row in event_store(case).rows(["ucdp:n1", "ucdp:p1"])}
    for partisan, counted in (("desk", "ucdp:n1"), ("neutral", "ucdp:p1")):
        for name in ("desk", "neutral"):
            judge_dataset(case, name, ("red",) if name == partisan else (), ACT)
        assert counted in event_store(case).columns().event_id
        assert opened_match(case, PAIR).counts_as == counted
        assert opened_match(case, PAIR).partisan == {partisan: ("red",)}
    assert len(first) == 2
    with pytest.raises(InputError, match="desk, neutral"):
        judge_dataset(case, "nothing", ("red",), ACT)


def test_distinct_ids_of_one_data_set_are_listed_only_if_asked_and_never_counted_once(
    case: Case, put: Callable[..., None]
) -> None:
    put(case, "neutral", [*NEUTRAL, {"id": "n1b"}])
    find_matches(case, Wanted(), ACT)
    assert not any(pair.within for pair in find_matches(case, Wanted(), ACT).pairs)
    found = find_matches(case, Wanted(datasets=("neutral",), within=True), ACT)
    assert [{pair.one, pair.other} for pair in found.pairs] == [{"ucdp:n1", "ucdp:n1b"}]
    assert [pair.state for pair in match_list(case).pairs] == ["within"]
    assert len(event_store(case).columns()) == 7


def test_data_sets_that_share_ids_are_not_compared(case: Case, put: Callable[..., None]) -> None:
    put(case, "desk", [*PARTISAN, {"id": "n3"}])
    found = find_matches(case, Wanted(), ACT)
    assert found.pairs == ()
    assert found.compared[0].shared_ids == 1


def test_pairs_are_stale_once_events_changed_and_those_of_rows_that_went_are_gone(
    case: Case, put: Callable[..., None]
) -> None:
    find_matches(case, Wanted(), ACT)
    assert match_list(case).stale == ()
    put(case, "desk", PARTISAN[1:])
    listed = match_list(case)
    assert listed.stale == ("events/desk.parquet",)
    assert {pair.id: pair.state for pair in listed.pairs}[PAIR] == "gone"
    assert listed.rows_counted_once == 1
    assert len(event_store(case).columns()) == 4
    assert verify(case) == ()


def test_an_answer_says_what_was_counted_once_and_is_stale_when_that_changes(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    asked = Asked(
        a=("Red",),
        b=("Blue",),
        area="Velmar",
        since=date(2017, 10, 1),
        until=date(2018, 1, 1),
        forms=("silent-front",),
    )
    question = register(case, asked, ACT).question
    given = ask(case, question, ACT)
    assert "2 rows are not counted: other data sets tell of the same events" in " ".join(
        given.answers[0].answer.caveats
    )
    assert set(given.answers[0].answer.inputs) == {"events", "actors", "matches"}
    assert sum(row.events for row in given.record if row.area == "asked") == 2
    assert verify(case, recompute=compute) == ()
    judge_pair(case, [PAIR], Ruling.UNDO, BEN)
    assert [stored.stale for stored in answers(case, question.id)] == [True]
    again = ask(case, question, ACT)
    assert sum(row.events for row in again.record if row.area == "asked") == 3
    assert verify(case, recompute=compute) == ()


def test_verify_finds_a_changed_probability_a_foreign_row_and_a_lost_decision(case: Case) -> None:
    find_matches(case, Wanted(), ACT)
    judge_pair(case, [PAIR], Ruling.CONFIRM, ACT)
    kept = case.read(MATCHES)

    def faults(old: bytes, new: bytes, name: str = MATCHES) -> str:
        data = (case.path / name).read_bytes()
        assert old in data
        case.commit(BEN, "match", write={name: data.replace(old, new)})
        found = "\n".join(map(str, verify(case)))
        case.commit(BEN, "match", write={MATCHES: kept})
        return found

    told = json.loads(kept)["pairs"][0]["probability"]
    assert "but its weights give" in faults(b'"probability": %r' % told, b'"probability": 0.51')
    assert "is no event of" in faults(b'"ucdp:n2"', b'"ucdp:n7"')
    assert "does not follow from its two events" in faults(b'"ucdp:n2"', b'"ucdp:n7"')
    assert "never held" in faults(b'"events/desk.parquet": "', b'"events/desk.parquet": "0')
    assert verify(case) == ()
    assert "changed decisions that were made before" in faults(b'"ada"', b'"eve"', JUDGEMENTS)


def test_nothing_to_compare_a_data_set_that_is_not_there_and_a_low_threshold_are_refused(case: Case) -> None:
    with pytest.raises(InputError, match="desk, neutral"):
        find_matches(case, Wanted(datasets=("desk", "other")), ACT)
    with pytest.raises(InputError, match="nothing to compare"):
        find_matches(case, Wanted(datasets=("desk",)), ACT)
    with pytest.raises(UsageError):
        find_matches(case, replace(Wanted(), threshold=0.3), ACT)
    assert MATCHES not in case.logged()


def test_a_side_that_its_source_does_not_know_speaks_against_nothing(
    case: Case, put: Callable[..., None]
) -> None:
    put(case, "desk", [{**PARTISAN[0], "side_b": "Unidentified Armed Group (Velmar)"}])
    (pair,) = find_matches(case, Wanted(), ACT).pairs
    assert {p.field: p.says for p in pair.evidence}["sides"] == "one side shared, the other unknown"


def test_data_sets_that_share_ids_are_compared_as_one(case: Case, put: Callable[..., None]) -> None:
    twin = {"id": "n4", "latitude": 35.01}  # another raid on the day of n1, in the same town
    put(case, "older", NEUTRAL[:2])
    put(case, "neutral", [*NEUTRAL, twin])
    found = find_matches(case, Wanted(), ACT)
    assert {done.datasets for done in found.compared} == {("neutral", "older"), ("desk", "neutral + older")}
    sure = {(pair.one, pair.other) for pair in found.pairs if pair.probability > 0.5}
    assert sure == {("ucdp:p1", "ucdp:n1"), ("ucdp:p2", "ucdp:n2")}
    assert verify(case) == ()
