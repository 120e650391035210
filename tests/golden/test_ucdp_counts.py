"""Counts of every shape of UCDP GED in the shared data, against the same counts by plain Python readers."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT

FILES = {  # rows as the SOURCE.md files count them
    "ucdp_ged211_global_prec12/ged211_prec12_other_countries.csv.gz": 104_285,
    "ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz": 72_294,
    "ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz": 16_566,
    "ucdp_ged_iraq_hdx/conflict_data_irq.csv.gz": 7_473,
    "ucdp_ged_colombia_hdx/conflict_data_col.csv.gz": 4_632,
    "ucdp_ged_sudan_hdx/conflict_data_sdn.csv.gz": 3_822,
    "ucdp_ged_sudan_hdx/gedevents-2025-01-04_webexport.csv.gz": 3_822,
    "ucdp_ged231_sample/ged231_random_1000.csv.gz": 1_000,
    "ucdp_ged231_car_geojson/GEDEvent_v23_1_country482.geojson.gz": 1_848,
}
SUDAN = tuple(name for name in FILES if "sudan" in name)
(FEATURES,) = (name for name in FILES if "geojson" in name)
KINDS = {"1": "state_based", "2": "non_state", "3": "one_sided"}
Row = Mapping[str, object]


def plain_rows(file: Path) -> Iterator[Row]:
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as stream:
        if ".geojson" in file.name:
            for feature in json.load(stream)["features"]:
                lon, lat = feature["geometry"]["coordinates"]
                yield {**feature["properties"], "latitude": lat, "longitude": lon}
            return
        rows = csv.DictReader(stream)
        yield from (row for row in rows if not str(row["date_start"]).startswith("#"))


def year_of(day: object) -> int:
    text = str(day)
    return datetime.strptime(text[:10], "%m/%d/%Y" if "/" in text else "%Y-%m-%d").year  # noqa: DTZ007


def counted(rows: Iterator[Row]) -> dict[str, Counter[object]]:
    found: dict[str, Counter[object]] = {name: Counter() for name in ("year", "kind", "where_prec", "deaths")}
    for row in rows:
        year = year_of(row["date_start"])
        found["year"][year] += 1
        found["kind"][KINDS[str(row["type_of_violence"])]] += 1
        if "where_prec" in row:
            found["where_prec"][int(str(row["where_prec"]))] += 1
        found["deaths"][year] += int(str(row.get("best", row.get("best_est"))))
    return found


@pytest.mark.parametrize("name", FILES, ids=[Path(f).name.partition(".")[0] for f in FILES])
def test_counts_agree_with_a_plain_reader(shared: Path, tmp_path: Path, name: str) -> None:
    file, out = shared / "data" / name, tmp_path / "out.parquet"
    result = import_table(FORMAT, [file], out, dataset="ged", skip_bad=False)
    assert (result.counts.kept, result.counts.rejected, result.total_problems) == (FILES[name], 0, 0)
    assert dict(result.counts.left_out) == ({"tag row": 1} if "conflict_data_" in name else {})
    events = duckdb.read_parquet(str(out))
    ours = {
        "year": events.aggregate("year(date_start), count(*)"),
        "kind": events.aggregate("kind, count(*)"),
        "where_prec": events.filter("where_prec IS NOT NULL").aggregate("where_prec, count(*)"),
        "deaths": events.aggregate("year(date_start), sum(best)"),
    }
    expected = counted(plain_rows(file))
    assert {key: dict(found.fetchall()) for key, found in ours.items()} == {
        key: dict(found) for key, found in expected.items()
    }


def test_a_feature_has_the_place_of_its_point(shared: Path, tmp_path: Path) -> None:
    file, out = shared / "data" / FEATURES, tmp_path / "out.parquet"
    import_table(FORMAT, [file], out, dataset="ged", skip_bad=False)
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    expected = [(n, *f["geometry"]["coordinates"]) for n, f in enumerate(features, 1)]
    assert duckdb.read_parquet(str(out)).project('"row", lon, lat').order('"row"').fetchall() == expected


def test_two_shapes_of_one_release_agree_row_by_row_on_every_column(shared: Path, tmp_path: Path) -> None:
    rows: list[list[tuple[object, ...]]] = []
    for name in SUDAN:
        out = tmp_path / "out.parquet"
        import_table(FORMAT, [shared / "data" / name], out, dataset="ged", skip_bad=False)
        every = duckdb.read_parquet(str(out)).project('* EXCLUDE ("row")').order("event_id")
        rows.append(every.fetchall())
    assert len(rows[0]) == 3_822
    assert rows[0] == rows[1]
