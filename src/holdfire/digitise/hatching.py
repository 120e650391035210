"""Ground under hatching: the colour of the legend that it has between the lines, in the large."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from holdfire.digitise.colours import difference, lab
from holdfire.digitise.palette import Bytes, Floats, unrest

Mask = NDArray[np.bool_]
Shown = NDArray[np.floating]
"""Luma and chroma along the last axis."""

LINE = 40  # levels between neighbours: the edge of a line
CELL = 0.02  # of the longer side: lines of a hatching are not farther apart
BODY = 3.0  # times half a cell: half the width that letters nowhere have
DENSE = 0.2  # of the pixels of hatched ground are at the edge of a line
INK = 0.5  # of the pixels at most; more lines than that are ground
STRAY = 12.0  # levels of chroma; so far from between ground and ink a pixel shows something else
OVER = 30.0  # levels of luma; what JPEG adds beside a line
ALIKE = 8.0  # levels; a third of how far cells of one hatching may be apart
SHARE = 100.0  # levels as which the whole of ink counts: all of a hatching has the same share
WAY = 30.0  # levels as which a line along counts from a line athwart, halved
ONE_WAY = 0.6  # of the slopes in a window; letters have as many ways as the alphabet
MANY = 12  # cells; less of one colour is no hatching
MEANT = 7.0  # CIEDE2000; so near a colour of the legend is meant
NEXT = 1.5  # cells; so near a cell at the rim is like one that is known
CORE = 3  # pixels each way that are dark: ink without what is around it
LUMA = np.array([[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]])
BACK = np.linalg.inv(LUMA)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hatching:
    """A colour of the legend under lines: in sRGB, and as luma and chroma with that of the ink."""

    rgb: Floats
    ground: Floats
    ink: Floats
    way: Floats
    cells: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """Luma and chroma of ground and ink in cells along rows and columns, and the share of ink.

    NaN where they can't be told. way: of the lines, as sine and cosine of twice their angle, the longer
    the more they all run one way. sure: where there is a hatching and no writing.
    """

    ground: Floats
    ink: Floats
    share: Floats
    way: Floats
    sure: Mask


def unhatched(rgb: Bytes, legend: Floats, covered: Mask, *, jpeg: bool) -> Bytes:
    """Paint hatched ground with the colour of the legend that it has between the lines.

    Few pixels between the lines have it: they are on edges, and JPEG keeps colours for 16 × 16 pixels at
    once, so that grey lines make the ground greyer. But it keeps their mean: with the share of the lines,
    which luma shows sharply, the mean tells the ground's own colour. legend: sRGB of the colours that
    ground may have. covered: pixels to leave alone.
    """
    cell = max(8, round(CELL * max(rgb.shape[:2])))
    hatched, sure = (mask & ~covered for mask in _hatched(rgb, cell))
    if not sure.any():
        return rgb
    rows, columns = (np.flatnonzero(hatched.any(axis=1 - i)) for i in (0, 1))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    shown = (rgb[part] @ LUMA.T.astype(np.float32)).astype(np.float32)
    out = rgb.copy()
    for one in _hatchings(_cells(shown, hatched[part], sure[part], cell, jpeg=jpeg), legend):
        lines = (unrest(rgb[part]) >= LINE) & _along(shown[..., 0], one.way, cell)
        where = hatched[part] & _spread(one.cells, lines.shape, cell) & _closed(lines, one.way, cell)
        out[part][where & _between(shown, one.ground, one.ink)] = one.rgb
    return out


def _hatched(rgb: Bytes, cell: int) -> tuple[Mask, Mask]:
    """Mark where lines are close together, and of that where over more than the width of letters."""
    lines = unrest(rgb) >= LINE
    step = max(1, cell // 10)
    few = lines[: lines.shape[0] // step * step, : lines.shape[1] // step * step]
    few = few.reshape(few.shape[0] // step, step, few.shape[1] // step, step)
    some, share = few.any(axis=(1, 3)), few.mean(axis=(1, 3), dtype=np.float32)
    wide = 2 * (cell // step // 2) + 1
    near = ndimage.minimum_filter(ndimage.maximum_filter(some, wide), wide)
    near &= ndimage.uniform_filter(share, wide) >= DENSE
    body = cell / 2 / step
    deep = ndimage.distance_transform_edt(np.pad(near, 1, mode="edge"))[1:-1, 1:-1]
    if deep.max() <= BODY * body:
        return np.zeros(lines.shape, bool), np.zeros(lines.shape, bool)
    opened = (ndimage.distance_transform_edt(deep <= body) <= body + 2) & near
    pieces, _ = ndimage.label(opened)
    sure = np.isin(pieces, np.unique(pieces[deep > BODY * body]))
    return _grown(opened, step, lines.shape), _grown(sure, step, lines.shape)


def _grown(mask: Mask, step: int, shape: tuple[int, ...]) -> Mask:
    whole = np.repeat(np.repeat(mask, step, axis=0), step, axis=1)
    return np.pad(whole, [(0, shape[i] - whole.shape[i]) for i in (0, 1)], mode="edge")


def _cells(shown: Shown, hatched: Mask, sure: Mask, cell: int, *, jpeg: bool) -> _Cells:
    """Tell ground and ink in windows of two cells each way, a cell apart."""
    down, across = (-(-size // cell) for size in hatched.shape)
    found, ways = np.full((down, across, 7), np.nan), np.zeros((down, across, 2))
    slopes = np.asarray(np.gradient(shown[..., 0]))
    safe = np.zeros((down, across), bool)
    tint = _tint(shown, hatched) if jpeg else None
    for row in range(down):
        for column in range(across):
            at = tuple(slice(max(0, n * cell - cell // 2), (n + 1) * cell + cell // 2) for n in (row, column))
            mask = hatched[at]
            if mask.sum() >= cell**2 / 2:
                found[row, column] = _ground_and_ink(shown[at][mask], tint)
                ways[row, column] = _way(*(slope[at][mask] for slope in slopes))
                safe[row, column] = sure[at].sum() > mask.sum() / 2
    safe &= ~np.isnan(found[..., 0]) & (np.hypot(ways[..., 0], ways[..., 1]) > ONE_WAY)
    return _Cells(ground=found[..., :3], ink=found[..., 3:6], share=found[..., 6], way=ways, sure=safe)


def _way(down: Shown, across: Shown) -> Floats:
    """Tell which way lines run, by the structure tensor of their luma."""
    one, two, both = (down**2).sum(), (across**2).sum(), (down * across).sum()
    return np.array([one - two, 2 * both]) / max(float(one + two), 1.0)


def _tint(shown: Shown, hatched: Mask) -> Floats:
    """Tell the chroma of ink from where it is broad; grey, where it nowhere is."""
    luma = shown[..., 0]
    dark = np.quantile(luma[hatched], 0.05) + OVER
    core = ndimage.maximum_filter(luma, CORE) <= dark
    few = core.sum() < 5 * CORE**2
    return np.zeros(2) if few else np.asarray(np.median(shown[core][:, 1:], axis=0), float)


def _ground_and_ink(shown: Shown, tint: Floats | None) -> Floats:
    """Split the colours of a window into two, and give the share of ink; NaN where they are not two.

    tint: the chroma of ink, in a JPEG.
    """
    low, quarter, upper, high = np.quantile(shown[:, 0], [0.02, 0.25, 0.75, 0.98])
    dark_lines = bool((shown[:, 0] < (low + high) / 2).mean() < INK)
    of_ground, of_ink = (upper, low) if dark_lines else (quarter, high)
    lines = np.abs(shown[:, 0] - of_ink) < np.abs(shown[:, 0] - of_ground)
    share = float(lines.mean())
    if abs(of_ground - of_ink) < LINE or share > INK:
        return np.full(7, np.nan)
    if tint is None:
        return np.array([*np.median(shown[~lines], axis=0), *np.median(shown[lines], axis=0), share])
    ink = np.array([of_ink, *(tint if dark_lines else (0.0, 0.0))])
    mean = shown.mean(axis=0)
    # JPEG makes ground lighter beside dark lines, and thin lines less dark: each way errs to its own side
    luma = ((mean[0] - share * of_ink) / (1 - share) + of_ground) / 2
    share = (luma - mean[0]) / (luma - of_ink)
    return np.array([*((mean - share * ink) / (1 - share)), *ink, share])


def _hatchings(cells: _Cells, legend: Floats) -> list[_Hatching]:
    """Find cells that are much alike, and the colour of the legend that all of them together mean."""
    seen = np.concatenate([cells.ground, SHARE * cells.share[..., None], WAY * cells.way], axis=-1)
    found: list[_Hatching] = []
    left = cells.sure.copy()
    while left.sum() >= MANY:
        some = seen[left]
        apart = np.sqrt(((some[:, None] - some[None]) ** 2).sum(axis=-1))
        middle = np.median(some[apart[(apart <= ALIKE).sum(axis=1).argmax()] <= ALIKE], axis=0)
        those = np.sqrt(((seen - middle) ** 2).sum(axis=-1)) <= 3 * ALIKE
        if (left & those).sum() < MANY:
            break
        rim = ndimage.distance_transform_edt(~those) <= 2 * NEXT
        same_way = np.sqrt(((seen[..., 4:] - middle[4:]) ** 2).sum(axis=-1)) <= 2 * ALIKE
        left &= ~(those | (rim & same_way))  # the rim is mixed with what is beyond
        looks = difference(lab(legend), lab(np.clip(middle[:3] @ BACK.T, 0, 255)))
        if looks.min() <= MEANT:
            rgb = legend[looks.argmin()]
            ink = np.median(cells.ink[those], axis=0)
            found.append(_Hatching(rgb=rgb, ground=rgb @ LUMA.T, ink=ink, way=middle[4:], cells=those))
    return found


def _spread(cells: Mask, shape: tuple[int, ...], cell: int) -> Mask:
    """Mark the pixels of cells, and those of the next cells."""
    near = ndimage.distance_transform_edt(~cells) <= NEXT
    return np.repeat(np.repeat(near, cell, axis=0), cell, axis=1)[: shape[0], : shape[1]]


def _along(luma: Shown, way: Floats, cell: int) -> Mask:
    """Mark where lines run one way, as far as few pixels tell."""
    down, across = np.gradient(luma)
    few = cell / 8
    one, two, both = (ndimage.gaussian_filter(v, few) for v in (down**2, across**2, down * across))
    agree = (one - two) * way[0] + 2 * both * way[1]
    return agree >= ONE_WAY * np.hypot(*way) * (one + two)


def _closed(lines: Mask, way: Floats, cell: int) -> Mask:
    """Fill what lies between two lines, athwart; what is beyond the ends of all lines stays empty."""
    angle = np.arctan2(way[1], way[0]) / 2
    steps = np.arange(-cell // 2, cell // 2 + 1)[:, None] * np.array([np.cos(angle), np.sin(angle)])
    shifts = np.unique(np.rint(steps).astype(int), axis=0)
    margin = cell
    wide = np.pad(lines, margin)
    grown = np.zeros_like(wide)
    for down, across in shifts:
        grown |= np.roll(wide, (down, across), axis=(0, 1))
    shrunk = grown.copy()
    for down, across in shifts:
        shrunk &= np.roll(grown, (down, across), axis=(0, 1))
    closed = shrunk[margin:-margin, margin:-margin]
    pieces, count = ndimage.label(closed)
    return closed & (np.bincount(pieces.ravel(), minlength=count + 1) >= 2 * cell**2)[pieces]


def _between(shown: Shown, ground: Floats, ink: Floats) -> Mask:
    """Mark pixels that show ground, ink, or a mixture of both."""
    fits = (shown[..., 0] - ground[0]) * np.sign(ground[0] - ink[0]) <= OVER
    way = ink[1:] - ground[1:]
    off = shown[..., 1:] - ground[1:].astype(np.float32)
    along = np.clip(off @ way / max(float(way @ way), 1e-6), 0, 1)
    return fits & (np.hypot(*np.moveaxis(off - along[..., None] * way, -1, 0)) <= STRAY)
