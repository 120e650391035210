"""Truths of dates, figures and places in any text: offsets that hold, and time that grows with the length."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon import KnownPlace, Lexicon, Names
from holdfire.lexicon.dates import find_dates
from holdfire.lexicon.figures import find_figures
from holdfire.lexicon.normal import flatten, fold, normalise

LEXICON = Lexicon((), (KnownPlace(name="Osk", lat=50.0, lon=20.0, radius_km=12.0),))
PUBLISHED = date(2031, 3, 12)
DATES = ("24 November 2030", "late September 2014", "06/05/2015", "the 1990s", "between May and July 2015")
FIGURES = ("more than 15 villages", "1.2 million people", "a fortnight and two days", "20 to 30 tanks")
NOISE = st.text(alphabet="🚩e\u0301İßالجبهة\r\n.,;“”–\u00a0\u200b", max_size=20)


def read(text: str) -> Names:
    return LEXICON.read(text, PUBLISHED)


@given(NOISE, st.sampled_from(DATES), NOISE)
def test_a_date_stands_at_its_characters_in_any_surroundings(before: str, written: str, after: str) -> None:
    text = f"{before} in {written} {after}"
    names = read(text)
    assert len(names.plain) == len(names.folded) == len(text)
    assert any(written.endswith(text[day.start : day.end]) for day in names.dates)


@given(NOISE, st.sampled_from(FIGURES), NOISE)
def test_a_figure_stands_at_its_characters_in_any_surroundings(before: str, written: str, after: str) -> None:
    text = f"{before} {written} ; {after}"
    assert written in [text[figure.start : figure.end] for figure in read(text).figures]


@given(NOISE, NOISE)
def test_a_place_stands_at_its_characters_in_any_surroundings(before: str, after: str) -> None:
    text = f"{before} in Osk ; {after}"
    assert "Osk" in [text[place.start : place.end] for place in read(text).places]


@given(st.text(max_size=200))
def test_every_interval_has_days_and_every_span_characters(text: str) -> None:
    names = read(text)
    assert all(day.since < day.until for day in names.dates)
    for found in (*names.dates, *names.figures, *names.places):
        assert 0 <= found.start < found.end <= len(text)


@given(
    st.lists(
        st.sampled_from((*DATES, *FIGURES, "on Monday", "two days later", "\n\n", "in Osk")), max_size=12
    )
)
def test_found_things_do_not_overlap_and_stand_in_order(parts: list[str]) -> None:
    names = read(" then ".join(parts))
    for found in (names.dates, names.figures, names.places):
        assert all(one.end <= other.start for one, other in pairwise(found))


RUNS = (
    "1",
    "1.",
    "1-",
    "1/",
    "12.12.",
    "2014-",
    "1,000,",
    "may 1",
    "a-A",
    "one and ",
    "the 9th ",
    "5 may ",
    " ",
    "'",
)


@pytest.mark.parametrize("run", RUNS)
def test_300_kb_of_one_run_take_seconds(run: str) -> None:
    """A pattern that backtracks would take hours; the bound is loose, so that a busy machine passes."""
    text = run * (300_000 // len(run))
    folded = fold(flatten(normalise(text)))
    began = time.process_time()
    find_dates(text, folded, PUBLISHED)
    find_figures(folded, text)
    assert time.process_time() - began < 6


@pytest.mark.parametrize("run", ["A-", "In A ", "Aa Bb, ", "in    ", "villages (A, ", "(1) ", "north of "])
def test_the_time_for_places_grows_with_the_length(run: str) -> None:
    def cost(length: int) -> float:
        text = run * (length // len(run))
        began = time.process_time()
        read(text)
        return time.process_time() - began

    cost(1_000)
    assert cost(80_000) < 40 * cost(8_000) + 1.0
