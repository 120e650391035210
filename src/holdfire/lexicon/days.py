"""Stretches of days, half-open: months, quarters, seasons, and their thirds, halves and weeks.

Thirds of a month follow the usual reading: early = 1st to 10th, mid = 11th to 20th, late = 21st to the end.
Those of a year are four months each; of anything else, a third of its days.
"""

from datetime import date, timedelta

Days = tuple[date, date]
LENGTH = {"day": 1, "night": 1, "week": 7, "fortnight": 14}  # units that are days counted
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}  # units that are months counted


def day_of(year: int, month: int, day: int) -> Days | None:
    """Take one day, None where the calendar has none."""
    try:
        return one_day(date(year, month, day))
    except (ValueError, OverflowError):
        return None


def one_day(since: date) -> Days:
    """Take the stretch that is this day."""
    return since, since + timedelta(days=1)


def months_of(year: int, month: int, count: int = 1) -> Days:
    """Take `count` whole months."""
    return date(year, month, 1), first_of(year, month + count)


def first_of(year: int, month: int) -> date:
    """Take the first day of a month; months run on over the ends of the year (0 is last December)."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def year_of(year: int, count: int = 1) -> Days:
    """Take whole years."""
    return date(year, 1, 1), date(year + count, 1, 1)


def unit_around(when: date, unit: str) -> Days:
    """Take the calendar's day, week (from Monday), month, quarter, year or decade that holds a day."""
    if unit in ("day", "night"):
        return one_day(when)
    if unit == "week":
        monday = when - timedelta(days=when.weekday())
        return monday, monday + timedelta(days=7)
    if unit == "quarter":
        return months_of(when.year, (when.month - 1) // 3 * 3 + 1, 3)
    if unit == "decade":
        return year_of(when.year // 10 * 10, 10)
    return months_of(when.year, when.month) if unit == "month" else year_of(when.year)


def unit_beside(when: date, unit: str, steps: int) -> Days:
    """Take the unit that stands so many of them before (negative) or after the one that holds a day."""
    since, until = unit_around(when, unit)
    if unit in LENGTH:
        move = timedelta(days=LENGTH[unit] * steps)
        return since + move, until + move
    months = MONTHS[unit] * steps
    return first_of(since.year, since.month + months), first_of(until.year, until.month + months)


def shifted(when: date, count: float, unit: str) -> Days:
    """Take what lies so many units from a day: that day; about that week; that month or year."""
    if unit in LENGTH:
        there = when + timedelta(days=round(LENGTH[unit] * count))
        slack = timedelta(days=0 if LENGTH[unit] == 1 else 3)
        return there - slack, there + slack + timedelta(days=1)
    months = round(MONTHS[unit] * count)
    there = first_of(when.year, when.month + months)
    fine = unit == "month" or count != int(count)
    return unit_around(there, "month" if fine else "year")


def back(when: date, count: float, unit: str) -> date:
    """Go back by a length, to the same day of an earlier month where it is counted in months."""
    if unit in LENGTH or unit == "hour":
        return when - timedelta(days=round(LENGTH.get(unit, 1 / 24) * count))
    first = first_of(when.year, when.month - round(MONTHS[unit] * count))
    last = first_of(first.year, first.month + 1) - timedelta(days=1)
    return first.replace(day=min(when.day, last.day))


def part_of(days: Days, part: str) -> Days:
    """Take the early, mid or late third, the first or second half, or a week of a stretch."""
    since, until = days
    whole_month = since.day == 1 and until == first_of(since.year, since.month + 1)
    if part.startswith("week"):
        week = int(part.removeprefix("week"))
        start = until - timedelta(days=7) if week < 0 else since + timedelta(days=7 * (week - 1))
        return max(start, since), min(start + timedelta(days=7), until)
    if part.startswith("half"):
        middle = _middle(days, whole_month=whole_month)
        return (since, middle) if part == "half1" else (middle, until)
    first, second = _thirds(days, whole_month=whole_month)
    return {"early": (since, first), "mid": (first, second), "late": (second, until)}[part]


def _middle(days: Days, *, whole_month: bool) -> date:
    since, until = days
    if whole_month:
        return since.replace(day=16)
    if days == year_of(since.year):
        return date(since.year, 7, 1)
    return since + (until - since) / 2


def _thirds(days: Days, *, whole_month: bool) -> tuple[date, date]:
    since, until = days
    if whole_month:
        return since.replace(day=11), since.replace(day=21)
    if days == year_of(since.year):
        return date(since.year, 5, 1), date(since.year, 9, 1)
    third = (until - since) / 3
    return since + third, since + 2 * third
