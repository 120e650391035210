"""Names against numbers, parts against wholes."""

import pytest

from holdfire.model.check import CheckKind, CheckStatus

CONSISTENT, INCONSISTENT, UNKNOWN = CheckStatus


def of_kind(found, kind=CheckKind.COUNT):
    return [f for f in found if f.check is kind]


@pytest.mark.parametrize(
    ("text", "names", "status"),
    [
        ("They took more than 15 villages (incl. Osk, Tarn, Abu Dorr).", 3, CONSISTENT),
        ("They took two villages, including Osk, Tarn and Velm.", 3, INCONSISTENT),
        ("They took the three towns of Osk, Tarn and Velm.", 3, CONSISTENT),
        ("They took the three towns Osk and Tarn.", 2, INCONSISTENT),
        ("They took three towns, namely Osk and Tarn.", 2, INCONSISTENT),
        ("They took three towns: Osk, Tarn, Velm and Dorr.", 4, INCONSISTENT),
        ("They took three towns (Osk, Tarn).", 2, UNKNOWN),
        ("They took two towns, Osk and Tarn, on Monday.", 2, CONSISTENT),
        ("They took three towns, Osk, Tarn and three others among them.", 2, CONSISTENT),
        ("They took two towns - Osk and Osk - again.", 1, UNKNOWN),
        ("At least two factions, the Sun Brigade, Moon Front and Star Legion, signed.", 3, CONSISTENT),
    ],
)
def test_listed_names_are_counted(text, names, status, check_text) -> None:
    found = of_kind(check_text(text))
    if (status, names) == (UNKNOWN, 1):
        assert not found  # one name twice is no list
        return
    assert (found[0].computed, found[0].status) == (names, status), found[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "They killed 20 fighters, Osk News and Tarn Radio said.",
        "They took 15 villages of Osk and Tarn.",
        "They held 15 meetings in Osk, Tarn and Velm.",
        "Two brigades attacked Osk, Tarn, Velm and Dorr.",
    ],
)
def test_names_that_are_no_list_of_what_is_counted_are_left(text, check_text) -> None:
    assert INCONSISTENT not in [f.status for f in of_kind(check_text(text))]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It killed 120 people, 80 of them soldiers and 50 of them civilians.", INCONSISTENT),
        ("It killed 120 people, 80 of them soldiers and 40 civilians.", CONSISTENT),
        ("It killed more than 120 people, 80 of them soldiers and 50 civilians.", CONSISTENT),
        ("It killed 120 people, including 80 civilians and 60 children.", UNKNOWN),
        ("It killed 120 people, including 130 civilians.", INCONSISTENT),
        ("It killed 120 people: 80 soldiers and 30 civilians.", INCONSISTENT),
        ("It killed about 120 people: 80 soldiers and 30 civilians.", CONSISTENT),
        ("They lost 30 vehicles, of which 12 were tanks and 9 trucks.", CONSISTENT),
        ("They lost 30 vehicles, of which 22 were tanks and 19 trucks.", INCONSISTENT),
    ],
)
def test_parts_are_added_where_they_exclude_each_other(text, status, check_text) -> None:
    (found,) = of_kind(check_text(text))
    assert found.status is status, found.reason


@pytest.mark.parametrize(
    "text",
    [
        "It killed 120 people in May, 80 in June and 90 in July.",
        "It killed 5 people and wounded 12.",
        "They sent 20 buses, and 300 people left.",
    ],
)
def test_other_numbers_of_a_sentence_are_no_parts(text, check_text) -> None:
    assert not of_kind(check_text(text))
