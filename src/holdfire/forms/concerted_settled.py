"""A series that turns, put where only its places and spacings tell it to be: what power may know of it."""

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.rotation import Points, rotation

Ints = NDArray[np.int64]


def settled(points: Points, edges: Ints) -> Points:
    """Turn the points of each cell so that only their places and the spacing of their days tell their days.

    Two series that differ by whole cells turned, region by block, come out the same, and in the same order.
    """
    turning = rotation(points, edges)
    _, place = np.unique(np.stack((points.x, points.y), axis=1), axis=0, return_inverse=True)
    order = np.argsort(turning.cell, kind="stable")
    cells: list[tuple[int, list[tuple[int, int]], Ints, Ints]] = []
    for members in np.split(order, np.searchsorted(turning.cell[order], np.arange(1, len(turning.lengths)))):
        start = int(points.day[members[0]] - turning.phase[members[0]])
        phase, length = turning.phase[members], int(turning.length[members[0]])
        word, turned = _smallest(phase, place.reshape(-1)[members], length)
        cells.append((start, word, members, start + turned))
    cells.sort(key=lambda cell: cell[:2])
    index, day = (np.concatenate([cell[part] for cell in cells]) for part in (2, 3))
    within = np.lexsort((place.reshape(-1)[index], day, np.repeat(np.arange(len(cells)), _sizes(cells))))
    index, day = index[within], day[within]
    return Points(x=points.x[index], y=points.y[index], day=day, region=points.region[index])


def _sizes(cells: list[tuple[int, list[tuple[int, int]], Ints, Ints]]) -> list[int]:
    return [len(members) for _, _, members, _ in cells]


def _smallest(phase: Ints, place: Ints, length: int) -> tuple[list[tuple[int, int]], Ints]:
    """Turn one cell so that its list of days and places is the first of all that begin at the first place."""
    turns = [(phase - start) % length for start in np.unique(phase[place == place.min()]).tolist()]
    words = [sorted(zip(turned.tolist(), place.tolist(), strict=True)) for turned in turns]
    first = min(range(len(words)), key=words.__getitem__)
    return words[first], turns[first]
