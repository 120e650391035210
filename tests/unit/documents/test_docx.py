import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest

from holdfire.documents import read_document
from holdfire.errors import DocumentError


def word(*, author: str = "Ilya Marr") -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.core_properties.title = "The bridge of Osk"
    document.core_properties.created = datetime(2031, 3, 12, tzinfo=UTC)
    document.add_heading("The bridge", level=1)
    document.add_paragraph("The League left Osk.")
    document.add_paragraph("We never fought.", style="Quote")
    document.add_paragraph("One village", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Osk", "League"
    document.add_paragraph("Map 1: Osk", style="Caption")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rewritten(data: bytes, **parts: bytes) -> bytes:
    """Put other bytes in place of parts: document="…" for word/document.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            key = info.filename.removeprefix("word/").removesuffix(".xml")
            new.writestr(info.filename, parts.pop(key, old.read(info)))
    return buffer.getvalue()


def test_paragraphs_have_the_roles_of_their_styles_in_the_order_of_the_file() -> None:
    reading = read_document(word(), "a.docx")
    assert [(reading.text[b.start : b.end], b.role.value) for b in reading.layout.blocks] == [
        ("The bridge", "heading"),
        ("The League left Osk.", "paragraph"),
        ("We never fought.", "quote"),
        ("One village", "list"),
        ("Osk", "table"),
        ("League", "table"),
        ("Map 1: Osk", "caption"),
    ]
    assert (reading.title, reading.author, reading.published) == (
        "The bridge of Osk",
        "Ilya Marr",
        date(2031, 3, 12),
    )
    assert "--published" in reading.remarks[0]


def test_the_day_of_a_librarys_template_is_no_date() -> None:
    reading = read_document(word(author="python-docx"), "a.docx")
    assert (reading.author, reading.published, reading.remarks) == (None, None, ())


def test_notes_stand_at_the_end_under_their_marks() -> None:
    data = word()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        body = packed.read("word/document.xml")
        types = packed.read("[Content_Types].xml")
        relations = packed.read("word/_rels/document.xml.rels")
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        b'<w:footnotes xmlns:w="%s"><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        b'<w:footnote w:id="5"><w:p><w:r><w:t>A monitor said so.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ) % name
    body = body.replace(
        b"The League left Osk.</w:t>", b'The League left Osk.</w:t><w:footnoteReference w:id="5"/>'
    )
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, {"word/document.xml": body}.get(info.filename, old.read(info))) if (
                info.filename not in ("[Content_Types].xml", "word/_rels/document.xml.rels")
            ) else None
        override = b'<Override PartName="/word/footnotes.xml" ContentType="%s"/></Types>' % kind
        new.writestr("[Content_Types].xml", types.replace(b"</Types>", override))
        link = b'<Relationship Id="rId99" Type="%s" Target="footnotes.xml"/></Relationships>' % relation
        new.writestr("word/_rels/document.xml.rels", relations.replace(b"</Relationships>", link))
        new.writestr("word/footnotes.xml", notes)
    reading = read_document(buffer.getvalue(), "a.docx")
    assert "The League left Osk.[1]" in reading.text
    assert reading.text.endswith("[1] A monitor said so.")
    assert reading.layout.blocks[-1].role == "note"


@pytest.mark.parametrize(
    "data",
    [
        b"no zip",
        b"\xd0\xcf\x11\xe0 old",
        rewritten(word(), document=b"<broken"),
        rewritten(word(), document=b"<w:document/>"),
    ],
    ids=["no zip", "encrypted", "broken", "another"],
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.docx"):
        read_document(data, "a.docx")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(DocumentError, match="times its size"):
        read_document(buffer.getvalue(), "a.docx")


def test_entities_are_not_followed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(DocumentError, match=r"a\.docx"):
        read_document(rewritten(word(), document=bomb), "a.docx")
