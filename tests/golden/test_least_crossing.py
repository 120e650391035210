"""The way that crosses least, against the worked example of the methods paper."""

import json
import pathlib

import numpy as np
import pytest

from holdfire.stats.least_crossing import Passage

CASES = json.loads((pathlib.Path(__file__).parent / "g10_passage.json").read_text())["cases"]


def marked(shape, cell):
    found = np.zeros(shape, dtype=bool)
    found[tuple(cell)] = True
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_way_that_crosses_least_agrees_with_the_prototype(case) -> None:
    grid = np.array([list(row) for row in case["map"]])
    passage = Passage.over(grid == "X", cell_km=1.0, impassable=grid == "#")
    start, goal = (marked(grid.shape, case[end]) for end in ("start", "goal"))
    way = passage.least(start, goal)
    assert way is not None
    assert way.crossing_km == pytest.approx(case["crossing_km"], abs=1e-12)
    assert way.length_km == pytest.approx(case["length_km"], abs=1e-6)
    assert [list(cell) for cell in way.cells] == case["path"]
    around = passage.around(start, goal)
    assert (around is None) == (case["crossing_km"] > 0)
