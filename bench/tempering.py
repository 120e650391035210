"""By how much decibans are too bold: one factor for all, learnt on some wars and shown on others.

Source: Guo, Pleiss, Sun, Weinberger 2017, On calibration of modern neural networks (temperature scaling).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TRIED = np.linspace(0.1, 1.0, 91)  # above 1 decibans would grow bolder than the simulated wars are


def tempered(p: Floats, temper: float) -> Floats:
    """Multiply decibans: from even priors the probabilities to a power, normalised."""
    powered = p**temper
    return powered / powered.sum(axis=1, keepdims=True)


def learnt_temper(p: Floats, truth: NDArray[np.int64]) -> float:
    """Give the factor with the least logarithmic loss. p: (wars, rivals); truth: the right rival of each."""
    at = np.arange(len(truth))
    losses = [-np.log(tempered(p, temper)[at, truth]).mean() for temper in TRIED.tolist()]
    return float(TRIED[np.argmin(losses)])
