"""When a mover arrives, against walking step by step through the days."""

import numpy as np
import pytest

from holdfire.stats.arrival import Stretch, arrival
from holdfire.stats.least_crossing import Passage


def stretch(held, first, end):
    grid = Passage.over(held, cell_km=1.0)
    free = grid.crossing == 0
    return Stretch(
        first=first, end=end, one=grid.one[free], two=grid.two[free], km=grid.km[free], open=~held.ravel()
    )


def corridor(text):
    return np.array([[letter == "X" for letter in text]])


def test_a_mover_gets_as_far_in_a_day_as_is_said():
    whole = stretch(corridor("........"), 100.0, 103.0)
    assert arrival([whole], 0, 7, km_per_day=3.5) == pytest.approx(102.0)
    assert arrival([whole], 0, 7, km_per_day=2.0) is None


def test_it_waits_before_a_way_that_opens_later():
    days = [stretch(corridor("...XX..."), 0.0, 5.0), stretch(corridor("........"), 5.0, 9.0)]
    assert arrival(days, 0, 7, km_per_day=5.0) == pytest.approx(5.0 + 1.0)
    assert arrival(days, 7, 0, km_per_day=5.0) == pytest.approx(6.0)


def test_one_whose_ground_closes_is_lost_and_another_may_set_out_later():
    early = stretch(corridor("........"), 0.0, 1.0)
    shut, late = stretch(corridor(".XXXXXX."), 1.0, 2.0), stretch(corridor("........"), 2.0, 9.0)
    assert arrival([early, shut, late], 0, 7, km_per_day=3.0) == pytest.approx(2.0 + 7 / 3)
    assert arrival([early, late], 0, 7, km_per_day=3.0) == pytest.approx(2.0 + 4 / 3)  # a gap loses nobody


def test_random_days_agree_with_walking_cell_by_cell():
    """Each day the mover makes two whole steps to any of four neighbours or stays; diagonals are shut off."""
    rng = np.random.default_rng(3)
    arrived = 0
    for _ in range(200):
        maps = [rng.random((1, 9)) < 0.25 for _ in range(6)]
        for one in maps:
            one[0, 0] = one[0, 8] = False
        here, day_found = {0}, None
        for day, held in enumerate(maps):
            here = {c for c in here if not held[0, c]} | {0}
            for half in (1, 2):
                here |= {t for c in here for t in (c - 1, c + 1) if 0 <= t < 9 and not held[0, t]}
                if 8 in here and day_found is None:
                    day_found = day + half / 2
        found = arrival(
            [stretch(h, float(d), float(d + 1)) for d, h in enumerate(maps)], 0, 8, km_per_day=2.0
        )
        assert (found is None) == (day_found is None)
        if found is not None:
            arrived += 1
            assert found == pytest.approx(day_found)
    assert 10 < arrived < 190
