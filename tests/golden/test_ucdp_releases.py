"""Published shapes of UCDP GED, against the rows that the shared data's SOURCE.md files count."""

from pathlib import Path

import pytest

from holdfire.base.comparison import Changes, changes
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT

SHAPES = [
    ("ucdp_ged211_global_prec12/ged211_prec12_other_countries.csv.gz", 104_285, {}),
    ("ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz", 72_294, {}),
    ("ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz", 16_566, {}),
    ("ucdp_ged_iraq_hdx/conflict_data_irq.csv.gz", 7_473, {"tag row": 1}),
    ("ucdp_ged_colombia_hdx/conflict_data_col.csv.gz", 4_632, {"tag row": 1}),
    ("ucdp_ged_sudan_hdx/conflict_data_sdn.csv.gz", 3_822, {"tag row": 1}),
    ("ucdp_ged_sudan_hdx/gedevents-2025-01-04_webexport.csv.gz", 3_822, {}),
    ("ucdp_ged231_sample/ged231_random_1000.csv.gz", 1_000, {}),
]


@pytest.mark.parametrize(("file", "rows", "left_out"), SHAPES, ids=[Path(f).stem for f, _, _ in SHAPES])
def test_a_published_file_arrives_whole(
    shared: Path, tmp_path: Path, file: str, rows: int, left_out: dict[str, int]
) -> None:
    source = shared / "data" / file
    result = import_table(FORMAT, [source], tmp_path / "out.parquet", dataset="ged", skip_bad=False)
    assert (result.counts.kept, result.counts.rejected, dict(result.counts.left_out)) == (rows, 0, left_out)
    assert result.total_problems == 0


def test_two_shapes_of_one_release_give_the_same_events(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data" / "ucdp_ged_sudan_hdx"
    files = {"copy": "conflict_data_sdn.csv.gz", "export": "gedevents-2025-01-04_webexport.csv.gz"}
    for name, file in files.items():
        import_table(FORMAT, [folder / file], tmp_path / name, dataset=name, skip_bad=False)
    assert changes(tmp_path / "copy", tmp_path / "export") == Changes(new=0, changed=0, deleted=0)
