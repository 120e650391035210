"""The actor list of UCDP over its own events: homonyms by country, and a registry by hand that reads on.

Counts: plain SQL over the same files; 251 and 38 rows of SRF are those of the list's SOURCE.md.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from holdfire.actors.merging import DataSide, merge
from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.actors.ucdp_list import ListedActor, read_actor_list
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.base.unpacking import plain_text
from holdfire.events.ucdp_ged import FORMAT
from holdfire.inquiry.rollup import rolled
from holdfire.records.registry import read_registry, write_registry

FOLDER = "data/ucdp_ged211_global_prec12"
HOMONYMS = {
    ("SSDF", "Sudan"): "ssdf_686",
    ("SSDF", "Somalia"): "ssdf_499",
    ("ELN", "Colombia"): "eln_744",
    ("SRF", "Sudan"): "srf_1162",
    ("SRF", "Syria"): "srf_6011",
    ("UPC", "DR Congo (Zaire)"): "upc_1076",
}


@pytest.fixture(scope="module")
def listed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[ListedActor, ...]:
    packed = shared / "data/ucdp_actor_221/ucdp-actor-221.csv.gz"
    plain = plain_text(packed, tmp_path_factory.mktemp("list") / "list.csv").path
    return read_actor_list(plain.read_text(encoding="utf-8-sig"), source=packed.name)


@pytest.fixture(scope="module")
def events(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> EventColumns:
    out = tmp_path_factory.mktemp("events") / "ged.parquet"
    files = sorted((shared / FOLDER).glob("*.csv.gz"))
    import_table(FORMAT, files, out, dataset="ged", skip_bad=False)
    return EventStore([out]).columns()


@pytest.fixture(scope="module")
def sides(events: EventColumns) -> tuple[DataSide, ...]:
    every = sides_of(events)
    lands: dict[str, set[str]] = defaultdict(set)
    for name, country in zip(every.name, every.country, strict=True):
        lands[name].add(country)
    return tuple(DataSide(name=n, countries=frozenset(found)) for n, found in sorted(lands.items()))


def test_the_list_is_read_whole(listed: tuple[ListedActor, ...]) -> None:
    assert len(listed) == 1_725
    assert sum(one.state for one in listed) == 163
    assert all(one.short == one.short.strip() for one in listed)
    shorts = [one.short for one in listed]
    assert len({short for short in shorts if shorts.count(short) > 1}) == 21
    state = next(one for one in listed if one.id == "234")
    assert (state.short, state.name) == ("IS", "Islamic State")


def test_homonyms_are_told_apart_by_country_with_the_counts_of_plain_sql(
    shared: Path, listed: tuple[ListedActor, ...], events: EventColumns, sides: tuple[DataSide, ...]
) -> None:
    every = sides_of(events)
    labels = SideReader(Registry(merge([], listed, sides).actors), {}).read(*every.columns)
    table = duckdb.read_csv(str(shared / FOLDER / "*.csv.gz"), all_varchar=True)
    rows = table.query(
        "ged",
        "SELECT name, country, count(*) FROM (SELECT side_a AS name, country FROM ged UNION ALL "
        "SELECT side_b, country FROM ged) GROUP BY ALL",
    ).fetchall()
    counted = {(name, country): n for name, country, n in rows}
    for (name, country), label in HOMONYMS.items():
        here = (every.name == name) & (every.country == country)
        assert set(labels[here]) == {label}
        assert here.sum() == counted[name, country]
    assert (counted["SRF", "Sudan"], counted["SRF", "Syria"]) == (251, 38)


def test_two_of_one_name_in_one_country_stay_ambiguous_until_rows_have_ids(
    listed: tuple[ListedActor, ...], events: EventColumns, sides: tuple[DataSide, ...]
) -> None:
    registry = Registry(merge([], listed, sides).actors)
    rows = events.take((events.side_b == "DPR") & (events.country == "Ukraine"))
    found = {s.reading.name: s.reading for s in rolled(rows, registry).sides}["DPR"]
    assert (found.reading, found.actors) == ("ambiguous", ("dpr_5840", "dpr_6711"))
    ids = rows.side_b_id.copy()
    ids[:] = "6711"
    settled = {s.reading.name: s.reading for s in rolled(replace(rows, side_b_id=ids), registry).sides}["DPR"]
    assert (settled.reading, settled.read_as, settled.events) == ("actor", "dpr_6711", len(rows))


def test_a_registry_by_hand_reads_its_own_country_as_before(
    shared: Path, listed: tuple[ListedActor, ...], events: EventColumns
) -> None:
    text = (shared / "cases/syria/actors.toml").read_text(encoding="utf-8")
    own = read_registry(text, source="actors.toml")
    rows = events.take(events.country == "Syria")
    every = sides_of(rows)
    pairs = {name: frozenset({"Syria"}) for name in every.name}
    merged = merge(own, listed, [DataSide(name=n, countries=c) for n, c in sorted(pairs.items())])
    before = SideReader(Registry(own), {}).read(*every.columns)
    after = SideReader(Registry(merged.actors), {}).read(*every.columns)
    known = {actor.id for actor in own}
    changed = {
        (name, one, two) for name, one, two in zip(every.name, before, after, strict=True) if one != two
    }
    assert {one for _, one, _ in changed}.isdisjoint(known)
    written = write_registry(merged.actors, onto=text)
    assert read_registry(written, source="actors.toml") == merged.actors
    assert all(line in written for line in text.splitlines() if line.startswith("#"))


def test_rolling_up_the_world_accounts_for_every_side(shared: Path, events: EventColumns) -> None:
    text = (shared / "cases/syria/actors.toml").read_text(encoding="utf-8")
    found = rolled(events, Registry(read_registry(text, source="actors.toml")))
    assert found.totals.events == 176_579
    assert sum(side.reading.events for side in found.sides) == found.totals.sides == 2 * 176_579
