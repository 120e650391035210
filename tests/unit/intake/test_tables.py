import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import BusyError, TableError
from holdfire.intake.opening import new_case
from holdfire.intake.tables import ImportReport, import_events

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
GOOD: Mapping[str, object] = {
    "id": 1,
    "type_of_violence": 1,
    "side_a": "Government of X",
    "side_b": "Red",
    "latitude": 10,
    "longitude": 20,
    "country": "X",
    "date_start": "2017-10-01",
    "best": 1,
}
Table = Callable[..., Path]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="A case", actors=None, act=ACT)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A table on disk; each row is a good one with some cells changed."""

    def made(*rows: Mapping[str, object], name: str = "ged.csv") -> Path:
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [*GOOD])
            writer.writeheader()
            writer.writerows({**GOOD, **row} for row in rows)
        return tmp_path / name

    return made


def bring(case: Case, *files: Path, name: str | None = None, skip_bad: bool = False) -> ImportReport:
    return import_events(case, "ucdp", files, name=name, skip_bad=skip_bad, act=ACT)


def snapshot(case: Case) -> dict[str, bytes]:
    return {str(p.relative_to(case.path)): p.read_bytes() for p in case.path.rglob("*") if p.is_file()}


def test_an_import_is_one_logged_act_with_table_and_notes(case: Case, table: Table) -> None:
    report = bring(case, table({"id": 1}, {"id": 2}))
    assert case.names("events/*") == ("events/ged.json", "events/ged.parquet")
    notes = json.loads(case.read("events/ged.json"))
    assert notes["counts"] == {"read": 2, "kept": 2, "rejected": 0, "left_out": {}}
    assert notes["columns"]["lat"] == "latitude"
    assert notes["files"][0]["name"] == "ged.csv"
    assert len(notes["files"][0]["sha256"]) == 64
    assert report.absent[:2] == ("date_end", "date_prec")
    assert len(EventStore([case.path / "events/ged.parquet"]).columns()) == 2


@pytest.mark.parametrize(
    ("file", "name", "dataset"),
    [
        ("GED 23.1.csv", None, "ged_23_1"),
        ("ged.CSV", None, "ged"),
        ("ged.csv", "My data", "my_data"),
        ("ged.csv", "../../etc/x", "etc_x"),
    ],
)
def test_a_data_set_is_called_as_asked_or_as_its_first_file(
    case: Case, table: Table, file: str, name: str | None, dataset: str
) -> None:
    assert bring(case, table({}, name=file), name=name).dataset == dataset
    assert f"events/{dataset}.parquet" in case.logged()


def test_bad_rows_refuse_the_import_and_change_nothing(case: Case, table: Table) -> None:
    bring(case, table({}))
    before = snapshot(case)
    with pytest.raises(TableError, match=r"2 problems in 2 of 3 rows; nothing was imported") as caught:
        bring(case, table({"id": 1, "latitude": 91}, {"id": 2}, {"id": 3, "best": "many"}))
    assert [(p.row, p.column) for p in caught.value.problems] == [(2, "latitude"), (4, "best")]
    assert snapshot(case) == before


def test_bad_rows_that_are_skipped_are_listed_beside_the_data_set(case: Case, table: Table) -> None:
    report = bring(case, table({"latitude": 91}, {"id": 2}), skip_bad=True)
    assert (report.counts.kept, report.counts.rejected) == (1, 1)
    notes = json.loads(case.read("events/ged.json"))
    assert notes["problems"][0]["row"] == 2
    assert any("latitude" in sentence for sentence in report.sentences())


def test_an_import_that_keeps_no_row_is_an_error(case: Case, table: Table) -> None:
    before = snapshot(case)
    with pytest.raises(TableError, match="none of 1 rows can be kept"):
        bring(case, table({"latitude": 91}), skip_bad=True)
    assert snapshot(case) == before


@pytest.mark.parametrize("files", [0, 1])
def test_a_file_that_is_not_there_is_an_error_and_changes_nothing(
    case: Case, tmp_path: Path, files: int
) -> None:
    before = snapshot(case)
    with pytest.raises(TableError, match=r"no such file|no file was given"):
        bring(case, *[tmp_path / "nowhere.csv"][:files])
    assert snapshot(case) == before


def test_an_unknown_format_is_an_error(case: Case, table: Table) -> None:
    with pytest.raises(TableError, match="known are ucdp"):
        import_events(case, "gtd", [table({})], name=None, skip_bad=False, act=ACT)


def test_an_import_under_an_old_name_replaces_it_and_says_what_changed(case: Case, table: Table) -> None:
    bring(case, table({"id": 1}, {"id": 2}, {"id": 3}))
    report = bring(case, table({"id": 2}, {"id": 3, "best": 5}, {"id": 4}, {"id": 5}))
    assert report.changes is not None
    assert (report.changes.new, report.changes.changed, report.changes.deleted) == (2, 1, 1)
    assert len(EventStore([case.path / "events/ged.parquet"]).columns()) == 4
    assert any("2 new rows, 1 changed, 1 deleted" in sentence for sentence in report.sentences())


def test_events_that_another_data_set_has_too_are_counted(case: Case, table: Table) -> None:
    bring(case, table({"id": 1}, {"id": 2}), name="old")
    report = bring(case, table({"id": 2}, {"id": 3}), name="new")
    assert report.shared == {"old": 1}
    assert EventStore([case.path / n for n in case.names("events/*.parquet")]).duplicates == 1
    assert "also in old: 1; each of these counts once" in tuple(report.sentences())


def test_the_same_import_gives_the_same_bytes(case: Case, table: Table) -> None:
    file = table({"id": 1}, {"id": 2})
    bring(case, file)
    first = {name: case.logged()[name] for name in case.names("events/*")}
    bring(case, file)
    assert {name: case.logged()[name] for name in case.names("events/*")} == first


def test_an_import_that_another_one_overtook_is_refused(
    case: Case, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table({"id": 1})
    commit = Case.commit

    def overtaken(self: Case, *args: object, **more: object) -> object:
        monkeypatch.setattr(Case, "commit", commit)
        bring(self, table({"id": 9}, name="other.csv"), name="ged")
        return commit(self, *args, **more)

    monkeypatch.setattr(Case, "commit", overtaken)
    with pytest.raises(BusyError, match="changed meanwhile"):
        bring(case, file)


def test_a_rehearsal_checks_everything_and_writes_nothing(case: Case, table: Table) -> None:
    before = snapshot(case)
    assert bring(case.rehearsal(), table({"id": 1})).counts.kept == 1
    assert snapshot(case) == before


def test_the_order_in_which_files_are_named_changes_nothing(case: Case, table: Table) -> None:
    files = (table({"best": 1}, {"id": 2}, name="v1.csv"), table({"best": 2}, name="v2.csv"))
    bring(case, *files, name="ged")
    before = {name: case.read(name) for name in case.names("events/*")}
    report = bring(case, *reversed(files), name="ged")
    assert report.changes is not None
    assert not report.changes.any
    assert {name: case.read(name) for name in case.names("events/*")} == before
    (best,) = (row["best"] for row in EventStore([case.path / "events/ged.parquet"]).rows(["ucdp:1"]))
    assert best == 2
