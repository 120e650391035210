"""What must not matter to a match: the order of rows, of tables and of sides."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.matching import Matched, Parties, Rows, match_rows

PARTIES = Parties([frozenset(), *(frozenset(s) for s in ({"a"}, {"b"}, {"c"}, {"a", "b"}))])


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Draw a few rows in one small district, with unknown values, spans and rough places among them."""
    count = draw(st.integers(1, 12))

    def some(values: st.SearchStrategy[float], kind: type = float) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=count, max_size=count)), dtype=kind)

    day = some(st.integers(17_000, 17_012), int)
    best = some(st.sampled_from([0.0, 1.0, 4.0, 30.0, float("nan")]))
    return Rows(
        lat=some(st.sampled_from([35.0, 35.01, 35.2, float("nan")])),
        lon=some(st.sampled_from([38.0, 38.05])),
        radius_km=some(st.sampled_from([1.0, 25.0, 60.0, float("nan")])),
        day=day,
        first=day,
        last=day + some(st.sampled_from([0, 0, 3, 40]), int),
        one=some(st.integers(0, 4), int),
        other=some(st.integers(0, 4), int),
        low=best,
        best=best,
        high=best + 1,
        kind=some(st.integers(-1, 1), int),
    )


def _pairs(found: Matched, *, turned: bool = False) -> dict[tuple[int, int], float]:
    one, other = (found.other, found.one) if turned else (found.one, found.other)
    return dict(zip(zip(one.tolist(), other.tolist(), strict=True), found.probability.tolist(), strict=True))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=tables(), other=tables(), seed=st.integers(0, 9))
def test_the_order_of_tables_sides_and_rows_changes_no_probability(one: Rows, other: Rows, seed: int) -> None:
    wanted = _pairs(match_rows(one, other, PARTIES, least=0.0))
    assert _pairs(match_rows(other, one, PARTIES, least=0.0), turned=True) == pytest.approx(wanted, abs=1e-3)
    sides = replace(one, one=one.other, other=one.one)
    assert _pairs(match_rows(sides, other, PARTIES, least=0.0)) == wanted
    order = np.random.default_rng(seed).permutation(len(one))
    mixed = _pairs(match_rows(one.take(order), other, PARTIES, least=0.0))
    back = {(int(order[i]), j): p for (i, j), p in mixed.items()}
    assert back == pytest.approx(wanted, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(one=tables(), other=tables())
def test_no_row_is_matched_twice_and_every_probability_is_one(one: Rows, other: Rows) -> None:
    found = match_rows(one, other, PARTIES, least=0.0)
    assert ((found.probability >= 0) & (found.probability <= 1)).all()
    assert np.isfinite(found.weights).all()
    sure = found.probability >= 0.51
    assert len(np.unique(found.one[sure])) == len(np.unique(found.other[sure])) == sure.sum()
