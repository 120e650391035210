"""A dossier as a zip: whoever unzips it recomputes every answer, and finds no document in it."""

import hashlib
import json
import re
import shutil
import zipfile

import pytest
from command_line import run

pytestmark = pytest.mark.e2e

ACTORS = """
[[actor]]
id = "redland"
name = "Redland"

[[actor]]
id = "blues"
name = "Blue Front"
"""
ASK = ["--form", "safe-passage", "--mover", "redland", "--through", "blues", "--from-place", "38.3,35.25"]
ASK += ["--to-place", "39.1,35.25", "--on", "2016-02-01"]


def square(holder, west, east, **other):
    ring = [[west, 35.0], [east, 35.0], [east, 36.0], [west, 36.0], [west, 35.0]]
    properties = {"holder": holder, "from": "2016-01-01", "source": "atlas", **other}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def done(*words):
    found = run(*words)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def unzipped(file, folder):
    with zipfile.ZipFile(file) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist() == sorted(packed.namelist())
        packed.extractall(folder)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    (folder / "actors.toml").write_text(ACTORS)
    squares = [square("Redland", 38.0, 38.6), square("Blue Front", 38.6, 38.8), square("Redland", 38.8, 39.4)]
    (folder / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    road = {"type": "LineString", "coordinates": [[38.3, 35.25], [39.1, 35.25]]}
    (folder / "roads.geojson").write_text(json.dumps(road))
    (folder / "secret.txt").write_text("A private letter that nobody outside is to read.")
    done("new", folder / "case", "--actors", folder / "actors.toml")
    done("-C", folder / "case", "import", "control", folder / "map.geojson")
    done("-C", folder / "case", "add", folder / "secret.txt")
    return folder / "case"


@pytest.fixture(scope="module")
def asked(case):
    return json.loads(done("-C", case, "ask", *ASK, "--roads", case.with_name("roads.geojson"), "--json"))


def test_the_same_case_gives_the_same_bytes_whenever_it_is_packed(case, asked, tmp_path):
    name = asked["question"]["id"]
    for file in ("one.zip", "two.zip"):
        done("-C", case, "dossier", name, tmp_path / file)
    one, two = (hashlib.sha256((tmp_path / file).read_bytes()).hexdigest() for file in ("one.zip", "two.zip"))
    assert one == two


def test_roads_go_along_and_a_changed_map_is_named(case, asked, tmp_path):
    name = asked["question"]["id"]
    done("-C", case, "dossier", name, tmp_path / "out.zip")
    made = unzipped(tmp_path / "out.zip", tmp_path / "here")
    assert (made / "case" / "questions" / f"{name}.roads.geojson").is_file()
    assert "0 faults" in done("-C", made / "case", "verify", "--recompute")
    everything = b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    assert b"nobody outside is to read" not in everything
    assert (made / "log-of-the-whole-case.jsonl").read_bytes() == (case / "log.jsonl").read_bytes()
    (drawn,) = (made / "case" / "control").glob("*.geojson")
    drawn.write_text(drawn.read_text().replace("38.6", "38.5"))
    found = run("-C", made / "case", "verify")
    assert (found.returncode, drawn.name in found.stdout) == (1, True)


def test_a_stricter_profile_keeps_the_log_at_home_and_stale_answers_are_said(case, asked, tmp_path):
    name = asked["question"]["id"]
    other = tmp_path / "case"
    shutil.copytree(case, other)
    more = square("Blue Front", 38.0, 38.1, source="other")
    (tmp_path / "more.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [more]}))
    done("-C", other, "import", "control", tmp_path / "more.geojson")
    settings = other / "holdfire.toml"
    settings.write_text(re.sub(r'privacy = "\w+"', 'privacy = "strict"', settings.read_text()))
    done("-C", other, "dossier", name, tmp_path / "out.zip")
    made = unzipped(tmp_path / "out.zip", tmp_path / "here")
    assert not (made / "log-of-the-whole-case.jsonl").exists()
    assert "safe-passage" in (made / "README.md").read_text()
    assert not (made / "case" / "answers").exists()
    assert "0 faults" in done("-C", made / "case", "verify", "--recompute")


def test_another_ending_is_wrong_usage(case, asked, tmp_path):
    found = run("-C", case, "dossier", asked["question"]["id"], tmp_path / "out.pdf")
    assert found.returncode == 2
    assert ".html or .zip" in found.stderr
    assert not list(tmp_path.iterdir())
