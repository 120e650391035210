"""Staged rows without coordinates: counted, and placed by their names where someone knows these."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from holdfire.model.table import TableFormat

PLACED_COLUMNS = ("lat", "lon", "radius_km")

Name = tuple[str, str]
"""A place as a table names it, and its country, "" where the table gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a named place is (WGS 84), and how far off a row that names it may be."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What is known of names: their positions, and which of them mean several places."""

    positions: Mapping[Name, Position]
    ambiguous: Sequence[Name] = ()


Locate = Callable[[Sequence[Name]], Located]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Kept rows without coordinates in the table: placed by name, and what became of the others.

    off_map: rows that stay without coordinates; of these, ambiguous: their name means several places;
    not_found: nobody knows it. Both are 0 where no one was asked.
    """

    placed: int = 0
    off_map: int = 0
    ambiguous: int = 0
    not_found: int = 0


def place_rows(
    connection: duckdb.DuckDBPyConnection, fmt: TableFormat, staged: Sequence[str], locate: Locate | None
) -> Placing:
    """Count the staged rows without coordinates; with `locate`, give those it knows a position."""
    if not {"lat", "lon"} <= set(staged):
        return Placing(off_map=_count(connection, "SELECT count(*) FROM stage"))
    off_map = _count(connection, "SELECT count(*) FROM stage WHERE lat IS NULL OR lon IS NULL")
    if not off_map or locate is None or "place" not in staged:
        return Placing(off_map=off_map)
    country = "coalesce(country, '')" if "country" in staged else "$country"
    fixed = {} if "country" in staged else {"country": fmt.fixed.get("country", "")}
    connection.execute(
        " ".join(
            (
                "CREATE TEMP TABLE unplaced AS SELECT rowid AS id, place,",
                country,
                "AS country FROM stage WHERE lat IS NULL OR lon IS NULL",
            )
        ),
        fixed,
    )
    named = "SELECT DISTINCT place, country FROM unplaced WHERE place IS NOT NULL ORDER BY ALL"
    found = locate([(place, of) for place, of in connection.execute(named).fetchall()])
    placed = _place(connection, found.positions)
    ambiguous = _count_named(connection, found.ambiguous)
    left = off_map - placed
    return Placing(placed=placed, off_map=left, ambiguous=ambiguous, not_found=left - ambiguous)


def _place(connection: duckdb.DuckDBPyConnection, positions: Mapping[Name, Position]) -> int:
    connection.execute(
        """
        CREATE TEMP TABLE located AS SELECT unnest($place) AS place, unnest($country) AS country,
            unnest($lat::DOUBLE[]) AS lat, unnest($lon::DOUBLE[]) AS lon,
            unnest($radius::DOUBLE[]) AS radius_km
        """,
        {
            "place": [place for place, _ in positions],
            "country": [country for _, country in positions],
            "lat": [position.lat for position in positions.values()],
            "lon": [position.lon for position in positions.values()],
            "radius": [position.radius_km for position in positions.values()],
        },
    )
    found = "FROM unplaced JOIN located USING (place, country)"
    connection.execute(
        " ".join(
            (
                "UPDATE stage SET lat = f.lat, lon = f.lon, radius_km = f.radius_km",
                "FROM (SELECT id, lat, lon, radius_km",
                found,
                ") f WHERE stage.rowid = f.id",
            )
        )
    )
    return _count(connection, " ".join(("SELECT count(*)", found)))


def _count_named(connection: duckdb.DuckDBPyConnection, names: Sequence[Name]) -> int:
    sql = """
    SELECT count(*) FROM unplaced
    SEMI JOIN (SELECT unnest($place) AS place, unnest($country) AS country) USING (place, country)
    """
    row = connection.execute(
        sql, {"place": [n for n, _ in names], "country": [c for _, c in names]}
    ).fetchone()
    return 0 if row is None else int(row[0])


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return 0 if row is None else int(row[0])
