"""Krippendorff's alpha: the published worked examples, and counting pairs one by one."""

from collections import defaultdict
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.stats.agreement import agreement, nominal_alpha

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: a row an observer, a dot where one is missing
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units_of(rows: tuple[str, ...]) -> list[list[str]]:
    return [[label for label in unit if label != "."] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_is_that_of_krippendorffs_worked_examples(rows: tuple[str, ...], alpha: float):
    assert nominal_alpha(units_of(rows)) == pytest.approx(alpha, abs=0.0005)


def by_pairs(units: list[list[str]]) -> float | None:
    """Compute alpha as it is defined: 1 - observed over expected disagreement, pair by pair."""
    coincidences: defaultdict[tuple[str, str], float] = defaultdict(float)
    for unit in units:
        for one, other in permutations(unit, 2):
            coincidences[one, other] += 1 / (len(unit) - 1)
    margin: defaultdict[str, float] = defaultdict(float)
    for (one, _), number in coincidences.items():
        margin[one] += number
    n = sum(margin.values())
    observed = sum(number for (one, other), number in coincidences.items() if one != other) / n if n else 0
    expected = (
        sum(margin[c] * margin[k] for c in margin for k in margin if c != k) / (n * (n - 1)) if n else 0
    )
    return 1 - observed / expected if expected else None


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12))
def test_alpha_is_what_counting_pairs_gives(units: list[list[str]]):
    wanted, found = by_pairs(units), nominal_alpha(units)
    assert (found is None) == (wanted is None)
    assert wanted is None or found == pytest.approx(wanted)


def test_names_of_labels_and_the_order_of_observers_change_nothing():
    units = units_of(MISSING)
    other = [[{"1": "x", "2": "y"}.get(label, label) for label in reversed(unit)] for unit in units]
    assert nominal_alpha(other) == pytest.approx(nominal_alpha(units))


@pytest.mark.parametrize("units", [[], [["a"], ["b"]], [["a", "a"], ["a", "a"]]])
def test_alpha_has_no_meaning_where_nothing_could_disagree(units: list[list[str]]):
    found = agreement(units, np.random.default_rng(1))
    assert (found.alpha, found.interval, found.draws) == (None, None, 0)


def test_the_interval_holds_alpha_and_is_the_same_for_the_same_seed():
    units = units_of(MISSING) * 4
    one, two = (agreement(units, np.random.default_rng(7)) for _ in range(2))
    assert one == two
    assert one.interval is not None
    assert one.alpha is not None
    assert one.interval[0] < one.alpha < one.interval[1]
    assert (one.units, one.labels) == (44, 160)


def test_the_interval_covers_the_alpha_that_many_units_have():
    rng = np.random.default_rng(20260101)

    def labelled(number: int) -> list[list[int]]:
        truth = rng.integers(0, 3, number)
        return [[int(t) if rng.random() < 0.8 else int(rng.integers(0, 3)) for _ in range(2)] for t in truth]

    true_alpha = nominal_alpha(labelled(60_000))
    assert true_alpha is not None
    runs, held = 200, 0
    for _ in range(runs):
        low, high = agreement(labelled(80), rng, draws=400).interval or (2.0, 2.0)
        held += low <= true_alpha <= high
    assert abs(held / runs - 0.95) < 0.02 + 2 * np.sqrt(0.95 * 0.05 / runs)
