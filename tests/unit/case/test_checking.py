"""A check names the file and the line of what was changed past the log."""

import json
import pathlib
import shutil

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files, differing_line
from holdfire.case.folder import Case
from holdfire.model.fault import Fault


@pytest.fixture
def full(case: Case, act: Act) -> Case:
    case.commit(act, "add", write={"a.txt": b"one\ntwo\nthree\n", "b.bin": b"\0\1\2\n"})
    case.commit(act, "add", write={"c.txt": b"c\n"})
    case.commit(act, "add", write={"a.txt": b"one\ntwo\nthree\nfour\n"})
    return case


def rewrite(case: Case, change: dict[int, bytes]) -> None:
    """Give lines of the log (from 1) other bytes."""
    log = case.path / "log.jsonl"
    rows = log.read_bytes().split(b"\n")
    for line, row in change.items():
        rows[line - 1] = row
    log.write_bytes(b"\n".join(rows))


def rows_of(case: Case) -> list[bytes]:
    return (case.path / "log.jsonl").read_bytes().splitlines()


def test_a_case_that_nobody_touched_has_no_fault(full: Case):
    assert check_files(full) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"one\ntwo\nthrEe\nfour\n", 3),
        (b"One\ntwo\nthree\nfour\n", 1),
        (b"one\ntwo\nthree\nfour", 5),
        (b"one\ntwo\nthree\nfour\nfive\n", 5),
        (b"one\ntwo\n", 3),
        (b"one\r\ntwo\nthree\nfour\n", 1),
        (b"one\ntwo\nthr\xff\xfee\nfour\n", 3),
        (b"one\nt\0o\nthree\nfour\n", 2),
    ],
)
def test_a_changed_text_is_named_with_its_first_changed_line(full: Case, text: bytes, line: int):
    (full.path / "a.txt").write_bytes(text)
    assert check_files(full) == (
        Fault(file="a.txt", line=line, message="differs from what line 4 of the log wrote"),
    )


def test_changed_bytes_that_are_no_text_are_named_without_a_line(full: Case):
    (full.path / "b.bin").write_bytes(b"\0\1\3\n")
    assert [(f.file, f.line) for f in check_files(full)] == [("b.bin", None)]


def test_missing_added_and_linked_files_are_named(full: Case, tmp_path: pathlib.Path):
    (full.path / "c.txt").unlink()
    (full.path / "notes.txt").write_text("mine")
    (tmp_path / "elsewhere").write_bytes(b"\0\1\2\n")
    (full.path / "b.bin").unlink()
    (full.path / "b.bin").symlink_to(tmp_path / "elsewhere")
    found = {fault.file: fault.message for fault in check_files(full)}
    assert set(found) == {"b.bin", "c.txt", "notes.txt"}
    assert "is a symbolic link; line 2" in found["b.bin"]
    assert "is missing; line 3" in found["c.txt"]
    assert "is not in the log" in found["notes.txt"]


def test_the_cache_the_staging_folder_and_git_are_nobodys_fault(full: Case):
    for name in (".cache/x", ".git/config", ".gitignore", ".gitattributes", ".staging/.lock"):
        path = full.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert check_files(full) == ()


def test_one_changed_byte_anywhere_in_the_log_names_its_line(full: Case):
    log = full.path / "log.jsonl"
    whole = log.read_bytes()
    for at in range(0, len(whole), 7):
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        line = whole.count(b"\n", 0, at) + 1
        assert line in [f.line for f in check_files(full) if f.file == "log.jsonl"], f"byte {at}"


def test_a_changed_line_of_the_log_is_the_only_fault(full: Case):
    rewrite(full, {3: rows_of(full)[2].replace(b'"reader"', b'"writer"')})
    (fault,) = check_files(full)
    assert (fault.file, fault.line) == ("log.jsonl", 3)
    assert "changed after it was written" in fault.message


def test_a_changed_hash_in_the_log_is_named_once(full: Case):
    row = rows_of(full)[1]
    rewrite(full, {2: row[:-3] + (b"0" if row[-3:-2] != b"0" else b"1") + row[-2:]})
    assert [(f.file, f.line) for f in check_files(full)] == [("log.jsonl", 2)]


def test_a_line_that_was_written_anew_with_its_hash_breaks_the_chain_at_the_next(full: Case):
    from holdfire.case.log import read_entry, seal

    entry = read_entry(rows_of(full)[2], source="log")
    forged = type(entry)(
        **{f: getattr(entry, f) for f in entry.__slots__} | {"by": "someone else", "hash": ""}
    )
    rewrite(full, {3: seal(forged).rstrip(b"\n")})
    (fault,) = check_files(full)
    assert (fault.file, fault.line) == ("log.jsonl", 4)
    assert "does not follow on line 3" in fault.message


def test_a_line_that_was_taken_out_is_named_where_the_next_one_follows(full: Case):
    log = full.path / "log.jsonl"
    rows = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*rows[:2], *rows[3:]]))
    faults = check_files(full)
    assert ("log.jsonl", 3) in [(f.file, f.line) for f in faults]
    assert ("c.txt", None) in [(f.file, f.line) for f in faults]


def test_a_cut_log_names_the_line_and_the_files_that_no_line_names_any_more(full: Case):
    log = full.path / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-30])
    found = [(f.file, f.line) for f in check_files(full)]
    assert ("log.jsonl", 4) in found
    assert ("a.txt", 4) in found


def test_an_empty_log_is_a_fault_and_so_is_every_file(full: Case):
    (full.path / "log.jsonl").write_bytes(b"")
    assert {f.file for f in check_files(full)} == {"log.jsonl", "holdfire.toml", "a.txt", "b.bin", "c.txt"}


def merged(full: Case, act: Act, tmp_path: pathlib.Path) -> tuple[list[bytes], list[bytes]]:
    """Let two copies of a case go on by themselves; give the lines that each has added."""
    copy = tmp_path / "copy"
    shutil.copytree(full.path, copy)
    before = len(rows_of(full))
    for case, name in ((full, "mine"), (Case.open(copy), "theirs")):
        for n in (1, 2):
            case.commit(act, "add", write={f"{name}-{n}.txt": b"x"})
    for n in (1, 2):
        shutil.copy(copy / f"theirs-{n}.txt", full.path)
    return rows_of(full)[before:], rows_of(Case.open(copy))[before:]


@pytest.mark.parametrize("order", ["one after the other", "line by line"])
def test_a_log_of_two_merged_copies_is_named_as_forked(
    full: Case, act: Act, tmp_path: pathlib.Path, order: str
):
    mine, theirs = merged(full, act, tmp_path)
    both = [*mine, *theirs] if order == "one after the other" else [mine[0], theirs[0], mine[1], theirs[1]]
    rows = [*rows_of(full)[:4], *both]
    (full.path / "log.jsonl").write_bytes(b"\n".join(rows) + b"\n")
    (fault,) = check_files(full)
    line = 7 if order == "one after the other" else 6
    assert (fault.file, fault.line) == ("log.jsonl", line)
    assert f"the log forked at line {line}: two copies of this case were merged" in fault.message


def test_marks_that_a_merge_left_in_the_log_are_named(full: Case):
    log = full.path / "log.jsonl"
    log.write_bytes(log.read_bytes() + b"<<<<<<< HEAD\n")
    assert [(f.file, f.line) for f in check_files(full)] == [("log.jsonl", 5)]


def test_the_log_does_not_list_the_lines_of_long_texts(case: Case, act: Act):
    case.commit(act, "add", write={"long.txt": b"x\n" * 5_000, "short.txt": b"x\n" * 4_999})
    files = {f["path"]: f["lines"] for f in json.loads(rows_of(case)[-1])["files"]}
    assert files["long.txt"] is None
    assert len(files["short.txt"]) == 4 * 5_000


def test_the_first_differing_line_of_two_texts_is_found():
    assert differing_line(b"a\nb\n", b"a\nb\n") is None
    assert differing_line(b"a\nb\n", b"a\nc\n") == 2
    assert differing_line(b"a\nb\n", b"a\nb\nc") == 3
    assert differing_line(b"a", b"") == 1
