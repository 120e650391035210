"""One changed byte in a case, wherever it is, is named by `verify` with its file and its line."""

import json
import pathlib
import re
import shutil
from collections.abc import Callable

import pytest
from command_line import run

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.asking import ask, compute
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.verifying import verify
from holdfire.intake.demo import suggested_questions, write_demo
from holdfire.model.fault import Fault

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A simulated war with its press, and one question that was asked."""
    case = write_demo(tmp_path_factory.mktemp("asked") / "case", seed=1, act=ACT)
    said = suggested_questions(case)[0]
    days = {"since": said.since, "until": said.since.replace(year=said.since.year + 1)}
    wanted = Asked(a=(said.a,), b=(said.b,), against=(said.against,), area=said.area, **days)
    ask(case, register(case, wanted, ACT).question, ACT)
    return case


@pytest.fixture
def case(asked: Case, tmp_path: pathlib.Path) -> Case:
    shutil.copytree(asked.path, tmp_path / "case")
    return Case.open(tmp_path / "case")


def one(case: Case, pattern: str) -> str:
    return case.names(pattern)[0]


def change(case: Case, name: str, pattern: str, put: Callable[[str], str]) -> int:
    """Change the first match of a pattern (its first group) on disk; give the line that it stands on."""
    path = case.path / name
    text = path.read_bytes().decode()
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in {name}"
    start, end = found.span(1)
    changed = text[:start] + put(text[start:end]) + text[end:]
    assert len(changed) == len(text)
    path.write_bytes(changed.encode())
    return text.count("\n", 0, start) + 1


def last_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def logged_change(case: Case, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file as an act with a line in the log: every hash fits, only the content is wrong."""
    before = case.read(name)
    after = change(before)
    assert after != before
    case.commit(ACT, "tamper", write={name: after})


def places(faults: tuple[Fault, ...]) -> set[tuple[str, int | None]]:
    return {(fault.file, fault.line) for fault in faults}


def test_an_untouched_case_is_clean_also_when_all_is_computed_again(case: Case):
    assert verify(case) == ()
    assert verify(case, recompute=compute) == ()


@pytest.mark.parametrize("file", ["text.txt", "original.*", "meta.json", "coding.json"])
def test_a_changed_byte_of_a_document_is_named(case: Case, file: str):
    name = one(case, f"documents/*/{file}")
    line = change(case, name, r"([a-z])[^a-z]*$", str.upper)
    assert (name, line) in places(verify(case))


def test_a_changed_offset_of_a_claim_is_named(case: Case):
    for name in case.names("documents/*/claims.jsonl"):
        if case.read(name):
            break
    line = change(case, name, r'"start": (\d+)', last_digit)
    faults = [f for f in verify(case) if (f.file, f.line) == (name, line)]
    assert any("holds" in f.message for f in faults)
    assert any("differs from what line" in f.message for f in faults)


def test_a_changed_byte_of_any_line_of_the_log_is_named(case: Case):
    rows = (case.path / "log.jsonl").read_bytes().splitlines(keepends=True)
    for n in range(len(rows)):
        at = len(rows[n]) // 2
        broken = rows[n][:at] + bytes([rows[n][at] ^ 1]) + rows[n][at + 1 :]
        (case.path / "log.jsonl").write_bytes(b"".join([*rows[:n], broken, *rows[n + 1 :]]))
        assert ("log.jsonl", n + 1) in places(verify(Case(case.path)))


@pytest.mark.parametrize("field", ["value", "pvalue", "pvalue_family", "seed", "minimum_detectable", "of"])
def test_a_changed_number_of_an_answer_is_named(case: Case, field: str):
    for name in case.names("answers/*/*.json"):
        if re.search(rf'"{field}": \d', case.read(name).decode()):
            break
    line = change(case, name, rf'"{field}": (\d[\d.]*)', last_digit)
    assert (name, line) in places(verify(case))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("pvalue", 0.001),
        ("pvalue_family", 0.001),
        ("family", 7),
        ("verdict", "does_not_support"),
        ("reason", "Because."),
        ("seed", 1),
    ],
)
def test_a_number_that_was_changed_with_its_hash_is_found_by_the_arithmetic(
    case: Case, field: str, wrong: object
):
    for name in case.names("answers/*/*.json"):
        stored = json.loads(case.read(name))
        if not name.endswith("record.json") and stored["verdict"] != wrong and stored["pvalue"] is not None:
            break
    logged_change(case, name, lambda data: _with(data, field, wrong))
    rows = case.read(name).decode().splitlines()
    named = [rows[f.line - 1] for f in verify(case) if f.file == name and f.line is not None]
    assert named, "no line of the answer is named"
    assert all(re.match(r' *"(pvalue|pvalue_family|family|verdict|reason|seed)": ', row) for row in named)


def _with(data: bytes, field: str, value: object) -> bytes:
    stored = json.loads(data)
    return (json.dumps({**stored, field: value}, ensure_ascii=False, indent=2) + "\n").encode()


def test_a_number_that_only_the_seed_can_tell_is_found_by_computing_again(case: Case):
    name = next(n for n in case.names("answers/*/*.json") if "n" in json.loads(case.read(n)))
    logged_change(case, name, lambda data: _with(data, "statistic", 123456.0))
    assert verify(case) == ()
    (fault,) = verify(case, recompute=compute)
    assert fault.file == name
    assert '"statistic": 123456.0' in case.read(name).decode().splitlines()[(fault.line or 0) - 1]


def test_a_changed_question_is_named_even_with_a_line_in_the_log(case: Case):
    name = one(case, "questions/*.toml")
    logged_change(case, name, lambda data: data.replace(b"until = 20", b"until = 21"))
    messages = [f.message for f in verify(case) if f.file == name]
    assert any("changed after it was registered" in m for m in messages)
    assert any("not what was registered" in m for m in messages)


def test_a_changed_byte_of_a_table_or_a_map_names_the_file(case: Case):
    for pattern in ("events/*.parquet", "control/*.geojson"):
        path = case.path / one(case, pattern)
        data = path.read_bytes()
        path.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
    found = {name for name, _ in places(verify(case))}
    assert {one(case, "events/*.parquet"), one(case, "control/*.geojson")} <= found


def test_the_command_names_file_and_line_and_exits_with_one(case: Case):
    name = next(n for n in case.names("documents/*/text.txt"))
    line = change(case, name, r"([a-z])", str.upper)
    done = run("-C", case.path, "verify")
    assert done.returncode == 1
    assert f"{name}, line {line}: " in done.stdout
    listed = run("-C", case.path, "verify", "--json")
    assert listed.returncode == 1
    assert {(f["file"], f["line"]) for f in json.loads(listed.stdout)} >= {(name, line)}


def test_an_answer_that_is_passed_off_as_stale_is_named(case: Case):
    name = one(case, "answers/*/*-*.json")
    inputs = json.loads(case.read(name))["inputs"]
    logged_change(case, name, lambda data: _with(data, "inputs", {**inputs, "events": "0" * 64}))
    (fault,) = verify(case, recompute=compute)
    assert '"inputs"' in case.read(name).decode().splitlines()[(fault.line or 0) - 1]
    assert "inputs" in fault.message
    assert fault.file == name


def test_a_superseded_answer_is_one_that_was_given(case: Case):
    name = one(case, "answers/*/*-*.json")
    folder, file = name.rsplit("/", 1)
    given = case.read(name)
    case.commit(ACT, "ask", write={f"{folder}/old/{file}": given})
    assert verify(case) == ()
    case.commit(ACT, "ask", write={f"{folder}/old/{file}": given.replace(b'"seed": 2', b'"seed": 3')})
    assert any("no act wrote it" in f.message for f in verify(case) if "/old/" in f.file)


def test_a_number_of_the_record_that_was_changed_with_its_hash_is_named(case: Case):
    name = one(case, "answers/*/record.json")
    logged_change(case, name, lambda data: re.sub(rb'"events": (\d+)', rb'"events": 1\1', data, count=1))
    rows = case.read(name).decode().splitlines()
    assert any('"events"' in rows[f.line - 1] for f in verify(case) if f.file == name and f.line)
