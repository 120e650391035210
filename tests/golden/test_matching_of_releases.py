"""Two published versions of the same events, their ids hidden: how many are found again, how many wrongly.

Some rows of one release agree in all that is compared, so that nobody could tell which is which: these are
left open, and are what recall lacks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.matching import Parties, Rows, match_rows

SYRIA = (
    "ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz",
    "ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz",
)
SUDAN = (
    "ucdp_ged_sudan_hdx/conflict_data_sdn.csv.gz",
    "ucdp_ged_sudan_hdx/gedevents-2025-01-04_webexport.csv.gz",
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """Two files, the country and the years of which both tell, and what must come out at least."""

    files: tuple[str, str]
    country: str
    years: tuple[int, int]
    precision: float
    recall: float


RELEASES = {
    "syria": Release(files=SYRIA, country="Syria", years=(2018, 2020), precision=0.995, recall=0.94),
    "sudan": Release(files=SUDAN, country="Sudan", years=(1989, 2025), precision=0.99, recall=0.965),
}


@pytest.mark.parametrize("name", RELEASES)
def test_events_are_found_again_without_their_ids(
    shared: Path, tmp_path: Path, name: str, rows_of_columns: Callable[..., tuple[list[Rows], Parties]]
) -> None:
    release = RELEASES[name]
    tables = [
        _mixed(_events(shared / "data" / file, tmp_path / f"{n}.parquet", release), seed=n)
        for n, file in enumerate(release.files)
    ]
    rows, parties = rows_of_columns(tables)
    found = match_rows(rows[0], rows[1], parties)
    right = tables[0].event_id[found.one] == tables[1].event_id[found.other]
    both = len(set(tables[0].event_id) & set(tables[1].event_id))
    sure = found.probability >= 0.51
    assert right[sure].mean() > release.precision
    assert right[sure].sum() / both > release.recall
    assert found.expected == pytest.approx(both, rel=0.02)  # what is left open is known to be there
    tenth = np.minimum((found.probability * 10).astype(int), 9)
    off = [abs((found.probability - right)[tenth == t].sum()) for t in range(10)]
    assert sum(off) / len(right) < 0.02


def _events(file: Path, out: Path, release: Release) -> EventColumns:
    import_table(FORMAT, [file], out, dataset="ged", skip_bad=False)
    events = EventStore([out]).columns(countries=[release.country])
    first, end = (np.datetime64(f"{year}-01-01", "D").astype(int) for year in release.years)
    return events.take((events.day >= first) & (events.day < end))


def _mixed(events: EventColumns, *, seed: int) -> EventColumns:
    """Put rows into an order that says nothing of their ids."""
    return events.take(np.random.default_rng(seed).permutation(len(events)))


@pytest.fixture
def rows_of_columns() -> Callable[..., tuple[list[Rows], Parties]]:
    """Take columns as the comparison sees them, each side name as it stands."""

    def make(tables: list[EventColumns]) -> tuple[list[Rows], Parties]:
        names: dict[str, int] = {}
        made = [
            Rows(
                lat=e.lat,
                lon=e.lon,
                radius_km=e.radius_km,
                day=e.day,
                first=e.day,
                last=np.maximum(e.end_day, e.day),
                one=np.array([names.setdefault(s, len(names)) for s in e.side_a], dtype=np.int64),
                other=np.array([names.setdefault(s, len(names)) for s in e.side_b], dtype=np.int64),
                low=e.low,
                best=e.best,
                high=e.high,
                kind=np.array([("state_based", "non_state", "one_sided").index(k) for k in e.kind]),
            )
            for e in tables
        ]
        return made, Parties([frozenset(p.strip() for p in n.split(",") if p.strip()) for n in names])

    return make
