"""A picture to check by eye: the borders that were read, over the picture that they were read from."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from holdfire.digitise.digitising import Digitised
from holdfire.digitise.picture import Picture
from holdfire.digitise.registration import Points

Bytes = NDArray[np.uint8]
Colour = tuple[int, int, int]

BORDER: Colour = (255, 0, 255)
POINT: Colour = (220, 0, 0)
LEGEND: Colour = (0, 170, 200)
FADED = 0.35  # of the picture's own colours, where nobody's ground is


def overlay(picture: Picture, found: Digitised, points: Points) -> Bytes:
    """Draw borders magenta and control points red, fade what is nobody's, and box the legend in blue."""
    block = found.block
    shown = _small(picture.rgb, block)
    nobody = found.painted < 0
    shown[nobody] = (shown[nobody] * FADED + 200 * (1 - FADED)).astype(np.uint8)
    high, low = (
        f(found.painted, 3, mode="nearest") for f in (ndimage.maximum_filter, ndimage.minimum_filter)
    )
    shown[high != low] = BORDER
    if found.legend_box is not None:
        left, top, right, bottom = (side // block for side in found.legend_box)
        frame = np.zeros(nobody.shape, bool)
        frame[top : bottom + 1, left : right + 1] = True
        frame[top + 2 : bottom - 1, left + 2 : right - 1] = False
        shown[frame] = LEGEND
    for x, y in (points.xy / block).round().astype(int).tolist():
        arm = max(4, max(nobody.shape) // 120)
        shown[max(y - 1, 0) : y + 1, max(x - arm, 0) : x + arm] = POINT
        shown[max(y - arm, 0) : y + arm, max(x - 1, 0) : x + 1] = POINT
    return shown


def _small(rgb: Bytes, block: int) -> Bytes:
    """Take the middle pixel of each block; the last blocks may be cut off by the edge."""
    if block == 1:
        return rgb.copy()
    down, across = (-rgb.shape[i] % block for i in (0, 1))
    whole = np.pad(rgb, ((0, down), (0, across), (0, 0)), mode="edge") if down or across else rgb
    return whole[block // 2 :: block, block // 2 :: block].copy()
