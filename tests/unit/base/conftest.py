"""Small UCDP-like tables on disk, and their import."""

from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import pytest

from holdfire.base.tables import TableResult, import_table
from holdfire.events.ucdp_ged import FORMAT

HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,date_end,best,high,low"
GOOD: Mapping[str, str] = {
    "id": "1",
    "type_of_violence": "2",
    "side_a": "Red",
    "side_b": "Blue",
    "latitude": "10.5",
    "longitude": "20.5",
    "country": "X",
    "date_start": "2017-10-01",
    "date_end": "2017-10-02",
    "best": "3",
    "high": "4",
    "low": "2",
}


@pytest.fixture
def row() -> Callable[..., str]:
    """A good row with some of its cells changed."""

    def made(**cells: object) -> str:
        return ",".join(str((GOOD | cells)[name]) for name in HEADER.split(","))

    return made


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A file of a header and lines."""

    def made(*lines: str, header: str = HEADER, name: str = "ged.csv") -> Path:
        (tmp_path / name).write_text("\n".join([header, *lines]) + "\n")
        return tmp_path / name

    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.parquet"


@pytest.fixture
def read_in(out: Path) -> Callable[..., TableResult]:
    """Import files; by default bad rows are skipped."""

    def made(*files: Path, skip_bad: bool = True) -> TableResult:
        return import_table(FORMAT, files, out, dataset="ged", skip_bad=skip_bad)

    return made


@pytest.fixture
def kept(out: Path) -> Callable[[str], list[tuple[object, ...]]]:
    """Rows of the written file, in its order."""

    def made(columns: str) -> list[tuple[object, ...]]:
        return duckdb.read_parquet(str(out)).project(columns).fetchall()

    return made
