import gzip
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from holdfire.base.tables import TableResult
from holdfire.errors import LISTED_PROBLEMS, TableError
from holdfire.model.event import COLUMNS

HEADER = "id,type_of_violence,side_a,side_b,latitude,longitude,country,date_start,date_end,best,high,low"
Make = Callable[..., Path]
Row = Callable[..., str]
Read = Callable[..., TableResult]
Kept = Callable[[str], list[tuple[object, ...]]]


def test_a_row_arrives_with_every_column_of_an_event(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    read_in(table(row()))
    assert kept("event_id, dataset, row, kind, raw_kind, side_a, side_b") == [
        ("ucdp:1", "ged", 2, "non_state", "2", "Red", "Blue")
    ]
    assert kept("date_start, date_end, lat, lon, country, low, best, high") == [
        (date(2017, 10, 1), date(2017, 10, 2), 10.5, 20.5, "X", 2, 3, 4)
    ]


def test_the_file_has_exactly_the_columns_of_the_model(
    table: Make, row: Row, read_in: Read, out: Path
) -> None:
    read_in(table(row()))
    assert tuple(duckdb.read_parquet(str(out)).columns) == COLUMNS


def test_columns_are_found_by_name_in_any_order_and_case(table: Make, read_in: Read, kept: Kept) -> None:
    header = (
        "Low_est,BEST_est,high_est,date_start,country,longitude,latitude,side_b,side_a,type_of_violence,ID"
    )
    read_in(table("1,2,3,2017-10-01,X,20,10,Blue,Red,3,7", header=header))
    assert kept("event_id, kind, low, best, high, lat, lon, side_a, side_b") == [
        ("ucdp:7", "one_sided", 1, 2, 3, 10.0, 20.0, "Red", "Blue")
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-01-02", date(2016, 1, 2)),
        ("2016-01-02 00:00:00", date(2016, 1, 2)),
        ("2016-01-02 00:00:00.000", date(2016, 1, 2)),
        ("2016-01-02T00:00:00", date(2016, 1, 2)),
        ("01/02/2016 00:00:00", date(2016, 1, 2)),
        ("1/2/2016", date(2016, 1, 2)),
        (" 2016-01-02 ", date(2016, 1, 2)),
    ],
)
def test_every_known_form_of_a_day_is_read(
    table: Make, row: Row, read_in: Read, kept: Kept, written: str, day: date
) -> None:
    read_in(table(row(date_start=written, date_end=written)), skip_bad=False)
    assert kept("date_start, date_end") == [(day, day)]


@pytest.mark.parametrize("nothing", ["", "NA", "1753-01-01", '""'])
def test_a_missing_last_day_is_the_first_day(
    table: Make, row: Row, read_in: Read, kept: Kept, nothing: str
) -> None:
    read_in(table(row(date_end=nothing)), skip_bad=False)
    assert kept("date_end") == [(date(2017, 10, 1),)]


@pytest.mark.parametrize(("code", "km"), [(1, 1.0), (2, 25.0), (4, 100.0), (7, 400.0)])
def test_a_precision_code_becomes_a_radius(
    table: Make, row: Row, read_in: Read, kept: Kept, code: int, km: float
) -> None:
    read_in(table(f"{code},{row()}", header=f"where_prec,{HEADER}"))
    assert kept("where_prec, radius_km") == [(code, km)]


def test_a_radius_is_unknown_where_the_table_has_no_precision(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    read_in(table(row()))
    assert kept("where_prec, radius_km, date_prec, adm_1, sources") == [(None, None, None, None, None)]


def test_deaths_out_of_order_are_kept_as_reported(table: Make, row: Row, read_in: Read, kept: Kept) -> None:
    result = read_in(table(row(low=9, best=3, high=1)), skip_bad=False)
    assert kept("low, best, high") == [(9, 3, 1)]
    assert result.total_problems == 0


@pytest.mark.parametrize(
    ("cells", "column", "value", "says"),
    [
        ({"latitude": "91"}, "latitude", "91", "at most 90"),
        ({"latitude": "-90.001"}, "latitude", "-90.001", "at least -90"),
        ({"longitude": "180.5"}, "longitude", "180.5", "at most 180"),
        ({"latitude": "north"}, "latitude", "north", "not a number"),
        ({"latitude": "nan"}, "latitude", "nan", "not a number"),
        ({"longitude": "inf"}, "longitude", "inf", "not a number"),
        ({"latitude": ""}, "latitude", None, "a value is needed"),
        ({"best": "1.5"}, "best", "1.5", "not a whole number"),
        ({"best": "-1"}, "best", "-1", "at least 0"),
        ({"high": "9" * 30}, "high", "9" * 30, "not a whole number"),
        ({"date_start": "2017-02-30"}, "date_start", "2017-02-30", "not a day"),
        ({"date_start": "17-09-30"}, "date_start", "17-09-30", "of the years 1000 to 2999"),
        ({"date_start": "0001-01-01"}, "date_start", "0001-01-01", "of the years 1000 to 2999"),
        ({"date_end": "9999-12-31"}, "date_end", "9999-12-31", "of the years 1000 to 2999"),
        ({"date_start": "13/01/2017"}, "date_start", "13/01/2017", "not a day"),
        ({"date_end": "2017-09-30"}, "date_end", "2017-09-30", "ends before it starts"),
        ({"type_of_violence": "4"}, "type_of_violence", "4", "known are 1, 2, 3"),
        ({"side_b": "NA"}, "side_b", None, "a value is needed"),
        ({"side_a": "  "}, "side_a", None, "a value is needed"),
        ({"id": ""}, "id", None, "a value is needed"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_value(  # noqa: PLR0917
    table: Make,
    row: Row,
    read_in: Read,
    cells: dict[str, str],
    column: str,
    value: str | None,
    says: str,
) -> None:
    result = read_in(table(row(id=8), row(**cells), row(id=9)))
    (problem,) = result.problems
    assert (problem.file, problem.row, problem.column, problem.value) == ("ged.csv", 3, column, value)
    assert says in problem.message
    assert (result.counts.read, result.counts.kept, result.counts.rejected) == (3, 2, 1)


def test_every_fault_of_a_row_is_listed(table: Make, row: Row, read_in: Read) -> None:
    result = read_in(table(row(latitude=91, longitude=181, best="x"), row(id=2)))
    assert [p.column for p in result.problems] == ["latitude", "longitude", "best"]
    assert (result.total_problems, result.counts.rejected) == (3, 1)


def test_nothing_is_written_where_a_row_is_bad_and_bad_rows_are_not_to_be_skipped(
    table: Make, row: Row, read_in: Read, out: Path
) -> None:
    result = read_in(table(row(), row(id=2, latitude=91)), skip_bad=False)
    assert result.total_problems == 1
    assert not out.exists()


def test_the_first_thousand_of_many_bad_rows_are_listed_and_all_are_counted(
    table: Make, row: Row, read_in: Read
) -> None:
    result = read_in(table(*(row(id=n, latitude=99) for n in range(10_000)), row(id="ok")))
    assert result.total_problems == 10_000
    assert len(result.problems) == LISTED_PROBLEMS
    assert [p.row for p in result.problems] == list(range(2, LISTED_PROBLEMS + 2))


def test_rows_are_counted_as_an_editor_counts_lines(table: Make, row: Row, read_in: Read, kept: Kept) -> None:
    lines = [
        row(id=1, country='"two\nlines"'),
        "",
        row(id=2, side_a='stray "mark'),
        row(id=3, latitude=91),
        "too,short",
        row(id=4, country='"a ""quoted"" word\n\nand a gap"'),
        row(id=5) + ",too,long",
        row(id=6),
        "",
    ]
    result = read_in(table(*lines))
    assert kept("event_id, row") == [("ucdp:1", 2), ("ucdp:2", 5), ("ucdp:4", 8), ("ucdp:6", 12)]
    assert [(p.row, p.column) for p in result.problems] == [(6, "latitude"), (7, None), (11, None)]
    assert "fewer cells" in result.problems[1].message
    assert "more cells" in result.problems[2].message
    assert result.counts.read == 7


def test_an_open_quotation_mark_is_an_error_and_not_a_lost_row(table: Make, row: Row, read_in: Read) -> None:
    with pytest.raises(TableError, match="row 3: a quotation mark"):
        read_in(table(row(id=1), row(id=2, country='"never closed'), row(id=3)))


def test_windows_line_ends_and_a_byte_order_mark_are_read(
    tmp_path: Path, row: Row, read_in: Read, kept: Kept
) -> None:
    text = "\r\n".join([HEADER, row(id=1), row(id=2, country='"a\r\nb"'), row(id=3)])
    (tmp_path / "dos.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    read_in(tmp_path / "dos.csv", skip_bad=False)
    assert kept("event_id, row, country") == [("ucdp:1", 2, "X"), ("ucdp:2", 3, "a\r\nb"), ("ucdp:3", 5, "X")]


def test_semicolons_between_cells_are_read(table: Make, row: Row, read_in: Read, kept: Kept) -> None:
    read_in(table(row().replace(",", ";"), header=HEADER.replace(",", ";")))
    assert kept("event_id, lat") == [("ucdp:1", 10.5)]


def test_a_tag_row_under_the_header_is_left_out_by_rule(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    tags = ",,#group+name,,#geo+lat,#geo+lon,,#date+start,,,,"
    result = read_in(table(tags, row()), skip_bad=False)
    assert kept("event_id, row") == [("ucdp:1", 3)]
    assert result.counts.left_out == {"tag row": 1}
    assert result.counts.read == 2


def test_a_row_without_any_value_is_left_out_by_rule(table: Make, row: Row, read_in: Read) -> None:
    result = read_in(table(row(), "," * 11, row(id=2)), skip_bad=False)
    assert result.counts.left_out == {"empty row": 1}
    assert (result.counts.read, result.counts.kept, result.counts.rejected) == (3, 2, 0)


def test_of_rows_with_one_id_the_fuller_is_kept_and_of_equal_ones_the_first(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    lines = [row(id=1, high=""), row(id=1, best=7), row(id=2, best=5), row(id=2, best=6)]
    result = read_in(table(*lines), skip_bad=False)
    assert kept("event_id, best, row") == [("ucdp:1", 7, 3), ("ucdp:2", 5, 4)]
    assert result.counts.left_out == {"duplicate id": 2}
    assert (result.counts.read, result.counts.kept) == (4, 2)


def test_two_files_with_different_columns_become_one_table(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    one = table(row(id=1), row(id=2))
    header = HEADER.replace("date_end", "adm_1")
    two = table(row(id=3, date_end="North"), header=header, name="other.csv")
    result = read_in(one, two, skip_bad=False)
    assert kept("event_id, row, date_end, adm_1") == [
        ("ucdp:1", 2, date(2017, 10, 2), None),
        ("ucdp:2", 3, date(2017, 10, 2), None),
        ("ucdp:3", 2, date(2017, 10, 1), "North"),
    ]
    assert result.used["adm_1"] == "adm_1"


def test_gzip_and_zip_give_what_the_plain_file_gives(
    table: Make, row: Row, read_in: Read, kept: Kept, tmp_path: Path
) -> None:
    plain = table(row(id=1), row(id=2, country="Åland"))
    read_in(plain)
    expected = kept("*")
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as folder:
        folder.writestr("../../outside.csv", plain.read_bytes())
        folder.writestr("__MACOSX/._outside.csv", b"x")
    for packed in ("a.csv.gz", "a.zip"):
        read_in(tmp_path / packed)
        assert kept("*") == expected
    assert not (tmp_path.parent.parent / "outside.csv").exists()


def test_the_same_files_give_the_same_bytes(table: Make, row: Row, read_in: Read, out: Path) -> None:
    file = table(*(row(id=n, best=n % 7) for n in range(5_000)))
    read_in(file)
    first = out.read_bytes()
    read_in(file)
    assert out.read_bytes() == first


def test_rows_keep_their_order_and_lines_in_a_file_that_is_read_in_parts(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    rows = 150_000  # about 10 MB: more than one reader's part
    read_in(table(*(row(id=n) for n in range(rows))))
    assert kept("event_id, row") == [(f"ucdp:{n}", n + 2) for n in range(rows)]


def test_a_path_with_pattern_characters_is_taken_as_it_is(
    tmp_path: Path, row: Row, read_in: Read, kept: Kept
) -> None:
    folder = tmp_path / "a[1]*"
    folder.mkdir()
    (folder / "t?.csv").write_text(f"{HEADER}\n{row(id=5)}\n")
    (folder / "tx.csv").write_text(f"{HEADER}\n{row(id=6)}\n")
    read_in(folder / "t?.csv")
    assert kept("event_id") == [("ucdp:5",)]


def test_faults_of_all_files_are_named_at_once_with_the_bad_rows_of_the_others(
    table: Make, row: Row, read_in: Read, tmp_path: Path
) -> None:
    lacking = table(row(), header=HEADER.replace("latitude", "lattitude"), name="lacking.csv")
    bad = table(row(best="many"), name="bad.csv")
    with pytest.raises(TableError) as caught:
        read_in(lacking, tmp_path / "nowhere.csv", bad)
    told = [(p.file, p.column) for p in caught.value.problems]
    assert told == [("lacking.csv", "latitude"), ("nowhere.csv", None), ("bad.csv", "best")]
    assert caught.value.total == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "no header"),
        (HEADER.encode() + b"\n", "no rows below it"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
        (b"\x1f\x8b\x08\x00broken", "can't be unpacked"),
        (b"PK\x03\x04broken", "can't be unpacked"),
    ],
)
def test_a_file_that_is_no_table_is_refused_and_says_why(
    tmp_path: Path, read_in: Read, content: bytes, says: str
) -> None:
    (tmp_path / "odd.csv").write_bytes(content)
    with pytest.raises(TableError, match=says):
        read_in(tmp_path / "odd.csv")


def test_a_folder_is_no_table(tmp_path: Path, read_in: Read) -> None:
    with pytest.raises(TableError, match="this is a folder"):
        read_in(tmp_path)


def test_a_wrong_encoding_is_named_by_byte_and_line(tmp_path: Path, row: Row, read_in: Read) -> None:
    text = "\n".join([HEADER, row(id=1), row(id=2, country="Åland")])
    (tmp_path / "latin.csv").write_bytes(text.encode("latin-1"))
    byte = text.encode("latin-1").index(b"\xc5")
    with pytest.raises(TableError, match=f"byte {byte} .*iconv") as caught:
        read_in(tmp_path / "latin.csv")
    assert caught.value.problems[0].row == 3


@pytest.mark.parametrize("members", [(), ("a.csv", "b.csv"), ("readme.pdf",)])
def test_a_zip_must_hold_exactly_one_table(tmp_path: Path, read_in: Read, members: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as folder:
        for name in members:
            folder.writestr(name, "x")
    with pytest.raises(TableError, match="exactly one table"):
        read_in(tmp_path / "z.zip")


def test_a_zip_bomb_stops_at_a_limit(tmp_path: Path, read_in: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfire.base.unpacking.MAX_PLAIN_BYTES", 10_000_000)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"a" * 20_000_000))
    with pytest.raises(TableError, match="unpacks to more than 10,000,000 bytes"):
        read_in(tmp_path / "bomb.csv.gz")


def test_a_truncated_gzip_is_an_error(tmp_path: Path, table: Make, row: Row, read_in: Read) -> None:
    packed = gzip.compress(table(*(row(id=n) for n in range(500))).read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(TableError, match="can't be unpacked"):
        read_in(tmp_path / "cut.csv.gz")


@pytest.mark.parametrize("ends", [("\r\n", "\n", "\r\n"), ("\n", "\r", "\n"), ("\r", "\r", "\r")])
def test_line_ends_of_several_kinds_are_an_error_with_a_remedy(
    tmp_path: Path, row: Row, read_in: Read, ends: tuple[str, str, str]
) -> None:
    lines = zip([HEADER, row(id=1), row(id=2)], ends, strict=True)
    (tmp_path / "mixed.csv").write_bytes("".join(line + end for line, end in lines).encode())
    with pytest.raises(TableError, match=r"line ends|lines end"):
        read_in(tmp_path / "mixed.csv")


def test_a_header_may_take_several_lines(table: Make, row: Row, read_in: Read, kept: Kept) -> None:
    header = f'{HEADER},"a name\nof two lines"'
    read_in(table(f"{row(id=1)},x", f"{row(id=2)},y", header=header), skip_bad=False)
    assert kept("event_id, row") == [("ucdp:1", 3), ("ucdp:2", 4)]


def test_a_file_that_must_not_be_read_is_an_error(
    table: Make, row: Row, read_in: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(row())

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)  # chmod would not stop a superuser
    with pytest.raises(TableError, match="Permission denied"):
        read_in(file)


def test_blank_lines_around_the_header_don_t_move_the_rows(
    table: Make, row: Row, read_in: Read, kept: Kept
) -> None:
    tags = ",,#group+name,,#geo+lat,#geo+lon,,#date+start,,,,"
    read_in(table("", tags, "", row(id=1), "", row(id=2), header=f"\n\n{HEADER}"), skip_bad=False)
    assert kept("event_id, row") == [("ucdp:1", 7), ("ucdp:2", 9)]


def test_a_row_of_three_megabytes_is_named(table: Make, row: Row, read_in: Read) -> None:
    (problem,) = read_in(table(row(id=1), row(id=2, country="x" * 3_000_000), row(id=3))).problems
    assert problem.row == 3
    assert "over 2 MB" in problem.message
