from datetime import date, timedelta

import numpy as np

from holdfire.inquiry.builders.truces import build_truce
from holdfire.model.event import day_number

FIRST = date(2017, 10, 1)


def row(on: int, a: str = "gov", b: str = "is", **other):
    return {"on": FIRST + timedelta(days=on), "side_a": a, "side_b": b, **other}


def rows_of(*dyads, count=20):
    """Make so many rows of each dyad outside the area, so that it can be a reference."""
    return [row(n, *dyad, adm_1="South") for dyad in dyads for n in range(count)]


def clashes(sample, one, other):
    pairs = [{sample.actors[i] for i in ends} for ends in sample.sides.tolist()]
    return sample.clashes[pairs.index({one, other})]


def test_clashes_are_counted_by_dyad_and_day_in_the_asked_area(war_of):
    rows = [
        row(3),
        row(3, "is", "gov"),
        row(4, kind="one_sided", b="civilians"),
        row(5, "is", "ypg"),
        row(6, adm_1="South"),
        row(0, "gov", "rebels"),
        row(60, "gov", "rebels"),
    ]
    sample = build_truce(war_of(rows))
    assert len(sample) == 61
    assert sample.first == day_number(FIRST)
    assert np.flatnonzero(clashes(sample, "gov", "is")).tolist() == [3]
    assert clashes(sample, "gov", "is")[3] == 2
    assert clashes(sample, "is", "ypg").sum() == 1
    assert clashes(sample, "gov", "rebels")[[0, 60]].tolist() == [1, 1]
    assert sample.events.sum() == 6
    assert sample.in_war == 3
    assert [sample.actors[i] for i in sample.sides[0].tolist()] == ["gov", "is"]


def test_the_dyads_of_the_question_are_marked_and_rare_ones_are_no_reference(war_of):
    rows = rows_of(("gov", "rebels"), ("is", "rebels"), ("is", "ypg"), ("gov", "ypg"), count=20)
    rows += rows_of(("ypg", "rebels"), count=19)
    sample = build_truce(war_of([*rows, row(1)]))
    names = [tuple(sample.actors[i] for i in ends) for ends in sample.sides.tolist()]
    of_deal = {name for name, marked in zip(names, sample.of_deal, strict=True) if marked}
    eligible = {name for name, marked in zip(names, sample.eligible, strict=True) if marked}
    assert of_deal == {("gov", "is"), ("gov", "rebels"), ("is", "rebels")}
    assert eligible == {("gov", "rebels"), ("is", "rebels"), ("is", "ypg"), ("gov", "ypg")}
    assert build_truce(war_of([*rows, row(1)], c="")).of_deal.sum() == 1


def test_days_of_which_the_data_have_nothing_are_no_days(war_of):
    sample = build_truce(war_of([row(10), row(30, "gov", "ypg"), row(20)]))
    assert len(sample) == 21
    assert np.flatnonzero(clashes(sample, "gov", "is")).tolist() == [0, 10]
    assert any("2017-10-11 to 2017-10-31" in caveat for caveat in sample.caveats)


def test_rough_dates_are_counted_and_said(war_of):
    rows = [row(0), row(5, date_prec=3), row(6, "gov", "ypg", date_prec=4), row(60)]
    sample = build_truce(war_of(rows))
    assert clashes(sample, "gov", "is").sum() == 3
    assert any("2 of 4 clashes, 1 of the alleged pair" in caveat for caveat in sample.caveats)


def test_a_pair_that_the_data_never_have_stands_first_with_no_clash(war_of):
    sample = build_truce(war_of([row(0, "gov", "ypg"), row(60, "gov", "ypg")]))
    assert [sample.actors[i] for i in sample.sides[0].tolist()] == ["gov", "is"]
    assert (sample.clashes[0].sum(), sample.in_war) == (0, 0)


def test_exchanging_a_and_b_changes_only_the_ends_of_the_first_dyad(war_of):
    rows = [row(0), row(20, "is", "ypg"), row(60)]
    one, other = build_truce(war_of(rows)), build_truce(war_of(rows, a="is", b="gov"))
    assert (one.clashes == other.clashes).all()
    assert sorted(one.sides[0].tolist()) == sorted(other.sides[0].tolist())
