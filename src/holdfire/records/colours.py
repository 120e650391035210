"""[colours] of holdfire.toml: in which colour whom the maps of a case draw, where a reader chose one."""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import cast

from holdfire.errors import InputError

FORM = re.compile(r"#[0-9a-f]{6}")
GROUNDS = ("#ffffff", "#1c2024")  # on which marks stand, in the light and in the dark
LEAST_CONTRAST = 1.25  # of a fill with its ground; its outline carries the rest
LEAST_HUE = 48  # between the strongest and the weakest of red, green and blue: grey means others


def read_colours(table: object, *, source: str) -> dict[str, str]:
    """Read who has which colour; InputError names every one that can't be used, and why."""
    if not isinstance(table, Mapping):
        raise InputError(f'{source}: [colours] is a table of actors and colours, such as gov = "#0072b2"')
    said = cast("Mapping[str, object]", table)
    found = {actor: str(colour).lower() for actor, colour in said.items()}
    faults = [f"{actor}: {found[actor]} {why}" for actor in found for why in _faults(found[actor])]
    faults += [
        f"{one} and {other} have the same colour"
        for one, other in combinations(found, 2)
        if found[one] == found[other]
    ]
    if faults:
        raise InputError(f"{source}: [colours] {'; '.join(faults)}")
    return found


def _faults(colour: str) -> Iterable[str]:
    if not FORM.fullmatch(colour):
        yield "is no colour such as #0072b2"
    elif max(_channels(colour)) - min(_channels(colour)) < LEAST_HUE:
        yield "is grey, and grey means others; choose a colour"
    elif min(contrast(colour, ground) for ground in GROUNDS) < LEAST_CONTRAST:
        yield "can hardly be told from the ground of a map; choose one that is less light or less dark"


def contrast(one: str, other: str) -> float:
    """Compare two colours by the formula of WCAG 2: from 1, the same, to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
