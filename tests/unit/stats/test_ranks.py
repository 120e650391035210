"""Ranks among references, their range, and the largest count that still ranks low."""

import numpy as np
import pytest

from holdfire.stats.ranks import (
    largest_low_count,
    most_held,
    range_words,
    rank_from_below,
    reference_range,
)


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


@pytest.mark.parametrize("references", [5, 19, 38, 60])
def test_no_range_of_references_holds_more_than_is_said(references):
    rng = np.random.default_rng(references)
    drawn = rng.normal(size=(20_000, references + 1))
    asked, others = drawn[:, 0], drawn[:, 1:]
    widest = np.mean((others.min(axis=1) <= asked) & (asked <= others.max(axis=1)))
    low, high = np.quantile(others, (0.025, 0.975), axis=1)
    assert most_held(references) == pytest.approx(widest, abs=0.012)
    assert np.mean((low <= asked) & (asked <= high)) < most_held(references)


def test_few_references_are_said_to_hold_less_than_95_in_a_hundred():
    assert (most_held(1), range_words(1), range_words(39)) == (None, None, None)
    assert most_held(39) == pytest.approx(0.95)
    assert "of 19 references" in range_words(19)
    assert "at most 90%" in range_words(19)
