"""Columns of any library as arrays, and their values as numbers, days and names."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from holdfire.model.event import day_number

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Values = NDArray[Any]

FRAME = "give a data frame, a mapping {name: column} or a list of rows with named fields"


def columns_of(table: object) -> Mapping[str, object] | str:
    """Take a table apart into its columns, or say what is wrong with it."""
    if isinstance(table, Mapping):
        return {str(name): column for name, column in cast("Mapping[object, object]", table).items()}
    if isinstance(table, np.ndarray):
        names = cast("Values", table).dtype.names
        return {name: table[name] for name in names} if names else f"has no named columns; {FRAME}"
    if isinstance(table, Sequence) and not isinstance(table, str):
        return _of_rows(cast("Sequence[object]", table))
    return _of_frame(table)


def _of_rows(rows: Sequence[object]) -> Mapping[str, object] | str:
    if not all(isinstance(row, Mapping) for row in rows):
        return f"is a list of something else than rows; {FRAME}"
    found = cast("Sequence[Mapping[str, object]]", rows)
    names = dict.fromkeys(name for row in found for name in row)
    return {name: _objects([row.get(name) for row in found]) for name in names}


def _of_frame(table: object) -> Mapping[str, object] | str:
    """Take the columns of pandas, polars, Arrow or DuckDB without knowing any of them."""
    if callable(fetch := getattr(table, "fetchnumpy", None)):  # a relation of DuckDB
        return cast("Mapping[str, object]", fetch())
    if callable(getattr(table, "collect", None)):
        return "is not computed yet; call .collect() first"
    names: object = getattr(table, "column_names", None)  # Arrow's, whose `columns` are no names
    names = getattr(table, "columns", None) if names is None else names
    take: object = getattr(table, "__getitem__", None)
    if names is None or not callable(take):
        return f"is a {type(table).__name__}; {FRAME}"
    return {
        str(name): cast("Callable[[object], object]", take)(name) for name in cast("Sequence[object]", names)
    }


def values_of(column: object) -> Values:
    """Take a column as an array; what is masked is missing, what is no column comes out with two axes."""
    if isinstance(column, np.ma.MaskedArray):
        masked = cast("np.ma.MaskedArray[Any, Any]", column)
        return _objects(masked.tolist(None))
    try:
        found = np.asarray(column)
    except ValueError:  # rows of different lengths
        return np.zeros((0, 0))
    return found if found.dtype.kind != "U" or not isinstance(column, list | tuple) else _objects(column)


def _objects(values: Sequence[object]) -> Values:
    """Keep each value as it is: numpy would turn a list of texts and numbers into texts."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def as_numbers(column: Values) -> Floats:
    """Read numbers; what is missing or none is NaN."""
    if column.dtype.kind in "biuf":
        return column.astype(np.float64)
    return np.array([_number(value) for value in column.tolist()], dtype=np.float64)


def _number(value: object) -> float:
    try:
        return float(cast("float", value))
    except (TypeError, ValueError):
        return math.nan


def is_dated(column: Values) -> bool:
    """Say whether a column holds dates or their text, and not numbers; its first value tells."""
    if column.dtype.kind != "O":
        return column.dtype.kind in "MUS"
    first = next((value for value in column.tolist() if not is_missing(value)), None)
    return not isinstance(first, int | float | np.number | None)


def as_days(column: Values) -> list[int | None]:
    """Read dates as days since 1970-01-01; None for what is missing or no date."""
    if column.dtype.kind != "M":
        return [_day(value) for value in column.tolist()]
    unknown = np.isnat(column).tolist()
    days = column.astype("datetime64[D]").astype(np.int64).tolist()
    return [None if missing else day for missing, day in zip(unknown, days, strict=True)]


def _day(value: object) -> int | None:
    if is_missing(value):  # the missing time of pandas is a date, too
        return None
    if isinstance(value, np.datetime64):
        return as_days(np.array([value]))[0]
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value.strip())
        if isinstance(value, datetime):
            value = value.date()
    except ValueError:
        return None
    return day_number(value) if isinstance(value, date) else None


def as_text(value: object) -> str:
    """Write a name; a whole number reads the same whether it came as 3 or as 3.0."""
    if is_missing(value):
        return ""
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value).strip()


def is_missing(value: object) -> bool:
    """Say whether a value stands for none: None, NaN, or one of pandas' own."""
    return value is None or (not isinstance(value, str) and str(value) in ("nan", "<NA>", "NaT"))
