"""Chance that hangs on what a report is, not on how many were written before it."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from holdfire.model.ids import digest

T = TypeVar("T")


class Luck:
    """Draws for one report or one decision: the same seed and the same key give the same draws."""

    __slots__ = ("_rng",)

    def __init__(self, seed: int, *key: object) -> None:
        words = digest(seed, *key)
        parts = [int(words[i : i + 8], 16) for i in range(0, 32, 8)]
        self._rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(parts)))

    def pick(self, choices: Sequence[T]) -> T:
        """Choose one of several, each as likely."""
        return choices[int(self._rng.random() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Choose several different ones, in the order drawn; all where there are not that many."""
        left = list(choices)
        return [left.pop(int(self._rng.random() * len(left))) for _ in range(min(count, len(left)))]

    def chance(self, share: float) -> bool:
        """Say yes in this share of cases."""
        return bool(self._rng.random() < share)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both inclusive."""
        return low + int(self._rng.random() * (high - low + 1))

    def share(self) -> float:
        """Draw a number from 0 to 1."""
        return float(self._rng.random())
