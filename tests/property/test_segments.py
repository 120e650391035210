"""Truths of the splitter on any text: nothing is lost, nothing is read twice, and the time is linear."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.claims.segments import segments, unmarked
from holdfire.lexicon.normal import normalise
from holdfire.model.layout import Block, BlockRole, Layout

PIECES = [
    "The League left.",
    "(3)",
    "[4] See",
    "\n",
    "\n\n",
    "\r\n",
    "\f",
    "> ",
    ">> ",
    "-- \n",
    "From: a\n",
    "Subject: b\n",
    "Red: x;",
    "Map 1: y",
    "12 Comments",
    "reply",
    "Notes",
    "Home ",
    " A ",
    " B",
    "الجبهة غادرت.",
    "🚩",
    "e\u0301",
    "\u2029",
    "?",
    "…",
    "“",
    "-",
    "  ",
    "________\n",
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_segments_cover_every_letter_once_and_in_order(text: str) -> None:
    plain = normalise(text)
    found = segments(plain)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(s.start < s.end and plain[s.start : s.end].strip() for s in found)
    covered = {at for s in found for at in range(s.start, s.end)}
    assert all(at in covered for at, letter in enumerate(plain) if letter.isalnum())


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_any_layout_keeps_every_letter(text: str, data: st.DataObject) -> None:
    plain = normalise(text)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(plain)), max_size=8)))
    role = st.sampled_from(list(BlockRole))
    blocks = tuple(Block(start=one, end=other, role=data.draw(role)) for one, other in pairwise(cuts))
    found = segments(plain, Layout(blocks=blocks[::2]))
    covered = {at for s in found for at in range(s.start, s.end)}
    assert all(at in covered for at, letter in enumerate(plain) if letter.isalnum())


@given(st.text())
def test_taking_quoting_marks_off_moves_no_offset(text: str) -> None:
    assert len(unmarked(text)) == len(text)


HOSTILE = {
    "one line": "The League left Osk and came back. ",
    "one word": "a",
    "marks": ">",
    "marks with blanks": "> ",
    "exclamations": "!",
    "exclamations and letters": "!!!!a",
    "blanks": " ",
    "blank lines": " \n",
    "notes": "(17) See it. ",
    "notes on lines": "They left. (17)\n\n(17) See it.\n\n",
    "dashes": "-- \n",
    "underscores": "________\n",
    "fields": "From: a\n",
    "legends": "Red: a; ",
    "bars": "a | ",
    "brackets": "([",
    "colons": "::",
    "quotation marks": "\".'",
    "comments": "12 Comments\n\nreply\n\n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_ten_times_the_text_takes_about_ten_times_the_time(unit: str) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit)) + "x"
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            segments(text)
            best = min(best, time.process_time() - began)
        return best

    small, large = seconds(12_000), seconds(120_000)
    assert large < 40 * max(small, 0.002)


def test_a_line_of_five_million_characters_is_cut_in_seconds() -> None:
    text = "The League left Osk and came back " * 150_000
    began = time.process_time()
    found = segments(text)
    assert time.process_time() - began < 20
    assert len(found) > 1_000
    assert max(s.end - s.start for s in found) <= 3_000


def test_thirty_thousand_notes_are_told() -> None:
    body = "They left. " + " ".join(f"({n})" for n in range(30_000))
    text = f"{body}\n\n" + "\n\n".join(f"({n}) See page {n}." for n in range(30_000))
    began = time.process_time()
    found = segments(text)
    assert time.process_time() - began < 9
    assert sum(bool(s.note) for s in found) == 30_000


def test_an_empty_text_has_no_segments() -> None:
    assert segments("") == segments(" \r\n\u2029") == ()
