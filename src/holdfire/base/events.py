"""The events of a case, read by subject from its Parquet files; one id and one matched event count once."""

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
from holdfire.model.match import NO_MATCHES, SameEvents

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
ELSEWHERE = "SELECT event_id, counts_as FROM counted_elsewhere JOIN distinct_events USING (event_id)"
ABSENT = "CREATE TABLE counted_elsewhere (event_id VARCHAR, counts_as VARCHAR)"
COUNTED_ELSEWHERE = Template("""
CREATE TABLE counted_elsewhere AS
SELECT event_id, counts_as FROM (
    SELECT event_id, first_value(event_id) OVER ranked AS counts_as FROM distinct_events
    JOIN (SELECT unnest($ids) AS event_id, unnest($numbers) AS number) USING (event_id)
    WINDOW ranked AS (
        PARTITION BY number ORDER BY list_contains($partisan::VARCHAR[], dataset), radius_km NULLS LAST,
            coalesce(date_end, date_start) - date_start, date_prec NULLS LAST, $filled DESC, dataset, event_id
    )
) WHERE event_id <> counts_as
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
DIRECTED = "SELECT 1 FROM events WHERE initiator IN ('side_a', 'side_b') LIMIT 1"
PLACE_NAMES = Template("""
SELECT $level, name, country, count(*), round(avg(lat), 6), round(avg(lon), 6)  -- threads add in any order
FROM (SELECT $name AS name, coalesce(country, '') AS country, lat, lon FROM events) WHERE name IS NOT NULL
GROUP BY name, country HAVING count(lat) > 0 ORDER BY count(*) DESC, name, country
""")
ROWS = """
SELECT * EXCLUDE (filename, file_row_number) FROM distinct_events WHERE event_id IN (SELECT unnest(?))
"""
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

    Rows of a group of `same` tell of one event and count once too. Which one: not the row of a partisan data
    set where there is another; then the one whose place, then whose days are known better, then the one with
    more values, then by the names of data set and event. The others can still be fetched (`rows`).
    """

    duplicates: int

    def __init__(self, files: Sequence[Path], same: SameEvents = NO_MATCHES) -> None:
        self._connection = connect()
        self.duplicates = 0
        if files:
            self._open(files)
        else:
            columns = ", ".join(f"{quoted(name)} {EVENT_TYPES[name]}" for name in COLUMNS)
            self._connection.execute(
                f"CREATE TABLE distinct_events ({columns}, filename VARCHAR, file_row_number BIGINT)"
            )
        self._count_once(same)

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

    def datasets(self) -> Texts:
        """Name the data set of every event, in the order of `columns` without a choice."""
        sql = "SELECT coalesce(dataset, '') AS dataset FROM events ORDER BY date_start, event_id"
        return np.asarray(self._connection.cursor().execute(sql).fetchnumpy()["dataset"], dtype=object)

    def counted_elsewhere(self, *, countries: Collection[str] | None = None) -> dict[str, str]:
        """Map the events that count once with a row of another data set to the event that they count as."""
        values = Values()
        wanted = "true"
        if countries is not None:
            wanted = f"country IN (SELECT unnest({values.bind(sorted(countries))}::VARCHAR[]))"
        sql = f"{ELSEWHERE} WHERE {wanted} ORDER BY event_id"
        return dict(values.run(self._connection.cursor(), sql).fetchall())

    def side_names(self) -> tuple[SideName, ...]:
        """List every name that stands as a side, the most frequent first."""
        found = self._connection.cursor().execute(SIDE_NAMES).fetchall()
        return tuple(
            SideName(name=name, events=events, first=first, last=last, countries=tuple(countries))
            for name, events, first, last, countries in found
        )

    def directed(self) -> bool:
        """Say whether any event tells which of its sides acted."""
        found = self._connection.cursor().execute(DIRECTED).fetchone()
        return found is not None

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
        self._connection.execute(" ".join(("CREATE VIEW distinct_events AS", kept)))

    def _count_once(self, same: SameEvents) -> None:
        if same.groups:
            values = Values()
            sql = COUNTED_ELSEWHERE.substitute(
                ids=values.bind([row for group in same.groups for row in group]),
                numbers=values.bind([n for n, group in enumerate(same.groups) for _ in group]),
                partisan=values.bind(sorted(same.partisan)),
                filled=FILLED,
            )
            values.run(self._connection, sql)
        else:
            self._connection.execute(ABSENT)
        kept = "ANTI JOIN counted_elsewhere USING (event_id)" if same.groups else ""
        self._connection.execute(" ".join(("CREATE VIEW events AS FROM distinct_events", kept)))

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
