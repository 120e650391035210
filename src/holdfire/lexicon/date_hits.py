"""Where dates stand in a text: what matches a form, leftmost and longest, and is written as a date is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from holdfire.lexicon.alternatives import either
from holdfire.lexicon.date_forms import NAMED, NUMERIC, Form
from holdfire.lexicon.date_readers import MONTHS
from holdfire.lexicon.days import day_of
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
_MONTH, WEEKDAY, _SEASON = either(MONTHS), either(WORDS.weekdays), either(WORDS.seasons)
_NAMED_HINT = re.compile(
    rf"(?<!\w)(?:{_MONTH}|{WEEKDAY}|{_SEASON}|today|yesterday|tomorrow|tonight|overnight"
    r"|q[1-4]|h[12]"
    r"|(?:last |this )?(?:night|morning|afternoon|evening)|(?:days?|hours?|weeks?|fortnights?"
    r"|months?|quarters?|years?|decades?))(?!\w)"
)
_DIGIT_HINT = re.compile(
    r"(?<![\w.,/-])(?:(?:19|20)\d\d(?!\d)|\d{1,2}(?:[/-]\d{1,2}[/-]|\. ?\d{1,2}\. ?)(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th)(?!\w))|(?<=[-/])(?:19|20)\d\d(?![\d-])|(?:19|20)\d0s"
)
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


def find_hits(text: str, folded: str) -> list[Hit]:
    """Find what matches a form, leftmost and longest."""
    found: list[Hit] = []
    for hint, forms in ((_NAMED_HINT, NAMED), (_DIGIT_HINT, NUMERIC)):
        windows = _windows(folded, hint)
        for form in forms:
            for low, high in windows:
                for match in form.pattern.finditer(folded, low, high):
                    if _capitals_fit(text, match):
                        core = "core" if "core" in form.pattern.groupindex else 0
                        found.append(
                            Hit(form=form, match=match, start=match.start(core), end=match.end(core))
                        )
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


def _windows(folded: str, hints: re.Pattern[str]) -> list[tuple[int, int]]:
    """Find the stretches of a text in which a date can stand: around its hints."""
    windows: list[tuple[int, int]] = []
    for low, high in _around(folded, hints):
        if windows and low <= windows[-1][1]:
            windows[-1] = windows[-1][0], high
        else:
            windows.append((low, high))
    return windows


def _around(folded: str, hints: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for hint in hints.finditer(folded):
        yield max(0, hint.start() - _REACH), min(len(folded), hint.end() + _REACH)


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
