"""Where dates stand in a text: what matches a form, leftmost and longest, and is written as a date is."""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.date_forms import DIGIT, NAMED, NUMERIC, Form
from holdfire.lexicon.date_readers import MONTHS
from holdfire.lexicon.days import day_of
from holdfire.lexicon.pieces import Pieces
from holdfire.lexicon.words import WORDS


@dataclass(slots=True, kw_only=True)
class Hit:
    """A form that matches, its own characters [start, end), and whether its year is written."""

    form: Form
    match: re.Match[str]
    start: int
    end: int
    stated: bool


FULL = frozenset(("d.iso", "d.dotted", "d.mail", "d.month_day", "d.day_month"))
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
HINTING = frozenset(word.split(" ")[0] for word in _KINDS)
_GLUED_MONTH = re.compile(rf"\d{either(MONTHS)}\b")
_YEAR = re.compile(r"(?:19|20)\d\d(?<!\w\d{4})")
_ORDINAL = re.compile(r"\d\d?(?:st|nd|rd|th)\b")
_IN_FIGURES = (("month", _GLUED_MONTH, 24), ("year", _YEAR, 1), ("ordinal", _ORDINAL, 1))
"""Hints that hold a digit, with how far they may go on behind its word."""
_FORMS = {
    kind: [form for form in (*NAMED, *NUMERIC) if form.hint == kind]
    for kind in {form.hint for form in (*NAMED, *NUMERIC)}
}
_OPENED = {
    kind: {word: [form for form in forms if word in form.opens] for form in forms for word in form.opens}
    for kind, forms in _FORMS.items()
}
_ORDER = {form.rule: k for k, form in enumerate((*NAMED, *NUMERIC))}  # the first of two as long wins
_FARTHEST = {kind: max(form.reach for form in forms) for kind, forms in _FORMS.items()}
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
    found = [hit for form, match in _matches(folded, pieces) if (hit := _hit(text, form, match)) is not None]
    found.sort(key=lambda hit: (hit.start, -hit.end, _ORDER[hit.form.rule]))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return _without_doubled_weekdays(kept, folded)


def _matches(folded: str, pieces: Pieces) -> Iterator[tuple[Form, re.Match[str]]]:
    """Try each form where it can begin: at a word that opens it, as far before a hint as it can reach."""
    words, starts = pieces.words, pieces.starts
    ended: dict[str, int] = {}
    for kind, hints in _hints(folded, pieces).items():
        opened, tried = _OPENED[kind], 0
        for k in hints:
            for j in range(max(tried, k - _FARTHEST[kind]), k + 1):
                word = words[j]
                for form in opened.get(DIGIT if word[0].isdecimal() else word, ()):
                    if k - j <= form.reach and starts[j] >= ended.get(form.rule, 0):
                        match = form.pattern.match(folded, starts[j])
                        if match is not None:
                            ended[form.rule] = match.end()
                            yield form, match
            tried = k + 1


def _hit(text: str, form: Form, match: re.Match[str]) -> Hit | None:
    groups = match.groupdict()
    if not _capitals_fit(text, match, groups):
        return None
    start, end = match.span("core" if "core" in groups else 0)
    return Hit(form=form, match=match, start=start, end=end, stated=bool(groups.get("year")))


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


def _hints(folded: str, pieces: Pieces) -> Mapping[str, Sequence[int]]:
    """Map kinds of dates to the words that hint at one."""
    starts = pieces.starts
    found: dict[str, set[int]] = {}
    for k in pieces.among(HINTING):
        if (hint := _WORD_HINT.match(folded, starts[k])) is not None:
            for kind in _KINDS[hint[0]]:
                found.setdefault(kind, set()).add(k)
    for k in pieces.figures:
        start, end = starts[k], pieces.ends[k]
        for kind, pattern, reach in _IN_FIGURES:
            if pattern.search(folded, start, end + reach) is not None:
                found.setdefault(kind, set()).add(k)
    return {kind: sorted(hints) for kind, hints in found.items()}


def _capitals_fit(text: str, match: re.Match[str], groups: Mapping[str, str | None]) -> bool:
    """Tell May from may, March from march and the 9th from the 9th Brigade; scripts without capitals pass."""
    if "core" in groups and "day" in groups and text[match.end() + 1 : match.end() + 2].isupper():
        return False
    names = ("month", "weekday", "other")
    return not any(
        (word := groups.get(name)) and not word.isdigit() and text[match.start(name)].islower()
        for name in names
    )
