"""Blocks to polygons: areas stay, borders are shared."""

import numpy as np
import shapely

from holdfire.digitise.outlines import border_points, outlines


def drawn(labels: np.ndarray, block: int = 1) -> dict[int, shapely.Geometry]:
    return outlines(labels.astype(np.int16), block, lambda xy: xy / 1000, longest=1000.0)


def test_areas_stay_and_neighbours_share_their_border() -> None:
    y, x = np.mgrid[:200, :300]
    labels = np.where(np.hypot(x - 120, y - 90) < 60, 1, np.where(x + 0.3 * y > 200, 2, 0))
    labels[np.hypot(x - 120, y - 90) < 20] = -1  # a hole that is nobody's
    found = drawn(labels)
    for number, shape in found.items():
        assert abs(shape.area * 1e6 / (labels == number).sum() - 1) < 0.01
        assert shape.is_valid
    parts = np.concatenate([shapely.get_parts(shape) for shape in found.values()])
    assert shapely.coverage_is_valid(parts)
    assert found[1].interiors


def test_blocks_that_touch_at_a_corner_stay_apart() -> None:
    labels = np.zeros((40, 40), int)
    labels[:20, :20] = labels[20:, 20:] = 1
    assert shapely.get_num_geometries(drawn(labels)[1]) == 2


def test_borders_are_those_of_holders_and_not_of_the_legend() -> None:
    labels = np.full((20, 20), -1, np.int16)
    labels[:, 5:10], labels[:, 15:] = 0, 1  # class 1 is no holder's
    hidden = np.zeros((20, 20), bool)
    hidden[:10, 8:12] = True
    at = border_points(labels, hidden, 1)
    assert set(at[:, 0]) == {5.0, 10.0}
    assert (at[at[:, 0] == 10.0, 1] > 10).all()
