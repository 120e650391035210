"""Excel workbooks, written here part by part so that every trick can be put into them."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfire.base.tables import TableResult
from holdfire.errors import TableError

Read = Callable[..., TableResult]
Kept = Callable[[str], list[tuple[object, ...]]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADER = [
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "latitude",
    "longitude",
    "country",
    "date_start",
    "best",
]
GOOD = [1, 2, "Red", "Blue", 10.5, 20.5, "X", "2017-10-01", 3]


def sheet(*rows: list[object], first: int = 1) -> str:
    """Write rows of a sheet; a dict is a cell as XML attributes and content."""
    written = "".join(
        f'<row r="{number}">{"".join(cell(value, at, number) for at, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, first)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'


def cell(value: object, at: int, number: int) -> str:
    where = f'r="{chr(65 + at)}{number}"'
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return f"<c {where} {value['attributes']}>{value['content']}</c>"
    if isinstance(value, str):
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c {where} t="inlineStr"><is><t>{text}</t></is></c>'
    return f"<c {where}><v>{value}</v></c>"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of sheets; a day has cell format 1."""

    def made(*sheets: str, name: str = "ged.xlsx", hidden: int | None = None) -> Path:
        numbers = range(1, len(sheets) + 1)
        state = {number: 'state="hidden"' if number == hidden else "" for number in numbers}
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            + "".join(f'<sheet name="S{n}" sheetId="{n}" {state[n]} r:id="r{n}"/>' for n in numbers)
            + "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
                for n in numbers
            )
            + f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
            "</cellXfs></styleSheet>",
        }
        parts |= {f"xl/worksheets/sheet{n}.xml": text for n, text in zip(numbers, sheets, strict=True)}
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as folder:
            for part, text in parts.items():
                folder.writestr(part, text)
        return tmp_path / name

    return made


Book = Callable[..., Path]


def test_a_sheet_gives_what_a_csv_gives(workbook: Book, read_in: Read, kept: Kept) -> None:
    day = {"attributes": 's="1"', "content": "<v>43009</v>"}  # 1 October 2017, as Excel counts
    row = [*GOOD[:7], day, 3.0]
    read_in(workbook(sheet(HEADER, row)), skip_bad=False)
    assert kept("event_id, side_a, lat, date_start::VARCHAR, best, row") == [
        ("ucdp:1", "Red", 10.5, "2017-10-01", 3, 2)
    ]


def test_a_bad_cell_is_named_by_the_row_of_the_sheet(workbook: Book, read_in: Read) -> None:
    nothing: list[object] = [None] * 9
    text = sheet(HEADER, GOOD, nothing, [2, *GOOD[1:4], 91, *GOOD[5:]], first=3)
    result = read_in(workbook(text))
    assert [(p.row, p.column) for p in result.problems] == [(6, "latitude")]
    assert dict(result.counts.left_out) == {"empty row": 1}


def test_a_formula_gives_the_value_stored_with_it(workbook: Book, read_in: Read, kept: Kept) -> None:
    formula = {"attributes": "", "content": "<f>1+2</f><v>3</v>"}
    read_in(workbook(sheet(HEADER, [*GOOD[:2], "=1+1", *GOOD[3:8], formula])), skip_bad=False)
    assert kept("side_a, best") == [("=1+1", 3)]


def test_the_sheet_with_rows_is_taken_if_it_is_the_only_one_shown(
    workbook: Book, read_in: Read, kept: Kept
) -> None:
    read_in(workbook(sheet(["notes"]), sheet(HEADER, GOOD), sheet(), hidden=1), skip_bad=False)
    assert kept("event_id") == [("ucdp:1",)]
    with pytest.raises(TableError, match="one sheet with rows, but holds S1, S2"):
        read_in(workbook(sheet(HEADER, GOOD), sheet(["notes"])))


def far(row: int, column: str) -> str:
    return sheet(HEADER).replace(
        "</sheetData>", f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row></sheetData>'
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (sheet(HEADER, GOOD).replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "declares XML entities"),
        (far(1_048_576, "XFD"), "spans 1,048,576 rows by 16,384 columns"),
        (far(999_999_999, "ZZ"), "spans 999,999,999 rows"),
        (sheet(HEADER, GOOD)[:-30], "can't be read"),
        (sheet(), "but holds no sheet"),
        (
            sheet(HEADER, [*GOOD[:2], "R" * 2_000_000, *GOOD[3:]]),
            r"row 2: the row is over 1,000,000 characters",
        ),
    ],
)
def test_a_workbook_that_would_break_a_reader_is_refused(
    workbook: Book, read_in: Read, text: str, says: str
) -> None:
    with pytest.raises(TableError, match=says):
        read_in(workbook(text))


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(workbook: Book, read_in: Read) -> None:
    text = sheet(HEADER, GOOD).replace("<sheetData>", "<sheetData>" + " " * 150_000_000)
    with pytest.raises(TableError, match="unpacks to more than 200 times its size"):
        read_in(workbook(text))
