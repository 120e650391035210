from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from holdfire.matching import FIELDS, Matched, match_rows
from holdfire.simulate.duplicates import CAREFUL, HASTY, Desk, two_reports

SURE = 0.51


def _found(rows_of: Callable[..., object], one: object, other: object) -> Matched:
    tables, parties = rows_of(one, other)
    return match_rows(tables[0], tables[1], parties)


def test_one_row_that_agrees_in_all_is_matched(rows_of: Callable[..., object]) -> None:
    found = _found(rows_of, [{"best": 12.0}, {"day": 17_300}], [{"day": 17_600}, {"best": 12.0}])
    assert list(zip(found.one, found.other, strict=True)) == [(0, 1)]
    assert found.probability[0] > 0.95
    assert found.weights.shape == (1, len(FIELDS) + 3)


def test_where_events_are_rare_nearly_all_pairs_within_reach_are_matches(
    rows_of: Callable[..., object],
) -> None:
    rng = np.random.default_rng(4)
    drawn = zip(
        rng.integers(0, 900, 400),
        rng.uniform(33, 37, 400),
        rng.uniform(36, 41, 400),
        rng.integers(1, 40, 400),
        rng.choice(["Blue", "Green", "Grey"], 400),
        strict=True,
    )
    events = [
        {
            "day": 17_000 + int(day),
            "lat": lat,
            "lon": lon,
            "low": deaths,
            "best": deaths,
            "high": deaths,
            "other": side,
        }
        for day, lat, lon, deaths, side in drawn
    ]
    one = events[:250]
    said = [n for n in range(400) if n % 3 != 1]
    other = [
        {**events[n], "day": events[n]["day"] + (n % 5 == 0), "lat": events[n]["lat"] + 0.005}
        | dict.fromkeys(("low", "best", "high"), max(1, events[n]["best"] + n % 3 - 1))
        for n in said
    ]
    found = _found(rows_of, one, other)
    sure = found.probability >= SURE
    right = np.array(said)[found.other[sure]] == found.one[sure]
    assert right.sum() >= 0.95 * sum(n < 250 for n in said)
    assert (~right).sum() <= 2


def test_rows_out_of_reach_are_not_compared(rows_of: Callable[..., object]) -> None:
    found = _found(rows_of, [{}], [{"day": 17_008}, {"lat": 35.5}, {"lat": float("nan")}])
    assert found.compared == len(found.one) == 0


def test_other_deaths_days_and_sides_each_lower_the_probability(rows_of: Callable[..., object]) -> None:
    same = _found(rows_of, [{}], [{}]).probability[0]
    for change in ({"best": 9.0, "low": 9.0, "high": 9.0}, {"day": 17_001}, {"one": "Green"}, {"lat": 35.03}):
        other = _found(rows_of, [{}], [change]).probability
        assert len(other) == 0 or other[0] < same


@pytest.mark.parametrize("a_day", [2, 20])
def test_in_a_town_of_equal_events_none_is_guessed(rows_of: Callable[..., object], a_day: int) -> None:
    found = _found(rows_of, [{}] * a_day, [{}] * a_day)
    assert len(found.one) == 0 or found.probability.max() <= 1 / a_day + 0.01


def test_the_probability_falls_with_the_number_of_equally_good_rows(rows_of: Callable[..., object]) -> None:
    best = [
        _found(rows_of, [{"best": 40.0}], [{"best": 40.0}] * equals).probability.max()
        for equals in (1, 2, 3, 5)
    ]
    assert all(more < less for less, more in pairwise(best))
    assert best[1] < SURE


def test_one_telling_number_picks_the_row_among_many(rows_of: Callable[..., object]) -> None:
    crowd = [{"best": float(n % 3)} for n in range(8)]
    found = _found(rows_of, [*crowd, {"best": 57.0}], [{"best": 57.0}, *crowd])
    sure = found.probability >= SURE
    assert list(zip(found.one[sure], found.other[sure], strict=True)) == [(8, 0)]


def test_the_stated_probability_is_that_of_all_ways_to_pair_the_rows(rows_of: Callable[..., object]) -> None:
    """Every pair in plain Python: odds are the weights but for rivals, and all sets of pairs are weighed."""
    one = [{"best": 5.0}, {"day": 17_001, "best": 5.0}, {"lat": 35.02, "one": "Green"}]
    other = [{"day": 17_001, "best": 6.0}, {"best": 5.0, "lat": 35.01}]
    tables, parties = rows_of(one, other)
    found = match_rows(tables[0], tables[1], parties, least=0.0)
    assert len(found.one) == found.compared == 6
    odds = np.exp2(found.weights[:, :-1].sum(axis=1))
    held, total = np.zeros(6), 0.0
    for chosen in range(1 << 6):
        inside = [n for n in range(6) if chosen >> n & 1]
        if len({found.one[n] for n in inside}) == len({found.other[n] for n in inside}) == len(inside):
            weight = np.prod(odds[inside])
            total += weight
            held[inside] += weight
    assert found.probability == pytest.approx(held / total, abs=0.03)
    assert found.probability == pytest.approx(1 / (1 + np.exp2(-found.weights.sum(axis=1))))


@pytest.fixture(
    scope="module", params=[(0.3, CAREFUL), (0.3, HASTY), (0.0, CAREFUL)], ids=["careful", "hasty", "null"]
)
def war(request: pytest.FixtureRequest, rows_of_reports: Callable[..., object]) -> dict[str, object]:
    """Two desks, 6,000 rows each."""
    overlap, desk = request.param
    reports = two_reports(6_000, overlap, np.random.default_rng(11), desk=desk)
    tables, parties = rows_of_reports(*reports)
    found = match_rows(tables[0], tables[1], parties)
    right = reports[0].event[found.one] == reports[1].event[found.other]
    return {"found": found, "right": right, "overlap": overlap, "desk": desk}


def test_matches_of_a_simulated_war_are_found(war: dict[str, object]) -> None:
    found, right, desk = war["found"], war["right"], war["desk"]
    assert isinstance(desk, Desk)
    sure = found.probability >= SURE
    both = round(6_000 * war["overlap"])
    if not both:
        assert sure.sum() <= 6  # one row in a thousand
        return
    precision, recall = right[sure].mean(), right[sure].sum() / both
    floor = 0.94 if desk == CAREFUL else 0.80
    assert 2 * precision * recall / (precision + recall) > floor


def test_of_pairs_of_a_stated_probability_that_share_is_right(war: dict[str, object]) -> None:
    found, right = war["found"], war["right"]
    if not war["overlap"]:
        return
    tenth = np.minimum((found.probability * 10).astype(int), 9)
    off = [abs((found.probability - right)[tenth == t].sum()) for t in range(10)]
    assert sum(off) / len(right) < (0.03 if war["desk"] == CAREFUL else 0.08)
    sure = found.probability >= SURE
    assert len(np.unique(found.one[sure])) == len(np.unique(found.other[sure])) == sure.sum()


def test_a_large_table_gives_the_same_pairs_in_any_order(
    rows_of_reports: Callable[..., object],
) -> None:
    reports = two_reports(1_500, 0.3, np.random.default_rng(3), desk=HASTY)
    (one, other), parties = rows_of_reports(*reports)
    wanted = _pairs(match_rows(one, other, parties))
    order = np.random.default_rng(4).permutation(len(other))
    mixed = _pairs(match_rows(other.take(order), one, parties), turned=True)
    back = {(i, int(order[j])): p for (i, j), p in mixed.items()}
    assert {pair for pair, p in back.items() if p >= 0.51} == {
        pair for pair, p in wanted.items() if p >= 0.51
    }
    shared = back.keys() & wanted.keys()
    assert len(shared) > 0.99 * len(wanted)
    assert [back[pair] for pair in shared] == pytest.approx([wanted[pair] for pair in shared], abs=1e-3)


def _pairs(found: Matched, *, turned: bool = False) -> dict[tuple[int, int], float]:
    one, other = (found.other, found.one) if turned else (found.one, found.other)
    return dict(zip(zip(one.tolist(), other.tolist(), strict=True), found.probability.tolist(), strict=True))
