"""How fast the import is: UCDP GED rows a second, and how many times longer than a bare read and write.

Both read the same two files of the shared data (176,579 rows), in turn, in one process; medians are compared.
The import is the whole of it: checks, hashes, commit. The bare run is DuckDB's `read_csv` to Parquet.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
ACT = Act(by="bench", at="2026-01-01T00:00:00+00:00")
ROWS = 176_579


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def bare(files: list[Path], out: Path) -> None:
    sql = "COPY (SELECT * FROM read_csv(?)) TO ? (FORMAT parquet, COMPRESSION zstd)"
    with duckdb.connect() as connection:
        connection.execute(sql, [[str(file) for file in files], str(out)])


def whole(case: Case, files: list[Path]) -> None:
    import_events(case, "ucdp", files, name="ged", skip_bad=False, act=ACT)


def measure(files: list[Path], rounds: int) -> dict[str, float]:
    imports: list[float] = []
    bares: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            case = new_case(Path(folder) / f"case{number}", title="bench", actors=None, act=ACT)
            bares.append(seconds(partial(bare, files, Path(folder) / "bare.parquet")))
            imports.append(seconds(partial(whole, case, files)))
            assert (Path(folder) / f"case{number}" / "events" / "ged.parquet").is_file()
    ours, plain = statistics.median(imports), statistics.median(bares)
    return {
        "rows": ROWS,
        "rows_a_second": ROWS / ours,
        "seconds": ours,
        "bare_seconds": plain,
        "ratio": ours / plain,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    files = sorted((SHARED / "data" / "ucdp_ged211_global_prec12").glob("*.csv.gz"))
    if not files:
        parser.exit(3, f"the shared data are not at {SHARED}; set HOLDFIRE_SHARED to their folder\n")
    found = measure(files, arguments.rounds)
    if arguments.json:
        print(json.dumps(found))
    else:
        print(
            f"{found['rows_a_second']:,.0f} rows a second ({ROWS:,} in {found['seconds']:.2f} s), "
            f"{found['ratio']:.2f} times a bare read and write ({found['bare_seconds']:.2f} s)"
        )


if __name__ == "__main__":
    main()
