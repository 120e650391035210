"""Tables of dated place marks to marks with a position: what each row must have, and names that have none."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from holdfire.base.row_places import Locate, Located, Position
from holdfire.base.table_rows import TableRow, TableRows, read_rows
from holdfire.control.place_marks import Mark
from holdfire.errors import ControlError, Problem, TableError
from holdfire.intake.capture_rows import NOBODY
from holdfire.lexicon.normal import fold, normalise
from holdfire.model.table import Column, Day, Decimal, TableFormat, Text

NO_HOLDER = NOBODY | {
    "other",
    "no mans land",
    "gray zone",
    "grey zone",
    "not known",
    "uncontrolled",
    "none",
    "nobodys",
}
SAME_DEGREES = 0.02  # two kilometres: coordinates of one name so near are one place
APART = re.compile(r"\s*[/,;]\s*|\s+or\s+|\s+and\s+")

MARKS = TableFormat(
    name="place marks",
    scheme="mark",
    columns={
        "place": Column(aliases=("place", "name", "town", "settlement"), kind=Text(), required=True),
        "lat": Column(aliases=("lat", "latitude", "y"), kind=Decimal(minimum=-90, maximum=90)),
        "lon": Column(aliases=("lon", "longitude", "lng", "x"), kind=Decimal(minimum=-180, maximum=180)),
        "date": Column(
            aliases=("date", "day", "from", "first_seen_date", "snapshot_date"), kind=Day(), required=True
        ),
        "until": Column(aliases=("until",), kind=Day()),
        "last_seen": Column(aliases=("last_seen", "last_seen_date"), kind=Day()),
        "holder": Column(aliases=("holder", "held_by", "controlled_by"), kind=Text()),
        "country": Column(aliases=("country",), kind=Text()),
    },
    dates=("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
)
SEEN = replace(
    MARKS,
    name="places last seen",
    columns={
        **{name: MARKS.columns[name] for name in ("place", "lat", "lon")},
        "last_seen": replace(MARKS.columns["last_seen"], required=True),
    },
)
LOOKED_AT = replace(
    MARKS,
    name="days of looking",
    columns={"date": Column(aliases=("date", "day", "snapshot_date"), kind=Day(), required=True)},
)

At = tuple[str, float | None, float | None]
"""A place as a table writes it: its folded name and position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRows:
    """What tables of marks gave. by_name: marks that a gazetteer, or rows of their name, put on the map.

    off_map: name → rows that have no position; ambiguous: names of several places among them. total: of
    problems, of which not all may be listed.
    """

    marks: tuple[Mark, ...]
    rows: int
    rejected: int
    by_name: int
    off_map: Mapping[str, int]
    ambiguous: tuple[str, ...]
    problems: tuple[Problem, ...]
    total: int


def marks_of(
    files: Sequence[Path], columns: Mapping[str, str], locate: Locate | None, last: Mapping[At, date]
) -> MarkRows:
    """Read tables of marks; columns: ours → that of the table. last: when places were last listed.

    A mark without coordinates takes the one position that marks of its name have, else the one that the
    gazetteers know; a name of several places, or of none, is not on the map.

    Raises
    ------
    ControlError
        Where a file as a whole can't be read or --column names what isn't there.
    """
    try:
        pointed = MARKS.with_columns(columns, rows="place marks")
    except TableError as error:
        raise ControlError(
            error.summary, [Problem(file=f.name, message=error.summary) for f in files]
        ) from error
    read = _rows(pointed, files)
    if "holder" not in read.found.used:
        message = "no column says who holds the place; say which it is with --column holder=NAME"
        raise ControlError(message, [Problem(file=f.name, column="holder", message=message) for f in files])
    faults = [list(_wrong(row)) for row in read.rows]
    problems = [*read.found.problems, *(problem for wrong in faults for problem in wrong)]
    good = [row for row, wrong in zip(read.rows, faults, strict=True) if not wrong]
    marks = [_mark(row, last) for row in good]
    placed = _placed(marks, [str(row.values.get("country") or "") for row in good], locate)
    return replace(
        placed,
        rows=read.found.counts.read,
        rejected=read.found.counts.rejected + len(read.rows) - len(good),
        problems=tuple(problems),
        total=len(problems) - len(read.found.problems) + read.found.total_problems,
    )


def last_seen(files: Sequence[Path]) -> tuple[tuple[date, ...], dict[At, date]]:
    """Read when a source was looked at: days for all places, or the last day on which it listed each.

    Raises
    ------
    ControlError
        Where a file is neither.
    """
    days: set[date] = set()
    last: dict[At, date] = {}
    for file in files:
        try:
            rows = read_rows(SEEN, [file])
            keyed = {_at(row.values): cast("date", row.values["last_seen"]) for row in rows.rows}
        except TableError:
            rows = _rows(LOOKED_AT, [file])
            days |= {cast("date", row.values["date"]) for row in rows.rows}
            keyed = {}
        last |= {at: max(day, last.get(at, day)) for at, day in keyed.items()}
    return tuple(sorted(days)), last


def _rows(fmt: TableFormat, files: Sequence[Path]) -> TableRows:
    try:
        return read_rows(fmt, files)
    except TableError as error:
        raise ControlError("nothing was imported; mend these:", error.problems, error.total) from error


def _wrong(row: TableRow) -> Iterator[Problem]:
    values = row.values
    since, until = values["date"], values.get("until")
    if isinstance(since, date) and isinstance(until, date) and until <= since:
        yield row.problem("until", f"this is not after its first day, {since}; it no longer counts", until)
    if (values.get("lat") is None) != (values.get("lon") is None):
        lacking = "lat" if values.get("lat") is None else "lon"
        yield row.problem(lacking, "half a position: give both, lat and lon, or neither")


def _mark(row: TableRow, last: Mapping[At, date]) -> Mark:
    """Read a row; a position that isn't there is NaN until `_placed` has looked for one."""
    values = row.values
    place, at = str(values["place"]).strip(), _at(values)
    own = values.get("last_seen")
    until = values.get("until")
    return Mark(
        place=place,
        key=at[0],
        lat=math.nan if at[1] is None else at[1],
        lon=math.nan if at[2] is None else at[2],
        since=cast("date", values["date"]),
        until=until if isinstance(until, date) else None,
        last_seen=own if isinstance(own, date) else last.get(at),
        holder=_holder(str(values.get("holder") or "").strip()),
    )


def _at(values: Mapping[str, object]) -> At:
    lat, lon = values.get("lat"), values.get("lon")
    key = fold(str(values["place"]).strip())
    return (key, lat, lon) if isinstance(lat, float) and isinstance(lon, float) else (key, None, None)


def _holder(text: str) -> str | None:
    """Give the holder; None for words that say that no one holds the place, or that nobody knows."""
    parts = APART.split(fold(normalise(text)).replace("'", "").replace("-", " "))
    return None if all(part in NO_HOLDER or not part for part in parts) else text


def _placed(marks: Sequence[Mark], countries: Sequence[str], locate: Locate | None) -> MarkRows:
    where: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for mark in marks:
        if not math.isnan(mark.lat):
            where[mark.key].add((mark.lat, mark.lon))
    asked = {
        (m.place, of)
        for m, of in zip(marks, countries, strict=False)
        if math.isnan(m.lat) and m.key not in where
    }
    found = locate(sorted(asked)) if locate is not None and asked else Located(positions={})
    kept: list[Mark] = []
    off: Counter[str] = Counter()
    ambiguous = {name for name, _ in found.ambiguous}
    by_name = 0
    for mark, country in zip(marks, countries, strict=False):
        if not math.isnan(mark.lat):
            kept.append(mark)
        elif (position := _position(mark, where, found.positions.get((mark.place, country)))) is not None:
            kept.append(replace(mark, lat=position[0], lon=position[1]))
            by_name += 1
        else:
            off[mark.place] += 1
            if len(where.get(mark.key, ())) > 1:
                ambiguous.add(mark.place)
    return MarkRows(
        marks=tuple(kept),
        rows=0,
        rejected=0,
        by_name=by_name,
        off_map=dict(sorted(off.items())),
        ambiguous=tuple(sorted(ambiguous)),
        problems=(),
        total=0,
    )


def _position(
    mark: Mark, where: Mapping[str, set[tuple[float, float]]], known: Position | None
) -> tuple[float, float] | None:
    """Take the position of a name: of its other marks where these lie together, else the gazetteer's."""
    others = sorted(where.get(mark.key, ()))
    if others:
        near = all(abs(lat - others[0][0]) + abs(lon - others[0][1]) <= SAME_DEGREES for lat, lon in others)
        return others[0] if near else None
    return None if known is None else (known.lat, known.lon)
