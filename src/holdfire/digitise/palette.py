"""The flat colours of a picture, legend or not: what its ground, sea, margins and boxes are painted with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.optimize import linear_sum_assignment

from holdfire.digitise.colours import difference, lab

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

BITS = 7  # of each channel that are kept: two levels, less than JPEG changes
STEP = 2.0  # side of the cells in CIELAB in which colours are counted
STILL = 8  # levels between neighbours that are noise, not an edge
CALM = 0.35  # of the pixels that are still in a picture without noise
LEAST_SHARE = 0.0015  # of the picture's pixels, for a colour to be one of its paints
NEAR = 3.0  # CIELAB; what belongs to a peak beyond doubt
VALLEY = 0.5  # between two peaks fewer pixels than so much of the lower one; else they are one paint
MANY = 4e-4  # of the pixels: so many have a colour that is painted on purpose
PATCH = 40  # still pixels of a colour: as few as the smallest patch of a legend has
ITSELF = 2.2  # CIEDE2000; so near a patch of the legend is the colour itself
RIM = 0.05  # of the pixels of a paint, at most, are at its rim
ELSEWHERE = 0.002  # of the pixels; beside its patch so many show a colour that the map has
CLOSE = 3.5  # CIEDE2000; so near still pixels have the colour itself, be they few
MEANT = 5.0  # CIEDE2000; so near a paint is meant before any other look is taken
SAME = 2.5  # CIEDE2000; a paint so near a legend colour is that colour
OFF = 10.0  # CIEDE2000; farther off than that a legend colour is not meant by a paint


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A picture by colour: which of `rgb` each pixel has, and how many of each there are."""

    index: NDArray[np.int32]
    rgb: Floats
    lab: Floats
    still: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """A flat colour: its centre, and the share of the picture's pixels that is still and near it."""

    rgb: tuple[float, float, float]
    lab: tuple[float, float, float]
    share: float


def indexed(rgb: Bytes) -> Indexed:
    """Count a picture's colours, with those apart that lie in flat neighbourhoods."""
    drop = 8 - BITS
    reduced = rgb >> drop
    code = (reduced[..., 0].astype(np.int32) << (2 * BITS)) | (reduced[..., 1].astype(np.int32) << BITS)
    code |= reduced[..., 2]
    counts = np.bincount(code.ravel(), minlength=1 << (3 * BITS))
    used = np.flatnonzero(counts)
    number = np.zeros(len(counts), np.int32)
    number[used] = np.arange(len(used), dtype=np.int32)
    still = np.bincount(code[unrest(rgb) <= STILL], minlength=len(counts))[used]
    mask = (1 << BITS) - 1
    colours = np.stack([used >> (2 * BITS), (used >> BITS) & mask, used & mask], axis=-1)
    middles = (colours << drop).astype(float) + ((1 << drop) - 1) / 2
    return Indexed(index=number[code], rgb=middles, lab=lab(middles), still=still.astype(float))


def calmed(rgb: Bytes) -> tuple[Bytes, bool]:
    """Blur a picture that is all noise or dither, so that it has still pixels; say whether it was."""
    step = max(1, max(rgb.shape[:2]) // 1000)
    sample = rgb if step == 1 else np.concatenate([rgb[i : i + 100] for i in range(0, len(rgb), 100 * step)])
    if (unrest(sample) <= STILL).mean() >= CALM:
        return rgb, False
    return ndimage.uniform_filter(rgb, (3, 3, 1), mode="nearest"), True


def unrest(rgb: Bytes) -> Bytes:
    """Say how unlike each pixel is to the least like of its four neighbours, in levels."""
    most = np.zeros(rgb.shape[:2], np.uint8)
    for view, marks in ((rgb, most), (rgb.transpose(1, 0, 2), most.T)):
        steps = np.maximum(view[1:], view[:-1]) - np.minimum(view[1:], view[:-1])
        step = np.maximum(np.maximum(steps[..., 0], steps[..., 1]), steps[..., 2])
        np.maximum(marks[1:], step, out=marks[1:])
        np.maximum(marks[:-1], step, out=marks[:-1])
    return most


def paints(colours: Indexed) -> tuple[Paint, ...]:
    """Find the peaks of a picture's still pixels in CIELAB, the commonest first."""
    pixels = colours.index.size
    low = colours.lab.min(axis=0) - 2 * STEP  # so that no peak lies on the edge of the counted cells
    cell = ((colours.lab - low) / STEP).astype(int)
    counted = np.zeros(cell.max(axis=0) + 3)
    np.add.at(counted, tuple(cell.T), colours.still)
    smooth = ndimage.gaussian_filter(counted, 0.8, mode="constant")
    tops = np.argwhere((smooth == ndimage.maximum_filter(smooth, 3)) & (smooth > 1e-5 * pixels))
    tops = tops[np.argsort(-smooth[tuple(tops.T)], kind="stable")]
    found: list[Paint] = []
    centres: list[Floats] = []
    for top in tops:
        centre = _settled(colours, low + (top + 0.5) * STEP)
        if centre is None or any(_one_hill(smooth, (c - low) / STEP - 0.5, top) for c in centres):
            continue
        near = _near(colours, centre, 2 * NEAR)
        share = float(colours.still[near].sum() / pixels)
        if share >= LEAST_SHARE:
            centres.append(centre)
            weights = colours.still[near] / colours.still[near].sum()
            red, green, blue = weights @ colours.rgb[near]
            found.append(Paint(rgb=(red, green, blue), lab=(centre[0], centre[1], centre[2]), share=share))
    return tuple(found)


def _near(colours: Indexed, centre: Floats, radius: float) -> NDArray[np.bool_]:
    return ((colours.lab - centre) ** 2).sum(axis=1) <= radius**2


def _settled(colours: Indexed, centre: Floats, radius: float = NEAR) -> Floats | None:
    """Move to the mean of what is near, until it stays."""
    for _ in range(10):
        near = _near(colours, centre, radius)
        if not colours.still[near].sum():
            return None
        mean = np.average(colours.lab[near], axis=0, weights=colours.still[near])
        if np.abs(mean - centre).max() < 0.05:
            return mean
        centre = mean
    return centre


def _one_hill(smooth: Floats, one: Floats, two: Floats) -> bool:
    """Say whether no valley lies between two peaks of the counted colours."""
    apart = float(np.sqrt(((one - two) ** 2).sum()))
    if apart * STEP < NEAR:
        return True
    if apart * STEP > 5 * NEAR:
        return False
    peaks = [float(smooth[tuple(np.rint(end).astype(int))]) for end in (one, two)]
    between = one + np.linspace(0.25, 0.75, 2 * int(np.ceil(apart)) + 1)[:, None] * (two - one)
    heights = ndimage.map_coordinates(smooth, between.T, order=1)
    return bool(heights.min() >= VALLEY * min(peaks))


def centres(legend: Floats, colours: Indexed, found: tuple[Paint, ...]) -> tuple[Floats, tuple[Paint, ...]]:
    """Say what each legend colour (n, 3, CIELAB) is in this picture, and which paints no legend colour means.

    It is what many still pixels near it have; else the paint next to it that no other colour means; else
    what few have, as in the legend's patch alone; else a paint farther off; else the colour as it was given.
    """
    known: dict[int, Floats] = {}
    for least, within in ((MANY, MEANT), (PATCH / colours.index.size, OFF)):
        settled = _settled_near(legend, _but(legend, known), colours, least, known)
        left = _unlike(found, {**known, **settled})
        known |= {n: at for n, at in settled.items() if not _fringe(at, legend[n], colours, left)}
        known |= _nearest(legend, _but(legend, known), _unlike(found, known), within=within)
    out = np.array([known.get(n, colour) for n, colour in enumerate(legend)])
    return out, _unlike(found, dict(enumerate(out)))


def by_patches(
    legend: Floats,
    known: Floats,
    left: tuple[Paint, ...],
    patches: Mapping[int, tuple[Floats, int]],
    colours: Indexed,
) -> tuple[Floats, tuple[Paint, ...]]:
    """Let the patches of the picture's own legend say what a colour is, where the map has that colour, too.

    Ground that is all hatching and noise has no still pixels, and the sea may look like it. patches: number
    of the legend colour → what its patch shows, and of how many pixels. A paint taken for it goes back.
    """
    out = known.copy()
    counts = np.bincount(colours.index.ravel(), minlength=len(colours.rgb))
    freed: list[Paint] = []
    for number, (shown, pixels) in patches.items():
        nearer = difference(shown, legend[number]) + 1 < difference(known[number], legend[number])
        elsewhere = counts[_near(colours, shown, NEAR)].sum() - 1.5 * pixels
        if nearer and elsewhere > ELSEWHERE * colours.index.size:
            red, green, blue = colours.rgb[((colours.lab - known[number]) ** 2).sum(axis=1).argmin()]
            at = known[number]
            freed.append(Paint(rgb=(red, green, blue), lab=(at[0], at[1], at[2]), share=_mass(colours, at)))
            out[number] = shown
    return out, _unlike((*left, *freed), dict(enumerate(out)))


def _but(legend: Floats, known: Mapping[int, Floats]) -> list[int]:
    return [number for number in range(len(legend)) if number not in known]


def _settled_near(
    legend: Floats, numbers: list[int], colours: Indexed, least: float, known: Mapping[int, Floats]
) -> dict[int, Floats]:
    """Find still pixels of a colour; where two colours stray to one centre it is that of the nearer."""
    settled = {
        n: centre for n in numbers if (centre := _settled(colours, legend[n], _room(legend, n))) is not None
    }
    off = {n: float(difference(centre, legend[n])) for n, centre in settled.items()}
    out: dict[int, Floats] = {}
    for number in sorted(settled, key=lambda n: off[n]):
        centre = settled[number]
        enough = _mass(colours, centre) >= least
        free = all(
            difference(centre, other) > min(SAME, float(difference(legend[number], legend[n])) / 2)
            for n, other in {**known, **out}.items()
        )
        if off[number] <= CLOSE and enough and free:
            out[number] = centre
    return out


def _room(legend: Floats, number: int) -> float:
    """Say how far a legend colour may stray, so that two that are much alike don't become one."""
    apart = np.sqrt(((np.delete(legend, number, axis=0) - legend[number]) ** 2).sum(axis=1))
    return min(NEAR, float(apart.min(initial=np.inf)) / 2)


def _fringe(settled: Floats, colour: Floats, colours: Indexed, left: Sequence[Paint]) -> bool:
    """Say whether still pixels have the rim of a large paint that nobody means, not the colour itself."""
    if difference(settled, colour) <= ITSELF:
        return False
    near = [p.share for p in left if difference(np.array(p.lab), colour) <= OFF]
    return bool(near) and _mass(colours, settled) < RIM * max(near)


def _mass(colours: Indexed, centre: Floats) -> float:
    """Give the share of the picture's pixels that are still and have a colour."""
    return float(colours.still[_near(colours, centre, NEAR)].sum() / colours.index.size)


def _unlike(found: Sequence[Paint], known: Mapping[int, Floats]) -> tuple[Paint, ...]:
    """Keep the paints that are none of the known colours."""
    return tuple(
        paint
        for paint in found
        if all(difference(np.array(paint.lab), centre) > SAME for centre in known.values())
    )


def _nearest(
    legend: Floats, numbers: list[int], found: Sequence[Paint], *, within: float
) -> dict[int, Floats]:
    """Pair colours with paints, one to one, so that all pairs together differ least."""
    if not numbers or not found:
        return {}
    apart = difference(legend[numbers][:, None], np.array([paint.lab for paint in found])[None])
    rows, columns = linear_sum_assignment(np.where(apart <= within, apart, 1e3))
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {numbers[r]: np.array(found[c].lab) for r, c in pairs if apart[r, c] <= within}
