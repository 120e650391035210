"""One battle coded with both dyads: such pairs alone never support, and what is more than they stands."""

from dataclasses import fields, replace

import numpy as np
import pytest

from holdfire.forms.concerted_attack import FORM
from holdfire.forms.concerted_copies import look_for_copies
from holdfire.forms.concerted_designs import Params
from holdfire.forms.samples import Hits
from holdfire.model.verdict import Rule, Verdict, judge
from holdfire.stats.alike_pairs import AlikePairs

PARAMS = Params(draws=399, quick_draws=199, imputations=0)
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)


def with_pairs(make_attacks, count, *, alike, expected=0.0):
    """Add B's rows at the day and place of A's first ones; `alike` of them are told to be pairs."""
    sample = make_attacks(days=400, count=200)
    again = {field.name: getattr(sample.a, field.name)[:count] for field in fields(Hits)}
    own = {field.name: getattr(sample.b, field.name) for field in fields(Hits)}
    b = Hits(**{name: np.append(own[name], again[name]) for name in own})
    pairs = AlikePairs(one=np.arange(alike), two=len(sample.b) + np.arange(alike), expected=expected)
    return replace(sample, b=b, alike=pairs)


def verdict(sample):
    found = FORM.run(sample, PARAMS, np.random.default_rng(3))
    return judge(found, RULE)[0], found


def test_copies_alone_do_not_support_and_their_number_is_said(make_attacks):
    sample = with_pairs(make_attacks, 80, alike=80)
    inside = int(((sample.a.day[:80] >= 0) & (sample.a.day[:80] < 400)).sum())
    told, found = verdict(sample)
    assert inside > 70
    assert found.pvalue < 0.01
    assert found.strict["counted_twice"] is False
    assert (told, judge(found, RULE)[1]) == (Verdict.CANNOT_TELL, found.explain["counted_twice"])
    assert f"{inside} pairs of attacks" in found.explain["counted_twice"]
    assert any(caveat.startswith(f"{inside} pairs of attacks") for caveat in found.caveats)
    copies = found.details["counted_twice"]
    assert (copies["pairs"], copies["left_out"]) == (inside, inside)
    assert copies["pvalue"] > 0.05
    assert any("no pairs of one day and place" in design["choices"] for design in found.details["designs"])


def test_what_is_more_than_copies_stands(make_attacks):
    told, found = verdict(with_pairs(make_attacks, 80, alike=6))
    assert (told, found.strict["counted_twice"]) == (Verdict.SUPPORTS, True)
    assert found.details["counted_twice"]["left_out"] == 6


def test_as_many_pairs_as_chance_makes_are_no_copies(make_attacks):
    found = verdict(with_pairs(make_attacks, 80, alike=6, expected=6.2))[1]
    assert found.details["counted_twice"] == {"pairs": 6, "expected": 6.2, "left_out": 0, "pvalue": None}


def test_where_nobody_looked_the_caveat_alone_says_so(make_attacks):
    told, found = verdict(replace(with_pairs(make_attacks, 80, alike=0), alike=None))
    assert told is Verdict.SUPPORTS
    assert found.details["counted_twice"] is None
    assert any("codes once with each" in caveat for caveat in found.caveats)


def test_a_look_has_the_same_gate(make_attacks):
    for alike, wanted in ((80, False), (6, True)):
        sample = with_pairs(make_attacks, 80, alike=alike)
        assert FORM.looked(sample, PARAMS, np.random.default_rng(3)).strict["counted_twice"] is wanted


@pytest.mark.parametrize("seed", [1, 2])
def test_who_is_called_a_and_how_rows_are_sorted_change_nothing(make_attacks, seed):
    sample = with_pairs(make_attacks, 80, alike=40, expected=9.0)
    order = np.random.default_rng(seed).permutation(40)
    mixed = replace(sample.alike, one=sample.alike.one[order], two=sample.alike.two[order])
    found = [
        look_for_copies(one, PARAMS, np.random.default_rng(5))
        for one in (sample, sample.swapped(), replace(sample, alike=mixed))
    ]
    assert found[0].left_out == 31
    assert len({(one.pairs, one.left_out, one.pvalue) for one in found}) == 1
