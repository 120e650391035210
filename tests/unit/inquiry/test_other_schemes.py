"""Rows of a scheme that tells by the manner, as a question sees them: who is armed, and who fights whom."""

from datetime import date
from pathlib import Path

import pytest

from holdfire.case.act import Act
from holdfire.inquiry.builders.rows import is_clash
from holdfire.inquiry.record import build_record
from holdfire.inquiry.war import War, load_war
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events
from holdfire.model.allegation import Area, AreaKind, Period, Triple

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
HEADER = (
    "event_id_cnty,event_date,event_type,actor1,inter1,actor2,inter2,country,latitude,longitude,fatalities"
)
ROWS = (
    "1,2020-01-05,Battles,Red,2,Blue,3",
    "2,2020-01-06,Explosions/Remote violence,Red,2,,0",
    "3,2020-01-07,Explosions/Remote violence,Red,2,Civilians (Velmar),7",
    "4,2020-01-08,Strategic developments,Red,2,Blue,3",
    "5,2020-01-09,Riots,Rioters (Velmar),5,Blue,3",
    "6,2020-01-10,Explosions/Remote violence,Blue,3,Red,2",
)


@pytest.fixture
def war(tmp_path: Path) -> War:
    case = new_case(tmp_path / "case", title="A case", actors=None, act=ACT)
    file = tmp_path / "acled.csv"
    file.write_text("\n".join([HEADER, *(f"{row},Velmar,10,20,0" for row in ROWS), ""]))
    import_events(case, "acled", [file], name=None, skip_bad=False, act=ACT)
    area = Area(kind=AreaKind.COUNTRY, name="Velmar", asked="Velmar", countries=("Velmar",))
    triple = Triple(a=("red",), b=("blue",), against=())
    return load_war(case, triple, area, Period(since=date(2020, 1, 1), until=date(2020, 2, 1)))


def test_only_who_fights_is_armed_and_a_side_left_empty_is_nobody(war: War) -> None:
    assert war.other.tolist()[1] == ""
    assert war.armed == {"red", "blue"}


def test_a_clash_is_a_battle_or_remote_violence_of_two_armed_sides(war: War) -> None:
    assert is_clash(war).tolist() == [True, False, False, False, False, True]


def test_the_record_of_a_dyad_counts_violence_and_no_agreement(war: War) -> None:
    (asked,) = (row for row in build_record(war) if row.area == "asked")
    assert asked.rows == ("acled:1", "acled:6")
