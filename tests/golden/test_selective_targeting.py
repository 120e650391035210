"""What strikes chose: the conditional logit and the measures of selection against R."""

import json
import pathlib

import numpy as np
import pytest

from holdfire.stats.conditional_logit import Choices, fit
from holdfire.stats.selection import selection

HERE = pathlib.Path(__file__).parent
LOGIT = json.loads((HERE / "g3_clogit.json").read_text())
SELECTION = json.loads((HERE / "g8_selection.json").read_text())


def test_the_conditional_logit_agrees_with_r_survival() -> None:
    cells = {name: np.array(values) for name, values in LOGIT["input"].items()}
    strikes, first = np.unique(cells["strike"], return_index=True)
    assert strikes.tolist() == list(range(80))
    found = fit(
        Choices(
            stratum=cells["strike"],
            chosen=cells["hit"],
            offset=np.log(cells["opp"]),
            design=np.column_stack((cells["owner_B"], cells["dist"])).astype(float),
            cluster=cells["cluster"][first],
        )
    )
    assert found is not None
    assert found.coefficients == pytest.approx(LOGIT["r"]["coefficients"], rel=1e-9)
    assert found.errors == pytest.approx(LOGIT["r"]["errors"], rel=1e-9)
    assert found.clustered_errors == pytest.approx(LOGIT["r"]["clustered_errors"], rel=1e-9)
    assert found.log_likelihood == pytest.approx(LOGIT["r"]["log_likelihood"], rel=1e-9)


def test_the_binomial_measures_agree_with_r_binom_test() -> None:
    found = selection(**SELECTION["input"])
    assert found.share == pytest.approx(SELECTION["r"]["share"], rel=1e-9)
    assert found.interval == pytest.approx(SELECTION["r"]["interval"], rel=1e-9)
    assert found.p_low == pytest.approx(SELECTION["r"]["p_low"], rel=1e-9)


def test_ratio_alpha_and_jacobs_are_those_of_the_worked_example() -> None:
    found = selection(**SELECTION["input"])
    measured = {"ratio": found.ratio, "alpha": found.alpha, "jacobs": found.jacobs}
    assert measured == pytest.approx(SELECTION["formulas"], rel=1e-12)
