from datetime import date, timedelta

import pytest

from holdfire.forms import form
from holdfire.inquiry.looks import PLACEBO, Look, Task
from holdfire.inquiry.others import Other, others_for
from holdfire.inquiry.placebos import Others, placebos_of
from holdfire.model.answer import Effect, Exposure, Finding, Numbers, Power
from holdfire.model.verdict import Rule

FULL, FEW = 1 / 10_000, 1 / 1_000  # the smallest p of a full run and of one with few draws
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)


@pytest.fixture
def war(war_of):
    dyads = [("gov", "rebels"), ("is", "rebels"), ("gov", "is"), ("ypg", "is")]
    days = [date(2017, 10, 1) + timedelta(days=d) for d in range(12)]
    return war_of([{"side_a": a, "side_b": b, "on": on} for a, b in dyads for on in days])


def _finding(pvalue: float | None, low: float = 0.5, **other: object) -> Finding:
    return Finding(
        **{
            "pvalue": pvalue,
            "effect": Effect(name="ratio", value=3.0, interval=(low, 9.0)),
            "n": Numbers(events=24, cells=2),
            "exposure": Exposure(unit="pairs", value=100.0, basis="none"),
            "power": Power(minimum_detectable=2.0),
            **other,
        }
    )


def _others(*findings: Finding | None, asked: Finding | None = None) -> Others:
    def look(number: int, finding: Finding | None) -> Look:
        return Look(task=Task(form="x", part=PLACEBO, number=number), finding=finding)

    return Others(
        looks=[(Other(a=f"a{n}", b="b", c="c"), look(n, one)) for n, one in enumerate(findings, start=1)],
        asked=None if asked is None else look(0, asked),
    )


def test_a_placebo_as_strong_as_few_draws_can_show_counts_as_strong_as_the_asked_pair():
    others = _others(*[_finding(FEW)] * 5, asked=_finding(FEW))
    placebos, strip = placebos_of(_finding(FULL), others, RULE)
    assert placebos is not None
    assert len(strip) == placebos.n == 5
    assert placebos.rank == 6


def test_a_placebo_with_a_larger_p_ranks_behind_the_asked_pair():
    others = _others(*map(_finding, (0.5, 0.04, 0.3, 0.2, 0.6)), asked=_finding(0.001))
    placebos, _ = placebos_of(_finding(0.05), others, RULE)
    assert placebos is not None
    assert (placebos.rank, placebos.false_alarms) == (2, 0.2)
    assert placebos.sentence == (
        "Nobody alleges anything of 5 other pairs of this war: 1 has a p as small as this one, and none "
        "would be said to support an allegation."
    )


def test_the_whole_rule_is_asked_of_each_placebo_and_what_is_too_thin_is_none():
    shut = _finding(0.01, low=1.5, strict={"scale_curve": False})
    others = _others(_finding(0.01, low=1.5), _finding(0.01), shut, None, _finding(0.6), asked=None)
    placebos, strip = placebos_of(_finding(0.3), others, RULE)
    assert placebos is not None
    assert (placebos.n, placebos.supports, placebos.false_alarms) == (4, 0.25, 0.75)
    assert [entry["supports"] for entry in strip] == [True, False, False, False]
    assert strip[0]["dyads"] == [["a1", "c"], ["b", "c"]]


def test_where_p_is_a_rank_among_the_placebos_the_share_of_small_ones_is_left_out():
    ranked = _finding(0.3, details={"ranks": []})
    placebos, _ = placebos_of(ranked, _others(_finding(0.01), _finding(0.5)), RULE)
    assert placebos is not None
    assert (placebos.false_alarms, placebos.supports, placebos.rank) == (None, 0.0, 2)


def test_dyads_that_the_form_ran_on_itself_are_judged_by_their_own_gates():
    entry = {"dyad": ["a", "b"], "pvalue": 0.01, "value": 3.0, "interval": [1.5, 9.0], "asked": False}
    dyads = [{**entry, "open": True}, {**entry, "open": False}, {**entry, "asked": True}]
    placebos, strip = placebos_of(_finding(0.02, details={"dyads": dyads}), _others(), RULE)
    assert placebos is not None
    assert (placebos.n, placebos.rank, placebos.supports) == (2, 3, 0.5)
    assert [entry["supports"] for entry in strip] == [True, False]


def test_without_a_p_nothing_is_compared():
    assert placebos_of(_finding(None), _others(_finding(0.01)), RULE) == (None, ())


def test_every_two_other_dyads_are_placebos_of_two_series(war):
    others = others_for(form("concerted-attack"), war)
    assert len(others) == 5  # six pairs of four dyads, less the asked one
    assert (("gov", "rebels"), ("is", "rebels")) not in [other.pair for other in others]


def test_every_other_dyad_is_a_placebo_of_a_form_over_one_dyad(war):
    found = {(other.a, other.b) for other in others_for(form("silent-front"), war)}
    assert found == {("gov", "rebels"), ("is", "rebels"), ("is", "ypg")}
