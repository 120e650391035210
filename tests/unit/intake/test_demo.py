"""The demonstration case: whole, logged, and the same for the same seed."""

import hashlib
import json
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.contents import actors, documents
from holdfire.case.folder import SETTINGS, Case
from holdfire.errors import CaseError
from holdfire.intake.demo import DEMO_SEED, TRUTH, suggested_questions, truth_in, write_demo
from holdfire.intake.gold import GOLD
from holdfire.records.settings import read_settings
from holdfire.simulate.velmar import LAND

ACT = Act(by="somebody", at="2026-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return write_demo(tmp_path_factory.mktemp("demo") / "case", seed=DEMO_SEED, act=ACT)


def _hashes(case: Case) -> dict[str, str]:
    return {name: hashlib.sha256(case.read(name)).hexdigest() for name in case.logged()}


def test_the_case_says_that_it_is_simulated(demo: Case) -> None:
    settings = read_settings(demo.read(SETTINGS).decode(), source=SETTINGS)
    assert settings.simulated
    assert settings.area == LAND.name


def test_nothing_is_wrong_with_its_files(demo: Case) -> None:
    assert check_files(demo) == ()
    assert TRUTH in demo.logged()


def test_each_report_is_a_document_with_its_outlet_and_day(demo: Case) -> None:
    truth = {r.file: (r.outlet, r.title, r.published) for r in truth_in(demo).reports}
    found = documents(demo)
    assert {d.filename: (d.outlet, d.title, str(d.published)) for d in found} == truth
    assert len({d.outlet for d in found}) >= 8


def test_reports_draw_on_one_another(demo: Case) -> None:
    files = {d.filename for d in documents(demo)}
    links = truth_in(demo).links
    assert {link.how for link in links} >= {"copy", "quoted", "rewritten"}
    assert all({link.later, link.earlier} <= files for link in links)


def test_the_gold_of_the_press_stands_in_its_documents(demo: Case) -> None:
    texts = {d.filename: demo.read(f"documents/{d.folder}/text.txt").decode() for d in documents(demo)}
    rows = [json.loads(row) for row in demo.read(GOLD).decode().split("\n") if row]
    assert len(rows) > 60
    assert all(texts[row["document"]][row["start"] : row["end"]] == row["quote"] for row in rows)
    assert {row["kind"] for row in rows} >= {"deal", "clash", "no_clash", "figure"}


def test_it_holds_events_maps_claims_and_actors(demo: Case) -> None:
    assert demo.names("events/*.parquet") == ("events/velmar.parquet",)
    assert demo.names("control/*.geojson") == ("control/meridian_map_desk.geojson",)
    assert len(demo.names("documents/*/claims.jsonl")) == len(documents(demo))
    assert {"gov", "covenant", "front", "tern_brigade"} <= {actor.id for actor in actors(demo)}


def test_the_suggested_questions_are_what_the_press_alleges_one_of_it_true(demo: Case) -> None:
    said = truth_in(demo).war.allegations
    suggested = suggested_questions(demo)
    assert [(q.a, q.b, q.against, q.on) for q in suggested] == [(s.a, s.b, s.against, s.since) for s in said]
    assert [s.true for s in said] == [True, False, False]
    assert all(q.since < q.on < q.until for q in suggested)


def test_the_same_seed_and_act_give_the_same_bytes(demo: Case, tmp_path: Path) -> None:
    again = write_demo(tmp_path / "again", seed=DEMO_SEED, act=ACT)
    assert _hashes(again) == _hashes(demo)


def test_another_seed_gives_another_war(demo: Case, tmp_path: Path) -> None:
    other = write_demo(tmp_path / "other", seed=DEMO_SEED + 1, act=ACT)
    assert other.read(TRUTH) != demo.read(TRUTH)
    assert check_files(other) == ()


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(CaseError, match="not empty"):
        write_demo(tmp_path, seed=DEMO_SEED, act=ACT)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
