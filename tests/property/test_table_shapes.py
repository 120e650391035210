import csv
import json
import tempfile
from pathlib import Path

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT

TEXT = st.text(
    st.one_of(
        st.sampled_from(list("ab,\"'\n;|#{ täş’")), st.characters(codec="utf-8", exclude_characters="\x00\r")
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: text not in FORMAT.empty)
ROW = st.fixed_dictionaries(
    {
        "side_a": TEXT,
        "where_coordinates": st.one_of(st.none(), TEXT),
        "lat": st.floats(-90, 90, allow_nan=False),
        "best": st.integers(0, 10**9),
    }
)
Row = dict[str, object]


def whole(number: int, row: Row) -> Row:
    return {
        "id": number,
        "type_of_violence": 1 + number % 3,
        "side_a": row["side_a"],
        "side_b": "B",
        "country": "X",
        "date_start": "2017-01-01T00:00:00",
        "best": row["best"],
        "where_coordinates": row["where_coordinates"],
    }


@settings(deadline=None, max_examples=12)
@given(st.lists(ROW, min_size=1, max_size=14))
def test_a_map_of_points_gives_the_events_of_the_same_table(rows: list[Row]) -> None:
    tables: list[list[tuple[object, ...]]] = []
    with tempfile.TemporaryDirectory() as folder:
        plain, shape, out = (Path(folder) / name for name in ("a.csv", "a.geojson", "out"))
        with plain.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*whole(0, rows[0]), "latitude", "longitude"])
            writer.writerows([*whole(n, row).values(), row["lat"], 20.5] for n, row in enumerate(rows))
        points = [{"type": "Point", "coordinates": [20.5, row["lat"]]} for row in rows]
        features = [
            {"type": "Feature", "geometry": point, "properties": whole(n, row)}
            for n, (row, point) in enumerate(zip(rows, points, strict=True))
        ]
        shape.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        for path in (plain, shape):
            result = import_table(FORMAT, [path], out, dataset="ged", skip_bad=False)
            assert result.counts.kept == len(rows)
            every = duckdb.read_parquet(str(out)).order('"row"')
            tables.append(every.project('* EXCLUDE ("row")').fetchall())
        numbers = every.project('"row"').fetchall()
    assert tables[0] == tables[1]
    assert numbers == [(n,) for n in range(1, len(rows) + 1)]
