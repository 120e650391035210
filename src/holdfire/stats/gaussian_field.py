"""Smooth random fields on a grid: sd 1, correlation exp(-r²/2L²) at distance r, made by Fourier transform.

Only the waves that are longer than the field is smooth are drawn, and the grid is padded by four correlation
lengths before it is taken as periodic, so that what leaves on one side doesn't come in on the other.
Source: Dietrich & Newsam 1997, doi:10.1137/S1064827592240555 (circulant embedding).
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import fft

Field = NDArray[np.float32]

PAD = 4.0  # correlation lengths; exp(-8) of a correlation is left over there
CUT = 6.0  # waves with k·L above it carry less than 1e-7 of the variance


def fields(shape: tuple[int, int], correlation: float, rng: np.random.Generator) -> Iterator[Field]:
    """Draw fields without end; correlation: L in cells. Two come out of one complex transform."""
    rows, columns = shape
    padded = _fast(rows + PAD * correlation), _fast(columns + PAD * correlation)
    waves = [2 * np.pi * fft.fftfreq(n) * correlation for n in padded]
    kept = [np.flatnonzero(np.abs(k) <= CUT) for k in waves]
    down, right = (k[chosen] for k, chosen in zip(waves, kept, strict=True))
    power = np.exp(-(down[:, None] ** 2 + right[None, :] ** 2) / 2)
    amplitude = np.sqrt(power / power.sum()).astype(np.float32)
    spectrum, drawn = np.zeros(padded, dtype=np.complex64), np.ix_(*kept)
    while True:
        one, other = (rng.standard_normal(amplitude.shape, dtype=np.float32) for _ in "ri")
        spectrum[drawn] = amplitude * (one + 1j * other)
        both = np.asarray(fft.ifft2(spectrum, norm="forward"), dtype=np.complex64)[:rows, :columns]
        yield both.real
        yield both.imag


def _fast(least: float) -> int:
    """Give the next length that is transformed quickly."""
    return fft.next_fast_len(math.ceil(least))
