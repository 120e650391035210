"""How texts state distances between named places: what lies how far from what, and in which direction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfire.checks.sites import KM, PLACE, Marked, Site
from holdfire.model.claim import ClaimFigure, Qualifier

_DIRECTION = r"(?P<direction>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?"
_OWN = r"(?!['’]s\b)"  # "the town's outposts" lie elsewhere
_X, _Y, _F = rf"(?P<x>{PLACE}++){_OWN}", rf"(?P<y>{PLACE}++){_OWN}", rf"(?P<f>{KM}++)"
KIND = (
    r"(?:(?:the )?(?:[\w-]+ ){0,2}(?:city|town|village|capital|centre|center|port|outskirts|edge|airport"
    r"|base)(?: of)? )?(?:the )?"
)
"""What may stand before a place's name: "the town of"."""
_IS = r"(?:is|was|are|were|lies|lay|lie|stands|stood|sits|sat|being)"
_LYING = rf"(?:(?:which |that )?{_IS} )?(?:(?:located|situated|lying|sitting|based|found) )?"
_APPOSED = r"(?:an? (?:[\w-]+ ){0,4}?)?"
_HOW = r"(?:(?:some|only|just|barely|roughly|still|the|at|within|about|around|nearly|located) ){0,3}"
_LEAD = rf"[ ,(:-]{{1,3}}{_LYING}{_APPOSED}{_HOW}"
_OTHER = rf"(?:{KM}+[^.;:\ue000-\uf8ff]{{1,40}}?(?: and|, and|,) )?"  # "40 km from the border and 75 km …"
_OF = (
    rf"[ -]?(?:\(?(?:{KM}+|[^)\ue000-\uf8ff]{{0,16}})\) )?(?:away|distant|further|drive|by road|by car"
    rf"|as the crow flies|in a straight line|out)?,? ?(?:(?:to the |due )?{_DIRECTION} )?"
    r"(?:of|from|off|outside|away from|beyond) "
)
_ROAD = r"(?:[\w-]+ ){0,2}"
_BETWEEN = rf"between {KIND}{_X} and {KIND}{_Y}"
_FROM = rf"from {KIND}{_X} to {KIND}{_Y}"
CONNECTING = (re.compile(_BETWEEN), re.compile(_FROM))
"""How a text names both ends of a way."""
_LOOSE = r"[^.;:\ue000-\uf8ff]{0,40}?"
_NOT_FROM = (  # "from X to Y, 90 km from the base" says nothing of X and Y
    r"(?![ -]?(?:(?:away |further )?(?:from|off)|(?:to the |due )?(?:north|south|east|west)[a-z-]* of) )"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_X}{_LEAD}{_OTHER}{_HOW}{_F}{_OF}{KIND}{_Y}",
        rf"{_F}{_OF}{KIND}{_Y},? (?:in|at|is|lies|lay|near) {KIND}{_X}",
        rf"{_F} {_ROAD}{_BETWEEN}",
        rf"{_F} {_ROAD}{_FROM}",
        rf"{_BETWEEN}[ ,(]{_LOOSE}{_F}{_NOT_FROM}",
        rf"{_FROM}[ ,(]{_LOOSE}{_F}{_NOT_FROM}",
        rf"{_X} and {_Y} (?:\w+ ){{0,3}}{_F} (?:apart|from (?:each other|one another))",
        rf"{_F} (?:that )?(?:separates?|separated|separating) {KIND}{_X} (?:from|and) {KIND}{_Y}",
        rf"{_X} ?- ?{_Y} (?:road|highway|route|railway|line)[ ,(]{_LOOSE}{_F}",
    )
)
_HALF = re.compile(rf"{_F}{_OF}(?:{KIND}{_Y})?")
_OF_STUFF = re.compile(rf"{KM}+ of ")  # "3 metres of cable"
_AROUND = 60  # characters on both sides in which a road or a straight line may be named
_CONVERTED = re.compile(rf"{KM}+ ?\(?(?P<f>{KM}+)\)")
_WITHIN = re.compile(r"\bwithin $")
_MIDWAY = re.compile(rf"between {KIND}{PLACE}+ and {KIND}$")  # what lies between is meant, not its end
_EXTENT = re.compile(r"[ -](?:long|wide|deep|high|radius|zone|strip|buffer|front|stretch of|range)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A distance that a sentence states: from x (or nobody says from where) to y, and in which direction."""

    figure: ClaimFigure
    start: int
    end: int
    x: Site | None = None
    y: Site | None = None
    direction: str | None = None
    words: str = ""


def stated_distances(seen: Marked) -> Iterator[Stated]:
    """Find what is said to lie how far from what, each number once; the surest wording first."""
    taken = {match.start("f") for match in _CONVERTED.finditer(seen.text)}  # "75 km (46 miles)": once
    for pattern in _PATTERNS:
        for match in pattern.finditer(seen.text):
            midway = match.re is _PATTERNS[0] and _MIDWAY.search(seen.text, 0, match.start())
            extent = _EXTENT.match(seen.text, match.end("f"))
            if match.start("f") not in taken and not midway and not extent:
                taken.add(match.start("f"))
                yield _stated(seen, match, "x")
    for match in _HALF.finditer(seen.text):
        stuff = _OF_STUFF.match(seen.text, match.start("f")) and not match["y"]
        if match.start("f") not in taken and not stuff:
            yield _stated(seen, match, None)


def _stated(seen: Marked, match: re.Match[str], x: str | None) -> Stated:
    direction, figure = match.groupdict().get("direction"), seen.figure(match, "f")
    if _WITHIN.search(seen.text, 0, match.start("f")) and figure.value is not None:
        figure = replace(figure, low=None, high=figure.value, qualifier=Qualifier.UP_TO)
    return Stated(
        figure=figure,
        start=match.start(),
        end=match.end(),
        x=seen.site(match, x) if x else None,
        y=seen.site(match, "y") if match["y"] else None,
        direction=None if direction is None else re.sub("[- ]", "", direction),
        words=seen.words[max(0, match.start() - _AROUND) : match.end() + _AROUND],
    )
