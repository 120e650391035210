"""safe-passage as a user asks it: a case with a control map and no events, on the command line."""

import json

import pytest
from command_line import run

pytestmark = pytest.mark.e2e

ACTORS = """
[[actor]]
id = "redland"
name = "Redland"
kind = "state"
aliases = ["Reds"]

[[actor]]
id = "blues"
name = "Blue Front"
kind = "armed_group"
"""


def feature(holder, west, south, east, north, **other):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"holder": holder, "from": "2016-01-01", "error_km": 2, "source": "atlas", **other},
    }


MAP = [
    feature("Redland", 38.0, 35.0, 38.6, 36.0),
    feature("Blue Front", 38.6, 35.0, 38.8, 35.5),
    feature(None, 38.6, 35.5, 38.8, 36.0),
    feature("Redland", 38.8, 35.0, 39.4, 36.0),
    feature("Redland", 38.0, 35.0, 38.6, 36.0, **{"from": "2016-03-01"}),
    feature("Blue Front", 38.6, 35.0, 38.8, 36.0, **{"from": "2016-03-01"}),
    feature("Redland", 38.8, 35.0, 39.4, 36.0, **{"from": "2016-03-01"}),
]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("passage")
    (folder / "actors.toml").write_text(ACTORS)
    (folder / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": MAP}))
    for words in (
        ["new", str(folder / "case"), "--actors", str(folder / "actors.toml")],
        ["-C", str(folder / "case"), "import", "control", str(folder / "map.geojson")],
    ):
        assert run(*words).returncode == 0
    return folder / "case"


def ask(case, *words, start="38.3,35.25"):
    flags = ["--form", "safe-passage", "--mover", "Reds", "--through", "Blue Front"]
    ends = ["--from-place", start, "--to-place", "39.1,35.25"]
    return run("-C", str(case), "ask", *flags, *ends, *words, "--json")


def answer_of(done):
    assert done.returncode == 0, done.stderr
    (answer,) = json.loads(done.stdout)["answers"]
    return answer


def test_a_way_round_is_found_and_never_supports(case):
    answer = answer_of(ask(case, "--on", "2016-02-01"))
    assert answer["effect"]["name"] == "share of maps in which every way crosses"
    assert answer["effect"]["value"] <= 0.05
    assert answer["verdict"] == "does_not_support"
    assert (answer["pvalue"], answer["crossing_km"]) == (None, None)
    assert 90 < answer["way_round_km"] < 120
    assert answer["details"]["word"] == "a route without crossing X exists"


def test_every_answer_is_made_again_from_its_seed(case):
    done = run("-C", str(case), "verify", "--recompute")
    assert (done.returncode, "0 faults" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_belt_is_crossed_and_the_data_cannot_tell_consent(case):
    answer = answer_of(ask(case, "--on", "2016-03-01"))
    assert answer["effect"]["value"] >= 0.95
    assert answer["verdict"] == "cannot_tell"
    assert answer["crossing_km"] == pytest.approx(18.2, abs=2.1)
    assert answer["way_round_km"] is None
    assert answer["power"]["minimum_detectable"] is None
    assert answer["power"]["registered"]


def test_over_a_period_some_day_is_enough(case):
    answer = answer_of(ask(case, "--from", "2016-01-10", "--until", "2016-03-10"))
    assert answer["verdict"] == "does_not_support"
    assert len(answer["details"]["sources"][0]["layers"]) == 2


def test_a_place_on_the_ground_and_one_off_the_map_are_said(case):
    on = answer_of(ask(case, "--on", "2016-02-01", start="38.7,35.2"))
    assert on["effect"]["value"] == 1
    assert any("lies on ground of Blue Front" in caveat for caveat in on["caveats"])
    off = answer_of(ask(case, "--on", "2016-02-01", start="30,35.2"))
    assert (off["status"], off["effect"]) == ("undefined", None)
    assert "lies outside the mapped ground" in off["reason"]
    early = answer_of(ask(case, "--on", "2015-02-01"))
    assert "they hold from 2016-01-01" in early["reason"]


MOVED = ["--mover", "Reds", "--through", "Blue Front"]
INCOMPLETE = (
    (["--form", "safe-passage", "--mover", "Reds"], "--through, --from-place, --to-place"),
    (["--form", "silent-front", *MOVED, "--from-place", "38,35"], "--to-place"),
    (["--form", "silent-front", *MOVED, "--from-place", "38,35", "--to-place", "39,35"], "safe-passage"),
)


def test_what_lacks_is_named_and_nothing_is_registered(case):
    before = sorted((case / "questions").glob("*"))
    for words, lacking in INCOMPLETE:
        done = run("-C", str(case), "ask", *words, "--on", "2016-02-01")
        assert done.returncode == 3
        assert lacking in done.stderr
    unknown = ask(case, "--on", "2016-02-01", start="Nowhere")
    assert unknown.returncode == 3
    assert "Nowhere" in unknown.stderr
    assert sorted((case / "questions").glob("*")) == before


ROADS = [
    [[38.3, 35.25], [39.1, 35.25]],
    [[38.3, 35.25], [38.5, 35.8], [38.95, 35.8]],
    [[38.9, 35.9], [39.1, 35.25]],
]


@pytest.fixture(scope="module")
def roads(tmp_path_factory):
    file = tmp_path_factory.mktemp("roads") / "roads.geojson"
    lines = [{"type": "LineString", "coordinates": line} for line in ROADS]
    features = [{"type": "Feature", "properties": {}, "geometry": line} for line in lines]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_roads_are_kept_with_the_question_and_verify_sees_what_becomes_of_them(case, roads):
    open_ground = answer_of(ask(case, "--on", "2016-01-02"))
    answer = answer_of(ask(case, "--on", "2016-01-02", "--roads", str(roads)))
    assert answer["way_round_km"] == pytest.approx(166, rel=0.02)
    assert open_ground["way_round_km"] < 120
    assert answer["question"] != open_ground["question"]
    kept = case / "questions" / f"{answer['question']}.roads.geojson"
    moved = roads.with_name("elsewhere.geojson")
    roads.rename(moved)
    done = run("-C", str(case), "verify", "--recompute")
    moved.rename(roads)
    assert (done.returncode, "0 faults" in done.stdout) == (0, True), done.stdout + done.stderr
    before = kept.read_bytes()
    kept.write_bytes(before.replace(b"35.8", b"35.1"))
    done = run("-C", str(case), "verify")
    kept.write_bytes(before)
    assert done.returncode == 1
    assert "the roads of" in done.stdout


def test_a_slow_mover_does_not_arrive_and_a_fast_one_has_its_day(case):
    days = ["--from", "2016-01-02", "--until", "2016-01-06"]
    slow, fast = (answer_of(ask(case, *days, "--km-per-day", km)) for km in ("15", "60"))
    assert slow["verdict"] == "cannot_tell"
    assert "arrives in 39.1,35.25 within" in slow["reason"]
    assert fast["details"]["sources"][0]["journey"]["arrives"] == "2016-01-03"


def test_wrong_words_about_ways_change_nothing(case, tmp_path):
    before = sorted((case / "questions").glob("*"))
    empty = tmp_path / "empty.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}')
    for words, said in (
        (["--days", "all"], "any"),
        (["--range-km", "-3"], "range_km"),
        (["--roads", str(empty)], "no line"),
        (["--roads", str(tmp_path / "none.kml")], "none.kml"),
    ):
        done = ask(case, "--on", "2016-02-01", *words)
        assert done.returncode == 3, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    alone = run("-C", str(case), "ask", "--form", "silent-front", "--roads", str(empty))
    assert alone.returncode == 3
    assert sorted((case / "questions").glob("*")) == before
