"""The coders that are measured, and texts as they are given to them."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from holdfire.claims.coder import Coder
from holdfire.claims.rules import coder
from holdfire.claims.syntax import parser
from holdfire.documents import read_document
from holdfire.lexicon import Lexicon
from holdfire.model.claim import Claim
from holdfire.model.document import Document, Reading

Row: TypeAlias = dict[str, Any]

PATTERNS, PARSER = "patterns", "parser"
CODERS = (PATTERNS, PARSER)


class NoParserError(Exception):
    """The dependency parser is not installed, or its files are not those on record."""


def coder_named(name: str) -> Coder:
    """Give the rule coder with the parser or with patterns only.

    Raises
    ------
    NoParserError
        Where the parser is asked for and there is none.
    """
    if name == PATTERNS:
        return coder(None)
    found = parser()
    if found is None:
        raise NoParserError("no parser on this machine: install the extra [parser]")
    return coder(found)


def reading_of(data: bytes, filename: str) -> Reading:
    return read_document(data, filename)


def claims_in(
    chosen: Coder, reading: Reading, lexicon: Lexicon, filename: str = "x.txt"
) -> tuple[Claim, ...]:
    """Code one text and check every quote.

    Raises
    ------
    ValueError
        Where a quote is not what stands at its offsets.
    """
    sha = hashlib.sha256(reading.text.encode()).hexdigest()
    document = Document(
        folder=sha,
        filename=filename,
        sha256=sha,
        text_sha256=sha,
        media_type=reading.media_type,
        published=reading.published,
    )
    claims = chosen.code(document, reading.text, lexicon, reading.layout).claims
    for claim in claims:
        if reading.text[claim.start : claim.end] != claim.quote:
            raise ValueError(f"{filename}: {claim.quote!r} does not stand at {claim.start}")
    return claims


def rows_of(claims: tuple[Claim, ...], document: str) -> Iterator[Row]:
    """Give claims in their JSON form, with the document's name as the scorer wants it."""
    for claim in claims:
        row: Mapping[str, object] = dataclasses.asdict(claim) | {"document": document}
        yield json.loads(json.dumps(row, default=_plain, ensure_ascii=False))


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write a JSON object a line, making the folder where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
