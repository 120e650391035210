"""Claims of other documents that say the same sort of thing of the same sides: where else one reads it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from holdfire.model.claim import SYMMETRIC_KINDS, Claim, ClaimStatus, family_of

MANY = 5  # of which a reader is told; the count says how many there are

Key = tuple[str, frozenset[str], frozenset[str]]


def alike_elsewhere(claims: Iterable[Claim], wanted: Sequence[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """Map claims to those of other documents of one family, same sides, days that may be the same.

    Rejected ones are left out, and so is a claim that names no side: what it shares would be its kind alone.
    A claim without a date may be of any day.
    """
    groups: defaultdict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status is not ClaimStatus.REJECTED and (claim.side_a or claim.side_b):
            groups[_key(claim)].append(claim)
    found = {claim.id: tuple(o for o in groups.get(_key(claim), ()) if _fits(claim, o)) for claim in wanted}
    return {claim: others for claim, others in found.items() if others}


def _key(claim: Claim) -> Key:
    """Name what claims that are alike share; of what is done together, the order of the sides is nothing."""
    one, other = frozenset(claim.side_a), frozenset(claim.side_b)
    if claim.kind in SYMMETRIC_KINDS:
        one, other = one | other, frozenset()
    return family_of(claim.kind), one, other


def _fits(claim: Claim, other: Claim) -> bool:
    if claim.document == other.document:
        return False
    if claim.date is None or other.date is None:
        return True
    return claim.date[0] < other.date[1] and other.date[0] < claim.date[1]
