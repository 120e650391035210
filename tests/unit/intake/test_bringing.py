"""A file brought into a case that is there, by what it is."""

from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import InputError
from holdfire.intake.bringing import bring
from holdfire.intake.documents import About
from holdfire.intake.opening import new_case
from holdfire.intake.recognition import Sort

ACT = Act(by="tester", at="2031-01-01T00:00:00+00:00")
MAP = """{"type": "FeatureCollection", "features": [{"type": "Feature",
 "properties": {"holder": "Reds", "from": "2031-01-01"},
 "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}}]}"""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="t", actors=None, act=ACT)


def brought(case: Case, name: str, text: str) -> Sort:
    file = case.path.parent / name
    file.write_text(text)
    return bring(case, file, ACT, About(outlet="Gazette")).sort


def test_a_file_comes_in_as_what_it_is(case) -> None:
    assert brought(case, "a.txt", "The Reds left Aba.") is Sort.DOCUMENTS
    assert brought(case, "ground.geojson", MAP) is Sort.CONTROL
    assert brought(case, "who.toml", '[[actor]]\nid = "reds"\nname = "Reds"\n') is Sort.ACTORS
    assert case.names("control/*.geojson") == ("control/ground.geojson",)


def test_a_map_of_the_same_name_is_replaced_and_not_kept_twice(case) -> None:
    brought(case, "ground.geojson", MAP)
    brought(case, "ground.geojson", MAP.replace("2031-01-01", "2031-02-01"))
    assert case.names("control/*.geojson") == ("control/ground.geojson",)
    assert b"2031-02-01" in case.read("control/ground.geojson")


def test_what_nobody_knows_is_refused_and_changes_nothing(case) -> None:
    logged = dict(case.logged())
    with pytest.raises(InputError, match="no known kind"):
        brought(case, "table.csv", "colour,taste,size,price,shape\nred,sweet,1,2,3\n")
    assert case.logged() == logged
