"""Negative binomial regression with exposure against R MASS."""

import json
import pathlib

import numpy as np
import pytest

from holdfire.forms.silent_front_bursts import compare_bursty, fitted_size
from holdfire.stats.negative_binomial import fit_bursty

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g5_bursts.json").read_text())
INPUT, R = GOLDEN["input"], GOLDEN["r"]
SIZE = 5e-9  # how far MASS's own steps end from the root
CLASHES, EXPOSURE, OWN = (np.array(INPUT[name]) for name in ("clashes", "exposure", "own"))


def test_coefficients_errors_and_size_agree_with_r_mass() -> None:
    found = fit_bursty(CLASHES, EXPOSURE, np.column_stack((np.ones(len(OWN)), OWN)))
    assert found.coefficients == pytest.approx(R["coefficients"], rel=1e-9)
    assert found.errors == pytest.approx(R["errors"], rel=1e-9)
    assert found.size == pytest.approx(R["size"], rel=SIZE)


def test_the_form_reads_its_fronts_as_r_mass_does(make_fronts) -> None:
    clashes, exposure = np.zeros((3, 40), dtype=np.int64), np.zeros((3, 40))
    dyad = np.where(OWN == 1, 0, 1 + np.arange(40) % 2)
    clashes[dyad, np.arange(40)], exposure[dyad, np.arange(40)] = CLASHES, EXPOSURE
    sample = make_fronts(actors=3, regions=40, clashes=clashes, exposure=exposure)
    found = compare_bursty(sample, 1.0)
    assert found is not None
    assert found.value == pytest.approx(np.exp(R["coefficients"][1]), rel=1e-9)
    assert np.log(found.high / found.low) == pytest.approx(2 * 1.959963985 * R["errors"][1], rel=1e-8)
    assert found.size == pytest.approx(R["size"], rel=SIZE)
    assert fitted_size(sample, 1.0) == pytest.approx(R["size_of_others"], rel=SIZE)
