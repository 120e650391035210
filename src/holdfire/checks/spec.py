"""What a check is: a kind and a pure function, of one text or of all claims of a case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from holdfire.checks.evidence import Evidence, Told
from holdfire.model.check import CheckKind, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """Reads one document after the other, so that no more than one text is held at a time."""

    name: str
    kind: CheckKind
    run: Callable[[Told, Evidence], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCheck:
    """Reads all claims of a case at once."""

    name: str
    kind: CheckKind
    run: Callable[[Evidence], Iterable[Finding]]


AnyCheck = TextCheck | CaseCheck
