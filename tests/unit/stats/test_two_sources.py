"""Two lists of simulated events, independent and copying: what estimates get right and what they can't."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.stats.two_sources import TwoLists, detection_ratio

EVENTS = 400


def _lists(rng: np.random.Generator, *, seen: float, copied: float) -> TwoLists:
    """Let two desks see events; the second also copies a share of what the first has."""
    first = rng.uniform(size=EVENTS) < seen
    second = (rng.uniform(size=EVENTS) < seen) | (first & (rng.uniform(size=EVENTS) < copied))
    return TwoLists(first=int(first.sum()), second=int(second.sum()), both=int((first & second).sum()))


def _missed(*, copied: float) -> tuple[float, float]:
    """Average what independence says both missed, and what both did miss, over 300 wars."""
    rng = np.random.default_rng(5)
    drawn = [_lists(rng, seen=0.4, copied=copied) for _ in range(300)]
    return float(np.mean([one.missed(1.0) or 0.0 for one in drawn])), float(
        np.mean([EVENTS - one.seen for one in drawn])
    )


def test_independent_lists_tell_what_both_missed() -> None:
    estimated, true = _missed(copied=0.0)
    assert estimated == pytest.approx(true, rel=0.05)


def test_lists_that_copy_make_independence_understate_what_both_missed() -> None:
    estimated, true = _missed(copied=0.5)
    assert estimated < 0.6 * true


def test_the_odds_ratio_of_the_copying_gives_the_truth_back() -> None:
    rng = np.random.default_rng(6)
    one = _lists(rng, seen=0.4, copied=0.5)
    neither = EVENTS - one.seen
    odds_ratio = one.both * neither / ((one.first - one.both) * (one.second - one.both))
    assert odds_ratio > 2
    assert one.missed(odds_ratio) == pytest.approx(neither)


def test_chapman_and_its_variance_are_right_on_average() -> None:
    rng = np.random.default_rng(7)
    drawn = [_lists(rng, seen=0.4, copied=0.0) for _ in range(2_000)]
    found = np.array([one.chapman for one in drawn])
    assert found.mean() == pytest.approx(EVENTS, rel=0.01)
    said = float(np.mean([one.chapman_variance for one in drawn]))
    assert said == pytest.approx(found.var(), rel=0.15)


@given(
    alone=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    both=st.integers(1, 60),
    odds_ratio=st.floats(0.1, 10),
)
def test_the_order_of_lists_and_more_copying(alone: tuple[int, int], both: int, odds_ratio: float) -> None:
    one = TwoLists(first=alone[0] + both, second=alone[1] + both, both=both)
    other = TwoLists(first=one.second, second=one.first, both=both)
    assert one.missed(odds_ratio) == other.missed(odds_ratio)
    ratio, more = detection_ratio(one, one, odds_ratio), detection_ratio(one, one, 2 * odds_ratio)
    assert ratio is not None
    assert more is not None
    assert more <= ratio
    assert detection_ratio(one, one, 1.0) == pytest.approx(1.0)


def test_without_an_event_in_both_nothing_can_be_estimated() -> None:
    apart = TwoLists(first=4, second=5, both=0)
    assert apart.missed(1.0) is None
    assert detection_ratio(apart, TwoLists(first=4, second=5, both=3), 1.0) is None
    assert apart.chapman == 29


def test_more_in_both_than_in_one_is_refused() -> None:
    with pytest.raises(ValueError, match="can't stand in both"):
        TwoLists(first=3, second=9, both=4)
