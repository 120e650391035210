"""Tables made to break a reader: each is one clear report, and the case stays as it was."""

import csv
import gzip
import json
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import TableError
from holdfire.intake.opening import new_case
from holdfire.intake.tables import ImportReport, import_events

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,best,where_coordinates"
GOOD = "1,1,Government of X,Red,10,20,X,2017-10-01,1,Aba"
TEN_GB = 10 << 30
Write = Callable[[str, bytes], Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="A case", actors=None, act=ACT)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return made


def bring(case: Case, file: Path, *, skip_bad: bool = False) -> ImportReport:
    return import_events(case, "ucdp", [file], name=None, skip_bad=skip_bad, act=ACT)


def kept(case: Case, columns: str) -> list[tuple[object, ...]]:
    (table,) = case.names("events/*.parquet")
    return duckdb.read_parquet(str(case.path / table)).project(columns).fetchall()


def refused(case: Case, file: Path, says: str) -> None:
    files = {p: p.read_bytes() for p in case.path.rglob("*") if p.is_file()}
    with pytest.raises(TableError, match=says) as caught:
        bring(case, file)
    assert file.name in str(caught.value)
    assert {p: p.read_bytes() for p in case.path.rglob("*") if p.is_file()} == files


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


def test_formula_cells_stay_the_text_that_they_are(case: Case, write: Write) -> None:
    cells = ['=HYPERLINK("http://x","y")', "@SUM(A1)", "+1", "-1", "=1+1"]
    rows = [[str(n), 1, cell, "Red", 10, 20, "X", "2017-10-01", 1, cell] for n, cell in enumerate(cells)]
    file = write("ged.csv", b"")
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([HEADER.split(","), *rows])
    bring(case, file)
    assert kept(case, "side_a, place") == [(cell, cell) for cell in cells]


def test_a_cell_of_10_mb_is_named_by_its_row(case: Case, write: Write) -> None:
    huge = GOOD.replace("Aba", "A" * 10_000_000)
    refused(case, write("ged.csv", csv_of(GOOD, huge)), r"ged\.csv, row 3: the row is over 2 MB long")


def test_an_unquoted_cell_of_10_mb_beside_good_rows_can_be_left_out(case: Case, write: Write) -> None:
    huge = "2" + GOOD[1:].replace("Aba", "A" * 10_000_000)
    report = bring(case, write("ged.csv", csv_of(GOOD, huge)), skip_bad=True)
    assert (report.counts.kept, report.counts.rejected) == (1, 1)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (csv_of(GOOD) + "2,1,Gövernment".encode("latin-1"), r"row 3: the file is not in UTF-8: byte 149"),
        (csv_of(GOOD, "2,1,a\0b,Red,10,20,X,2017-10-01,1,Aba"), r"row 3: byte \d+ \(counted from 0\) is NUL"),
        (csv_of(GOOD).decode().encode("utf-16"), "UTF-16"),
        (csv_of(GOOD).decode().encode("utf-16-le"), "is NUL"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "UTF-8|NUL"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature"', "this is no JSON"),
        (b'{"a": 1}', "no table"),
        (b"[" * 200_000, r"missing|no table|no JSON|header"),
        (b"{" + b'"a":{' * 100_000, "no JSON"),
        (b"\n\n\n", "no header"),
    ],
)
def test_what_is_no_table_of_text_is_one_report(case: Case, write: Write, content: bytes, says: str) -> None:
    refused(case, write("ged.csv", content), says)


def test_two_columns_of_one_name_in_use_are_both_named(case: Case, write: Write) -> None:
    file = write("ged.csv", csv_of(f"{GOOD},7", header=f"{HEADER},BEST"))
    refused(case, file, r"column best: columns 9 and 11 have this name")


def test_two_columns_of_one_name_that_nobody_uses_do_no_harm(case: Case, write: Write) -> None:
    assert bring(case, write("ged.csv", csv_of(f"{GOOD},7,8", header=f"{HEADER},note,note"))).counts.kept == 1


def test_a_day_in_1753_is_no_day(case: Case, write: Write) -> None:
    rows = [GOOD.replace("2017-10-01", "1753-01-01"), f"2{GOOD[1:]}"]
    refused(case, write("ged.csv", csv_of(*rows)), r"row 2, column date_start: a value is needed here")


def test_the_same_id_twice_counts_once_and_is_said(case: Case, write: Write) -> None:
    report = bring(case, write("ged.csv", csv_of(GOOD.replace("Aba", ""), GOOD)))
    assert dict(report.counts.left_out) == {"duplicate id": 1}
    assert kept(case, "place") == [("Aba",)]
    assert any("duplicate id" in line for line in report.sentences())


def test_a_folder_is_no_table(case: Case, tmp_path: Path) -> None:
    (tmp_path / "tables.csv").mkdir()
    refused(case, tmp_path / "tables.csv", "this is a folder")


def test_what_is_neither_file_nor_folder_is_said(case: Case) -> None:
    refused(case, Path("/dev/null"), "this is neither a file nor a folder")


def test_an_ending_that_lies_changes_nothing(case: Case, write: Write) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [20.5, 10.5]},
        "properties": dict(zip(HEADER.split(","), GOOD.split(","), strict=True)) | {"latitude": 10.5},
    }
    collection = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    for name, content in (
        ("a.xlsx", csv_of(GOOD)),
        ("b.zip", gzip.compress(csv_of(GOOD), mtime=0)),
        ("c.csv", collection),
    ):
        assert bring(case, write(name, content)).counts.kept == 1


def test_a_bad_feature_is_named_by_its_number(case: Case, write: Write) -> None:
    good = dict(zip(HEADER.split(","), GOOD.split(","), strict=True))
    features = [{"geometry": None, "properties": good | {"id": n, "best": n}} for n in (1, -2)]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    refused(case, write("ged.geojson", content), r"ged\.geojson, feature 2, column best: must be at least 0")


def deflated(byte: bytes) -> bytes:
    """Squeeze 10 GB of one byte without making them: blocks of 16 MB that stand for themselves, repeated."""
    squeeze = zlib.compressobj(wbits=-15)
    block = squeeze.compress(byte * (16 << 20)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return block * (TEN_GB // (16 << 20)) + zlib.compressobj(wbits=-15).flush()


def zip_of(name: str, data: bytes, size: int) -> bytes:
    """Write a zip of one member by hand, with the size that it claims."""
    zip64 = struct.pack("<HHQQ", 1, 16, size, len(data))
    head = struct.pack("<HHHHHIIIHH", 45, 0, 8, 0, 33, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(zip64))
    local = b"PK\x03\x04" + head + name.encode() + zip64 + data
    entry = b"PK\x01\x02" + struct.pack("<H", 45) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    entry += name.encode() + zip64
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


@pytest.mark.parametrize("claims", [TEN_GB, 1_000_000])
@pytest.mark.parametrize("byte", [b"\0", b"a"])
def test_a_zip_of_10_gb_is_refused_at_once_and_without_disk(
    case: Case, write: Write, byte: bytes, claims: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("ged.zip", zip_of("ged.csv", deflated(byte), claims))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = time.process_time()
    refused(case, file, r"unpacks to more than|is NUL|can't be unpacked")
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(("byte", "says"), [(b"\0", "is NUL"), (b"a", "unpacks to more than 200 times")])
def test_a_gzip_of_10_gb_is_refused_before_it_fills_the_disk(
    case: Case, write: Write, byte: bytes, says: str
) -> None:
    data = deflated(byte)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
    file = write("ged.csv.gz", head + data + struct.pack("<II", 0, TEN_GB & 0xFFFFFFFF))
    begun = time.process_time()
    refused(case, file, says)
    assert time.process_time() - begun < 5


def test_a_zip_with_two_tables_says_which(case: Case, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as folder:
        folder.writestr("a.csv", "x")
        folder.writestr("b.csv", "x")
    refused(case, tmp_path / "ged.zip", r"exactly one table.*a\.csv, b\.csv")
