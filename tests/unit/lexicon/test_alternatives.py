"""Words as a tree of letters match what the same words one after the other do."""

import re

from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon.alternatives import either, either_case

WORDS = st.lists(st.text("abik. -é", min_size=1, max_size=4), min_size=1, max_size=8)
TEXTS = st.text("abikABİıSſK. -éÉ", max_size=40)


def _listed(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _spans(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


@given(WORDS, TEXTS)
def test_a_tree_of_words_matches_what_their_list_does(words: list[str], text: str) -> None:
    assert _spans(either(words), text) == _spans(_listed(words), text)
    assert _spans(f"x?{either(words)}b", text) == _spans(f"x?(?:{_listed(words)})b", text)


@given(WORDS, TEXTS)
def test_both_cases_are_those_that_the_flag_takes(words: list[str], text: str) -> None:
    assert _spans(either_case(words), text) == _spans(f"(?i:{_listed(words)})", text)


def test_the_longest_word_wins() -> None:
    assert re.match(either(("air", "air force", "air base")), "air force")[0] == "air force"  # pyright: ignore[reportOptionalSubscript]
    assert re.match(either_case(("is",)), "ıſ") is not None
