import time

import numpy as np
import pytest

from holdfire.contact.copresence import Reach, co_presence
from holdfire.contact.exposure import Days, Rows

AB = 0  # the first pair of every roster here
DAYS = Days(first=0, end=61)


def total(contact, dyad=AB):
    return contact.amount[contact.dyad == dyad].sum()


@pytest.mark.parametrize("seed", range(4))
def test_cell_days_agree_with_a_slow_count(seed, random_war, all_pairs, slow_co_presence):
    rows, roster, days = random_war(seed, rows=70, km=60.0), all_pairs(4), Days(first=0, end=25)
    contact = co_presence(rows, roster, days)
    pieces = zip(contact.dyad.tolist(), contact.x, contact.y, contact.amount, strict=True)
    assert {(d, x, y): amount for d, x, y, amount in pieces} == slow_co_presence(rows, roster, days)


def test_a_period_is_the_sum_of_its_parts(random_war, all_pairs):
    rows, roster = random_war(5, rows=300), all_pairs(4)
    whole = co_presence(rows, roster, Days(first=-40, end=260))  # longer than one chunk of days
    cuts = ((-40, 7), (7, 150), (150, 151), (151, 260))
    parts = [co_presence(rows, roster, Days(first=first, end=end)) for first, end in cuts]
    for dyad in range(len(roster.pairs)):
        assert total(whole, dyad) == sum(total(part, dyad) for part in parts)
    assert (whole.covered == np.any([part.covered for part in parts], axis=0)).all()


def test_two_actors_who_each_fight_a_third_are_present_together(rows_of, all_pairs):
    rows = rows_of((5, 5, 30, 0, 2), (5, 5, 30, 1, 2))
    contact = co_presence(rows, all_pairs(3), DAYS)
    centres = {(x, y) for x, y, d in zip(contact.x, contact.y, contact.dyad, strict=True) if d == AB}
    assert (5.0, 5.0) in centres
    assert len(centres) == 9  # the square and its eight neighbours: centres within 15 km
    assert total(contact) == 9 * 61


def test_their_own_clashes_show_no_presence(rows_of, all_pairs):
    assert total(co_presence(rows_of((5, 5, 30, 0, 1), (5, 5, 30, 1, 0)), all_pairs(3), DAYS)) == 0


def test_violence_against_civilians_shows_presence(rows_of, all_pairs):
    assert total(co_presence(rows_of((5, 5, 30, 0, -1), (5, 5, 30, -1, 1)), all_pairs(3), DAYS)) == 9 * 61


def test_presence_lasts_30_days_each_way_and_both_ends_count(rows_of, all_pairs):
    rows = rows_of((5, 5, 100, 0, 2), (5, 5, 100, 1, 2))
    for day, expected in ((69, 0), (70, 9), (130, 9), (131, 0)):
        assert total(co_presence(rows, all_pairs(3), Days(first=day, end=day + 1))) == expected


def test_the_last_day_of_a_period_is_not_counted(rows_of, all_pairs):
    rows = rows_of((5, 5, 0, 0, 2), (5, 5, 0, 1, 2))
    assert total(co_presence(rows, all_pairs(3), Days(first=28, end=31))) == 9 * 3
    assert total(co_presence(rows, all_pairs(3), Days(first=28, end=40))) == 9 * 3


def test_a_centre_exactly_at_the_reach_is_reached(rows_of, all_pairs):
    rows = rows_of((0, 5, 0, 0, 2), (0, 5, 0, 1, 2))  # 15 km west and east lie the centres at x = -15 and 15
    contact = co_presence(rows, all_pairs(3), Days(first=0, end=1))
    assert {x for x, y in zip(contact.x, contact.y, strict=True) if y == 5.0} == {-15.0, -5.0, 5.0, 15.0}


def test_a_shorter_reach_finds_less(random_war, all_pairs):
    rows = random_war(3)
    wide = total(co_presence(rows, all_pairs(4), DAYS))
    assert 0 < total(co_presence(rows, all_pairs(4), DAYS, Reach(days=15, km=10.0))) < wide


def test_a_clash_counts_as_covered_only_where_both_are_present(rows_of, all_pairs):
    rows = rows_of(
        (5, 5, 10, 0, 2),
        (5, 5, 10, 1, 2),
        (6, 6, 20, 0, 1),  # among them
        (65, 6, 20, 0, 1),  # far away
        (6, 6, 50, 1, 0),  # too late: presence ends on day 40
        (6, 6, 70, 0, 1),  # after the period
    )
    assert co_presence(rows, all_pairs(3), DAYS).covered[2:].tolist() == [True, False, False, False]


def test_relabelling_the_actors_relabels_the_contact_and_no_more(random_war, all_pairs):
    rows, roster = random_war(9), all_pairs(4)
    order = np.array([2, 0, 3, 1, -1])  # old code → new code; the last entry serves -1
    other = Rows(x=rows.x, y=rows.y, day=rows.day, one=order[rows.other], other=order[rows.one])
    before, after = co_presence(rows, roster, DAYS), co_presence(other, roster, DAYS)
    for number, (i, j) in enumerate(roster.pairs.tolist()):
        new = roster.dyad_of(order[[i]], order[[j]])[0]
        assert total(before, number) == total(after, int(new))


def test_moving_the_war_by_whole_squares_and_by_days_moves_the_contact(random_war, all_pairs):
    rows, roster = random_war(11), all_pairs(4)
    moved = Rows(x=rows.x + 30, y=rows.y - 70, day=rows.day + 1000, one=rows.one, other=rows.other)
    before = co_presence(rows, roster, DAYS)
    after = co_presence(moved, roster, Days(first=1000, end=1061))
    assert np.allclose(after.amount, before.amount)
    assert np.allclose(after.x, before.x + 30)
    assert np.allclose(after.y, before.y - 70)


def test_turning_the_war_by_quarter_turns_keeps_every_total(random_war, all_pairs):
    rows, roster = random_war(12), all_pairs(4)
    turned = Rows(x=-rows.y, y=rows.x, day=rows.day, one=rows.one, other=rows.other)
    before, after = co_presence(rows, roster, DAYS), co_presence(turned, roster, DAYS)
    for dyad in range(len(roster.pairs)):
        assert total(before, dyad) == total(after, dyad)


def test_no_rows_and_no_contact_are_no_error(rows_of, all_pairs):
    nobody = co_presence(rows_of(), all_pairs(3), DAYS)
    assert len(nobody.amount) == len(nobody.covered) == 0


@pytest.mark.slow
def test_a_year_of_a_large_war_takes_seconds(random_war, all_pairs):
    rows = random_war(1, rows=15_000, actors=8, km=600.0)
    began = time.process_time()
    co_presence(rows, all_pairs(8), Days(first=-180, end=185))
    assert time.process_time() - began < 10


def test_time_follows_the_rows_and_not_the_years(all_pairs):
    rng = np.random.default_rng(3)
    actors, years, size = 10, 20, 1_500
    one = rng.integers(0, actors, size)
    rows = Rows(
        x=rng.uniform(0, 1_200, size),
        y=rng.uniform(0, 1_200, size),
        day=rng.integers(0, 365 * years, size),
        one=one,
        other=(one + rng.integers(1, actors, size)) % actors,
    )
    began = time.process_time()
    contact = co_presence(rows, all_pairs(actors), Days(first=0, end=365 * years))
    assert time.process_time() - began < 5  # every square in every window took 19 s, the occupied ones 0.5 s
    assert contact.amount.sum() > 0
