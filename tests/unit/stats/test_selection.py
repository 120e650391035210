"""Use against opportunity at its edges; the worked example is in tests/golden."""

import pytest

from holdfire.stats.selection import selection


def test_use_as_large_as_opportunity_is_no_preference() -> None:
    found = selection(30, 70, 0.3)
    assert found.ratio == pytest.approx(1)
    assert found.alpha == pytest.approx(0.5)
    assert found.jacobs == pytest.approx(0)


def test_exchanging_the_two_kinds_turns_every_measure_round() -> None:
    one, other = selection(7, 40, 0.2), selection(40, 7, 0.8)
    assert one.ratio == pytest.approx(1 / (other.ratio or 0))
    assert one.alpha == pytest.approx(1 - other.alpha)
    assert one.jacobs == pytest.approx(-other.jacobs)
    assert one.interval == pytest.approx([1 - end for end in reversed(other.interval)])


def test_never_and_always_have_their_bounds() -> None:
    never, always = selection(0, 9, 0.4), selection(9, 0, 0.4)
    assert (never.ratio, never.alpha, never.jacobs, never.interval[0]) == (0, 0, -1, 0)
    assert (always.ratio, always.alpha, always.jacobs, always.interval[1]) == (None, 1, pytest.approx(1), 1)
