"""Truths of the readers on any text."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.documents import read_document
from holdfire.errors import DocumentError
from holdfire.lexicon.normal import flatten, fold, normalise

PRINTED = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda t: t.strip("\ufeff").strip()
)


@given(PRINTED)
def test_a_text_file_comes_back_as_it_was(text: str) -> None:
    assert read_document(text.encode("utf-8"), "a.txt").text == text.removeprefix("\ufeff")


@given(st.text(st.one_of(st.just(" "), st.characters(categories=("L", "N", "P"))), min_size=1))
def test_the_words_of_a_page_are_its_words(text: str) -> None:
    page = f"<body><p>{html.escape(text)}</p></body>".encode()
    if text.strip(" "):
        assert read_document(page, "a.html").text.split(" ") == [w for w in text.split(" ") if w]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html"]))
def test_any_bytes_give_a_reading_or_a_document_error(data: bytes, name: str) -> None:
    try:
        text = read_document(data, name).text
    except DocumentError as error:
        text = str(error) if name in str(error) else ""
    assert text.strip()


@given(st.text())
def test_no_normalisation_moves_an_offset(text: str) -> None:
    assert len(text) == len(normalise(text)) == len(flatten(text)) == len(fold(text))
