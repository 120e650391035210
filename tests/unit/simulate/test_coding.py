"""What a data set makes of the war: what it leaves out, how it dates, places and names."""

import csv
import io
from datetime import date

import numpy as np
import pytest

from holdfire.simulate.coding import CodedEvents, code_events
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.rates import Habits
from holdfire.simulate.setting import CIVILIANS
from holdfire.simulate.ucdp import COLUMNS, row_ids, ucdp_csv


@pytest.fixture(scope="module")
def coded(war_with_deal: SimulatedWar) -> CodedEvents:
    return code_events(war_with_deal, np.random.default_rng(2))


@pytest.fixture(scope="module")
def rows(war_with_deal: SimulatedWar, coded: CodedEvents) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ucdp_csv(war_with_deal, coded).decode())))


def test_only_deadly_events_are_recorded_and_some_of_them_are_missed(
    war_with_deal: SimulatedWar, coded: CodedEvents
) -> None:
    events = war_with_deal.events
    dead = events.deaths_one + events.deaths_other + events.bystanders
    assert (dead[coded.truth] > 0).all()
    assert len(np.unique(coded.truth)) == len(coded)
    assert len(coded) / (dead > 0).sum() == pytest.approx(0.9, abs=0.03)


def test_the_recorded_days_hold_the_true_one(war_with_deal: SimulatedWar, coded: CodedEvents) -> None:
    true_day = war_with_deal.events.day[coded.truth]
    assert (coded.day <= true_day).all()
    assert (true_day <= coded.end_day).all()
    exact = coded.date_prec == 1
    assert (coded.day[exact] == coded.end_day[exact]).all()
    assert (coded.end_day - coded.day < 13).all()
    assert (np.diff(coded.day) >= 0).all()


def test_an_exact_place_is_the_true_one_and_the_province_is_always_right(
    war_with_deal: SimulatedWar, coded: CodedEvents
) -> None:
    places, true_place = war_with_deal.places, war_with_deal.events.place[coded.truth]
    exact = coded.where_prec == 1
    assert (coded.place[exact] == true_place[exact]).all()
    assert (places.region[coded.place] == places.region[true_place]).all()
    near = coded.where_prec == 2
    assert (coded.place[near] != true_place[near]).all()


def test_the_dead_add_up_to_the_true_number(war_with_deal: SimulatedWar, coded: CodedEvents) -> None:
    events = war_with_deal.events
    dead = events.deaths_one + events.deaths_other + events.bystanders
    assert (coded.best == dead[coded.truth]).all()
    assert (coded.low <= coded.best).all()
    assert (coded.best <= coded.high).all()


def test_the_file_has_the_columns_of_a_ucdp_release(rows: list[dict[str, str]], coded: CodedEvents) -> None:
    assert tuple(rows[0]) == COLUMNS
    assert len(COLUMNS) == len(set(COLUMNS)) == 49
    assert [int(row["id"]) for row in rows] == list(row_ids(coded))


def test_kinds_and_sides_follow_the_codebook(war_with_deal: SimulatedWar, rows: list[dict[str, str]]) -> None:
    state = "Government of Velmar"
    for row in rows:
        kind, one, other = row["type_of_violence"], row["side_a"], row["side_b"]
        assert row["dyad_name"] == f"{one} - {other}"
        assert (kind == "3") == (other == "Civilians")
        assert kind == "3" or (kind == "1") == (one == state)
        assert state != other
    assert len(rows) > 500
    assert {row["country"] for row in rows} == {war_with_deal.setting.land.name}


def test_units_are_named_now_and_then(rows: list[dict[str, str]]) -> None:
    named = [row for row in rows if "Brigade" in row["side_a"] + row["side_b"]]
    of_front = [row for row in rows if "Free Velmar Front" in row["side_a"] + row["side_b"]]
    assert 0 < len(named) < 0.1 * len(of_front)


def test_rows_are_dated_in_the_war_and_placed_in_the_country(rows: list[dict[str, str]]) -> None:
    for row in rows:
        start, end = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        assert date(2031, 1, 1) <= start <= end < date(2031, 11, 1)
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert 20 <= float(row["latitude"]) <= 22.2
        assert -42 <= float(row["longitude"]) <= -39


def test_a_source_without_faults_records_every_deadly_event_as_it_was(war_with_deal: SimulatedWar) -> None:
    perfect = Habits(missing=0.0, where_prec=(1.0,), date_prec=(1.0,), spread=0.0, by_unit=0.0)
    coded = code_events(war_with_deal, np.random.default_rng(0), perfect)
    events = war_with_deal.events
    dead = events.deaths_one + events.deaths_other + events.bystanders
    assert len(coded) == (dead > 0).sum()
    assert (coded.day == events.day[coded.truth]).all()
    assert (coded.end_day == coded.day).all()
    assert (coded.place == events.place[coded.truth]).all()
    assert (coded.low == coded.high).all()
    assert ((coded.kind == 3) == (events.other[coded.truth] == CIVILIANS)).all()


def test_the_same_seed_gives_the_same_file(war_with_deal: SimulatedWar, coded: CodedEvents) -> None:
    again = code_events(war_with_deal, np.random.default_rng(2))
    assert ucdp_csv(war_with_deal, again) == ucdp_csv(war_with_deal, coded)
