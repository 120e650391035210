"""Blocks, cells, profiles and shifts."""

import numpy as np
import pytest

from holdfire.stats.rotation import (
    Points,
    block_edges,
    draw_sums,
    profiles,
    rotation,
    space_pairs,
    window_sums,
)


def _points(x: list[float], day: list[int], region: list[int] | None = None) -> Points:
    return Points(
        x=np.array(x, dtype=np.float64),
        y=np.zeros(len(x)),
        day=np.array(day, dtype=np.int64),
        region=np.array(region if region is not None else [0] * len(x), dtype=np.int64),
    )


@pytest.mark.parametrize(
    ("days", "block", "origin", "edges"),
    [
        (84, 28, 0, [0, 28, 56, 84]),
        (99, 28, 0, [0, 28, 56, 84, 99]),  # 15 days: long enough to stand alone
        (98, 28, 0, [0, 28, 56, 98]),  # 14 days: joins its neighbour
        (84, 28, 14, [0, 42, 84]),  # both ends are short
        (112, 56, 28, [0, 28, 84, 112]),
        (20, 28, 0, [0, 20]),
        (20, 28, 14, [0, 20]),
        (42, 14, 0, [0, 14, 28, 42]),  # whole blocks stay, however short
        (45, 14, 7, [0, 21, 45]),
    ],
)
def test_short_ends_join_their_neighbour(days: int, block: int, origin: int, edges: list[int]) -> None:
    assert block_edges(days, block=block, origin=origin, shortest=15).tolist() == edges


def test_profiles_count_by_ring_and_lag_with_edges_included() -> None:
    fixed = _points([0, 10, 10.001, 15, 60, 60.1], [5, 6, 7, 8, 9, 10])
    found = profiles(fixed, _points([0], [7]), edges=(10, 15, 60), reach=3)
    assert found.counts[:, 0, :].tolist() == [
        [0, 1, 1, 0, 0, 0, 0],
        [0, 0, 0, 1, 1, 0, 0],
        [0, 0, 0, 0, 0, 1, 0],
    ]
    assert found.within(-1, 10).sum() == 2
    assert found.within(10, 60).sum() == 3


def test_profiles_of_many_points_agree_with_all_pairs() -> None:
    rng = np.random.default_rng(1)
    fixed, rotated = (
        Points(
            x=rng.uniform(0, 50, n),
            y=rng.uniform(0, 50, n),
            day=rng.integers(0, 300, n),
            region=np.zeros(n, dtype=np.int64),
        )
        for n in (900, 700)
    )
    found = profiles(fixed, rotated, edges=(10.0,), reach=20)
    distance = np.hypot(fixed.x[None, :] - rotated.x[:, None], fixed.y[None, :] - rotated.y[:, None])
    lag = fixed.day[None, :] - rotated.day[:, None]
    for shift in (-20, 0, 7, 20):
        expected = ((distance <= 10) & (lag == shift)).sum(axis=1)
        assert (found.counts[0, :, 20 + shift] == expected).all()


def test_window_sums_add_neighbours_and_nothing_beyond_the_ends() -> None:
    counts = np.array([[1, 2, 3, 4]])
    assert window_sums(counts, -1, 1).tolist() == [[3, 6, 9, 7]]
    assert window_sums(counts, -2, -1).tolist() == [[0, 1, 3, 5]]
    assert window_sums(counts, 1, 2).tolist() == [[5, 7, 4, 0]]


def test_cells_are_pairs_of_region_and_block_in_the_order_of_the_points() -> None:
    turning = rotation(_points([0] * 5, [1, 29, 2, 40, 30], [9, 4, 9, 4, 9]), np.array([0, 28, 60]))
    assert turning.cell.tolist() == [0, 1, 0, 1, 2]
    assert turning.phase.tolist() == [1, 1, 2, 12, 2]
    assert turning.lengths.tolist() == [28, 32, 32]


def test_a_shift_moves_all_points_of_a_cell_inside_their_block() -> None:
    turning = rotation(_points([0, 0], [26, 3]), np.array([0, 28]))
    reach = 30
    by_lag = np.tile(np.arange(-reach, reach + 1), (2, 1))  # what a point gives is how far it moved
    moved = turning.shifted(by_lag, reach)
    assert moved[0, :4].tolist() == [0, 1, -26, -25]
    assert moved[1, :4].tolist() == [0, 1, 2, 3]
    assert turning.table(by_lag, reach).values[0, :3].tolist() == [0, 2, -24]


def test_shorter_blocks_are_filled_with_nothing() -> None:
    turning = rotation(_points([0, 0], [1, 30]), np.array([0, 28, 45]))
    table = turning.table(np.ones((2, 121), dtype=np.int64), 60)
    assert table.values.sum(axis=1).tolist() == [28, 17]
    assert table.mean == 2.0
    assert table.variance == 0.0


def test_draws_of_several_tables_share_their_shifts() -> None:
    turning = rotation(_points([0, 0, 0], [5, 40, 70]), np.array([0, 28, 56, 84]))
    by_lag = np.random.default_rng(0).integers(0, 9, (3, 121))
    one, double = turning.table(by_lag, 60), turning.table(2 * by_lag, 60)
    drawn = draw_sums((one, double), draws=500, rng=np.random.default_rng(1))
    assert (drawn[1] == 2 * drawn[0]).all()
    assert drawn[0].min() >= one.values.min(axis=1).sum()
    assert len(set(drawn[0].tolist())) > 5


def test_cells_that_never_change_are_added_without_a_draw() -> None:
    turning = rotation(_points([0], [5]), np.array([0, 28]))
    table = turning.table(np.full((1, 121), 3), 60)
    assert draw_sums((table,), draws=4, rng=np.random.default_rng(1)).tolist() == [[3, 3, 3, 3]]


def test_space_pairs_ignore_days_and_include_the_edge() -> None:
    assert space_pairs(_points([0, 5], [0, 900]), _points([10, 16], [1, 1]), 10.0) == 2
    assert space_pairs(_points([], []), _points([1], [1]), 10.0) == 0
