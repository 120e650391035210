"""From what a check computed to a finding: anchored in its characters, beside its claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from holdfire.checks.evidence import Told
from holdfire.checks.stated import Bounds
from holdfire.model.check import CheckKind, CheckStatus, Finding, Used
from holdfire.model.span import Span, quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a check says of one statement, and what it took to say so."""

    status: CheckStatus
    reason: str
    against: str
    stated: float | None = None
    computed: float | None = None
    unit: str | None = None
    computed_range: Bounds | None = None
    used: Mapping[str, Used] = field(default_factory=dict[str, Used])
    rows: tuple[str, ...] = ()


def finding(told: Told, kind: CheckKind, span: Span, judged: Judged) -> Finding:
    """Put a judgement beside the words it is about."""
    claim = told.claim_at(span)
    return Finding(
        claim=None if claim is None else claim.id,
        check=kind,
        stated=judged.stated,
        computed=judged.computed,
        unit=judged.unit,
        status=judged.status,
        reason=judged.reason,
        rows=judged.rows,
        document=told.document.folder,
        start=span.start,
        end=span.end,
        quote=quote(told.text, span).exact,
        against=judged.against,
        computed_range=judged.computed_range,
        used=judged.used,
    )


def of_all(ways: Sequence[Judged], names: Sequence[str]) -> Judged:
    """Join what is found for every place that ambiguous names may mean: said only if all agree."""
    first = ways[0]
    if len(ways) == 1:
        return first
    several = " and ".join(names)
    if len({way.status for way in ways}) == 1:
        return replace(first, reason=f"{first.reason} (so it is for every place called {several})")
    return replace(
        first,
        status=CheckStatus.CANNOT_BE_CHECKED,
        computed=None,
        computed_range=None,
        used={},
        reason=f"several places are called {several}, and it fits some of them only: "
        "the text does not say which is meant",
    )


def not_listed(name: str) -> str:
    """Say that a place is unknown, and what would help."""
    return f"no gazetteer of this case knows {name}; import one that does: holdfire import places FILE"
