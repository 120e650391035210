"""Rows of a table of dated changes to captures: what each must have, and rows of one place put in order."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from holdfire.base.table_rows import TableRow
from holdfire.errors import Problem
from holdfire.lexicon.normal import fold
from holdfire.model.capture import Capture, Range
from holdfire.model.table import Column, Day, Decimal, Kind, TableFormat, Text, Whole

UNPLACED, SAME_HOLDER, FIRST_SEEN, NO_ONE = (
    "no coordinates",
    "the holder stays the same",
    "who held it before is not known",
    "no one held it before, or after",
)
NOBODY = frozenset({"contested", "disputed", "nobody", "no one", "noone", "unknown", "none", "neutral"})
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n"})
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
RANGE = re.compile(rf"({NUMBER})\s*(?:-|–|to|\.\.)\s*({NUMBER})|({NUMBER})")


def _column(kind: Kind, *aliases: str, required: bool = False) -> Column:
    return Column(aliases=aliases, kind=kind, required=required)


CAPTURES = TableFormat(
    name="captures",
    scheme="capture",
    columns={
        "place": _column(Text(), "place", "name", "town", "settlement", required=True),
        "lat": _column(Decimal(minimum=-90, maximum=90), "lat", "latitude", "y"),
        "lon": _column(Decimal(minimum=-180, maximum=180), "lon", "longitude", "lng", "x"),
        "day": _column(Day(), "date", "day", "date_start", "first_seen_date", required=True),
        "last_day": _column(Day(), "date_end", "last_day"),
        "from": _column(Text(), "from", "loser", "previous_holder"),
        "to": _column(Text(), "to", "taker", "holder", "held_by", required=True),
        "population": _column(Whole(minimum=0), "population", "pop"),
        "attackers": _column(Text(), "attackers"),
        "defenders": _column(Text(), "defenders"),
        "days": _column(Decimal(minimum=0, maximum=100_000), "days", "days_of_fighting"),
        "negotiated": _column(Text(), "negotiated"),
        "source": _column(Text(), "source", "source_link", "url"),
    },
    dates=("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    empty=("", "NA", "N/A", "-", "?"),
)
"""A table of dated changes; without a column `from` the row before it of the same place says who held it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What rows gave: captures, what is wrong with which row, and how many each rule left out."""

    captures: tuple[Capture, ...]
    problems: tuple[Problem, ...]
    bad_rows: int
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A row as it was read; loser and taker are None where nobody is named."""

    row: TableRow
    place: str
    lat: float
    lon: float
    first: date
    last: date
    loser: str | None
    taker: str | None


def captures_of(rows: Sequence[TableRow], rejected: Sequence[TableRow] = ()) -> Read:
    """Make captures of rows, place by place in order of time.

    Ground that is no one's for a while ("contested") is captured on the day on which another holds it; where
    the loser takes it back, it is not. A bad row is no capture, but who held the place is read from it too:
    without it the next row would tell of a capture that never was. rejected: rows that the table's reader
    found bad already; where one can't be put among those of its place, nobody knows who held that before.
    """
    problems: list[Problem] = []
    changes: list[_Change] = []
    bad: set[tuple[str, int]] = set()
    left_out: Counter[str] = Counter()
    for row in rows:
        if wrong := list(_wrong(row)):
            problems += wrong
            bad.add((row.file, row.line))
        if (change := _change(row)) is not None:
            changes.append(change)
        elif not wrong:
            left_out[UNPLACED] += 1
    bad_rows = len(bad)
    bad |= {(row.file, row.line) for row in rejected}
    found: list[Capture] = []
    for change in _all_told(changes, rejected):
        if (change.row.file, change.row.line) in bad:
            continue
        rule = _no_capture(change)
        if rule is None:
            found.append(_capture(change))
        else:
            left_out[rule] += 1
    return Read(
        captures=tuple(sorted(found, key=lambda c: (c.first, c.last, c.place, c.id))),
        problems=tuple(problems),
        bad_rows=bad_rows,
        left_out=dict(sorted(left_out.items())),
    )


def _all_told(changes: Sequence[_Change], rejected: Sequence[TableRow]) -> Iterator[_Change]:
    """Fill in who held each place before, also by rejected rows; where one can't be read, nobody knows."""
    readable = {(row.file, row.line): _readable(row) for row in rejected}
    lost = [row for row in rejected if readable[row.file, row.line] is None]
    unsure = {fold(str(row.values.get("place") or "").strip()) for row in lost}
    for of_place in _by_place([*changes, *(change for change in readable.values() if change is not None)]):
        yield from of_place if fold(of_place[0].place) in unsure else _told(of_place)


def _wrong(row: TableRow) -> Iterator[Problem]:
    values = row.values
    first, last = values["day"], values.get("last_day")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield row.problem("last_day", f"this is before its first day, {first}", last)
    for side in ("attackers", "defenders"):
        text = values.get(side)
        if isinstance(text, str) and _range(text) is None:
            yield row.problem(side, "not a number or a range such as 300-500", text)
    told = values.get("negotiated")
    if isinstance(told, str) and told.strip().casefold() not in YES | NO:
        yield row.problem("negotiated", "write yes or no, or leave it empty", told)
    if (values.get("lat") is None) != (values.get("lon") is None):
        lacking = "lat" if values.get("lat") is None else "lon"
        yield row.problem(lacking, "half a position: give both, lat and lon, or neither")


def _readable(row: TableRow) -> _Change | None:
    """Read a bad row's place, day and holder; None where one of them can't be read."""
    values = row.values
    lat, lon = values.get("lat"), values.get("lon")
    there = isinstance(lat, float) and isinstance(lon, float) and abs(lat) <= 90 and abs(lon) <= 180
    told = there and isinstance(values.get("day"), date) and values.get("place") and values.get("to")
    return _change(row) if told else None


def _change(row: TableRow) -> _Change | None:
    values = row.values
    lat, lon = values.get("lat"), values.get("lon")
    if not isinstance(lat, float) or not isinstance(lon, float):
        return None
    first = cast("date", values["day"])
    last = values.get("last_day")
    return _Change(
        row=row,
        place=str(values["place"]).strip(),
        lat=lat,
        lon=lon,
        first=first,
        last=last if isinstance(last, date) else first,
        loser=_holder(values.get("from")),
        taker=_holder(values.get("to")),
    )


def _holder(value: object) -> str | None:
    name = str(value or "").strip()
    return None if not name or fold(name) in NOBODY else name


def _by_place(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    places: dict[tuple[str, float, float], list[_Change]] = {}
    for change in changes:
        places.setdefault((fold(change.place), change.lat, change.lon), []).append(change)
    for of_place in places.values():
        yield sorted(of_place, key=lambda c: (c.first, c.last, c.row.file, c.row.line))


def _told(of_place: Sequence[_Change]) -> Iterator[_Change]:
    """Fill in who held a place last where a row names nobody: ground may be no one's for a while."""
    holder: str | None = None
    for change in of_place:
        told = replace(change, loser=change.loser or holder)
        holder = told.taker or told.loser
        yield told


def _no_capture(change: _Change) -> str | None:
    """Say which rule makes a change no capture; None where it is one."""
    if change.taker is None:
        return NO_ONE
    if change.loser is None:
        return FIRST_SEEN
    return SAME_HOLDER if fold(change.loser) == fold(change.taker) else None


def _capture(change: _Change) -> Capture:
    values = change.row.values
    told = str(values.get("negotiated") or "").strip().casefold()
    days, population = values.get("days"), values.get("population")
    return Capture(
        place=change.place,
        lat=change.lat,
        lon=change.lon,
        first=change.first,
        last=change.last,
        loser=change.loser or "",
        taker=change.taker or "",
        population=population if isinstance(population, int) else None,
        attackers=_range(str(values.get("attackers") or "")),
        defenders=_range(str(values.get("defenders") or "")),
        days=days if isinstance(days, float) else None,
        negotiated=True if told in YES else False if told in NO else None,
        source=str(values.get("source") or "").strip(),
    )


def _range(text: str) -> Range | None:
    """Read 300-500, 300 to 500, 1,200 or 800 as a low and a high end; None for anything else."""
    found = RANGE.fullmatch(text.strip())
    if found is None:
        return None
    low, high = (float(part.replace(",", "")) for part in (found[1] or found[3], found[2] or found[3]))
    return (low, high) if low <= high and math.isfinite(high) else None
