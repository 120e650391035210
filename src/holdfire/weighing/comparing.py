"""Likelihoods of rivals under each prior set, in decibans against the best, with the cap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from holdfire.weighing.synthetic import Synthetic, common_scales
from holdfire.weighing.tables import Table

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CAP = 20.0  # decibans: the simulator is not better than a factor of a hundred
DECIBANS = 10 / np.log(10)
LEAST_WARS = 30  # of a rival with these parts; with fewer a covariance says little
LEAST_OF_SET = 8  # of each of its sets; with fewer a mean says little


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Synthetic likelihoods by prior set, for one pattern of parts.

    temper: what decibans are multiplied by, at most 1, where the rule was found to be too sure of itself.
    """

    sets: tuple[str, ...]
    parts: tuple[str, ...]
    learnt: tuple[Synthetic, ...]
    all_sets: Synthetic
    temper: float = 1.0

    @classmethod
    def of(cls, table: Table, parts: Sequence[str], *, temper: float = 1.0) -> "Comparison | None":
        """Learn from a table's wars that have these parts; None where there are too few of some rival."""
        if not enough(table, parts):
            return None
        rows = table.columns(parts)
        by_set = [{rival: rows[one, rival] for rival in table.rivals} for one in table.sets]
        scales = common_scales([list(wars.values()) for wars in by_set])
        together = {r: np.vstack([wars[r] for wars in by_set]) for r in table.rivals}
        return cls(
            sets=table.sets,
            parts=tuple(parts),
            learnt=tuple(Synthetic.learnt(wars, scales, by_set) for wars in by_set),
            all_sets=Synthetic.learnt(together, scales),
            temper=temper,
        )

    @property
    def rivals(self) -> tuple[str, ...]:
        """Name the rivals, in order."""
        return self.all_sets.rivals

    def decibans(self, statistics: Floats) -> tuple[Floats, Floats]:
        """Give (n, rivals) decibans over all prior sets together, and (sets, n, rivals) under each.

        All sets together: each is as likely as another before the data. Against the rival that fits best, and
        never below the cap, so that no Bayes factor leaves the range of a hundredth to a hundred.
        """
        logs = np.stack([one.log_densities(statistics) for one in self.learnt])
        together = np.asarray(logsumexp(logs, axis=0)) - np.log(len(self.sets))
        return self._against_best(together), self._against_best(logs)

    def fits(self, statistics: Floats) -> Bools:
        """Say, (n, rivals), whether statistics lie in a rival's region of 99 % under any prior set."""
        return np.any([one.fits(statistics) for one in self.learnt], axis=0)

    def _against_best(self, logs: Floats) -> Floats:
        away = DECIBANS * self.temper * (logs - logs.max(axis=-1, keepdims=True))
        return np.maximum(away, -CAP)


def enough(table: Table, parts: Sequence[str]) -> bool:
    """Say whether a table has wars enough with all of these parts to learn from."""
    rows = table.columns(parts)
    of_rival = [sum(len(rows[one, rival]) for one in table.sets) for rival in table.rivals]
    return min(of_rival) >= LEAST_WARS and min(len(one) for one in rows.values()) >= LEAST_OF_SET


def posterior(decibans: Floats, prior: Floats) -> Floats:
    """Give probabilities from decibans and a prior, (…, rivals) each: prior × 10^(dB/10), normalised."""
    weight = prior * 10 ** (decibans / 10)
    return weight / weight.sum(axis=-1, keepdims=True)


def posterior_ranges(together: Floats, by_set: Floats, prior: Floats) -> tuple[Floats, Floats, Floats]:
    """Give (rivals,) probabilities, and the lowest and highest of these and those under each prior set."""
    value, each = posterior(together, prior), posterior(by_set, prior)
    return value, np.minimum(value, each.min(axis=0)), np.maximum(value, each.max(axis=0))


def full_prior(given: Mapping[str, float], rivals: Sequence[str]) -> Floats:
    """Give each rival the reader's probability; those that were not named share what is left evenly.

    Raises ValueError, in a reader's words, for a name that is no rival and for numbers that are no
    probabilities.
    """
    unknown = [name for name in given if name not in rivals]
    if unknown:
        raise ValueError(f"no explanation is called {', '.join(unknown)}; there are: {', '.join(rivals)}")
    total, rest = sum(given.values()), [name for name in rivals if name not in given]
    if (
        any(not 0 <= value <= 1 for value in given.values())
        or total > 1 + 1e-9
        or (not rest and total < 1 - 1e-9)
    ):
        raise ValueError(f"prior probabilities lie between 0 and 1 and sum to 1 (found a sum of {total:g})")
    left = max(0.0, 1 - total) / max(1, len(rest))
    found = np.array([given.get(name, left) for name in rivals], dtype=np.float64)
    return found / found.sum()
