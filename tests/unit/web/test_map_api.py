"""The map as JSON, as columns and as GeoJSON."""

import json
import re

import numpy as np
import pytest
import shapely
from command_line import run
from map_case import HOSTILE, make_map_case

from holdfire.case.folder import Case
from holdfire.inquiry.reading import current_inputs
from holdfire.web.map_columns import OFF_MAP

HEADER = {"x-holdfire-token": "a-token-of-this-session"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_map_case(tmp_path_factory.mktemp("map"))


@pytest.fixture
def client(folder, make):
    return make.client(Case.open(folder))


def columns(client):
    data = client.get("/api/map/columns").content
    length = int.from_bytes(data[:4], "little")
    head = json.loads(data[4 : 4 + length])
    assert (4 + length) % 8 == 0
    body = data[4 + length :]
    arrays = {
        c["name"]: np.frombuffer(body, "<" + c["type"], count=c["of"], offset=c["offset"])
        for c in head["columns"]
    }
    return head, arrays


def test_the_columns_say_what_the_rows_say(client):
    head, arrays = columns(client)
    rows = json.loads(client.get("/api/map").content)["rows"]
    assert len(rows) == len(arrays["day"]) == 6
    assert (np.diff(arrays["day"]) >= 0).all()
    for n, row in enumerate(rows):
        group = arrays["group"][n]
        assert group != OFF_MAP
        assert (arrays["group_lon"][group], arrays["group_lat"][group]) == (row["lon"], row["lat"])
        pair = head["pairs"][arrays["pair"][n]]
        assert pair == head["pairs"][arrays["group_pair"][group]]
        assert {head["actors"][side]["name"] for side in pair} == set(row["read_as"])
        assert str(np.datetime64(int(arrays["day"][n]), "D")) == row["date"][0]
        assert head["kinds"][arrays["kind"][n]] == row["kind"]
        assert (arrays["best"][n], arrays["radius"][n]) == (row["best"], row["radius_km"])


def test_a_window_a_view_and_actors_are_asked_for_as_the_page_writes_them(client):
    asked = "/api/map?from=2017-10-01&until=2017-12-01&actors=order,civilians&sides=both&box=36,34,38,36"
    found = json.loads(client.get(asked).content)
    assert [row["id"] for row in found["rows"]] == ["ucdp:4"]
    assert found["choice"]["actors"] == ["civilians", "order"]
    assert found["events"] == {
        "of": 6,
        "shown": 1,
        "not_on_map": 0,
        "filtered": 5,
        "out_of_window": 0,
        "out_of_view": 0,
    }
    assert client.get("/api/map?kinds=nonsense").status_code == 404
    assert client.get("/api/map?box=1,2,3").status_code == 400
    assert client.get("/api/map?from=yesterday").status_code == 400


def test_rows_are_given_in_parts(client):
    first = json.loads(client.get("/api/map?limit=4").content)
    rest = json.loads(client.get(f"/api/map?limit=4&after={first['following']}").content)
    assert [row["number"] for row in (*first["rows"], *rest["rows"])] == list(range(6))
    assert rest["following"] is None


def test_rows_by_number_need_the_version_that_they_are_from(client):
    version = columns(client)[0]["version"]
    rows = json.loads(client.get(f"/api/map/rows?numbers=2,0&version={version}").content)
    assert [row["id"] for row in rows] == ["ucdp:3", "ucdp:1"]
    assert client.get("/api/map/rows?numbers=0&version=old").status_code == 409
    assert client.get(f"/api/map/rows?numbers=x&version={version}").status_code == 400
    assert json.loads(client.get("/api/map/row?id=ucdp:3").content)["number"] == 2
    assert client.get("/api/map/row?id=ucdp:99").status_code == 404


def test_the_ground_of_a_day_comes_by_source_with_fronts_and_where_sources_differ(client):
    head, _ = columns(client)
    now = json.loads(client.get("/api/map/ground?on=2017-11-15").content)
    assert (now["since"], now["until"]) == ("2017-11-01", "2018-01-01")
    named = {(one["source"], head["actors"][one["holder"]]["name"]) for one in now["ground"]}
    assert named == {(HOSTILE, "Government of X"), (HOSTILE, "Order"), ("Second desk", "Order")}
    (front,) = now["fronts"]
    assert front["km"] == pytest.approx(222, abs=5)
    assert [error["km"] for error in front["errors"]] == [5.0]
    (disputed,) = now["disputed"]
    shape = shapely.geometry.shape(disputed["geometry"])
    assert shape.bounds == pytest.approx((36.5, 34, 37, 36), abs=1e-3)
    assert json.loads(client.get("/api/map/ground?on=2018-06-01").content)["ground"] == []


def test_the_export_holds_what_is_shown_and_the_ground_of_the_windows_last_day(client):
    answer = client.get("/api/map.geojson?from=2017-10-01&until=2017-11-01")
    assert answer.headers["content-type"] == "application/geo+json"
    assert "attachment" in answer.headers["content-disposition"]
    layers = [one["properties"]["layer"] for one in json.loads(answer.content)["features"]]
    assert [layers.count(name) for name in ("event", "ground", "front")] == [3, 3, 1]
    fronts = [
        one["properties"]
        for one in json.loads(answer.content)["features"]
        if one["properties"]["layer"] == "front"
    ]
    assert fronts[0]["on"] == "2017-10-31"
    assert HOSTILE in fronts[0]["sides"]


def test_a_row_has_a_page_of_its_own_that_takes_its_words_for_text(client):
    page = client.get("/events/ucdp:3").text
    assert HOSTILE not in page
    assert "&lt;img src=x" in page
    assert json.loads(client.get("/api/events/ucdp:3").content)["side_b"] == HOSTILE
    assert client.get("/events/ucdp:99").status_code == 404
    assert client.get("/api/events/..%2F..%2Fsecret").status_code == 404


def test_leaflet_comes_from_its_package_and_nothing_is_asked_elsewhere(client):
    page = client.get("/map")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    loaded = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]*)"', page.text)
    assert len(loaded) > 4
    assert [address for address in loaded if not address.startswith(("/static/", "/api/", "/favicon"))] == []
    assert re.findall(r"<script(?![^>]* src=)", page.text) == []
    assert b"Leaflet 1.9" in client.get("/static/leaflet/leaflet.js").content
    assert client.get("/static/leaflet/..%2f__init__.py").status_code == 404


def test_an_empty_case_has_a_map_that_says_what_to_do(empty_client):
    assert json.loads(empty_client.get("/api/map").content)["events"]["of"] == 0
    head, arrays = columns(empty_client)
    assert head["span"] is None
    assert len(arrays["day"]) == 0
    assert "holdfire import ucdp" in empty_client.get("/map").text


def test_a_changed_case_is_read_anew(tmp_path, make):
    folder = make_map_case(tmp_path)
    client = make.client(Case.open(folder))
    assert json.loads(client.get("/api/map").content)["events"]["of"] == 6
    before = columns(client)[0]["version"]
    table = tmp_path / "more.csv"
    table.write_text(
        "id,type_of_violence,side_a,side_b,date_start,latitude,longitude,country,best\n"
        "7/?#%22<b>,1,Government of X,Order,2018-03-01,35,37,X,1\n"
    )
    assert run("-C", folder, "import", "ucdp", table).returncode == 0
    assert json.loads(client.get("/api/map").content)["events"]["of"] == 7
    assert client.get(f"/api/map/rows?numbers=0&version={before}").status_code == 409
    (odd,) = json.loads(client.get("/api/map?from=2018-03-01").content)["rows"]
    assert odd["id"] == "ucdp:7/?#%22<b>"
    page = client.get(odd["page"])
    assert page.status_code == 200
    assert "<b>" not in page.text
    assert client.get(re.search(r'href="(/api/events/[^"]*)"', page.text)[1]).status_code == 200


def test_a_colour_is_kept_for_every_window_and_makes_no_answer_stale(folder, client, parsed):
    head, _ = columns(client)
    actor, other = [one for one in head["actors"] if one["one"]][:2]
    before = current_inputs(Case.open(folder))

    def choose(label, colour, headers=HEADER):
        body = {"actor": label, "colour": colour}
        return client.post("/api/map/colours", headers=headers, json=body)

    assert choose(actor["label"], "#7A3FD0", headers={}).status_code == 401
    assert parsed(choose(actor["label"], "#7A3FD0")) == {actor["label"]: "#7a3fd0"}
    assert [one["colour"] for one in columns(client)[0]["actors"] if one["colour"]] == ["#7a3fd0"]
    assert current_inputs(Case.open(folder)) == before
    for label, colour, status in (
        (other["label"], "#7a3fd0", 409),
        (other["label"], "#808080", 409),
        (other["label"], "red; background: url(//x)", 409),
        ("civilians", "#7a3fd0", 404),
        (HOSTILE, None, 404),
    ):
        assert choose(label, colour).status_code == status, (label, colour)
    assert parsed(choose(actor["label"], None)) == {}
