"""Fields have the spread and the correlation that they are asked for, and none across the edge."""

from itertools import islice

import numpy as np
import pytest

from holdfire.stats.gaussian_field import fields


def test_spread_and_correlation_are_those_of_the_law():
    drawn = np.array(list(islice(fields((90, 120), 4.0, np.random.default_rng(2)), 400)))
    assert drawn.shape == (400, 90, 120)
    assert drawn.mean() == pytest.approx(0, abs=0.02)
    assert drawn.std() == pytest.approx(1, abs=0.01)
    for lag in (1, 4, 8):
        for near in (drawn[:, :, lag:] * drawn[:, :, :-lag], drawn[:, lag:] * drawn[:, :-lag]):
            assert near.mean() == pytest.approx(np.exp(-lag * lag / 32), abs=0.02)
    assert (drawn[:, 0] * drawn[:, -1]).mean() == pytest.approx(0, abs=0.03)
    assert (drawn[::2] * drawn[1::2]).mean() == pytest.approx(0, abs=0.02)


def test_a_seed_gives_the_same_fields():
    one, two = (next(fields((8, 5), 0.3, np.random.default_rng(4))) for _ in "ab")
    assert (one == two).all()
