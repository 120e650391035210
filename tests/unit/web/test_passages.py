"""A passage asked on the screen and as JSON: roads that are sent, how long a way may be, other choices."""

import html
import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from holdfire.case.act import Act
from holdfire.intake.control import import_control
from holdfire.intake.opening import new_case
from holdfire.web.field_words import in_fields

ACT = Act(by="tester", at="2026-11-21T04:00:00+00:00")
TOKEN = "a-token-of-this-session"  # noqa: S105  of the tests' own app
FLAG = r"(?<![\w-])--[a-z]"
HEADER = {"x-holdfire-token": TOKEN}
REGISTRY = '[[actor]]\nid = "reds"\nname = "Reds"\n\n[[actor]]\nid = "blues"\nname = "Blue Front"\n'
HOSTILE = "<img src=x onerror=alert(1)>.geojson"
ROADS = json.dumps({"type": "LineString", "coordinates": [[38.3, 35.25], [38.7, 35.7], [39.1, 35.25]]})
ASKED = {
    "mover": "Reds",
    "through": "Blue Front",
    "from_place": "38.3,35.25",
    "to_place": "39.1,35.25",
    "from": "2016-01-05",
    "until": "2016-01-08",
    "form": "safe-passage",
    "range_km": "500",
    "km_per_day": "0",
    "days": "each",
    "choice": "safe-passage.error=2\r\nsafe-passage.draws=99\n",
}


def _held(holder: str | None, west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    of = {"holder": holder, "from": "2016-01-01", "error_km": 2, "source": "atlas"}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": of}


@pytest.fixture
def passage(tmp_path: Path, make):
    """A case of one map with a gap in the north, and a client for it."""
    (tmp_path / "actors.toml").write_text(REGISTRY)
    drawn = [
        _held("Reds", 38.0, 35.0, 38.6, 36.0),
        _held("Blue Front", 38.6, 35.0, 38.8, 35.5),
        _held(None, 38.6, 35.5, 38.8, 36.0),
        _held("Reds", 38.8, 35.0, 39.4, 36.0),
    ]
    (tmp_path / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": drawn}))
    case = new_case(tmp_path / "case", title="A passage", actors=tmp_path / "actors.toml", act=ACT)
    import_control(case, [tmp_path / "map.geojson"], name=None, act=ACT)
    return case, make.client(case)


def _sent(client, name: str, body: str = ROADS):
    return client.post(f"/api/roads?name={quote(name)}", headers=HEADER, content=body.encode())


def test_a_passage_along_roads_is_registered_from_the_form_as_it_is_on_the_command_line(passage, parsed):
    case, client = passage
    roads = parsed(_sent(client, f"../{HOSTILE}"))
    assert roads["name"] == HOSTILE
    fields = {**ASKED, "roads": roads["roads"]}
    shown = client.get(f"/questions/new?{urlencode(fields)}")
    assert "onerror=alert(1)&gt;.geojson" in shown.text
    assert "<img" not in shown.text
    for piece in ('value="500"', '<option value="each" selected>', "safe-passage.error=2"):
        assert piece in shown.text
    assert client.post("/questions", data={**fields, "token": TOKEN}).status_code == 303
    (name,) = case.names("questions/*.toml")
    asked = parsed(client.get(f"/api/questions/{Path(name).stem}"))["question"]
    own = asked["choices"]["safe-passage"]
    assert (own["range_km"], own["days"], own["error"], own["draws"]) == (500.0, "each", 2.0, 99)
    assert own["roads"] == f"{roads['roads']} {HOSTILE}"
    assert json.loads(case.read(f"questions/{asked['id']}.roads.geojson"))["type"] == "MultiLineString"
    body = {name: ASKED[name] for name in ("from", "until", "from_place", "to_place")}
    body |= {"mover": ["Reds"], "through": ["Blue Front"], "forms": ["safe-passage"], "roads": roads["roads"]}
    chosen = [f"safe-passage.{text}" for text in ("range_km=500", "days=each", "error=2", "draws=99")]
    again = client.post("/api/questions", headers=HEADER, json={**body, "choices": chosen})
    assert parsed(again)["id"] == asked["id"]


def test_roads_that_cannot_be_taken_say_why_and_name_no_file_of_the_machine(passage, parsed):
    _, client = passage
    assert client.post("/api/roads?name=a.geojson", content=ROADS.encode()).status_code == 401
    refused = _sent(client, "a.geojson", '{"type": "Point", "coordinates": [1, 2]}')
    assert refused.status_code == 409
    assert "has no line" in parsed(refused)["detail"]
    assert "/" not in parsed(refused)["detail"]
    unknown = client.post("/questions", data={**ASKED, "roads": "/etc/roads.geojson", "token": TOKEN})
    assert unknown.status_code == 422
    assert "choose their file again" in unknown.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("range_km", "far", "range_km is a number"),
        ("days", "some", "any”"),
        ("choice", "safe-passage.none=1", "no choice"),
        ("choice", "speed", "FORM.NAME=VALUE"),
    ],
)
def test_a_choice_that_is_none_is_refused_in_words(passage, field, value, said):
    case, client = passage
    answer = client.post("/questions", data={**ASKED, field: value, "token": TOKEN})
    assert answer.status_code == 422
    assert said in answer.text
    assert case.names("questions/*.toml") == ()


def test_a_dossier_is_handed_over_with_the_data_to_check_it(client):
    response = client.get("/questions/q_1a2b3c4d5e6f/dossier.zip")
    assert response.headers["content-disposition"] == "attachment; filename=dossier-q_1a2b3c4d5e6f.zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert {"q_1a2b3c4d5e6f/dossier.html", "q_1a2b3c4d5e6f/case/log.jsonl"} <= set(packed.namelist())
    assert client.get("/questions/q_0000/dossier.zip").status_code == 404


def test_a_question_leads_to_its_days_and_parties_on_the_map(client):
    page = client.get("/questions/q_1a2b3c4d5e6f").text
    assert 'href="/map?from=2031-10-01&amp;until=2031-12-01&amp;actors=gov,order&amp;sides=both' in page
    assert "near=Eastmarch" in page


def test_what_lacks_is_said_with_the_fields_of_the_form_and_not_with_flags(passage):
    _, client = passage
    fields = {name: value for name, value in ASKED.items() if name not in ("through", "to_place")}
    page = client.post("/questions", data={**fields, "token": TOKEN})
    assert page.status_code == 422
    assert "safe-passage is incomplete; give “Through whose ground”, “To”" in page.text
    for label in ("Through whose ground", "To"):
        assert f">{label}</label>" in page.text
    assert re.search(FLAG, _text(page.text)) is None
    part = client.get(f"/questions/new/detectable?{urlencode(fields)}")
    assert "give “Through whose ground”, “To”" in part.text


def test_what_a_form_needs_and_misses_names_no_flag_on_any_screen_where_it_stands(client):
    for path in ("/questions/new", "/allegations"):
        text = _text(client.get(path).text)
        assert "who moved through whose ground" in text, path
        assert re.search(FLAG, text) is None, path


def test_flags_become_labels_and_those_without_a_field_stay():
    said = "needs “a” (--on); give --a, --from-place or --to-place, or add --form truce-break; --skip-bad"
    assert in_fields(said) == (
        "needs “a” (“Day of the alleged deal or passage”); give “A”, “From” or “To”, "
        "or add “Truce break”; --skip-bad"
    )


def _text(page: str) -> str:
    return html.unescape(re.sub(r"<code>.*?</code>|<[^>]*>", " ", page))
