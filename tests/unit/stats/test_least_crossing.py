import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.stats.least_crossing import LENGTH_WEIGHT, Passage


def at(shape, *cells):
    found = np.zeros(shape, dtype=bool)
    for cell in cells:
        found[cell] = True
    return found


def slow(held, impassable, start, goal):
    """Walk every way without a loop, and give the least crossing and the shortest way of those."""
    rows, columns = held.shape
    best = (math.inf, math.inf)

    def walk(cell, seen, crossing, length):
        nonlocal best
        if cell == goal:
            best = min(best, (round(crossing, 9), round(length, 9)))
            return
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                to = (cell[0] + down, cell[1] + right)
                if to in seen or not (0 <= to[0] < rows and 0 <= to[1] < columns) or impassable[to]:
                    continue
                km, share = math.hypot(down, right), (held[cell] + held[to]) / 2
                if down and right:
                    corners = (cell[0], to[1]), (to[0], cell[1])
                    if any(impassable[corner] for corner in corners):
                        continue
                    share = 1.0 if all(held[corner] for corner in corners) else share
                walk(to, seen | {to}, crossing + km * share, length + km)

    if not impassable[start] and not impassable[goal]:
        walk(start, {start}, 0.0, 0.0)
    return best


@given(cells=st.lists(st.sampled_from("..XX#"), min_size=12, max_size=12))
def test_no_other_way_crosses_less_or_is_shorter(cells):
    grid = np.array(cells).reshape(3, 4)
    held, impassable = grid == "X", grid == "#"
    start, goal = (0, 0), (2, 3)
    passage = Passage.over(held, cell_km=1.0, impassable=impassable)
    way = passage.least(at(grid.shape, start), at(grid.shape, goal))
    crossing, length = slow(held.astype(float), impassable, start, goal)
    if way is None:
        assert math.isinf(crossing)
        return
    assert way.crossing_km == pytest.approx(crossing, abs=1e-9)
    assert way.length_km == pytest.approx(length, abs=1e-6)
    around = passage.around(at(grid.shape, start), at(grid.shape, goal))
    assert (around is not None) == (crossing == 0)
    if around is not None:
        assert around.length_km == pytest.approx(length, abs=1e-6)


def test_a_diagonal_wall_of_one_cell_can_not_be_slipped_through():
    held = np.eye(5, dtype=bool)[::-1]
    way = Passage.over(held, cell_km=2.0).least(at((5, 5), (0, 0)), at((5, 5), (4, 4)))
    assert way.crossing_km > 0
    assert way.crossing_km == pytest.approx(2.0)


def test_a_size_of_cells_stretches_everything():
    rng = np.random.default_rng(2)
    held = rng.random((12, 9)) < 0.5
    ends = at((12, 9), (0, 0)), at((12, 9), (11, 8))
    one, three = (Passage.over(held, cell_km=km).least(*ends) for km in (1.0, 3.0))
    assert three.crossing_km == pytest.approx(3 * one.crossing_km)
    assert three.length_km == pytest.approx(3 * one.length_km)
    assert three.cells == one.cells


def test_the_way_there_crosses_as_much_as_the_way_back():
    rng = np.random.default_rng(5)
    held = rng.random((10, 10)) < 0.5
    passage = Passage.over(held, cell_km=1.0)
    one, two = at((10, 10), (0, 3)), at((10, 10), (9, 6))
    there, back = passage.least(one, two), passage.least(two, one)
    assert there.crossing_km == pytest.approx(back.crossing_km)


def test_start_and_goal_may_be_several_cells_and_the_nearest_are_taken():
    held = np.zeros((3, 9), dtype=bool)
    passage = Passage.over(held, cell_km=1.0)
    way = passage.least(at((3, 9), (1, 0), (1, 3)), at((3, 9), (1, 8), (1, 5)))
    assert way.cells == ((1, 3), (1, 4), (1, 5))


def test_one_cell_is_reached_without_a_step_and_impassable_ground_not_at_all():
    held = np.ones((2, 2), dtype=bool)
    same = Passage.over(held, cell_km=1.0).least(at((2, 2), (0, 0)), at((2, 2), (0, 0)))
    assert (same.crossing_km, same.length_km, same.cells) == (0.0, 0.0, ((0, 0),))
    water = at((2, 2), (0, 1), (1, 0))
    cut = Passage.over(held, cell_km=1.0, impassable=water)
    assert cut.least(at((2, 2), (0, 0)), at((2, 2), (1, 1))) is None
    assert cut.least(water, at((2, 2), (1, 1))) is None


def test_a_shorter_way_never_outweighs_a_crossing_of_a_step():
    assert LENGTH_WEIGHT * 10_000 < 0.5
