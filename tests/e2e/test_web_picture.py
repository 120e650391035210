"""A picture of a map becomes ground in a real browser: points and colours clicked, tried, kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, served, watching
from command_line import run

from holdfire.case.folder import Case

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
drawing = pytest.importorskip("PIL.ImageDraw", reason="pillow is not installed")
pytestmark = pytest.mark.e2e

WIDE, HIGH = 420, 300
WEST, NORTH, DEGREE = 36.0, 36.0, 200.0  # pixels a degree, both ways
SEA, RED, BLUE = "#e6eef5", "#c43c39", "#3a6fb0"
CORNERS = ((30, 30), (380, 40), (370, 260), (40, 250))
HOSTILE = "<img src=x onerror=alert(1)>"
REGISTRY = '[[actor]]\nid = "reds"\nname = "Reds"\n\n[[actor]]\nid = "blues"\nname = "Blues"\n'


def _drawn(path: Path) -> Path:
    from PIL import Image

    image = Image.new("RGB", (WIDE, HIGH), SEA)
    pen = drawing.Draw(image)
    pen.rectangle((40, 40, 200, 240), fill=RED)
    pen.rectangle((201, 40, 360, 240), fill=BLUE)
    for number, colour in enumerate((RED, BLUE)):
        pen.rectangle((380, 120 + 24 * number, 396, 132 + 24 * number), fill=colour, outline="#222222")
    image.save(path)
    return path


@pytest.fixture
def work(browser, tmp_path: Path) -> Iterator[tuple[Watched, Case, Path]]:
    (tmp_path / "actors.toml").write_text(REGISTRY)
    folder = tmp_path / "case"
    run("new", folder, "--actors", tmp_path / "actors.toml")
    with served(folder) as base, watching(browser, base) as seen:
        yield seen, Case.open(folder), _drawn(tmp_path / "front line.png")


def _fill(page, label: str, number: int, value: object) -> None:
    page.get_by_label(label, exact=True).nth(number).fill(str(value))


def test_a_picture_is_clicked_tried_and_kept(work):
    seen, case, picture = work
    page = seen.open("/picture")
    page.set_input_files("#picture-file", picture)
    page.wait_for_selector("#picture-canvas:visible")
    page.select_option("#picture-zoom", "1")
    for number, (x, y) in enumerate(CORNERS):
        page.click("#picture-canvas", position={"x": x, "y": y})
        _fill(page, "longitude, degrees", number, WEST + x / DEGREE)
        _fill(page, "latitude, degrees", number, NORTH - y / DEGREE)
    page.click("#take-colour")
    for x, holder in ((120, "Reds"), (280, "Blues")):
        page.click("#picture-canvas", position={"x": x, "y": 140})
        page.get_by_label("Holder").last.fill(holder)
    page.click("#picture-canvas", position={"x": 10, "y": 290})
    page.fill("#picture-date", "2031-03-01")
    page.click("text=Try it")
    page.wait_for_selector("#picture-found:visible")
    assert "What would be put" in page.inner_text("#found-title")
    assert not list(case.path.glob("control/*.geojson"))
    page.click("text=Put it into the case")
    page.wait_for_selector("text=See it on the map")
    (kept,) = case.path.glob("control/*.geojson")
    held = json.loads(kept.read_text())["features"]
    assert {feature["properties"]["holder"] for feature in held} == {"Reds", "Blues"}
    assert run("-C", case.path, "verify").returncode == 0
    assert seen.complaints == []
    assert all(asked.startswith((seen.base, "blob:")) for asked in seen.asked)


def test_what_is_wrong_with_points_and_colours_is_told_at_once(work):
    seen, case, picture = work
    page = seen.open("/picture")
    page.set_input_files("#picture-file", picture)
    page.wait_for_selector("#picture-canvas:visible")
    page.click("#find-colours")
    page.wait_for_selector("#colours tr")
    assert page.locator("#colours tr").count() == 2
    page.get_by_label("Holder").first.fill(HOSTILE)
    for number, (x, longitude) in enumerate(((9999, 36), (5, 400))):
        page.click("#add-point")
        _fill(page, "x, pixels from the left", number, x)
        _fill(page, "y, pixels from the top", number, 5)
        _fill(page, "longitude, degrees", number, longitude)
        _fill(page, "latitude, degrees", number, 10)
    page.fill("#picture-date", "2031-03-01")
    page.click("text=Put it into the case")
    page.wait_for_selector("#picture-problem:visible")
    told = page.inner_text("#picture-problem")
    assert "control points, row 1, column x: this is off the picture" in told
    assert "control points, row 2, column lon: must be at least -180" in told
    assert not list(case.path.glob("control/*"))
    assert page.locator("#picture-problem img").count() == 0
