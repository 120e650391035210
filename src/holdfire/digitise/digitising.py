"""A picture, its control points and its legend to ground in degrees, with what is known of its error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from holdfire.digitise.colours import difference, lab, to_hex
from holdfire.digitise.ground import NOBODY, Ground, ground_of
from holdfire.digitise.hatching import unhatched
from holdfire.digitise.legend_box import Box, Legend, find_legend
from holdfire.digitise.outlines import border_points, outlines
from holdfire.digitise.palette import (
    SAME,
    Floats,
    Indexed,
    by_patches,
    calmed,
    centres,
    indexed,
    paints,
    unrest,
)
from holdfire.digitise.picture import Picture
from holdfire.digitise.registration import Registration
from holdfire.digitise.votes import Classes, Mask, block_of, marked, votes_of

SPECK = 0.012  # of the longer side: a square of that side is the largest speck
LOOKS_LIKE = 6.0  # CIEDE2000; within that a pixel shows a paint
PALETTE_SIZE = 256  # colours at most of a picture whose noise is dither
STRAIGHT_PX = 20.0  # a straight line of the picture may be bent on the earth; pieces so long are not


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendRow:
    """A colour of the legend and who holds its ground; holder None: background."""

    rgb: tuple[int, int, int]
    holder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourFound:
    """A legend colour as given and as the picture has it, how different, and its share of the picture."""

    given: str
    found: str
    holder: str | None
    difference: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Digitised:
    """What a picture gave.

    areas: holder → ground in degrees. shares are of the picture's area: hidden under the legend;
    unexplained: no legend colour, and nothing to fill it from; filled: text and lines that were given to
    what is around them. error_km: 95 % of borders are no farther off than that; of it registration_km and
    border_km alone. painted: which row of the legend each block of `block` pixels has; -1 where none.
    """

    areas: Mapping[str, BaseGeometry]
    colours: tuple[ColourFound, ...]
    legend_box: Box | None
    legend_patches: int
    hidden: float
    unexplained: float
    filled: float
    strangers: Mapping[str, float]
    specks: int
    speck_km2: float
    km_px: float
    error_km: float
    registration_km: float
    border_km: float
    painted: NDArray[np.int16]
    block: int
    notes: tuple[str, ...]


def digitise(
    picture: Picture,
    legend: Sequence[LegendRow],
    registration: Registration,
    *,
    speck_km2: float | None = None,
) -> Digitised:
    """Read whose ground each part of a picture shows, and put it on the earth.

    legend: at least one row with a holder. speck_km2: pieces smaller than this go to what is around them;
    None: a square of SPECK of the longer side.
    """
    order = sorted(range(len(legend)), key=lambda n: legend[n].holder is None)
    rows = [legend[n] for n in order]
    holders = sum(row.holder is not None for row in rows)
    given = lab(np.array([row.rgb for row in rows], np.uint8))
    at_first = _legend_as_given(picture, given)
    own = {} if at_first is None else _of_patches(at_first, picture.rgb)
    printed = np.array([own[n][0] if n in own else row.rgb for n, row in enumerate(rows[:holders])], float)
    under = _under(at_first, picture)
    block, jpeg = block_of(picture.rgb.shape), picture.format == "JPEG"
    picture = replace(picture, rgb=unhatched(picture.rgb, printed, under, jpeg=jpeg, step=block))
    calm, blurred = calmed(picture.rgb)
    colours = indexed(calm)
    found, strangers = centres(given, colours, paints(colours))
    every = np.concatenate([found, np.array([p.lab for p in strangers]).reshape(-1, 3)])
    shown = _fuller(find_legend(_shown(colours, every), len(rows)), at_first)
    if shown is not None:
        found, strangers = by_patches(given, found, strangers, _in_lab(_of_patches(shown, calm)), colours)
        every = np.concatenate([found, np.array([p.lab for p in strangers]).reshape(-1, 3)])
    hidden = marked(_under(shown, picture), block)
    looked_at, pixels = _least_blurred(picture, colours, calm, blurred=blurred)
    classes = Classes(lab=every, holders=holders)
    votes = votes_of(looked_at, classes, unrest(pixels), block, jpeg=jpeg)
    km_px = _km_px(registration, picture)
    speck_px = (SPECK * max(picture.size)) ** 2 if speck_km2 is None else speck_km2 / km_px**2
    ground = ground_of(votes, classes, hidden=hidden, block=block, speck_px=speck_px)
    error, of_fit, of_border = _errors(ground, hidden, registration, holders, jpeg=jpeg)
    counts = np.bincount(ground.labels[ground.labels >= 0], minlength=len(every)) / ground.labels.size
    explained = ground.labels < len(rows)
    explained &= ground.labels != NOBODY
    return Digitised(
        areas=_areas(ground, rows, holders, registration),
        colours=tuple(
            ColourFound(
                given=to_hex(row.rgb),
                found=to_hex(_rgb_at(colours, found[n])) if counts[n] else to_hex(row.rgb),
                holder=row.holder,
                difference=float(difference(given[n], found[n])),
                share=float(counts[n]),
            )
            for n, row in enumerate(rows)
        ),
        legend_box=None if shown is None else shown.box,
        legend_patches=0 if shown is None else len(shown.patches),
        hidden=float(hidden.mean()),
        unexplained=float((~explained & ~hidden).mean()),
        filled=float((explained & ~ground.seen & ~hidden).mean()),
        strangers={to_hex(np.array(p.rgb)): float(counts[len(rows) + n]) for n, p in enumerate(strangers)},
        specks=ground.dropped,
        speck_km2=speck_px * km_px**2,
        km_px=km_px,
        error_km=error,
        registration_km=of_fit,
        border_km=of_border,
        painted=np.where(explained, ground.labels, NOBODY).astype(np.int16),
        block=block,
        notes=picture.notes,
    )


def _legend_as_given(picture: Picture, given: Floats) -> Legend | None:
    """Find the legend by its colours as they were given: what the map has of them is not yet known."""
    step = block_of(picture.rgb.shape)
    calm, _ = calmed(np.ascontiguousarray(picture.rgb[::step, ::step]))
    colours = indexed(calm)
    others = [np.array(p.lab) for p in paints(colours)]
    every = [*given, *(o for o in others if difference(given, o).min() > SAME)]
    found = find_legend(_shown(colours, np.array(every)), len(given))
    return None if found is None else found.enlarged(step)


def _fuller(one: Legend | None, two: Legend | None) -> Legend | None:
    """Take the legend with more patches; the first, if both have as many."""
    if one is None or two is None:
        return one or two
    return two if len(two.patches) > len(one.patches) else one


def _under(legend: Legend | None, picture: Picture) -> Mask:
    """Mark the pixels that show the legend."""
    shape = picture.rgb.shape[:2]
    return np.zeros(shape, bool) if legend is None else legend.covers((shape[0], shape[1]))


def _of_patches(shown: Legend, rgb: NDArray[np.uint8]) -> dict[int, tuple[Floats, int]]:
    """Take the colour in the middle of each patch of the legend, and how many pixels the patch has."""
    found: dict[int, tuple[Floats, int]] = {}
    for patch in shown.patches:
        left, top, right, bottom = patch.box
        inset_x, inset_y = (right - left) // 4, (bottom - top) // 4
        middle = rgb[top + inset_y : bottom - inset_y, left + inset_x : right - inset_x].reshape(-1, 3)
        found[patch.colour] = np.median(middle, axis=0), (right - left) * (bottom - top)
    return found


def _in_lab(patches: Mapping[int, tuple[Floats, int]]) -> dict[int, tuple[Floats, int]]:
    return {number: (lab(rgb), pixels) for number, (rgb, pixels) in patches.items()}


def _shown(colours: Indexed, every: Floats) -> NDArray[np.int8]:
    """Say which paint each pixel shows; -1 where none."""
    apart = np.stack([difference(colours.lab, centre) for centre in every])
    nearest = apart.argmin(axis=0).astype(np.int8)
    nearest[apart.min(axis=0) > LOOKS_LIKE] = NOBODY
    return nearest[colours.index]


def _least_blurred(
    picture: Picture, colours: Indexed, calm: NDArray[np.uint8], *, blurred: bool
) -> tuple[Indexed, NDArray[np.uint8]]:
    """Let the picture itself vote though it was blurred to find its colours, if its noise is no dither."""
    if not blurred:
        return colours, calm
    own = indexed(picture.rgb)
    return (colours, calm) if len(own.rgb) <= PALETTE_SIZE else (own, picture.rgb)


def _rgb_at(colours: Indexed, centre: Floats) -> Floats:
    return colours.rgb[((colours.lab - centre) ** 2).sum(axis=1).argmin()]


def _km_px(registration: Registration, picture: Picture) -> float:
    width, height = picture.size
    grid = np.array([(x, y) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.8)]) * (width, height)
    return float(np.median(registration.km_px(grid)))


def _areas(
    ground: Ground, rows: Sequence[LegendRow], holders: int, registration: Registration
) -> dict[str, BaseGeometry]:
    drawn = outlines(ground.labels, ground.block, registration.to_lon_lat, longest=STRAIGHT_PX * ground.block)
    parts: dict[str, list[BaseGeometry]] = {}
    for number, row in enumerate(rows[:holders]):
        if row.holder is not None and number in drawn:
            parts.setdefault(row.holder, []).append(drawn[number])
    return {holder: shapely.coverage_union_all(shapes) for holder, shapes in parts.items()}


def _errors(
    ground: Ground, hidden: Mask, registration: Registration, holders: int, *, jpeg: bool
) -> tuple[float, float, float]:
    """Give the distance within which 95 % of the borders are: in all, by the fit alone, by the picture alone.

    Where the picture shows the ground on both sides the border is known to a block and what JPEG blurs;
    under text and lines it is somewhere in what was filled.
    """
    at = border_points(ground.labels, hidden, holders)
    if not len(at):
        at = np.array([[ground.labels.shape[1] / 2, ground.labels.shape[0] / 2]])
    away = ndimage.distance_transform_edt(~ground.seen)
    rows, columns = (np.clip(at[:, i].astype(int), 0, ground.labels.shape[1 - i] - 1) for i in (1, 0))
    blind = (away[rows, columns] + BLUR_BLOCKS) * ground.block + (JPEG_PX if jpeg else 0.0)
    xy = at * ground.block
    km_px, fit = registration.km_px(xy), registration.error_px(xy)
    all_km = np.hypot(blind, fit) * km_px
    whole, of_fit, of_border = (np.quantile(v, SURE) for v in (all_km, fit * km_px, blind * km_px))
    return float(whole), float(of_fit), float(of_border)


BLUR_BLOCKS = 1.0  # how far votes of neighbours move a border
JPEG_PX = 1.0  # how far the coarser colours of a JPEG move it
SURE = 0.97  # of the borders, by what is modelled; the rest of the 5 % is for what was misread
