"""Another pair's fronts are those that would have been built for it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from holdfire.inquiry.builders.fronts import build_fronts
from holdfire.inquiry.builders.other_fronts import fronts_of_other
from holdfire.inquiry.sample_hash import digest_of

FIRST = date(2017, 10, 1)
ACTORS = ("gov", "is", "rebels", "ypg")


def _row(one, other, number, **more):
    return {
        "side_a": one,
        "side_b": other,
        "on": FIRST + timedelta(days=number % 70 - 5),
        "x": 7.0 * (number % 11),
        "y": 3.0 * (number % 7),
        "adm_1": ("North", "South")[number % 2],
        **more,
    }


@pytest.fixture
def war(war_of):
    pairs = list(permutations(ACTORS, 2))
    rows = [_row(*pairs[number % len(pairs)], number) for number in range(150)]
    rough = [
        _row("ypg", "rebels", number, where_prec=3, radius_km=40.0 + number % 3) for number in range(0, 50, 3)
    ]
    return war_of([*rows, *rough, *(_row("is", "gov", n, where_prec=4, radius_km=100.0) for n in range(9))])


def _same(one, other):
    return digest_of(one, without=("caveats",)) == digest_of(other, without=("caveats",))


@pytest.mark.parametrize(("a", "b"), list(permutations(ACTORS, 2)))
@pytest.mark.parametrize("c", ["", "ypg"])
def test_every_pair_has_the_fronts_that_would_be_built_for_it(war, a, b, c):
    theirs = replace(war, a=a, b=b, c=c)
    built = build_fronts(theirs)
    assert built.rough is not None
    assert _same(fronts_of_other(build_fronts(war), war, theirs), built)


def test_a_pair_that_never_fought_is_built_anew(war):
    assert fronts_of_other(build_fronts(war), war, replace(war, a="gov", b="nobody")) is None
    silent = replace(war, a="gov", b="nobody")
    assert fronts_of_other(build_fronts(silent), silent, war) is None


def test_who_is_armed_only_because_he_is_asked_about_is_built_anew(war):
    unarmed = replace(war, armed=war.armed - {"gov"})
    assert fronts_of_other(build_fronts(unarmed), unarmed, replace(unarmed, a="rebels", c="ypg")) is None
