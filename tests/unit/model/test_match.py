from dataclasses import replace

import pytest

from holdfire.model.match import (
    Compared,
    Judgement,
    Pair,
    Ruling,
    counts,
    families,
    grouped,
    match_id,
    rulings,
)


def _pair(one: str, other: str, probability: float = 0.9) -> Pair:
    """Name rows by their data set's letter and a number."""
    return Pair(
        id=match_id(one, other),
        one=one,
        other=other,
        datasets=(one[0], other[0]),
        probability=probability,
        evidence=(),
    )


def _ruled(pair: Pair, ruling: Ruling) -> Judgement:
    return Judgement(ruling=ruling, by="ada", at="2026-01-01", match=pair.id, one=pair.one, other=pair.other)


def test_a_pair_has_one_id_whichever_row_is_named_first() -> None:
    assert match_id("a1", "b1") == match_id("b1", "a1") != match_id("a1", "b2")


def test_rows_of_three_data_sets_make_one_group() -> None:
    assert grouped([_pair("a1", "b1"), _pair("b1", "c1"), _pair("a2", "b2")], {}) == (
        ("a1", "b1", "c1"),
        ("a2", "b2"),
    )


def test_two_rows_of_one_data_set_are_not_joined_by_way_of_a_third_but_by_a_person() -> None:
    pairs = [_pair("a1", "b1"), _pair("b1", "c1"), _pair("c1", "a2", 0.8)]
    assert grouped(pairs, {}) == (("a1", "b1", "c1"),)
    last = pairs[-1]
    assert grouped(pairs, {last.id: _ruled(last, Ruling.CONFIRM)}) == (("a1", "a2", "b1", "c1"),)


def test_two_rows_of_data_sets_that_share_ids_are_not_joined_by_way_of_a_third() -> None:
    shared = [
        Compared(datasets=(one, other), rows=(2, 2), shared_ids=n)
        for one, other, n in (("c", "d", 1), ("a", "b", 3), ("a", "c", 0), ("b", "d", 2))
    ]
    family = families(shared)
    assert {family[name] for name in "abcd"} == {"a"}
    pairs = [_pair("a1", "x1"), _pair("d2", "x1", 0.8), _pair("y1", "x1", 0.7)]
    assert grouped(pairs, {}, family) == (("a1", "x1", "y1"),)


def test_rows_that_a_person_held_apart_are_not_joined_by_way_of_a_third() -> None:
    pairs = [_pair("a1", "c1"), _pair("b1", "c1", 0.8)]
    undone = _ruled(_pair("a1", "b1"), Ruling.UNDO)
    assert grouped(pairs, {undone.match: undone}) == (("a1", "c1"),)


@pytest.mark.parametrize(
    ("probability", "ruling", "counted"),
    [(0.6, None, True), (0.5, None, False), (0.6, Ruling.UNDO, False), (0.1, Ruling.CONFIRM, True)],
)
def test_a_decision_goes_before_the_probability(
    probability: float, ruling: Ruling | None, counted: bool
) -> None:
    pair = _pair("a1", "b1", probability)
    assert counts(pair, 0.51, _ruled(pair, ruling) if ruling else None) is counted


def test_the_latest_decision_on_a_pair_holds() -> None:
    made = _ruled(_pair("a1", "b1"), Ruling.UNDO)
    later = replace(made, ruling=Ruling.CONFIRM)
    assert rulings([made, later])[made.match].ruling is Ruling.CONFIRM
    assert rulings([later, made])[made.match].ruling is Ruling.UNDO
