"""A real series of place marks: 898 places over 590 days, with disputes, gaps and names of several places."""

import csv
import gzip
import time
from collections import defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
import shapely

from holdfire.case.act import Act
from holdfire.contact.exposure import Days, Roster, Rows
from holdfire.contact.fronts import front_contact
from holdfire.contact.grid import projection_for
from holdfire.control import close_spells, read_control
from holdfire.control.changing import Town, map_captures
from holdfire.intake.control import MapWishes, import_control
from holdfire.intake.marked_ground import MarkRules
from holdfire.intake.opening import new_case
from holdfire.model.event import day_number

ACT = Act(by="tester", at="2026-01-01T00:00:00+00:00")
NOBODY = {"Contested", "Other/unknown"}
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def table(request):
    return request.getfixturevalue("shared") / "data" / "ukraine_place_control"


@pytest.fixture(scope="module")
def imported(table, tmp_path_factory):
    case = new_case(tmp_path_factory.mktemp("ukraine") / "case", title="x", actors=None, act=ACT)
    wishes = MapWishes(marks=MarkRules(skip_bad=True))
    begun = time.process_time()
    report = import_control(
        case, [table / "place_control_changes.csv.gz"], name="places", act=ACT, wishes=wishes
    )
    took = time.process_time() - begun
    return report, read_control(case.path / "control/places.geojson"), took


@pytest.fixture(scope="module")
def rows(table):
    with gzip.open(table / "place_control_changes.csv.gz", "rt", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["name"]]


def holders(spells, day: date, lon: float, lat: float) -> set[str | None]:
    return {
        s.holder
        for s in spells
        if s.since <= day and (s.until is None or day < s.until)
        if any(shapely.contains_xy(shapely.Polygon(p[0], p[1:]), lon, lat) for p in s.polygons)
    }


@pytest.mark.parametrize(
    ("lat", "lon", "holder", "since"),
    [
        (46.6333, 32.6, "Russia", date(2022, 3, 2)),
        (46.6333, 32.6, "Ukraine", date(2022, 11, 11)),
        (48.6044, 38.0067, "Russia", date(2023, 5, 24)),
        (49.2238, 37.2915, "Ukraine", date(2022, 9, 10)),
    ],
)
def test_known_towns_change_hands_on_their_day_and_not_the_day_before(imported, lat, lon, holder, since):
    _, spells, _ = imported
    assert holders(spells, since, lon, lat) == {holder}
    assert holder not in holders(spells, since - DAY, lon, lat)


def test_nothing_is_dropped_in_silence(imported, rows):
    report, _, took = imported
    marks = report.marks
    assert (marks.rows, marks.rejected) == (1_409, 2)
    without = defaultdict(int)
    for row in rows:
        if not row["lat"]:
            without[row["name"]] += 1
    assert sum(without.values()) == marks.by_name + sum(marks.off_map.values())
    assert all(without[name] == number for name, number in marks.off_map.items())
    assert {"Kamianka", "Makiivka", "Shevchenkove"} <= set(marks.homonyms)
    assert "Kamianka" in marks.ambiguous  # two rows of it have no coordinates
    assert set(report.holders) == {"Ukraine", "Russia", "Donetsk PR", "Luhansk PR"}
    assert took < 10


def test_a_place_far_from_others_has_the_holder_of_each_of_its_rows_on_its_day(imported, rows):
    report, spells, _ = imported
    towns = defaultdict(list)
    for row in rows:
        if row["lat"]:
            towns[float(row["lon"]), float(row["lat"])].append(row)
    clashes = {place.split(" (")[0] for place in report.marks.clashes}
    two_ways = {row["name"] for row in rows if not row["lat"]} | clashes
    shapes = [shapely.MultiPolygon([(p[0], p[1:]) for p in s.polygons]) for s in spells]
    tree = shapely.STRtree(shapes)
    checked = 0
    for at, own in towns.items():
        names = {row["name"] for row in own}
        if len(names) > 1 or names & two_ways or any(0 < np.hypot(*np.subtract(at, o)) < 0.03 for o in towns):
            continue
        over = [spells[i] for i in tree.query(shapely.Point(at), predicate="intersects")]
        for row in own:
            held = None if row["held_by"] in NOBODY else row["held_by"]
            assert holders(over, date.fromisoformat(row["first_seen_date"]), *at) == {held}, row
            checked += 1
    assert checked > 500


def test_the_reader_of_fronts_and_of_captures_work_on_it(imported):
    _, spells, _ = imported
    assert close_spells(spells) == spells
    corners = np.array([p for s in spells for polygon in s.polygons for p in polygon[0]])
    plane = projection_for(corners[:, 0], corners[:, 1])
    nobody = np.array([-1, -1])
    everywhere = Rows(
        x=np.array([-900.0, 900.0]),
        y=np.array([-900.0, 900.0]),
        day=np.array([0, 0]),
        one=nobody,
        other=nobody,
    )
    roster = Roster(names=("Russia", "Ukraine"), pairs=np.array([[0, 1]]))
    length = {}
    for day in (date(2022, 9, 1), date(2022, 12, 1)):
        days = Days(first=day_number(day), end=day_number(day) + 1)
        length[day.month] = front_contact(spells, everywhere, roster, days, plane).amount.sum()
    # the front was about 1,000 to 2,500 km long by all accounts, and shorter once Kherson was left
    assert all(500 < km < 3_000 for km in length.values())
    assert length[12] < length[9]
    towns = [Town(name="Kherson", lat=46.6333, lon=32.6, population=283_649)]
    told = {(c.taker, c.last) for c in map_captures(spells, towns)}
    assert ("Ukraine", date(2022, 11, 11)) in told


def test_a_gap_in_the_looking_leaves_days_without_a_holder(table, tmp_path):
    case = new_case(tmp_path / "case", title="x", actors=None, act=ACT)
    seen = (table / "snapshot_dates.csv", table / "place_control_last_seen.csv")
    wishes = MapWishes(marks=MarkRules(skip_bad=True, gap_days=7, seen=seen))
    import_control(case, [table / "place_control_changes.csv.gz"], name="places", act=ACT, wishes=wishes)
    spells = read_control(case.path / "control/places.geojson")
    # nobody looked from 2023-12-31 to 2024-01-17
    assert holders(spells, date(2024, 1, 7), 38.0067, 48.6044) == {"Russia"}
    assert holders(spells, date(2024, 1, 8), 38.0067, 48.6044) == set()
    assert holders(spells, date(2024, 1, 17), 38.0067, 48.6044) == {"Russia"}
