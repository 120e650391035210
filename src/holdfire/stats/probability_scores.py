"""How good probabilities of several outcomes are, judged by what was true."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS = 10


def brier(probabilities: Floats, truth: Ints) -> float:
    """Give the mean of Σ (p_k - [k is true])² over (n, classes) probabilities: 0 perfect, 2 worst.

    Source: Brier 1950, Monthly Weather Review 78:1.
    """
    right = np.zeros_like(probabilities)
    right[np.arange(len(truth)), truth] = 1.0
    return float(((probabilities - right) ** 2).sum(axis=1).mean())


def reliability(said: Floats, happened: NDArray[np.bool_]) -> list[tuple[int, float, float]]:
    """Give for each of ten equal bins of [0, 1] that holds any: how many, the mean said, the share so.

    A bin holds its upper end, the first one 0 too.
    """
    bins = np.clip(np.ceil(said * BINS).astype(np.int64) - 1, 0, BINS - 1)
    return [
        (int(own.sum()), float(said[own].mean()), float(happened[own].mean()))
        for b in range(BINS)
        if (own := bins == b).any()
    ]


def calibration_error(probabilities: Floats, truth: Ints) -> float:
    """Give the expected calibration error of the likeliest class: Σ n_b/n |mean said - share right|.

    Source: Guo, Pleiss, Sun, Weinberger 2017, equation 3, ten equal bins.
    """
    top = probabilities.argmax(axis=1)
    said = probabilities[np.arange(len(top)), top]
    return sum(n * abs(p - share) for n, p, share in reliability(said, top == truth)) / len(truth)


def classwise_error(probabilities: Floats, truth: Ints) -> float:
    """Give the mean over classes of the calibration error of each class's own probability.

    Source: Kull, Perello-Nieto, Kängsepp and others 2019, Beyond temperature scaling, section 2.
    """
    each = [
        sum(n * abs(p - share) for n, p, share in reliability(probabilities[:, k], truth == k)) / len(truth)
        for k in range(probabilities.shape[1])
    ]
    return float(np.mean(each))


def chance_error(probabilities: Floats, rng: np.random.Generator, *, draws: int = 200) -> float:
    """Give the mean calibration error that so many cases would have if every probability were right.

    What is below it is no proof of calibration: there are too few cases to see more.
    """
    below = np.cumsum(probabilities, axis=1)[:, :-1]
    truths = [(rng.random((len(below), 1)) > below).sum(axis=1) for _ in range(draws)]
    return float(np.mean([calibration_error(probabilities, truth) for truth in truths]))
