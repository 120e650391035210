"""What makes fighting rise and fall: sizes and memories as the course says."""

from dataclasses import replace

import numpy as np
import pytest

from holdfire.simulate.setting import Course
from holdfire.simulate.tides import shared_course, shocks, wave

QUIET = Course(trend_sd=0.0, season=0.0)


def test_a_wave_has_its_spread_from_the_first_day_to_the_last() -> None:
    drawn = wave(120, 4000, sd=0.7, memory_days=10.0, rng=np.random.default_rng(0))
    assert drawn.std(axis=1) == pytest.approx(np.full(120, 0.7), rel=0.06)
    assert abs(drawn.mean()) < 0.02


def test_a_wave_forgets_at_its_own_pace() -> None:
    drawn = wave(60, 4000, sd=1.0, memory_days=10.0, rng=np.random.default_rng(1))
    for lag in (1, 10, 30):
        assert np.corrcoef(drawn[0], drawn[lag])[0, 1] == pytest.approx(np.exp(-lag / 10), abs=0.05)


def test_trend_is_straight_and_season_comes_back_after_a_year() -> None:
    straight = shared_course(400, replace(QUIET, trend_sd=1.0), np.random.default_rng(2))
    assert np.diff(straight) == pytest.approx(np.full(399, straight[1] - straight[0]))
    assert straight[0] == pytest.approx(-straight[-1])
    season = shared_course(400, replace(QUIET, season=0.5), np.random.default_rng(2))
    assert season.max() == pytest.approx(0.5, abs=1e-3)
    assert season[366] == pytest.approx(season[0], abs=0.01)


def test_shocks_begin_suddenly_and_fade_in_days() -> None:
    drawn = shocks(20_000, 2, Course(), np.random.default_rng(3))
    steps = drawn[1:] - drawn[:-1] * np.exp(-1 / 5)
    begins = steps[steps > 1e-9]
    assert len(begins) / steps.size == pytest.approx(1 / 45, rel=0.15)
    assert begins.mean() == pytest.approx(0.8 * np.sqrt(2 / np.pi), rel=0.1)
    assert (steps > -1e-9).all()
