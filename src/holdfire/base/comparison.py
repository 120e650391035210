"""Two files of events side by side: what a new version changes, and which ids both have."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import duckdb

from holdfire.base.engine import connect, quoted
from holdfire.base.event_files import event_files
from holdfire.base.table_query import CONTENT

DIFFERENCES = Template("""
CREATE TEMP TABLE differences AS
SELECT * FROM (
    SELECT coalesce(new.event_id, old.event_id) AS id,
        CASE WHEN old.event_id IS NULL THEN 'new' WHEN new.event_id IS NULL THEN 'deleted'
            ELSE 'changed' END AS what,
        concat_ws(',', $columns) AS columns
    FROM old FULL JOIN new ON old.event_id = new.event_id
) WHERE what <> 'changed' OR columns <> ''
""")
COUNTS = "SELECT what, count(*) FROM differences GROUP BY what"
COLUMNS = "SELECT columns, count(*) FROM differences WHERE what = 'changed' GROUP BY columns"
FIRST = "SELECT id, columns FROM differences WHERE what = ? ORDER BY id LIMIT ?"
SHARED = "SELECT count(*) FROM one SEMI JOIN other USING (event_id)"
LISTED_CHANGES = 1_000  # ids of each sort that a report lists; the counts are of all


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """An event that a new version gives other values, and the columns in which it does."""

    event_id: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows that a new version of a data set adds, changes in any value, and no longer has.

    by_column: column → rows changed in it. The ids are those of the first rows, in order.
    """

    new: int
    changed: int
    deleted: int
    by_column: Mapping[str, int] = field(default_factory=dict[str, int])
    new_ids: tuple[str, ...] = ()
    changed_rows: tuple[ChangedRow, ...] = ()
    deleted_ids: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Say whether the two versions differ."""
        return bool(self.new or self.changed or self.deleted)


def changes(old: Path, new: Path) -> Changes:
    """Compare two versions of a data set by event id; the line of a row may move without being a change."""
    differs = ", ".join(
        f"CASE WHEN old.{quoted(name)} IS DISTINCT FROM new.{quoted(name)} THEN '{name}' END"
        for name in CONTENT
    )
    with connect() as connection:
        _open(connection, old=old, new=new)
        connection.execute(DIFFERENCES.substitute(columns=differs))
        counts = dict(connection.execute(COUNTS).fetchall())
        by_column: Counter[str] = Counter()
        for columns, rows in connection.execute(COLUMNS).fetchall():
            by_column.update(dict.fromkeys(columns.split(","), rows))
        first = {what: _first(connection, what) for what in counts}
    changed = tuple(ChangedRow(event_id=i, columns=tuple(c.split(","))) for i, c in first.get("changed", []))
    return Changes(
        new=counts.get("new", 0),
        changed=counts.get("changed", 0),
        deleted=counts.get("deleted", 0),
        by_column=dict(sorted(by_column.items(), key=lambda item: (-item[1], item[0]))),
        new_ids=tuple(i for i, _ in first.get("new", [])),
        changed_rows=changed,
        deleted_ids=tuple(i for i, _ in first.get("deleted", [])),
    )


def shared_ids(one: Path, other: Path) -> int:
    """Count the events of one file that the other has too."""
    with connect() as connection:
        _open(connection, one=one, other=other)
        row = connection.execute(SHARED).fetchone()
    return 0 if row is None else int(row[0])


def _open(connection: duckdb.DuckDBPyConnection, **files: Path) -> None:
    for name, file in files.items():
        event_files(connection, [file]).create_view(name)


def _first(connection: duckdb.DuckDBPyConnection, what: str) -> list[tuple[str, str]]:
    return connection.execute(FIRST, [what, LISTED_CHANGES]).fetchall()
