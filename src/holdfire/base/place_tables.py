"""Gazetteers in any layout to one Parquet file of places, with every bad row found."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template

import duckdb

from holdfire.base.csv_source import CsvSource, SourceError, open_source
from holdfire.base.engine import Values, connect, literal_paths, quoted
from holdfire.base.staging import Stage
from holdfire.base.table_query import KEPT, repeated_problems, used_columns
from holdfire.base.tables import TableResult, counts_of, read_all
from holdfire.errors import LISTED_PROBLEMS, Problem, TableError
from holdfire.model.place import COLUMNS
from holdfire.model.table import TableFormat

PLACES = Template("""
CREATE TEMP TABLE places AS
SELECT stage.rowid AS number, coalesce($place_id, md5(concat_ws('|', name, lat, lon))) AS place_id,
    stage.rowid + gaps.shift AS row,
    trim(name) AS name,
    list_sort(list_distinct(list_filter(list_transform(list_concat(
        [$name_plain, $name_local], $alternates, $alternates_en, $alternates_local
    ), lambda x: trim(x)), lambda x: x <> '' AND x <> trim(name)))) AS names,
    lat, lon,
    CASE WHEN regexp_matches($level, '(^|[^0-9])[1-5]$$') THEN 'adm_' || right($level, 1)
        WHEN lower($level) IN ('0', 'country', 'adm0', 'adm_0') THEN 'country'
        WHEN $level IS NOT NULL THEN 'place'
        WHEN regexp_matches($feature_code, '^ADM[1-5]$$') THEN 'adm_' || right($feature_code, 1)
        WHEN $feature_code IS NULL AND regexp_matches(lower(name), ' (governorate|province)$$') THEN 'adm_1'
        WHEN $feature_code IS NULL AND regexp_matches(lower(name), ' district$$') THEN 'adm_2'
        WHEN $feature_code LIKE 'PCL%' AND $feature_code <> 'PCLH' THEN 'country'
        ELSE 'place' END AS level,
    nullif(concat_ws('.', $feature_class, $feature_code), '') AS feature,
    trim($country) AS country, $adm_1 AS adm_1, $adm_2 AS adm_2, $population AS population,
    $radius_km AS radius_km
FROM stage ASOF JOIN gaps ON stage.rowid >= gaps.first
WHERE state = $kept
""")
DROP_DUPLICATES = """
DELETE FROM places WHERE rowid IN (
    SELECT id FROM (
        SELECT rowid AS id, row_number() OVER (PARTITION BY place_id ORDER BY number) AS place
        FROM places WHERE place_id IN (SELECT place_id FROM places GROUP BY place_id HAVING count(*) > 1)
    ) WHERE place > 1
)
"""
WRITE = Template("""
COPY (
    SELECT place_id, $dataset AS dataset, row, name, names,
        strip_accents(lower(array_to_string(list_prepend(name, names), '|'))) AS folded,
        * EXCLUDE (number, place_id, row, name, names)
    FROM places ORDER BY number
) TO $out (FORMAT parquet, COMPRESSION zstd)
""")
CHANGES = Template("""
SELECT count(*) FILTER (WHERE old.place_id IS NULL),
    count(*) FILTER (WHERE old.place_id = new.place_id AND ($differs)),
    count(*) FILTER (WHERE new.place_id IS NULL)
FROM read_parquet($old) old FULL JOIN read_parquet($new) new ON old.place_id = new.place_id
""")
COUNT = Template("SELECT count(*) FROM read_parquet($file)")
CONTENT = tuple(name for name in COLUMNS if name not in {"place_id", "dataset", "row", "folded"})
LISTS = ("alternates", "alternates_en", "alternates_local")
KINDS = {"population": "NULL::BIGINT", "radius_km": "NULL::DOUBLE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTables:
    """Which tables to read, and how: fmt of those with a header, dump the columns of those without."""

    fmt: TableFormat
    dump: tuple[str, ...]
    files: Sequence[Path]


def import_places(tables: PlaceTables, out: Path, *, dataset: str, skip_bad: bool) -> TableResult:
    """Read gazetteers into one Parquet file; rows that break a check are listed and never written.

    out is written if every row is fine or bad ones are to be skipped. Of rows with one id, the first is kept.
    Raises TableError for what is wrong with files as a whole, all of them at once.
    """
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder, connect(Path(folder)) as connection:
        sources, faults = _opened(tables, Path(folder))
        used = _used(tables.fmt, sources)
        stage = Stage(tables.fmt, connection, list(used))
        readings, unreadable = read_all(stage, sources)
        problems = tuple(problem for reading in readings for problem in reading.problems)
        total = sum(reading.total_problems for reading in readings)
        if faults := [*faults, *unreadable]:
            raise TableError("nothing was imported:", (*faults, *problems), len(faults) + total)
        twice = _gather(connection, used)
        if skip_bad or not total:
            values = Values()
            sql = WRITE.substitute(dataset=values.bind(dataset), out=values.bind(str(out)))
            values.run(connection, sql)
    return TableResult(
        counts=counts_of(sources, readings, duplicates=twice),
        used=used,
        problems=problems[:LISTED_PROBLEMS],
        total_problems=total,
    )


def place_changes(old: Path, new: Path) -> tuple[int, int, int]:
    """Count places that a new version adds, changes in any value, and no longer has."""
    values = Values()
    differs = " OR ".join(f"old.{quoted(name)} IS DISTINCT FROM new.{quoted(name)}" for name in CONTENT)
    bound = {"old": values.bind(literal_paths([old])), "new": values.bind(literal_paths([new]))}
    with connect() as connection:
        row = values.run(connection, CHANGES.substitute(bound, differs=differs)).fetchone()
    return (0, 0, 0) if row is None else (row[0], row[1], row[2])


def place_count(file: Path) -> int:
    """Count the places of a file."""
    values = Values()
    sql = COUNT.substitute(file=values.bind(literal_paths([file])))
    with connect() as connection:
        row = values.run(connection, sql).fetchone()
    return 0 if row is None else int(row[0])


def _opened(tables: PlaceTables, folder: Path) -> tuple[list[CsvSource], list[Problem]]:
    sources: list[CsvSource] = []
    faults: list[Problem] = []
    for number, path in enumerate(tables.files):
        try:
            source = open_source(path, folder / f"{number}.csv")
        except SourceError as error:
            faults.append(error.problem)
            continue
        if _is_dump(source, tables.dump):
            source = _headerless(source, tables.dump, folder / f"{number}-quoted.csv")
        wrong = [*_missing_columns(tables.fmt, source), *repeated_problems(tables.fmt, source)]
        faults += wrong
        if not wrong:
            sources.append(source)
    return sources, faults


def _is_dump(source: CsvSource, dump: tuple[str, ...]) -> bool:
    """Say whether a file begins with a row of the dump rather than with a header."""
    with source.plain.open("rb") as file:
        cells = file.readline(1 << 20).decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
    if len(cells) != len(dump) or not cells[0].isdigit():
        return False
    try:
        return all(abs(float(cells[dump.index(name)])) <= 180 for name in ("latitude", "longitude"))
    except ValueError:
        return False


def _headerless(source: CsvSource, dump: tuple[str, ...], quoted_copy: Path) -> CsvSource:
    """Read a dump from its first line on; cells with a quotation mark, which it never escapes, are quoted."""
    plain = quoted_copy if _quote(source.plain, quoted_copy) else source.plain
    return replace(
        source, plain=plain, header=dump, delimiter="\t", header_rows=0, header_lines=0, tag_rows=0
    )


def _quote(plain: Path, copy: Path) -> bool:
    """Copy a file with every cell that has a quotation mark quoted; False, and no copy, where none has."""
    with plain.open("rb") as file:
        if not any(b'"' in line for line in file):
            return False
        file.seek(0)
        with copy.open("wb") as out:
            out.writelines(_quoted_line(line) if b'"' in line else line for line in file)
    return True


def _quoted_line(line: bytes) -> bytes:
    bare = line.rstrip(b"\r\n")
    cells = (b'"' + c.replace(b'"', b'""') + b'"' if b'"' in c else c for c in bare.split(b"\t"))
    return b"\t".join(cells) + line[len(bare) :]


def _missing_columns(fmt: TableFormat, source: CsvSource) -> list[Problem]:
    used = used_columns(fmt, source.header)
    return [
        Problem(
            file=source.name,
            column=" or ".join(column.aliases),
            message=f"this column is missing from the header; say which it is with --column {ours}=NAME",
        )
        for ours, column in fmt.columns.items()
        if column.required and ours not in used
    ]


def _used(fmt: TableFormat, sources: Sequence[CsvSource]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in sources:
        taken = used_columns(fmt, source.header)
        found |= {ours: source.header[at] for ours, at in taken.items() if ours not in found}
    return found


def _gather(connection: duckdb.DuckDBPyConnection, used: Mapping[str, str]) -> int:
    """Make places of the staged rows; count those whose id stood before."""
    columns = ("place_id", "name_plain", "name_local", *LISTS, "level", "feature_class", "feature_code")
    written = {name: _column(name, used) for name in (*columns, "country", "adm_1", "adm_2", *KINDS)}
    connection.execute(PLACES.substitute(written, kept=KEPT))
    counted = connection.execute("SELECT count(*) - count(DISTINCT place_id) FROM places").fetchone()
    twice = 0 if counted is None else int(counted[0])
    if twice:
        connection.execute(DROP_DUPLICATES)
    return twice


def _column(name: str, used: Mapping[str, str]) -> str:
    """Write a column's value; lists are cut at bars, else at commas of any script."""
    if name not in used:
        return "[]::VARCHAR[]" if name in LISTS else KINDS.get(name, "NULL::VARCHAR")
    column = quoted(name)
    if name not in LISTS:
        return column
    commas = f"CASE WHEN contains({column}, '|') THEN {column} ELSE translate({column}, ',;،', '|||') END"
    return f"coalesce(string_split({commas}, '|'), []::VARCHAR[])"
