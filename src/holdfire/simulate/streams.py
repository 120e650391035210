"""Random numbers of a war by part, so that another party or more maps shift nobody else's luck."""

from enum import IntEnum

import numpy as np


class Part(IntEnum):
    """The parts of a war that draw random numbers; each number stays with its part for good."""

    TERRAIN = 1
    PARTY = 2
    PAIR = 3
    PARTY_MOOD = 4
    PAIR_MOOD = 5
    SHARED_MOOD = 6
    SEATS = 7
    ROADS = 8
    ATTACKS = 9
    STRIKES = 10
    ASSAULTS = 11
    NUMBERS = 12
    ALIGNMENT = 13
    DEALS = 14
    FIRST_RECORD = 15
    SECOND_RECORD = 16
    MAPS = 17
    RELEASES = 19


def stream(seed: int, part: Part, *index: int) -> np.random.Generator:
    """Make the generator of one part of a war, or of one party or pair in it."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, int(part), *index])))
