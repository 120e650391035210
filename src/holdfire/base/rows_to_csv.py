"""Rows of values on their way to a plain CSV, with the number that each has in the user's own file."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from holdfire.base.unpacking import SourceError

LONGEST_ROW = 2_000_000  # characters; the engine takes no longer line, and no event needs one

Rows = Iterable[tuple[int, Sequence[str]]]
"""The number of a row and its cells."""


def write_rows(name: str, unit: str, rows: Rows, out: Path) -> None:
    """Write rows as CSV; raise SourceError, naming the row, for what no CSV can hold.

    Line ends inside a cell become LF.
    """
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, cells in rows:
            if sum(map(len, cells)) > LONGEST_ROW // 2:
                raise SourceError(name, f"the row is over {LONGEST_ROW // 2:,} characters long", number, unit)
            if any("\0" in cell for cell in cells):
                raise SourceError(name, "a cell holds NUL, which no text has", number, unit)
            try:
                writer.writerow([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells])
            except UnicodeEncodeError as error:
                raise SourceError(name, "a cell holds half a character", number, unit) from error
