"""Pictures of maps whose ground is known, through `control digitise` and the call behind it."""

import csv
import io
import json
import os
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
from holdfire.digitise.colours import from_hex
from holdfire.digitise.digitising import LegendRow, digitise
from holdfire.digitise.picture import read_picture
from holdfire.digitise.registration import Points, register
from holdfire.intake.digitising import PictureOf, digitise_map
from holdfire.intake.opening import new_case

pytestmark = pytest.mark.e2e

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
DAY = date(2030, 5, 1)
LEAST_WITHIN = 0.9  # of one picture's borders; of all pictures together 95 % are within error_km

# bench/digitise.py draws twenty more, up to 3,000 pixels; here each kind of trouble stands once or twice
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
    "one of two similar colours hatched, in a JPEG of quality 60": Style(
        seed=31, width=800, save="jpeg60", projection="mercator", holders=4, similar=True, hatched=True
    ),
    "dark colours": Style(
        seed=33, width=640, save="jpeg75", projection="conic", holders=4, palette=4, border="white"
    ),
    "strong colours, and letters with halos": Style(
        seed=34,
        width=800,
        save="jpeg60",
        projection="plain",
        holders=5,
        palette=1,
        legend="margin",
        halos=True,
    ),
    "a base map that shines through, and a legend that is on white": Style(
        seed=35, width=700, save="jpeg90", projection="mercator", holders=4, palette=5, troubles=("basemap",)
    ),
    "hills shaded from one side": Style(
        seed=36, width=640, save="png", projection="transverse", holders=4, palette=1, troubles=("graded",)
    ),
    "a watermark": Style(
        seed=37,
        width=640,
        save="jpeg75",
        projection="azimuthal",
        holders=3,
        palette=3,
        troubles=("watermark",),
    ),
    "long lakes, and a title in a bright box": Style(
        seed=38, width=640, save="png", projection="equal", holders=4, palette=3, troubles=("lakes", "titled")
    ),
    "thick borders, and a second legend": Style(
        seed=39,
        width=640,
        save="jpeg60",
        projection="conic",
        holders=4,
        palette=1,
        troubles=("thick", "second"),
    ),
    "names in holders' colours, in a PNG of few colours": Style(
        seed=40, width=640, save="palette", projection="mercator", holders=4, palette=1, troubles=("painted",)
    ),
    "four control points": Style(
        seed=41, width=640, save="jpeg60", projection="plain", holders=3, points=4, click=0.4
    ),
    "eighteen control points that were clicked badly": Style(
        seed=42,
        width=640,
        save="jpeg60",
        projection="conic",
        holders=5,
        palette=5,
        points=18,
        click=1.5,
        border="none",
        legend="inside",
    ),
    "a small map in a corner of the large one": Style(
        seed=43, width=640, save="png", projection="plain", holders=4, palette=3, troubles=("inset",)
    ),
    "colours like those of ground in a GIF": Style(
        seed=32, width=640, save="gif", projection="plain", holders=5, palette=4
    ),
    "3,000 pixels": Style(
        seed=45, width=3000, save="jpeg60", projection="transverse", holders=4, legend="inside", halos=True
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


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all processes of one run put what they found."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


def asked(drawn: Drawn) -> tuple[Points, tuple[LegendRow, ...]]:
    rows = list(csv.DictReader(io.StringIO(drawn.points)))
    at, on = (
        np.array([[float(row[name]) for name in names] for row in rows])
        for names in (("x", "y"), ("lon", "lat"))
    )
    legend = (
        LegendRow(rgb=from_hex(row["colour"]) or (0, 0, 0), holder=row["holder"] or None)
        for row in csv.DictReader(io.StringIO(drawn.legend))
    )
    return Points(xy=at, lon_lat=on), tuple(legend)


@pytest.mark.parametrize("what", STYLES)
def test_ground_is_read_from_a_picture(what: str, results: Path) -> None:
    drawn = draw(STYLES[what])
    points, legend = asked(drawn)
    found = digitise(read_picture(drawn.data, f"map{drawn.suffix}"), legend, register(points))
    shares, off = agreement(drawn, found.areas), borders_km(drawn, found.areas)
    within = float((off <= found.error_km).mean())
    assert set(found.areas) == set(drawn.truth)
    assert min(shares.values()) >= 0.90, shares
    assert within >= LEAST_WITHIN, (np.quantile(off, 0.95), found.error_km)
    assert found.error_km <= 12 * found.km_px
    (results / f"{STYLES[what].seed}.json").write_text(json.dumps([list(shares.values()), within]))
    whole = [json.loads(path.read_text()) for path in results.glob("*.json")]
    if len(whole) == len(STYLES):  # whoever reads the last picture looks at all
        assert np.median([share for shares, _ in whole for share in shares]) >= 0.97
        assert np.mean([within for _, within in whole]) >= 0.95


def test_twenty_pictures_are_read() -> None:
    assert len({style.seed for style in STYLES.values()}) == len(STYLES) == 20


def test_what_is_kept_is_what_was_read(case: Case, tmp_path: Path) -> None:
    drawn = draw(STYLES["a conic map in a dithered GIF"])
    image, points, legend = put(tmp_path, drawn)
    digitise_map(case, PictureOf(image=image, points=points, legend=legend, since=DAY), act=ACT)
    spells = read_control(case.path / "control/map.geojson")
    areas = {s.holder: shapely.union_all([shapely.Polygon(p[0], p[1:]) for p in s.polygons]) for s in spells}
    assert {s.since for s in spells} == {DAY}
    assert min(agreement(drawn, areas).values()) >= 0.90


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
