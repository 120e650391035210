"""The smallest effect that concerted attack would find: made wars against the same wars put to the form."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from holdfire.forms import concerted_made
from holdfire.forms.concerted_designs import Params
from holdfire.forms.concerted_made import Cast, Scores, scores
from holdfire.forms.concerted_pairs import Windows, pair_up, weigh
from holdfire.forms.concerted_power import crossing, ground_of, smallest_effect
from holdfire.forms.concerted_series import Series, series
from holdfire.forms.concerted_settled import settled
from holdfire.forms.concerted_synchrony import Synchrony, draw, measure
from holdfire.forms.samples import Attacks
from holdfire.stats.cumulants import uniform_cumulants, upper_point
from holdfire.stats.rotation import Points, draw_weighed_sums, rotation

PARAMS = Params()
DAYS = 200
CUTS = tuple(
    design.edges(DAYS, Windows(near_days=2, shoulder_days=7, course_days=17, far_km=60.0))
    for design in PARAMS.origins()
)


def _found(sample: Attacks) -> Series:
    return series(sample, PARAMS.limits)


@pytest.fixture
def cast(make_attacks: Callable[..., Attacks]) -> Cast:
    """Thirty hits that turn and forty that could be answered, with any weights by lag."""
    rng = np.random.default_rng(6)
    found = _found(make_attacks(days=DAYS))
    home = settled(_part(found.rotated, slice(0, 30)), CUTS[0])
    inside = np.flatnonzero((found.fixed.day >= 0) & (found.fixed.day < DAYS))[:40]
    others = _part(found.fixed, inside)
    points = Points(
        **{n: np.concatenate((getattr(home, n), getattr(others, n))) for n in ("x", "y", "day", "region")}
    )
    reach = 100
    return Cast(
        points=points,
        s=rng.normal(0.1, 1, (70, 2 * reach + 1)),
        near=rng.random(70),
        expected=1.0,
        reach=reach,
        turning=30,
        cuts=CUTS,
    )


def _part(points: Points, index: object) -> Points:
    return Points(**{n: getattr(points, n)[index] for n in ("x", "y", "day", "region")})


def _slow_margin(cast: Cast, index: list[int], days: list[int]) -> float:
    """Read one war's margin from a table made hit by hit and shift by shift."""
    margins = []
    for edges in cast.cuts:
        cells: dict[tuple[int, int], np.ndarray] = {}
        for i, day in zip(index, days, strict=True):
            block = int(np.searchsorted(edges, day, side="right")) - 1
            start, length = int(edges[block]), int(edges[block + 1] - edges[block])
            row = cells.setdefault((int(cast.points.region[i]), block), np.zeros(length))
            for shift in range(length):
                there = start + (day - start + shift) % length
                row[shift] += cast.s[i, there - int(cast.points.day[i]) + cast.reach]
        rows = list(cells.values())
        variance = sum(row.var() for row in rows)
        third = sum(((row - row.mean()) ** 3).mean() for row in rows)
        fourth = sum(((row - row.mean()) ** 4).mean() - 3 * row.var() ** 2 for row in rows)
        mean = sum(row.mean() for row in rows)
        edge = float(upper_point(np.array([mean, variance, third, fourth]), 0.05))
        margins.append((sum(row[0] for row in rows) - edge) / np.sqrt(variance))
    return min(margins)


def test_margins_of_made_wars_agree_with_tables_made_hit_by_hit(cast: Cast) -> None:
    counts = np.array([0, 3, 11])
    made = scores(cast, counts, wars=4, tail=0.05, rng=np.random.default_rng(8))
    drawn = _again(cast, 11, 4, np.random.default_rng(8))
    for row, count in enumerate(counts.tolist()):
        for war, (day, leaves, answers) in enumerate(drawn):
            gone = set(leaves[:count].tolist())
            index = [i for i in range(cast.turning) if i not in gone] + answers[:count].tolist()
            days = [int(day[i]) if i < cast.turning else int(cast.points.day[i]) for i in index]
            assert made.margin[row, war] == pytest.approx(_slow_margin(cast, index, days), rel=1e-9)
            assert made.near[row, war] == pytest.approx(cast.near[index].sum(), rel=1e-12)


def _again(
    cast: Cast, most: int, wars: int, rng: np.random.Generator, candidates: int = 40
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Draw the same turns, leavers and answers again: shifts by cell, then two orders."""
    turning = rotation(_part(cast.points, slice(0, cast.turning)), cast.cuts[0])
    shift = rng.integers(turning.lengths, size=(wars, len(turning.lengths)))
    leaves, answers = (
        np.argsort(rng.random((wars, n)), axis=1)[:, :most] for n in (cast.turning, candidates)
    )
    start = cast.points.day[: cast.turning] - turning.phase
    return [
        (start + (turning.phase + s[turning.cell]) % turning.length, gone, come + cast.turning)
        for s, gone, come in zip(shift, leaves, answers, strict=True)
    ]


def test_the_edge_is_that_at_which_drawn_p_is_small_enough(cast: Cast) -> None:
    turning = rotation(_part(cast.points, slice(0, cast.turning)), cast.cuts[0])
    table = turning.weighed_table(np.ascontiguousarray(cast.s[: cast.turning]), cast.reach)
    (drawn,) = draw_weighed_sums((table,), draws=40_000, rng=np.random.default_rng(1))
    made = scores(cast, np.array([0]), wars=2_000, tail=0.05, rng=np.random.default_rng(2))
    edge = np.quantile(drawn, 0.95)
    assert np.mean(drawn >= edge) == pytest.approx(0.05, abs=0.002)
    # the smaller margin of two cuts is beyond the edge less often than either
    assert np.mean(made.margin >= 0) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 2_000)
    assert np.mean(made.excess[0] + table.mean >= edge) == pytest.approx(0.05, abs=0.016)


def test_made_wars_are_decided_and_measured_as_the_form_would(make_attacks: Callable[..., Attacks]) -> None:
    found = _found(make_attacks(count=260, days=DAYS))
    answers = 25
    cast = ground_of(found, DAYS, PARAMS).cast(answers)
    made = scores(cast, np.array([0, answers]), wars=40, tail=0.05, rng=np.random.default_rng(8))
    candidates = len(cast.points) - cast.turning
    agree, ratios, margins = [], [], []
    for war, (day, leaves, come) in enumerate(
        _again(cast, answers, 40, np.random.default_rng(8), candidates)
    ):
        stay = np.setdiff1d(np.arange(cast.turning), leaves)
        hits = _part(cast.points, np.concatenate((stay, come)))
        moved = replace(hits, day=np.concatenate((day[stay], cast.points.day[come])))
        pairing = pair_up(found.fixed, moved, DAYS, PARAMS.windows, PARAMS.origins())
        measured = [measure(pairing, weigh(pairing, PARAMS.near_km), d) for d in PARAMS.origins()]
        pvalue = max(draw(m, draws=1_999, rng=np.random.default_rng(1)).pvalue for m in measured)
        agree.append((pvalue <= 0.05) == (made.margin[1, war] >= 0))
        ratios.append(measured[0].ratio())
        margins.append(min(_margin(m) for m in measured))
    assert np.mean(agree) >= 0.9
    assert np.mean(margins) == pytest.approx(made.margin[1].mean(), abs=0.05)
    expected = 1 + made.excess[1].mean() / made.near[1].mean()
    assert np.mean(ratios) == pytest.approx(expected, rel=0.02)
    assert expected > 1.2


def _margin(measured: Synchrony) -> float:
    cumulants = uniform_cumulants(measured.s.values, measured.s.lengths).sum(axis=1)
    edge = float(upper_point(cumulants, 0.05))
    return (measured.s.observed - edge) / measured.s_sd


def test_places_are_weighed_as_in_the_wars_to_come(make_attacks: Callable[..., Attacks]) -> None:
    ground = ground_of(_found(make_attacks(count=80, days=DAYS)), DAYS, PARAMS)
    points, answers = ground.pairing.rotated, 30
    cast, rng = ground.cast(answers), np.random.default_rng(4)
    apart = np.hypot(points.x[:, None] - points.x, points.y[:, None] - points.y)
    near = (apart <= PARAMS.near_km).astype(np.float64)
    about, times = np.zeros(len(points)), np.zeros(len(points))
    for _ in range(3_000):
        there = np.arange(len(points)) < cast.turning
        there[rng.permutation(cast.turning)[:answers]] = False
        there[cast.turning + rng.permutation(len(points) - cast.turning)[:answers]] = True
        about, times = about + there * (near @ there), times + there
    place = 1 / np.sqrt((ground.fixed + 1) * (about / times + 1))
    weighed = ground.near > 0
    assert (cast.near / ground.near.clip(1e-12))[weighed] == pytest.approx(
        (place / place.mean())[weighed], rel=0.02
    )


def test_wars_made_cell_by_cell_are_those_made_hit_by_hit(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = np.array([0, 5])
    by_cell = scores(cast, counts, wars=6, tail=0.05, rng=np.random.default_rng(8))
    monkeypatch.setattr(concerted_made, "_TURNED", 0)
    by_hit = scores(cast, counts, wars=6, tail=0.05, rng=np.random.default_rng(8))
    assert by_cell.margin == pytest.approx(by_hit.margin, rel=1e-9)
    assert by_cell.excess == pytest.approx(by_hit.excess, rel=1e-9)


def test_settling_undoes_turns_of_whole_cells_and_the_order_of_points(
    make_attacks: Callable[..., Attacks],
) -> None:
    points = _found(make_attacks(days=DAYS)).rotated
    turning = rotation(points, CUTS[0])
    rng = np.random.default_rng(3)
    shift = rng.integers(turning.lengths)[turning.cell]
    moved = replace(points, day=points.day - turning.phase + (turning.phase + shift) % turning.length)
    moved = _part(moved, rng.permutation(len(points)))
    one, other = settled(points, CUTS[0]), settled(moved, CUTS[0])
    for name in ("x", "y", "day", "region"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    assert not np.array_equal(np.sort(points.day), np.sort(moved.day))
    before, after = (np.sort(rotation(p, CUTS[0]).lengths) for p in (points, one))
    assert np.array_equal(before, after)


def test_more_events_leave_smaller_effects_to_find(make_attacks: Callable[..., Attacks]) -> None:
    few, many = (
        smallest_effect(_found(make_attacks(count=count, days=300)), 300, PARAMS).minimum_detectable
        for count in (80, 400)
    )
    assert few is not None
    assert many is not None
    assert 1 < many < few


def test_where_not_even_every_answer_would_show_there_is_no_smallest_effect(
    make_attacks: Callable[..., Attacks],
) -> None:
    sample = make_attacks(count=120, days=300)
    b = sample.b
    lone = replace(sample, b=type(b)(**{n: getattr(b, n)[:2] for n in b.__slots__}))
    found = smallest_effect(_found(lone), 300, PARAMS)
    assert found.minimum_detectable is None
    assert found.chances is not None


def test_wars_that_nothing_would_let_find_give_no_number_and_no_warning() -> None:
    edges = np.array([[-np.inf] * 5, [-np.inf, -np.inf, 1.0, 2.0, 3.0], [0.5, 1.0, 2.0, 3.0, 4.0]])
    made = Scores(margin=edges, excess=np.zeros((3, 5)), near=np.ones((3, 5)))
    assert crossing(made) == 2.0
