"""Parts of a stated whole, added up: "120 dead, 80 of them soldiers and 50 civilians".

Only parts that exclude each other add up: soldiers and civilians do, civilians and children do not. Where
that is not known, each part alone must not exceed the whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from holdfire.checks.evidence import Evidence, Told
from holdfire.checks.judging import Judged, finding
from holdfire.checks.numerals import Numeral, numerals
from holdfire.checks.spec import TextCheck
from holdfire.checks.stated import Bounds, counted, in_words, number
from holdfire.lexicon import Names
from holdfire.lexicon.measures import DAYS, KM
from holdfire.lexicon.words import WORDS
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import ClaimFigure
from holdfire.model.span import Span

PARTS = "stated parts"
_REACH = 300  # characters behind a whole in which its parts are told
_NO_WHOLE = frozenset((*DAYS, *KM, "percent", "share"))
_OF = r" of (?:them|whom|which|those|these)"
_OPENING = re.compile(
    r"[^.;:(,\d]{0,60}?(?:(?P<all>: ?|,? (?:comprising|consisting of|made up of|namely|that is,?) )"
    r"|(?P<of>,? of (?:whom|which|them|those|these) |,? ?\(?(?:including|incl\.?|among them|amongst them) )"
    r"|(?P<plain>, (?:and )?| - | ?\())"
    r"(?:at least |some |about |around |more than |over |nearly |the |only |another ){0,2}"
)
_OF_THE = re.compile(r"\bof (?:the |these |those |all |its |their )*$")
_AMOUNT = (
    r"(?:(?:at least|some|about|around|more than|over|nearly|only|the|the other|another|a further"
    r"|no fewer than) ){0,2}"
)
_NOUN = r"(?P<noun>(?: (?!(?:and|or|in|on|at|by|from|with|under|during|near|after|before)\b)[a-z][\w'-]*)"
_PART = rf"(?P<of>{_OF})?(?: (?:were|was|are|being))?{_NOUN}"
_WHERE = r"(?: (?:in|on|at|by|from|with|under|during|near|after|before) [^,.;:()\d]{1,30}?)?"
_JOINED = re.compile(rf"{_PART}{{0,4}}?){_WHERE}(?:,? and |, ){_AMOUNT}(?=\w)")
_LAST = re.compile(rf"{_PART}{{0,2}})")
_AGES = frozenset(
    ("women", "woman", "children", "child", "men", "girls", "boys", "minors", "elderly", "infants")
)
_FATES = frozenset(("dead", "killed", "wounded", "injured", "missing", "captured"))
_ROLES = (WORDS.civil | WORDS.forces | WORDS.unknown_heads) - _AGES
_ORIGINS = frozenset(("foreigners", "nationals", "citizens", "locals"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A number that is a part of a whole, and what it counts."""

    numeral: Numeral
    noun: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A whole and its parts, up to `end`; whole: the parts are said to be all of it."""

    figure: ClaimFigure
    parts: tuple[Part, ...]
    end: int
    whole: bool


def check(told: Told, evidence: Evidence) -> Iterator[Finding]:  # noqa: ARG001  needs the text only
    """Add up the parts of each whole that a text splits."""
    for sentence, names in told.parts():
        done = 0
        for figure in names.figures:
            if figure.start < done or figure.unit in _NO_WHOLE or figure.value is None:
                continue
            split = split_of(names, figure, sentence)
            if split is not None:
                done = split.end
                yield finding(told, CheckKind.COUNT, Span(start=figure.start, end=split.end), judge(split))


CHECK = TextCheck(name="parts of wholes", kind=CheckKind.COUNT, run=check)


def split_of(names: Names, figure: ClaimFigure, sentence: Span) -> Split | None:
    """Read the parts that a text gives of a figure; None where it gives none."""
    folded = names.folded
    end = min(sentence.end, figure.end + _REACH)
    after = [n for n in numerals(folded, figure.end, end, names.dates) if not n.percent]
    if not after:
        return None
    opening = _OPENING.fullmatch(folded, figure.end, after[0].start)
    if opening is None:
        return None
    parts = _of_whole(list(_parts(folded, after, sentence.end)), opening)
    of_it = _OF_THE.search(folded, max(sentence.start, figure.start - 14), figure.start) is not None
    if not parts or (opening["plain"] and not of_it and not any(match["of"] for _, match in parts)):
        return None
    return Split(
        figure=figure,
        parts=tuple(Part(numeral=n, noun=_head(match)) for n, match in parts),
        end=parts[-1][1].end("noun"),
        whole=opening["all"] is not None,
    )


def _parts(folded: str, after: Sequence[Numeral], end: int) -> Iterator[tuple[Numeral, re.Match[str]]]:
    """Give the numbers that are joined to each other by commas and "and", each with its noun."""
    for numeral, following in zip_longest(after, after[1:]):
        joined = _JOINED.match(folded, numeral.end, end)
        if joined is not None and following is not None and joined.end() == following.start:
            yield numeral, joined
            continue
        last = _LAST.match(folded, numeral.end, end)
        if last is not None:
            yield numeral, last
        return


def _of_whole(
    parts: list[tuple[Numeral, re.Match[str]]], opening: re.Match[str]
) -> list[tuple[Numeral, re.Match[str]]]:
    """Cut off what stands beside the whole: "12 killed, including 3 women, and 200 wounded"."""
    fates = [_kind(_head(match)) == "fate" for _, match in parts]
    if fates and not fates[0] and True in fates:
        parts = parts[: fates.index(True)]
    apart = opening["of"] is not None and "inclu" in opening["of"] and len(parts) == 2
    return parts[:1] if apart and ", and " in parts[0][1][0] else parts


def _head(part: re.Match[str]) -> str:
    return part["noun"].split()[-1] if part["noun"].strip() else ""


def judge(split: Split) -> Judged:
    """Say whether the parts of a whole can be parts of it."""
    low, high = counted(split.figure)
    adds = exclusive([part.noun for part in split.parts])
    total = _total([part.numeral.bounds for part in split.parts], adds=adds)
    stated, unit = in_words(split.figure, split.figure.unit), split.figure.unit
    summed = sum(part.numeral.value for part in split.parts)
    given = " + ".join(number(part.numeral.value) for part in split.parts)
    told = f"{given} = {number(summed)}" if adds and len(split.parts) > 1 else f"the parts are {given}"
    if high is not None and total[0] is not None and total[0] > high:
        status, reason = CheckStatus.INCONSISTENT, f"{told}, which is more than {stated}"
    elif split.whole and adds and low is not None and total[1] is not None and total[1] < low:
        status, reason = CheckStatus.INCONSISTENT, f"{told}, which is less than {stated}"
    elif not adds and high is not None and summed > high:
        status = CheckStatus.CANNOT_BE_CHECKED
        reason = f"{told}, together more than {stated}, but one may be counted in several of them"
    else:
        status, reason = CheckStatus.CONSISTENT, f"{told}, which {stated} can hold"
    return Judged(
        status=status,
        reason=reason,
        against=PARTS,
        stated=split.figure.value,
        computed=summed if adds else None,
        unit=unit,
        computed_range=total,
        used={
            "parts": tuple(f"{number(p.numeral.value)} {p.noun}".strip() for p in split.parts),
            "add": adds,
        },
    )


def exclusive(nouns: Sequence[str]) -> bool:
    """Say whether nobody is counted under two of the nouns: all of one kind, and no two alike."""
    if len(nouns) == 1:
        return True
    kinds = {_kind(noun) if noun else "" for noun in nouns}
    return len(kinds) == 1 and "" not in kinds and len(set(nouns)) == len(nouns)


def _kind(noun: str) -> str:
    for kind, words in (("age", _AGES), ("fate", _FATES), ("origin", _ORIGINS), ("role", _ROLES)):
        if noun in words:
            return kind
    return "other"


def _total(parts: Sequence[Bounds], *, adds: bool) -> Bounds:
    """Give what the parts are together: their sum, or at least the largest where they may overlap."""
    lows = [low if low is not None else 0.0 for low, _ in parts]
    highs = [high for _, high in parts]
    known = [high for high in highs if high is not None]
    upper = sum(known) if len(known) == len(highs) else None
    return (sum(lows) if adds else max(lows)), upper
