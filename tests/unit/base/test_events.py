from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from holdfire.base.comparison import ChangedRow, Changes, changes, shared_ids
from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT

DataSet = Callable[..., Path]


@pytest.fixture
def data_set(table: Callable[..., Path], row: Callable[..., str], tmp_path: Path) -> DataSet:
    """A Parquet file of events, one for each mapping of cells."""

    def made(name: str, *rows: Mapping[str, object], extra: Sequence[str] = ()) -> Path:
        first = dict.fromkeys(extra, "")
        lines = [
            ",".join([row(**{k: v for k, v in r.items() if k not in first}), *_last(r, extra)]) for r in rows
        ]
        header = ",".join(["id,type_of_violence,side_a,side_b,latitude,longitude,country", _REST, *extra])
        out = tmp_path / f"{name}.parquet"
        import_table(FORMAT, [table(*lines, header=header)], out, dataset=name, skip_bad=False)
        return out

    return made


_REST = "date_start,date_end,best,high,low"


def _last(cells: Mapping[str, object], extra: Sequence[str]) -> list[str]:
    return [str(cells.get(name, "")) for name in extra]


def test_columns_come_in_the_order_of_days_and_ids(data_set: DataSet) -> None:
    rows = [{"id": "b"}, {"id": "a"}, {"id": "c", "date_start": "2016-05-05"}]
    columns = EventStore([data_set("ged", *rows)]).columns()
    assert columns.event_id.tolist() == ["ucdp:c", "ucdp:a", "ucdp:b"]
    assert columns.day.tolist() == [date(2016, 5, 5).toordinal() - date(1970, 1, 1).toordinal(), 17440, 17440]


def test_what_a_row_lacks_is_empty_text_zero_or_nan(data_set: DataSet) -> None:
    columns = EventStore([data_set("ged", {"high": "", "low": "NA"})]).columns()
    assert columns.adm_1.tolist() == columns.place.tolist() == columns.sources.tolist() == [""]
    assert columns.where_prec.tolist() == columns.date_prec.tolist() == [0]
    assert np.isnan([columns.low[0], columns.high[0], columns.radius_km[0]]).all()
    assert columns.best.tolist() == [3.0]


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_arrays_have_one_length_and_the_types_that_are_promised(data_set: DataSet, rows: int) -> None:
    files = [data_set("ged", *({"id": n} for n in range(rows)))] if rows else []
    columns = EventStore(files).columns()
    arrays = {field.name: getattr(columns, field.name) for field in fields(EventColumns)}
    assert {len(array) for array in arrays.values()} == {rows} == {len(columns)}
    assert not any(isinstance(array, np.ma.MaskedArray) for array in arrays.values())
    whole, texts = {"day", "end_day", "where_prec", "date_prec"}, {"event_id", "kind", "side_a", "sources"}
    assert {arrays[name].dtype for name in whole} == {np.dtype(np.int64)}
    assert {arrays[name].dtype for name in texts} == {np.dtype(object)}
    assert arrays["lat"].dtype == arrays["best"].dtype == np.float64


def test_a_period_holds_its_first_day_and_not_its_last(data_set: DataSet) -> None:
    days = ["2017-09-30", "2017-10-01", "2017-10-31", "2017-11-01"]
    rows = [{"id": n, "date_start": day, "date_end": day} for n, day in enumerate(days)]
    columns = EventStore([data_set("ged", *rows)]).columns(since=date(2017, 10, 1), until=date(2017, 11, 1))
    assert columns.event_id.tolist() == ["ucdp:1", "ucdp:2"]


def test_only_asked_countries_are_read(data_set: DataSet) -> None:
    store = EventStore([data_set("ged", {"id": 1, "country": "X"}, {"id": 2, "country": "O'Y"})])
    assert store.columns(countries=["O'Y"]).event_id.tolist() == ["ucdp:2"]
    assert len(store.columns(countries=[])) == 0


def test_one_id_in_two_data_sets_counts_once_and_the_fuller_row_wins(data_set: DataSet) -> None:
    cut = data_set("b_cut", {"id": 1, "best": 1, "high": ""}, {"id": 2, "best": 1})
    full = data_set("a_full", {"id": 1, "best": 9}, {"id": 3}, extra=["adm_1"])
    store = EventStore([cut, full])
    columns = store.columns()
    assert store.duplicates == 1
    assert dict(zip(columns.event_id, columns.best, strict=True)) == {"ucdp:1": 9, "ucdp:2": 1, "ucdp:3": 3}


@pytest.mark.parametrize("turned", [False, True])
def test_of_equally_full_rows_the_one_in_the_file_that_sorts_last_wins(
    data_set: DataSet, turned: bool
) -> None:
    files = [data_set("ged211", {"best": 1}), data_set("ged231", {"best": 2})]
    columns = EventStore(files[::-1] if turned else files).columns()
    assert columns.best.tolist() == [2]


def test_take_keeps_marked_rows_or_rows_by_place(data_set: DataSet) -> None:
    columns = EventStore([data_set("ged", *({"id": n} for n in "abc"))]).columns()
    assert columns.take(columns.event_id != "ucdp:b").event_id.tolist() == ["ucdp:a", "ucdp:c"]
    assert columns.take(np.array([2, 0])).event_id.tolist() == ["ucdp:c", "ucdp:a"]


def test_side_names_are_counted_on_either_side_once_a_row(data_set: DataSet) -> None:
    rows = [
        {"id": 1, "side_a": "Red", "side_b": "Blue"},
        {"id": 2, "side_a": "Blue", "side_b": "Red", "date_start": "2016-01-01", "country": "Y"},
        {"id": 3, "side_a": "Red", "side_b": "Red"},
    ]
    names = {n.name: n for n in EventStore([data_set("ged", *rows)]).side_names()}
    assert {name: n.events for name, n in names.items()} == {"Red": 3, "Blue": 2}
    assert (names["Red"].first, names["Red"].last) == (date(2016, 1, 1), date(2017, 10, 1))
    assert names["Red"].countries == ("X", "Y")


def test_place_names_are_listed_by_level_with_mean_positions(data_set: DataSet) -> None:
    rows = [
        {"id": 1, "latitude": 10, "adm_1": "North"},
        {"id": 2, "latitude": 12, "adm_1": "North"},
        {"id": 3, "latitude": 30, "country": "Y", "adm_1": "North"},
    ]
    places = EventStore([data_set("ged", *rows, extra=["adm_1"])]).place_names()
    found = [(p.level, p.name, p.country, p.events, p.lat) for p in places]
    assert found == [
        ("country", "X", "X", 2, 11.0),
        ("country", "Y", "Y", 1, 30.0),
        ("adm_1", "North", "X", 2, 11.0),
        ("adm_1", "North", "Y", 1, 30.0),
    ]


def test_rows_are_fetched_whole_and_in_the_asked_order(data_set: DataSet) -> None:
    store = EventStore([data_set("ged", {"id": 1}, {"id": 2, "side_a": "O'Red"})])
    two, one = store.rows(["ucdp:2", "ucdp:absent", "ucdp:1"])
    assert (two["event_id"], two["side_a"], two["row"], two["dataset"]) == ("ucdp:2", "O'Red", 3, "ged")
    assert one["date_start"] == date(2017, 10, 1)


def test_a_new_version_is_compared_by_content_and_not_by_line(data_set: DataSet) -> None:
    old = data_set("old", {"id": 1}, {"id": 2}, {"id": 3, "high": ""})
    new = data_set("new", {"id": 4}, {"id": 3, "high": "9"}, {"id": 2})
    assert changes(old, new) == Changes(
        new=1,
        changed=1,
        deleted=1,
        by_column={"high": 1},
        new_ids=("ucdp:4",),
        changed_rows=(ChangedRow(event_id="ucdp:3", columns=("high",)),),
        deleted_ids=("ucdp:1",),
    )
    assert changes(old, old) == Changes(new=0, changed=0, deleted=0)
    assert shared_ids(old, new) == 2


def test_a_file_from_before_a_column_came_reads_as_null_there(data_set: DataSet, tmp_path: Path) -> None:
    new, old = data_set("new", {"id": 1}), tmp_path / "old.parquet"
    later = "side_a_id, side_b_id, initiator, acts, clarity"
    duckdb.read_parquet(str(data_set("made", {"id": 2}))).project(f"* EXCLUDE ({later})").write_parquet(
        str(old)
    )
    for files in ([old], [new, old]):
        columns = EventStore(files).columns()
        assert columns.acts.tolist() == [1] * len(files)
        assert set(columns.initiator) == {""}
    assert EventStore([old]).rows(["ucdp:2"])[0]["clarity"] is None
    assert changes(old, data_set("again", {"id": 2})) == Changes(new=0, changed=0, deleted=0)
