"""What a check found: a statement of a document beside what it was checked against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Used: TypeAlias = str | float | bool | tuple[str, ...] | None


class CheckKind(StrEnum):
    """What a statement is about."""

    DISTANCE = "distance"
    DURATION = "duration"
    COUNT = "count"
    SHARE = "share"
    SPEED = "speed"
    EVENTS = "events"
    CONTRADICTION = "contradiction"
    CONTROL = "control"


class CheckStatus(StrEnum):
    """Whether a statement can be as it is told."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    CANNOT_BE_CHECKED = "cannot_be_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One statement, checked; quote == text[start:end] of its document.

    claim: the claim in whose words the statement stands, null where no claim is made of them. other: the
    claim that it was checked against. stated, computed: numbers in `unit`; computed_range: lowest and highest
    that `computed` may be, by the errors that the reason names. against: what it was checked against, in a
    few words ("straight line", "listed names", "events of …"). used: what the computation took, by name.
    rows: ids of the events that it rests on.
    """

    claim: str | None
    other: str | None = None
    check: CheckKind
    stated: float | None = None
    computed: float | None = None
    unit: str | None = None
    status: CheckStatus
    reason: str
    rows: tuple[str, ...] = ()
    document: str
    start: int
    end: int
    quote: str
    against: str
    computed_range: tuple[float | None, float | None] | None = None
    used: Mapping[str, Used] = field(default_factory=dict[str, Used])
