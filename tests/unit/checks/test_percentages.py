"""Percentages against counts and whole numbers; against brute force and scipy."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from holdfire.checks.numerals import Numeral
from holdfire.checks.percentages import counts
from holdfire.model.check import CheckKind, CheckStatus

CONSISTENT, INCONSISTENT, UNKNOWN = CheckStatus


@given(total=st.integers(1, 400), tenths=st.integers(0, 1000), decimals=st.integers(0, 1))
def test_a_percentage_fits_a_count_where_some_rounding_writes_it_so(total, tenths, decimals) -> None:
    digit = Decimal(1).scaleb(-decimals)
    written = (Decimal(tenths) / 10).quantize(digit, ROUND_DOWN)
    value = float(written)
    percent = Numeral(start=0, end=1, value=value, bounds=(value, value), percent=True, decimals=decimals)
    shares = {k: Decimal(100 * k) / total for k in range(total + 1)}
    rounded = {
        k
        for k, share in shares.items()
        if written in [share.quantize(digit, how) for how in (ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP)]
    }
    found = set(counts(percent, total))
    assert rounded <= found
    for k in found - rounded:  # only the very edges are taken besides
        assert min(abs(shares[k] - written), abs(shares[k] - written - digit)) <= digit / 2


def test_thirteen_per_cent_of_923_is_120_with_its_interval(check_text) -> None:
    (found,) = check_text("Just 13 % of its 923 operations were aimed at them.")
    oracle = binomtest(120, 923).proportion_ci(method="wilson")
    assert (found.used["count"], found.used["total"], found.status) == (120, 923, CONSISTENT)
    assert found.computed == pytest.approx(100 * 120 / 923)
    assert found.computed_range == pytest.approx((100 * oracle.low, 100 * oracle.high))
    exact = binomtest(120, 923).proportion_ci(method="exact")
    assert found.computed_range == pytest.approx((100 * exact.low, 100 * exact.high), abs=0.2)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Of the 412 raids, 58 (14%) hit army posts.", CONSISTENT),
        ("Of the 412 raids, 58 (41%) hit army posts.", INCONSISTENT),
        ("Some 12 out of 48 villages (25 per cent) fell.", CONSISTENT),
        ("12 out of 48 villages (35 per cent) fell.", INCONSISTENT),
        ("Of 9 attacks, 33% hit the army.", CONSISTENT),
        ("Of 9 attacks, 40% hit the army.", INCONSISTENT),
        ("58 of the 40 raids (70%) hit army posts.", INCONSISTENT),
        ("13% of attacks hit the army.", UNKNOWN),
        ("45% of raids hit the army, 40% the police and 15% civilians.", CONSISTENT),
        ("45% of raids hit the army, 40% the police and 35% civilians.", INCONSISTENT),
        ("45% of raids hit the army, 30% the police and the remaining 15% civilians.", INCONSISTENT),
        ("45% hit the army, 40% the police, 35% civilians, since many hit both.", UNKNOWN),
    ],
)
def test_a_percentage_is_held_against_what_stands_beside_it(text, status, check_text) -> None:
    found = [f for f in check_text(text) if f.check is CheckKind.SHARE]
    assert found[0].status is status, found[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "It rose from 40% to 75%.",
        "40 % of the soldiers and 80 % of the officers left.",
        "Up 60% on 70% in May.",
    ],
)
def test_shares_of_different_wholes_are_not_added(text, check_text) -> None:
    assert {f.status for f in check_text(text)} == {UNKNOWN}
