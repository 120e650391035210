"""Does the simulated war look like a war, does sparing grow by itself, and how fast is it?

    python bench/simulated.py [looks emergence speed maps] [--wars 20] [--pictures docs/pictures]

looks      events a month, shares of dyads, bursts, distances and deaths of simulated wars (36 months, 200
           places, 8 parties, as the first data set has them) beside UCDP GED Syria 2016–2019 and the busiest
           three years of other countries; pictures as SVG
emergence  restraint of A and B in wars without any written policy, by their interests
speed      processor time of one war, best of several
maps       pictures of maps, drawn and read back
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from simulating import drawn_maps, emergence, tables
from simulating.charts import Axis, Lines, chart
from simulating.measures import DISTANCES, Measures, measure, quantiles

from holdfire.simulate.war import fight

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
SCENARIOS = ("plain", "collusion", "tacit", "local")
SHARES_SHOWN = 15

FIGURES: Mapping[str, Callable[[Measures], float]] = {
    "events a month": lambda m: m.events_a_month,
    "sd of months over their mean": lambda m: float(m.monthly.std()),
    "correlation of neighbouring months": lambda m: m.memory,
    "share of the busiest dyad": lambda m: float(m.shares[0]),
    "share of the five busiest": lambda m: float(m.shares[:5].sum()),
    "burstiness of dyads (median)": lambda m: float(np.median(m.bursts)) if len(m.bursts) else np.nan,
    "variance over mean of days": lambda m: m.fano,
    "within 10 km: days apart over months apart": lambda m: float(m.nearer[1]),
    "within 40 km: days apart over months apart": lambda m: float(m.nearer[3]),
    "exponent of deaths from 10": lambda m: m.tail,
    "deaths: median of an event": lambda m: float(np.quantile(m.ccdf[0], 0.5)),
    "deaths: 99 % of events have at most": lambda m: float(np.quantile(m.ccdf[0], 0.99)),
}


def looks(wars: int, pictures: Path) -> None:
    """Print the table and draw the pictures."""
    rng = np.random.default_rng(1)
    syria = measure(tables.syria(SHARED), rng)
    others = [measure(table, rng) for table in tables.other_wars(SHARED)]
    made = [
        measure(tables.simulated(SCENARIOS[seed % len(SCENARIOS)], seed)[1], rng)
        for seed in range(1, wars + 1)
    ]
    print(f"| | Syria 2016–2019 | {len(others)} other wars, range | {wars} simulated, median (90 %) |")
    print("| --- | ---: | ---: | ---: |")
    for name, figure in FIGURES.items():
        low, middle, high = quantiles([figure(m) for m in made])
        real = [v for m in others if np.isfinite(v := figure(m))]
        print(
            f"| {name} | {figure(syria):.3g} | {min(real):.3g}–{max(real):.3g} "
            f"| {middle:.3g} ({low:.3g}–{high:.3g}) |"
        )
    _draw(syria, others, made, pictures)


def _draw(syria: Measures, others: list[Measures], made: list[Measures], pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    drawn = {
        "months": chart(
            "Events a month",
            Axis(words="month", low=0, high=46, ticks=(0, 12, 24, 36)),
            Axis(words="over the mean", low=0, high=4, ticks=(0, 1, 2, 3, 4)),
            Lines(
                many=[(np.arange(len(m.monthly)), m.monthly) for m in made],
                real=(np.arange(len(syria.monthly)), syria.monthly),
                others=[(np.arange(len(m.monthly)), m.monthly) for m in others],
            ),
        ),
        "dyads": chart(
            "Shares of dyads",
            Axis(words="rank of the dyad", low=1, high=SHARES_SHOWN, ticks=(1, 5, 10, 15)),
            Axis(words="share", low=0.001, high=1, ticks=(0.001, 0.01, 0.1, 1), log=True),
            Lines(
                many=[_ranked(m) for m in made],
                real=_ranked(syria),
                others=[_ranked(m) for m in others],
            ),
        ),
        "bursts": chart(
            "Burstiness of dyads",
            Axis(words="share of dyads", low=0, high=1, ticks=(0, 0.5, 1)),
            Axis(words="0 Poisson, 1 bursts", low=-0.2, high=1, ticks=(0, 0.5, 1)),
            Lines(
                many=[_sorted(m.bursts) for m in made],
                real=_sorted(syria.bursts),
                others=[_sorted(m.bursts) for m in others if len(m.bursts) > 1],
            ),
        ),
        "distances": chart(
            "Two events of a dyad near each other",
            Axis(words="km", low=5, high=160, ticks=DISTANCES, log=True),
            Axis(words="times as often", low=0.5, high=4, ticks=(0.5, 1, 2, 3, 4)),
            Lines(
                many=[(np.array(DISTANCES), m.nearer) for m in made if np.isfinite(m.nearer).all()],
                real=(np.array(DISTANCES), syria.nearer),
                others=[(np.array(DISTANCES), m.nearer) for m in others if np.isfinite(m.nearer).all()],
            ),
        ),
        "deaths": chart(
            "Events with at least so many deaths",
            Axis(words="deaths", low=1, high=1000, ticks=(1, 10, 100, 1000), log=True),
            Axis(words="share", low=1e-4, high=1, ticks=(1e-4, 1e-3, 0.01, 0.1, 1), log=True),
            Lines(
                many=[_thinned(m) for m in made],
                real=_thinned(syria),
                others=[_thinned(m) for m in others],
            ),
        ),
    }
    for name, svg in drawn.items():
        (pictures / f"simulated-{name}.svg").write_text(svg, encoding="utf-8")


def _ranked(m: Measures) -> tuple[np.ndarray, np.ndarray]:
    shares = m.shares[:SHARES_SHOWN]
    return np.arange(1, len(shares) + 1), shares


def _sorted(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (np.arange(len(values)) + 0.5) / max(len(values), 1), np.sort(values)


def _thinned(m: Measures) -> tuple[np.ndarray, np.ndarray]:
    at = np.unique(np.round(np.geomspace(1, 1000, 40)))
    return at, np.array([max(float((m.ccdf[0] >= d).mean()), 1e-4) for d in at])


def grown(wars: int, _: Path) -> None:
    """Print what grows without a written policy."""
    print("\n".join(emergence.table(wars)))


def speed(wars: int, _: Path) -> None:
    """Print the processor time of wars of several sizes, best of several."""
    print("| months | places | parties | seconds |\n| ---: | ---: | ---: | ---: |")
    for months, places, parties in ((12, 60, 4), (20, 120, 6), (36, 200, 8), (60, 400, 8)):
        best = np.inf
        for seed in range(max(wars // 4, 3)):
            start = time.process_time()
            fight("collusion", seed, months=months, places=places, parties=parties)
            best = min(best, time.process_time() - start)
        print(f"| {months} | {places} | {parties} | {best:.2f} |")


def maps(_: int, __: Path) -> None:
    """Print how well pictures of maps are read back."""
    print("\n".join(drawn_maps.table()))


PARTS = {"looks": looks, "emergence": grown, "speed": speed, "maps": maps}


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--wars", type=int, default=20)
    parser.add_argument("--pictures", type=Path, default=ROOT / "docs" / "pictures")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    for part in options.parts or PARTS:
        PARTS[part](options.wars, options.pictures)
        print()


if __name__ == "__main__":
    main()
