"""The tables of one call, checked whole: all that is wrong with them is told at once."""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import LISTED_PROBLEMS, Problem, TableError
from holdfire.inquiry.plain.columns import (
    Bools,
    Floats,
    Values,
    as_days,
    as_numbers,
    as_text,
    columns_of,
    is_dated,
    values_of,
)

Ints = NDArray[np.int64]
Day = int | date | str | np.datetime64
Told = tuple[Bools, str]
"""Which rows are wrong, and what is to be said of each."""

SHOWN = 60  # characters of a value that a message repeats
CALL = "the call"
FARTHEST = 1_000_000  # days from 1970-01-01 or whatever day 0 is; one farther off is a slip
MOST_COUNTED = 1_000_000_000


@dataclass(slots=True)
class Faults:
    """What is wrong with the tables and values of one call; dated: which days came as dates, which not."""

    problems: list[Problem] = field(default_factory=list[Problem])
    total: int = 0
    dated: dict[str, bool] = field(default_factory=dict[str, bool])

    def add(self, source: str, message: str, *, row: int | None = None, **found: str | None) -> None:
        """Note one fault; of very many only the first are kept, all are counted."""
        self.total += 1
        if len(self.problems) < LISTED_PROBLEMS:
            self.problems.append(Problem(file=source, row=row, unit="index", message=message, **found))

    def day(self, name: str, value: object) -> int:
        """Read a single day of the call: a whole number, a date or its ISO text."""
        one = Table(
            source=CALL,
            given=(name,),
            columns={name: values_of(np.array([value], dtype=object))},
            rows=1,
            faults=self,
        )
        return int(one.days(name)[0])

    def period(self, since: object, until: object) -> tuple[int, int]:
        """Read the two ends of a period; one that ends before it begins is noted and read as one day."""
        first, end = self.day("since", since), self.day("until", until)
        if end <= first:
            self.add(CALL, f"until ({until}) must come after since ({since})")
        return first, max(first + 1, end)

    def finish(self) -> None:
        """Raise TableError with all that is wrong; do nothing where nothing is."""
        if len(set(self.dated.values())) > 1:
            dates, numbers = (
                ", ".join(n for n, d in self.dated.items() if d is kind) for kind in (True, False)
            )
            self.add(CALL, f"days are dates in {dates} and numbers in {numbers}; give all of them in one way")
        if self.problems:
            raise TableError(
                "these values can't be tested; indices count rows from 0:", self.problems, total=self.total
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The columns of one argument, each one value a row. A wrong value is noted and read as 0.

    given: the names of its columns; columns: those of them that can be read.
    """

    source: str
    given: tuple[str, ...]
    columns: Mapping[str, Values]
    rows: int
    faults: Faults

    @classmethod
    def of(cls, table: object, source: str, faults: Faults) -> "Table":
        """Take a mapping of columns, a list of rows, or a data frame or table of any library."""
        found = columns_of(table)
        if isinstance(found, str):
            faults.add(source, found)
            return cls(source=source, given=(), columns={}, rows=0, faults=faults)
        columns = {name: values_of(column) for name, column in found.items()}
        flat = {name: column for name, column in columns.items() if column.ndim == 1}
        for name in columns.keys() - flat.keys():
            faults.add(source, "is no column of single values; is its name that of two columns?", column=name)
        rows = len(next(iter(flat.values()))) if flat else 0
        for name, column in flat.items():
            if len(column) != rows:
                faults.add(source, f"has {len(column)} values, the first column has {rows}", column=name)
        fits = {name: column for name, column in flat.items() if len(column) == rows}
        return cls(source=source, given=tuple(found), columns=fits, rows=rows, faults=faults)

    def has(self, *names: str) -> bool:
        """Say whether a table has all of these columns."""
        return all(name in self.given for name in names)

    def numbers(
        self, name: str, *, least: float = -math.inf, most: float = math.inf, default: float | None = None
    ) -> Floats:
        """Read finite numbers between two bounds; without the column, the default for every row."""
        column = self._column(name, default)
        if column is None:
            return np.full(self.rows, 0.0 if default is None else default)
        read = as_numbers(column)
        wrong: Bools = ~np.isfinite(read)
        self._note(name, column, (wrong, "is missing or no finite number"))
        read = np.where(wrong, 0.0, read)
        outside: Bools = (read < least) | (read > most)
        self._note(name, column, (outside, _between(least, most)))
        return np.where(outside, 0.0, read)

    def whole(
        self, name: str, *, least: float = 0, most: float = MOST_COUNTED, default: int | None = None
    ) -> Ints:
        """Read whole numbers between two bounds; without the column, the default for every row."""
        found = self.numbers(name, least=least, most=most, default=default)
        broken: Bools = found != np.floor(found)
        if name in self.columns:
            self._note(name, self.columns[name], (broken, "is no whole number"))
        return np.where(broken, 0.0, found).astype(np.int64)

    def days(self, name: str) -> Ints:
        """Read days: dates of any library or ISO text as days since 1970-01-01, whole numbers as they are."""
        column = self._column(name, None)
        if column is None:
            return np.zeros(self.rows, dtype=np.int64)
        dated = is_dated(column)
        if self.rows:
            self.faults.dated[name if self.source == CALL else f"{self.source}, column {name}"] = dated
        if not dated:
            return self.whole(name, least=-FARTHEST, most=FARTHEST)
        found = as_days(column)
        wrong = np.array([day is None for day in found], dtype=np.bool_)
        self._note(name, column, (wrong, "is no date"))
        return np.array([day or 0 for day in found], dtype=np.int64)

    def labels(self, name: str, *, default: str | None = None) -> NDArray[np.object_]:
        """Read names; a name that is missing or empty is a fault, a number is taken as its text."""
        column = self._column(name, default)
        if column is None:
            return np.full(self.rows, default or "", dtype=object)
        texts = [as_text(value) for value in column.tolist()]
        self._note(name, column, (np.array([not text for text in texts], dtype=np.bool_), "is missing"))
        return np.array(texts, dtype=object)

    def texts(self, name: str) -> NDArray[np.object_]:
        """Read names where there are any; empty where a row, or the table, has none."""
        column = self._column(name, "")
        found = [] if column is None else [as_text(value) for value in column.tolist()]
        return np.array(found or [""] * self.rows, dtype=object)

    def flags(self, name: str) -> Bools:
        """Read true and false (or 1 and 0); without the column, true for every row."""
        found = self.numbers(name, default=1.0)
        if name in self.columns:
            self._note(name, self.columns[name], ((found != 0) & (found != 1), "is neither true nor false"))
        return found == 1

    def once(self, keys: Sequence[Hashable], what: str) -> None:
        """Note rows that tell again of what an earlier row tells: counted twice, it would weigh twice."""
        seen: dict[Hashable, int] = {}
        for row, key in enumerate(keys):
            if (first := seen.setdefault(key, row)) != row:
                self.faults.add(self.source, f"is the same {what} as row {first}; give each once", row=row)

    def _column(self, name: str, default: object) -> Values | None:
        if name in self.columns:
            return self.columns[name]
        if default is None and not self.has(name):
            there = ", ".join(self.given) or "none"
            self.faults.add(self.source, f"this column is needed; there are: {there}", column=name)
        return None

    def _note(self, name: str, column: Values, *told: Told) -> None:
        for wrong, message in told:
            for row in np.flatnonzero(wrong).tolist():
                value = str(column[row])[:SHOWN]
                if self.source == CALL:
                    self.faults.add(f"{CALL}, {name}", message, value=value)
                else:
                    self.faults.add(self.source, message, row=row, column=name, value=value)


def _between(least: float, most: float) -> str:
    bounds = [f"at least {least:g}"] * math.isfinite(least) + [f"at most {most:g}"] * math.isfinite(most)
    return f"must be {' and '.join(bounds)}"
