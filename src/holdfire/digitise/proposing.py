"""The legend of a picture without anybody's help: its colours in order, as far as they can be told."""

from dataclasses import dataclass, replace

import numpy as np

from holdfire.digitise.colours import difference, to_hex
from holdfire.digitise.legend_box import Box, find_legend
from holdfire.digitise.palette import calmed, indexed, paints
from holdfire.digitise.picture import Picture

LOOKS_LIKE = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A colour that a picture is painted with. share: of the picture; patch: its place in the legend."""

    rgb: tuple[int, int, int]
    colour: str
    share: float
    patch: Box | None = None


def propose_legend(picture: Picture) -> tuple[Proposed, ...]:
    """List the colours of a picture's legend from the top, or from the left; then its other flat colours.

    A legend is patches of one size in one line, each of another colour. Without any, all are others.
    """
    calm, _ = calmed(picture.rgb)
    colours = indexed(calm)
    found = paints(colours)
    if not found:
        return ()
    apart = np.stack([difference(colours.lab, np.array(paint.lab)) for paint in found])
    nearest = apart.argmin(axis=0).astype(np.int8)
    nearest[apart.min(axis=0) > LOOKS_LIKE] = -1
    classes = nearest[colours.index]
    shares = np.bincount(classes[classes >= 0], minlength=len(found)) / classes.size
    every = [_proposed(paint.rgb, float(share)) for paint, share in zip(found, shares, strict=True)]
    legend = find_legend(classes, len(found))
    listed = () if legend is None else tuple((p.colour, p.box) for p in legend.patches)
    order = [number for number, _ in listed]
    rest = [every[n] for n in range(len(every)) if n not in order]
    return (*(replace(every[n], patch=box) for n, box in listed), *rest)


def _proposed(rgb: tuple[float, float, float], share: float) -> Proposed:
    red, green, blue = (min(255, max(0, round(value))) for value in rgb)
    return Proposed(rgb=(red, green, blue), colour=to_hex((red, green, blue)), share=share)
