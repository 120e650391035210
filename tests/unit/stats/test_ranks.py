"""Ranks among references, their range, and the largest count that still ranks low."""

import numpy as np
import pytest

from holdfire.stats.ranks import largest_low_count, rank_from_below, reference_range


def test_ties_count_against_a_low_rank() -> None:
    references = np.array([1.0, 2.0, 2.0, 3.0])
    assert rank_from_below(0.5, references) == 1
    assert rank_from_below(2.0, references) == 4
    assert rank_from_below(2.0 * (1 - 1e-12), references) == 4
    assert rank_from_below(9.0, references) == 5


def test_the_range_holds_the_middle_of_the_references() -> None:
    span = reference_range(np.arange(1.0, 42.0))
    assert (span.low, span.median, span.high) == (2.0, 21.0, 40.0)


def test_a_single_reference_spans_no_range() -> None:
    span = reference_range(np.array([3.0]))
    assert (span.low, span.median, span.high) == (None, 3.0, None)


@pytest.mark.parametrize("most_rank", [1, 2, 5])
def test_the_largest_low_count_agrees_with_trying_every_count(most_rank: int) -> None:
    references = np.random.default_rng(most_rank).gamma(2.0, 1.0, 40)
    exposure = 37.0
    tried = [c for c in range(2_000) if rank_from_below((c + 0.5) / exposure, references) <= most_rank]
    assert largest_low_count(references, exposure, most_rank) == max(tried)


def test_no_count_is_low_enough_where_a_zero_ranks_too_high() -> None:
    references = np.array([0.001, 0.002, 0.003])
    assert largest_low_count(references, 10.0, 1) is None
    assert largest_low_count(references, 10.0, 0) is None


def test_a_count_whose_rate_ties_with_a_reference_is_too_high() -> None:
    assert largest_low_count(np.array([0.35, 5.0]), 10.0, 1) == 2  # 3.5 / 10 ties
