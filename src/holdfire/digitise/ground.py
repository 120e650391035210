"""Votes to ground: which legend colour each place has, under text, lines and noise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from holdfire.digitise.colours import difference
from holdfire.digitise.votes import SILENT, Classes, Mask, Votes, in_blocks, marked

Labels = NDArray[np.int16]

SHADE, MOST = 9.0, 0.5  # CIEDE2000 to a shade of a colour; of what is around it, by that colour's ground
WINDOW = 0.005  # of the longer side; half the square in which the majority is looked for
LINE = 0.006  # of the longer side; half the width of what may be a river, a road or a halo
SMALL = 5  # specks; a piece smaller than that has to be as wide as a line is, for it may be letters
BLIND = 0.03  # of the longer side; half the width of what may be filled from around it
NOBODY: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Which class each block of block × block pixels has, or NOBODY.

    seen: blocks whose own pixels say so; the others were filled from around them, or are nobody's. dropped:
    specks that went. speck_px: how small a speck is, in pixels of the picture.
    """

    labels: Labels
    seen: Mask
    block: int
    dropped: int
    speck_px: float


def ground_of(votes: list[Votes], classes: Classes, *, hidden: Mask, block: int, speck_px: float) -> Ground:
    """Decide in the large which paints lie where, then in the small where exactly each ends."""
    holders = classes.holders
    for vote in votes:
        vote[hidden] = 0
    longer = max(votes[0].shape)
    line, blind = (max(least, round(share * longer)) for share, least in ((LINE, 3), (BLIND, 8)))
    speck = max(1, round(speck_px / block**2))
    near = _near(votes, holders, hidden=hidden, speck=speck)
    first = _majority(votes, 1, near)
    fine = _smoothed(_filled(first, hidden, blind), len(votes))
    fine = _without_lines(fine, len(votes), holders, line, small=SMALL * speck)
    fine, dropped = _without_specks(fine, speck)
    fine = _filled(_shining_through(fine, classes), hidden, blind)
    seen = (fine == first) & (first != NOBODY)
    return Ground(labels=fine, seen=seen, block=block, dropped=dropped, speck_px=speck_px)


def _near(votes: list[Votes], holders: int, *, hidden: Mask, speck: int) -> list[Mask]:
    """Decide in the large, at half the size, which classes there are about each block."""
    half = [in_blocks(vote, 2) for vote in votes]
    longer = max(half[0].shape)
    window, line, blind = (
        max(least, round(share * longer)) for share, least in ((WINDOW, 2), (LINE, 2), (BLIND, 4))
    )
    coarse = _without_lines(_majority(half, window, None), len(votes), holders, line)
    coarse, _ = _without_specks(coarse, max(1, speck // 4))
    coarse = _filled(coarse, marked(hidden, 2), blind)
    down, across = votes[0].shape
    near = (ndimage.maximum_filter(coarse == k, 2 * window + 1) for k in range(len(votes)))
    return [np.repeat(np.repeat(mask, 2, axis=0), 2, axis=1)[:down, :across] for mask in near]


def _majority(votes: list[Votes], window: int, near: list[Mask] | None) -> Labels:
    """Take the class with most votes in the square about each block, of those that are near."""
    best = np.full(votes[0].shape, SILENT, np.float32)
    labels = np.full(votes[0].shape, NOBODY, np.int16)
    for number, vote in enumerate(votes):
        summed = ndimage.uniform_filter(vote, 2 * window + 1, mode="nearest")
        more = summed > best
        if near is not None:
            more &= near[number]
        best[more] = summed[more]
        labels[more] = number
    return labels


def _without_lines(labels: Labels, classes: int, holders: int, line: int, *, small: int = 0) -> Labels:
    """Take off what is so narrow that it may be drawn over the ground.

    Holders' ground may be half as wide, unless it is a piece of fewer blocks than `small`; what is no
    holder's has to be twice as wide then, for it may be the halo of a word.
    """
    out = labels.copy()
    for number in range(classes):
        mask = labels == number
        if number < holders:
            kept = _with_body(mask, line // 2, line, small)
        else:
            kept = _opened(mask, line)
            kept = _with_body(kept, line // 2, 2 * line, small) if small else kept
        out[mask & ~kept] = NOBODY
    return out


def _opened(mask: Mask, radius: int) -> Mask:
    """Keep of a mask what a disk of some radius reaches inside it; beyond the picture it goes on.

    Measured on every other block; to take off no rim, the disk reaches two blocks more on its way back.
    """
    if not mask.any():
        return mask
    padded = np.pad(mask, radius + 2, mode="edge")
    inner = ndimage.distance_transform_edt(padded[::2, ::2]) > radius / 2
    if not inner.any():
        return np.zeros_like(mask)
    grown = ndimage.distance_transform_edt(~inner) <= radius / 2 + 1
    whole = np.repeat(np.repeat(grown, 2, axis=0), 2, axis=1)
    at = radius + 2
    return whole[at : at + mask.shape[0], at : at + mask.shape[1]] & mask


def _with_body(mask: Mask, radius: int, wide: int, small: int) -> Mask:
    """Keep the pieces into which a square of some half side fits, whole; of small ones, a wide square."""
    pieces, count = ndimage.label(mask)
    deep = ndimage.minimum_filter(mask, 2 * radius + 1, mode="nearest")
    kept = np.zeros(count + 1, bool)
    kept[np.unique(pieces[deep])] = True
    if small:
        little = np.bincount(pieces.ravel(), minlength=count + 1) < small
        little[np.unique(pieces[ndimage.minimum_filter(mask, 2 * wide + 1, mode="nearest")])] = False
        kept &= ~little
    return kept[pieces] & mask


def _shining_through(labels: Labels, classes: Classes) -> Labels:
    """Give a holder the shades of its colour that its ground all but encloses: woods or towns under it."""
    out = labels.copy()
    ring = np.ones((3, 3), bool)
    for number in range(classes.holders, len(classes.lab)):
        near = difference(classes.lab[: classes.holders], classes.lab[number]) <= SHADE
        if not near.any():
            continue
        pieces, _ = ndimage.label(labels == number)
        for piece, place in enumerate(ndimage.find_objects(pieces), start=1):
            if any(s.start == 0 or s.stop == size for s, size in zip(place, labels.shape, strict=True)):
                continue  # the sea goes on beyond the picture
            at = tuple(slice(max(s.start - 2, 0), s.stop + 2) for s in place)
            mask = pieces[at] == piece
            around = labels[at][ndimage.binary_dilation(mask, ring, iterations=2) & ~mask]
            counts = np.bincount(around[around >= 0], minlength=len(classes.lab))
            most = counts[: classes.holders].argmax()
            if near[most] and counts[most] > MOST * counts.sum():
                out[at][mask] = most
    return out


def _without_specks(labels: Labels, least: int) -> tuple[Labels, int]:
    """Take off pieces of fewer blocks than `least`."""
    out = labels.copy()
    dropped = 0
    for number in range(labels.max() + 1):
        pieces, count = ndimage.label(labels == number)
        small = np.bincount(pieces.ravel(), minlength=count + 1) < least
        small[0] = False
        dropped += int(small.sum())
        out[small[pieces]] = NOBODY
    return out, dropped


def _filled(labels: Labels, hidden: Mask, blind: int) -> Labels:
    """Give what nobody has to the nearest class, where no place is farther than `blind` from the edge."""
    empty = (labels == NOBODY) & ~hidden
    if not empty.any() or not (labels != NOBODY).any():
        return labels
    large = empty & ~_filled_by(empty, blind)
    fill = empty & ~large
    if not fill.any():
        return labels
    rows, columns = ndimage.distance_transform_edt(
        labels == NOBODY, return_distances=False, return_indices=True
    )
    out = labels.copy()
    out[fill] = labels[rows[fill], columns[fill]]
    return out


def _filled_by(empty: Mask, blind: int) -> Mask:
    """Mark the empty pieces that are narrow enough to be something drawn over the ground."""
    deep = ndimage.distance_transform_cdt(np.pad(empty, 1, mode="edge"))[1:-1, 1:-1] > blind
    if not deep.any():
        return empty
    return empty & ~ndimage.maximum_filter(deep, 2 * blind + 1)


def _smoothed(labels: Labels, classes: int) -> Labels:
    """Take the majority of each 3 × 3 blocks."""
    votes = [(labels == k).astype(np.float32) for k in range(classes)]
    smooth = _majority(votes, 1, None)
    return np.where(labels == NOBODY, labels, np.where(smooth == NOBODY, labels, smooth))
