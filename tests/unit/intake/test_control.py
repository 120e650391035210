"""Control maps come in whole, in one normal form, or not at all."""

import json
import pathlib
from dataclasses import replace

import pytest

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.folder import Case
from holdfire.control import read_control
from holdfire.errors import ControlError
from holdfire.intake.control import import_control
from holdfire.intake.opening import new_case

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")


@pytest.fixture
def case(tmp_path: pathlib.Path) -> Case:
    return new_case(tmp_path / "case", title="x", actors=None, act=ACT)


def feature(holder: str | None, day: str, *, west: float = 20.0) -> dict[str, object]:
    ring = [[west, 10], [west + 1, 10], [west + 1, 11], [west, 11], [west, 10]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"holder": holder, "from": day}, "geometry": geometry}


def write(path: pathlib.Path, *features: dict[str, object]) -> pathlib.Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return path


def test_a_map_is_stored_in_one_form_whatever_its_layout(case: Case, tmp_path: pathlib.Path):
    source = write(
        tmp_path / "Front Lines.geojson", feature("Red", "2017-01-01"), feature(None, "2017-02-01")
    )
    report = import_control(case, [source], name=None, act=ACT)
    assert report.name == "front_lines"
    assert (report.spells, report.holders, report.unassigned) == (2, ("Red",), 1)
    assert report.days == ("2017-01-01", "2017-02-01")
    stored = case.read("control/front_lines.geojson")
    spells = tuple(replace(spell, source="front_lines") for spell in read_control(source))
    assert read_control(case.path / "control/front_lines.geojson") == spells
    source.write_text(json.dumps(json.loads(source.read_text()), indent=4))
    logged = (case.path / "log.jsonl").read_bytes()
    again = import_control(case, [source], name=None, act=ACT)
    assert (again.replaced, again.unchanged) == (False, True)
    assert "unchanged" in again.sentences()[0]
    assert (case.path / "log.jsonl").read_bytes() == logged
    assert case.read("control/front_lines.geojson") == stored
    assert check_files(case) == ()
    assert report.sentences()[0].startswith(
        "imported control map front_lines: 2 features, 2 days from 2017-01-01"
    )


def test_another_map_of_the_same_name_replaces_the_first(case: Case, tmp_path: pathlib.Path):
    source = write(tmp_path / "fronts.geojson", feature("Red", "2017-01-01"))
    import_control(case, [source], name=None, act=ACT)
    write(source, feature("Blue", "2017-01-01"))
    again = import_control(case, [source], name=None, act=ACT)
    assert (again.replaced, again.unchanged) == (True, False)
    assert again.sentences()[0].startswith("replaced control map fronts")
    assert case.names("control/*.geojson") == ("control/fronts.geojson",)


def test_several_files_become_one_source_under_a_name(case: Case, tmp_path: pathlib.Path):
    files = [write(tmp_path / f"{m}.geojson", feature("Red", f"2017-0{m}-01")) for m in (1, 2)]
    with pytest.raises(ControlError, match="say with --name"):
        import_control(case, files, name=None, act=ACT)
    assert import_control(case, files, name="Monthly", act=ACT).spells == 2
    assert case.names("control/*") == ("control/monthly.geojson",)


def test_the_log_names_the_files_that_a_map_was_made_from(case: Case, tmp_path: pathlib.Path):
    source = write(tmp_path / "a.geojson", feature("Red", "2017-01-01"))
    import_control(case, [source], name=None, act=ACT)
    last = json.loads((case.path / "log.jsonl").read_bytes().splitlines()[-1])
    assert last["detail"]["sources"][0]["file"] == "a.geojson"
    assert len(last["detail"]["sources"][0]["sha256"]) == 64


def test_all_that_is_wrong_in_all_files_is_listed_and_nothing_changes(case: Case, tmp_path: pathlib.Path):
    good = write(tmp_path / "good.geojson", feature("Red", "2017-01-01"))
    bad_day = write(tmp_path / "bad.geojson", feature("Red", "2017-13-01"), feature("Red", "yesterday"))
    no_map = tmp_path / "no.geojson"
    no_map.write_text("[]")
    with pytest.raises(ControlError, match="nothing was imported") as error:
        import_control(case, [good, bad_day, no_map, tmp_path / "missing.geojson"], name="x", act=ACT)
    assert {p.file for p in error.value.problems} == {"bad.geojson", "no.geojson", "missing.geojson"}
    assert len([p for p in error.value.problems if p.file == "bad.geojson"]) == 2
    assert case.names("control/*") == ()


def test_a_map_without_a_feature_is_no_map(case: Case, tmp_path: pathlib.Path):
    with pytest.raises(ControlError, match=r"empty\.geojson"):
        import_control(case, [write(tmp_path / "empty.geojson")], name=None, act=ACT)
