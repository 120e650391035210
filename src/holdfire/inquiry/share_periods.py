"""Stretches of time that shares are counted over: years, halves, quarters, months, cut at the asked days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days in [since, until) with the name of the calendar period that they are, or are a part of."""

    name: str
    since: date
    until: date


def spans(since: date, until: date, period: str | None) -> Iterator[Span]:
    """Cut [since, until) at the edges of calendar periods; None keeps it whole."""
    if period is None:
        yield Span(name=f"{since} to {until - timedelta(days=1)}", since=since, until=until)
        return
    months, start = MONTHS[period], since
    while start < until:
        block = (start.month - 1) // months
        following = start.year * 12 + (block + 1) * months
        end = min(until, date(following // 12, following % 12 + 1, 1))
        yield Span(name=_name(start.year, block, period), since=start, until=end)
        start = end


def _name(year: int, block: int, period: str) -> str:
    """Name a calendar period: 2014, 2014 H1, 2014 Q2, 2014-01."""
    if period == "year":
        return str(year)
    return f"{year}-{block + 1:02d}" if period == "month" else f"{year} {period[0].upper()}{block + 1}"
