"""`matches.json`: what was compared, then one pair a line, so that a person can read and compare versions."""

from collections.abc import Mapping
from typing import cast

from holdfire.model.match import Matching
from holdfire.records.values import decode, fields_of, line


def write_matching(matching: Matching) -> bytes:
    """Write what was computed as JSON; every pair stands on a line of its own."""
    fields = fields_of(matching)
    pairs = cast("list[Mapping[str, object]]", fields.pop("pairs"))
    rows = [b"  " + line(pair) for pair in pairs]
    head = [line(name) + b": " + line(value) for name, value in fields.items()]
    listed = b'"pairs": [' + (b"\n" + b",\n".join(rows) + b"\n]" if rows else b"]")
    return b"{\n" + b",\n".join((*head, listed)) + b"\n}\n"


def read_matching(data: bytes, *, source: str) -> Matching:
    """Read what `write_matching` wrote; raises InputError where it is none."""
    return decode(data, Matching, source=source)
