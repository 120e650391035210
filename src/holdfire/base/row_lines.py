"""Which line of a file a row begins on, as an editor counts, or which feature or row of a sheet it is."""

from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from holdfire.base.csv_source import CsvSource, SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLines:
    """The line of the n-th readable row is n + shift, with the shift of the last gap at or before n.

    gaps: (first n, shift), ascending. rejected: first byte of a row that can't be read → its line. rows: how
    many readable rows were walked over, 0 where none had to be.
    """

    gaps: tuple[tuple[int, int], ...]
    rows: int = 0
    rejected: Mapping[int, int] = field(default_factory=dict[int, int])

    def line(self, n: int) -> int:
        """Give the line on which row n begins, both from 1."""
        return n + self.gaps[bisect_right(self.gaps, n, key=lambda gap: gap[0]) - 1][1]


def row_lines(source: CsvSource, rows: int, rejected: frozenset[int]) -> RowLines:
    """Find the line of every row; rows were read and the ones that begin at the bytes of rejected were not.

    Every row takes at least one line, so where lines and rows are equally many, each takes exactly one and no
    line is blank. Only other files are walked through, exactly where the fast walk finds other rows.
    """
    if source.header_at is not None:
        return RowLines(gaps=((1, source.header_at + source.header_rows - 1),))
    if not rejected and source.lines == source.header_lines + rows:
        return RowLines(gaps=((1, source.header_lines),))
    with suppress(SourceError):
        fast = _walk(source, rejected, exact=False)
        if (fast.rows, len(fast.rejected)) == (rows, len(rejected)):
            return fast
    found = _walk(source, rejected, exact=True)
    if (found.rows, len(found.rejected)) != (rows, len(rejected)):
        raise SourceError(
            source.name, "its rows can't be told apart; look for a stray quotation mark or odd line ends"
        )
    return found


def _walk(source: CsvSource, rejected: frozenset[int], *, exact: bool) -> RowLines:
    gaps: list[tuple[int, int]] = [(1, source.header_lines)]
    lines: dict[int, int] = {}
    n = 0
    for line, byte in source.record_starts(exact=exact):
        if byte in rejected:
            lines[byte] = line
            continue
        n += 1
        if line - n != gaps[-1][1]:
            gaps.append((n, line - n))
    return RowLines(gaps=tuple(gaps), rejected=lines, rows=n)
