"""Tables of events to compare: the Syria file, other real wars, and simulated ones as a data set has them."""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.war import fight
from simulating.measures import Table

SYRIA = "data/ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz"
OTHERS = "data/ucdp_ged211_global_prec12/ged211_prec12_other_countries.csv.gz"
FEWEST, MOST, YEARS = 800, 15, 3  # events of a country in three years running; countries; their length


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path) as packed:
        yield from csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline=""))


def _table(name: str, rows: list[dict[str, str]]) -> Table:
    dyads: dict[tuple[str, str], int] = {}
    pairs = [(row["side_a"], row["side_b"]) for row in rows]
    return Table(
        name=name,
        day=np.array([date.fromisoformat(row["date_start"][:10]).toordinal() for row in rows]),
        lat=np.array([float(row["latitude"]) for row in rows]),
        lon=np.array([float(row["longitude"]) for row in rows]),
        dyad=np.array([dyads.setdefault(pair, len(dyads)) for pair in pairs]),
        deaths=np.array([int(float(row["best"])) for row in rows]),
    )


def syria(shared: Path) -> Table:
    """Read the fighting of the Syria file that is placed to a town."""
    rows = [
        row
        for row in _rows(shared / SYRIA)
        if row["type_of_violence"] != "3" and row["where_prec"] in ("1", "2") and int(row["best"]) > 0
    ]
    return _table("Syria 2016–2019", rows)


def other_wars(shared: Path) -> list[Table]:
    """Read the three busiest years running of other countries with much fighting."""
    rows = [
        row
        for row in _rows(shared / OTHERS)
        if row["type_of_violence"] != "3" and int(float(row["best"])) > 0 and row["date_start"]
    ]
    counts = Counter((row["country"], int(row["year"])) for row in rows)
    spans = {}
    for country in {country for country, _ in counts}:
        years = [year for c, year in counts if c == country]
        first = max(years, key=lambda y: sum(counts[country, y + k] for k in range(YEARS)))
        total = sum(counts[country, first + k] for k in range(YEARS))
        if total >= FEWEST:
            spans[country] = (total, first)
    chosen = sorted(spans, key=lambda c: (-spans[c][0], c))[:MOST]
    return [
        _table(
            f"{country} {spans[country][1]}–{spans[country][1] + YEARS - 1}",
            [r for r in rows if r["country"] == country and 0 <= int(r["year"]) - spans[country][1] < YEARS],
        )
        for country in chosen
    ]


def simulated(scenario: str, seed: int) -> tuple[SimulatedWar, Table]:
    """Fight a war of 36 months over 200 places and record it."""
    war = fight(scenario, seed, months=36, places=200, parties=8)
    coded = code_events(war, stream(seed, Part.FIRST_RECORD), usual_rates().record.first)
    rows = np.flatnonzero((coded.kind != 3) & (coded.where_prec <= 2))
    names = {name: i for i, name in enumerate(dict.fromkeys((*coded.side_a, *coded.side_b)))}
    one = np.array([names[name] for name in coded.side_a[rows]])
    other = np.array([names[name] for name in coded.side_b[rows]])
    return war, Table(
        name=f"{scenario} {seed}",
        day=coded.day[rows],
        lat=coded.lat[rows],
        lon=coded.lon[rows],
        dyad=one * len(names) + other,
        deaths=coded.best[rows],
    )
