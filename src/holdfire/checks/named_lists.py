"""Stated counts against the names listed with them: "more than 15 villages (incl. A, B, C)".

More names than the number says cannot be. Fewer cannot be where the list claims to be whole ("the three towns
A and B", "namely", a colon); after "including" they can; else the text leaves it open.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.numerals import numerals
from holdfire.checks.sites import NAME, NO_NAME
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import counted, in_words
from holdfire.lexicon import Names
from holdfire.lexicon.measures import DAYS, KM
from holdfire.lexicon.normal import fold
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import ClaimFigure
from holdfire.model.span import Span

LISTED = "listed names"
_MOST = 60  # names that a text would list; larger numbers are seldom spelled out
_NOT_LISTED = frozenset(
    (
        *(*DAYS, *KM, "percent", "share", "dollars", "tonnes", "times"),
        *("attacks", "strikes", "clashes", "killed", "wounded", "casualties"),
        *("sorties", "shells", "rockets", "missiles", "bombs"),
    )
)
_SOME = r"including|incl\.?|among them|amongst them|such as|e\.g\.,?|for example|notably|mainly|especially"
_ALL = r"namely|that is|i\.e\.,?|viz\.?"
_REST = r"(?P<rest>(?: ?\([^()]{1,12}\))?[^.;:(,\n]{0,40}?)"
_BEFORE_NAME = r"(?:(?:the |both )?(?:[a-z]+ of )?(?:the )?)?"
_MARK = rf"(?:(?P<some>{_SOME})|(?P<all>{_ALL}))"
_FIRST = rf"(?=(?P<name>{NAME}))"
_OPENINGS = (
    re.compile(rf"{_REST},? \({_MARK}?:? ?{_BEFORE_NAME}{_FIRST}"),
    re.compile(rf"{_REST},? (?:- )?{_MARK}:? {_BEFORE_NAME}{_FIRST}"),
    re.compile(rf"{_REST}(?P<all>:) {_BEFORE_NAME}{_FIRST}"),
    re.compile(rf"(?P<direct>(?: called| named| of)?(?: the)?) {_FIRST}"),
    re.compile(rf"(?P<beside>,| -) (?:the )?{_FIRST}"),
)
_PLURAL = re.compile(r"(?: [a-z-]{1,20}){0,2}? (?P<noun>[a-z]{3,20}s)(?!\w)")
_NAME = re.compile(NAME)
_NEXT = re.compile(r"(?P<last>,? and |,? as well as |, & | & |,? or )|[,;] ")
_FILLER = re.compile(r"(?:(?:the|in|at|near|also)(?: (?:town|village|city|towns|villages) of)? ){1,2}")
_LYING = re.compile(r"(?:in|at|near)\b")
_LYING_BEFORE = re.compile(r"\b(?:in|at|near)(?: the)? $")
_OTHERS = re.compile(
    r"(?:,? and|,| &)? (?:(?:the )?(?:others?|more|several|many|some|a number|a few|two|three|four|five|six"
    r"|seven|eight|nine|ten|dozens|elsewhere|\d+)\b|etc\b|…|\.\.\.)"
)
_SAYING = re.compile(
    r",? (?:all |both |also |have |has )?(?:said|says|say|reported|reports?|told|wrote|claimed|announced)\b"
)
_DEFINITE = re.compile(r"(?:^|\W)(?:the|these|those|all) $")
_CLOSED = re.compile(r" ?(?:[,.;:)]|- |$)")


class Whole(StrEnum):
    """Whether a list claims to name all that is counted."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Names at [start, end) that go with a figure; ended: the last one stands behind "and"."""

    names: tuple[str, ...]
    start: int
    end: int
    ended: bool
    whole: Whole = Whole.OPEN


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text only
    """Compare each stated count with the names that are listed for it."""
    for sentence, names in told.parts():
        for figure in _counted(names, sentence):
            if figure.unit in _NOT_LISTED or figure.value is None or not 2 <= figure.value <= _MOST:
                continue
            listed = list_for(told.names.plain, figure, sentence.end)
            if listed is not None:
                span = Span(start=figure.start, end=listed.end)
                yield finding(told, CheckKind.COUNT, span, judge(figure, listed))


CHECK = TextCheck(name="named lists", kind=CheckKind.COUNT, run=check)


def _counted(names: Names, sentence: Span) -> Iterator[ClaimFigure]:
    """Give the figures of a sentence, and numbers of plurals that are no figures elsewhere ("fronts")."""
    yield from names.figures
    for numeral in numerals(names.folded, sentence.start, sentence.end, names.dates):
        noun = _PLURAL.match(names.folded, numeral.end, sentence.end)
        if noun is None or any(f.start < noun.end() and numeral.start < f.end for f in names.figures):
            continue
        low, high = numeral.bounds
        yield ClaimFigure(
            unit=noun["noun"],
            value=numeral.value,
            low=low,
            high=high,
            qualifier=numeral.qualifier,
            start=numeral.start,
            end=noun.end(),
        )


def list_for(plain: str, figure: ClaimFigure, end: int) -> Listed | None:
    """Find the list of names that stands behind a figure; None where there is none."""
    definite = _DEFINITE.search(plain, max(0, figure.start - 8), figure.start) is not None
    for opening in _OPENINGS:
        match = opening.match(plain, figure.end, end)
        if match is None:
            continue
        found = match.groupdict()
        if " of" in (found.get("direct") or "") and not definite:
            return None  # "15 villages of A and B": A and B may be what they belong to
        listed = _listed(plain, match.start("name"), end)
        return _of_opening(plain, listed, found, definite=definite)
    return None


def judge(figure: ClaimFigure, listed: Listed) -> Judged:
    """Say whether a number and the names listed for it go together."""
    low, high = counted(figure)
    said, count = in_words(figure, figure.unit), len(listed.names)
    given = f"{count} name{'s are' if count != 1 else ' is'} listed"
    if high is not None and count > high:
        status, reason = CheckStatus.INCONSISTENT, f"{given}, more than {said}"
    elif listed.whole is Whole.NO:
        status, reason = CheckStatus.CONSISTENT, f"{given} as some of {said}, which fits"
    elif low is None or count >= low:
        status, reason = CheckStatus.CONSISTENT, f"{given}, which agrees with {said}"
    elif listed.whole is Whole.YES:
        status, reason = CheckStatus.INCONSISTENT, f"{given} as if they were all, fewer than {said}"
    else:
        status = CheckStatus.CANNOT_BE_CHECKED
        reason = f"{given}, fewer than {said}, and the text does not say whether they are all"
    return Judged(
        status=status,
        reason=reason,
        against=LISTED,
        stated=figure.value,
        computed=float(count),
        unit=figure.unit,
        used={"names": listed.names, "claims_to_be_whole": listed.whole.value},
    )


def _listed(plain: str, start: int, end: int) -> Listed:
    names: dict[str, str] = {}
    at, ended = start, False
    while (name := _named(plain, at, end)) is not None and not ended:
        names.setdefault(fold(name[0]), name[0])
        at = name.end()
        following = _NEXT.match(plain, at, end)
        if following is None:
            break
        filler = _FILLER.match(plain, following.end(), end)
        if filler is not None and _LYING.match(filler[0]) and not _LYING_BEFORE.search(plain, 0, start):
            break  # "Osk, in the Velm Province": where the name before lies
        begin = following.end() if filler is None else filler.end()
        name = _named(plain, begin, end)
        if name is None:
            break
        if following["last"]:
            names.setdefault(fold(name[0]), name[0])
            at, ended = name.end(), True
        else:
            at = begin
    return Listed(names=tuple(names.values()), start=start, end=_end_of_last(plain, at, names), ended=ended)


def _named(plain: str, at: int, end: int) -> re.Match[str] | None:
    """Read a name; a weekday, a month or a word that begins a sentence is none."""
    name = _NAME.match(plain, at, end)
    return None if name is None or fold(name[0].split(" ")[0]) in NO_NAME else name


def _end_of_last(plain: str, at: int, names: dict[str, str]) -> int:
    """Give where the last name that counts ends: `at` may stand in front of it."""
    name = _NAME.match(plain, at)
    return name.end() if name is not None and fold(name[0]) in names else at


def _of_opening(plain: str, listed: Listed, found: dict[str, str | None], *, definite: bool) -> Listed | None:
    """Say what a list claims to be by what opens it and what follows; None where it is none."""
    others = _OTHERS.match(plain, listed.end) is not None
    closed = _CLOSED.match(plain, listed.end) is not None
    if found.get("some") or others:
        whole = Whole.NO
    elif found.get("all"):
        whole = Whole.YES if listed.ended and closed else Whole.OPEN
    elif "direct" in found:
        if len(listed.names) < 2:
            return None
        whole = Whole.YES if definite and listed.ended else Whole.OPEN
    elif found.get("beside"):
        if len(listed.names) < 2 or not closed or _SAYING.match(plain, listed.end):
            return None
        whole = Whole.OPEN
    elif len(listed.names) < 2:
        return None  # "16 occasions (Morran …)": one name in brackets is no list
    else:
        whole = Whole.OPEN
    return Listed(names=listed.names, start=listed.start, end=listed.end, ended=listed.ended, whole=whole)
