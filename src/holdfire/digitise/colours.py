"""Colours as people see them: sRGB to CIELAB, and how different two look (CIEDE2000)."""

import re

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

WRITTEN = re.compile(r"#?([0-9a-fA-F]{6})")
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])  # D65


def from_hex(text: str) -> tuple[int, int, int] | None:
    """Read #rrggbb; None for what is no colour."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    red, green, blue = bytes.fromhex(found[1])
    return red, green, blue


def to_hex(rgb: Floats | Bytes | tuple[int, int, int]) -> str:
    """Write a colour as #rrggbb."""
    red, green, blue = (int(np.clip(np.rint(value), 0, 255)) for value in rgb)
    return f"#{red:02x}{green:02x}{blue:02x}"


def lab(rgb: Floats | Bytes) -> Floats:
    """Turn sRGB of 0 to 255 (last axis) into CIELAB, D65."""
    part = np.asarray(rgb, float) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    ratio = linear @ TO_XYZ.T / WHITE
    bent = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack(
        [116 * bent[..., 1] - 16, 500 * (bent[..., 0] - bent[..., 1]), 200 * (bent[..., 1] - bent[..., 2])],
        axis=-1,
    )


def difference(one: Floats, two: Floats) -> Floats:
    """Say how different colours in CIELAB look: CIEDE2000; about 1 can just be seen.

    Source: Sharma, Wu & Dalal 2005, doi:10.1002/col.20070; its 34 pairs are the test.
    """
    l1, a1, b1 = np.moveaxis(np.asarray(one, float), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(two, float), -1, 0)
    mean_c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(mean_c7 / (mean_c7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = h2 - h1
    turn = np.where(grey, 0, turn - 360 * np.round(turn / 360))
    far = np.abs(h1 - h2) > 180
    h = np.where(grey, h1 + h2, (h1 + h2) / 2 + np.where(far, np.where(h1 + h2 < 360, 180, -180), 0))
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(h - 30))
        + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6))
        - 0.20 * np.cos(np.radians(4 * h - 63))
    )
    s_l = 1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2)
    in_l, in_c = (l2 - l1) / s_l, (c2 - c1) / (1 + 0.045 * chroma)
    in_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = 30 * np.exp(-(((h - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(2 * bend))
    return np.sqrt(np.maximum(in_l**2 + in_c**2 + in_h**2 + r_t * in_c * in_h, 0))
