"""From a file on disk (plain, gzip or zip) to plain UTF-8 text, every byte checked, bombs refused early."""

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from holdfire.errors import Problem, TableError

CHUNK = 1 << 22
MAX_PLAIN_BYTES = 8 << 30  # far above any event table
FREE_BYTES, MAX_RATIO = 1 << 27, 200  # beyond 128 MB: event tables shrink to a tenth, a bomb to a thousandth
GZIP_MAGIC, ZIP_MAGIC, OLD_EXCEL_MAGIC = b"\x1f\x8b", b"PK", b"\xd0\xcf\x11\xe0"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".geojson")
WORKBOOK = "xl/workbook.xml"
UNPACK_ERRORS = (
    EOFError,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
)
CONVERT = "save it as “CSV UTF-8”, or run: iconv -f WINDOWS-1252 -t UTF-8 IN.csv > OUT.csv"
TOO_LARGE = "the file unpacks to {how}, which no event table does; get a fresh copy"


class SourceError(TableError):
    """One file as a whole can't be read; `import_table` gathers these over all files into one TableError."""

    def __init__(self, name: str, message: str, row: int | None = None, unit: str = "row") -> None:
        self.problem = Problem(file=name, row=row, unit=unit, message=message)
        super().__init__("a table can't be read:", (self.problem,))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """A file of UTF-8 text; lines: physical lines in all."""

    path: Path
    lines: int


def is_workbook(path: Path) -> bool:
    """Say whether a file is an Excel workbook, whatever its name says."""
    try:
        with zipfile.ZipFile(path) as folder:
            return WORKBOOK in folder.namelist()
    except (OSError, ValueError, *UNPACK_ERRORS):
        return False


def plain_text(path: Path, unpacked: Path) -> PlainText:
    """Unpack a file if needed and check its encoding; raise SourceError.

    unpacked: where the plain copy of a packed file is written; a plain file is read where it lies.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic == OLD_EXCEL_MAGIC:
            raise SourceError(path.name, "this is an old Excel file (.xls); save it as .xlsx or as CSV")
        packed = magic.startswith((GZIP_MAGIC, ZIP_MAGIC))
        with _opened(path) as (file, stream), unpacked.open("wb") if packed else nullcontext() as copy:
            lines = _count_lines(path, stream, copy, file.tell)
    except UNPACK_ERRORS as error:
        raise SourceError(path.name, f"the file can't be unpacked ({error}); get a fresh copy") from error
    except OSError as error:
        raise SourceError(path.name, f"the file can't be read ({error.strerror})") from error
    return PlainText(path=unpacked if packed else path, lines=lines)


@contextmanager
def _opened(path: Path) -> Generator[tuple[IO[bytes], IO[bytes] | gzip.GzipFile]]:
    """Open a file as it lies, and what is in it."""
    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic.startswith(GZIP_MAGIC):
            with gzip.open(file) as stream:
                yield file, stream
        elif magic.startswith(ZIP_MAGIC):
            with zipfile.ZipFile(file) as folder, folder.open(_only_table(path, folder)) as stream:
                yield file, stream
        else:
            yield file, file


def _only_table(path: Path, folder: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Find the one table of a zip. Only its bytes are read; the names in it are never used as paths."""
    inside = [i for i in folder.infolist() if not i.is_dir() and not i.filename.startswith("__MACOSX/")]
    named = (i for i in inside if Path(i.filename).stem.lower() != "readme")  # as GeoNames packs its tables
    tables = [i for i in named if i.filename.lower().endswith(TABLE_ENDINGS)]
    if len(tables) != 1:
        found = ", ".join(i.filename for i in inside[:10]) or "nothing"
        raise SourceError(path.name, f"the zip must hold exactly one table (CSV, GeoJSON), but holds {found}")
    check_size(path, tables[0].file_size, path.stat().st_size)
    return tables[0]


def check_size(path: Path, plain: int, packed: int) -> None:
    """Raise SourceError where a file says, or shows on the way, that it unpacks to more than a table.

    plain: bytes that came, or are to come, out of packed bytes.
    """
    if plain > MAX_PLAIN_BYTES:
        raise SourceError(path.name, TOO_LARGE.format(how=f"more than {MAX_PLAIN_BYTES:,} bytes"))
    if plain > FREE_BYTES and plain > MAX_RATIO * packed:
        raise SourceError(path.name, TOO_LARGE.format(how=f"more than {MAX_RATIO} times its size"))


def _count_lines(
    path: Path, stream: IO[bytes] | gzip.GzipFile, copy: IO[bytes] | None, taken: Callable[[], int]
) -> int:
    """Count physical lines while checking every byte, and copy where asked; taken: packed bytes so far."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = lines = 0
    last = b""
    while chunk := stream.read(CHUNK):
        _refuse_no_text(path, chunk, size, lines)
        check_size(path, size + len(chunk), taken())
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


def _refuse_no_text(path: Path, chunk: bytes, size: int, lines: int) -> None:
    if size == 0 and chunk.startswith(UTF16_MARKS):
        raise SourceError(
            path.name, f"the file is in UTF-16, not UTF-8; {CONVERT.replace('WINDOWS-1252', 'UTF-16')}"
        )
    if (at := chunk.find(b"\0")) >= 0:
        message = f"byte {size + at:,} (counted from 0) is NUL, which no text has; get a fresh copy"
        raise SourceError(path.name, message, lines + chunk.count(b"\n", 0, at) + 1)


def _not_utf8(path: Path, byte: int, line: int) -> SourceError:
    return SourceError(
        path.name, f"the file is not in UTF-8: byte {byte:,} (counted from 0) is wrong; {CONVERT}", line
    )
