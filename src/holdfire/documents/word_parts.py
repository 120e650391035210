"""The parts of a Word file that hold words: the body, the notes, the properties; python-docx opens them."""

import io
import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from holdfire.errors import DocumentError

Element = Any
"""An object of lxml or python-docx, which have no types of their own."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_FAULTS = (SyntaxError, KeyError, ValueError, AttributeError, TypeError, OSError)  # broken XML is the first
_TEMPLATE_AUTHOR = "python-docx"  # a library whose files all carry the day of its template


class Word:
    """An open Word file; notes get their marks in the order in which the body refers to them."""

    def __init__(self, document: Element) -> None:
        self._document = document
        self._styles: Mapping[str, str] = {s.style_id: s.name or "" for s in document.styles}
        self._marks: dict[tuple[str, str], int] = {}

    def body(self) -> Iterator[tuple[Element, bool]]:
        """List the paragraphs in the order of the file, and whether each stands in a table."""
        for paragraph in self._document.element.body.iter(f"{_W}p"):
            around = [a.tag for a in paragraph.iterancestors(f"{_W}tc", f"{_W}p", _ALTERNATIVE)]
            if _ALTERNATIVE not in around:
                yield paragraph, f"{_W}tc" in around

    def style(self, paragraph: Element) -> str:
        """Name the style of a paragraph as its author sees it; empty for the plain one."""
        found = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = "" if found is None else str(found.get(f"{_W}val") or "")
        return self._styles.get(key, key)

    def list_level(self, paragraph: Element) -> int:
        """Say how deep in a list a paragraph stands; 0 outside lists."""
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbered is None:
            return 0
        level = numbered.find(f"{_W}ilvl")
        value = "0" if level is None else str(level.get(f"{_W}val") or "0")
        return int(value) + 1 if value.isascii() and value.isdigit() and len(value) < 3 else 1

    def mark(self, kind: str, key: str) -> int:
        """Give the number under which a note stands in the text layer."""
        return self._marks.setdefault((kind, key), len(self._marks) + 1)

    def notes(self) -> Iterator[tuple[int, str]]:
        """List the notes that the body refers to, with their marks."""
        texts = {key: text for kind in _NOTES.values() for key, text in self._notes_of(kind)}
        for key, mark in sorted(self._marks.items(), key=lambda item: item[1]):
            if text := texts.get(key, "").strip():
                yield mark, text

    def _notes_of(self, kind: str) -> Iterator[tuple[tuple[str, str], str]]:
        from docx.oxml import parse_xml

        for part in self._document.part.package.iter_parts():
            if str(part.partname) != f"/word/{kind}.xml":
                continue
            for note in parse_xml(part.blob):
                if note.get(f"{_W}type") not in _SEPARATORS:
                    paragraphs = (words_of(p, None).strip() for p in note.iter(f"{_W}p"))
                    yield (kind, str(note.get(f"{_W}id"))), " ".join(p for p in paragraphs if p)

    def properties(self) -> tuple[str | None, str | None, date | None]:
        """Give title, author and the day on which the file was made, as it states them."""
        stated = self._document.core_properties
        if stated.author == _TEMPLATE_AUTHOR:
            return stated.title, None, None
        return stated.title, stated.author, stated.created.date() if stated.created else None


@contextmanager
def damaged(filename: str) -> Generator[None, None, None]:
    """Turn what the libraries raise on a damaged file into a DocumentError."""
    from docx.opc.exceptions import OpcError

    try:
        yield
    except (OpcError, zipfile.BadZipFile, *_FAULTS) as error:
        raise DocumentError(f"{filename}: the Word file is damaged ({error}); save it again") from error


def opened(data: bytes) -> Word:
    """Open a Word file; raises what `damaged` knows."""
    from docx import Document

    return Word(Document(io.BytesIO(data)))


def words_of(paragraph: Element, word: Word | None) -> str:
    """Write the words of a paragraph with its note marks; deleted text has another element and stays out."""
    parts: list[str] = []
    for node in paragraph.iter():
        if not isinstance(node.tag, str) or not node.tag.startswith(_W):
            continue
        tag = node.tag.removeprefix(_W)
        if tag == "t" and next(node.iterancestors(f"{_W}p"), paragraph) is paragraph:
            parts.append(node.text or "")
        elif tag in ("tab", "br", "cr") and node.getparent().tag == f"{_W}r":
            parts.append("\t" if tag == "tab" else "\n")
        elif tag == "noBreakHyphen":
            parts.append("-")
        elif tag in _NOTES and word is not None:
            parts.append(f"[{word.mark(_NOTES[tag], str(node.get(f'{_W}id')))}]")
    return "".join(parts)
