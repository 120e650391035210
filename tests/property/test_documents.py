"""Truths of the readers on any text."""

import html
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.documents import READERS, read_document
from holdfire.errors import DocumentError
from holdfire.lexicon.normal import flatten, fold, normalise

PRINTED = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda t: t.strip("\ufeff").strip()
)


@settings(deadline=None)  # the first call opens the language model
@given(PRINTED)
def test_a_text_file_comes_back_as_it_was(text: str) -> None:
    assert read_document(text.encode("utf-8"), "a.txt").text == text.removeprefix("\ufeff")


@settings(deadline=None)  # the first call opens the language model
@given(st.text(st.one_of(st.just(" "), st.characters(categories=("L", "N", "P"))), min_size=1))
def test_the_words_of_a_page_are_its_words(text: str) -> None:
    page = f"<body><p>{html.escape(text)}</p></body>".encode()
    if text.strip(" "):
        assert read_document(page, "a.html").text.split(" ") == [w for w in text.split(" ") if w]


NAMES = [f"a{suffix}" for reader in READERS for suffix in reader.suffixes]
HEADS = [
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"From: a\n",
    b"From: a\nContent-Type: multipart/mixed; boundary=x\n\n",
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(HEADS).flatmap(lambda head: st.binary(max_size=300).map(lambda tail: head + tail)),
    st.sampled_from(NAMES),
)
def test_any_bytes_give_a_reading_or_a_document_error(data: bytes, name: str) -> None:
    try:
        text = read_document(data, name).text
    except DocumentError as error:
        text = str(error) if name in str(error) else ""
    assert text.strip()


@given(st.text())
def test_no_normalisation_moves_an_offset(text: str) -> None:
    assert len(text) == len(normalise(text)) == len(flatten(text)) == len(fold(text))


WORDS = st.text(st.characters(categories=("L", "M", "N"), min_codepoint=33), min_size=1, max_size=12)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "الجبهة",
            "🚩",
            "e\u0301",
            "<p>",
            "</div>",
            "<blockquote>",
            "<nav>",
            "<td>",
            "<pre>",
            "\r\n",
            "> ",
            "# ",
            "- ",
            "`",
            "<br>",
            "[^1]",
            "|",
        ]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30).map(" ".join), st.sampled_from(["a.html", "a.md", "a.txt"]))
def test_blocks_and_pages_lie_in_order_inside_the_text_and_hold_all_of_it(source: str, name: str) -> None:
    try:
        reading = read_document(source.encode(), name)
    except DocumentError:
        return
    for parts in (reading.layout.blocks, reading.layout.pages):
        assert all(0 <= part.start <= part.end <= len(reading.text) for part in parts)
        assert all(one.end <= other.start for one, other in pairwise(parts))
    blocks = reading.layout.blocks
    assert all(reading.text[block.start : block.end].strip() for block in blocks)
    covered = {at for block in blocks for at in range(block.start, block.end)}
    assert not blocks or all(at in covered or letter.isspace() for at, letter in enumerate(reading.text))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<blockquote>" * 3_000 + b"The League left.", "a.html"),
        (b"<p>" + b">" * 10_000_000, "a.html"),
        (b">" * 10_000_000 + b"\nThe League left.", "a.txt"),
        (b"From: a@example.org\n\n" + b">" * 10_000_000 + b"\nThe League left.", "a.eml"),
        (b"- " * 50_000 + b"x", "a.md"),
        (b"Subject: " + b"x" * 5_000_000 + b"\n\nThe League left.", "a.eml"),
        (b"The League left Osk. " * 250_000, "a.txt"),
    ],
    ids=[
        "deep quotes",
        "marks in a page",
        "marks in a text",
        "marks in a mail",
        "lists",
        "long head",
        "one line",
    ],
)
def test_hostile_files_are_read_or_refused_in_seconds(data: bytes, name: str) -> None:
    began = time.process_time()
    try:
        said = f"{name}: {read_document(data, name).text}"
    except DocumentError as error:
        said = str(error)
    assert said.startswith(f"{name}: ")
    assert time.process_time() - began < 20
