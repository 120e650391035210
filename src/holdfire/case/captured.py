"""The captures that a case holds, and those that a question was registered with."""

from collections.abc import Iterable

from holdfire.case.folder import Case
from holdfire.model.capture import Capture
from holdfire.records.values import lines, read_lines

TABLES = "captures/*.jsonl"


def written(captures: Iterable[Capture]) -> bytes:
    """Write captures one a line: the same captures give the same bytes."""
    return lines(captures)


def captures_in(case: Case, name: str) -> tuple[Capture, ...]:
    """Read the captures of one file of the case."""
    return read_lines(case.read(name), Capture, source=name)


def imported_captures(case: Case) -> tuple[Capture, ...]:
    """Read all captures that were imported."""
    return tuple(capture for name in case.names(TABLES) for capture in captures_in(case, name))


def frozen_name(question: str) -> str:
    """Name the file of the captures that a question was registered with."""
    return f"questions/{question}.captures.jsonl"
