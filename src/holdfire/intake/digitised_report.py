"""What digitising a picture of a map says of itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfire.digitise.digitising import ColourFound, Digitised
from holdfire.digitise.legend_box import Box
from holdfire.digitise.picture import Picture
from holdfire.digitise.registration import Candidate, Points, Registration
from holdfire.dossier.words import counted
from holdfire.intake.control_report import ControlReport

SHIFTED = 3.0  # CIEDE2000; a legend colour that far from the map's is told
ODD = 3.0  # times the middle one; a point that errs so much more than the others is told


@dataclass(frozen=True, slots=True, kw_only=True)
class PointReport:
    """A control point. residual_km: how far the fit puts it off; out_km: a fit that did not see it."""

    x: float
    y: float
    lon: float
    lat: float
    residual_km: float
    out_km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitisedReport:
    """How a picture was read; control/pictures/<name>/digitised.json holds it, without `map`.

    Shares are of the picture; `unexplained` shows no legend colour, `filled` was under text and lines,
    `hidden` under the legend; strangers: flat colours that no row of the legend means, with their shares.
    error_km: 95 % of borders are within it; registration_km and border_km are its parts. kept: the files in
    the case.
    """

    name: str
    width: int
    height: int
    format: str
    projection: str
    transform: str
    rms_km: float
    out_km: float | None
    candidates: tuple[Candidate, ...]
    points: tuple[PointReport, ...]
    colours: tuple[ColourFound, ...]
    legend_box: Box | None
    legend_patches: int
    unexplained: float
    filled: float
    hidden: float
    strangers: Mapping[str, float]
    specks: int
    speck_km2: float
    km_px: float
    error_km: float
    registration_km: float
    border_km: float
    notes: tuple[str, ...]
    kept: tuple[str, ...]
    map: ControlReport | None = None

    def with_map(self, imported: ControlReport) -> "DigitisedReport":
        """Add what the import of the ground said."""
        return replace(self, map=imported)

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        if self.map is not None:
            yield from self.map.sentences()
        yield f"picture: {self.width:,} × {self.height:,} pixels of {_km(self.km_px)} km, {self.format}"
        yield from self.notes
        yield from self._fit()
        yield from self._colours()
        yield (
            f"unexplained by the legend: {self.unexplained:.1%} of the picture; under text and lines, filled "
            f"from around: {self.filled:.1%}; under the legend, nobody's: {self.hidden:.1%}"
        )
        others = ", ".join(f"{colour} ({share:.1%})" for colour, share in self._strangers())
        if others:
            yield f"flat colours that the legend does not name: {others}"
        yield f"specks under {_km(self.speck_km2)} km² went to what is around them: {self.specks:,}"
        yield (
            f"error: 95 % of borders are within {_km(self.error_km)} km ({_km(self.registration_km)} km by "
            f"the control points, {_km(self.border_km)} km by the picture)"
        )

    def _fit(self) -> Iterator[str]:
        out = "can't be left out one by one" if self.out_km is None else f"left out: {_km(self.out_km)} km"
        yield (
            f"{counted(len(self.points), 'control point')}, {self.transform} fit in {self.projection}: "
            f"rms {_km(self.rms_km)} km; {out}"
        )
        if others := self._others():
            yield f"other projections, points left out: {', '.join(others)}"
        errors = [p.residual_km if p.out_km is None else p.out_km for p in self.points]
        middle = float(np.median(errors))
        for point, error in zip(self.points, errors, strict=True):
            if len(self.points) > 4 and error > ODD * middle and error > 2 * self.km_px:
                yield f"look at the point at {point.x:g}, {point.y:g}: the others put it {_km(error)} km away"

    def _others(self) -> list[str]:
        """Say how far off the best fit in each other projection is."""
        out: dict[str, float] = {}
        for tried in self.candidates:
            if tried.out_km is not None and tried.projection != self.projection:
                out[tried.projection] = min(tried.out_km, out.get(tried.projection, tried.out_km))
        return [f"{projection} {_km(out_km)} km" for projection, out_km in out.items()]

    def _colours(self) -> Iterator[str]:
        for colour in self.colours:
            shifted = f", on the map {colour.found}" if colour.difference > SHIFTED else ""
            none = "; none of it was found" if not colour.share else ""
            whose = colour.holder or "background"
            yield f"{colour.given} {whose}: {colour.share:.1%} of the picture{shifted}{none}"

    def _strangers(self) -> Sequence[tuple[str, float]]:
        return [(colour, share) for colour, share in self.strangers.items() if share >= 0.005]


def report_of(
    name: str,
    picture: Picture,
    points: Points,
    registration: Registration,
    found: Digitised,
    *,
    kept: tuple[str, ...],
) -> DigitisedReport:
    """Gather what was found on the way."""
    out = registration.out_km
    rows = zip(points.xy.tolist(), points.lon_lat.tolist(), registration.residuals_km, strict=True)
    return DigitisedReport(
        name=name,
        width=picture.size[0],
        height=picture.size[1],
        format=picture.format,
        projection=registration.projection,
        transform=registration.shape,
        rms_km=registration.rms_km,
        out_km=None if out is None else float(np.sqrt(np.mean(np.square(out)))),
        candidates=registration.candidates,
        points=tuple(
            PointReport(
                x=x, y=y, lon=lon, lat=lat, residual_km=residual, out_km=None if out is None else out[n]
            )
            for n, ((x, y), (lon, lat), residual) in enumerate(rows)
        ),
        colours=found.colours,
        legend_box=found.legend_box,
        legend_patches=found.legend_patches,
        unexplained=found.unexplained,
        filled=found.filled,
        hidden=found.hidden,
        strangers=found.strangers,
        specks=found.specks,
        speck_km2=found.speck_km2,
        km_px=found.km_px,
        error_km=found.error_km,
        registration_km=found.registration_km,
        border_km=found.border_km,
        notes=found.notes,
        kept=kept,
    )


def _km(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
