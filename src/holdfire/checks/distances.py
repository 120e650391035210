"""Stated distances between named places, against the straight line between them.

A way on the ground is longer than the straight line and seldom longer than twice that (`geodesy.DETOUR`). So
a number below the line, less the places' radii, cannot be; one far above it cannot either, unless the text
speaks of a road, which may go round. A direction stated beside it must be that of the line.
"""

import re
from collections.abc import Iterator

from holdfire.checks.distance_wording import Stated, stated_distances
from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.geodesy import DEGREES, SECTOR, Leg, compass, leg
from holdfire.checks.judging import Judged, finding, not_listed, of_all
from holdfire.checks.lengths import distances_in
from holdfire.checks.sites import marked
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import Bounds, in_words, measured, number, overlap
from holdfire.lexicon import KnownPlace
from holdfire.lexicon.measures import in_km
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import ClaimFigure

STRAIGHT = "straight line"
_BY_ROAD = re.compile(r"\b(?:road|drive|driv\w+|highway|route|car|track|railway|line|march\w*|walk\w*)\b")
_DIRECT = re.compile(r"\b(?:as the crow flies|straight line|straight-line|beeline|air line|linear)\b")


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text and places only
    """Compare each stated distance of a text with the straight line."""
    for sentence, names in told.parts():
        if any(distances_in(names)):
            seen = marked(told, sentence, names)
            for stated in stated_distances(seen):
                span = seen.span(stated.start, stated.end)
                yield finding(told, CheckKind.DISTANCE, span, judge(stated))


CHECK = TextCheck(name="distances", kind=CheckKind.DISTANCE, run=check)


def judge(stated: Stated) -> Judged:
    """Say of a stated distance whether it fits the straight line between every place that is meant."""
    x, y, words = stated.x, stated.y, in_words(stated.figure, stated.figure.unit)
    if x is None or y is None:
        return _open(stated, f"the text says {words} of a place that it does not name")
    unlisted = [site.name for site in (x, y) if not site.ways]
    if unlisted:
        return _open(stated, not_listed(unlisted[0]))
    ways = [_of_leg(stated, one, other) for one in x.ways for other in y.ways]
    several = [site.name for site in (x, y) if len(site.ways) > 1]
    return of_all(ways, several)


def _open(stated: Stated, reason: str) -> Judged:
    return Judged(
        status=CheckStatus.CANNOT_BE_CHECKED,
        reason=reason,
        against=STRAIGHT,
        stated=_km(stated.figure, stated.figure.value),
        unit="km",
    )


def _km(figure: ClaimFigure, value: float | None) -> float | None:
    return None if value is None else in_km(figure.unit, value)


def _of_leg(stated: Stated, x: KnownPlace, y: KnownPlace) -> Judged:
    line = leg(y, x)  # a direction is told as seen from the second place
    low, high = measured(stated.figure)
    said: Bounds = (_km(stated.figure, low), _km(stated.figure, high))
    status, reason = _status(stated, said, line)
    return Judged(
        status=status,
        reason=reason,
        against=STRAIGHT,
        stated=_km(stated.figure, stated.figure.value),
        computed=line.km,
        unit="km",
        computed_range=(line.shortest, line.longest),
        used={
            "from": y.name,
            "from_lat": y.lat,
            "from_lon": y.lon,
            "to": x.name,
            "to_lat": x.lat,
            "to_lon": x.lon,
            "places_error_km": line.error_km,
            "bearing": line.bearing,
            "stated_low_km": said[0],
            "stated_high_km": said[1],
        },
    )


def _status(stated: Stated, said: Bounds, line: Leg) -> tuple[CheckStatus, str]:
    words = in_words(stated.figure, stated.figure.unit)
    known = f"the straight line is {number(line.km)} km (places known to {number(line.error_km)} km)"
    wrong = _too_short_or_long(stated, said, line, words) or _wrong_way(stated, line)
    if line.error_km >= line.km:
        status, reason = CheckStatus.CANNOT_BE_CHECKED, f"{words} may be any short distance"
    elif wrong is not None:
        status, reason = wrong
    elif overlap(said, (line.shortest, line.km + line.error_km)):
        status, reason = CheckStatus.CONSISTENT, f"{words} agrees with the straight line"
    else:
        status, reason = CheckStatus.CONSISTENT, f"{words} is longer than the straight line, as a road may be"
    return status, f"{reason}: {known}"


def _too_short_or_long(stated: Stated, said: Bounds, line: Leg, words: str) -> tuple[CheckStatus, str] | None:
    if said[1] is not None and said[1] < line.shortest:
        return CheckStatus.INCONSISTENT, f"{words} is less than any way can be"
    direct = _DIRECT.search(stated.words) is not None
    longest = line.km + line.error_km if direct else line.longest
    if said[0] is None or said[0] <= longest:
        return None
    if _BY_ROAD.search(stated.words) and not direct:
        unknown = CheckStatus.CANNOT_BE_CHECKED
        return unknown, f"{words} by road is far more than the line, and a way round may be as long"
    return CheckStatus.INCONSISTENT, f"{words} is far more than the way can be"


def _wrong_way(stated: Stated, line: Leg) -> tuple[CheckStatus, str] | None:
    if stated.direction is None or line.off(stated.direction) <= SECTOR:
        return None
    said = compass(DEGREES[stated.direction])
    return CheckStatus.INCONSISTENT, f"the direction is {compass(line.bearing)}, not {said}"
