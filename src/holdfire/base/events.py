"""The events of a case, read by subject from its Parquet files; one id counts once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from string import Template
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from holdfire.base.engine import Values, connect, quoted
from holdfire.base.event_files import event_files
from holdfire.base.table_query import CONTENT, EVENT_TYPES
from holdfire.model.event import COLUMNS

Texts: TypeAlias = NDArray[np.object_]
Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Level: TypeAlias = Literal["country", "adm_1", "adm_2", "place"]

FILLED = " + ".join(f"({quoted(name)} IS NOT NULL)::INTEGER" for name in CONTENT)
DUPLICATES = Template("""
CREATE TABLE dropped AS
SELECT filename, file_row_number FROM (
    SELECT filename, file_row_number, row_number() OVER (
        PARTITION BY event_id ORDER BY $filled DESC, filename DESC, file_row_number
    ) AS place
    FROM every WHERE event_id IN (SELECT event_id FROM every GROUP BY event_id HAVING count(*) > 1)
) WHERE place > 1
""")
COLUMNS_QUERY = Template("SELECT $arrays FROM events WHERE $wanted ORDER BY date_start, event_id")
SIDE_NAMES = """
SELECT name, count(*), min(date_start), max(date_start),
    coalesce(list_sort(list(DISTINCT country) FILTER (country IS NOT NULL)), [])
FROM (
    SELECT side_a AS name, date_start, country FROM events WHERE side_a IS NOT NULL
    UNION ALL
    SELECT side_b, date_start, country FROM events WHERE side_b IS NOT NULL AND side_b IS DISTINCT FROM side_a
) GROUP BY name ORDER BY count(*) DESC, name
"""
PLACE_NAMES = Template("""
SELECT $level, name, country, count(*), avg(lat), avg(lon)
FROM (SELECT $name AS name, coalesce(country, '') AS country, lat, lon FROM events) WHERE name IS NOT NULL
GROUP BY name, country HAVING count(lat) > 0 ORDER BY count(*) DESC, name, country
""")
ROWS = "SELECT * EXCLUDE (filename, file_row_number) FROM events WHERE event_id IN (SELECT unnest(?))"
LEVELS: tuple[Level, ...] = ("country", "adm_1", "adm_2", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """Events as arrays of equal length, in order of first day, then of id.

    event_id, kind, side_a, side_b, country, adm_1, adm_2, place, sources: text, "" for none; so are
    side_a_id, side_b_id (ids of the source) and initiator ("side_a", "side_b").
    day, end_day: first and last day, in days since 1970-01-01. lat, lon: degrees, nan where the event is not
    on the map. radius_km: how far the place may be off, nan where unknown. where_prec, date_prec, clarity:
    codes of the source, 0 where unknown. low, best, high: deaths as reported, nan where unknown, not forced
    into order. acts: how many acts a row stands for, 1 where the source counts none.
    """

    event_id: Texts
    kind: Texts
    side_a: Texts
    side_b: Texts
    country: Texts
    adm_1: Texts
    adm_2: Texts
    place: Texts
    sources: Texts
    day: Ints
    end_day: Ints
    where_prec: Ints
    date_prec: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    low: Floats
    best: Floats
    high: Floats
    side_a_id: Texts
    side_b_id: Texts
    initiator: Texts
    acts: Ints
    clarity: Ints

    def __len__(self) -> int:
        return len(self.event_id)

    def take(self, mask: NDArray[np.bool_] | Ints) -> "EventColumns":
        """Keep the events that a mask marks, or those at the given places in the given order."""
        return EventColumns(**{f.name: getattr(self, f.name)[mask] for f in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class SideName:
    """A name that stands as a side in the data: rows with it on either side, their days and countries."""

    name: str
    events: int
    first: date
    last: date
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A place as the data name it at one level in one country, with the mean position of its events."""

    level: Level
    name: str
    country: str
    events: int
    lat: float
    lon: float


class EventStore:
    """The events of any number of Parquet files as one table, held in memory for as long as it is asked.

    One id in several rows counts once: the row with more values wins; of equal ones, the row of the file
    whose name sorts last (a later release), then the earlier row. duplicates: rows that so don't count.
    """

    duplicates: int

    def __init__(self, files: Sequence[Path]) -> None:
        self._connection = connect()
        self.duplicates = 0
        if files:
            self._open(files)
        else:
            columns = ", ".join(f"{quoted(name)} {EVENT_TYPES[name]}" for name in COLUMNS)
            self._connection.execute(
                f"CREATE TABLE events ({columns}, filename VARCHAR, file_row_number BIGINT)"
            )

    def columns(
        self,
        *,
        countries: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> EventColumns:
        """Read events that begin in [since, until) in any of the countries; None asks for all."""
        values = Values()
        wanted = ["true"]
        if countries is not None:
            wanted.append(f"country IN (SELECT unnest({values.bind(sorted(countries))}::VARCHAR[]))")
        if since is not None:
            wanted.append(f"date_start >= {values.bind(since)}")
        if until is not None:
            wanted.append(f"date_start < {values.bind(until)}")
        arrays = ", ".join(f"{expression} AS {quoted(name)}" for name, expression in _ARRAYS.items())
        sql = COLUMNS_QUERY.substitute(arrays=arrays, wanted=" AND ".join(wanted))
        read = values.run(self._connection.cursor(), sql).fetchnumpy()
        return EventColumns(**{name: np.asarray(read[name]) for name in _ARRAYS})

    def side_names(self) -> tuple[SideName, ...]:
        """List every name that stands as a side, the most frequent first."""
        found = self._connection.cursor().execute(SIDE_NAMES).fetchall()
        return tuple(
            SideName(name=name, events=events, first=first, last=last, countries=tuple(countries))
            for name, events, first, last, countries in found
        )

    def place_names(self) -> tuple[PlaceName, ...]:
        """List the names of places as the data spell them, from countries down, the most frequent first."""
        return tuple(
            PlaceName(level=level, name=name, country=country, events=events, lat=lat, lon=lon)
            for level in LEVELS
            for name, country, events, lat, lon in self._names_of(level)
        )

    def rows(self, ids: Collection[str]) -> tuple[dict[str, object], ...]:
        """Fetch whole rows by their ids, in the order of ids; ids that are not there are passed over."""
        cursor = self._connection.cursor().execute(ROWS, [list(ids)])
        found = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()}
        return tuple(found[i] for i in ids if i in found)

    def _open(self, files: Sequence[Path]) -> None:
        event_files(self._connection, files).create_view("every")
        self._connection.execute(DUPLICATES.substitute(filled=FILLED))
        counted = self._connection.execute("SELECT count(*) FROM dropped").fetchone()
        self.duplicates = counted[0] if counted else 0
        kept = (
            "FROM every ANTI JOIN dropped USING (filename, file_row_number)"
            if self.duplicates
            else "FROM every"
        )
        self._connection.execute(" ".join(("CREATE VIEW events AS", kept)))

    def _names_of(self, level: Level) -> list[tuple[str, str, int, float, float]]:
        values = Values()
        sql = PLACE_NAMES.substitute(level=values.bind(level), name=quoted(level))
        return [row[1:] for row in values.run(self._connection.cursor(), sql).fetchall()]


def _arrays() -> dict[str, str]:
    """Write how each array is computed, so that no null and no masked array ever leaves the store."""
    days = {"day": "date_start", "end_day": "coalesce(date_end, date_start)"}
    written: dict[str, str] = {}
    for name in (field.name for field in fields(EventColumns)):
        if name in days:
            written[name] = f"({days[name]} - DATE '1970-01-01')::BIGINT"
        elif name in {"where_prec", "date_prec", "clarity"}:
            written[name] = f"coalesce({name}, 0)::BIGINT"
        elif name == "acts":
            written[name] = "coalesce(acts, 1)::BIGINT"
        elif EVENT_TYPES[name] == "VARCHAR":
            written[name] = f"coalesce({name}, '')"
        else:
            written[name] = f"coalesce({name}::DOUBLE, 'nan'::DOUBLE)"
    return written


_ARRAYS = _arrays()
