"""Exact laws of sums of whole numbers."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfire.stats.convolution import FLOOR, sum_law

Ints = NDArray[np.int64]


def _enumerated(terms: list[Ints]) -> dict[int, float]:
    law: dict[int, float] = {}
    for values in product(*terms):
        law[sum(values)] = law.get(sum(values), 0.0) + 1 / np.prod([len(term) for term in terms])
    return law


@pytest.mark.parametrize("step", [1, 5])
def test_the_law_of_a_sum_is_that_of_all_combinations(step: int) -> None:
    rng = np.random.default_rng(step)
    terms = [step * rng.integers(-4, 5, length) for length in (2, 3, 5, 4, 1)]
    law = sum_law(terms)
    expected = _enumerated(terms)
    found = {int(value): mass for value, mass in zip(law.values, law.mass, strict=True) if mass > 1e-15}
    assert found == pytest.approx(expected, rel=1e-12)
    mean = sum(value * mass for value, mass in expected.items())
    assert law.mean == pytest.approx(mean, abs=1e-12)
    assert law.variance == pytest.approx(sum((v - mean) ** 2 * m for v, m in expected.items()), rel=1e-12)
    middle = sorted(expected)[len(expected) // 2]
    assert law.upper_tail(middle) == pytest.approx(sum(m for v, m in expected.items() if v >= middle))


def test_a_common_step_keeps_the_law_short() -> None:
    law = sum_law([np.array([0, 1_000]), np.array([-3_000, 2_000])])
    assert law.step == 1_000
    assert len(law.mass) == 7


def test_constant_terms_only_move_the_law() -> None:
    law = sum_law([np.array([7, 7, 7]), np.array([-2])])
    assert law.values.tolist() == [5]
    assert law.mass.tolist() == [1.0]


def test_a_tail_is_never_zero_and_never_above_one() -> None:
    law = sum_law([np.array([0, 1])])
    assert law.upper_tail(2) == FLOOR
    assert law.upper_tail(-5) == 1.0


def test_long_laws_by_fft_agree_with_direct_sums() -> None:
    rng = np.random.default_rng(1)
    terms = [rng.integers(0, 2_000, 28) for _ in range(6)]
    direct = np.ones(1)
    for term in terms:
        direct = np.convolve(direct, np.bincount(term - term.min()) / len(term))
    law = sum_law(terms)
    assert law.lowest == sum(int(term.min()) for term in terms)
    assert law.mass.sum() == pytest.approx(1.0, rel=1e-12)
    assert law.mass == pytest.approx(direct, abs=1e-13)
