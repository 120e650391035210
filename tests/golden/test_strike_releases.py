"""Strike releases of the shared data, against the figures that their SOURCE.md measured."""

from pathlib import Path

import duckdb
import pytest

from holdfire.base.tables import import_table
from holdfire.events.csv_mapping import with_fixed
from holdfire.events.strikes import FORMAT

SAID = with_fixed(FORMAT, {"side_a": "the coalition", "side_b": "IS"})


@pytest.mark.parametrize(
    ("file", "rows", "strikes", "no_country"),
    [("all-edited-refined.csv.gz", 5_531, 12_241, 0), ("all.csv.gz", 5_605, None, 75)],
)
def test_releases_arrive_whole_with_their_numbers(
    shared: Path, tmp_path: Path, file: str, rows: int, strikes: int | None, no_country: int
) -> None:
    source, out = shared / "data" / "centcom_strikes" / file, tmp_path / "out.parquet"
    result = import_table(SAID, [source], out, dataset="strikes", skip_bad=False)
    assert (result.counts.kept, result.counts.rejected) == (rows, 0)
    assert result.placing.off_map == rows
    events = duckdb.read_parquet(str(out))
    assert events.aggregate("count(DISTINCT event_id), count(*) FILTER (country IS NULL)").fetchall() == [
        (rows, no_country)
    ]
    same = events.project("kind, side_a, side_b, initiator, date_prec, lat, lon").distinct().fetchall()
    assert same == [("remote_violence", "the coalition", "IS", "side_a", 2, None, None)]
    if strikes is not None:
        assert events.aggregate("sum(acts)").fetchall() == [(strikes,)]
        by_country = dict(events.aggregate("country, sum(acts)").fetchall())
        assert (by_country["Iraq"], by_country["Syria"]) == (7_942, 4_282)
