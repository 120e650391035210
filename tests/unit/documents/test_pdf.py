"""PDFs of our own making, written byte by byte: pages of lines, each (x, y, size, text)."""

from datetime import date

import pytest

from holdfire.documents import read_document
from holdfire.errors import DocumentError
from holdfire.model.document import Reading
from holdfire.model.layout import BlockRole

Row = tuple[int, int, int, str]


def pdf(*pages: list[Row], info: str = "", extra: str = "") -> bytes:
    """Write a PDF with one standard font; `extra` goes into the trailer."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    font = 3 + 2 * count
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"]
    for n, rows in enumerate(pages):
        text = "".join(f"BT /F1 {size} Tf {x} {y} Td ({line}) Tj ET\n" for x, y, size, line in rows)
        resources = f"/Resources << /Font << /F1 {font} 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} /Contents {4 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}endstream")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    objects.append(f"<< {info} >>")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {extra} >>"
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n"
    return f"{out}{out.index('xref')}\n%%EOF\n".encode("latin-1")


def rows(*lines: str, top: int = 700, size: int = 11) -> list[Row]:
    return [(72, top - 14 * n, size, line) for n, line in enumerate(lines)]


def blocks(reading: Reading) -> list[tuple[str, BlockRole]]:
    return [(reading.text[b.start : b.end], b.role) for b in reading.layout.blocks]


def test_lines_are_joined_and_broken_words_are_whole() -> None:
    page = rows(
        "The League took the bridge of Osk on Monday after the gar-",
        "rison had left it. The well-known quarter stayed with the junta,",
        "a monitor said, and the well-",
        "known market too.",
    )
    reading = read_document(pdf(page), "a.pdf")
    assert reading.text == (
        "The League took the bridge of Osk on Monday after the garrison had left it. The well-known quarter "
        "stayed with the junta, a monitor said, and the well-known market too."
    )


def test_gaps_and_sizes_tell_paragraphs_headings_and_notes() -> None:
    page = [
        *rows("The Bridge", size=18),
        *rows("The League left Osk on Monday, as was", "agreed a week before.", top=660),
        *rows("Kestrel stayed where it had been all", "winter, on the hill.", top=610),
        *rows("1 A monitor said so.", top=100, size=8),
    ]
    assert blocks(read_document(pdf(page), "a.pdf")) == [
        ("The Bridge", BlockRole.HEADING),
        ("The League left Osk on Monday, as was agreed a week before.", BlockRole.PARAGRAPH),
        ("Kestrel stayed where it had been all winter, on the hill.", BlockRole.PARAGRAPH),
        ("1 A monitor said so.", BlockRole.NOTE),
    ]


def test_pages_have_ranges_and_a_sentence_goes_on_over_the_break() -> None:
    one = [*rows("Report 7", top=760), *rows("The League held the bridge and the", "road until the gar-")]
    two = [*rows("Report 7", top=760), *rows("rison came back in May.", "It lost both then.")]
    three = [*rows("Report 7", top=760), *rows("Kestrel saw it.")]
    reading = read_document(pdf(one, two, three), "a.pdf")
    texts = [reading.text[page.start : page.end] for page in reading.layout.pages]
    assert [page.number for page in reading.layout.pages] == [1, 2, 3]
    assert "".join(texts) == reading.text
    assert "until the garrison came back in May." in reading.text
    assert texts[1].startswith("rison came back")
    assert [text for text, role in blocks(reading) if role is BlockRole.MENU] == ["Report 7"] * 3


def test_what_the_file_says_of_itself_is_read() -> None:
    info = "/Title (The bridge) /Author (Ilya Marr) /CreationDate (D:20310312080000Z)"
    reading = read_document(pdf(rows("They left."), info=info), "a.pdf")
    assert (reading.title, reading.author, reading.published) == (
        "The bridge",
        "Ilya Marr",
        date(2031, 3, 12),
    )
    assert "2031-03-12 is the day on which the PDF was made" in reading.remarks[0]


def test_a_pdf_of_pictures_says_what_to_do() -> None:
    with pytest.raises(DocumentError, match=r"(?s)a\.pdf: the PDF has no text layer.*ocrmypdf"):
        read_document(pdf([], []), "a.pdf")


def test_a_page_without_text_is_named() -> None:
    reading = read_document(pdf(rows("They left."), [], rows("They came.")), "a.pdf")
    assert reading.remarks == ("pages without a text layer: 2",)
    assert len(reading.layout.pages) == 3


def test_an_encrypted_pdf_says_so() -> None:
    key = "<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -44 >> /ID [<00> <00>]"
    with pytest.raises(DocumentError, match="encrypted"):
        read_document(pdf(rows("They left."), extra=lock), "a.pdf")


@pytest.mark.parametrize("data", [b"no pdf", b"%PDF-1.4\n", pdf(rows("x"))[:200]])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        read_document(data, "a.pdf")


@pytest.mark.parametrize("creator", ["Mozilla/5.0 (X11) HeadlessChrome/1.0", "Safari", "wkhtmltopdf 0.12"])
def test_the_day_on_which_a_browser_printed_a_page_is_no_day_of_publication(creator: str) -> None:
    name = creator.replace("(", r"\(").replace(")", r"\)")
    info = f"/Creator ({name}) /CreationDate (D:20310312080000Z)"
    reading = read_document(pdf(rows("The bridge of Osk was crossed."), info=info), "a.pdf")
    assert reading.published is None
    assert "printed this page on 2031-03-12" in reading.remarks[0]
