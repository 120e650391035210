"""From a file on disk (plain, gzip or zip) to a plain UTF-8 CSV that the engine can read, with its header."""

import codecs
import csv
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from holdfire.errors import Problem, TableError

CHUNK = 1 << 22
MAX_PLAIN_BYTES = 8 << 30  # far above any event table; a zip bomb of a few kB unpacks to more
DELIMITERS = (",", ";", "\t")
GZIP_MAGIC, ZIP_MAGIC, UTF16_MARKS = b"\x1f\x8b", b"PK", (b"\xff\xfe", b"\xfe\xff")
UNPACK_ERRORS = (
    EOFError,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
)
CONVERT = "save it as “CSV UTF-8”, or run: iconv -f WINDOWS-1252 -t UTF-8 IN.csv > OUT.csv"


class SourceError(TableError):
    """One file as a whole can't be read; `import_table` gathers these over all files into one TableError."""

    def __init__(self, name: str, message: str, row: int | None = None) -> None:
        self.problem = Problem(file=name, row=row, message=message)
        super().__init__("a table can't be read:", (self.problem,))


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvSource:
    """A CSV ready to be read: columns by position, and where the data begin.

    name: of the file as the user gave it. plain: the unpacked file. header_rows, header_lines: what stands
    above the data, in rows (blank ones count) and in physical lines. tag_rows: those of tags (HXL), left out.
    lines: physical lines in all.
    """

    name: str
    plain: Path
    header: tuple[str, ...]
    delimiter: str
    header_rows: int
    header_lines: int
    tag_rows: int
    lines: int

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
    """Unpack a file if needed, check its encoding and read its header; raise SourceError.

    unpacked: where the plain copy of a packed file is written; a plain file is read where it lies.
    """
    if path.is_dir():
        raise SourceError(path.name, "this is a folder; name the tables in it")
    if not path.is_file():
        raise SourceError(path.name, "there is no such file")
    try:
        with path.open("rb") as file:
            packed = file.read(4).startswith((GZIP_MAGIC, ZIP_MAGIC))
        with _opened(path) as stream, unpacked.open("wb") if packed else nullcontext() as copy:
            lines = _count_lines(path, stream, copy)
    except UNPACK_ERRORS as error:
        raise SourceError(path.name, f"the file can't be unpacked ({error}); get a fresh copy") from error
    except OSError as error:
        raise SourceError(path.name, f"the file can't be read ({error.strerror})") from error
    return _with_header(path, unpacked if packed else path, lines)


@contextmanager
def _opened(path: Path) -> Generator[IO[bytes] | gzip.GzipFile]:
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic.startswith(GZIP_MAGIC):
            with gzip.open(file) as stream:
                yield stream
        elif magic.startswith(ZIP_MAGIC):
            with zipfile.ZipFile(file) as folder, folder.open(_only_csv(path, folder)) as stream:
                yield stream
        else:
            yield file


def _only_csv(path: Path, folder: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Find the one CSV of a zip. Only its bytes are read; the names in it are never used as paths."""
    inside = [i for i in folder.infolist() if not i.is_dir() and not i.filename.startswith("__MACOSX/")]
    tables = [i for i in inside if i.filename.lower().endswith((".csv", ".tsv", ".txt"))]
    if len(tables) != 1:
        found = ", ".join(i.filename for i in inside[:10]) or "nothing"
        raise SourceError(path.name, f"the zip must hold exactly one CSV file, but holds {found}")
    return tables[0]


def _count_lines(path: Path, stream: IO[bytes] | gzip.GzipFile, copy: IO[bytes] | None) -> int:
    """Count physical lines while checking every byte, and copy them where asked."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = lines = 0
    last = b""
    while chunk := stream.read(CHUNK):
        if size == 0 and chunk.startswith(UTF16_MARKS):
            raise SourceError(
                path.name, f"the file is in UTF-16, not UTF-8; {CONVERT.replace('WINDOWS-1252', 'UTF-16')}"
            )
        if size + len(chunk) > MAX_PLAIN_BYTES:
            raise SourceError(path.name, f"the file unpacks to more than {MAX_PLAIN_BYTES:,} bytes; split it")
        waiting = decoder.getstate()[0]
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            found = (waiting + chunk)[: error.start].count(b"\n") + lines + 1
            raise _not_utf8(path, size - len(waiting) + error.start, found) from error
        if copy:
            copy.write(chunk)
        size, lines, last = size + len(chunk), lines + chunk.count(b"\n"), chunk[-1:]
    if waiting := decoder.getstate()[0]:
        raise _not_utf8(path, size - len(waiting), lines + 1)
    if size == 0:
        raise SourceError(path.name, "the file is empty")
    return lines if last == b"\n" else lines + 1


def _not_utf8(path: Path, byte: int, line: int) -> SourceError:
    return SourceError(
        path.name, f"the file is not in UTF-8: byte {byte:,} (counted from 0) is wrong; {CONVERT}", line
    )


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
