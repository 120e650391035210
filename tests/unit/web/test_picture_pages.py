"""Pictures sent to the app: what is no picture is refused in words, a try leaves the case as it is."""

import io
import json
from urllib.parse import quote

import pytest

drawing = pytest.importorskip("PIL.ImageDraw", reason="pillow is not installed")
Image = pytest.importorskip("PIL.Image", reason="pillow is not installed")

HEADER = {"x-holdfire-token": "a-token-of-this-session"}
ASKED = {
    "points": [
        {"x": x, "y": y, "lon": 36 + x / 100, "lat": 36 - y / 100}
        for x, y in ((5, 5), (150, 8), (140, 110), (8, 100))
    ],
    "legend": [{"colour": "#c43c39", "holder": "Reds"}, {"colour": "#ffffff"}],
    "date": "2031-03-01",
}


def picture() -> bytes:
    image = Image.new("RGB", (160, 120), "#ffffff")
    drawing.Draw(image).rectangle((30, 30, 120, 90), fill="#c43c39")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def send(client, body: bytes, asked: object = ASKED, more: str = "", headers=HEADER):
    said = quote(json.dumps(asked), safe="")
    return client.post(f"/api/pictures?name=map.png&asked={said}{more}", headers=headers, content=body)


def test_a_try_says_what_would_be_read_and_changes_nothing(client, case, parsed) -> None:
    before = case.logged()
    found = parsed(send(client, picture(), more="&dry_run=true"))
    assert [colour["holder"] for colour in found["report"]["colours"]] == ["Reds", None]
    assert found["report"]["error_km"] > 0
    assert found["said"]
    assert case.logged() == before


def test_a_picture_is_kept_with_its_ground(client, case) -> None:
    assert send(client, picture()).status_code == 200
    assert "control/map.geojson" in case.logged()
    assert case.path.joinpath("control/pictures/map/picture.png").read_bytes() == picture()


@pytest.mark.parametrize("body", [b"", b"<svg onload='alert(1)'/>", picture()[:60]])
def test_what_is_no_picture_is_refused_in_words(client, case, body: bytes, parsed) -> None:
    before = case.logged()
    refused = send(client, body)
    assert refused.status_code == 409
    assert parsed(refused)["detail"]
    assert client.post("/api/pictures/colours?name=map.png", headers=HEADER, content=body).status_code == 409
    assert case.logged() == before


@pytest.mark.parametrize("asked", [{}, [], {**ASKED, "date": "soon"}, {**ASKED, "points": [{"x": "a"}]}])
def test_what_is_said_of_a_picture_has_one_form(client, asked: object) -> None:
    assert send(client, picture(), asked).status_code == 400


def test_colours_of_a_picture_are_listed_with_their_shares(client, parsed) -> None:
    found = parsed(client.post("/api/pictures/colours?name=map.png", headers=HEADER, content=picture()))
    assert [round(colour["share"], 1) for colour in found] == [0.7, 0.3]
    assert [colour["colour"][1] for colour in found] == ["f", "c"]


def test_without_the_token_nothing_is_read(client) -> None:
    assert send(client, picture(), headers={}).status_code == 401
    assert client.post("/api/pictures/colours?name=map.png", content=picture()).status_code == 401
