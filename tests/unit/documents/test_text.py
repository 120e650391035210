import pytest

from holdfire.documents import read_document
from holdfire.errors import DocumentError


def test_a_text_file_is_its_own_text_layer() -> None:
    text = "Erste Zeile\r\n\tzweite  Zeile – “Zitat”\n\nالسطر الثالث 🚩"
    assert read_document(text.encode(), "a.txt").text == text


def test_a_byte_order_mark_is_removed() -> None:
    assert read_document(b"\xef\xbb\xbfWar and peace", "a.txt").text == "War and peace"


def test_a_utf_16_file_with_its_mark_is_read() -> None:
    assert read_document("Wár".encode("utf-16"), "a.txt").text == "Wár"


def test_another_encoding_is_read_where_it_is_certain() -> None:
    text = "Привет мир, это обычный русский текст о войне и мире, и в нём много слов."
    assert read_document(text.encode("cp1251"), "a.txt").text == text


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"empty\.txt: the file holds no text"):
        read_document(data, "empty.txt")


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"abc\x01def", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="no text file"):
        read_document(data, "picture.txt")


def test_an_uncertain_encoding_is_refused_with_the_way_to_convert_it() -> None:
    with pytest.raises(DocumentError, match=r"cafe\.txt.*iconv"):
        read_document(b"caf\xe9", "cafe.txt")


def test_a_suffix_that_no_reader_takes_is_refused_with_those_that_are() -> None:
    with pytest.raises(DocumentError, match=r"\.xyz.*\.txt.*\.html.*\.zip"):
        read_document(b"x", "report.xyz")


def test_form_feeds_part_pages() -> None:
    text = "Page one.\fPage two.\f"
    pages = read_document(text.encode(), "a.txt").layout.pages
    assert [(page.number, text[page.start : page.end]) for page in pages] == [
        (1, "Page one.\f"),
        (2, "Page two.\f"),
    ]
