"""What an import costs: beside a bare read and write of the same files, as rows grow, and in memory.

The import is the whole of it: checks, hashes, comparison, commit. The bare run is DuckDB's `read_csv` to
Parquet. Both run in turn in one process, the best of several rounds counts; seconds are of the clock, and of
the processor beside them where other programs share the machine.
"""

import math
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb

from holdfire.case.act import Act
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ACT = Act(by="bench", at="2026-01-01T00:00:00+00:00")
FILES = {
    "few columns": "ucdp_ged211_global_prec12/*.csv.gz",
    "all columns": "ucdp_ged_{syria_2016_2019,iraq_hdx,colombia_hdx}/*.csv.gz",
}
QUIET = "SET enable_progress_bar = false"
GROWTH = (10_000, 31_623, 100_000, 316_228, 1_000_000)
SYNTHETIC = """
COPY (
    SELECT i AS id, 1 + i % 3 AS type_of_violence, 'Government of X' AS side_a, 'Group ' || i % 50 AS side_b,
        30 + (i * 7919 % 1000) / 200 AS latitude, 40 + (i * 104729 % 1000) / 200 AS longitude, 'X' AS country,
        DATE '1990-01-01' + (i % 11000)::INTEGER AS date_start, date_start AS date_end,
        1 AS date_prec, 1 + i % 6 AS where_prec, i % 40 AS best, i % 40 AS low, i % 40 AS high,
        'Province ' || i % 20 AS adm_1, 'District ' || i % 200 AS adm_2,
        'Village ' || i % 3000 AS where_coordinates, 'Desk;Radio' AS source_office,
        'A headline of about sixty characters, as they are in the data' AS source_headline
    FROM range(?) t(i)
) TO '{out}' (HEADER)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of one run, by the clock and of the processor."""

    clock: float
    processor: float


def cost_of(run: Callable[[], object]) -> Cost:
    clock, processor = time.perf_counter(), time.process_time()
    run()
    return Cost(clock=time.perf_counter() - clock, processor=time.process_time() - processor)


def best(costs: Sequence[Cost]) -> Cost:
    return Cost(clock=min(c.clock for c in costs), processor=min(c.processor for c in costs))


def bare(files: Sequence[Path], folder: Path) -> None:
    """Read and write every file by itself, for their columns differ."""
    sql = "COPY (SELECT * FROM read_csv(?)) TO ? (FORMAT parquet, COMPRESSION zstd)"
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        for number, file in enumerate(files):
            connection.execute(sql, [str(file), str(folder / f"{number}.parquet")])


def whole(files: Sequence[Path], folder: Path) -> int:
    """Import files as one data set of a new case; give the rows kept."""
    case = new_case(folder, title="bench", actors=None, act=ACT)
    return import_events(case, "ucdp", files, name="ged", skip_bad=False, act=ACT).counts.kept


def beside_bare(files: Sequence[Path], rounds: int) -> dict[str, float]:
    ours: list[Cost] = []
    plain: list[Cost] = []
    rows = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            plain.append(cost_of(partial(bare, files, Path(folder))))
            case = Path(folder) / f"case{number}"
            ours.append(cost_of(lambda: whole(files, case)))  # noqa: B023  run at once
        rows = whole(files, Path(folder) / "counted")
    one, other = best(ours), best(plain)
    return {
        "rows": rows,
        "rows_a_second": rows / one.clock,
        "seconds": one.clock,
        "bare_seconds": other.clock,
        "ratio": one.clock / other.clock,
        "processor_ratio": one.processor / other.processor,
    }


def synthetic(rows: int, folder: Path) -> Path:
    """Write a table of made-up events, 19 columns, about 250 bytes a row."""
    out = folder / f"{rows}.csv"
    with duckdb.connect() as connection:
        connection.execute(QUIET)
        connection.execute(SYNTHETIC.format(out=out), [rows])
    return out


def growth(rounds: int) -> dict[str, object]:
    """Fit seconds to a power of rows: 1 is in proportion."""
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in GROWTH:
            file = synthetic(rows, Path(folder))
            runs = [cost_of(partial(whole, [file], Path(folder) / f"case{rows}-{n}")) for n in range(rounds)]
            seconds[rows] = best(runs).processor
    x, y = [math.log(n) for n in seconds], [math.log(s) for s in seconds.values()]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    exponent = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum(
        (a - mean_x) ** 2 for a in x
    )
    return {"processor_seconds": seconds, "exponent": exponent}


def _peak_of(files: Sequence[Path]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        whole(files, Path(folder) / "case")
    try:  # getrusage would tell of the parent too, whose peak is passed on
        status = Path("/proc/self/status").read_text()
        return float(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_mb(files: Sequence[Path]) -> float:
    """Import in a process of its own; give the most memory that it held."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak_of, (files,))


def measure(shared: Path, rounds: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, pattern in FILES.items():
        files = sorted(file for one in _patterns(pattern) for file in (shared / "data").glob(one))
        if files:
            found[name] = {**beside_bare(files, rounds), "peak_mb": peak_mb(files)}
    found["growth"] = growth(max(1, rounds // 2))
    with tempfile.TemporaryDirectory() as folder:
        found["peak_mb of 1,000,000 rows"] = peak_mb([synthetic(GROWTH[-1], Path(folder))])
    found["cores"] = os.cpu_count()
    return found


def _patterns(pattern: str) -> list[str]:
    head, brace, rest = pattern.partition("{")
    if not brace:
        return [pattern]
    names, _, tail = rest.partition("}")
    return [f"{head}{name}{tail}" for name in names.split(",")]


def sentences(found: dict[str, object]) -> list[str]:
    said: list[str] = []
    for name in FILES:
        cost = found.get(name)
        if isinstance(cost, dict):
            said.append(
                f"import, {name}: {cost['rows_a_second']:,.0f} rows a second ({cost['rows']:,} in "
                f"{cost['seconds']:.2f} s), {cost['ratio']:.2f} times a bare read and write "
                f"(processor {cost['processor_ratio']:.2f}), peak {cost['peak_mb']:,.0f} MB"
            )
    grown = found["growth"]
    assert isinstance(grown, dict)
    said.append(
        f"import, from {GROWTH[0]:,} to {GROWTH[-1]:,} rows: exponent {grown['exponent']:.2f}, "
        f"{grown['processor_seconds'][GROWTH[-1]]:.1f} s of processor for the last, "
        f"peak {found['peak_mb of 1,000,000 rows']:,.0f} MB"
    )
    return said
