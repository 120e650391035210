"""Parquet files of events as one relation, whatever version of the columns each was written with."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from holdfire.base.engine import literal_paths, quoted
from holdfire.base.table_query import EVENT_TYPES
from holdfire.model.event import COLUMNS


def event_files(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> duckdb.DuckDBPyRelation:
    """Read files of events; a column that a file does not have yet is null in its rows."""
    every = connection.read_parquet(
        literal_paths(files), filename=True, file_row_number=True, union_by_name=True
    )
    there = set(every.columns)
    columns = [
        quoted(name) if name in there else f"NULL::{EVENT_TYPES[name]} AS {quoted(name)}" for name in COLUMNS
    ]
    return every.project(", ".join([*columns, "filename", "file_row_number"]))
