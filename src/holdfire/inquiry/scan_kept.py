"""What a scan has finished, kept so that a stopped one goes on; the folder may be deleted at any time."""

from collections.abc import Callable
from pathlib import Path

from holdfire.errors import InputError
from holdfire.model.ids import digest
from holdfire.model.scan import ScanRow
from holdfire.records.values import decode, line

FOLDER = ".cache/scan"


class Kept:
    """Finished rows of one scan, one line each, under a hash of all that they depend on."""

    def __init__(self, case: Path, *parts: object) -> None:
        self._path = case / FOLDER / f"{digest(*parts)}.jsonl"

    def read(self) -> dict[int, ScanRow]:
        """Read what is there; a line that a killed process left torn is as good as none."""
        try:
            held = self._path.read_bytes().split(b"\n")
        except OSError:
            return {}
        rows = (row for row in map(self._row, held) if row is not None)
        return {row.number: row for row in rows}

    def keeper(self) -> Callable[[ScanRow], None]:
        """Make what adds a row; a disk that refuses costs a second computation, not the scan."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            (self._path.parent / ".gitignore").write_text("*\n")
            with self._path.open("ab") as file:
                file.write(b"\n")  # a torn line must not swallow the next one
        except OSError:
            return lambda _: None
        return self._add

    def _add(self, row: ScanRow) -> None:
        try:
            with self._path.open("ab") as file:
                file.write(line(row) + b"\n")
        except OSError:
            return

    def _row(self, written: bytes) -> ScanRow | None:
        try:
            return decode(written, ScanRow, source=self._path.name)
        except InputError:
            return None
