"""Where the legend is in a picture: patches of one size in one line, and the box about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are the first that don't belong."""

LEAST_SIDE, MOST_SHARE = 5, 0.02
FILLED, ROUND = 0.88, 0.75  # of its box, by a rectangle, and by a disk or what JPEG leaves of one
ALIKE = 0.2  # how far sides of patches may differ, as a share
STRAY = 0.05  # of a legend's box in ground colours, beside its patches
PAPER = 0.4  # of a line through a box that is not patch or text
MOST_BOX = 0.25  # of a picture, by the box of a legend; more is the paper that the map is on
IN_LINE = 0.35  # how far patches may be out of line, as a share of their side


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A small piece of one colour. colour: its number among those looked for; filled: of its box."""

    colour: int
    box: Box
    filled: float

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """The patches of a legend in reading order, and the box about them, if it has one that can be told."""

    patches: tuple[Patch, ...]
    box: Box | None

    def enlarged(self, times: int) -> "Legend":
        """Give the same legend in a picture so many times as large."""

        def larger(box: Box) -> Box:
            return box[0] * times, box[1] * times, box[2] * times, box[3] * times

        patches = tuple(replace(patch, box=larger(patch.box)) for patch in self.patches)
        return Legend(patches=patches, box=None if self.box is None else larger(self.box))

    def covers(self, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """Mark the pixels that show the legend and not the map."""
        mask = np.zeros(shape, bool)
        for left, top, right, bottom in [self.box] if self.box else [patch.box for patch in self.patches]:
            mask[max(top - 3, 0) : bottom + 3, max(left - 3, 0) : right + 3] = True
        return mask


def find_legend(classes: NDArray[np.int8], colours: int, *, least: int = 2) -> Legend | None:
    """Find the most patches in one line, each of another colour.

    classes: the number of the flat colour that each pixel has, those from `colours` on being paints that no
    legend names; -1 where it has none. least: how many patches make a legend.
    """
    found = [patch for colour in range(colours) for patch in _patches(classes, colour)]
    lines = [line for patch in found for line in (_line(patch, found, 0), _line(patch, found, 1))]
    lines = [line for line in lines if len(line) >= least + any(p.filled < FILLED for p in line)]
    if not lines:
        return None
    best = max(lines, key=lambda line: (len(line), sum(p.width * p.height for p in line)))
    return Legend(patches=tuple(best), box=_box(classes, best, colours))


def _patches(classes: NDArray[np.int8], colour: int) -> list[Patch]:
    mask = classes == colour
    numbered, count = ndimage.label(mask)
    if not count:
        return []
    sizes = np.bincount(numbered.ravel(), minlength=count + 1)
    found: list[Patch] = []
    for number, place in enumerate(ndimage.find_objects(numbered), start=1):
        height, width = (s.stop - s.start for s in place)
        if min(height, width) < LEAST_SIDE or height * width > MOST_SHARE * classes.size:
            continue
        if max(height, width) > 6 * min(height, width) or sizes[number] < ROUND * height * width:
            continue
        found.append(
            Patch(
                colour=colour,
                box=(place[1].start, place[0].start, place[1].stop, place[0].stop),
                filled=float(sizes[number] / (height * width)),
            )
        )
    return found


def _line(first: Patch, found: Sequence[Patch], axis: int) -> list[Patch]:
    """Take the patches as large as the first, in a column (axis 0) or row (1) with it, evenly apart."""
    like = [
        p
        for p in found
        if _alike(first, p) and abs(p.box[axis] - first.box[axis]) <= max(2, IN_LINE * _side(p, axis))
    ]
    like.sort(key=lambda p: p.box[1 - axis])
    best: dict[int, Patch] = {}
    for patch in like:
        best.setdefault(patch.colour, patch)
    line = sorted(best.values(), key=lambda p: p.box[1 - axis])
    far = 8 * max(first.width, first.height) if axis else 5 * first.height
    runs: list[list[Patch]] = [[]]
    for patch in line:
        if runs[-1] and patch.box[1 - axis] - runs[-1][-1].box[1 - axis] > max(far, 12):
            runs.append([])
        runs[-1].append(patch)
    run = max(runs, key=len)
    gaps = [b.box[1 - axis] - a.box[1 - axis] for a, b in pairwise(run)]
    return run if not gaps or min(gaps) > 0 else []


def _alike(one: Patch, two: Patch) -> bool:
    return all(abs(a - b) <= max(2, ALIKE * a) for a, b in ((one.width, two.width), (one.height, two.height)))


def _side(patch: Patch, axis: int) -> int:
    return patch.width if axis == 0 else patch.height


def _box(classes: NDArray[np.int8], patches: Sequence[Patch], colours: int) -> Box | None:
    """Find the one-coloured rectangle that the patches stand on; None where it is none, or has no end."""
    left, top = (min(p.box[i] for p in patches) for i in (0, 1))
    right, bottom = (max(p.box[i] for p in patches) for i in (2, 3))
    near = max(4, patches[0].height // 2)
    about = classes[max(top - near, 0) : bottom + near, max(left - near, 0) : right + near]
    counts = np.bincount(about[about >= 0].ravel(), minlength=1)
    counts[[patch.colour for patch in patches if patch.colour < len(counts)]] = 0
    if not counts.any():
        return None
    paper = int(counts.argmax())
    ring = max(3, patches[0].height // 6)  # an outline about the patches, and what JPEG makes of it
    height, width = classes.shape
    start = max(left - ring, 0), max(top - ring, 0), min(right + ring, width), min(bottom + ring, height)
    box = _grown(classes == paper, start)
    area, inner = ((b[2] - b[0]) * (b[3] - b[1]) for b in (box, (left, top, right, bottom)))
    if area > MOST_BOX * classes.size or area < 1.2 * inner:
        return None
    within = classes[box[1] : box[3], box[0] : box[2]]
    ground = (within >= 0) & (within < colours)
    painted = sum(p.width * p.height for p in patches)
    return box if ground.sum() - painted < STRAY * area and (within == paper).mean() > PAPER else None


def _grown(paper: NDArray[np.bool_], box: Box) -> Box:
    """Move the sides of a box outwards while the lines that it gains are mostly paper."""
    left, top, right, bottom = box
    while True:
        before = (left, top, right, bottom)
        if left > 0 and paper[top:bottom, left - 1].mean() >= PAPER:
            left -= 1
        if top > 0 and paper[top - 1, left:right].mean() >= PAPER:
            top -= 1
        if right < paper.shape[1] and paper[top:bottom, right].mean() >= PAPER:
            right += 1
        if bottom < paper.shape[0] and paper[bottom, left:right].mean() >= PAPER:
            bottom += 1
        if before == (left, top, right, bottom):
            return before
