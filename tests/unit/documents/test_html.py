from datetime import date

import pytest

from holdfire.documents import read_document
from holdfire.errors import DocumentError
from holdfire.model.layout import APART, BlockRole

PAGE = b"""<!doctype html><html lang="en"><head><title>Site | The bridge</title>
<meta property="og:title" content="The bridge of Osk"><meta name="author" content="Ilya Marr">
<meta property="article:published_time" content="2031-03-12T08:00:00Z"><style>p {color: red}</style></head>
<body><nav><a href="/">Home</a></nav><div id="menu">Sections</div>
<article><h1>The bridge</h1><p>The League <b>held</b>
 the&nbsp;bridge.<br>Then it left.</p><script>steal()</script><p>Kestrel came.</p></article>
<div class="entry comments">I was there!</div><footer>All rights</footer></body></html>"""


def parts(page: bytes) -> list[tuple[str, BlockRole]]:
    reading = read_document(page, "a.html")
    return [(reading.text[b.start : b.end], b.role) for b in reading.layout.blocks]


def main(page: bytes) -> str:
    return "\n\n".join(text for text, role in parts(page) if role not in APART)


def test_scripts_are_gone_and_menus_and_comment_boxes_are_told_apart() -> None:
    assert main(PAGE) == "The bridge\n\nThe League held the\u00a0bridge.\nThen it left.\n\nKestrel came."
    apart = {text: role for text, role in parts(PAGE) if role in APART}
    assert apart == {
        "Home": BlockRole.MENU,
        "Sections": BlockRole.MENU,
        "I was there!": BlockRole.COMMENT,
        "All rights": BlockRole.MENU,
    }
    assert "steal" not in read_document(PAGE, "a.html").text


def test_elements_have_the_roles_that_they_name() -> None:
    page = b"""<body><main><h2>Front</h2><p>One.</p><blockquote><p>Two.<blockquote>Three.</blockquote>
    </blockquote><ul><li>Four</ul><figure><figcaption>Five</figcaption></figure><table><tr><td>Six<td>7</table>
    <pre>  eight
  nine</pre><ol class="footnotes"><li>Ten</ol></main></body>"""
    blocks = read_document(page, "a.html").layout.blocks
    assert [(text, role.value) for text, role in parts(page)] == [
        ("Front", "heading"),
        ("One.", "paragraph"),
        ("Two.", "quote"),
        ("Three.", "quote"),
        ("Four", "list"),
        ("Five", "caption"),
        ("Six", "table"),
        ("7", "table"),
        ("  eight\n  nine", "pre"),
        ("Ten", "note"),
    ]
    assert [b.depth for b in blocks if b.role is BlockRole.QUOTE] == [1, 2]
    assert blocks[0].level == 2


def test_a_wrapper_that_only_speaks_of_a_sidebar_is_no_menu() -> None:
    page = b"<div class='content has-sidebar'><p>The League left.</p></div>"
    assert parts(page) == [("The League left.", BlockRole.PARAGRAPH)]
    around = b"<div id='menu-page'><h1>Osk</h1><p>The League left.</p></div>"
    assert main(around) == "Osk\n\nThe League left."


@pytest.mark.parametrize("name", ["comment-list", "postComments", "disqus_thread", "respond"])
def test_comment_boxes_are_told_by_the_words_of_their_names(name: str) -> None:
    page = f"<article><p>Text.</p></article><ol class='{name}'><li><article>No!</article></ol>".encode()
    assert parts(page)[-1] == ("No!", BlockRole.COMMENT)


def test_a_run_of_short_links_is_a_menu_and_a_sentence_with_a_link_is_none() -> None:
    links = b"".join(b"<p><a href='/%d'>Story %d</a></p>" % (n, n) for n in range(4))
    page = links + b"<p>The <a href='/x'>League</a> left Osk.</p>"
    assert main(page) == "The League left Osk."
    assert len(parts(page)) == 5


def test_two_line_breaks_part_paragraphs_and_a_linked_number_is_a_note_mark() -> None:
    page = b"<p>One.<sup><a href='#1'>3</a></sup><br><br>Two km<sup>2</sup>.</p>"
    assert main(page) == "One.[3]\n\nTwo km2."


def test_a_page_that_calls_everything_a_menu_keeps_its_text() -> None:
    assert parts(b"<div class='menu'><p>The League left.</p></div>") == [
        ("The League left.", BlockRole.PARAGRAPH)
    ]


def test_what_the_page_says_of_itself_is_read() -> None:
    reading = read_document(PAGE, "a.htm")
    assert (reading.title, reading.author) == ("The bridge of Osk", "Ilya Marr")
    assert (reading.published, reading.language) == (date(2031, 3, 12), "en")


def test_a_time_element_dates_a_page_without_meta_data() -> None:
    page = (
        b"<body><time datetime='2031-13-45'>x</time><time datetime='2031-03-02'>y</time><p>Text.</p></body>"
    )
    assert read_document(page, "a.html").published == date(2031, 3, 2)


def test_repeated_paragraphs_are_kept() -> None:
    page = b"<body>" + b"<p>Again.</p>" * 30 + b"</body>"
    assert read_document(page, "a.html").text.count("Again.") == 30


def test_a_declared_encoding_is_followed() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Café</p></body></html>'.encode("latin-1")
    assert read_document(page, "a.html").text == "Café"


def test_an_unclosed_and_crossed_page_still_gives_its_text() -> None:
    text = read_document(b"<body><p>one<p>two<b><div>three</b>four", "a.html").text
    assert text.split() == ["one", "two", "threefour"]


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(DocumentError, match="within each other"):
        read_document(b"<div>" * 50_000 + b"x", "deep.html")


@pytest.mark.parametrize(
    "markup",
    [
        b"<u></div></b>" * 100_000 + b"x",
        b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x",
        b"<x-y>" * 60_000 + b"x",
    ],
    ids=["end tags that search", "attributes", "names of nobody"],
)
def test_a_small_page_that_would_take_minutes_is_refused(markup: bytes) -> None:
    with pytest.raises(DocumentError, match="clean the page"):
        read_document(markup, "bomb.html")


def test_a_page_of_many_paragraphs_that_nobody_closed_is_read() -> None:
    page = b"<table>" + b"<tr><td>cell" * 10_000 + b"</table>" + b"<p>Text" * 20_000 + b"<li>item" * 20_000
    assert read_document(page, "old.html").text.count("Text") == 20_000


def test_a_picture_of_many_letters_is_no_tag_of_many_attributes() -> None:
    page = b'<p>Text<img alt="a b c" src="data:image/png;base64,' + b"abc/ " * 20_000 + b'">'
    assert read_document(page, "a.html").text == "Text"


@pytest.mark.parametrize("name", ["undefined", "unicode_escape", "utf-7", "cp037", "utf-16", "zlib"])
def test_a_declared_encoding_that_no_page_has_is_not_followed(name: str) -> None:
    page = f'<meta charset="{name}"><p>Les forces ont quitté la ville, a déclaré le porte-parole.</p>'
    assert "ont quitté la ville" in read_document(page.encode("latin-1"), "a.html").text


def test_control_characters_that_are_named_by_number_are_no_text() -> None:
    reading = read_document(b"<title>A &#27;[31m</title><p>a&#7;b&#155;c", "a.html")
    assert (reading.title, reading.text) == ("A [31m", "a b›c")


def test_an_endless_title_is_cut() -> None:
    assert len(read_document(b"<title>" + b"T" * 100_000 + b"</title><p>x", "a.html").title or "") == 500


def test_a_page_of_too_much_text_is_refused() -> None:
    with pytest.raises(DocumentError, match="split the page"):
        read_document((b"<p>" + b"Some words of text " * 1_000 + b"</p>") * 600, "long.html")


def test_a_page_of_scripts_alone_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text outside"):
        read_document(b"<body><script>var a = 'text'</script></body>", "app.html")


def test_script_text_in_an_attribute_or_comment_never_becomes_text() -> None:
    page = b"<body><!-- <p>hidden</p> --><p title='<b>no</b>'>yes</p><p hidden>no</p></body>"
    assert read_document(page, "a.html").text == "yes"
