"""A case changes through its log and through nothing else."""

import hashlib
import json
import os
import pathlib
import stat
import subprocess
import sys
import threading
import time

import filelock
import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.folder import Case
from holdfire.case.log import Entry
from holdfire.case.recovery import put_in_place
from holdfire.errors import BusyError, CaseError


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tree(path: pathlib.Path) -> dict[str, bytes]:
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def test_a_commit_writes_files_and_one_line_that_names_them(case: Case, act: Act):
    entry = case.commit(act, "add", write={"a/b.txt": b"one\ntwo\n"}, detail={"why": "a test"})
    assert case.read("a/b.txt") == b"one\ntwo\n"
    assert case.logged()["a/b.txt"] == sha(b"one\ntwo\n")
    last = json.loads((case.path / "log.jsonl").read_bytes().splitlines()[-1])
    assert last["n"] == entry.n == 2
    assert (last["by"], last["at"], last["act"], last["detail"]) == (act.by, act.at, "add", {"why": "a test"})
    assert [(f["path"], f["bytes"], len(f["lines"])) for f in last["files"]] == [("a/b.txt", 8, 12)]


def test_each_line_of_the_log_holds_the_hash_of_the_one_before_and_its_own(case: Case, act: Act):
    case.commit(act, "add", write={"a.txt": b"1"})
    case.commit(act, "add", write={"a.txt": b"2"})
    rows = [json.loads(row) for row in (case.path / "log.jsonl").read_bytes().splitlines()]
    assert [row["previous"] for row in rows] == [None, rows[0]["hash"], rows[1]["hash"]]
    for row in rows:
        own = row.pop("hash")
        assert sha(json.dumps(row, ensure_ascii=False).encode()) == own


def test_files_can_be_removed_and_moved_and_the_old_name_written_again(case: Case, act: Act):
    case.commit(act, "add", write={"a.json": b"old", "b.json": b"b"})
    case.commit(act, "ask", write={"a.json": b"new"}, move={"a.json": "old/a-1.json"}, remove=["b.json"])
    assert case.read("a.json") == b"new"
    assert case.read("old/a-1.json") == b"old"
    assert not (case.path / "b.json").exists()
    assert set(case.logged()) == {"holdfire.toml", "a.json", "old/a-1.json"}
    assert check_files(case) == ()


def test_a_file_on_disk_is_copied_and_stays_where_it_was(case: Case, act: Act, tmp_path: pathlib.Path):
    table = tmp_path / "events.parquet"
    table.write_bytes(b"PAR1" + bytes(100_000))
    case.commit(act, "import", write={"events/ucdp.parquet": table})
    assert case.read("events/ucdp.parquet") == table.read_bytes()
    assert case.logged()["events/ucdp.parquet"] == sha(table.read_bytes())


def test_names_match_folder_by_folder_and_list_what_exists(case: Case, act: Act):
    files = {"answers/q_1/a.json": b"", "answers/q_1/old/a.json": b"", "answers/q_2/b.json": b""}
    case.commit(act, "ask", write=files)
    assert case.names("answers/*/*.json") == ("answers/q_1/a.json", "answers/q_2/b.json")
    (case.path / "answers/q_1/a.json").unlink()
    assert case.names("answers/q_1/*.json") == ()


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a//b", "a\\b", "", ".", "./a", "a/", "a\0b"],
)
def test_a_name_that_leads_out_of_the_case_is_refused(case: Case, act: Act, name: str):
    before = tree(case.path.parent)
    with pytest.raises(CaseError, match="no name of a file in a case"):
        case.commit(act, "add", write={name: b"x"})
    with pytest.raises(CaseError, match="no name of a file in a case"):
        case.read(name)
    assert tree(case.path.parent) == before


@pytest.mark.parametrize("name", ["log.jsonl", ".staging/1/0", ".cache/x", ".git/config"])
def test_an_act_may_not_write_what_is_the_cases_own(case: Case, act: Act, name: str):
    with pytest.raises(CaseError, match="belongs to the case itself"):
        case.commit(act, "add", write={name: b"x"})


def test_a_symbolic_link_does_not_lead_out_of_the_case(case: Case, act: Act, tmp_path: pathlib.Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (case.path / "documents").symlink_to(outside)
    with pytest.raises(CaseError, match="symbolic link"):
        case.commit(act, "add", write={"documents/x.txt": b"x"})
    with pytest.raises(CaseError, match="symbolic link"):
        case.read("documents/secret.txt")
    assert [p.name for p in outside.iterdir()] == ["secret.txt"]


def test_a_folder_and_a_file_never_get_one_name(case: Case, act: Act):
    case.commit(act, "add", write={"a/b.txt": b"x", "c": b"x"})
    for name in ("a", "c/d.txt"):
        with pytest.raises(CaseError, match="one name"):
            case.commit(act, "add", write={name: b"x"})
    with pytest.raises(CaseError, match="one name"):
        case.commit(act, "add", write={"n": b"x", "n/m": b"x"})
    assert check_files(case) == ()


def test_a_commit_is_refused_where_an_input_changed_meanwhile(case: Case, act: Act):
    case.commit(act, "add", write={"a.txt": b"1"})
    read = case.logged()["a.txt"]
    Case.open(case.path).commit(act, "add", write={"a.txt": b"2"})
    with pytest.raises(BusyError, match=r"the case changed meanwhile: a\.txt"):
        case.commit(act, "code", write={"b.txt": b"x"}, expects={"a.txt": read})
    with pytest.raises(BusyError, match=r"meanwhile: a\.txt"):
        case.commit(act, "code", write={"a.txt": b"x"}, expects={"a.txt": None})
    assert "b.txt" not in case.logged()
    case.commit(act, "code", write={"b.txt": b"x"}, expects={"a.txt": sha(b"2"), "b.txt": None})


@pytest.mark.parametrize("read", [b"logged", b"by hand"])
def test_nothing_is_built_on_a_file_that_was_changed_by_hand(case: Case, act: Act, read: bytes):
    case.commit(act, "add", write={"actors.toml": b"logged"})
    (case.path / "actors.toml").write_bytes(b"by hand")
    with pytest.raises(CaseError, match=r"actors\.toml was changed past the log"):
        case.commit(act, "register", write={"q": b""}, expects={"actors.toml": sha(read)})
    with pytest.raises(BusyError):
        case.commit(act, "register", write={"q": b""}, expects={"actors.toml": sha(b"neither")})
    case.commit(act, "import actors", write={"actors.toml": b"by hand"})
    case.commit(act, "register", write={"q": b""}, expects={"actors.toml": sha(b"by hand")})
    assert check_files(case) == ()


def test_a_file_that_is_there_past_the_log_is_not_written_over_as_new(case: Case, act: Act):
    (case.path / "notes.txt").write_bytes(b"mine")
    with pytest.raises(CaseError, match=r"notes\.txt was changed past the log"):
        case.commit(act, "add", write={"notes.txt": b"x"}, expects={"notes.txt": None})
    assert case.read("notes.txt") == b"mine"


def test_a_second_writer_waits_and_both_results_are_whole(case: Case, act: Act):
    lock = filelock.FileLock(case.path / ".staging/.lock")
    other = Case.open(case.path)
    with lock:
        writer = threading.Thread(target=other.commit, args=(act, "add"), kwargs={"write": {"b.txt": b"b"}})
        writer.start()
        time.sleep(0.2)
        assert "b.txt" not in case.logged()
    writer.join(timeout=5)
    assert case.logged()["b.txt"] == sha(b"b")


def test_a_writer_that_waited_too_long_says_busy(case: Case, act: Act):
    impatient = Case.open(case.path, lock_seconds=0.1)
    with (
        filelock.FileLock(case.path / ".staging/.lock"),
        pytest.raises(BusyError, match="another process is writing"),
    ):
        impatient.commit(act, "add", write={"b.txt": b"b"})
    assert "b.txt" not in case.logged()


def test_reading_takes_no_lock_and_writes_nothing(case: Case, act: Act):
    case.commit(act, "add", write={"a.txt": b"1"})
    before = {p: p.stat().st_mtime_ns for p in case.path.rglob("*")}
    with filelock.FileLock(case.path / ".staging/.lock"):
        reader = Case.open(case.path, lock_seconds=0.0)
        assert reader.read("a.txt") == b"1"
        assert reader.names("*") == ("a.txt", "holdfire.toml")
    assert {p: p.stat().st_mtime_ns for p in case.path.rglob("*")} == before


READ_ONLY = """
import os, pathlib, sys
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.log import Entry
from holdfire.case.recovery import put_in_place
from holdfire.errors import CaseError
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)  # root may write anywhere
case = Case.open(pathlib.Path(sys.argv[1]))
print(case.read("a.txt").decode())
try:
    case.commit(Act(by="x", at="y"), "add", write={"b.txt": b""})
except CaseError as error:
    print(error)
"""


def test_a_read_only_case_can_be_read_and_says_so_when_written(case: Case, act: Act, tmp_path: pathlib.Path):
    case.commit(act, "add", write={"a.txt": b"1"})
    folders = [case.path, *(p for p in case.path.rglob("*") if p.is_dir())]
    for path in [*folders, *(p for p in case.path.rglob("*") if p.is_file())]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    opened = [p for p in (tmp_path, *tmp_path.parents) if p.stat().st_uid == os.getuid()]
    modes = {p: stat.S_IMODE(p.stat().st_mode) for p in opened}
    try:
        for path, mode in modes.items():
            path.chmod(mode | 0o011)  # pytest keeps its folders from other users
        ran = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(case.path)], capture_output=True, text=True, check=False
        )
    finally:
        for path in [*modes, *folders]:
            path.chmod(modes.get(path, 0o755))
    assert ran.stderr == ""
    assert ran.stdout.startswith("1\n")
    assert "can't be written to" in ran.stdout


def test_find_walks_up_to_the_nearest_case(case: Case, tmp_path: pathlib.Path):
    deep = case.path / "documents/deep"
    deep.mkdir(parents=True)
    assert Case.find(deep).path == case.path
    with pytest.raises(CaseError, match="no case at"):
        Case.find(tmp_path)


def test_a_folder_that_is_no_case_is_not_opened(tmp_path: pathlib.Path):
    with pytest.raises(CaseError, match=r"is no case: it has no holdfire\.toml"):
        Case.open(tmp_path)


def test_a_case_is_only_made_in_a_folder_that_is_new_or_empty(case: Case, act: Act, tmp_path: pathlib.Path):
    files = {"holdfire.toml": b""}
    with pytest.raises(CaseError, match="is a case already"):
        Case.create(case.path, files, act)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    with pytest.raises(CaseError, match="is not empty"):
        Case.create(tmp_path / "full", files, act)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CaseError, match="is not empty"):
        Case.create(tmp_path / "file", files, act)
    (tmp_path / "empty").mkdir()
    assert Case.create(tmp_path / "empty", files, act).names("*") == ("holdfire.toml",)


def test_a_rehearsal_checks_everything_and_writes_nothing(case: Case, act: Act):
    before = tree(case.path)
    dry = case.rehearsal()
    assert dry.commit(act, "add", write={"a.txt": b"1"}).n == 2
    with pytest.raises(BusyError):
        dry.commit(act, "add", write={"a.txt": b"1"}, expects={"holdfire.toml": None})
    with pytest.raises(CaseError):
        dry.commit(act, "add", write={"../a.txt": b"1"})
    assert tree(case.path) == before


def test_a_case_that_stays_open_follows_what_others_commit(case: Case, act: Act):
    assert "a.txt" not in case.logged()
    Case.open(case.path).commit(act, "add", write={"a.txt": b"1"})
    assert case.names("a.txt") == ("a.txt",)


def test_a_log_of_ten_thousand_lines_opens_and_replays_in_under_a_third_of_a_second(case: Case, act: Act):
    from holdfire.case.log import Touched, seal

    entry = case.commit(act, "add", write={"a.txt": b"0"})
    rows: list[bytes] = []
    for n in range(3, 10_003):
        file = Touched(
            path=f"documents/{n % 3000:064x}/meta.json", sha256=f"{n:064x}", bytes=400, lines="0f" * 30
        )
        row = seal(type(entry)(n=n, at=act.at, by=act.by, act="add", files=(file,), previous=entry.hash))
        entry = type(entry)(n=n, at="", by="", act="", files=(), previous=None, hash=json.loads(row)["hash"])
        rows.append(row)
    with (case.path / "log.jsonl").open("ab") as log:
        log.write(b"".join(rows))
    started = time.process_time()
    opened = Case.open(case.path)
    assert len(opened.logged()) == 3002
    assert time.process_time() - started < 0.3


def test_a_file_that_can_not_be_staged_changes_nothing(case: Case, act: Act, tmp_path: pathlib.Path):
    before = case.logged()
    with pytest.raises(CaseError, match="nothing was changed: No such file"):
        case.commit(act, "import", write={"a.txt": b"1", "events.parquet": tmp_path / "not there"})
    assert case.logged() == before
    assert check_files(Case.open(case.path)) == ()
    assert sorted(p.name for p in (case.path / ".staging").iterdir()) == [".gitignore", ".lock"]


def test_one_act_does_not_write_a_file_twice(case: Case, act: Act):
    case.commit(act, "add", write={"a.txt": b"1"})
    with pytest.raises(CaseError, match=r"writes a file twice: b\.txt"):
        case.commit(act, "add", write={"b.txt": b"2"}, move={"a.txt": "b.txt"})


def test_what_is_moved_is_what_the_file_holds_when_the_lock_is_taken(case: Case, act: Act):
    case.commit(act, "ask", write={"a.json": b"first"})
    other = Case.open(case.path)
    with filelock.FileLock(case.path / ".staging/.lock"):
        change = {"write": {"a.json": b"third"}, "move": {"a.json": "old/a-2.json"}}
        writer = threading.Thread(target=other.commit, args=(act, "ask"), kwargs=change)
        writer.start()
        time.sleep(0.1)
        (case.path / "a.json").write_bytes(b"second")
    writer.join(timeout=5)
    assert case.read("old/a-2.json") == b"second"


def test_a_reader_never_meets_a_log_that_is_ahead_of_the_files(
    case: Case, act: Act, monkeypatch: pytest.MonkeyPatch
):
    case.commit(act, "add", write={"old.txt": b"1"})
    seen: list[tuple[str, bytes]] = []

    def read(name: str) -> None:
        held = Case(case.path).logged()[name]
        seen.append((held, case.read(name)))

    def put_late(root: pathlib.Path, entry: Entry) -> None:
        readers = [threading.Thread(target=read, args=(file.path,)) for file in entry.files]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(timeout=0.1)
        put_in_place(root, entry)

    monkeypatch.setattr("holdfire.case.folder.put_in_place", put_late)
    case.commit(act, "add", write={"old.txt": b"2", "new.txt": b"3"})
    limit = time.monotonic() + 5
    while len(seen) < 2 and time.monotonic() < limit:
        time.sleep(0.01)
    assert sorted(seen) == sorted((sha(data), data) for data in (b"2", b"3"))
