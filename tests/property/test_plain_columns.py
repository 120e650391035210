"""Whatever stands in a column, a form on plain arrays answers or says what is wrong; nothing else happens."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations

import numpy as np
import pandas as pd
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from holdfire.errors import HoldfireError
from holdfire.inquiry.plain import silent_front, truce_break
from holdfire.inquiry.plain.tables import Faults, Table
from holdfire.model.answer import Answer

LAST = datetime(2500, 1, 1)  # noqa: DTZ001  a day has no zone; a series takes a cell for each day until then
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.dates(max_value=LAST.date()),
    st.datetimes(max_value=LAST),
    st.sampled_from(
        [pd.NA, pd.NaT, np.nan, np.datetime64("NaT"), np.float32(2), np.int8(3), b"x", {}, (1, 2)]
    ),
    st.lists(st.integers(), max_size=2),
)
PAIRS = st.sampled_from(list(permutations("ABCD", 2)))
COUNTS, DAYS = st.integers(0, 40), st.dates(date(2014, 1, 1), date(2016, 1, 1))


def column(right: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    """Make a column of the right kind, or, once in nine times, one with whatever in it."""
    return st.integers(0, 8).flatmap(
        lambda chance: st.lists(right if chance else right | ANYTHING, min_size=6, max_size=6)
    )


def _apart(sides: list[object]) -> dict[str, list[object]]:
    """Put pairs into two columns; what is no pair stands in both."""
    pairs = [side if isinstance(side, tuple) and len(side) == 2 else (side, side) for side in sides]
    return {"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}


def _answers(call: Callable[..., Answer], **said: object) -> None:
    try:
        found = call(**said)
    except HoldfireError as error:
        event("told what is wrong")
        told = str(error)
    else:
        event("answered")
        told = found.reason
    assert told


@settings(deadline=None, max_examples=150)
@given(
    sides=column(PAIRS),
    clashes=column(COUNTS),
    exposure=column(COUNTS),
    region=column(st.sampled_from(["north", "south"])),
)
def test_silent_front_answers_or_says_what_is_wrong(sides: list[object], **other: list[object]) -> None:
    _answers(silent_front, pairs={**_apart(sides), **other}, a="A", b="B", days=30, basis="control map")


@settings(deadline=None, max_examples=100)
@example(sides=[("A", "B")] * 6, day=[date(2015, 1, 1)] * 6, clashes=[1] * 6, on=None, until=date.max)
@given(
    sides=column(PAIRS),
    day=column(DAYS),
    clashes=column(COUNTS),
    on=st.none() | DAYS | ANYTHING,
    until=st.just("2016-01-01") | ANYTHING,
)
def test_truce_break_answers_or_says_what_is_wrong(
    sides: list[object], on: object, until: object, **other: list[object]
) -> None:
    said = {"a": "A", "b": "B", "since": "2014-01-01"}
    _answers(truce_break, clashes={**_apart(sides), **other}, **said, until=until, on=on)


@settings(deadline=None)
@given(days=st.lists(st.dates(date(1600, 1, 1), date(2500, 1, 1)), min_size=1, max_size=5))
def test_a_day_is_the_same_in_every_kind_of_column(days: list[date]) -> None:
    moments = [datetime(d.year, d.month, d.day, 23, 59, 59) for d in days]  # noqa: DTZ001  a day has no zone
    kinds = [days, [d.isoformat() for d in days], moments, np.array(days, dtype="datetime64[D]")]
    kinds += [np.array(moments, dtype="datetime64[us]"), pd.Series(days), pd.Series(moments)]
    read = set()
    for column in kinds:
        faults = Faults()
        read.add(tuple(Table.of({"day": column}, "t", faults).days("day").tolist()))
        assert not faults.problems
    assert read == {tuple((d - date(1970, 1, 1)).days for d in days)}
