"""From a file of any shape (CSV, GeoJSON, Excel, packed or not) to a plain CSV that the engine can read."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.base.features import features_to_csv
from holdfire.base.sheets import sheet_to_csv
from holdfire.base.unpacking import SourceError, is_workbook, plain_text

__all__ = ["CsvSource", "SourceError", "open_source"]

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvSource:
    """A CSV ready to be read: columns by position, and where the data begin.

    name: of the file as the user gave it. plain: the unpacked file. header_rows, header_lines: what stands
    above the data, in rows (blank ones count) and in physical lines. tag_rows: those of tags (HXL), left out.
    lines: physical lines in all. unit, header_at: how the user's own file counts, where that is not lines of
    this one: what a row is there ("feature"), and the number that the header has.
    """

    name: str
    plain: Path
    header: tuple[str, ...]
    delimiter: str
    header_rows: int
    header_lines: int
    tag_rows: int
    lines: int
    unit: str = "row"
    header_at: int | None = None

    def record_starts(self, *, exact: bool) -> Iterator[tuple[int, int]]:
        """Walk over the data rows: (line on which it begins, 1-based; its first byte, 0-based).

        For files in which a row takes more than one line or lines are blank. exact: a quotation mark opens
        a cell at the cell's beginning only (RFC 4180); otherwise every mark counts, which is 20 times faster
        and differs where a mark stands inside an unquoted cell. Raises SourceError at the end of the file
        where a cell is still open.
        """
        is_open = _exact_state(self.delimiter) if exact else _odd_marks
        byte, inside, begun = 0, False, 0
        with self.plain.open("rb") as file:
            for number, line in enumerate(file, 1):
                if number > self.header_lines:
                    if not inside and line.strip(b"\r\n"):
                        begun = number
                        yield number, byte
                    inside = is_open(line, inside)
                byte += len(line)
        if inside:
            raise SourceError(self.name, "a quotation mark is opened in this row and never closed", begun)

    def sample(self, rows: int) -> tuple[tuple[str, ...], ...]:
        """Read the first rows of data as they stand."""
        with self.plain.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            found: list[tuple[str, ...]] = []
            try:
                for number, row in enumerate(reader):
                    if number >= self.header_rows and row:
                        found.append(tuple(row))
                    if len(found) == rows:
                        break
            except csv.Error:
                pass  # a cell too long for this reader; what came before it is sample enough
        return tuple(found)


def _odd_marks(line: bytes, inside: bool) -> bool:  # noqa: FBT001  a state machine's state
    return inside != (line.count(b'"') % 2 == 1)


def _exact_state(delimiter: str) -> Callable[[bytes, bool], bool]:
    """Make the function that says whether a cell is open at a line's end, given whether it was before."""
    begin = rb"(?:^|(?<=" + re.escape(delimiter.encode()) + rb'))"'
    whole, opening = re.compile(begin + rb'[^"]*(?:""[^"]*)*"'), re.compile(begin)

    def is_open(line: bytes, inside: bool) -> bool:  # noqa: FBT001
        cells = b'"' + line if inside else line
        return b'"' in cells and opening.search(whole.sub(b"", cells)) is not None

    return is_open


def open_source(path: Path, unpacked: Path) -> CsvSource:
    """Make a file a plain CSV, whatever its name says it is, and read its header; raise SourceError.

    unpacked: where the plain copy of a packed file is written; a plain CSV is read where it lies.
    """
    if path.is_dir():
        raise SourceError(path.name, "this is a folder; name the tables in it")
    if not path.is_file():
        what = "this is neither a file nor a folder" if path.exists() else "there is no such file"
        raise SourceError(path.name, what)
    if is_workbook(path):
        header_at = sheet_to_csv(path, unpacked)
        return replace(_with_header(path, unpacked, 0), header_at=header_at)
    text = plain_text(path, unpacked)
    if _begins(text.path, b"{"):
        table = unpacked.with_suffix(".features.csv")
        features_to_csv(path.name, text.path, table)
        return replace(_with_header(path, table, 0), unit="feature", header_at=0)
    return _with_header(path, text.path, text.lines)


def _begins(plain: Path, mark: bytes) -> bool:
    with plain.open("rb") as file:
        return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(mark)


def _with_header(path: Path, plain: Path, lines: int) -> CsvSource:
    with plain.open(encoding="utf-8-sig", newline="") as file:
        first = next((line for line in file if line.strip()), "")
        delimiter = max(DELIMITERS, key=first.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        header, header_rows, header_lines, tag_rows = (), 0, 0, 0
        try:
            for row in reader:
                if row and header and not _is_tag_row(row):
                    break
                tag_rows += bool(row and header)
                header = header or tuple(cell.strip() for cell in row)
                header_rows, header_lines = header_rows + 1, reader.line_num
        except csv.Error:
            pass  # a cell too long for this reader: the first data row, which the engine reads itself
    if not any(header):
        raise SourceError(path.name, "the file has no header: its first line must name the columns")
    return CsvSource(
        name=path.name,
        plain=plain,
        header=header,
        delimiter=delimiter,
        header_rows=header_rows,
        header_lines=header_lines,
        tag_rows=tag_rows,
        lines=lines,
    )


def _is_tag_row(row: list[str]) -> bool:
    """Say whether a row holds tags of the Humanitarian Exchange Language, as on HDX."""
    filled = [cell for cell in row if cell]
    return bool(filled) and all(cell.startswith("#") for cell in filled)
