"""Several coders, one text: of claims that two coders find, the first coder's stays."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from holdfire.claims.coder import Coded
from holdfire.model.claim import Claim

ALSO_FOUND = "found by another coder too"


def merged(every: Iterable[Coded]) -> tuple[tuple[Claim, ...], int]:
    """Put the claims of several coders together, in the order of the text; says how many were found twice.

    Two claims of two coders are the same where their ids are, or where they are of one kind and share a
    character. Claims of one coder never are: a clause may well tell of two attacks.
    """
    kept: dict[str, Claim] = {}
    twice = 0
    for coded in every:
        earlier = _by_kind(kept.values())
        for claim in coded.claims:
            if claim.id in kept or _overlaps(claim, earlier.get(claim.kind)):
                twice += 1
            else:
                kept[claim.id] = claim
    return tuple(sorted(kept.values(), key=lambda c: (c.start, c.end, c.kind))), twice


_Reach = tuple[Sequence[int], Sequence[int]]  # starts in order; how far the spans up to each reach


def _by_kind(claims: Iterable[Claim]) -> dict[str, _Reach]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        spans.setdefault(claim.kind, []).append((claim.start, claim.end))
    return {
        kind: ([start for start, _ in found], list(accumulate((end for _, end in found), max)))
        for kind, found in ((kind, sorted(found)) for kind, found in spans.items())
    }


def _overlaps(claim: Claim, reach: _Reach | None) -> bool:
    if reach is None:
        return False
    starts, ends = reach
    before = bisect_left(starts, claim.end)
    return before > 0 and ends[before - 1] > claim.start
