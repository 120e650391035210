"""Counts out of clusters whose share wanders about a known one: the law of their sum, exactly."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln

from holdfire.stats.convolution import FLOOR, joined

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def spread_of_clusters(successes: Ints, trials: Ints, share: Floats) -> float:
    """Estimate the intra-cluster correlation ρ by moments; at most 0.99, below 0 where counts are too even.

    (Σ U² - Σ n v) / Σ n(n-1)v with U = x - nπ, v = π(1-π). 0 where no cluster has two trials.
    Source: Kleinman 1973, doi:10.1080/01621459.1973.10481332.
    """
    variance = share * (1 - share)
    pairs = float((trials * (trials - 1) * variance).sum())
    if not pairs:
        return 0.0
    excess = float(np.square(successes - trials * share).sum() - (trials * variance).sum())
    return min(0.99, excess / pairs)


def sum_masses(trials: Ints, share: Floats, spread: float) -> Floats:
    """Give the probabilities of 0, 1, 2, … successes in all clusters together.

    trials: (clusters,) each ≥ 1. share: (clusters,) in (0, 1). spread: ρ in (0, 1): a cluster's own share is
    Beta(π(1-ρ)/ρ, (1-π)(1-ρ)/ρ), its count binomial.
    """
    masses = _masses(trials, share, spread)
    return joined([mass[: n + 1] for mass, n in zip(masses, trials.tolist(), strict=True)])


def lower_tail(masses: Floats, observed: int) -> float:
    """Sum the probability of the observed count and all smaller ones; never below FLOOR."""
    return min(1.0, max(FLOOR, float(masses[: observed + 1].sum())))


def upper_tail(masses: Floats, observed: int) -> float:
    """Sum the probability of the observed count and all larger ones; never below FLOOR."""
    return min(1.0, max(FLOOR, float(masses[observed:].sum())))


def moments(trials: Ints, share: Floats, spread: float, about: Floats) -> tuple[Floats, Floats, Floats]:
    """Give E U², Var U² and Cov(U, U²) of each cluster, for U = x - `about`."""
    masses = _masses(trials, share, spread)
    off = np.arange(masses.shape[1]) - about[:, None]
    square = off * off
    first, second = (masses * off).sum(axis=1), (masses * square).sum(axis=1)
    fourth, third = (masses * square * square).sum(axis=1), (masses * square * off).sum(axis=1)
    return second, fourth - second * second, third - first * second


def _masses(trials: Ints, share: Floats, spread: float) -> Floats:
    """Give each cluster's law, (clusters, most trials + 1), 0 beyond its own trials."""
    count, n = np.arange(int(trials.max()) + 1), trials[:, None]
    scale = (1 - spread) / spread
    a, b = share[:, None] * scale, (1 - share[:, None]) * scale
    left = np.maximum(n - count, 0)
    ways = gammaln(n + 1) - gammaln(count + 1) - gammaln(left + 1)
    return np.where(count <= n, np.exp(ways + betaln(count + a, left + b) - betaln(a, b)), 0.0)
