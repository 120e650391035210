"""Co-presence in a real province against a count that follows the definition row by row."""

import csv
import gzip
import math
from collections import Counter
from datetime import date

import numpy as np
import pytest

from holdfire.contact.copresence import co_presence
from holdfire.contact.exposure import NOBODY, Days, Roster, Rows
from holdfire.contact.grid import projection_for
from holdfire.contact.regions import square_names

SIDES = {"Government of Syria": 0, "IS": 1}
FIRST, END = date(2017, 10, 1).toordinal(), date(2017, 12, 1).toordinal()
PROVINCE = "Hamah Governorate"


@pytest.fixture(scope="module")
def table(shared):
    path = shared / "data/ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def rows(table):
    lon, lat = (np.array([float(r[c]) for r in table]) for c in ("longitude", "latitude"))
    x, y = projection_for(lon, lat).forward(lon, lat)
    fine = np.array([int(r["where_prec"]) <= 2 for r in table])
    one, other = (np.array([SIDES.get(r[c], 2) for r in table]) for c in ("side_a", "side_b"))
    return Rows(
        x=x,
        y=y,
        day=np.array([date.fromisoformat(r["date_start"]).toordinal() for r in table]),
        one=np.where(fine, one, NOBODY),
        other=np.where(fine, other, NOBODY),
    )


def slow_count(table, rows):
    """Count cell-days of presence of both sides, and of the same with the dyad's own clashes counted in."""
    near = [
        (x, y, t, a, b)
        for x, y, t, a, b in zip(rows.x, rows.y, rows.day, rows.one, rows.other, strict=True)
        if FIRST - 30 <= t < END + 30 and {a, b} & {0, 1}
    ]
    votes = {}
    for r, x, y in zip(table, rows.x, rows.y, strict=True):
        if r["adm_1"]:
            votes.setdefault((math.floor(x / 10), math.floor(y / 10)), Counter())[r["adm_1"]] += 1
    places = [(x, y, r["adm_1"]) for r, x, y in zip(table, rows.x, rows.y, strict=True) if r["adm_1"]]
    reached = {
        (math.floor(x / 10) + i, math.floor(y / 10) + j)
        for x, y, *_ in near
        for i in range(-2, 3)
        for j in range(-2, 3)
    }
    total = 0
    for column, row in reached:
        cx, cy = 10 * column + 5, 10 * row + 5
        here = [(t, a, b) for x, y, t, a, b in near if math.hypot(x - cx, y - cy) <= 15]
        days = [set(), set()]
        for t, a, b in here:
            for side in {a, b} & {0, 1}:
                if 1 - side not in (a, b):
                    days[side].update(range(max(FIRST, t - 30), min(END, t + 31)))
        both = len(days[0] & days[1])
        if not both:
            continue
        if (column, row) in votes:
            name = min(votes[column, row].items(), key=lambda item: (-item[1], item[0]))[0]
        else:
            name = min((math.hypot(x - cx, y - cy), n) for x, y, n in places)[1]
        total += both * (name == PROVINCE)
    return total


def test_cell_days_of_a_province_agree_with_a_slow_count(table, rows):
    roster = Roster(names=("gov", "is"), pairs=np.array([[0, 1]]))
    contact = co_presence(rows, roster, Days(first=FIRST, end=END))
    names = square_names(rows.x, rows.y, np.array([r["adm_1"] for r in table], dtype=object))
    fast = contact.amount[names.at(contact.x, contact.y) == PROVINCE].sum()
    assert fast == slow_count(table, rows) > 0
