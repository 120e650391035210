"""How SQL is written and run here: names quoted, values bound, no network, bounded memory."""

import glob
import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

MEMORY_LIMIT = "2GB"  # 2 million wide rows were measured at 0.85 GB


def connect(spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open an in-memory engine that fetches nothing from anywhere.

    spill: folder for what does not fit into memory; without it nothing is ever written to disk.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": "" if spill is None else str(spill),
        },
    )
    connection.execute("SET enable_progress_bar = false")  # it would be printed among results
    return connection


def quoted(name: str) -> str:
    """Quote an identifier; every name that is not ours passes through here."""
    return '"' + name.replace('"', '""') + '"'


def literal_paths(paths: Sequence[Path]) -> list[str]:
    """Write paths so that the engine takes them as they are and not as patterns."""
    return [
        re.sub(r"([*?\[])", r"[\1]", str(path)) if glob.has_magic(str(path)) else str(path) for path in paths
    ]


class Values:
    """Values bound to one query: each gets a placeholder, so that no value is ever part of the SQL text."""

    def __init__(self) -> None:
        self.named: dict[str, object] = {}

    def bind(self, value: object) -> str:
        """Keep a value and give the placeholder that stands for it."""
        name = f"p{len(self.named)}"
        self.named[name] = value
        return f"${name}"

    def run(self, connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyConnection:
        """Execute SQL with those of the values whose placeholders stand in it."""
        used = set(re.findall(r"\$(p\d+)\b", sql))
        return connection.execute(sql, {name: value for name, value in self.named.items() if name in used})
