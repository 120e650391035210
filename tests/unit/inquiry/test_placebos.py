from dataclasses import replace
from datetime import date, timedelta

import pytest

from holdfire.forms import form
from holdfire.inquiry.placebos import placebos_of
from holdfire.model.answer import Exposure, Finding, Numbers, Power

FULL, QUICK = 1 / 10_000, 1 / 1_000  # the smallest p of a full run and of a quick one


@pytest.fixture
def war(war_of):
    dyads = [("gov", "rebels"), ("is", "rebels"), ("gov", "is"), ("ypg", "is")]
    days = [date(2017, 10, 1) + timedelta(days=d) for d in range(12)]
    return war_of([{"side_a": a, "side_b": b, "on": on} for a, b in dyads for on in days])


def _finding(pvalue: float) -> Finding:
    return Finding(
        pvalue=pvalue,
        n=Numbers(events=24, cells=2),
        exposure=Exposure(unit="pairs", value=100.0, basis="none"),
        power=Power(minimum_detectable=2.0),
    )


def test_a_placebo_as_strong_as_few_draws_can_show_counts_as_strong_as_the_asked_pair(war):
    floored = replace(form("concerted-attack"), look=lambda *_: _finding(QUICK), thin=None)
    placebos, strip = placebos_of(floored, _finding(FULL), war, None, 1)
    assert placebos is not None
    assert len(strip) == placebos.n == 5
    assert placebos.rank == 6


def test_a_placebo_with_a_larger_p_ranks_behind_the_asked_pair(war):
    pvalues = iter((0.5, 0.04, 0.3, 0.2, 0.6, 0.001))  # the last is the asked pair, run as they are
    some = replace(form("concerted-attack"), look=lambda *_: _finding(next(pvalues)), thin=None)
    placebos, _ = placebos_of(some, _finding(0.05), war, None, 1)
    assert placebos is not None
    assert placebos.rank == 2
    assert placebos.false_alarms == 0.2
