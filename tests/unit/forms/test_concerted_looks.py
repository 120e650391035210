"""Several radii and windows at once: against every shift of two cells, and against each design alone."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from holdfire.forms import form
from holdfire.forms.concerted_designs import DesignResults, Params, run_designs
from holdfire.forms.concerted_looks import Looks, run_looks
from holdfire.forms.concerted_pairs import Pairing, pair_up
from holdfire.forms.concerted_series import series
from holdfire.forms.samples import Attacks
from holdfire.stats.rotation import Points

FORM = form("concerted-attack")
DRAWS = 40_000


def _looked(fixed: Points, rotated: Points, days: int) -> Looks:
    params = Params(draws=DRAWS, quick_draws=9)
    pairing = pair_up(fixed, rotated, days, params.windows, params.designs())
    looks = run_looks(pairing, _results(pairing, params), np.random.default_rng(8))
    assert looks is not None
    return looks


def _results(pairing: Pairing, params: Params) -> DesignResults:
    return run_designs(pairing, params, np.random.default_rng(7))


def _points(rng: np.random.Generator, count: int) -> Points:
    return Points(
        x=rng.uniform(0, 40, count),
        y=rng.uniform(0, 10, count),
        day=rng.integers(0, 56, count),
        region=np.zeros(count, dtype=np.int64),
    )


def _weights(lag: np.ndarray, window: int) -> np.ndarray:
    """Weigh pairs by lag: what is there up to the window, minus what a line through the later lags says."""
    later = np.arange(window + 1, 18)
    sides = np.repeat(later, 2)  # a lag has two days, one before and one after
    inside = np.abs(np.arange(-window, window + 1))
    weights = np.where(lag <= window, 1.0, 0.0)
    for day in later:
        one_pair = np.where(sides == day, 0.5, 0.0)  # on either of the two, it is one pair
        slope, level = np.polyfit(sides, one_pair, 1)
        weights[lag == day] = -(level + slope * inside).sum()
    return weights


def _s_by_shift(fixed: Points, rotated: Points, look: tuple[float, int]) -> np.ndarray:
    """S for every pair of shifts of the two blocks, (28, 28), pair by pair."""
    radius, window = look
    away = np.hypot(fixed.x[None, :] - rotated.x[:, None], fixed.y[None, :] - rotated.y[:, None])
    apart = np.hypot(rotated.x[None, :] - rotated.x[:, None], rotated.y[None, :] - rotated.y[:, None])
    near, far = away <= radius, (away > radius + 5) & (away <= 60)
    place = 1 / np.sqrt((near.sum(axis=1) + 1) * ((apart <= radius).sum(axis=1) + 1))[:, None]
    lag = np.abs(fixed.day[None, :] - rotated.day[:, None])
    weights = _weights(np.arange(56), window)  # of every lag that two of 56 days may have
    kappa = (place * (near & (lag <= 21))).sum() / (place * (far & (lag <= 21))).sum()
    block = rotated.day // 28
    s = np.zeros((28, 28))
    for shifts in product(range(28), repeat=2):
        day = block * 28 + (rotated.day % 28 + np.array(shifts)[block]) % 28
        weight = place * weights[np.abs(fixed.day[None, :] - day[:, None])]
        s[shifts] = weight[near].sum() - kappa * weight[far].sum()
    return s


def test_the_corrected_p_agrees_with_every_shift_of_two_blocks() -> None:
    rng = np.random.default_rng(3)
    fixed, rotated = _points(rng, 60), _points(rng, 40)
    members = [look for look in _looked(fixed, rotated, 56).looks if look.result.design.origin == 0]
    assert len(members) == 9
    scores = []
    for look in members:
        choices = look.result.design.near_km, look.result.synchrony.windows.near_days
        s = _s_by_shift(fixed, rotated, choices)
        scores.append((s - s.mean()) / s.std())
        assert look.score == pytest.approx(scores[-1][0, 0], rel=1e-9, abs=1e-9)
    largest = np.max(scores, axis=0)
    for look in members:
        exact = np.mean(largest >= look.score - 1e-9)
        assert abs(look.corrected - exact) < 4.5 * np.sqrt(exact * (1 - exact) / DRAWS) + 1 / DRAWS


def test_the_one_answer_is_never_below_the_p_of_the_strongest_look(
    make_attacks: Callable[..., Attacks],
) -> None:
    finding = FORM.run(make_attacks(count=200, days=300, answered=12), Params(draws=999), _rng())
    looks: Any = finding.details["looks"]
    assert looks["count"] == 9
    assert looks["pvalue"] == looks["strongest"]["corrected"]
    assert {(m["near_km"], m["near_days"]) for m in looks["members"]} == {
        (radius, window) for radius in (5.0, 10.0, 20.0) for window in (1, 2, 3)
    }
    for member in looks["members"]:
        assert member["corrected"] >= member["pvalue"] - 1e-12
    by_origin = [min(m["corrected"] for m in looks["members"] if m["origin"] == o) for o in (0, 14)]
    assert looks["pvalue"] == max(by_origin)
    assert any(f"at once p is {looks['pvalue']:.3f}" in caveat for caveat in finding.caveats)


def test_every_choice_is_told_once_with_effect_and_p(make_attacks: Callable[..., Attacks]) -> None:
    finding = FORM.run(make_attacks(count=200, days=300), Params(draws=499), _rng())
    designs: Any = finding.details["designs"]
    assert finding.robustness is not None
    assert len(designs) == len({tuple(d["choices"]) for d in designs}) == finding.robustness.choices == 30
    assert sum(d["registered"] for d in designs) == 1
    for design in designs:
        assert design["note"].startswith(f"p {design['pvalue']:.3f}")
        assert ("at once" in design["note"]) == ("28-day blocks" in design["choices"])


def test_a_look_through_another_window_is_that_design_registered(
    make_attacks: Callable[..., Attacks],
) -> None:
    sample = make_attacks(count=150, days=250)
    wide, narrow = Params(draws=99), Params(draws=99, near_days=1)
    found = series(sample, wide.limits)
    pairing = pair_up(found.fixed, found.rotated, sample.days, wide.windows, wide.designs())
    looks = run_looks(pairing, _results(pairing, wide), _rng())
    assert looks is not None
    alone = _results(pair_up(found.fixed, found.rotated, 250, narrow.windows, narrow.designs()), narrow)
    for expected in alone.origins:
        (look,) = (
            look.result
            for look in looks.looks
            if look.result.design == expected.design and look.result.synchrony.windows.near_days == 1
        )
        assert look.effect == expected.effect
        assert (look.synchrony.s.values == expected.synchrony.s.values).all()


@pytest.mark.parametrize(
    ("choices", "windows"),
    [({}, {1, 2, 3}), ({"near_days": 0}, {0}), ({"near_days": 3}, {1, 3}), ({"near_days": 1}, {0, 1, 2})],
)
def test_windows_that_fill_a_block_or_the_shoulder_are_not_looked_through(
    choices: dict[str, int], windows: set[int]
) -> None:
    assert {window for _, window in Params(**choices).looks()} == windows


def _rng() -> np.random.Generator:
    return np.random.default_rng(4)
