"""Pictures of a simulated war's maps, read back as a user's pictures are."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Proj

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.folder import Case
from holdfire.control import read_control
from holdfire.errors import InputError, UsageError
from holdfire.intake.digitising import PictureOf, digitise_map
from holdfire.intake.simulated import Wish, truth_in, write_simulated
from holdfire.intake.simulated_pictures import TruePicture
from holdfire.simulate.maps import MAPPERS

ACT = Act(by="somebody", at="2031-01-01T00:00:00+00:00")
WISH = Wish(scenario="plain", seed=5, months=6, places=50, parties=5, reports=0, tables=1, pictures=2)
PLANE = Proj("+proj=laea +lon_0=-41.5 +lat_0=20.5 +units=km")
Areas = dict[str, shapely.Geometry]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return write_simulated(tmp_path_factory.mktemp("simulated") / "case", WISH, act=ACT)


def areas(path: Path) -> Areas:
    """Read who holds what, in km."""
    found: Areas = {}
    for feature in json.loads(path.read_text())["features"]:
        ground = shapely.transform(
            shapely.geometry.shape(feature["geometry"]), lambda xy: np.column_stack(PLANE(*xy.T))
        )
        name = feature["properties"]["holder"]
        found[name] = shapely.union(found.get(name, shapely.Polygon()), ground)
    return found


def borders_off(read: Areas, shown: Areas) -> np.ndarray:
    """Measure from points along the borders that were read to the border that was drawn, in km."""
    off: list[np.ndarray] = []
    for name, ground in read.items():
        for line in shapely.get_parts(ground.boundary):
            points = shapely.line_interpolate_point(line, np.arange(0, line.length, 1.0))
            off.append(shapely.distance(points, shown[name].boundary))
    return np.concatenate(off)


def test_every_maker_leaves_pictures_and_the_truth_says_what_they_show(case: Case) -> None:
    pictures = truth_in(case).pictures
    assert [p.maker for p in pictures] == [mapper.name for mapper in MAPPERS for _ in range(2)]
    assert [str(p.since) for p in pictures] == ["2031-03-01", "2031-06-01"] * 3
    assert [p.sides_with for p in pictures[::2]] == [None, "gov", "front"]
    named = {name for p in pictures for name in (p.file, p.points, p.legend, p.drawn, p.held)}
    assert named == set(case.names("pictures/*"))
    assert check_files(case) == ()
    for one in pictures:
        (source,) = {spell.source for spell in read_control(case.path / one.drawn)}
        assert source == one.maker


@pytest.mark.parametrize("maker", range(len(MAPPERS)), ids=[mapper.name for mapper in MAPPERS])
def test_a_picture_is_read_back_as_it_was_drawn(case: Case, maker: int) -> None:
    picture: TruePicture = truth_in(case).pictures[2 * maker + 1]
    asked = PictureOf(
        image=case.path / picture.file,
        points=case.path / picture.points,
        legend=case.path / picture.legend,
        since=picture.since,
        until=picture.until,
        name=f"read {maker}",
    )
    report, _ = digitise_map(case, asked, act=ACT)
    read, shown = areas(case.path / f"control/{report.name}.geojson"), areas(case.path / picture.drawn)
    assert set(read) == set(shown)
    for name, ground in shown.items():
        assert read[name].intersection(ground).area / read[name].union(ground).area > 0.95
    assert (borders_off(read, shown) <= report.error_km).mean() >= 0.95
    assert report.error_km < picture.error_km / 4, "reading adds little to what the maker gets wrong"


def test_a_war_without_wishes_has_no_pictures_and_needs_no_part_that_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("PIL.Image", "PIL.ImageFont", "holdfire.simulate.map_pictures"):
        monkeypatch.setitem(sys.modules, module, None)
    plain = Wish(scenario="plain", seed=5, months=2, places=24, parties=3, reports=0, tables=1, maps=1)
    made = write_simulated(tmp_path / "case", plain, act=ACT)
    assert (truth_in(made).pictures, made.names("pictures/*")) == ((), ())


def test_what_cannot_be_drawn_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = Wish(scenario="plain", seed=5, months=6, pictures=7)
    with pytest.raises(InputError, match="a war of 6 months has maps of 6 dates; 7 can't be drawn"):
        write_simulated(tmp_path / "case", many, act=ACT)
    monkeypatch.setitem(sys.modules, "PIL.ImageFont", None)
    with pytest.raises(UsageError, match=r"need the optional part \[digitise\]; install it with: pip"):
        write_simulated(tmp_path / "case", WISH, act=ACT)
    assert not (tmp_path / "case").exists()
