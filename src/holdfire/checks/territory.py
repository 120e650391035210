"""Stated shares of a country, and km², that somebody holds, against the control maps with their error.

Where the whole range that a map's error leaves lies within what the words may mean, or wholly outside, the
map settles it; where the error alone could turn the answer, it doesn't. Sources are asked one by one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfire.checks.evidence import Evidence, GroundRecord, HeldShare, Told
from holdfire.checks.held_words import ASSUMED
from holdfire.checks.judging import Judged, finding
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import Bounds, number
from holdfire.checks.territory_wording import Territory, territories
from holdfire.model.check import CheckKind, CheckStatus, Finding, Used
from holdfire.model.claim import Claim, DateBasis, family_of

OPEN, YES, NO = CheckStatus.CANNOT_BE_CHECKED, CheckStatus.CONSISTENT, CheckStatus.INCONSISTENT
_DAY = timedelta(days=1)
_UNITS = {"percent": "%", "km2": "km²"}


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:
    """Compare each stated share of ground with what the maps of its day show."""
    for stated in territories(told):
        claim = told.claim_at(stated.span)
        yield finding(told, CheckKind.SHARE, stated.span, _judge(stated, claim, told, evidence))


CHECK = TextCheck(name="territory", kind=CheckKind.SHARE, run=check)


def _judge(stated: Territory, claim: Claim | None, told: Told, evidence: Evidence) -> Judged:
    if evidence.ground is None:
        return _open(stated, "this case has no control map; import one with: holdfire import control FILE")
    party = _party(stated, claim)
    if len(party) != 1 and (claim is None or party != claim.side_a):
        who = ", ".join(evidence.actors.get(one, one) for one in party)
        named = f"the sentence names {who}, not one holder" if party else "the text names no holder"
        return _open(stated, named)
    when = _when(stated, claim, told)
    if when is None:
        return _open(stated, "the text does not say when, and its day of publication is not known")
    shares = _measured(evidence.ground, stated, party, when)
    if not shares:
        lacking = f"no map draws ground on {when.since}"
        if stated.area is not None:
            lacking += f", or the case has no outline of {stated.area}: holdfire import places FILE takes one"
        return _open(stated, lacking)
    who = " and ".join(evidence.actors.get(one, one) for one in party)
    return _of_sources(stated, who, when, shares)


def _party(stated: Territory, claim: Claim | None) -> tuple[str, ...]:
    """Name the holder: whom the claim names, else who stands alone in the sentence."""
    if claim is not None and claim.side_a and family_of(claim.kind) == "territory":
        return claim.side_b if claim.kind == "handover" and claim.side_b else claim.side_a
    return stated.actors


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    """The first and last day of a statement; assumed: its text gives none, its publication is taken."""

    since: date
    last: date
    assumed: bool = False


def _when(stated: Territory, claim: Claim | None, told: Told) -> _When | None:
    if stated.days is not None:
        return _When(since=stated.days[0], last=stated.days[1] - _DAY)
    if claim is not None and claim.date is not None and claim.date_basis is not DateBasis.NONE:
        return _When(since=claim.date[0], last=claim.date[1] - _DAY)
    published = told.document.published
    return None if published is None else _When(since=published, last=published, assumed=True)


def _measured(
    ground: GroundRecord, stated: Territory, party: Sequence[str], when: _When
) -> Sequence[HeldShare]:
    """Ask for the first and the last of the days; the range of each source holds both."""
    ends = [ground.share(party, stated.area, day) for day in dict.fromkeys((when.since, when.last))]
    first = {share.source: share for share in ends[0]}
    for share in ends[-1]:
        if (other := first.get(share.source)) is not None:
            first[share.source] = _spanned(other, share)
    return tuple(first.values())


def _spanned(one: HeldShare, other: HeldShare) -> HeldShare:
    return replace(
        one,
        least=min(one.least, other.least),
        most=max(one.most, other.most),
        undrawn=max(one.undrawn, other.undrawn),
        error_km=max(one.error_km, other.error_km),
        assumed=one.assumed or other.assumed,
    )


def _of_sources(stated: Territory, who: str, when: _When, shares: Sequence[HeldShare]) -> Judged:
    found = [_of_source(stated, share) for share in shares]
    sure = {status for status, _, _ in found if status is not OPEN}
    status = sure.pop() if len(sure) == 1 else OPEN
    until = "" if when.since == when.last else f" to {when.last}"
    reason = f"“{stated.words}” of {who} on {when.since}{until}: {'; '.join(why for _, why, _ in found)}"
    if sure:
        reason = f"the sources differ, and none is averaged: {reason}"
    if when.assumed:
        reason += "; the text gives no day, its publication is taken"
        status = OPEN if status is NO else status
    best = next((n for n, (one, _, _) in enumerate(found) if one is status), 0)
    share, ends = shares[best], found[best][2]
    return Judged(
        status=status,
        reason=reason,
        against=f"control maps of {', '.join(s.source for s in shares)}",
        stated=stated.value,
        computed=_in_unit(stated, share, share.km2),
        unit=stated.unit,
        computed_range=ends,
        used=_used(stated, share),
    )


def _of_source(stated: Territory, share: HeldShare) -> tuple[CheckStatus, str, tuple[float, float]]:
    """Judge by one source; ground that it doesn't draw may be anybody's."""
    unknown = share.undrawn if stated.unit == "percent" else 0.0
    low, high = (_in_unit(stated, share, km2) for km2 in (share.least, share.most + unknown))
    best = _in_unit(stated, share, share.km2)
    status = OPEN
    if _within((low, high), stated.bounds):
        status = YES
    elif _outside((low, high), stated.bounds):
        status = NO
    of = f" of {share.area}" if stated.unit == "percent" else ""
    ends = f"{number(best)} {_UNITS[stated.unit]}{of}, {number(low)} to {number(high)}"
    error = f"lines off by up to {number(share.error_km)} km{ASSUMED if share.assumed else ''}"
    blank = f", {share.undrawn / share.whole:.0%} of it not drawn" if unknown > 0.01 * share.whole else ""
    turned = ", so that alone could turn the answer" if status is OPEN else ""
    return status, f"by the map of {share.source} {ends} with {error}{blank}{turned}", (low, high)


def _in_unit(stated: Territory, share: HeldShare, km2: float) -> float:
    if stated.unit == "km2":
        return km2
    return min(100.0, 100 * km2 / share.whole) if share.whole else 0.0


def _within(ends: tuple[float, float], bounds: Bounds) -> bool:
    low, high = bounds
    return (low is None or ends[0] >= low) and (high is None or ends[1] <= high)


def _outside(ends: tuple[float, float], bounds: Bounds) -> bool:
    low, high = bounds
    return (low is not None and ends[1] < low) or (high is not None and ends[0] > high)


def _used(stated: Territory, share: HeldShare) -> dict[str, Used]:
    return {
        "source": share.source,
        "area": share.area,
        "whole_km2": share.whole,
        "held_km2": share.km2,
        "undrawn_km2": share.undrawn,
        "error_km": share.error_km,
        "error_assumed": share.assumed,
        "stated_low": stated.bounds[0],
        "stated_high": stated.bounds[1],
    }


def _open(stated: Territory, reason: str) -> Judged:
    return Judged(
        status=OPEN,
        reason=f"“{stated.words}”: {reason}",
        against="control maps",
        stated=stated.value,
        unit=stated.unit,
    )
