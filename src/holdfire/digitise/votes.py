"""Pixels to votes: which class each of them shows, and how much its say counts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse.csgraph import connected_components

from holdfire.digitise.colours import difference
from holdfire.digitise.palette import Indexed

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]
Votes = NDArray[np.float32]
Mask = NDArray[np.bool_]

WORK_SIDE = 1600  # pixels; larger pictures vote in blocks, for their lines are as much wider
SIGMA = 2.5  # CIEDE2000; how far paint strays in a picture
LOOKS, STRANGE = 6.0, 11.0  # CIEDE2000; up to there a pixel has a say in full, from there on none
CALM, EDGE, WHISPER = 10, 40, 0.06  # levels between neighbours: full say up to there, a whisper from there on
TWINS, BLEED, AROUND = 12.0, 6, 0.015  # CIEDE2000; pixels; half a square, as a share of the longer side
AGREED = 0.8  # of the votes around
SILENT = 0.02  # votes fewer than that share of a full say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """What a pixel may show: paints in CIELAB; holders: how many of them, the first, are holders' ground."""

    lab: Floats
    holders: int


def block_of(shape: tuple[int, ...]) -> int:
    """Say how many pixels of a picture, each way, make one block."""
    return max(1, -(-max(shape[:2]) // WORK_SIDE))


def votes_of(colours: Indexed, classes: Classes, unrest: Bytes, block: int, *, jpeg: bool) -> list[Votes]:
    """Let every pixel say which class it shows; one that looks like none says nothing, one on an edge little.

    On an edge two paints mix, and the mixture may look like a third. JPEG keeps colours for 16 × 16 pixels
    at once: near an edge it cannot be told which of two that are much alike a pixel has.
    """
    weight = np.interp(np.arange(256), (CALM, EDGE), (1, WHISPER)).astype(np.float32)[unrest]
    apart = np.stack([difference(colours.lab, centre) for centre in classes.lab])
    nearest = apart.min(axis=0)
    likely = np.exp(-(apart**2 - nearest**2) / (2 * SIGMA**2))
    say = np.clip((STRANGE - nearest) / (STRANGE - LOOKS), 0, 1)
    table = (likely / likely.sum(axis=0) * say).astype(np.float32)
    votes = [in_blocks(row[colours.index] * weight, block) for row in table]
    if jpeg:
        bled = ndimage.maximum_filter(unrest, 2 * BLEED + 1) > EDGE
        _as_around(votes, classes.lab, in_blocks(bled.astype(np.float32), block) > 0.5)
    return votes


def _as_around(votes: list[Votes], centres: Floats, bled: Mask) -> None:
    """Where two much alike cannot be told apart, let blocks say what those around agree on."""
    alike = difference(centres[:, None], centres[None]) < TWINS
    count, group = connected_components(alike, directed=False)
    window = 2 * round(AROUND * max(bled.shape)) + 1
    for number in range(count):
        twins = np.flatnonzero(group == number)
        if len(twins) < 2:
            continue
        calm = [ndimage.uniform_filter(np.where(bled, 0, votes[n]), window, mode="nearest") for n in twins]
        every = np.sum(calm, axis=0)
        agreed = bled & (every > SILENT**2) & (np.max(calm, axis=0) > AGREED * every)
        said = np.sum([votes[n][agreed] for n in twins], axis=0)
        for n, here in zip(twins, calm, strict=True):
            votes[n][agreed] = said * here[agreed] / every[agreed]


def marked(mask: Mask, block: int) -> Mask:
    """Mark the blocks that have a marked pixel."""
    return in_blocks(mask.astype(np.float32), block) > 0


def in_blocks(values: Votes, block: int) -> Votes:
    """Average over blocks; those at the edge are filled up with what is there."""
    if block == 1:
        return values
    down, across = (-values.shape[i] % block for i in (0, 1))
    if down or across:
        values = np.pad(values, ((0, down), (0, across)), mode="edge")
    each = [values[i::block, j::block] for i in range(block) for j in range(block)]
    return sum(each[1:], each[0]) / np.float32(block**2)  # ten times as fast as a mean over two axes
