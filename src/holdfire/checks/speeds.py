"""Stated movements, against how fast one can move at all.

On foot: the forced marches of the US Army's FM 21-18, Foot Marches (1990): 56 km in 24 hours, 96 in 48, 128
in 72; in one hour 6 km. On wheels or tracks no manual gives a limit; our own bounds
are generous: a column 80 km/h over the whole way, any other vehicle 130 km/h. The straight line between the
places, less their radii, is the least that was covered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from holdfire.checks.distance_wording import CONNECTING
from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.geodesy import leg
from holdfire.checks.judging import Judged, finding, not_listed, of_all
from holdfire.checks.lengths import times_in
from holdfire.checks.sites import KM, TIME, Marked, Site, marked
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import in_words, measured, number
from holdfire.lexicon.measures import in_days, in_km
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import ClaimFigure

COLUMN_KMH, VEHICLE_KMH = 80.0, 130.0
ON_FOOT_KMH = 6.0
FORCED_MARCH = ((24.0, 56.0), (48.0, 96.0), (72.0, 128.0))  # hours, km
_MOVED = re.compile(
    r"\b(?:drove|driven|driving|drive|cover(?:ed|ing)?|march(?:ed|ing)?|walk(?:ed|ing)?|trek(?:ked|king)?"
    r"|travel(?:led|ed|ling|ing)|moved|moving|advanced|advancing|reached|crossed|rode|retreated|raced|rushed|went"
    r"|made|needed|took|withdrew|transferred|redeployed|fled|arrived|hiked)\b"
)
_FOOT = re.compile(r"\b(?:walk\w*|on foot|foot march\w*|trek\w*|hik\w*)\b")  # armies "march" on wheels too
_MOTOR = re.compile(
    r"\b(?:dr[oi]v\w+|convoys?|trucks?|buses|vehicles?|tanks?|motor\w*|armou?red|cars?|pick-?ups?|lorries)\b"
)
_COLUMN = re.compile(r"\b(?:convoys?|columns?|tanks?|armou?red|buses|trucks?|lorries)\b")
NOT_GROUND = re.compile(
    r"\b(?:fl[eo]w\w*|fly\w*|flown|air\w*|planes?|helicopters?|drones?|missiles?|rockets?|jets?|ships?|boats?"
    r"|sail\w*|trains?|rail\w*|shells?|front|front-?line|territory|news|rumou?rs?|signals?)\b"
)
_WITHIN = re.compile(
    r"\b(?:in|within|over|after|needed|took|taking|inside|under|lasting|less than|just|only)\b[^.;:]{0,20}$"
)
_ELSEWHERE = re.compile(r" (?:away|(?:to the )?(?:north|south|east|west)[\w-]* of|of|from the|off)\b")
_LATER = re.compile(r" (?:later|ago|earlier|before)\b")
_REACH = 120  # characters between a way and the time it took


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A way that is said to have been made in some time: its stated length, or its ends, or both."""

    time: ClaimFigure
    way: ClaimFigure | None
    x: Site | None
    y: Site | None
    start: int
    end: int
    words: str


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text and places only
    """Compare each stated movement with how fast one can move."""
    for sentence, names in told.parts():
        if not any(times_in(names, sentence)):
            continue
        seen = marked(told, sentence, names, times=True)
        if (movement := movement_in(seen)) is not None:
            span = seen.span(movement.start, movement.end)
            yield finding(told, CheckKind.SPEED, span, judge(movement))


CHECK = TextCheck(name="speeds", kind=CheckKind.SPEED, run=check)


def movement_in(seen: Marked) -> Movement | None:
    """Find the one movement of a sentence, with its time; None where it tells of none, or of several."""
    text = seen.text
    times = [m for m in re.finditer(f"{TIME}+", text) if not _LATER.match(text, m.end())]
    ways = [m for m in re.finditer(f"{KM}+", text) if not _ELSEWHERE.match(text, m.end())]
    pairs = [m for pattern in CONNECTING for m in pattern.finditer(text)]
    if len(times) != 1 or len(ways) > 1 or not (ways or pairs) or NOT_GROUND.search(seen.words):
        return None
    before = text[: times[0].start()]
    if _MOVED.search(text) is None or not (_WITHIN.search(before) or _MOVED.search(before[-12:])):
        return None
    pair = pairs[0] if pairs else None
    ends = [m for m in (times[0], *ways, pair) if m is not None]
    if max(m.start() for m in ends) - min(m.end() for m in ends) > _REACH:
        return None
    return Movement(
        time=seen.figures[times[0].start()],
        way=seen.figures[ways[0].start()] if ways else None,
        x=seen.site(pair, "x") if pair is not None else None,
        y=seen.site(pair, "y") if pair is not None else None,
        start=min(m.start() for m in ends),
        end=max(m.end() for m in ends),
        words=seen.words,
    )


def judge(movement: Movement) -> Judged:
    """Say whether a way can be made in its time; every place that a name may mean is tried."""
    if movement.way is not None:
        low, _ = measured(movement.way)
        least = None if low is None else in_km(movement.way.unit, low)
        return _judged(movement, least, f"{in_words(movement.way, movement.way.unit)}")
    x, y = movement.x, movement.y
    if x is None or y is None:
        return _unknown("the text gives no way")
    unlisted = [site.name for site in (x, y) if not site.ways]
    if unlisted:
        return _unknown(not_listed(unlisted[0]))
    found = [
        _judged(movement, line.shortest, f"at least {number(line.shortest)} km in a straight line")
        for one in x.ways
        for other in y.ways
        for line in (leg(one, other),)
    ]
    return of_all(found, [site.name for site in (x, y) if len(site.ways) > 1])


def bound_kmh(words: str, hours: float) -> tuple[float, str]:
    """Give the fastest that one can move over some hours, by how the text says it was done."""
    if _FOOT.search(words) and not _MOTOR.search(words):
        return _on_foot(hours) / hours, "on foot"
    return (COLUMN_KMH, "as a column") if _COLUMN.search(words) else (VEHICLE_KMH, "on the ground")


def _on_foot(hours: float) -> float:
    """Give the most km on foot: a steady pace up to a day's march, then as the manual's days go."""
    times, ways = ([point[n] for point in FORCED_MARCH] for n in (0, 1))
    longest = float(np.interp(hours, times, ways))  # level before the first point
    return min(ON_FOOT_KMH * hours, longest * max(1.0, hours / times[-1]))


def _judged(movement: Movement, km: float | None, way: str) -> Judged:
    _, most = measured(movement.time)
    days = None if most is None else in_days(movement.time.unit, most + _slack(movement.time))
    time = in_words(movement.time, movement.time.unit)
    if km is None or days is None or days <= 0:
        return _unknown(f"{way} in {time} has no lowest speed")
    hours = 24.0 * days
    speed, (bound, how) = km / hours, bound_kmh(movement.words, hours)
    said = f"{way} in {time} is at least {number(speed)} km/h"
    fits = speed <= bound
    return Judged(
        status=CheckStatus.CONSISTENT if fits else CheckStatus.INCONSISTENT,
        reason=f"{said}; {'one can move' if fits else 'nobody moves faster than'} {number(bound)} km/h {how}",
        against="how fast one can move",
        stated=speed,
        computed=bound,
        unit="km/h",
        computed_range=(None, bound),
        used={"km": km, "hours": hours, "how": how},
    )


def _slack(figure: ClaimFigure) -> float:
    """Give the half unit by which a time may be rounded: two hours may be two and a half."""
    return 0.5 if figure.unit in ("hours", "days", "weeks") else 0.0


def _unknown(reason: str) -> Judged:
    return Judged(
        status=CheckStatus.CANNOT_BE_CHECKED, reason=reason, against="how fast one can move", unit="km/h"
    )
