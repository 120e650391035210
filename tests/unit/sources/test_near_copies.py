"""Texts that share most of their words."""

import pytest

from holdfire.sources.near_copies import CROWD, near_copies

WORDS = [f"word{n}" for n in range(60)]
TEXT = " ".join(WORDS)


def shares(**texts: str) -> dict[tuple[str, str], float]:
    return {(pair.one, pair.other): pair.share for pair in near_copies(texts)}


def test_the_same_words_with_other_signs_and_letters_are_a_whole_copy() -> None:
    other = TEXT.upper().replace(" ", ",\n ")
    assert shares(a=TEXT, b=other) == {("a", "b"): 1.0}


def test_a_share_counts_the_groups_of_the_shorter_text() -> None:
    half = " ".join([*WORDS[:30], *(f"other{n}" for n in range(30))])
    longer = f"{TEXT} {' '.join(f'more{n}' for n in range(200))}"
    assert shares(a=half, b=longer) == {}  # 26 of 56 groups
    assert shares(a=" ".join(WORDS[:40]), b=longer) == {("a", "b"): 1.0}


def test_a_text_put_between_other_paragraphs_is_found() -> None:
    around = " ".join(f"around{n}" for n in range(100))
    assert shares(a=TEXT, b=f"{around} {TEXT} {around}") == {("a", "b"): 1.0}


def test_the_same_words_in_another_order_are_no_copy() -> None:
    assert shares(a=TEXT, b=" ".join(WORDS[::-1])) == {}


def test_a_shared_dateline_is_no_copy() -> None:
    line = " ".join(WORDS[:11])  # seven groups
    rest = " ".join(f"x{n}" for n in range(3))
    assert shares(a=f"{line} {rest}", b=f"{line} {' '.join(f'y{n}' for n in range(90))}") == {}


@pytest.mark.parametrize("short", ["", "one two", "..."])
def test_texts_without_five_words_are_no_trouble(short: str) -> None:
    assert shares(a=short, b=TEXT) == {}


def test_short_texts_that_are_the_same_are_copies() -> None:
    assert shares(a="Nothing to report.", b="nothing to report") == {("a", "b"): 1.0}


def test_of_very_many_copies_each_is_found_with_the_first() -> None:
    found = shares(**{f"t{n:03}": TEXT for n in range(CROWD + 5)})
    assert len(found) == CROWD + 4
    assert {one for one, _ in found} == {"t000"}
