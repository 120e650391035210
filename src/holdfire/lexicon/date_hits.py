"""Where dates stand in a text: what matches a form, leftmost and longest, and is written as a date is."""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.date_forms import NAMED, NUMERIC, Form
from holdfire.lexicon.date_readers import MONTHS
from holdfire.lexicon.days import day_of
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.words import WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A form that matches, its own characters [start, end), and whether its year is written."""

    form: Form
    match: re.Match[str]
    start: int
    end: int

    @property
    def stated(self) -> bool:
        """Say whether its year is written."""
        return self.form.stated or bool(self.match.groupdict().get("year"))


FULL = frozenset(("d.iso", "d.dotted", "d.mail", "d.month_day", "d.day_month"))
_REACH = 48  # characters on either side of a hint; the longest form has fewer
WEEKDAY = either(WORDS.weekdays)
_UNITS = "day night hour week fortnight month quarter year decade"
_TIMES = ("night", "morning", "afternoon", "evening")
_HINTS: Mapping[str, Collection[str]] = {
    "month": MONTHS,
    "weekday": WORDS.weekdays,
    "season": WORDS.seasons,
    "quarter": ("q1", "q2", "q3", "q4", "quarter"),
    "half": ("h1", "h2"),
    "near": ("today", "yesterday", "tomorrow", "tonight", "overnight", *_TIMES),
    "daytime": ("day", *_TIMES),
    "unit": [f"{unit}{plural}" for unit in _UNITS.split() for plural in ("", "s")],
}
_KINDS = {
    word: [kind for kind, words in _HINTS.items() if word in words]
    for word in itertools.chain.from_iterable(_HINTS.values())
}
_WORD_HINT = re.compile(rf"\b{either(_KINDS)}\b")
_FIRST = frozenset(word.split(" ")[0] for word in _KINDS)
_GLUED_MONTH = re.compile(rf"\d{either(MONTHS)}\b")
_YEAR = re.compile(r"(?:19|20)\d\d(?<!\w\d{4})")
_ORDINAL = re.compile(r"\d\d?(?:st|nd|rd|th)\b")
_IN_FIGURES = (("month", _GLUED_MONTH, 24), ("year", _YEAR, 1), ("ordinal", _ORDINAL, 1))
"""Hints that hold a digit, with how far they may go on behind its word."""
_WEEKDAY_GAP = re.compile(r",? ?(?:the )?|,? ?\(")


def day_first(hits: Sequence[Hit]) -> bool | None:
    """See in which order a document writes day and month, where its clear dates agree on one."""
    orders: set[bool] = set()
    for hit in hits:
        if hit.form.rule == "d.numeric":
            first, second, year = (int(hit.match[name]) for name in ("first", "second", "year"))
            ways = day_of(year, second, first), day_of(year, first, second)
            if (ways[0] is None) != (ways[1] is None):
                orders.add(ways[0] is not None)
    return orders.pop() if len(orders) == 1 else None


def find_hits(text: str, folded: str, pieces: Pieces) -> list[Hit]:
    """Find what matches a form, leftmost and longest."""
    found: list[Hit] = []
    windows = _windows(folded, pieces)
    for form in (*NAMED, *NUMERIC):
        for low, high in windows.get(form.hint, ()):
            if form.needs is not None and form.needs.search(folded, low, high) is None:
                continue
            for match in form.pattern.finditer(folded, low, high):
                if _capitals_fit(text, match):
                    core = "core" if "core" in form.pattern.groupindex else 0
                    found.append(Hit(form=form, match=match, start=match.start(core), end=match.end(core)))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return _without_doubled_weekdays(kept, folded)


def _without_doubled_weekdays(hits: Sequence[Hit], folded: str) -> list[Hit]:
    """Take the weekday into the date beside it: "Thursday, 15 December", "3 November, Sunday"."""
    kept: list[Hit] = []
    for hit in hits:
        before = kept[-1] if kept else None
        if before is not None and _WEEKDAY_GAP.fullmatch(folded, before.end, hit.start):
            rules = before.form.rule, hit.form.rule
            if rules[0] == "d.weekday" and rules[1] in FULL:
                kept[-1] = replace(hit, start=before.start)
                continue
            if rules[1] == "d.weekday" and rules[0] in FULL:
                kept[-1] = replace(before, end=hit.end)
                continue
        kept.append(hit)
    return kept


def _windows(folded: str, pieces: Pieces) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Find the stretches of a text in which a date of each kind can stand: around its hints."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for kind, hint in _hints(folded, pieces):
        low, high = max(0, hint.start() - _REACH), min(len(folded), hint.end() + _REACH)
        spans.setdefault(kind, []).append((low, high))
    return {kind: _merged(sorted(found)) for kind, found in spans.items()}


def _hints(folded: str, pieces: Pieces) -> Iterator[tuple[str, re.Match[str]]]:
    starts = pieces.starts
    for start in [starts[k] for k, word in enumerate(pieces.words) if word in _FIRST]:
        if (hint := _WORD_HINT.match(folded, start)) is not None:
            for kind in _KINDS[hint[0]]:
                yield kind, hint
    for k in pieces.figures:
        start, end = starts[k], pieces.ends[k]
        for kind, pattern, reach in _IN_FIGURES:
            hint = pattern.search(folded, start, end + reach)
            if hint is not None:
                yield kind, hint


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return merged


def _capitals_fit(text: str, match: re.Match[str]) -> bool:
    """Tell May from may, March from march and the 9th from the 9th Brigade; scripts without capitals pass."""
    groups = match.groupdict()
    if "core" in groups and "day" in groups and text[match.end() + 1 : match.end() + 2].isupper():
        return False
    names = ("month", "weekday", "other")
    return not any(
        groups.get(name) and not groups[name].isdigit() and text[match.start(name)].islower()
        for name in names
    )
