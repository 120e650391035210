"""Claims are coded once, and again only where something that they are made from changed."""

import dataclasses
import json
import multiprocessing
import pathlib
import shutil
from datetime import date
from multiprocessing.connection import wait

import pytest
from dask_cluster import cluster

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import ACTORS, documents
from holdfire.case.folder import Case
from holdfire.errors import BusyError, CoderError, UsageError, WorkerError
from holdfire.inquiry.reading import claims
from holdfire.intake import coding
from holdfire.intake.coding import code_claims
from holdfire.intake.coding_report import LEFT_OUT
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.jobs.engines import HERE, Engine
from holdfire.model.actor import Actor
from holdfire.model.ids import digest
from holdfire.records.registry import write_registry

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
ACTORS_OF_VELMAR = (
    Actor(id="crown", name="Crown of Velmar", kind="state", aliases=("the Crown", "royal army")),
    Actor(id="league", name="River League", aliases=("League fighters",)),
)
FRAGILE = """
import os
from holdfire.claims import Coded, Coder

def code(document, text, lexicon, layout):
    if text.startswith("Report 3."):
        os._exit(9)
    return Coded(claims=())

CODER = Coder(name="fragile/1", code=code)
"""
TEXT = (
    "League fighters attacked the royal army near Ost on 3 March 2017. "
    "The royal army captured two villages. No clashes between the League fighters and the royal army "
    "have been reported since."
)


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    registry = tmp_path / "actors.toml"
    registry.write_text(write_registry(ACTORS_OF_VELMAR))
    case = new_case(tmp_path / "case", title="x", actors=registry, act=ACT)
    for name in ("one", "two"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Report {name}. {TEXT}")
        add_documents(case, [path], About(published=date(2017, 3, 5)), ACT)
    return case


def lines_of_log(case: Case) -> int:
    return (case.path / "log.jsonl").read_bytes().count(b"\n")


def test_what_is_coded_is_claims_with_their_characters(case: Case):
    report = code_claims(case, ACT)
    found = claims(case)
    assert len(report.coded) == 2
    assert report.claims == len(found) > 2
    assert {"attack", "no_clash"} <= {c.kind for c in found}
    for name in case.names("documents/*/claims.jsonl"):
        rows = [json.loads(row) for row in case.read(name).splitlines()]
        assert [(r["start"], r["end"]) for r in rows] == sorted((r["start"], r["end"]) for r in rows)
        assert {r["document"] for r in rows} == {name.split("/")[1]}
    assert check_files(case) == ()


def test_nothing_is_coded_twice_and_again_gives_the_same_bytes(case: Case):
    code_claims(case, ACT)
    logged, height = case.logged(), lines_of_log(case)
    report = code_claims(case, ACT)
    assert (report.coded, report.unchanged, report.claims) == ((), 2, 0)
    assert lines_of_log(case) == height
    assert len(code_claims(case, ACT, again=True).coded) == 2
    assert case.logged() == logged


def test_a_new_document_is_coded_alone(case: Case, tmp_path: pathlib.Path):
    code_claims(case, ACT)
    (tmp_path / "three.txt").write_text("Report three. " + TEXT)
    (added,) = add_documents(case, [tmp_path / "three.txt"], About(), ACT).added
    assert code_claims(case, ACT).coded == (added.folder,)


def test_a_changed_registry_has_every_document_coded_again(case: Case):
    code_claims(case, ACT)
    renamed = (dataclasses.replace(ACTORS_OF_VELMAR[0], id="king"), ACTORS_OF_VELMAR[1])
    case.commit(ACT, "actors", write={ACTORS: write_registry(renamed).encode()})
    assert code_claims(case, ACT).unchanged == 0
    sides = {side for c in claims(case) for side in (*c.side_a, *c.side_b)}
    assert "king" in sides
    assert "crown" not in sides


def test_the_report_says_what_was_done(case: Case):
    first = code_claims(case, ACT).sentences()[0]
    assert first.startswith("coded 2 documents (")
    assert first.endswith("0 were coded already")


def test_how_a_document_was_coded_is_kept_beside_its_claims(case: Case):
    code_claims(case, ACT)
    folder = documents(case)[0].folder
    coding = json.loads(case.read(f"documents/{folder}/coding.json"))
    assert coding["coders"]
    assert coding["claims"] == len(claims(case, document=folder))


def test_the_report_says_in_words_what_was_left_out(case: Case, tmp_path: pathlib.Path):
    path = tmp_path / "three.txt"
    path.write_text(
        "Did League fighters attack the royal army? League fighters tried to attack the royal army."
    )
    add_documents(case, [path], About(), ACT)
    told = code_claims(case, ACT).sentences()[1]
    assert told == "left out: 1 attempt that is not said to have succeeded; 1 question"


def test_every_reason_that_a_text_gives_for_leaving_out_has_its_words(case: Case, tmp_path: pathlib.Path):
    path = tmp_path / "four.txt"
    path.write_text(
        "The royal army would attack League fighters. "
        "If the royal army attacks League fighters they will flee. "
        "League fighters planned to attack the royal army. League fighters did not capture two villages. "
        "There is no evidence of an attack by League fighters on the royal army."
    )
    add_documents(case, [path], About(), ACT)
    dropped = code_claims(case, ACT).dropped
    assert dropped
    assert set(dropped) <= set(LEFT_OUT)


def test_each_document_is_announced_before_it_is_read(case: Case):
    heard: list[tuple[int, int, str]] = []
    code_claims(case, ACT, told=lambda *one: heard.append(one))
    assert [(number, total) for number, total, _ in heard] == [(1, 2), (2, 2)]
    assert {name for *_, name in heard} == {d.filename for d in documents(case)}
    heard.clear()
    code_claims(case, ACT, told=lambda *one: heard.append(one))
    assert heard == []


def test_a_run_that_is_stopped_keeps_the_long_documents_that_it_has_read(case: Case, tmp_path: pathlib.Path):
    for number in range(3):
        path = tmp_path / f"long{number}.txt"
        path.write_text(f"Page {number}.\n\n" + "Nothing was heard of it.\n\n" * 9_000)
        add_documents(case, [path], About(published=date(2031, 1, number + 1)), ACT)

    def stop(number: int, _total: int, _name: str) -> None:
        if number == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        code_claims(case, ACT, told=stop)
    assert code_claims(case, ACT).unchanged == 4
    assert check_files(case) == ()


def add_reports(case: Case, folder: pathlib.Path, count: int) -> None:
    for number in range(count):
        (folder / f"report{number}.txt").write_text(f"Report {number}. {TEXT}")
    add_documents(case, [folder / f"report{number}.txt" for number in range(count)], About(), ACT)


def test_two_processes_store_what_one_stores_though_one_of_them_is_killed(
    case: Case, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    add_reports(case, tmp_path, 12)
    monkeypatch.setattr(coding, "BATCH", 4)
    other = Case.open(shutil.copytree(case.path, tmp_path / "other"))
    killed: list[bool] = []

    def kill(number: int, _total: int, _name: str) -> None:
        if number == 10:  # not before the first document was read
            worker = multiprocessing.active_children()[0]
            worker.kill()
            # not by join: the pool waits for its worker, too, and only one of the two is told how it ended
            killed.append(bool(wait([worker.sentinel], timeout=60)))

    assert code_claims(case, ACT, engine=Engine(workers=2), told=kill) == code_claims(other, ACT)
    assert killed == [True]
    assert case.read("log.jsonl") == other.read("log.jsonl"), "the same files in the same acts"
    assert len(claims(case)) > 14


def test_a_document_that_no_process_survives_costs_no_other_document(
    case: Case, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    add_reports(case, tmp_path, 6)
    package = tmp_path / "fragile-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[holdfire.coders]\nfragile = fragile_coder:CODER\n")
    (tmp_path / "fragile_coder.py").write_text(FRAGILE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(coding, "BATCH", 4)
    with pytest.raises(WorkerError, match=r"died 2 times .*: report3\.txt$"):
        code_claims(case, ACT, coders=("fragile",), engine=Engine(workers=2))
    coded = {name.split("/")[1] for name in case.names("documents/*/coding.json")}
    assert {d.filename for d in documents(case) if d.folder not in coded} == {"report3.txt"}
    assert check_files(case) == ()


def test_a_worker_that_reads_otherwise_is_refused(case: Case):
    with pytest.raises(CoderError, match="this machine with rules/1; install the same version"):
        coding._reading(case.path, (), ("rules/1",), digest(*coding._context(case).items()))
    with pytest.raises(BusyError, match="the case changed meanwhile: its registry or its places"):
        coding._reading(case.path, (), ("rules/1",), digest("another registry"))


def test_a_model_is_asked_by_one_process(case: Case):
    with pytest.raises(UsageError, match="by one process"):
        code_claims(case, ACT, coders=("model",), engine=Engine(workers=2))


def test_there_are_as_many_processes_as_the_text_is_worth(case: Case, monkeypatch: pytest.MonkeyPatch):
    found = documents(case)
    assert coding._worth(case, found) == HERE
    monkeypatch.setattr(coding, "WORTH_BYTES", 100)
    for cores, workers in ((1, 1), (2, 2), (64, 2)):
        monkeypatch.setattr(coding.os, "cpu_count", lambda cores=cores: cores)
        assert coding._worth(case, found) == Engine(workers=workers)


@pytest.mark.filterwarnings("ignore")  # the client's own threads
def test_a_cluster_stores_the_same_and_reads_a_changed_registry_anew(case: Case, tmp_path: pathlib.Path):
    other = Case.open(shutil.copytree(case.path, tmp_path / "other"))
    renamed = (dataclasses.replace(ACTORS_OF_VELMAR[0], id="king"), ACTORS_OF_VELMAR[1])
    with cluster(tmp_path) as dask:
        for one, engine in ((case, Engine(cluster=dask.address)), (other, HERE)):
            code_claims(one, ACT, engine=engine)
            one.commit(ACT, "actors", write={ACTORS: write_registry(renamed).encode()})
            code_claims(one, ACT, engine=engine)
    assert case.read("log.jsonl") == other.read("log.jsonl")
    assert "king" in {side for claim in claims(case) for side in (*claim.side_a, *claim.side_b)}
