"""Pixels to degrees: what projections and fits the points ask for, and what they leave open."""

import numpy as np
import pytest
from pyproj import Proj

from holdfire.digitise.registration import Points, distance_km, lie_on_a_line, register


def points(proj: str | None, count: int, *, click: float = 0.0, km: float = 2.0) -> tuple[Points, Points]:
    """Make control points of a picture in some projection, and others to check with."""
    rng = np.random.default_rng([count, 5])
    plane = None if proj is None else Proj(f"{proj} +lon_0=24 +lat_0=50 +ellps=WGS84")

    def to_degrees(xy: np.ndarray) -> np.ndarray:
        if plane is None:
            return (24, 50) + (xy - 500) * (km / 70, -km / 111)
        east, north = (1000 * km * (xy - 500) * (1, -1)).T
        return np.column_stack(plane(east, north, inverse=True))

    at, check = rng.uniform(0, 1000, (count, 2)), rng.uniform(100, 900, (300, 2))
    clicked = at + rng.normal(0, click, at.shape)
    return Points(xy=clicked, lon_lat=to_degrees(at)), Points(xy=check, lon_lat=to_degrees(check))


@pytest.mark.parametrize(
    ("proj", "named"),
    [
        (None, "longitude and latitude"),
        ("+proj=tmerc", "transverse Mercator"),
        ("+proj=laea", "azimuthal equal-area"),
    ],
)
def test_the_projection_of_a_wide_map_is_found_by_points_left_out(proj: str | None, named: str) -> None:
    given, check = points(proj, 12)
    found = register(given)
    assert (found.projection, found.shape) == (named, "affine")
    assert distance_km(found.to_lon_lat(check.xy), check.lon_lat).max() < 2.0  # a pixel
    worst = max(c.out_km or 0 for c in found.candidates)
    assert worst > 10 * min(c.out_km or 0 for c in found.candidates)


def test_a_bent_picture_asks_for_a_thin_plate_and_a_flat_one_does_not() -> None:
    given, check = points(None, 40)
    bend = lambda xy: xy + 12 * np.sin(xy[:, ::-1] / 200)  # noqa: E731
    bent = Points(xy=bend(given.xy), lon_lat=given.lon_lat)
    found = register(bent)
    assert found.shape == "thin-plate"
    assert register(given).shape == "affine"
    plane = register(bent, "affine")
    off = [distance_km(r.to_lon_lat(bend(check.xy)), check.lon_lat).mean() for r in (found, plane)]
    assert off[0] < off[1] / 3
    assert max(found.residuals_km) < 1e-6  # of the points themselves: these say nothing
    assert found.out_km is not None
    assert np.median(found.out_km) > 0.1


@pytest.mark.parametrize("count", [3, 4, 6, 12])
def test_the_fit_is_within_its_error_in_95_percent(count: int) -> None:
    inside = []
    for seed in range(60):
        rng = np.random.default_rng([seed, count])
        at = rng.uniform(0, 1000, (count, 2))
        while np.linalg.svd(at - at.mean(0), compute_uv=False)[1] < 250:
            at = rng.uniform(0, 1000, (count, 2))
        degrees = (24, 50) + at * (0.001, -0.001)
        fit = register(Points(xy=at + rng.normal(0, 1.0, at.shape), lon_lat=degrees), "affine")
        check = rng.uniform(0, 1000, (50, 2))
        off = distance_km(fit.to_lon_lat(check), (24, 50) + check * (0.001, -0.001)) / fit.km_px(check)
        inside.append((off <= fit.error_px(check)).mean())
    assert np.mean(inside) >= 0.95 - 2 * np.std(inside) / np.sqrt(60)


def test_points_on_a_line_fix_no_plane() -> None:
    line = np.column_stack([np.arange(5.0), 2 * np.arange(5.0)])
    assert lie_on_a_line(line)
    assert not lie_on_a_line(line + np.array([[0, 0], [0, 0.1], [0, 0], [0, 0], [0, 0]]))
