"""Lengths and areas beside pyproj's geodesics between points so close that they follow the drawn lines."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from holdfire.stats.ellipsoid import areas, lengths

GEOD = Geod(ellps="WGS84")
POINTS = st.tuples(st.floats(-170, 170), st.floats(-89, 89))


def edges(ring):
    at = np.array(ring, dtype=float)
    return at[:-1, 0], at[:-1, 1], at[1:, 0], at[1:, 1]


def along(ring, steps=4_000):
    at, share = np.array(ring, dtype=float), np.linspace(0, 1, steps, endpoint=False)[:, None]
    return np.vstack([one + share * (two - one) for one, two in itertools.pairwise(at)] + [at[-1:]])


@given(POINTS, st.floats(-8, 8), st.floats(-0.9, 0.9))
def test_lengths_agree_with_geodesics_of_tiny_steps(start, east, north):
    line = [start, (start[0] + east, start[1] + north)]
    wanted = GEOD.line_length(*along(line).T) / 1000
    assert lengths(*edges(line))[0] == pytest.approx(wanted, rel=1e-7, abs=1e-6)


@pytest.mark.parametrize(
    "ring",
    [
        [(30, 50), (40, 45), (42, 52), (33, 55), (30, 50)],
        [(-5, -5), (5, -3), (3, 6), (-4, 5), (-5, -5)],
        [(0, 88), (90, 88), (90, 89), (0, 89), (0, 88)],
    ],
)
def test_areas_agree_with_geodesics_of_tiny_steps(ring):
    wanted = GEOD.polygon_area_perimeter(*along(ring)[:-1].T)[0] / 1e6
    assert areas(*edges(ring)).sum() == pytest.approx(wanted, rel=1e-7)
    assert areas(*edges(ring[::-1])).sum() == pytest.approx(-wanted, rel=1e-7)


def test_all_longitudes_from_pole_to_pole_are_the_whole_earth():
    """WGS 84 has 510,065,621.7 km²."""
    ring = [(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)]
    assert areas(*edges(ring)).sum() == pytest.approx(510_065_621.724, rel=1e-9)
