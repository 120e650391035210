"""A process killed at any step of a commit leaves a case that is whole and has lost nothing acknowledged."""

import os
import pathlib
import shutil
import signal
import sys

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.disk import last_line
from holdfire.case.folder import Case
from holdfire.errors import CaseError

STEPS = frozenset(("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate"))
WRITE = {"a.txt": b"new\n", "documents/x/text.txt": b"text\n", "documents/x/meta.json": b"{}\n"}


def die_at(step: int, case: pathlib.Path) -> None:
    """Have this process killed at its n-th change of the case's folder, seen from Python's audit events."""
    seen = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in STEPS and str(case) in str(arguments[0]):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def commit_and_die(path: pathlib.Path, act: Act, step: int) -> bool:
    """Commit in a child that is killed at a step; say whether it got to its end."""
    child = os.fork()
    if child == 0:
        case = Case.open(path)
        die_at(step, path)
        case.commit(act, "add", write=WRITE, move={"a.txt": "old/a.txt"}, remove=["gone.txt"])
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def test_a_kill_at_any_step_leaves_the_act_whole_or_undone(case: Case, act: Act, tmp_path: pathlib.Path):
    case.commit(act, "add", write={"a.txt": b"old\n", "gone.txt": b"x\n"})
    undone, whole = {"holdfire.toml", "a.txt", "gone.txt"}, {"holdfire.toml", "old/a.txt", *WRITE}
    outcomes: list[bool] = []
    for step in range(1, 200):
        copy = tmp_path / f"step-{step}"
        shutil.copytree(case.path, copy)
        finished = commit_and_die(copy, act, step)
        opened = Case.open(copy)
        assert check_files(opened) == (), f"killed at step {step}"
        assert set(opened.logged()) in (undone, whole)
        assert not [p for p in (copy / ".staging").iterdir() if p.is_dir()]
        assert opened.read("a.txt") == (b"new\n" if set(opened.logged()) == whole else b"old\n")
        outcomes.append(set(opened.logged()) == whole)
        if finished:
            break
    assert finished
    assert len(outcomes) > 15
    assert outcomes == sorted(outcomes)  # undone until the log has its line, whole from then on
    assert not outcomes[0]
    assert outcomes.count(True) > 3


def test_a_kill_while_a_case_is_made_leaves_a_case_or_a_folder_that_can_become_one(
    act: Act, tmp_path: pathlib.Path
):
    files = {"holdfire.toml": b"title = 'x'\n", "actors.toml": b"\n"}
    for step in range(1, 200):
        path = tmp_path / f"step-{step}"
        child = os.fork()
        if child == 0:
            die_at(step, path)
            Case.create(path, files, act)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            break
        try:
            opened = Case.open(path)
        except CaseError:
            opened = Case.create(path, files, act)
        assert set(opened.logged()) == set(files)
        assert check_files(opened) == ()
    assert step > 8


@pytest.mark.parametrize("kept", [1, 40, -2, -1])
def test_a_torn_last_line_is_cut_with_what_was_staged_for_it(case: Case, act: Act, kept: int):
    log = case.path / "log.jsonl"
    whole = log.read_bytes()
    case.commit(act, "add", write={"a.txt": b"1\n"})
    row = log.read_bytes()[len(whole) :]
    (case.path / "a.txt").unlink()
    staged = case.path / ".staging/2"
    staged.mkdir()
    (staged / "0").write_bytes(b"1\n")
    log.write_bytes(whole + row[:kept])
    opened = Case.open(case.path)
    assert check_files(opened) == ()
    if kept == -1:  # only the line's end is missing: the act is whole
        assert opened.read("a.txt") == b"1\n"
        assert log.read_bytes() == whole + row
    else:
        assert set(opened.logged()) == {"holdfire.toml"}
        assert log.read_bytes() == whole
    assert opened.commit(act, "add", write={"b.txt": b"2"}).n == (3 if kept == -1 else 2)


def test_a_last_line_of_which_the_disk_kept_only_parts_is_cut(case: Case):
    log = case.path / "log.jsonl"
    whole = log.read_bytes()
    (case.path / ".staging/2").mkdir()
    log.write_bytes(whole + bytes(300) + b"\n")
    assert check_files(Case.open(case.path)) == ()
    assert log.read_bytes() == whole


def test_a_last_line_that_was_changed_is_left_for_verify_and_nothing_is_built_onto_it(case: Case, act: Act):
    case.commit(act, "add", write={"a.txt": b"1\n"})
    log = case.path / "log.jsonl"
    for damaged in (log.read_bytes().replace(b'"reader"', b'"writer"'), log.read_bytes()[:-1] + b"x"):
        log.write_bytes(damaged)
        opened = Case.open(case.path)
        assert log.read_bytes() == damaged
        assert {fault.line for fault in check_files(opened) if fault.file == "log.jsonl"} >= {2}
        with pytest.raises(CaseError, match=r"line|last line"):
            opened.commit(act, "add", write={"b.txt": b"2"})
        assert log.read_bytes() == damaged


def test_what_is_left_in_staging_is_dropped_by_the_next_who_opens(case: Case):
    left = case.path / ".staging/7"
    left.mkdir()
    (left / "0").write_bytes(b"never committed")
    (case.path / ".staging/x.swp").write_bytes(b"of an editor")
    Case.open(case.path)
    assert sorted(p.name for p in (case.path / ".staging").iterdir()) == [".gitignore", ".lock"]


@pytest.mark.parametrize(
    "data", [b"", b"a", b"a\n", b"a\nb", b"a\nb\n", b"\n", b"x" * 200_000 + b"\n" + b"y" * 150_000]
)
def test_the_last_line_of_a_file_is_the_one_that_splitting_gives(tmp_path: pathlib.Path, data: bytes):
    path = tmp_path / "log"
    path.write_bytes(data)
    assert last_line(path) == (data.splitlines(keepends=True) or [b""])[-1]


@pytest.mark.parametrize("added", [b"x", b" ", b"\0", b'{"n": 9, "at": "2026', b"<<<<<<< ours"])
def test_what_no_commit_begins_with_is_left_at_the_end_for_verify(case: Case, act: Act, added: bytes):
    log = case.path / "log.jsonl"
    damaged = log.read_bytes() + added
    log.write_bytes(damaged)
    opened = Case.open(case.path)
    assert log.read_bytes() == damaged
    assert [(f.file, f.line) for f in check_files(opened)] == [("log.jsonl", 2)]
    with pytest.raises(CaseError, match="last line"):
        opened.commit(act, "add", write={"b.txt": b"2"})
