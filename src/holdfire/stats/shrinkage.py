"""A covariance matrix that can be inverted although there are few draws for its size."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
