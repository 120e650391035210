"""Whatever a text quotes and cites: offsets stay right, and the cost stays linear."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.claims.announcing import letterhead
from holdfire.claims.notes import note_sources
from holdfire.claims.quotations import quotations
from holdfire.claims.segments import segments
from holdfire.lexicon.normal import normalise

MARKED = st.text(alphabet="ab .,\n\"“”„«»'‘’‹›\U0001f600é", max_size=200)


@given(MARKED)
def test_quotations_follow_each_other_and_lie_in_the_text(text: str) -> None:
    found = quotations(text, [(0, len(text))])
    ends = [0, *(q.end for q in found.all)]
    assert all(q.start < q.end <= len(text) for q in found.all)
    assert all(q.start >= end for q, end in zip(found.all, ends, strict=False))
    assert all(found.at(q.start) == n for n, q in enumerate(found.all))


@settings(max_examples=50)
@given(st.text(alphabet="abRT .,:()[]1234\n’é", max_size=200))
def test_a_notes_source_is_its_own_characters(tail: str) -> None:
    text = f"One. (1) Two.\n\nNotes\n\n(1) Radio Tarn, 4 May 2031{tail}\n(2) {tail}"
    for link in note_sources(text, segments(normalise(text)), frozenset()).values():
        assert " ".join(text[link.start : link.end].split()) == link.source


@pytest.mark.parametrize("part", ['"a ', "'a ", "“", "x' ", "‘a’s ", "”"])
def test_unbalanced_marks_cost_no_more_than_their_number(part: str) -> None:
    text = part * 100_000
    began = time.process_time()
    quotations(text, [(0, len(text))])
    assert time.process_time() - began < 10


def test_thirty_thousand_notes_are_read_in_one_pass() -> None:
    text = "A b. (1)\n\nNotes\n\n" + "".join(f"({n}) Radio Tarn, 4 May 2031\n" for n in range(1, 30_001))
    found = segments(normalise(text))
    began = time.process_time()
    assert len(note_sources(text, found, letterhead(text, found))) == 30_000
    assert time.process_time() - began < 6
