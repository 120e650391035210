"""Matching of events across two tables: how fast, how right, how honest its probabilities are.

Two simulated desks report one war (`holdfire.simulate.duplicates`): it is known which rows tell of one event.
A plain rule is run on the same rows, of the kind that meltt's users set up: a window in km and days, sides
that agree, the nearest pairs first, each row once.
"""

import math
import tempfile
import time
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.matching import Matched, Parties, Rows, match_rows
from holdfire.matching.agreement import levels_of
from holdfire.matching.reach import candidates, gap_days
from holdfire.simulate.duplicates import CAREFUL, HASTY, Desk, Report, two_reports

OVERLAP, SEED, THRESHOLD = 0.3, 20_260_101, 0.51
ROWS = 100_000  # of each of the two tables
SIZES = (10_000, 100_000, 1_000_000)  # of both tables together
WINDOW_KM, WINDOW_DAYS = 5.0, 1


@dataclass(frozen=True, kw_only=True)
class World:
    """A setting: how the desks err, over how many towns the events spread, what share both report."""

    name: str
    desk: Desk = CAREFUL
    towns: int = 4000
    overlap: float = OVERLAP


WORLDS = (
    World(name="default"),
    World(name="400 towns", towns=400),
    World(name="hasty desks", desk=HASTY),
    World(name="hasty desks, 400 towns", desk=HASTY, towns=400),
    World(name="nearly all in both", overlap=0.9),
    World(name="nothing in both", overlap=0.0),
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """Two published files with the same ids, and the country and days of which both tell."""

    name: str
    files: tuple[str, str]
    country: str
    days: tuple[str, str]


GED211 = "ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
RELEASES = (
    Release(
        name="Syria, special release and 21.1",
        files=("ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz", GED211),
        country="Syria",
        days=("2016-01-01", "2019-11-30"),
    ),
    Release(
        name="Iraq, exchange copy and 21.1",
        files=("ucdp_ged_iraq_hdx/conflict_data_irq.csv.gz", GED211),
        country="Iraq",
        days=("1989-01-01", "2020-12-31"),
    ),
    Release(
        name="Sudan, exchange copy and web export",
        files=(
            "ucdp_ged_sudan_hdx/conflict_data_sdn.csv.gz",
            "ucdp_ged_sudan_hdx/gedevents-2025-01-04_webexport.csv.gz",
        ),
        country="Sudan",
        days=("1989-01-01", "2024-12-31"),
    ),
)


def rows_of(reports: Sequence[Report]) -> tuple[list[Rows], Parties]:
    """Turn reports into rows, their sides into parties."""
    names: dict[str, int] = {}

    def coded(sides: np.ndarray) -> np.ndarray:
        return np.array([names.setdefault(side, len(names)) for side in sides], dtype=np.int64)

    tables = [
        Rows(
            lat=r.lat,
            lon=r.lon,
            radius_km=r.radius_km,
            day=r.day,
            first=r.day,
            last=r.last,
            one=coded(r.side_a),
            other=coded(r.side_b),
            low=r.low,
            best=r.best,
            high=r.high,
            kind=np.zeros(len(r), dtype=np.int64),
        )
        for r in reports
    ]
    members = [frozenset(part.strip() for part in name.split(",") if part.strip()) for name in names]
    return tables, Parties(members)


def score(reports: Sequence[Report], one: np.ndarray, other: np.ndarray) -> dict[str, float]:
    """Hold the pairs that are said to match against the truth."""
    right = int(np.count_nonzero(reports[0].event[one] == reports[1].event[other]))
    both = len(np.intersect1d(reports[0].event, reports[1].event))
    precision = right / len(one) if len(one) else 1.0
    recall = right / both if both else 1.0
    total = precision + recall
    return {
        "pairs": len(one),
        "both": both,
        "wrong": len(one) - right,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
    }


def calibration_error(reports: Sequence[Report], found: Matched) -> float:
    """Give the mean distance of stated probabilities from the share that is right, in tenths, by pairs."""
    if not len(found.one):
        return 0.0
    true = reports[0].event[found.one] == reports[1].event[found.other]
    tenth = np.minimum((found.probability * 10).astype(int), 9)
    weights = np.bincount(tenth, minlength=10)
    stated = np.bincount(tenth, found.probability, minlength=10)
    shown = np.bincount(tenth, true, minlength=10)
    return float(np.abs(stated - shown).sum() / weights.sum())


def nearest_in_window(tables: Sequence[Rows], parties: Parties) -> tuple[np.ndarray, np.ndarray]:
    """Match by a plain rule: in the window, sides not known to differ, the nearest first, each row once."""
    found = []
    for pairs in candidates(*tables):
        sides = levels_of(*tables, parties, pairs)[2]
        gap = gap_days(*tables, pairs.one, pairs.other)
        fits = (pairs.km <= WINDOW_KM) & (gap <= WINDOW_DAYS) & (sides != 2) & (sides != 3)
        found.append(np.column_stack((gap[fits], pairs.km[fits], pairs.one[fits], pairs.other[fits])))
    rows = np.concatenate(found)
    taken: tuple[set[int], set[int]] = (set(), set())
    kept = []
    for at in np.lexsort(rows.T[::-1]):
        i, j = int(rows[at, 2]), int(rows[at, 3])
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            kept.append((i, j))
    pairs = np.array(kept, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def matched(world: World, rows: int) -> dict[str, object]:
    """Match the two tables of a world."""
    reports = two_reports(
        rows, world.overlap, np.random.default_rng(SEED), desk=world.desk, towns=world.towns
    )
    tables, parties = rows_of(reports)
    start = time.process_time()
    found = match_rows(tables[0], tables[1], parties)
    seconds = time.process_time() - start
    sure = found.probability >= THRESHOLD
    plain = score(reports, *nearest_in_window(tables, parties))
    return {
        "world": world.name,
        "rows": 2 * rows,
        "cpu_seconds": seconds,
        "rows_a_second": 2 * rows / seconds,
        "pairs_compared": found.compared,
        "pairs_a_second": found.compared / seconds,
        **score(reports, found.one[sure], found.other[sure]),
        "expected_both": found.expected,
        "calibration_error": calibration_error(reports, found),
        "plain_rule_f1": plain["f1"],
        "plain_rule_wrong": plain["wrong"],
    }


def growth(sizes: Sequence[int]) -> dict[str, object]:
    """Measure cost and memory as tables grow, both of so many rows."""
    times: dict[int, float] = {}
    peaks: dict[int, float] = {}
    for rows in sizes:
        tables, parties = rows_of(two_reports(rows // 2, OVERLAP, np.random.default_rng(SEED)))
        start = time.process_time()
        match_rows(tables[0], tables[1], parties)
        times[rows] = time.process_time() - start
        tracemalloc.start()  # only now: it slows what is timed
        match_rows(tables[0], tables[1], parties)
        peaks[rows] = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
    exponent = (
        math.log(times[sizes[-1]] / times[sizes[0]]) / math.log(sizes[-1] / sizes[0])
        if len(sizes) > 1
        else None
    )
    return {"cpu_seconds": times, "peak_mb": peaks, "exponent": exponent}


def columns_of(file: Path, release: Release) -> EventColumns:
    """Read the rows of a release that the other one could have too, in an order that says nothing of ids."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "ged.parquet"
        import_table(FORMAT, [file], out, dataset="ged", skip_bad=False)
        events = EventStore([out]).columns(countries=[release.country])
    first, last = (np.datetime64(day, "D").astype(int) for day in release.days)
    events = events.take((events.day >= first) & (events.day <= last))
    return events.take(np.random.default_rng(SEED).permutation(len(events)))


def found_again(release: Release, data: Path) -> dict[str, object]:
    """Match two published versions of the same events without their ids."""
    tables = [columns_of(data / file, release) for file in release.files]
    reports = [
        Report(
            event=np.unique(np.concatenate([t.event_id for t in tables]), return_inverse=True)[1][at],
            day=e.day,
            last=np.maximum(e.end_day, e.day),
            lat=e.lat,
            lon=e.lon,
            radius_km=e.radius_km,
            side_a=e.side_a,
            side_b=e.side_b,
            low=e.low,
            best=e.best,
            high=e.high,
        )
        for e, at in zip(tables, (slice(len(tables[0])), slice(len(tables[0]), None)), strict=True)
    ]
    rows, parties = rows_of(reports)
    found = match_rows(rows[0], rows[1], parties)
    sure = found.probability >= THRESHOLD
    return {
        "release": release.name,
        "rows": [len(report) for report in reports],
        **score(reports, found.one[sure], found.other[sure]),
        "expected_both": found.expected,
        "calibration_error": calibration_error(reports, found),
    }


def measure(shared: Path, rounds: int) -> dict[str, object]:  # noqa: ARG001  one round tells all
    """Measure every world, published releases where the shared data are here, and how cost grows."""
    there = (shared / "data").is_dir()
    return {
        "worlds": [matched(world, ROWS) for world in WORLDS],
        "releases": [found_again(release, shared / "data") for release in RELEASES if there],
        "growth": growth(SIZES),
    }


def sentences(found: dict[str, object]) -> list[str]:
    """Say the figures in lines."""
    worlds = cast("Sequence[dict[str, Any]]", found["worlds"])
    told = [_sentence(**world) for world in worlds]
    told += [_release(**release) for release in cast("Sequence[dict[str, Any]]", found["releases"])]
    grown = cast("Mapping[str, Any]", found["growth"])
    times = ", ".join(f"{n:,} rows {s:.2f} s" for n, s in grown["cpu_seconds"].items())
    peaks = ", ".join(f"{n:,} rows {mb:,.0f} MB" for n, mb in grown["peak_mb"].items())
    told.append(f"growth: {times}; exponent {grown['exponent']:.2f}; peak memory: {peaks}")
    return told


def _sentence(**w: Any) -> str:  # noqa: ANN401  the figures of one world
    speed = f"{w['rows']:,} rows in {w['cpu_seconds']:.1f} s ({w['rows_a_second']:,.0f} rows a second)"
    right = f"precision {w['precision']:.3f}, recall {w['recall']:.3f}, F1 {w['f1']:.3f}"
    return (
        f"{w['world']}: {speed}; {right} ({w['wrong']:,} wrong of {w['pairs']:,}); {w['both']:,} in both, "
        f"{w['expected_both']:,.0f} expected; calibration error {w['calibration_error']:.3f}; "
        f"plain rule: F1 {w['plain_rule_f1']:.3f}, {w['plain_rule_wrong']:,} wrong"
    )


def _release(**r: Any) -> str:  # noqa: ANN401  the figures of one release
    return (
        f"{r['release']}, ids hidden: {r['rows'][0]:,} and {r['rows'][1]:,} rows; precision "
        f"{r['precision']:.4f}, recall {r['recall']:.3f}; {r['both']:,} in both, {r['expected_both']:,.0f} "
        f"expected; calibration error {r['calibration_error']:.3f}"
    )
