"""Where generators of random numbers come from: the question's seed and the part that draws."""

import numpy as np


def generator(seed: int, *part: int) -> np.random.Generator:
    """Make the generator of one part of one form, so that no part's draws depend on another's (rule 7)."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *part])))
