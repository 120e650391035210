"""The conditional logit: its maximum against scipy's, its limits, and where there is none."""

import numpy as np
import pytest
from scipy.optimize import minimize

from holdfire.stats.conditional_logit import Choices, fit


def _drawn(seed: int, *, strata: int = 60, alternatives: int = 5) -> Choices:
    rng = np.random.default_rng(seed)
    rows = strata * alternatives
    design, offset = rng.normal(size=(rows, 2)), rng.normal(size=rows)
    weight = np.exp(offset + design @ (-1.0, 0.5)).reshape(strata, alternatives)
    chosen = [rng.multinomial(3, w / w.sum()) for w in weight]
    return Choices(
        stratum=np.repeat(np.arange(strata), alternatives),
        chosen=np.concatenate(chosen),
        offset=offset,
        design=design,
        cluster=np.arange(strata) // 4,
    )


def test_the_top_is_where_a_general_optimiser_finds_it() -> None:
    choices = _drawn(1)

    def loss(beta: np.ndarray) -> float:
        weight = choices.offset + choices.design @ beta
        log_total = np.log(np.exp(weight.reshape(-1, 5)).sum(axis=1))
        return float(3 * log_total.sum() - choices.chosen @ weight)

    found = fit(choices)
    best = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-8})
    assert found is not None
    assert found.coefficients == pytest.approx(best.x, abs=1e-6)
    assert found.log_likelihood == pytest.approx((-loss(np.zeros(2)), -best.fun))


def test_two_alternatives_have_the_logarithm_of_the_odds() -> None:
    choices = Choices(
        stratum=np.array([0, 0]),
        chosen=np.array([12, 30]),
        offset=np.log([0.3, 0.7]),
        design=np.array([[1.0], [0.0]]),
        cluster=np.array([0]),
    )
    found = fit(choices)
    assert found is not None
    assert np.exp(found.coefficients[0]) == pytest.approx((12 / 0.3) / (30 / 0.7))


def test_what_was_never_chosen_has_no_coefficient() -> None:
    choices = Choices(
        stratum=np.array([0, 0, 1, 1]),
        chosen=np.array([0, 5, 0, 4]),
        offset=np.zeros(4),
        design=np.array([[1.0], [0.0], [1.0], [0.0]]),
        cluster=np.array([0, 1]),
    )
    assert fit(choices) is None


def test_a_design_that_does_not_vary_within_choices_has_none() -> None:
    choices = _drawn(2)
    constant = np.ones((len(choices), 1))
    assert fit(Choices(stratum=choices.stratum, chosen=choices.chosen, offset=choices.offset,
                       design=constant, cluster=choices.cluster)) is None  # fmt: skip


def test_clustered_errors_cover_where_choices_of_a_cluster_go_together() -> None:
    """Each cluster's four choices are one choice told four times: errors must be about twice as large."""
    choices = _drawn(3, strata=100)
    copied = Choices(
        stratum=np.concatenate([choices.stratum + 100 * k for k in range(4)]),
        chosen=np.tile(choices.chosen, 4),
        offset=np.tile(choices.offset, 4),
        design=np.tile(choices.design, (4, 1)),
        cluster=np.tile(np.arange(100), 4),
    )
    once, told = fit(choices), fit(copied)
    assert once is not None
    assert told is not None
    assert told.errors == pytest.approx(once.errors / 2, rel=1e-6)
    assert told.clustered_errors == pytest.approx(once.clustered_errors, rel=0.4)
    assert (told.clustered_errors > 1.5 * told.errors).all()
