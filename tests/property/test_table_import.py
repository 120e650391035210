import csv
import tempfile
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT

HEADER = [
    "side_a",
    "where_coordinates",
    "id",
    "latitude",
    "longitude",
    "date_start",
    "best",
    "side_b",
    "country",
]
HEADER += ["type_of_violence"]
TEXT = st.text(
    st.one_of(
        st.sampled_from(list("ab,\"'\n;|# \täş’")), st.characters(codec="utf-8", exclude_characters="\x00\r")
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() not in FORMAT.empty)  # a cell of blanks holds nothing
ROW = st.fixed_dictionaries(
    {
        "side_a": TEXT,
        "where_coordinates": TEXT,
        "latitude": st.floats(-90, 90, allow_nan=False),
        "best": st.integers(0, 10**9),
        "bad": st.sampled_from([None, None, None, None, "latitude", "best", "date_start"]),
        "blank_lines": st.integers(0, 2),
    }
)
Rows = list[dict[str, object]]


def written(rows: Rows, path: Path) -> list[int]:
    """Write rows as a careful program would; give the line on which each begins."""
    begins: list[int] = []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number, row in enumerate(rows):
            file.write("\n" * int(str(row["blank_lines"])))
            file.flush()
            begins.append(path.read_bytes().count(b"\n") + 1)
            cells = {**row, "id": number, "longitude": "1.5", "date_start": "2017-01-01", "side_b": "B"}
            cells |= {"country": "X", "type_of_violence": 1}
            if isinstance(row["bad"], str):
                cells[row["bad"]] = "no such value"
            writer.writerow([cells[name] for name in HEADER])
    return begins


@settings(deadline=None, max_examples=30)
@given(st.lists(ROW, min_size=1, max_size=24))
def test_every_cell_survives_and_every_bad_row_is_found_on_its_line(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "ged.csv", Path(folder) / "out.parquet"
        begins = written(rows, source)
        result = import_table(FORMAT, [source], out, dataset="ged", skip_bad=True)
        kept = duckdb.read_parquet(str(out)).project("event_id, row, side_a, place, lat, best").fetchall()
    numbered = list(enumerate(rows))
    assert kept == [
        (f"ucdp:{n}", begins[n], row["side_a"], row["where_coordinates"], row["latitude"], row["best"])
        for n, row in numbered
        if row["bad"] is None
    ]
    assert [(p.row, p.column) for p in result.problems] == [
        (begins[n], row["bad"]) for n, row in numbered if row["bad"] is not None
    ]
    assert result.counts.read == len(rows)


@settings(deadline=None, max_examples=15)
@given(st.lists(ROW, min_size=1, max_size=10), st.permutations(range(len(HEADER))))
def test_the_order_of_columns_does_not_matter(rows: Rows, order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, turned, out = (Path(folder) / name for name in ("ged.csv", "turned.csv", "out.parquet"))
        written(rows, source)
        with (
            source.open(newline="", encoding="utf-8") as file,
            turned.open("w", newline="", encoding="utf-8") as other,
        ):
            cells = [row for row in csv.reader(file) if row]
            csv.writer(other, lineterminator="\n").writerows([[row[i] for i in order] for row in cells])
        tables: list[list[tuple[object, ...]]] = []
        for path in (source, turned):
            import_table(FORMAT, [path], out, dataset="ged", skip_bad=True)
            tables.append(duckdb.read_parquet(str(out)).project("* EXCLUDE (row)").fetchall())
    assert tables[0] == tables[1]
