"""The law of one pair's count among four actors: against every table, and in the tails."""

from collections import defaultdict
from itertools import product
from math import exp, lgamma, log

import numpy as np
import pytest

from holdfire.stats import quasi_independence
from holdfire.stats.quasi_independence import StratifiedLaw, conditional_law

ENDS = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]


def totals(table):
    return [sum(n for n, ends in zip(table, ENDS, strict=True) if actor in ends) for actor in range(4)]


def by_listing(clashes, exposure):
    """List every table with the same totals, and add up its weight by AB."""
    wanted, weights = totals(clashes), defaultdict(float)
    for table in product(*(range(min(wanted[i], wanted[j]) + 1) for i, j in ENDS)):
        fits = all(e > 0 or n == 0 for n, e in zip(table, exposure, strict=True))
        if fits and totals(table) == wanted:
            logs = (n * log(e) - lgamma(n + 1) for n, e in zip(table, exposure, strict=True) if n)
            weights[table[0]] += exp(sum(logs))
    return {n: weight / sum(weights.values()) for n, weight in weights.items()}


@pytest.mark.parametrize(
    ("clashes", "exposure"),
    [
        ((1, 2, 0, 3, 1, 2), (1.0, 0.5, 2.0, 3.0, 0.2, 1.5)),
        ((2, 0, 3, 1, 1, 0), (0.3, 1.0, 1.0, 1.0, 1.0, 4.0)),
        ((1, 2, 0, 3, 1, 2), (1.0, 0.5, 0.0, 3.0, 0.2, 1.5)),
        ((1, 0, 2, 3, 1, 0), (1.0, 0.0, 1.0, 3.0, 0.2, 0.0)),
        ((0, 0, 0, 0, 0, 3), (1.0, 1.0, 1.0, 1.0, 1.0, 1.0)),
    ],
)
def test_the_law_is_that_of_every_table_with_these_totals(clashes, exposure):
    law = conditional_law(np.array(clashes), np.array(exposure))
    assert dict(zip(law.counts.tolist(), law.mass().tolist(), strict=True)) == pytest.approx(
        by_listing(clashes, exposure), rel=1e-9
    )


def test_exchanging_a_and_b_gives_the_same_law():
    clashes, exposure = np.array([3, 9, 4, 7, 6, 5]), np.array([1.0, 2.0, 0.5, 1.5, 3.0, 0.7])
    swapped = [0, 3, 4, 1, 2, 5]
    one, other = (conditional_law(clashes[o], exposure[o]) for o in (range(6), swapped))
    assert one.counts.tolist() == other.counts.tolist()
    assert one.mass() == pytest.approx(other.mass(), rel=1e-9)


def test_a_pair_and_its_mirror_have_one_ratio():
    tables = [np.array([3, 9, 4, 7, 6, 5]), np.array([1, 12, 8, 9, 3, 4])]
    mirrored = [5, 1, 3, 2, 4, 0]  # CD, AC, BC, AD, BD, AB: C and D in place of A and B
    one, other = (
        StratifiedLaw([conditional_law(t[o], np.ones(6)) for t in tables], sum(int(t[o][0]) for t in tables))
        for o in (list(range(6)), mirrored)
    )
    assert one.ratio().value == pytest.approx(other.ratio().value, rel=1e-9)
    assert one.p_low() == pytest.approx(other.p_low(), rel=1e-9)


def test_terms_that_are_left_out_of_long_sums_change_no_digit(monkeypatch):
    clashes = np.array([300, 200, 350, 320, 250, 400])
    exposure = np.array([1.0, 0.3, 2.0, 1.4, 0.6, 1.0])
    cut = conditional_law(clashes, exposure)
    monkeypatch.setattr(quasi_independence, "_WHOLE", 10**6)
    whole = conditional_law(clashes, exposure)
    assert cut.logs == pytest.approx(whole.logs, rel=1e-12, abs=1e-9)


def test_both_tails_add_up_to_one_and_the_observed_count():
    laws = [conditional_law(np.array([3, 9, 4, 7, 6, 5]), np.ones(6))] * 4
    for observed in (0, 5, 18, 30):
        found = StratifiedLaw(laws, observed)
        for log_ratio in (-3.0, 0.0, 2.0):
            mass = laws[0].mass(log_ratio)
            for _ in range(3):
                mass = np.convolve(mass, laws[0].mass(log_ratio))
            assert found.p_low(log_ratio) == pytest.approx(mass[: observed + 1].sum(), rel=1e-9)
            assert found.p_high(log_ratio) == pytest.approx(mass[observed:].sum(), rel=1e-9)


def test_a_tail_far_out_keeps_its_digits():
    clashes = np.array([10, 200, 170, 180, 210, 20])
    law = conditional_law(clashes, np.ones(6))
    found = StratifiedLaw([law], 10).p_low()
    assert 0 < found < 1e-40
    assert np.log(found) == pytest.approx(np.logaddexp.reduce(law.logs[law.counts <= 10]), rel=1e-9)


def test_a_count_of_zero_has_no_lower_limit_and_an_upper_one():
    laws = [conditional_law(np.array([0, 9, 4, 7, 6, 5]), np.ones(6))] * 2
    found = StratifiedLaw(laws, 0)
    ratio = found.ratio()
    assert (ratio.value, ratio.low) == (0.0, 0.0)
    assert found.p_low(np.log(ratio.high)) == pytest.approx(0.025, rel=1e-9)


def test_the_largest_count_has_no_upper_limit():
    law = conditional_law(np.array([4, 0, 0, 0, 0, 3]), np.ones(6))
    ratio = StratifiedLaw([law], int(law.counts[-1])).ratio()
    assert ratio.value is None
    assert ratio.high is None


def test_the_smallest_ratio_found_is_found_eight_times_in_ten():
    laws = [conditional_law(np.array([30, 90, 40, 70, 60, 50]), np.ones(6))] * 5
    count, ratio = StratifiedLaw(laws, 150).smallest_found(0.05)
    assert StratifiedLaw(laws, count).p_low() <= 0.05 < StratifiedLaw(laws, count + 1).p_low()
    assert StratifiedLaw(laws, count).p_low(np.log(ratio)) == pytest.approx(0.8, rel=1e-9)


def test_where_not_even_zero_is_rare_nothing_can_be_found():
    law = conditional_law(np.array([1, 1, 0, 0, 1, 1]), np.ones(6))
    assert StratifiedLaw([law], 0).smallest_found(0.05) is None
