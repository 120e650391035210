"""Two files of events side by side: what a new version changes, and which ids both have."""

from dataclasses import dataclass
from pathlib import Path
from string import Template

from holdfire.base.engine import connect, quoted
from holdfire.base.event_files import event_files
from holdfire.base.table_query import CONTENT

CHANGES = Template("""
SELECT count(*) FILTER (WHERE old.event_id IS NULL),
    count(*) FILTER (WHERE old.event_id = new.event_id AND ($differs)),
    count(*) FILTER (WHERE new.event_id IS NULL)
FROM old FULL JOIN new ON old.event_id = new.event_id
""")
SHARED = Template("SELECT count(*) FROM one SEMI JOIN other USING (event_id)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Rows that a new version of a data set adds, changes in any value, and no longer has."""

    new: int
    changed: int
    deleted: int


def changes(old: Path, new: Path) -> Changes:
    """Compare two versions of a data set by event id; the line of a row may move without being a change."""
    differs = " OR ".join(f"old.{quoted(name)} IS DISTINCT FROM new.{quoted(name)}" for name in CONTENT)
    return Changes(
        **dict(zip(("new", "changed", "deleted"), _counts(CHANGES, differs, old=old, new=new), strict=True))
    )


def shared_ids(one: Path, other: Path) -> int:
    """Count the events of one file that the other has too."""
    return _counts(SHARED, one=one, other=other)[0]


def _counts(query: Template, /, differs: str = "", **files: Path) -> tuple[int, ...]:
    with connect() as connection:
        for name, file in files.items():
            event_files(connection, [file]).create_view(name)
        row = connection.execute(query.substitute(differs=differs)).fetchone()
    return tuple(row or ())
