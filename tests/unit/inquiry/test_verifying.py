"""What no hash can tell: documents, claims and questions that do not fit each other."""

import json
import pathlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.registration import id_of
from holdfire.inquiry.verifying import verify
from holdfire.intake.coding import code_claims
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.model.actor import Actor
from holdfire.model.allegation import Area, AreaKind, Period, Question, Triple
from holdfire.records.questions import write_question
from holdfire.records.registry import write_registry

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
QUESTION = Question(
    id="",
    triple=Triple(a=("crown",), b=("league",)),
    area=Area(kind=AreaKind.BOX, name="1,2,3,4", asked="1,2,3,4", box=(1.0, 2.0, 3.0, 4.0)),
    period=Period(since=date(2017, 1, 1), until=date(2018, 1, 1)),
    forms=("silent-front",),
    choices={"silent-front": {"family": 1, "share": 0.5}},
    seed=7,
)
TEXT = "League fighters attacked the royal army near Ost.\nLater the royal army attacked League fighters.\n"


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    actors = (
        Actor(id="crown", name="Crown of Velmar", aliases=("royal army",)),
        Actor(id="league", name="River League", aliases=("League fighters",)),
    )
    (tmp_path / "actors.toml").write_text(write_registry(actors))
    case = new_case(tmp_path / "case", title="x", actors=tmp_path / "actors.toml", act=ACT)
    (tmp_path / "report.txt").write_text(TEXT)
    add_documents(case, [tmp_path / "report.txt"], About(), ACT)
    code_claims(case, ACT)
    question = replace(QUESTION, id=id_of(QUESTION))
    case.commit(ACT, "register", write={f"questions/{question.id}.toml": write_question(question).encode()})
    return case


def tamper(case: Case, pattern: str, change: Callable[[bytes], bytes]) -> str:
    """Change a file with a line in the log, so that every hash fits; give its name."""
    (name,) = case.names(pattern)
    case.commit(ACT, "tamper", write={name: change(case.read(name))})
    return name


def with_field(row: int, field: str, value: object) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        rows = [json.loads(line) for line in data.splitlines()]
        rows[row][field] = value
        return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in rows)

    return change


def test_a_case_that_nobody_tampered_with_is_clean(case: Case):
    assert len(case.read(case.names("documents/*/claims.jsonl")[0]).splitlines()) >= 2
    assert verify(case) == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("start", 3, "holds"),
        ("end", 10_000, "lies beyond the text"),
        ("end", 0, "is no span"),
        ("quote", "something else", "not 'something else'"),
        ("prefix", "x", "prefix or suffix"),
        ("suffix", "x", "prefix or suffix"),
        ("id", "c_0000000000000000", "its id does not follow"),
        ("kind", "deal", "its id does not follow"),
        ("document", "other", "names another document"),
        ("text_sha256", "0" * 64, "names another document or another text"),
        ("side_a", "crown", "Expected `array`"),
        ("attribution", [{"source": "X", "relation": "r", "start": 5, "end": 5}], "its source 'X'"),
    ],
)
def test_a_claim_that_does_not_fit_is_named_with_its_line(case: Case, field: str, value: object, says: str):
    name = tamper(case, "documents/*/claims.jsonl", with_field(1, field, value))
    found = [f for f in verify(case) if f.file == name]
    assert {f.line for f in found} == {2}
    assert any(says in f.message for f in found)


def test_a_text_layer_that_the_original_does_not_read_as_is_named_with_its_line(case: Case):
    name = tamper(case, "documents/*/text.txt", lambda data: data.replace(b"Later", b"LATER"))
    faults = verify(case)
    assert (name, 2, "is not what the original reads as") in [(f.file, f.line, f.message) for f in faults]


def test_an_original_that_is_not_what_its_folder_is_called_is_named(case: Case):
    name = tamper(case, "documents/*/original.txt", lambda data: data + b"More.\n")
    assert [(f.file, f.message) for f in verify(case)] == [
        (name, "its SHA-256 is not the name of its folder")
    ]


def test_a_document_without_its_original_or_with_two_is_named(case: Case):
    (name,) = case.names("documents/*/original.txt")
    folder = name.rsplit("/", 1)[0]
    case.commit(ACT, "tamper", write={f"{folder}/original.html": b"<p>x</p>"})
    assert [(f.file, f.message) for f in verify(case)] == [(folder, "holds 2 originals instead of one")]


def test_meta_data_of_another_folder_are_named_with_their_line(case: Case):
    name = tamper(case, "documents/*/meta.json", lambda d: d.replace(b'"folder": "', b'"folder": "0', 1))
    assert (name, 2) in [(f.file, f.line) for f in verify(case)]


def test_a_document_without_meta_data_is_no_document(case: Case):
    (name,) = case.names("documents/*/meta.json")
    case.commit(ACT, "tamper", write={}, remove=[name])
    assert [f.file for f in verify(case)] == [name.rsplit("/", 1)[0]]


def test_a_question_that_was_written_anew_is_named_with_the_line_of_the_log(case: Case):
    name = tamper(case, "questions/*.toml", lambda data: data.replace(b"seed = 7", b"seed = 8"))
    messages = [f.message for f in verify(case) if f.file == name]
    assert any("by line 5 of the log" in m for m in messages)
    assert any("not what was registered" in m for m in messages)


def test_a_question_that_was_taken_away_is_named(case: Case):
    (name,) = case.names("questions/*.toml")
    case.commit(ACT, "tamper", write={}, remove=[name])
    assert [(f.file, f.message) for f in verify(case)] == [(name, "was taken away by line 5 of the log")]


def test_a_question_under_another_name_is_named(case: Case):
    (name,) = case.names("questions/*.toml")
    case.commit(ACT, "tamper", write={"questions/q_0.toml": case.read(name)})
    assert [f.file for f in verify(case)] == ["questions/q_0.toml"]


def test_a_question_that_can_not_be_read_is_named(case: Case):
    case.commit(ACT, "tamper", write={"questions/q_0.toml": b"id = "})
    (fault,) = verify(case)
    assert fault.file == "questions/q_0.toml"
    assert "is no TOML" in fault.message


def test_an_answer_to_no_question_and_an_answer_that_is_none_are_named(case: Case):
    case.commit(ACT, "tamper", write={"answers/q_0/silent-front.json": b'{"question": "q_0"}\n'})
    (fault,) = verify(case)
    assert fault.file == "answers/q_0/silent-front.json"
    assert "missing required field" in fault.message


def test_a_damaged_log_hides_no_other_fault(case: Case):
    claims = tamper(case, "documents/*/claims.jsonl", with_field(1, "start", 3))
    log = case.path / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"act": "add"', b'"act": ]dd"'))
    found = {(f.file, f.line) for f in verify(Case(case.path))}
    assert ("log.jsonl", 2) in found
    assert (claims, 2) in found


@pytest.mark.parametrize(
    ("pattern", "old", "new"),
    [
        ("documents/*/meta.json", b'"text/plain"', b"null"),
        ("documents/*/meta.json", b'"text/plain",', b'"text/plain";'),
        ("documents/*/meta.json", b"report.txt", b"rep\xffrt.txt"),
        ("questions/*.toml", b"seed = 7", b"seed : 7"),
        ("questions/*.toml", b"silent-front", b"silent\xfffront"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_line(case: Case, pattern: str, old: bytes, new: bytes):
    line = case.read(case.names(pattern)[0]).split(old)[0].count(b"\n") + 1
    name = tamper(case, pattern, lambda data: data.replace(old, new, 1))
    assert (name, line) in {(fault.file, fault.line) for fault in verify(case)}
