"""Days, months and places of a setting."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from holdfire.simulate.setting import nearest
from holdfire.simulate.velmar import LAND, PARTIES, PLAIN_WAR


def test_months_run_over_the_end_of_a_year() -> None:
    setting = replace(PLAIN_WAR, since=date(2031, 11, 1), months=3)
    assert setting.month_starts == (date(2031, 11, 1), date(2031, 12, 1), date(2032, 1, 1), date(2032, 2, 1))
    assert setting.until == date(2032, 2, 1)
    assert np.bincount(setting.month_of_day).tolist() == [30, 31, 31]


def test_day_numbers_and_dates_are_each_others_inverse() -> None:
    assert PLAIN_WAR.date_of(0) == PLAIN_WAR.since
    assert PLAIN_WAR.day_number(PLAIN_WAR.date_of(400)) == 400


def test_a_party_that_nobody_knows_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        PLAIN_WAR.index("nobody")


def test_nearest_gives_the_first_of_equals() -> None:
    among = np.array([[0.0, 0.0], [2.0, 0.0], [9.0, 9.0]])
    assert nearest(np.array([[1.0, 0.0], [8.0, 8.0]]), among).tolist() == [0, 2]


def test_the_country_lies_in_the_open_atlantic_and_cells_are_nearly_square() -> None:
    height = LAND.lat(np.array([LAND.cell_km]))[0] - LAND.south
    width = LAND.lon(np.array([LAND.cell_km]))[0] - LAND.west
    assert 19 < LAND.south < LAND.lat(np.array([240.0]))[0] < 24
    assert -43 < LAND.west < LAND.lon(np.array([300.0]))[0] < -38
    assert width / height == pytest.approx(1 / np.cos(np.radians(21.08)), rel=1e-3)


def test_names_of_places_and_parties_are_told_apart() -> None:
    settlements = [name for name, _, _ in LAND.settlements]
    assert len(set(settlements)) == len(settlements) == 160
    spoken = [word for p in PARTIES for word in (p.name, *p.aliases, *p.units)]
    assert len({word.casefold() for word in spoken}) == len(spoken)
