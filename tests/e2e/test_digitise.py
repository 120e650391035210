"""Pictures of maps whose ground is known, through `control digitise` and the call behind it."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from command_line import run, run_anew
from map_pictures import Drawn, Style, draw, plainer, style_of
from map_scores import agreement, borders_km

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.control import read_control
from holdfire.intake.digitising import PictureOf, digitise_map
from holdfire.intake.opening import new_case

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
DAY = date(2030, 5, 1)

# bench/digitise.py draws twenty more, up to 3,000 pixels; here each kind of trouble stands once
STYLES: dict[str, Style] = {
    "a labelled JPEG of quality 60 with rivers and roads": Style(
        seed=11, width=800, save="jpeg60", projection="mercator", holders=4, halos=True
    ),
    "two similar colours": Style(
        seed=12, width=640, save="png", projection="plain", holders=4, similar=True, legend="margin"
    ),
    "hatching, and a legend inside the map": Style(
        seed=23, width=700, save="jpeg75", projection="transverse", holders=3, hatched=True, legend="inside"
    ),
    "a conic map in a dithered GIF": Style(
        seed=14, width=640, save="gif", projection="conic", holders=4, border="none", palette=2
    ),
    "relief, and legend colours that were picked by eye": Style(
        seed=15, width=640, save="png", projection="azimuthal", holders=5, relief=True, picked=3.0, palette=1
    ),
    "a scan with a legend without a box": Style(
        seed=16, width=640, save="jpeg90", projection="equal", holders=4, scan=True, legend="bare", palette=3
    ),
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="t", actors=None, act=ACT)


def put(folder: Path, drawn: Drawn, stem: str = "map") -> tuple[Path, Path, Path]:
    image, points, legend = folder / f"{stem}{drawn.suffix}", folder / "points.csv", folder / "legend.csv"
    image.write_bytes(drawn.data)
    points.write_text(drawn.points)
    legend.write_text(drawn.legend)
    return image, points, legend


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[dict[str, float], float]]:
    """Agreement per holder, and the share of borders within error_km, of each style."""
    return {}


@pytest.mark.parametrize("what", STYLES)
def test_ground_is_read_from_a_picture(
    what: str, case: Case, tmp_path: Path, read: dict[str, tuple[dict[str, float], float]]
) -> None:
    drawn = draw(STYLES[what])
    image, points, legend = put(tmp_path, drawn)
    report, _ = digitise_map(case, PictureOf(image=image, points=points, legend=legend, since=DAY), act=ACT)
    spells = read_control(case.path / "control/map.geojson")
    areas = {s.holder: shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in s.polygons]) for s in spells}
    assert set(areas) == set(drawn.truth)
    assert {s.since for s in spells} == {DAY}
    off = borders_km(drawn, areas)
    read[what] = agreement(drawn, areas), float((off <= report.error_km).mean())
    assert min(read[what][0].values()) >= 0.90, read[what]
    assert read[what][1] >= 0.95, (np.quantile(off, 0.95), report.error_km)
    assert report.error_km <= 12 * report.km_px


def test_half_of_all_holders_are_read_to_97_percent_or_better(
    read: dict[str, tuple[dict[str, float], float]],
) -> None:
    if len(read) < len(STYLES):
        pytest.skip("the pictures were read in other processes")
    assert np.median([share for shares, _ in read.values() for share in shares.values()]) >= 0.97


def test_neighbours_share_their_border_and_nothing_overlaps(case: Case, tmp_path: Path) -> None:
    image, points, legend = put(tmp_path, draw(style_of(17, width=600)))
    digitise_map(case, PictureOf(image=image, points=points, legend=legend, since=DAY), act=ACT)
    parts = [
        shapely.Polygon(p[0], p[1:])
        for s in read_control(case.path / "control/map.geojson")
        for p in s.polygons
    ]
    assert all(part.is_valid for part in parts)
    assert shapely.coverage_is_valid(np.array(parts))


def test_the_command_keeps_the_picture_beside_the_map_and_says_how_it_was_read(
    case: Case, tmp_path: Path
) -> None:
    drawn = draw(plainer(STYLES["two similar colours"], seed=18, width=500))
    image, points, legend = put(tmp_path, drawn, "Front 5")
    flags = ("control", "digitise", image, "--points", points, "--legend", legend, "--date", DAY)
    shown = tmp_path / "look.png"
    dry = run("-C", case.path, *flags, "--dry-run", "--overlay", shown)
    assert dry.returncode == 0, dry.stderr
    assert "without --dry-run: imported control map front_5" in dry.stdout
    assert "95 % of borders are within" in dry.stdout
    assert (shown.read_bytes()[:4], case.names("control/*")) == (b"\x89PNG", ())
    done = run_anew("-C", case.path, *flags, "--until", "2030-06-01", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["map"]["holders"] == sorted(drawn.truth)
    folder = "control/pictures/front_5"
    assert case.read(f"{folder}/picture.png") == drawn.data
    assert case.read(f"{folder}/points.csv").decode() == drawn.points
    assert json.loads(case.read(f"{folder}/digitised.json"))["error_km"] == report["error_km"]
    assert {s.until for s in read_control(case.path / "control/front_5.geojson")} == {date(2030, 6, 1)}
    again = run("-C", case.path, *flags, "--until", "2030-06-01")
    assert "is unchanged" in again.stdout
    assert "0 faults" in run("-C", case.path, "verify").stdout


def test_without_a_legend_file_the_colours_are_asked_for_and_taken_in_order(
    case: Case, tmp_path: Path
) -> None:
    drawn = draw(Style(seed=19, width=600, save="png", projection="plain", holders=3))
    image, points, _ = put(tmp_path, drawn)
    flags = ("control", "digitise", image, "--points", points, "--date", DAY)
    asked = run("-C", case.path, *flags)
    assert asked.returncode == 3
    assert "whose are the 3 colours of its legend" in asked.stderr
    assert case.names("control/*") == ()
    named = [word for name in drawn.truth for word in ("--holder", name)]
    assert run("-C", case.path, *flags, *named).returncode == 0
    spells = read_control(case.path / "control/map.geojson")
    areas = {s.holder: shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in s.polygons]) for s in spells}
    assert min(agreement(drawn, areas).values()) >= 0.90


def test_all_that_is_wrong_is_told_at_once_and_the_case_stays(case: Case, tmp_path: Path) -> None:
    drawn = draw(Style(seed=20, width=500, save="jpeg60", projection="plain", holders=3))
    image, points, legend = put(tmp_path, drawn)
    liar = image.rename(image.with_suffix(".png"))
    points.write_text("x,y,lon,lat\n9000,1,10,10\n1,1,200,10\n5,5,1,1\n")
    legend.write_text("colour,holder\n#zz0000,A\n#ff0000,B\n#ff0000,C\n")
    log = (case.path / "log.jsonl").read_bytes()
    flags = ("--points", points, "--legend", legend, "--date", "2030-05-01", "--until", "2030-04-01")
    done = run("-C", case.path, "control", "digitise", liar, *flags)
    assert done.returncode == 3
    for said in (
        "its name says PNG, but it holds a JPEG picture",
        "lon",
        "'200'",
        "this is no colour",
        "stands twice",
        "--until is not after --date",
    ):
        assert said in done.stderr
    assert (case.path / "log.jsonl").read_bytes() == log
