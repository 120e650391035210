"""Ratios of Poisson counts against scipy and against sums written out."""

import math

import pytest
from scipy.stats import binomtest
from scipy.stats.contingency import odds_ratio

from holdfire.stats.poisson_ratios import ExactRatio, e_value, rate_ratio, ratio_of_ratios

TABLES = [(41, 9, 120, 97), (51, 231, 2_588, 1_776), (3, 1, 4, 2), (1, 7, 2, 2), (200, 3, 10, 12)]


def slow_tail(before: int, after: int, others: tuple[int, int], ratio: float) -> float:
    """P(after or fewer) by factorials, summed over all tables with these margins."""
    own, later, other = before + after, after + others[1], sum(others)
    weights = {
        x: math.comb(own, x) * math.comb(other, later - x) * ratio**x
        for x in range(max(0, later - other), min(own, later) + 1)
    }
    return sum(weight for x, weight in weights.items() if x <= after) / sum(weights.values())


@pytest.mark.parametrize("table", TABLES)
def test_ratio_of_ratios_agrees_with_scipy(table: tuple[int, int, int, int]) -> None:
    before, after, other_before, other_after = table
    theirs = odds_ratio([[after, other_after], [before, other_before]])
    limits = theirs.confidence_interval(0.95)
    ours = ratio_of_ratios(*table)
    assert ours.value == pytest.approx(theirs.statistic, rel=1e-7)
    assert (ours.low, ours.high) == pytest.approx((limits.low, limits.high), rel=1e-7)


@pytest.mark.parametrize("table", [(3, 1, 4, 2), (1, 7, 2, 2), (9, 2, 12, 11)])
def test_limits_leave_a_fortieth_in_each_tail(table: tuple[int, int, int, int]) -> None:
    before, after, one, two = table
    found = ratio_of_ratios(*table)
    assert found.high is not None
    assert slow_tail(before, after, (one, two), found.high) == pytest.approx(0.025, rel=1e-9)
    above = 1 - slow_tail(before + 1, after - 1, (one - 1, two + 1), found.low)
    assert above == pytest.approx(0.025, rel=1e-9)
    assert found.p_low == pytest.approx(slow_tail(before, after, (one, two), 1.0), rel=1e-12)


@pytest.mark.parametrize(("before", "after"), [(41, 9), (0, 4), (6, 0), (1, 1)])
def test_rate_ratio_agrees_with_the_exact_binomial(before: int, after: int) -> None:
    share = 60 / (90 + 60)
    found = rate_ratio(before, after, days_before=90, days_after=60)
    theirs = binomtest(after, before + after, share)
    low, high = theirs.proportion_ci(0.95, method="exact")
    assert found.low == pytest.approx(low / (1 - low) * 1.5, rel=1e-9)
    if before:
        assert found.value == pytest.approx(after / before * 1.5)
        assert found.high == pytest.approx(high / (1 - high) * 1.5, rel=1e-9)
    else:
        assert (found.value, found.high) == (None, None)
    assert found.p_low == pytest.approx(binomtest(after, before + after, share, alternative="less").pvalue)
    assert found.p_high == pytest.approx(
        binomtest(after, before + after, share, alternative="greater").pvalue
    )


def test_counts_that_fix_no_ratio_give_no_limits() -> None:
    nothing = ExactRatio(value=None, low=0.0, high=None, p_low=1.0, p_high=1.0)
    assert rate_ratio(0, 0) == nothing
    assert ratio_of_ratios(0, 0, 5, 7) == nothing
    gone, begun = ratio_of_ratios(8, 0, 9, 9), ratio_of_ratios(0, 8, 9, 9)
    assert (gone.value, gone.low) == (0.0, 0.0)
    assert gone.high is not None
    assert gone.high < 1
    assert (begun.value, begun.high) == (None, None)
    assert begun.low > 1


def test_swapping_before_and_after_inverts_the_ratio() -> None:
    one, other = ratio_of_ratios(41, 9, 120, 97), ratio_of_ratios(9, 41, 97, 120)
    assert one.value is not None
    assert other.value == pytest.approx(1 / one.value, rel=1e-9)
    assert one.high is not None
    assert other.low == pytest.approx(1 / one.high, rel=1e-9)
    assert one.p_low == pytest.approx(other.p_high, rel=1e-9)


def test_the_e_value_solves_its_own_bound() -> None:
    strength = e_value(0.25)
    assert strength * strength / (2 * strength - 1) == pytest.approx(4.0)
