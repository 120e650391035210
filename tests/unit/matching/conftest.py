"""Events written down one by one, as the comparison sees them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from holdfire.matching import Parties, Rows
from holdfire.simulate.duplicates import Report

NAN = float("nan")
USUAL: Mapping[str, object] = {
    "lat": 35.0,
    "lon": 38.0,
    "radius_km": 1.0,
    "day": 17_000,
    "one": "Red",
    "other": "Blue",
    "low": 3.0,
    "best": 3.0,
    "high": 3.0,
    "kind": 0,
}
WHOLE = ("day", "first", "last", "one", "other", "kind")
Table = Sequence[Mapping[str, object]]


@pytest.fixture
def rows_of() -> Callable[..., tuple[list[Rows], Parties]]:
    """Make tables of rows with what differs from the usual; sides are names, "X, Y" a coalition."""

    def make(*tables: Table) -> tuple[list[Rows], Parties]:
        names: dict[str, int] = {"": 0}

        def coded(row: Mapping[str, object]) -> dict[str, object]:
            full = {**USUAL, **row}
            full = {"first": full["day"], **full}
            full = {"last": full["first"], **full}
            return full | {side: names.setdefault(str(full[side]), len(names)) for side in ("one", "other")}

        written = [[coded(row) for row in table] for table in tables]
        fields = Rows.__dataclass_fields__
        made = [
            Rows(**{f: np.array([r[f] for r in t], dtype=np.int64 if f in WHOLE else float) for f in fields})
            for t in written
        ]
        return made, Parties([_members(name) for name in names])

    return make


@pytest.fixture(scope="session")
def rows_of_reports() -> Callable[..., tuple[list[Rows], Parties]]:
    """Turn simulated reports into rows."""

    def make(*reports: Report) -> tuple[list[Rows], Parties]:
        names: dict[str, int] = {}
        made = [
            Rows(
                lat=r.lat,
                lon=r.lon,
                radius_km=r.radius_km,
                day=r.day,
                first=r.day,
                last=r.last,
                one=np.array([names.setdefault(s, len(names)) for s in r.side_a], dtype=np.int64),
                other=np.array([names.setdefault(s, len(names)) for s in r.side_b], dtype=np.int64),
                low=r.low,
                best=r.best,
                high=r.high,
                kind=np.zeros(len(r), dtype=np.int64),
            )
            for r in reports
        ]
        return made, Parties([_members(name) for name in names])

    return make


def _members(name: str) -> frozenset[str]:
    return frozenset(part.strip() for part in name.split(",") if part.strip())
