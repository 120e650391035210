"""From pixels to longitude and latitude: the projection and the fit that predict points left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Proj
from scipy.interpolate import RBFInterpolator
from scipy.special import fdtri

Floats = NDArray[np.float64]
Shape = Literal["similarity", "affine", "thin-plate"]
Wish = Literal["auto", "affine", "thin-plate"]

THIN_PLATE_FROM = 10  # points; fewer leave a bent sheet nothing to be checked by
BETTER, MUCH_BETTER = 0.95, 0.6  # so much less must another projection err, and a bent sheet
CLICK_PX = 1.0  # how far off people click, each way: what is assumed before the points say otherwise
CLICK_WEIGHT = 4  # of that assumption, in degrees of freedom
FINE_PX = 0.5  # a fit that predicts so well leaves nothing to bend
FLAT = 1e-3  # of the points' length: a cloud of points so narrow lies on a line
GEOD = Geod(ellps="WGS84")
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Control points: pixels from the top left, and where they are. Arrays of one length."""

    xy: Floats
    lon_lat: Floats

    def __len__(self) -> int:
        return len(self.xy)

    def without(self, number: int) -> "Points":
        """Leave one out."""
        keep = np.arange(len(self)) != number
        return Points(xy=self.xy[keep], lon_lat=self.lon_lat[keep])


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A projection and a fit that was tried. out_km: rms of points left out; None where none can be."""

    projection: str
    shape: Shape
    out_km: float | None
    rms_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """The fit that was chosen. residuals_km: of each point; out_km: of each when it is left out of the fit.

    to_lon_lat: pixels (n, 2) → degrees (n, 2). error_px: how far off it may be at pixels, with 95 %; km_px:
    how long a pixel is there.
    """

    projection: str
    shape: Shape
    residuals_km: tuple[float, ...]
    out_km: tuple[float, ...] | None
    candidates: tuple[Candidate, ...]
    to_lon_lat: Callable[[Floats], Floats]
    error_px: Callable[[Floats], Floats]

    @property
    def rms_km(self) -> float:
        """Root mean square of the residuals."""
        return _rms(np.array(self.residuals_km))

    def km_px(self, xy: Floats) -> Floats:
        """Measure pixels where they lie, the longer way."""
        here = self.to_lon_lat(xy)
        across, down = (self.to_lon_lat(xy + step) for step in (np.array([1.0, 0.0]), np.array([0.0, 1.0])))
        return np.maximum(distance_km(here, across), distance_km(here, down))


def distance_km(one: Floats, two: Floats) -> Floats:
    """Measure along the ellipsoid between positions in degrees (n, 2)."""
    _, _, metres = GEOD.inv(one[:, 0], one[:, 1], two[:, 0], two[:, 1])
    return np.asarray(metres) / 1000


def lie_on_a_line(positions: Floats) -> bool:
    """Say whether positions (n, 2) fix no plane."""
    spread = np.linalg.svd(positions - positions.mean(axis=0), compute_uv=False)
    return bool(spread[1] <= FLAT * spread[0])


def register(points: Points, wish: Wish = "auto") -> Registration:
    """Choose among projections and fits by how well they predict points that are left out.

    Pictures show the earth by some projection that nobody names. A conic map that is turned, shifted or
    scaled is still that conic map to an affine fit, so a handful of projections about the points stands for
    all. At least three points that do not lie on a line.
    """
    planes = _planes(points)
    tried = [_Fit.of(points, plane, shape) for shape in _shapes(len(points), wish) for plane in planes]
    best = tried[0]
    for fit in tried[1:]:
        if fit.shape == "thin-plate" != wish and best.worth() <= FINE_PX * best.km_px():
            break
        if fit.worth() < best.worth() * (BETTER if fit.shape == best.shape else MUCH_BETTER):
            best = fit
    return best.chosen(tried)


def _shapes(count: int, wish: Wish) -> tuple[Shape, ...]:
    if wish == "thin-plate":
        return ("thin-plate",)
    if wish == "affine" or count < THIN_PLATE_FROM:
        return ("affine",)
    return ("affine", "thin-plate")


def _planes(points: Points) -> tuple[tuple[str, Proj | None], ...]:
    """List the planes that pictures are drawn on, about these points."""
    lon, lat = points.lon_lat.mean(axis=0)
    south, north = points.lon_lat[:, 1].min(), points.lon_lat[:, 1].max()
    about = f"+lon_0={lon} +lat_0={lat} +ellps=WGS84"
    sixth = (north - south) / 6
    parallels = f"+lat_1={south + sixth} +lat_2={north - sixth}"
    plain: list[tuple[str, str | None]] = [
        ("longitude and latitude", None),
        ("Mercator", f"+proj=merc +lon_0={lon} +R=6378137"),
        ("transverse Mercator", f"+proj=tmerc {about}"),
        ("azimuthal equal-area", f"+proj=laea {about}"),
    ]
    if abs(south + north) > 10 and south * north > 0:
        plain += [
            ("conformal conic", f"+proj=lcc {about} {parallels}"),
            ("equal-area conic", f"+proj=aea {about} {parallels}"),
        ]
    return tuple((name, None if text is None else Proj(text)) for name, text in plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """One projection with one fit, and what it does with points that it did not see."""

    points: Points
    name: str
    plane: Proj | None
    shape: Shape
    forward: Callable[[Floats], Floats]
    residuals: Floats
    out: Floats | None

    @classmethod
    def of(cls, points: Points, plane: tuple[str, Proj | None], shape: Shape) -> "_Fit":
        name, proj = plane
        forward = _fitted(points, proj, shape)
        least = 4 if shape == "affine" else THIN_PLATE_FROM
        out = None
        if len(points) >= least:
            left = (points.without(i) for i in range(len(points)))
            found = np.array(
                [_fitted(rest, proj, shape)(points.xy[i : i + 1])[0] for i, rest in enumerate(left)]
            )
            out = distance_km(found, points.lon_lat)
        residuals = distance_km(forward(points.xy), points.lon_lat)
        return cls(
            points=points, name=name, plane=proj, shape=shape, forward=forward, residuals=residuals, out=out
        )

    def worth(self) -> float:
        """Say how far off it predicts; of three points, how unlike square its pixels are."""
        if self.out is not None:
            return _rms(self.out)
        square = _fitted(self.points, self.plane, "similarity")
        return _rms(distance_km(square(self.points.xy), self.points.lon_lat))

    def chosen(self, tried: Sequence["_Fit"]) -> Registration:
        return Registration(
            projection=self.name,
            shape=self.shape,
            residuals_km=tuple(map(float, self.residuals)),
            out_km=None if self.out is None else tuple(map(float, self.out)),
            candidates=tuple(
                Candidate(
                    projection=t.name,
                    shape=t.shape,
                    out_km=None if t.out is None else _rms(t.out),
                    rms_km=_rms(t.residuals),
                )
                for t in tried
            ),
            to_lon_lat=self.forward,
            error_px=self.error_px,
        )

    def error_px(self, xy: Floats) -> Floats:
        """Give the radius in pixels within which the fit is, with 95 %, at pixels.

        A plane fit that misses its points by no more than clicks do is as good as its points are many and
        near. What it misses beyond that is taken for a bend of the picture, which no number of points
        averages out.
        """
        km_px = self.km_px()
        count = len(self.points)
        if self.shape == "thin-plate" and self.out is not None:
            return np.full(len(xy), np.quantile(self.out, 0.95) / km_px)
        free = 2 * (count - 3)
        squares = float(((self.residuals / km_px) ** 2).sum()) + CLICK_WEIGHT * CLICK_PX**2
        variance = squares / (free + CLICK_WEIGHT)
        bend = max(0.0, variance - 2 * CLICK_PX**2)
        spread = 2 * float(fdtri(2, free + CLICK_WEIGHT, 0.95))
        return np.sqrt(spread * (variance * self._leverage(xy) + bend))

    def _leverage(self, xy: Floats) -> Floats:
        middle = self.points.xy.mean(axis=0)
        inverse = np.linalg.inv(_design(self.points.xy - middle).T @ _design(self.points.xy - middle))
        rows = _design(xy - middle)
        return np.einsum("ij,jk,ik->i", rows, inverse, rows)

    def km_px(self) -> float:
        """Measure a pixel in the middle of the points, the longer way."""
        middle = self.points.xy.mean(axis=0, keepdims=True)
        here, across, down = (self.forward(middle + np.array(step)) for step in ((0, 0), (1, 0), (0, 1)))
        return float(max(distance_km(here, across)[0], distance_km(here, down)[0]))


def _fitted(points: Points, plane: Proj | None, shape: Shape) -> Callable[[Floats], Floats]:
    """Fit pixels to a plane, and give the way on from there to degrees."""
    target = _to_plane(plane, points.lon_lat)
    kinds = {"thin-plate": _thin_plate, "similarity": _similarity, "affine": _affine}
    fit = kinds[shape](points.xy, target)
    return lambda xy: _from_plane(plane, fit(xy))


def _thin_plate(xy: Floats, target: Floats) -> Callable[[Floats], Floats]:
    """Bend a sheet as little as it takes to go through every point."""
    sheet = RBFInterpolator(xy, target, kernel="thin_plate_spline", degree=1)
    return lambda more: np.asarray(sheet(more), float)


def _affine(xy: Floats, target: Floats) -> Callable[[Floats], Floats]:
    """Fit the plane that misses the points least."""
    middle, scale = xy.mean(axis=0), max(float(np.ptp(xy)), 1.0)
    solution = np.linalg.lstsq(_design((xy - middle) / scale), target, rcond=None)[0]
    return lambda more: _design((more - middle) / scale) @ solution


def _design(xy: Floats) -> Floats:
    return np.column_stack([np.ones(len(xy)), xy])


def _similarity(xy: Floats, target: Floats) -> Callable[[Floats], Floats]:
    """Fit a turn, a scale and a shift, as complex numbers; y runs down in a picture."""
    source, goal = xy[:, 0] - 1j * xy[:, 1], target[:, 0] + 1j * target[:, 1]
    at, to = source.mean(), goal.mean()
    factor = np.vdot(source - at, goal - to) / np.vdot(source - at, source - at)

    def fit(more: Floats) -> Floats:
        found = (more[:, 0] - 1j * more[:, 1] - at) * factor + to
        return np.column_stack([found.real, found.imag])

    return fit


def _to_plane(plane: Proj | None, lon_lat: Floats) -> Floats:
    return lon_lat if plane is None else np.column_stack(plane(lon_lat[:, 0], lon_lat[:, 1])) / 1000


def _from_plane(plane: Proj | None, xy: Floats) -> Floats:
    return xy if plane is None else np.column_stack(plane(xy[:, 0] * 1000, xy[:, 1] * 1000, inverse=True))


def _rms(values: Floats) -> float:
    return float(np.sqrt(np.mean(values**2)))
