"""How dates without a calendar's names are read: "on Wednesday", "last week", "two days later".

Each counts from the day of writing or the last date told (`date_readers.Around`), and is None without it.
"""

import re
from datetime import date, timedelta

from holdfire.lexicon.counts import pairs, plain_count, table
from holdfire.lexicon.date_readers import Around
from holdfire.lexicon.days import Days, back, one_day, shifted, unit_around, unit_beside
from holdfire.lexicon.words import WORDS

_RECENT = {unit: int(days) for unit, days in pairs(table("dates")["recent"]["days"]).items()}


def weekday(found: re.Match[str], around: Around) -> Days | None:
    """Read "on Wednesday" as the last one up to publication; "last Wednesday" is never that day itself."""
    wanted, here = WORDS.weekdays[found["weekday"]], around.published
    if (long_ago := _day_told_long_ago(around)) is not None and not found["word"]:
        return one_day(long_ago + timedelta(days=(wanted - long_ago.weekday()) % 7))
    if found["word"] == "next" or (here is not None and around.ahead and not found["word"]):
        return None if here is None else one_day(here + timedelta(days=(wanted - here.weekday() - 1) % 7 + 1))
    if found["word"] == "following" or here is None:
        told = around.told
        return (
            None if told is None else one_day(told[0] + timedelta((wanted - told[0].weekday() - 1) % 7 + 1))
        )
    before = (here.weekday() - wanted) % 7
    return one_day(here - timedelta(days=7 if found["word"] and before == 0 else before))


def _day_told_long_ago(around: Around) -> date | None:
    """Give the day last told of where it lies so far back that "on Monday" must be near it."""
    here, told = around.published, around.told
    if here is None or told is None or (told[1] - told[0]).days > 7 or (here - told[1]).days < 28:
        return None
    return told[0]


def near(found: re.Match[str], around: Around) -> Days | None:
    """Read "today", "last night", "tomorrow" from the day of writing."""
    if around.published is None:
        return None
    word = found["near"].split(" ")[0]
    steps = {"yesterday": -1, "last": -1, "tomorrow": 1, "the": -2}
    return one_day(around.published + timedelta(days=steps.get(word, 0)))


def unit(found: re.Match[str], around: Around) -> Days | None:
    """Read "this week", "last month", "the previous quarter"; "earlier this month" ends on the day."""
    word, named, here = found["word"], found["unit"], around.published
    if word in ("same", "that"):
        return None if around.told is None else unit_around(around.told[0], named)
    if word in ("previous", "following", "preceding"):
        return None if around.anchor is None else _next_to(around.anchor[0], named, after=word == "following")
    if here is None:
        return None
    days = unit_beside(here, named, {"this": 0, "last": -1, "next": 1}[word])
    running = found["earlier"] and days[0] <= here < days[1]
    return (days[0], here + timedelta(days=1)) if running else days


def _next_to(when: date, named: str, *, after: bool) -> Days:
    """Take the unit before or after; "the following week" is within some days of a week on, no calendar's."""
    return (
        shifted(when, 1, "week")
        if after and named == "week"
        else unit_beside(when, named, 1 if after else -1)
    )


def unit_told(found: re.Match[str], around: Around) -> Days | None:
    """Read "the end of the year": the one that is told of."""
    return None if around.anchor is None else unit_around(around.anchor[0], found["unit"])


def past(found: re.Match[str], around: Around) -> Days | None:
    """Read "over the past two years", "in recent weeks": from then to the day of writing."""
    here = around.published
    if here is None:
        return None
    unit, count = found["unit"], found["count"]
    if found["word"] == "last" and count is None and found[0].startswith("in last"):
        return None if unit == "hour" else unit_beside(here, unit, -1)  # "in last year"
    if count is None and (found["many"] or found["word"] == "recent"):
        return (here - timedelta(days=_RECENT[unit]), here + timedelta(days=1)) if unit in _RECENT else None
    return _reach(here, plain_count(count) if count else 1.0, unit)


def _reach(here: date, count: float, unit: str) -> Days | None:
    try:
        return back(here, count, unit), here + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def ago(found: re.Match[str], around: Around) -> Days | None:
    """Read "two months ago" from the day of writing."""
    return None if around.published is None else _moved(around.published, found, -1)


def later(found: re.Match[str], around: Around) -> Days | None:
    """Read "six weeks later" from the last date told, whatever the day of writing."""
    if around.told is None:
        return None
    sign = -1 if found["side"] in ("earlier", "before", "previously") else 1
    return _moved(around.told[0], found, sign)


def _moved(when: date, found: re.Match[str], sign: int) -> Days | None:
    unit = found["unit"]
    count = plain_count(found["count"]) + (0.5 if found["half"] else 0.0)
    try:
        return (
            shifted(when, sign * count, unit) if unit != "hour" else one_day(back(when, -sign * count, unit))
        )
    except (ValueError, OverflowError):
        return None


def next_day(found: re.Match[str], around: Around) -> Days | None:
    """Read "the same day", "the following night" from the date last told."""
    if around.told is None:
        return None
    steps = {"same": 0, "that": 0, "previous": -1, "preceding": -1}.get(found["word"], 1)
    return one_day(
        (around.told[0] if steps < 1 else around.told[1] - timedelta(days=1)) + timedelta(days=steps)
    )
