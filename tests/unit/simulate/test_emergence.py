"""Sparing that nobody wrote down: it grows where the literature expects it, and not elsewhere."""

from collections.abc import Callable

import numpy as np
import pytest

from holdfire.simulate.fought import PolicyKind
from holdfire.simulate.ground import fronts
from holdfire.simulate.interests import Position, stakes, willing
from holdfire.simulate.rates import Scenario, StatedInterests, usual_rates
from holdfire.simulate.war import fight

LITTLE = {"AB": 0.45, "BA": 0.45}
THREAT = {"CA": 1.9, "CB": 1.9}
WARS, WARM_UP = 12, 5
RATES = usual_rates().interests


def _mutual(interests: StatedInterests) -> np.ndarray:
    """Give the restraint that A and B both show, war by war, over their common front."""
    found = []
    for seed in range(WARS):
        war = fight(
            Scenario(name="x", summary="", interests=interests), seed, months=14, places=70, parties=4
        )
        assert not [p for p in war.policies if p.written]
        borders = fronts(war.owners)
        km = np.bincount(borders.month[(borders.first == 0) & (borders.second == 1)], minlength=14)
        if km[WARM_UP:].any():
            both = np.minimum(war.restraint[WARM_UP:, 0, 1], war.restraint[WARM_UP:, 1, 0])
            found.append(np.average(both, weights=km[WARM_UP:]))
    assert len(found) > WARS / 2
    return np.array(found)


@pytest.fixture(scope="module")
def usual() -> np.ndarray:
    return _mutual(StatedInterests())


def _clearly_more(one: np.ndarray, other: np.ndarray) -> bool:
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return bool(one.mean() - other.mean() > 3 * error)


def test_enemies_with_usual_interests_don_t_spare_each_other(usual: np.ndarray) -> None:
    assert usual.mean() < 0.2


def test_a_common_stronger_enemy_and_little_to_win_bring_sparing_without_a_word(usual: np.ndarray) -> None:
    grown = _mutual(StatedInterests(value=LITTLE | THREAT, strength={"C": 1.7}))
    assert grown.mean() > 0.45
    assert _clearly_more(grown, usual)


def test_a_common_enemy_brings_none_where_beating_each_other_is_worth_much(usual: np.ndarray) -> None:
    prize = _mutual(StatedInterests(value={"AB": 2.6, "BA": 2.6} | THREAT, strength={"C": 1.7}))
    assert prize.mean() < 0.2
    assert not _clearly_more(prize, usual)


def test_the_impatient_don_t_spare_even_then() -> None:
    given = {"value": {"AB": 1.0, "BA": 1.0} | THREAT, "strength": {"C": 1.7}}
    hasty = _mutual(StatedInterests(**given, patience={"A": 0.2, "B": 0.2}))
    patient = _mutual(StatedInterests(**given, patience={"A": 0.97, "B": 0.97}))
    assert _clearly_more(patient, hasty)


def test_what_is_tacit_stands_in_the_truth_as_grown_and_not_as_written() -> None:
    war = fight("tacit", 1, months=14, places=70, parties=4)
    tacit = [p for p in war.policies if p.kind is PolicyKind.TACIT and p.members == (0, 1)]
    assert tacit
    assert not any(p.written for p in tacit)
    assert all(p.restraint <= 0.5 for p in tacit)


def _position(**other: object) -> Position:
    given = {
        "strength": np.full((3, 1), 1000.0),
        "contact": np.where(np.eye(3) == 1, 0.0, 4.0)[:, :, None],
        "value": np.where(np.eye(3) == 1, 0.0, 1.3),
        "hostile": 1.0 - np.eye(3),
        "cost": np.full(3, 0.2),
        "patience": np.full(3, 0.8),
    }
    return Position(**{**given, **other})


def _wish(seen: Position) -> float:
    return float(willing(stakes(seen, RATES), seen.patience, RATES.noise)[0, 1, 0])


def test_the_rule_of_the_repeated_game_agrees_with_its_closed_form() -> None:
    # two equal enemies alone, no third: war = V/2 − loss·V/2 − cost, temptation = V/2 − surprise·cost
    value, cost, patience = 1.3, 0.2, 0.8
    alone = _position(hostile=np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=float))
    war = value / 2 * (1 - RATES.loss) - cost
    weighed = (1 - patience) * (value / 2 - RATES.surprise * cost) + patience * war
    assert _wish(alone) == pytest.approx(1 / (1 + np.exp(weighed / RATES.noise)), rel=1e-9)


def _raised(field: str, change: Callable[[np.ndarray], np.ndarray]) -> float:
    usual = _position()
    return _wish(_position(**{field: change(getattr(usual, field).copy())}))


def test_each_interest_pulls_the_way_the_literature_says() -> None:
    base = _wish(_position())

    def at(row: int, column: int, value: float) -> Callable[[np.ndarray], np.ndarray]:
        def change(array: np.ndarray) -> np.ndarray:
            array[row, column] = value
            return array

        return change

    assert _raised("value", at(0, 1, 0.6)) > base  # less to win from B
    assert _raised("value", at(2, 0, 2.6)) > base  # C wants more of A
    assert _raised("strength", at(2, 0, 4000.0)) > base  # C is stronger
    assert _raised("strength", at(1, 0, 4000.0)) > base  # B is too strong to beat
    assert _raised("cost", lambda array: array * 2) > base
    assert (
        _raised("contact", lambda array: array * [[[1], [1], [0]], [[1], [1], [0]], [[0], [0], [0]]]) < base
    )  # C is far
