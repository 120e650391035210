"""Means and covariances learnt from few draws: drawn towards what many draws would not contradict."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_GROUPS = 4


def shrunken_covariance(rows: Floats) -> tuple[Floats, float]:
    """Shrink the sample covariance of (n, p) rows towards a multiple of the identity; give it and the share.

    S* = (b²/d²) m I + (1 - b²/d²) S, with S = X'X/n of centred rows, m = tr(S)/p, d² = ‖S - mI‖²,
    b² = min(d², Σ‖x x' - S‖²/n²), ‖A‖² = tr(AA')/p.
    Source: Ledoit & Wolf 2004, Journal of Multivariate Analysis 88:365, lemma 3.1 to theorem 3.2.
    Oracle: the same sums, entry by entry, in tests/unit/stats.
    """
    count, parts = rows.shape
    if count < 2:
        raise ValueError(f"a covariance takes two rows or more, not {count}")
    centred = rows - rows.mean(axis=0)
    sample = centred.T @ centred / count
    scale = float(np.trace(sample)) / parts
    away = float(((sample - scale * np.eye(parts)) ** 2).sum()) / parts
    if away == 0.0:  # one part alone, or a multiple of the identity already
        return sample, 0.0
    # Σ‖x x' - S‖² = Σ (x'x)² - n ‖S‖², without the n matrices
    spread = float(((centred**2).sum(axis=1) ** 2).sum()) - count * float((sample**2).sum())
    share = min(1.0, spread / count**2 / parts / away)
    return share * scale * np.eye(parts) + (1 - share) * sample, share


def shrunken_means(groups: Sequence[Floats]) -> Floats:
    """Draw the means of (n, p) groups together as far as their differences are those of chance; (groups, p).

    By part: m + (m_g - m) v/(v + e), with e = (mean variance within)/n, v = max(0, variance of m_g - e).
    Fewer than four groups tell too little of v: theirs stay as they are.
    Source: Efron & Morris 1973, Journal of the American Statistical Association 68:117 (empirical Bayes).
    Oracle: simulated means of known spread, tests/unit/stats.
    """
    means = np.array([rows.mean(axis=0) for rows in groups])
    if len(groups) < LEAST_GROUPS:
        return means
    error = np.mean([rows.var(axis=0, ddof=1) / len(rows) for rows in groups], axis=0)
    between = np.maximum(means.var(axis=0, ddof=1) - error, 0.0)
    kept = np.divide(between, between + error, out=np.zeros_like(error), where=between > 0)
    middle = means.mean(axis=0)
    return middle + kept * (means - middle)
