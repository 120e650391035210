import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.stats.conformal import Conformal

numbers = st.integers(-8, 8).map(float)


@given(others=st.lists(numbers, min_size=1, max_size=30), own=numbers)
def test_without_features_the_rank_is_counted_ties_against_the_asked_case(others, own):
    scores = Conformal.of(np.array(others), np.zeros((len(others) + 1, 0))).at(own)
    assert scores.rank == 1 + sum(other <= own for other in others)
    assert scores.of == len(others) + 1
    every = [own, *others]
    assert scores.ranks().tolist() == [sum(other <= one for other in every) for one in every]


@given(seed=st.integers(0, 500))
def test_moving_and_stretching_features_and_the_order_of_references_change_nothing(seed):
    rng = np.random.default_rng(seed)
    outcomes, features = rng.normal(0, 1, 20), rng.normal(0, 1, (21, 3))
    features[rng.random((21, 3)) < 0.2] = np.nan
    order = rng.permutation(20)
    moved = features * [2.0, 0.1, -30.0] + [5.0, -2.0, 100.0]
    one = Conformal.of(outcomes, features).at(0.3)
    two = Conformal.of(outcomes[order], moved[[0, *(order + 1)]]).at(0.3)
    assert one.asked == pytest.approx(two.asked, abs=1e-9)
    assert one.references[order] == pytest.approx(two.references, abs=1e-9)


@given(seed=st.integers(0, 500))
def test_a_higher_outcome_never_ranks_lower(seed):
    rng = np.random.default_rng(seed)
    made = Conformal.of(rng.normal(0, 1, 12), rng.normal(0, 3, (13, 4)))
    ranks = [made.at(float(outcome)).rank for outcome in np.linspace(-6, 6, 25)]
    assert ranks == sorted(ranks)


def test_a_feature_that_is_the_same_everywhere_or_known_nowhere_changes_nothing():
    outcomes = np.arange(9.0)
    features = np.column_stack([np.full(10, 3.0), np.full(10, np.nan)])
    assert Conformal.of(outcomes, features).at(2.0).references.tolist() == outcomes.tolist()


def test_half_of_the_references_equal_leaves_no_robust_z():
    assert Conformal.of(np.array([1.0, 1.0, 1.0, 4.0]), np.zeros((5, 0))).at(0.0).robust_z is None
