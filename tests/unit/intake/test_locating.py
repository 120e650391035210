from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from holdfire.base.row_places import Placing
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import TableError
from holdfire.events.csv_mapping import with_fixed
from holdfire.events.strikes import FORMAT
from holdfire.intake.locating import located_by
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.intake.tables import import_events

ACT = Act(by="ada", at="2026-01-01T00:00:00+00:00")
PLACES = """name,latitude,longitude,countrycode,alternatenames,population
Aba,10,20,SY,Abā al-Gharbi|Abba,1000
Bera,11,21,SY,,500
Bera,14,25,SY,,500
Cora,12,22,SY,,500
Cora,12.01,22.01,SY,,900
Dara,13,23,IQ,,500
"""
STRIKES = """date,country,location,number
01/13/2015,Syria,Aba,2
01/14/2015,Syria,Abba,1
01/14/2015,Unknown,ABA,1
01/15/2015,Syria,Bera,1
01/15/2015,Syria,Cora,1
01/15/2015,Syria,Dara,1
01/15/2015,Syria,Aba and Bera,1
"""
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return made


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", title="A case", actors=None, act=ACT)


def test_names_of_one_place_get_its_position_and_others_stay_off_the_map(case: Case, write: Write) -> None:
    towns = write("towns.csv", PLACES)
    import_gazetteer(case, [towns], name=None, columns={}, skip_bad=False, act=ACT)
    fmt = with_fixed(FORMAT, {"side_a": "Blue", "side_b": "Red"})
    file = write("strikes.csv", STRIKES)
    report = import_events(case, fmt, [file], name=None, skip_bad=False, act=ACT, locate=located_by(case))
    assert report.placing == Placing(placed=4, off_map=3, ambiguous=1, not_found=2)
    rows = duckdb.read_parquet(str(case.path / "events/strikes.parquet")).order('"row"')
    assert rows.project("lat, lon, radius_km > 4 AND radius_km < 7").fetchall() == [
        (10, 20, True),
        (10, 20, True),
        (10, 20, True),
        (None, None, None),  # two places, far apart
        (12.01, 22.01, True),  # one place by two entries, the larger one taken
        (None, None, None),  # known in another country only
        (None, None, None),  # two names
    ]
    said = " ".join(report.sentences())
    assert "placed by name: 4 rows" in said
    assert "3 rows (1 with a name of several places, 2 with none known)" in said


def test_without_a_gazetteer_the_flag_says_what_is_missing(case: Case) -> None:
    with pytest.raises(TableError, match="holdfire import places"):
        located_by(case)


def test_rows_with_coordinates_keep_them(case: Case, write: Write) -> None:
    import_gazetteer(case, [write("towns.csv", PLACES)], name=None, columns={}, skip_bad=False, act=ACT)
    fmt = with_fixed(FORMAT, {"side_a": "Blue", "side_b": "Red"})
    text = "date,country,location,number,lat,lon\n01/13/2015,Syria,Aba,2,33,44\n01/13/2015,Syria,Aba,2,,\n"
    file = write("strikes.csv", text)
    report = import_events(case, fmt, [file], name=None, skip_bad=False, act=ACT, locate=located_by(case))
    assert (report.placing.placed, report.placing.off_map) == (1, 0)
    rows = duckdb.read_parquet(str(case.path / "events/strikes.parquet")).order('"row"')
    assert rows.project("lat, lon").fetchall() == [(33, 44), (10, 20)]
