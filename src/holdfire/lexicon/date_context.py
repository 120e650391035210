"""What stands before a date and says how it is meant: its part, its bound, whether it is a statement's."""

import re
from dataclasses import dataclass

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counts import PLAIN, pairs, plain_count, table
from holdfire.lexicon.date_found import Bound
from holdfire.lexicon.date_hits import WEEKDAY
from holdfire.lexicon.days import Days, part_of, shifted
from holdfire.lexicon.words import WORDS

_DATA = table("dates")
_EDGE = pairs(_DATA["parts"]["words"])
_PARTS = _EDGE | pairs(_DATA["parts"]["nouns"])
_PART_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<word>{either(_EDGE)})(?: |-)(?:in )?(?:the )?"
    rf"|(?:the )?(?P<noun>{either(_PARTS)}) of (?:the )?)$"
)
_BOUND_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<since>since)|(?P<until>until|till|up to|prior to the end of)"
    r"|(?P<before>before|prior to|ahead of)|(?P<after>after|following))"
    r"(?: at least| about| around)? (?:the )?$"
)
_TIME_BEFORE = re.compile(
    rf"(?:(?:the )?(?:night|morning|evening|afternoon|dawn|noon|dusk|midnight|day) (?:of|on) (?:the )?"
    rf"|(?<!\w)(?:{WEEKDAY})(?:,|,? the)? )$"
)
_LENGTH_BEFORE = re.compile(
    rf"(?<!\w)(?P<count>{PLAIN})(?P<half> and a half)?[ -](?P<unit>day|week|month|year)s?"
    r" (?:from|starting|beginning)(?: on)? (?:the )?$"
)
_AHEAD_CUE = either(frozenset(_DATA["cues"]["ahead"].replace("_", " ").split(",")))
_AHEAD = re.compile(rf"(?<!\w)(?:{_AHEAD_CUE})(?!\w)")
_TELLING_CUE = either(frozenset(_DATA["cues"]["telling"].split()))
_SAID = re.compile(
    rf"(?<!\w)(?<!were )(?<!was )(?<!been )(?:{_TELLING_CUE})"
    rf"(?: [\w'-]{{1,40}}){{0,3}}?"
    rf"(?: (?:on|in|of|dated|late|early|from)){{0,3}} $"
)
# A search that begins with no look behind skips what no cue begins with; a date mostly has no cue near it.
_SOME_AHEAD, _SOME_SAID = re.compile(_AHEAD_CUE), re.compile(_TELLING_CUE)
_CLAUSE_END = re.compile(r"[.;:!?] ")
# How each of the patterns can end: most dates have none of these before them.
_PART_ENDS = (*(f"{word}{sign}" for word in _EDGE for sign in " -"), "in ", "the ", "of ")
_TIME_ENDS = (*(f"{day}{sign}" for day in WORDS.weekdays for sign in (" ", ", ")), "of ", "on ", "the ")
_BOUND_LASTS = "since until till to of before after following least about around the"
_BOUND_ENDS = tuple(f"{word} " for word in _BOUND_LASTS.split())
_LENGTH_ENDS = ("from ", "starting ", "beginning ", "on ", "the ")


@dataclass(slots=True, kw_only=True)
class Before:
    """How a date is bound, whether a length counts from it, whether it is a statement's."""

    bound: Bound
    lasting: re.Match[str] | None
    said: bool


def looks_ahead(folded: str, start: int) -> bool:
    """Say whether the clause before a date tells of what is to come."""
    low = max(0, start - 60)
    if _SOME_AHEAD.search(folded, low, start) is None:
        return False
    clause = _CLAUSE_END.split(folded[low:start])[-1]
    return _AHEAD.search(clause) is not None


def part_before(folded: str, start: int) -> re.Match[str] | None:
    """Find "late" before September, "the first half of" before 2016."""
    if not folded.endswith(_PART_ENDS, 0, start):
        return None
    return _PART_BEFORE.search(folded, max(0, start - 32), start)


def part(days: Days, before: re.Match[str]) -> Days:
    """Narrow days to the part that is named before them."""
    return part_of(days, _PARTS[before["word"] or before["noun"]])


def without_part(gap: str) -> str:
    """Cut "late" off what stands between two dates."""
    found = _PART_BEFORE.search(gap)
    return gap if found is None else gap[: found.start()]


def before(folded: str, start: int) -> Before:
    """See what a preposition or a verb of saying makes of a date."""
    lasting = None
    if folded.endswith(_LENGTH_ENDS, 0, start):
        lasting = _LENGTH_BEFORE.search(folded, max(0, start - 44), start)
    bound = Bound.AT if lasting is not None else _bound(folded, start)
    first = start if lasting is None else lasting.start()
    return Before(bound=bound, lasting=lasting, said=_is_said(folded, first))


def _bound(folded: str, start: int) -> Bound:
    end = start
    if folded.endswith(_TIME_ENDS, 0, start):
        time = _TIME_BEFORE.search(folded, max(0, start - 24), start)
        end = start if time is None else time.start()
    if not folded.endswith(_BOUND_ENDS, 0, end):
        return Bound.AT
    found = _BOUND_BEFORE.search(folded, max(0, start - 36), end)
    return Bound.AT if found is None else Bound(str(found.lastgroup))


def _is_said(folded: str, start: int) -> bool:
    low = max(0, start - 64)
    return (
        folded.endswith(" ", 0, start)
        and _SOME_SAID.search(folded, low, start) is not None
        and _SAID.search(folded, low, start) is not None
    )


def lasting_days(days: Days, found: re.Match[str]) -> Days:
    """Let days last as long as the length before them: "two weeks from 5 May"."""
    count = plain_count(found["count"]) + (0.5 if found["half"] else 0.0)
    until = shifted(days[0], count, found["unit"])
    middle = until[0] + (until[1] - until[0]) // 2 if found["unit"] in ("day", "week") else until[1]
    return days[0], max(middle, days[1])
