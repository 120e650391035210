"""SIGKILL at any moment loses nothing that was acknowledged; two writers at once both leave whole results."""

import pathlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from killable_work import Work, Workshop

from holdfire.case.act import Act
from holdfire.case.contents import documents
from holdfire.case.folder import Case
from holdfire.inquiry.verifying import verify
from holdfire.intake.opening import new_case

pytestmark = pytest.mark.e2e

MOMENTS = 12
FILES = 15
ROWS = 3_000
READY, DONE = "ready\n", "done\n"

# The functions behind the commands `add` and `import ucdp`, so that every moment falls into their work and
# none into the start of the command line; READY and DONE bound the work.
LOADING = """
import pathlib
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.documents import About, add_documents
from holdfire.intake.tables import import_events
"""
WORK = """
what, case, source = given[0], Case.open(pathlib.Path(given[1])), pathlib.Path(given[2])
act = Act(by="child", at="2026-01-01T00:00:00+00:00")
print("ready", flush=True)
if what == "add":
    add_documents(case, [source], About(outlet="The Courier"), act)
else:
    import_events(case, "ucdp", [source], name=source.stem, skip_bad=False, act=act)
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    opened = Workshop(LOADING, WORK)
    yield opened
    opened.close()


def begin(workshop: Workshop, what: str, case: Case, source: pathlib.Path) -> Work:
    work = workshop.start(what, str(case.path), str(source))
    assert work.line() == READY
    return work


def folder_of_documents(parent: pathlib.Path, number: int) -> pathlib.Path:
    folder = parent / f"press-{number}"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{number}-{n}.txt").write_text(f"Report {n} of bundle {number}: shelling near Ost.\n" * 20)
    return folder


def table_of_events(parent: pathlib.Path, number: int) -> pathlib.Path:
    head = (
        "id,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,country,"
        "date_start,date_end,best,high,low"
    )
    rows = [
        f"{number * ROWS + n},1,Velmar: Government,Government of Velmar,Red,10.0,20.0,Velmar,"
        f"2017-10-{n % 28 + 1:02d},2017-10-{n % 28 + 1:02d},1,1,1"
        for n in range(ROWS)
    ]
    path = parent / f"events_{number}.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def parts_of(what: str, source: pathlib.Path) -> set[str]:
    """Name what a case holds once it holds all of a source."""
    if what == "add":
        return {p.name for p in source.iterdir()}
    return {f"events/{source.stem}.parquet", f"events/{source.stem}.json"}


def present(case: Case) -> set[str]:
    return {d.filename for d in documents(case)} | set(case.names("events/*"))


@pytest.mark.parametrize(("what", "make"), [("add", folder_of_documents), ("import", table_of_events)])
def test_a_kill_at_any_moment_leaves_a_clean_case_with_all_that_was_acknowledged(
    workshop: Workshop, what: str, make: Callable[[pathlib.Path, int], pathlib.Path], tmp_path: pathlib.Path
):
    act = Act(by="tester", at="2026-01-01T00:00:00+00:00")
    case = new_case(tmp_path / "case", title="killed", actors=None, act=act)
    first = make(tmp_path, 0)
    work = begin(workshop, what, case, first)
    started = time.perf_counter()
    assert work.rest() == DONE
    span = time.perf_counter() - started
    acknowledged, cut_short = [first], 0
    rng = np.random.default_rng(20260101)
    for number, share in enumerate(rng.uniform(0.0, 1.1, MOMENTS), start=1):
        source = make(tmp_path, number)
        work = begin(workshop, what, case, source)
        time.sleep(share * span)
        said = work.kill()
        opened = Case.open(case.path)
        assert verify(opened) == (), f"killed after {share:.2f} of the work"
        if said == DONE:
            acknowledged.append(source)
        cut_short += said != DONE
        found = present(opened)
        assert all(parts_of(what, known) <= found for known in acknowledged)
        assert parts_of(what, source) & found in (set(), parts_of(what, source))  # all of it or nothing
    assert cut_short >= MOMENTS // 4, "too few kills fell into the work to say anything"


def start(case: Case, source: pathlib.Path) -> "subprocess.Popen[str]":
    code = f"{LOADING}\nimport sys\ngiven = sys.argv[1:]\n{WORK}"
    command = [sys.executable, "-c", code, "add", str(case.path), str(source)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_that_write_at_once_both_leave_whole_results(tmp_path: pathlib.Path):
    act = Act(by="tester", at="2026-01-01T00:00:00+00:00")
    case = new_case(tmp_path / "case", title="two writers", actors=None, act=act)
    sources = [folder_of_documents(tmp_path, n) for n in (1, 2, 3)]
    commands = [
        [sys.executable, "-m", "holdfire", "-C", str(case.path), "add", str(source)] for source in sources
    ]
    children = [
        subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for c in commands
    ]
    for child, source in zip(children, sources, strict=True):
        _, complaint = child.communicate(timeout=120)
        assert child.returncode in (0, 4), complaint
        there = parts_of("add", source) & present(Case.open(case.path))
        assert there == (parts_of("add", source) if child.returncode == 0 else set())
    assert 0 in [child.returncode for child in children]
    assert verify(Case.open(case.path)) == ()


def test_two_processes_that_add_the_same_documents_make_them_once(tmp_path: pathlib.Path):
    act = Act(by="tester", at="2026-01-01T00:00:00+00:00")
    case = new_case(tmp_path / "case", title="one bundle twice", actors=None, act=act)
    source = folder_of_documents(tmp_path, 1)
    children = [start(case, source) for _ in range(2)]
    complaints = [child.communicate(timeout=120)[1] for child in children]
    codes = [child.returncode for child in children]
    assert 0 in codes
    assert all("BusyError" in c for c, code in zip(complaints, codes, strict=True) if code)
    assert len(documents(Case.open(case.path))) == FILES
    assert verify(Case.open(case.path)) == ()
