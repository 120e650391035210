"""Made-up rows in the shapes in which ACLED has been published."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import numpy as np
import pytest

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.tables import TableResult, import_table
from holdfire.events import format_for
from holdfire.events.acled import FORMAT
from holdfire.model.actor import Actor

NEW = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
OLD = (
    "data_id,iso,event_id_no_cnty,event_date,year,time_precision,event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,timestamp,iso3"
)
ROW: Mapping[str, object] = {
    "event_id_cnty": "VEL1",
    "data_id": "77",
    "event_date": "15 January 2020",
    "time_precision": 1,
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Velmar (2001-)",
    "inter1": "State forces",
    "actor2": "Red Army",
    "inter2": "Rebel group",
    "country": "Velmar",
    "admin1": "North",
    "location": "Aba",
    "latitude": 10.5,
    "longitude": 20.5,
    "geo_precision": 1,
    "source": "Desk; Radio",
    "notes": "Two sides met.",
    "fatalities": 3,
}
Import = Callable[..., TableResult]
Kept = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def bring(tmp_path: Path) -> Import:
    def made(*rows: Mapping[str, object], header: str = NEW, skip_bad: bool = False) -> TableResult:
        file = tmp_path / "acled.csv"
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, header.split(","), extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**ROW, **row} for row in rows)
        return import_table(FORMAT, [file], tmp_path / "out", dataset="acled", skip_bad=skip_bad)

    return made


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return lambda columns: (
        duckdb.read_parquet(str(tmp_path / "out")).order('"row"').project(columns).fetchall()
    )


def test_the_export_has_31_columns_and_is_told_by_its_header() -> None:
    assert len(NEW.split(",")) == 31
    assert format_for(NEW.split(",")) is format_for(OLD.split(",")) is FORMAT


@pytest.mark.parametrize(("header", "own"), [(NEW, "acled:VEL1"), (OLD, "acled:77")])
def test_new_and_old_shapes_give_the_same_event(bring: Import, kept: Kept, header: str, own: str) -> None:
    bring({}, header=header)
    assert kept(
        "event_id, date_start::VARCHAR, date_end::VARCHAR, kind, side_a, side_b, best, low, initiator"
    ) == [(own, "2020-01-15", "2020-01-15", "battle", ROW["actor1"], "Red Army", 3, None, None)]


@pytest.mark.parametrize(
    "day", ["2020-01-15", "15 January 2020", "15-January-2020", "15 Jan 2020", "15-Jan-20"]
)
def test_days_are_read_in_every_form_that_was_published(bring: Import, kept: Kept, day: str) -> None:
    bring({"event_date": day})
    assert kept("date_start::VARCHAR") == [("2020-01-15",)]


@pytest.mark.parametrize(
    ("event_type", "sub", "kind"),
    [
        ("Battles", "Armed clash", "battle"),
        ("Battles", "Government regains territory", "battle"),
        ("Explosions/Remote violence", "Air/drone strike", "remote_violence"),
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", "remote_violence"),
        ("Violence against civilians", "Attack", "one_sided"),
        ("Protests", "Peaceful protest", "protest"),
        ("Riots", "Mob violence", "riot"),
        ("Strategic developments", "Agreement", "strategic"),
        ("Battle-No change of territory", "", "battle"),
        ("Remote violence", "", "remote_violence"),
        ("Riots/Protests", "", "riot"),
    ],
)
def test_types_become_kinds_and_stay_beside_them(
    bring: Import, kept: Kept, event_type: str, sub: str, kind: str
) -> None:
    bring({"event_type": event_type, "sub_event_type": sub})
    assert kept("kind, raw_kind") == [(kind, f"{event_type}: {sub}" if sub else event_type)]


def test_an_unknown_type_is_a_bad_row(bring: Import) -> None:
    result = bring({"event_type": "Dance"}, {"event_id_cnty": "VEL2"}, skip_bad=True)
    assert [(p.row, p.column, p.value) for p in result.problems] == [(2, "event_type", "Dance: Armed clash")]


@pytest.mark.parametrize(
    ("inter1", "inter2"), [(1, 7), ("State forces", "Civilians"), (6, 1), ("2", "Protesters")]
)
def test_what_is_done_to_civilians_from_afar_is_one_sided(
    bring: Import, kept: Kept, inter1: object, inter2: object
) -> None:
    rows = {"event_type": "Explosions/Remote violence", "inter1": inter1, "inter2": inter2}
    bring(rows, {**rows, "event_id_cnty": "VEL2", "inter1": 1, "inter2": 2})
    assert kept("kind") == [("one_sided",), ("remote_violence",)]


def test_allies_make_a_side_a_coalition_whose_names_keep_their_brackets(bring: Import, kept: Kept) -> None:
    bring({"assoc_actor_1": "Guard (North, South);  Blue ; ", "actor2": "", "inter2": 0})
    ((side_a, side_b),) = kept("side_a, side_b")
    assert side_a == "Military Forces of Velmar (2001-); Guard (North, South); Blue"
    assert side_b is None
    gov = Actor(id="gov", name="Velmar", acled_names=("Military Forces of Velmar (2001-)",))
    guard = Actor(id="guard", name="Guard (North, South)", part_of="gov")
    reader = SideReader(Registry((gov, guard)), {})
    read = reader.read(np.array([side_a], dtype=object), np.array([18_000]))
    assert read.tolist() == ["gov"]


def test_precision_is_told_on_the_scales_of_ucdp(bring: Import, kept: Kept) -> None:
    bring(*({"event_id_cnty": n, "time_precision": n, "geo_precision": n} for n in (1, 2, 3)))
    assert kept("date_prec, where_prec, radius_km") == [(1, 1, 1.0), (3, 2, 25.0), (4, 4, 100.0)]


def test_rows_that_a_new_version_lacks_are_gone(bring: Import, kept: Kept) -> None:
    bring({"event_id_cnty": "VEL1"}, {"event_id_cnty": "VEL2"})
    bring({"event_id_cnty": "VEL2", "fatalities": 9})
    assert kept("event_id, best") == [("acled:VEL2", 9)]
