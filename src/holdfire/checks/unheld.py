"""Figures of claims that nothing else is about: listed, so that silence is not taken for a check."""

from collections.abc import Iterator, Sequence

from holdfire.checks.evidence import Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.stated import in_words
from holdfire.lexicon.measures import DAYS, KM
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.span import Span

_OTHER_KINDS = frozenset((*DAYS, *KM, "percent", "share", "strikes"))


def unheld(told: Told, found: Sequence[Finding]) -> Iterator[Finding]:
    """List the counts in the words of claims that no finding is about."""
    spans = [Span(start=f.start, end=f.end) for f in found]
    for figure in told.names.figures:
        span = Span(start=figure.start, end=figure.end)
        if figure.unit in _OTHER_KINDS or any(span.overlaps(other) for other in spans):
            continue
        if told.claim_at(span) is not None:
            words = in_words(figure, figure.unit)
            judged = Judged(
                status=CheckStatus.CANNOT_BE_CHECKED,
                reason=f"{words}: the passage gives no names, parts or share, and no data count them",
                against="nothing",
                stated=figure.value,
                unit=figure.unit,
            )
            yield finding(told, CheckKind.COUNT, span, judged)
