"""`control exposure`, `held`, `reach`, `changes` and `check` on maps, as a user meets them."""

import json

import pytest
from command_line import run, run_anew

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.control import import_control
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
DAYS = {"May": ("2030-05-01", "2030-06-01"), "June": ("2030-06-01", "2030-07-01")}


def ground(holder: str, south: float, north: float, month: str) -> dict[str, object]:
    ring = [[38, south], [39, south], [39, north], [38, north], [38, south]]
    since, until = DAYS[month]
    properties = {"holder": holder, "from": since, "until": until, "error_km": 2}
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case whose line moves from 34.0 to 34.2 degrees on 1 June, past the town of Osk."""
    folder = tmp_path_factory.mktemp("ground")
    case = new_case(folder / "case", title="t", actors=None, act=ACT)
    drawn = [
        ground("Reds", 33.5, 34.0, "May"),
        ground("Blues", 34.0, 34.5, "May"),
        ground("Reds", 33.5, 34.2, "June"),
        ground("Blues", 34.2, 34.5, "June"),
    ]
    path = folder / "desk.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": drawn}))
    import_control(case, [path], name="desk", act=ACT)
    (folder / "towns.csv").write_text("name,lat,lon,country,population\nOsk,34.1,38.5,Velmar,9000\n")
    import_gazetteer(case, [folder / "towns.csv"], name=None, columns={}, skip_bad=False, act=ACT)
    return case


def test_the_front_of_two_actors_is_told_day_by_day(case: Case) -> None:
    told = run_anew("-C", case.path, "control", "exposure", "Reds", "blues", "--until", "2030-06-02")
    assert told.returncode == 0, told.stderr
    assert "Reds and Blues" in told.stdout
    assert "2030-05-01  2030-06-01  92.4" in told.stdout
    found = json.loads(run("-C", case.path, "control", "exposure", "Reds", "Blues", "--json").stdout)
    assert found["exposure"]["unit"] == "km-days"
    assert found["exposure"]["basis"] == "control map"
    assert found["exposure"]["value"] == pytest.approx(31 * 92.39 + 30 * 92.17, rel=1e-3)


def test_ground_held_on_a_day_comes_with_the_maps_error(case: Case) -> None:
    told = run("-C", case.path, "control", "held", "--on", "2030-06-01", "--actor", "Reds").stdout
    assert "7,186" in told  # km² by pyproj, 33.5 to 34.2 degrees
    assert "9,000 (9,000–9,000)" in told
    (reds,) = json.loads(
        run("-C", case.path, "control", "held", "--on", "2030-05-31", "--actor", "Reds", "--json").stdout
    )
    assert reds["people"] == 0
    assert reds["km2_range"][0] < reds["km2"] < reds["km2_range"][1]


def test_reach_and_changes_are_told(case: Case) -> None:
    flags = ("--within", "20", "--on", "2030-05-01", "--json")
    (reached,) = json.loads(run("-C", case.path, "control", "reach", "Reds", "Blues", *flags).stdout)
    assert reached["km2"] == pytest.approx(20 * 92.3, rel=0.01)
    assert (reached["places"], reached["people"]) == (1, 9000)
    told = run("-C", case.path, "control", "changes").stdout
    assert "Osk" in told
    assert "no events" in told
    changes = json.loads(run("-C", case.path, "control", "changes", "--json").stdout)
    assert [(c["place"], c["loser"], c["taker"], c["last"]) for c in changes["towns"]] == [
        ("Osk", "Blues", "Reds", "2030-06-01")
    ]
    assert changes["ground"][0]["km2"] == pytest.approx(2_048, rel=0.01)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exposure", "Reds", "Nobody"), "Nobody"),
        (("exposure", "Reds", "Reds"), "itself"),
        (("exposure", "Reds", "Blues", "--from", "2030-06-01", "--until", "2030-06-01"), "ends"),
        (("held", "--area", "Atlantis"), "Atlantis"),
        (("held", "--source", "press"), "desk"),
        (("held", "--on", "May"), "2017-10-01"),
        (("reach", "Reds", "Blues", "--within", "-1", "--on", "2030-05-01"), "reach"),
        (("changes", "--km", "900"), "50 km"),
    ],
)
def test_what_cannot_be_asked_is_said_with_the_code_for_bad_input(
    case: Case, words: tuple[str, ...], said: str
) -> None:
    done = run("-C", case.path, "control", *words)
    assert done.returncode == 3
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_one_day_and_a_period_are_not_asked_for_at_once(case: Case) -> None:
    flags = ("--on", "2030-05-01", "--from", "2030-05-01")
    assert run("-C", case.path, "control", "held", *flags).returncode == 2
