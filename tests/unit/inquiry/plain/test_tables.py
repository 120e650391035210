"""What is wrong with arrays is told at once: argument, index, column, value."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from holdfire.errors import LISTED_PROBLEMS, QuestionError, TableError
from holdfire.inquiry.plain import concerted_attack, hand_over, silent_front, truce_break
from holdfire.inquiry.plain.tables import Faults, Table

PERIOD = {"since": 0, "until": 100}
PAIRS = {"one": ["A", "A"], "other": ["B", "C"], "clashes": [1, 9], "exposure": [50.0, 60.0]}
FRONT: dict[str, Any] = {"a": "A", "b": "B", "days": 60, "basis": "control map"}


def _read(columns: object) -> tuple[Table, Faults]:
    faults = Faults()
    return Table.of(columns, "t", faults), faults


def _told(error: pytest.ExceptionInfo[TableError]) -> set[str]:
    return {str(problem) for problem in error.value.problems}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    a = {"x": [1.0, np.nan, 3.0], "y": [1, 2, "far"], "day": [1, 2.5, 3], "radius_km": [1, -2, 3]}
    with pytest.raises(TableError) as error:
        concerted_attack(a, {"x": [1.0], "day": [1, 2]}, **PERIOD)
    assert _told(error) == {
        "a, index 1, column x: is missing or no finite number (found 'nan')",
        "a, index 2, column y: is missing or no finite number (found 'far')",
        "a, index 1, column day: is no whole number (found '2.5')",
        "a, index 1, column radius_km: must be at least 0 (found '-2')",
        "b, column day: has 2 values, the first column has 1",
        "b, column y: this column is needed; there are: x, day",
    }


def test_places_may_be_degrees_but_not_beyond_the_poles() -> None:
    degrees = {"lat": [35.0, 91.0], "lon": [37.0, 181.0], "day": [1, 2]}
    with pytest.raises(TableError) as error:
        concerted_attack(degrees, degrees, **PERIOD)
    assert "a, index 1, column lat: must be at least -90 and at most 90 (found '91.0')" in _told(error)
    assert "b, index 1, column lon: must be at least -180 and at most 180 (found '181.0')" in _told(error)


def test_a_missing_time_of_pandas_among_dates_is_told() -> None:
    table, faults = _read({"day": [date(2014, 1, 1), pd.NaT, np.datetime64("NaT"), None]})
    table.days("day")
    with pytest.raises(TableError) as error:
        faults.finish()
    assert len(_told(error)) == 3


def test_kilometres_and_degrees_are_not_mixed() -> None:
    with pytest.raises(TableError, match="one of a and b has places in km, the other in degrees"):
        concerted_attack({"x": [1], "y": [1], "day": [1]}, {"lat": [1], "lon": [1], "day": [1]}, **PERIOD)


def test_dates_and_numbers_are_not_mixed() -> None:
    a = {"x": [1], "y": [1], "day": ["2014-01-03"]}
    with pytest.raises(TableError, match="dates in a, column day, since, until and numbers in b"):
        concerted_attack(a, {"x": [1], "y": [1], "day": [3]}, since="2014-01-01", until="2014-03-01")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    a = {"x": [1], "y": [1], "day": [1]}
    with pytest.raises(TableError, match=r"until \(1\) must come after since \(5\)"):
        concerted_attack(a, a, since=5, until=1)


def test_a_day_a_million_years_off_is_refused_before_anything_is_counted() -> None:
    a = {"x": [1], "y": [1], "day": [10**15]}
    with pytest.raises(TableError, match="at most 1e"):
        concerted_attack(a, a, **PERIOD)


@pytest.mark.parametrize(
    "days",
    [
        ["2014-07-01", "2014-07-02"],
        ["2014-07-01T23:59:59+02:00", "2014-07-02 00:00"],
        [date(2014, 7, 1), date(2014, 7, 2)],
        np.array(["2014-07-01T11", "2014-07-02"], dtype="datetime64[ns]"),
        pd.to_datetime(["2014-07-01 00:00", "2014-07-02 13:00"]),
        pd.to_datetime(["2014-07-01", "2014-07-02"]).tz_localize("Asia/Damascus"),
        pl.Series(["2014-07-01", "2014-07-02"]).str.to_date(),
    ],
    ids=["text", "text with hours", "date", "datetime64", "pandas", "pandas in a zone", "polars"],
)
def test_a_date_is_its_calendar_day_whatever_it_comes_in(days: object) -> None:
    table, faults = _read({"day": days})
    assert table.days("day").tolist() == [16_252, 16_253]
    assert not faults.problems


@pytest.mark.parametrize(
    "days",
    [
        ["2014-07-01", None],
        pd.to_datetime(["2014-07-01", None]),
        ["2014-07-01", "1 July"],
        ["2014-07-01", ""],
    ],
)
def test_a_date_that_is_none_is_told(days: object) -> None:
    table, faults = _read({"day": days})
    table.days("day")
    (problem,) = faults.problems
    assert (problem.row, problem.column, problem.message) == (1, "day", "is no date")


@pytest.mark.parametrize(
    "column",
    [
        [1, None],
        pd.array([1, None], dtype="Int64"),
        pl.Series([1, None]),
        np.ma.MaskedArray([1, 2], mask=[False, True]),
        [1, np.inf],
    ],
    ids=["None", "pandas", "polars", "masked", "infinite"],
)
def test_a_number_that_is_missing_is_told(column: object) -> None:
    table, faults = _read({"n": column})
    table.whole("n")
    assert [(problem.row, problem.column) for problem in faults.problems] == [(1, "n")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (3, "is a int; give a data frame"),
        (np.zeros((3, 2)), "has no named columns; give"),
        ([1, 2, 3], "is a list of something else than rows"),
        (pl.LazyFrame({"x": [1]}), r"call .collect\(\) first"),
        ("x", "is a str"),
    ],
)
def test_what_is_no_table_is_told(table: object, says: str) -> None:
    with pytest.raises(TableError, match=says):
        silent_front(table, **FRONT)


def test_regions_are_provinces_where_rows_name_them_and_never_a_part_of_the_world() -> None:
    rng = np.random.default_rng(5)
    events = pd.DataFrame({"x": rng.uniform(0, 150, 80), "y": rng.uniform(0, 90, 80), "day": range(80)})
    squares = concerted_attack(events, events, **PERIOD)
    ucdp = events.assign(region="Middle East")
    assert concerted_attack(ucdp, ucdp, **PERIOD).inputs == squares.inputs
    east = events.assign(adm_1=np.where(events.x >= 100, "b", "a"))
    assert concerted_attack(east, east, **PERIOD).inputs == squares.inputs  # where the squares' border runs
    north = events.assign(adm_1=np.where(events.y >= 50, "North", "South"))
    assert concerted_attack(north, north, **PERIOD).inputs != squares.inputs


def test_what_is_taken_as_exact_is_said() -> None:
    rows = {"x": [1.0], "y": [1.0], "day": [1], "radius_km": [5.0]}
    told = concerted_attack(rows, {**rows, "span_days": [3]}, **PERIOD).caveats
    assert any(c.startswith("Of a it is not said how exactly dates are known (span_days)") for c in told)
    assert not any("radius_km" in caveat for caveat in told)


def test_a_column_of_columns_is_told() -> None:
    with pytest.raises(TableError, match="column exposure: is no column of single values; is its"):
        silent_front({**PAIRS, "exposure": [[1, 2], [3, 4]]}, **FRONT)
    with pytest.raises(TableError, match="column exposure: is no column of single values; is its"):
        silent_front({**PAIRS, "exposure": [[1, 2], [3]]}, **FRONT)


def test_of_very_many_faults_the_first_are_told_and_all_counted() -> None:
    many = LISTED_PROBLEMS + 5
    with pytest.raises(TableError, match="… and 5 more") as error:
        silent_front({**{k: v[:1] * many for k, v in PAIRS.items()}, "clashes": [-1] * many}, **FRONT)
    assert error.value.total == many


def test_an_unknown_or_impossible_choice_is_refused_with_the_list() -> None:
    with pytest.raises(
        QuestionError, match=r"no choice radius; it has: least_contact.*family.*smallest_effect"
    ):
        silent_front(PAIRS, **FRONT, radius=3)
    with pytest.raises(QuestionError, match="least_contact must be above 0"):
        silent_front(PAIRS, **FRONT, least_contact=-1)
    with pytest.raises(QuestionError, match="a choice is of the wrong kind"):
        silent_front(PAIRS, **FRONT, least_contact="many")


@pytest.mark.parametrize("value", [1.0, 1.5, 0.0, "half", float("nan")])
def test_the_effect_that_matters_lies_on_the_alleged_side(value: object) -> None:
    with pytest.raises(QuestionError, match="silent-front: smallest_effect must be between 0 and 1"):
        silent_front(PAIRS, **FRONT, smallest_effect=value)


def test_the_effect_that_matters_is_the_one_that_the_rule_reads() -> None:
    answer = silent_front(PAIRS, **FRONT, smallest_effect=0.25)
    assert answer.smallest_effect == 0.25
    assert silent_front(PAIRS, **FRONT).smallest_effect == 0.5


def test_an_actor_that_stands_in_no_row_is_told_with_those_that_do() -> None:
    with pytest.raises(TableError, match="b stands in no row; there are: A, B, C"):
        silent_front(PAIRS, **{**FRONT, "b": "Z"})
    with pytest.raises(TableError, match="a and b must be two actors"):
        silent_front(PAIRS, **{**FRONT, "b": "A"})


def test_a_row_with_one_actor_twice_or_none_is_told() -> None:
    with pytest.raises(TableError) as error:
        silent_front({**PAIRS, "one": ["A", "C"], "other": ["B", "C"]}, **FRONT)
    assert _told(error) == {"pairs, index 1, column other: is the actor of “one” too (found 'C')"}
    with pytest.raises(TableError) as error:
        silent_front({**PAIRS, "one": ["A", None]}, **FRONT)
    assert _told(error) == {"pairs, index 1, column one: is missing (found 'None')"}


def test_rows_of_one_pair_add_up_in_whatever_order_it_is_named() -> None:
    halves = {"one": ["A", "B", "C", "A"], "other": ["B", "A", "A", "C"], "clashes": [1, 0, 4, 5]}
    split = silent_front({**halves, "exposure": [20.0, 30.0, 10.0, 50.0]}, **FRONT)
    whole = silent_front(PAIRS, **FRONT)
    assert split.inputs == whole.inputs
    assert split == whole


def test_rows_of_the_asked_area_are_told_from_the_rest_of_the_country() -> None:
    names = "ABCDE"
    rows = [
        {
            "one": one,
            "other": other,
            "region": region,
            "asked": region != "south",
            "clashes": 6,
            "exposure": 90.0,
        }
        for one in names
        for other in names
        if one < other
        for region in ("north", "east", "south")
    ]
    whole = [{**row, "asked": True} for row in rows]
    (part, every) = (silent_front(table, **FRONT, c="C") for table in (rows, whole))
    assert (part.exposure.value, every.exposure.value) == (180.0, 270.0)
    assert part.details["dyads"][0]["clashes"] == 12
    assert part.details["dyads"][0]["country_clashes"] == every.details["dyads"][0]["clashes"] == 18


def test_whom_they_act_against_is_another_actor_of_the_table() -> None:
    with pytest.raises(TableError, match="c must be another actor of A, B, C"):
        silent_front(PAIRS, **FRONT, c="Z")


def test_what_the_source_could_have_seen_is_never_assumed() -> None:
    answer = silent_front(PAIRS, **FRONT)
    assert answer.valid["visibility"] is False
    assert any("could have seen clashes of the two was not given" in caveat for caveat in answer.caveats)


def test_daily_series_are_the_same_as_rows() -> None:
    rng = np.random.default_rng(3)
    own, others = rng.poisson(0.6, 900), rng.poisson(1.5, 900)
    said = {"a": "A", "b": "B", "since": "2014-01-01", "until": "2016-06-19", "on": "2015-03-01"}
    days = np.datetime64("2014-01-01") + np.arange(900)
    rows = {
        "one": ["A"] * 1_800,
        "other": ["B"] * 900 + ["C"] * 900,
        "day": np.tile(days, 2),
        "clashes": np.concatenate((own, others)),
    }
    assert truce_break({("A", "B"): own, ("C", "A"): others}, **said) == truce_break(rows, **said)


def test_a_daily_series_of_another_length_is_told() -> None:
    said = {"a": "A", "b": "B", "since": "2014-01-01", "until": "2014-01-04"}
    with pytest.raises(TableError) as error:
        truce_break({("A", "B"): [1, 2], ("A", "C"): [1, -2, 3]}, **said)
    assert _told(error) == {
        "clashes[('A', 'B')]: has 2 values, the period has 3 days",
        "clashes[('A', 'C')], index 1, column counts: must be at least 0 and at most 1e+09 (found '-2')",
    }


def test_a_truce_needs_dates() -> None:
    with pytest.raises(TableError, match="since, until and on must be dates"):
        truce_break({("A", "B"): [1, 2]}, a="A", b="B", since=0, until=2)


def test_whole_numbers_as_labels_read_the_same_as_floats() -> None:
    table, _ = _read({"region": np.array([1.0, 2.0]), "other": [1, 2]})
    assert table.labels("region").tolist() == table.labels("other").tolist() == ["1", "2"]


def test_a_capture_told_twice_would_weigh_twice():
    towns = {"place": ["T", "U", "T"], "loser": ["A"] * 3, "taker": ["B"] * 3, "day": [50, 60, 50]}
    towns |= {"x": [0.0] * 3, "y": [0.0] * 3}
    fights = {"one": ["A"], "other": ["B"], "day": [50], "x": [0.0], "y": [0.0], "deaths": [1]}
    with pytest.raises(TableError, match="index 2: is the same capture as row 0"):
        hand_over(towns, fights, a="A", b="B", **PERIOD)
    with pytest.raises(TableError, match="must be two actors"):
        hand_over(towns, fights, a="A", b="A", **PERIOD)
