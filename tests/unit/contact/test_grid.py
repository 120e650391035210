import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from holdfire.contact.grid import Projection, centre_of, projection_for, split_square, square_of

WGS_84 = Geod(ellps="WGS84")


@pytest.mark.parametrize(("lon", "lat"), [(38.0, 35.0), (-72.0, 4.0), (0.0, 0.0), (179.0, -16.0)])
def test_the_projection_agrees_with_geodesics_from_its_origin(lon, lat):
    rng = np.random.default_rng(1)
    bearing, km = rng.uniform(0, 360, 200), rng.uniform(0, 900, 200)
    east, north, _ = WGS_84.fwd(np.full(200, lon), np.full(200, lat), bearing, km * 1000)
    x, y = Projection(lon=lon, lat=lat).forward(east, north)
    assert np.allclose(x, km * np.sin(np.radians(bearing)), atol=1e-6)
    assert np.allclose(y, km * np.cos(np.radians(bearing)), atol=1e-6)


def test_the_projection_agrees_with_the_closed_form_of_a_sphere_to_half_a_per_cent():
    lon0, lat0 = np.radians(38.0), np.radians(35.0)
    lon, lat = np.radians(np.array([36.5, 38.2, 41.0])), np.radians(np.array([35.2, 33.0, 36.9]))
    angle = np.arccos(np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0))
    scale = 6371.0088 * angle / np.sin(angle)
    x, y = Projection(lon=38.0, lat=35.0).forward(np.degrees(lon), np.degrees(lat))
    assert np.allclose(x, scale * np.cos(lat) * np.sin(lon - lon0), rtol=0.005)
    assert np.allclose(
        y,
        scale * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0)),
        rtol=0.005,
        atol=0.5,
    )


def test_going_there_and_back_ends_where_it_began():
    plane = Projection(lon=38.0, lat=35.0)
    lon, lat = plane.inverse(*plane.forward([36.0, 42.3], [32.4, 37.2]))
    assert np.allclose(lon, [36.0, 42.3], atol=1e-9)
    assert np.allclose(lat, [32.4, 37.2], atol=1e-9)


def test_the_origin_is_the_middle_of_the_bounding_box():
    plane = projection_for(np.array([36.0, 36.1, 42.0]), np.array([37.0, 32.0, 33.0]))
    assert (plane.lon, plane.lat) == (39.0, 34.5)


def test_the_bounding_box_may_cross_the_180th_meridian():
    plane = projection_for(np.array([178.0, -178.0, 179.5]), np.array([-18.0, -16.0, -17.0]))
    assert (abs(plane.lon), plane.lat) == (180.0, -17.0)


def test_a_single_place_is_its_own_origin_and_no_place_is_no_error():
    assert projection_for(np.array([36.0]), np.array([35.0])) == Projection(lon=36.0, lat=35.0)
    assert projection_for(np.zeros(0), np.zeros(0)) == Projection(lon=0.0, lat=0.0)


def test_squares_are_closed_in_the_south_west_and_open_in_the_north_east():
    column, row = split_square(square_of([0, 9.999, 10, -0.001, -10, -10.001], [0, 0, 0, 0, 0, 0]))
    assert column.tolist() == [0, 0, 1, -1, -1, -2]
    assert row.tolist() == [0] * 6


@given(st.floats(-9000, 9000), st.floats(-9000, 9000), st.sampled_from([2.0, 10.0, 100.0]))
def test_each_point_lies_in_the_square_that_is_named(x, y, size):
    east, north = centre_of(square_of(x, y, size), size)
    assert east - size / 2 <= x < east + size / 2 or np.isclose(abs(x - east), size / 2)
    assert north - size / 2 <= y < north + size / 2 or np.isclose(abs(y - north), size / 2)
