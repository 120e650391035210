"""Finders that look at words find what their patterns find in the whole text."""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon import date_hits, figure_hints, variants
from holdfire.lexicon.date_forms import DIGIT, NAMED, NUMERIC
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.lexicon.pieces import Pieces, of_text

_WORDS = """a an half one two twenty hundred thousand million couple of and third quarters dozens several tens
$ us$ US$ € £ 5 1,200 2.5 12 15th 1st 2015 2015-16 5k 3m 5may May may June Jan. sept Monday fri day
days week months year ago later earlier last next this past early mid late first quarter q3 h2 of
the in since from until - ' . , ; : ( ) _ x_ _5 5_may 12:30:05 fortnight Osk al-Osk Osk's Osk' d'Osk
O-k A--B 3Abc a_B ⓐ Ⓐb ＿ ＇ ٣ ² é الجبهة كانون الثاني its"""
TEXTS = st.lists(st.sampled_from([*_WORDS.split(), " ", " ", ""]), max_size=24).flatmap(
    lambda bits: st.sampled_from(["", " ", "  "]).map(lambda sign: sign.join(bits))
)


def plain_of(text: str) -> str:
    return flatten(normalise(text))


@given(TEXTS)
def test_pieces_are_the_runs_of_letters_and_digits(text: str) -> None:
    plain = plain_of(text)
    folded = fold(plain)
    for pieces, cut in ((Pieces(folded), folded), (of_text(plain, folded, Pieces(folded)), plain)):
        spans = [match.span() for match in re.finditer(r"[^\W_]+", cut)]
        assert list(zip(pieces.starts, pieces.ends, strict=True)) == spans
        assert pieces.words == [folded[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("hinted", "pattern"),
    [
        (figure_hints.numbers, figure_hints._NUMBER),
        (figure_hints.shares, figure_hints._SHARE),
        (figure_hints.vague_numbers, figure_hints._LOOSE),
        (lambda folded, _: figure_hints.fortnights(folded), figure_hints._FORTNIGHT),
    ],
    ids=["numbers", "shares", "vague numbers", "fortnights"],
)
@given(text=TEXTS)
def test_numbers_are_found_as_in_the_whole_text(
    hinted: Callable[[str, Pieces], Iterator[re.Match[str]]], pattern: re.Pattern[str], text: str
) -> None:
    folded = fold(plain_of(text))
    alone = [match.span() for match in pattern.finditer(folded)]
    assert [match.span() for match in hinted(folded, Pieces(folded))] == alone


@given(TEXTS)
def test_a_date_begins_where_its_form_is_tried(text: str) -> None:
    folded = fold(plain_of(text))
    pieces = Pieces(folded)
    hints = date_hits._hints(folded, pieces)
    for form in (*NAMED, *NUMERIC):
        for match in form.pattern.finditer(folded):
            first = pieces.starts.index(match.start())
            word = pieces.words[first]
            assert (DIGIT if word[0].isdecimal() else word) in form.opens
            hinted = any(first <= k <= first + form.reach for k in hints.get(form.hint, ()))
            assert hinted or _glued(match, pieces)


def _glued(match: re.Match[str], pieces: Pieces) -> bool:
    """Say whether a month is only a part of a word, hence no hint: "5thmay", "maytojune"."""
    if match.groupdict().get("month", "0").isdecimal():
        return False
    return match.start("month") not in pieces.starts or match.end("month") not in pieces.ends


@given(TEXTS)
def test_words_that_begin_large_are_those_of_the_whole_text(text: str) -> None:
    plain = plain_of(text)
    folded = fold(plain)
    cut = variants._capital_words(plain, of_text(plain, folded, Pieces(folded)))
    alone = [word for word in variants._WORD.finditer(plain) if not word[0][0].islower()]
    assert list(cut) == [word.span() for word in alone]
