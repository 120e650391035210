"""The one sheet of an Excel workbook to a plain CSV: values as they were stored, days as ISO dates."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from holdfire.base.rows_to_csv import write_rows
from holdfire.base.unpacking import CHUNK, UNPACK_ERRORS, SourceError, check_size

MOST_CELLS = 200_000_000  # of the rectangle that holds all cells: the reader makes room for each of them
CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]+)([0-9]+)\s*["']""")
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SEAM = 64  # bytes carried over from part to part, so that nothing is cut in two

Value = str | int | float | bool | time | date | datetime | timedelta


def sheet_to_csv(path: Path, out: Path) -> int:
    """Write the one sheet with rows as CSV; give the sheet row of its header. Raises SourceError.

    Every formula gives the value that was stored with it; none is computed.
    """
    try:
        with zipfile.ZipFile(path) as folder:
            _refuse_tricks(path, folder)
        workbook = CalamineWorkbook.from_path(str(path))
        sheet = _only_sheet(path, workbook)
        rows = list(_filled(sheet))
    except (CalamineError, *UNPACK_ERRORS) as error:
        raise SourceError(
            path.name, f"the workbook can't be read ({error}); save it again, or as CSV"
        ) from error
    except OSError as error:
        raise SourceError(path.name, f"the file can't be read ({error.strerror})") from error
    if not rows:
        raise SourceError(path.name, "its sheet is empty")
    write_rows(path.name, "row", rows, out)
    return rows[0][0]


def _refuse_tricks(path: Path, folder: zipfile.ZipFile) -> None:
    """Raise SourceError for parts that would fill memory: much out of little, far cells, entities."""
    check_size(path, sum(part.file_size for part in folder.infolist()), path.stat().st_size)
    for part in folder.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_part(path, folder, part)


def _check_part(path: Path, folder: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    columns: set[bytes] = set()
    last, seam = 0, b""
    is_sheet = part.filename.startswith("xl/worksheets/")
    with folder.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = seam + chunk
            if DECLARED.search(text):
                raise SourceError(path.name, f"{part.filename} in it declares XML entities; save it as CSV")
            if is_sheet:
                for column, row in CELL.findall(text):
                    columns.add(column)
                    last = max(last, int(row[:9]))
            seam = text[-SEAM:]
    width = max((_column_number(c) for c in columns), default=0)
    if width * last > MOST_CELLS:
        raise SourceError(
            path.name, f"{part.filename} in it spans {last:,} rows by {width:,} columns; save it as CSV"
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _only_sheet(path: Path, workbook: CalamineWorkbook) -> CalamineSheet:
    """Find the one sheet that is shown and holds anything; several would be a guess."""
    shown = [s.name for s in workbook.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
    sheets = [sheet for sheet in map(workbook.get_sheet_by_name, shown) if sheet.height]
    if len(sheets) != 1:
        names = ", ".join(sheet.name for sheet in sheets) or "no sheet"
        raise SourceError(path.name, f"the workbook must hold one sheet with rows, but holds {names}")
    return sheets[0]


def _filled(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Walk over the rows from the first that holds anything, numbered as the sheet numbers them."""
    begun = False
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells = [_cell(value) for value in row]
        begun = begun or any(cells)
        if begun:
            yield number, cells


def _cell(value: Value) -> str:
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(sep=" ", timespec="seconds")
        )
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
