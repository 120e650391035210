"""PDF files with a text layer: pages with their ranges, lines joined to paragraphs, running heads told apart.

The text layer is ours: a word that a line's end has broken is whole in it, and every offset counts that text.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import pypdfium2

from holdfire.documents.decoding import LARGEST_FILE
from holdfire.documents.layer import LARGEST_TEXT, Layer, name
from holdfire.documents.pdf_lines import Line, lines_of, running
from holdfire.documents.pdf_paragraphs import add_page, body_size
from holdfire.documents.reader import Reader
from holdfire.documents.stated_days import stated_day
from holdfire.errors import DocumentError
from holdfire.model.document import Reading

MOST_PAGES = 5_000
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT_SHARE = 0.2  # of the letters
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_LISTED_PAGES = 10
_BROWSER = re.compile(r"Mozilla|Chrom(?:e|ium)|Firefox|Safari|wkhtmltopdf", re.IGNORECASE)


def read_pdf(data: bytes, filename: str) -> Reading:
    """Read the text layer of a PDF; nothing is recognised in pictures.

    Raises
    ------
    DocumentError
        For a file that is no PDF, damaged, encrypted, too large, or only pictures of pages.
    """
    if len(data) > LARGEST_FILE or not data.strip():
        raise DocumentError(f"{filename}: the file is empty or larger than {LARGEST_FILE // 2**20} MB")
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_why_closed(filename, str(error))) from error
    try:
        return _reading(opened, filename)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"{filename}: the PDF is damaged ({error}); save it again") from error
    finally:
        opened.close()


def _why_closed(filename: str, reason: str) -> str:
    if "password" in reason.lower():
        return f"{filename}: the PDF is encrypted; save a copy without its password and add that"
    return f"{filename}: this is no PDF that can be read ({reason})"


def _reading(opened: pypdfium2.PdfDocument, filename: str) -> Reading:
    if len(opened) > MOST_PAGES:
        raise DocumentError(f"{filename}: more than {MOST_PAGES:,} pages; split the file")
    pages: list[tuple[Line, ...]] = []
    characters = 0
    for n in range(len(opened)):
        pages.append(lines_of(opened[n]))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > LARGEST_TEXT:
            raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters of text; split the file")
    if not any(pages):
        raise DocumentError(
            f"{filename}: the PDF has no text layer, only pictures of its pages; run a text recognition over "
            f"it, for instance: ocrmypdf {filename} with-text.pdf"
        )
    layer, size, heads = Layer(), body_size(pages), running(pages)
    words = frozenset(word for lines in pages for line in lines for word in line.text.lower().split())
    for number, lines in enumerate(pages, start=1):
        layer.begin_page(number)
        add_page(layer, lines, size=size, heads=heads, words=words)
    stated = opened.get_metadata_dict()
    made, printed = (
        stated_day(stated.get("CreationDate") or "", _DAY),
        bool(_BROWSER.search(stated.get("Creator") or "")),
    )
    return Reading(
        text=layer.text(),
        media_type="application/pdf",
        title=name(stated.get("Title")),
        author=name(stated.get("Author")),
        published=None if printed else made,  # a browser's file holds the reader's day, not the author's
        layout=layer.layout(),
        remarks=(*_remarks(pages, layer.text()), *_on_its_date(made, printed=printed)),
    )


def _remarks(pages: Sequence[Sequence[Line]], text: str) -> list[str]:
    remarks: list[str] = []
    empty = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if empty:
        more = f" and {len(empty) - _LISTED_PAGES} more" if len(empty) > _LISTED_PAGES else ""
        remarks.append(f"pages without a text layer: {', '.join(empty[:_LISTED_PAGES])}{more}")
    letters = sum(letter.isalpha() for letter in text)
    if len(_RIGHT_TO_LEFT.findall(text)) > _RIGHT_TO_LEFT_SHARE * letters:
        remarks.append("order uncertain: a PDF does not say in which order right-to-left text is read")
    return remarks


def _on_its_date(made: date | None, *, printed: bool) -> Iterator[str]:
    if made is not None and printed:
        yield f"a browser printed this page on {made}; --published says when it was published"
    elif made is not None:
        yield f"the date {made} is the day on which the PDF was made; --published says it better"


READER = Reader(name="pdf/1", suffixes=(".pdf",), media_type="application/pdf", read=read_pdf)
