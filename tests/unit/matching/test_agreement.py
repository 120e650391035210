from collections.abc import Callable, Mapping

import numpy as np
import pytest

from holdfire.matching import FIELDS
from holdfire.matching.agreement import levels_of
from holdfire.matching.fields import within_groups
from holdfire.matching.reach import candidates

NAN = float("nan")
CASES: list[tuple[Mapping[str, object], Mapping[str, object], str, str]] = [
    ({}, {}, "day", "same day"),
    ({}, {"day": 17_001}, "day", "1 day apart"),
    ({}, {"day": 16_993}, "day", "6–7 days apart"),
    ({}, {"last": 17_003}, "day", "spans begin on the same day"),
    ({"day": 17_002}, {"last": 17_003}, "day", "spans of days overlap"),
    ({"day": 17_005}, {"last": 17_003}, "day", "spans of days 1–2 days apart"),
    ({"day": 17_020}, {"last": 17_025}, "day", "long spans overlap"),
    ({}, {}, "place", "same point"),
    ({}, {"lat": 35.01}, "place", "within 2 km"),
    ({}, {"lat": 35.01, "radius_km": 25.0}, "place", "within 2 km, one of them known to some km"),
    ({}, {"lat": 35.3, "radius_km": 40.0}, "place", "within 40 km, one of them a district or more"),
    ({}, {"radius_km": NAN}, "place", "same point, one of them known to some km"),
    ({}, {"one": "Blue", "other": "Red"}, "sides", "same sides"),
    ({}, {"one": "Red, Green"}, "sides", "same sides, one as a member of a coalition"),
    ({}, {"one": "Green"}, "sides", "one side shared"),
    ({}, {"one": "Green", "other": "Grey"}, "sides", "other sides"),
    ({}, {"other": ""}, "sides", "one side shared, the other unknown"),
    ({}, {"one": "Green", "other": ""}, "sides", "known sides differ, others unknown"),
    ({"one": "", "other": ""}, {}, "sides", "sides unknown"),
    ({}, {}, "deaths", "same deaths, three to nine"),
    ({}, {"best": 5.0}, "deaths", "deaths one or two apart, three to nine"),
    ({}, {"best": 8.0, "low": 2.0}, "deaths", "deaths further apart but ranges overlap, three to nine"),
    ({}, {"best": 8.0, "low": 8.0, "high": 8.0}, "deaths", "other deaths, three to nine"),
    ({"best": 20.0}, {"best": 19.0}, "deaths", "deaths within a tenth, ten to 29"),
    ({"best": 0.0}, {"best": 2.0}, "deaths", "two deaths or fewer, not the same number"),
    ({"best": NAN}, {}, "deaths", "deaths unknown"),
    ({}, {"kind": 1}, "kind", "another kind of event"),
    ({"kind": -1}, {}, "kind", "kind unknown"),
    (
        {"radius_km": 40.0},
        {"last": 17_020},
        "precision",
        "a place known to the district or less, a long span of days",
    ),
]


@pytest.mark.parametrize(("one", "other", "field", "words"), CASES, ids=[w for *_, w in CASES])
def test_two_rows_agree_in_a_field_as_its_words_say(
    rows_of: Callable[..., object], one: object, other: object, field: str, words: str
) -> None:
    at = next(n for n, f in enumerate(FIELDS) if f.name == field)
    for first, second in ((one, other), (other, one)):
        tables, parties = rows_of([first], [second])
        pairs = next(iter(candidates(*tables)))
        level = levels_of(*tables, parties, pairs)[at, 0]
        assert FIELDS[at].levels[level].words == words


def test_what_is_expected_adds_up_to_one_in_every_group() -> None:
    for field in FIELDS:
        for shares in (field.among_matches, field.among_others):
            assert np.bincount(field.group, shares) == pytest.approx(1.0)
            assert (shares > 0).all()


def test_shares_are_made_to_add_up_within_their_groups() -> None:
    shares = within_groups(np.array([1.0, 3.0, 5.0]), np.array([0, 0, 1]))
    assert shares.tolist() == [0.25, 0.75, 1.0]
