"""Markdown: the text layer is what a reader sees, without marks, since "**the** League" would hide a name.

Offsets count this text; the source lies beside it, byte for byte.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from holdfire.documents.decoding import decode
from holdfire.documents.html_blocks import blocks_of
from holdfire.documents.layer import LARGEST_TEXT, Layer, name
from holdfire.documents.reader import Reader
from holdfire.documents.stated_days import stated_day
from holdfire.errors import DocumentError
from holdfire.model.document import Reading
from holdfire.model.layout import BlockRole

DEEPEST = 50  # quotations and lists within each other
_DEEP = re.compile(rf"^[ \t]{{0,3}}(?:>[ \t]{{0,3}}){{{DEEPEST},}}", re.MULTILINE)
_BRACKETS = re.compile(r"(?:[\[!*_`<][ ]?){200,}")  # nobody writes them; a parser takes the square of them
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,5000}?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_FIELD = re.compile(
    r"^(title|author|date)[ \t]*:[ \t]*[\"']?(.{1,500}?)[\"']?[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_NOTE = re.compile(r"^\[\^(\d{1,6})\]:", re.MULTILINE)
_MARK = re.compile(r"\[\^(\d{1,6})\]")


def read_markdown(data: bytes, filename: str) -> Reading:
    """Read Markdown (CommonMark with tables, note marks and a head of `title:`, `author:`, `date:`).

    Raises
    ------
    DocumentError
        For a file that is too large, no text, or nests too deep.
    """
    source = decode(data, filename)
    if len(source) > LARGEST_TEXT:
        raise DocumentError(f"{filename}: more than {LARGEST_TEXT:,} characters; split the file")
    if _DEEP.search(source) or _BRACKETS.search(source):
        raise DocumentError(
            f"{filename}: marks nest more than {DEEPEST} deep; clean the file, or add it as .txt"
        )
    front = _FRONT.match(source)
    stated = {key.lower(): value for key, value in _FIELD.findall(front[1])} if front else {}
    body = source[front.end() :] if front else source
    layer = _layer(_MARK.sub(r"(\1)", _NOTE.sub(r"(\1)", body)))
    if not layer.length:
        raise DocumentError(f"{filename}: the file holds no text")
    heading = next((b for b in layer.blocks if b.role is BlockRole.HEADING), None)
    text = layer.text()
    return Reading(
        text=text,
        media_type="text/markdown",
        title=name(stated.get("title")) or (name(text[heading.start : heading.end]) if heading else None),
        author=name(stated.get("author")),
        published=stated_day(stated.get("date", "")),
        layout=layer.layout(),
    )


def _layer(source: str) -> Layer:
    layer = Layer()
    tokens = MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST}).enable("table").parse(source)
    quotes = lists = level = cells = 0
    for token in tokens:
        kind, step = token.type, token.nesting
        quotes += step if kind.startswith("blockquote") else 0
        lists += step if kind.startswith("list_item") else 0
        cells += step if kind[:2] in ("th", "td") and kind[2] == "_" else 0
        level = (int(token.tag[1]) if step == 1 else 0) if kind.startswith("heading") else level
        if kind == "inline":
            role = _role(level, cells, lists, quotes)
            layer.add(_inline(token), role, depth=quotes, level=level or lists)
        elif kind in ("fence", "code_block"):
            layer.add_verbatim(token.content, depth=quotes)
        elif kind == "html_block":
            _add_html(layer, token.content, quotes)
    return layer


def _role(level: int, cells: int, lists: int, quotes: int) -> BlockRole:
    if level:
        return BlockRole.HEADING
    if cells:
        return BlockRole.TABLE
    if lists:
        return BlockRole.LIST
    return BlockRole.QUOTE if quotes else BlockRole.PARAGRAPH


def _inline(token: Token) -> str:
    """Write a paragraph's words: links and emphasis by their text, pictures by what stands for them."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type != "html_inline":
            parts.append(child.content)
    return "".join(parts)


def _add_html(layer: Layer, markup: str, depth: int) -> None:
    root = LexborHTMLParser(markup).body
    inside = Layer() if root is None else blocks_of(root)
    text = inside.text()
    for block in inside.blocks:
        layer.add(text[block.start : block.end], block.role, depth=depth + block.depth, level=block.level)


READER = Reader(
    name="markdown/1", suffixes=(".md", ".markdown"), media_type="text/markdown", read=read_markdown
)
