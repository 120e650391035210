"""Claims on who holds an area, or some ground that no text names, against the share that maps give him."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from holdfire.checks.evidence import GroundRecord, HeldShare
from holdfire.checks.held_words import ASSUMED
from holdfire.checks.stated import number
from holdfire.lexicon.normal import fold
from holdfire.model.check import CheckStatus
from holdfire.model.claim import ClaimPlace

TOWN_KM = 25.0  # what reaches further is an area, of which several may hold parts
WHOLE, HALF = 0.9, 0.5  # who holds an area has nine tenths of it; with less than half nobody does
Judged = tuple[CheckStatus, str]
_AREA = re.compile(r"\b(?:province|governorate|oblast|region|district|county|department|countryside)\b")


def is_area(name: str, towns: Sequence[ClaimPlace]) -> bool:
    """Tell an area from a town, by its name and by how far it reaches."""
    return _AREA.search(fold(name)) is not None or any((t.radius_km or 0.0) > TOWN_KM for t in towns)


def of_area(side: Sequence[str], name: str, days: tuple[date, date], ground: GroundRecord) -> Judged:
    """Judge that a party holds an area over some days, by each source's share with all that is left open."""
    ends = dict.fromkeys((days[0], days[1] - timedelta(days=1)))
    shares = [(day, share) for day in ends for share in ground.share(side, name, day)]
    if not shares:
        return (
            CheckStatus.CANNOT_BE_CHECKED,
            f"{name} is an area of which no outline, or no map, is known",
        )
    low = [share.least / share.whole for _, share in shares]
    high = [min(1.0, (share.most + share.undrawn) / share.whole) for _, share in shares]
    said = "; ".join(
        f"on {day} {share.km2 / share.whole:.0%} of {share.area} by the map of {share.source}, "
        f"{one:.0%} to {other:.0%} with {_error(share)}"
        for (day, share), one, other in zip(shares, low, high, strict=True)
    )
    if min(low) >= WHOLE:
        return CheckStatus.CONSISTENT, f"{name}: {said}"
    if max(high) < HALF:
        return CheckStatus.INCONSISTENT, f"{name}, less than half: {said}"
    return CheckStatus.CANNOT_BE_CHECKED, f"{name}, of which others may hold parts: {said}"


def some_ground(side: Sequence[str], day: date, ground: GroundRecord) -> Judged:
    """Judge a legend, "red: areas under control of A": whether A has any ground of the maps on the day."""
    shares = ground.share(side, None, day)
    held = [share for share in shares if share.least > 0]
    said = "; ".join(
        f"{number(share.km2)} km² by the map of {share.source}, {number(share.least)} to "
        f"{number(share.most)} with {_error(share)}"
        for share in (held or shares)
    )
    if not said:
        return CheckStatus.CANNOT_BE_CHECKED, f"no map draws ground on {day}"
    status = CheckStatus.CONSISTENT if held else CheckStatus.CANNOT_BE_CHECKED
    return status, f"no place is named; on {day} {said}"


def _error(share: HeldShare) -> str:
    return f"lines off by up to {number(share.error_km)} km{ASSUMED if share.assumed else ''}"
