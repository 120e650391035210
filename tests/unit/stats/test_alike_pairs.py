"""Rows that nothing tells apart, against pairs found by looking at every two."""

from dataclasses import replace

import numpy as np
import pytest

from holdfire.stats.alike_pairs import Rows, alike_pairs


def rows(*triples):
    place, day, told = np.array(triples, dtype=np.int64).reshape(-1, 3).T
    return Rows(place=place, day=day, mark=np.zeros_like(day), told=told)


def test_a_row_is_in_one_pair_at_most_and_its_own_source_goes_first():
    found = alike_pairs(rows((1, 5, 7)), rows((1, 5, 0), (1, 5, 7), (2, 5, 7), (1, 6, 7)))
    assert (found.one.tolist(), found.two.tolist()) == ([0], [1])
    several = alike_pairs(rows((1, 5, 0), (1, 5, 0)), rows((1, 5, 0), (1, 5, 0), (1, 5, 0)))
    assert len(several) == 2


def test_the_same_mark_or_the_same_source_is_enough_and_neither_is_not():
    one = rows((1, 5, 7))
    for mark, told, pairs in ((0, 8, 1), (0, 0, 1), (3, 7, 1), (3, 8, 0), (3, 0, 0)):
        two = Rows(place=one.place, day=one.day, mark=np.array([mark]), told=np.array([told]))
        assert len(alike_pairs(one, two)) == pairs, (mark, told)
    unknown = replace(one, told=np.array([0]))
    assert len(alike_pairs(unknown, replace(unknown, mark=np.array([3])))) == 0


def test_nothing_is_found_in_nothing():
    assert len(alike_pairs(rows(), rows((1, 5, 0)))) == 0
    assert alike_pairs(rows(), rows()).expected == 0.0


def made(rng, count, *, places=4, days=80, marks=3, tellers=3):
    return Rows(
        place=rng.integers(0, places, count), day=rng.integers(-20, days - 20, count),
        mark=rng.integers(0, marks, count), told=rng.integers(0, tellers, count),
    )  # fmt: skip


def test_random_rows_agree_with_looking_at_every_two():
    rng = np.random.default_rng(4)
    seen = 0
    for _ in range(50):
        one, two = made(rng, 40), made(rng, 55)
        weeks_apart, told_apart, agree, possible = 0, 0, 0, set()
        for i in range(40):
            for j in range(55):
                alike = one.mark[i] == two.mark[j] or 0 < one.told[i] == two.told[j]
                lag = abs(int(two.day[j] - one.day[i]))
                if one.place[i] == two.place[j]:
                    weeks_apart += alike and 8 <= lag <= 28
                    told_apart += not alike and lag == 0
                    possible |= {(i, j)} if alike and lag == 0 else set()
        same_mark = np.mean(one.mark[:, None] == two.mark)
        same_told = np.mean((one.told[:, None] == two.told) & (two.told != 0))
        agree = same_mark + same_told - same_mark * same_told
        found = alike_pairs(one, two)
        assert found.expected == pytest.approx(max(weeks_apart / 42, told_apart * agree / (1 - agree)))
        pairs = set(zip(found.one.tolist(), found.two.tolist(), strict=True))
        assert pairs <= possible
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
        taken_a, taken_b = {i for i, _ in pairs}, {j for _, j in pairs}
        assert all(i in taken_a or j in taken_b for i, j in possible)  # none is left that could still be made
        seen += len(pairs)
    assert seen > 40


def test_unrelated_days_give_as_many_pairs_as_are_expected():
    rng = np.random.default_rng(9)
    pairs = expected = 0.0
    for _ in range(200):
        found = alike_pairs(*(made(rng, 300, places=50, days=400, marks=2, tellers=1) for _ in "ab"))
        pairs, expected = pairs + len(found), expected + found.expected
    assert pairs == pytest.approx(expected, rel=0.5)
    assert pairs < expected  # the larger of two guesses is taken


def test_answers_of_the_day_are_expected_to_agree_in_deaths_as_often_as_any_two_rows():
    rng = np.random.default_rng(2)
    pairs = expected = 0.0
    for _ in range(100):
        one, two = (made(rng, 200, places=1_000, days=700, marks=4, tellers=1) for _ in "ab")
        two.place[:60], two.day[:60] = one.place[:60], one.day[:60]
        found = alike_pairs(one, two)
        pairs, expected = pairs + len(found), expected + found.expected
        two.mark[:60] = one.mark[:60]
        copies = alike_pairs(one, two)
        assert len(copies) >= 60
        assert copies.expected < 10
    assert pairs / 100 == pytest.approx(15, rel=0.1)
    assert expected == pytest.approx(pairs, rel=0.1)
