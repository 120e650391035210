"""How good the weighing of rival explanations is, and the tables of simulated wars that it needs.

    python bench/weighing.py toy
    python bench/weighing.py table --months 12 --rows 250 --wars 667 --out src/holdfire/weighing/standard
    python bench/weighing.py calibrate --months 12 --rows 250 --wars 100
    python bench/weighing.py cross --months 12 --rows 250

toy        five explanations, five statistics, an error that two of them share, 10,000 test wars: the
           synthetic likelihood beside the product of one-dimensional ones, with one item entered four times
table      simulates the wars of a standard size and writes the table; the same command gives the same numbers
calibrate  new wars of that size, weighed by the table that comes with the package: accuracy, Brier, error of
           calibration (top class, class-wise); as simulated, with effects 0.6 as strong, with noise doubled
cross      the same without a new war: four fifths of the table weigh the last fifth, five times; and what
           decibans would be multiplied by, learnt on one half of the wars and shown on the other

"by chance" is the error that so many wars would have if every probability were right.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from tempering import learnt_temper, tempered

from holdfire.inquiry.weighed.making import Order, make_table
from holdfire.inquiry.weighed.vectors import SIMULATED
from holdfire.jobs.engines import Engine
from holdfire.stats.probability_scores import brier, calibration_error, chance_error, classwise_error
from holdfire.weighing.comparing import posterior
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.synthetic import Synthetic
from holdfire.weighing.tables import Size, Table, shipped_tables, table_for, write_table
from holdfire.weighing.weigh import comparison_for

RIVALS = ("collusion", "tacit", "capacity", "local", "artefact")
# what each explanation moves T1, T2, T3, T5 and T6 by, after the table of rivals: strong, weak or not at all
EFFECTS = np.array(
    [
        [1.6, 1.2, 1.3, 0.9, 1.2],
        [1.5, 0.0, 1.3, 0.0, 0.0],
        [0.9, 0.0, 0.8, 0.7, 0.5],
        [0.6, 0.0, 0.5, 1.0, 1.0],
        [1.5, 0.0, 1.4, 0.6, 0.3],
    ]
)
OWN_SD, SHARED_SD, STRENGTH_SD = (
    0.5,
    0.5,
    0.3,
)  # of each statistic, of the error of T1 and T3, of strengths (log)
LEARNT, TESTED = 2_000, 2_000  # wars an explanation

Floats = np.ndarray


def drawn(
    rival: int, wars: int, rng: np.random.Generator, *, share: float = 1.0, noise: float = 1.0
) -> Floats:
    """Draw statistics of wars under an explanation; noise: of the error that T1 and T3 share."""
    strength = share * np.exp(rng.normal(0, STRENGTH_SD, (wars, 1)))
    shared = rng.normal(0, SHARED_SD * noise, wars)
    found = EFFECTS[rival] * strength + rng.normal(0, OWN_SD, (wars, EFFECTS.shape[1]))
    found[:, 0] += shared
    found[:, 2] += shared
    return found


def toy_scores(seed: int = 1) -> dict[tuple[str, str], tuple[float, float, float]]:
    """Give accuracy, Brier and calibration error: (world, combination) → the three."""
    rng = np.random.default_rng(seed)
    wars = {name: drawn(number, LEARNT, rng) for number, name in enumerate(RIVALS)}
    whole = Synthetic.learnt(wars)
    single = [Synthetic.learnt({name: rows[:, [j]] for name, rows in wars.items()}) for j in range(5)]

    def product(rows: Floats) -> Floats:
        return sum(one.log_densities(rows[:, [j]]) for j, one in enumerate(single))

    combinations: dict[str, Callable[[Floats], Floats]] = {
        "independent product": product,
        "the same, T1 entered four times": lambda rows: (
            product(rows) + 3 * single[0].log_densities(rows[:, [0]])
        ),
        "synthetic likelihood": whole.log_densities,
    }
    worlds = {
        "as assumed": {},
        "effects 0.6 as strong": {"share": 0.6},
        "noise twice as large": {"noise": 2.0},
    }
    truth = np.repeat(np.arange(5), TESTED)
    made = {}
    for world, bent in worlds.items():
        rows = np.vstack([drawn(number, TESTED, rng, **bent) for number in range(5)])
        for name, densities in combinations.items():
            p = probabilities(densities(rows))
            right = float((p.argmax(axis=1) == truth).mean())
            made[world, name] = (right, brier(p, truth), calibration_error(p, truth))
    return made


def probabilities(logs: Floats) -> Floats:
    """Turn log densities into probabilities from even priors."""
    weight = np.exp(logs - logs.max(axis=1, keepdims=True))
    return weight / weight.sum(axis=1, keepdims=True)


def weighed_probabilities(table: Table, rows: Floats) -> Floats:
    """Weigh each war by the rule of the package, on even priors; wars of one pattern of parts together."""
    even = np.full(len(table.rivals), 1 / len(table.rivals))
    found = np.tile(even, (len(rows), 1))
    there = ~np.isnan(rows)
    for pattern in np.unique(there, axis=0):
        own = (there == pattern).all(axis=1)
        parts = [part for part, has in zip(table.parts, pattern, strict=True) if has]
        comparison, _ = comparison_for(parts, table)
        if comparison is not None:
            at = [table.parts.index(part) for part in comparison.parts]
            found[own] = posterior(comparison.decibans(rows[own][:, at])[0], even)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("toy", "table", "calibrate", "cross"))
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--rows", type=int, default=250)
    parser.add_argument("--onset", type=int, default=0, help="months of the period before the alleged date")
    parser.add_argument("--sources", type=int, default=1, help="overlapping data sets; 3: with releases")
    parser.add_argument("--form", action="append", help="only these forms; all without it")
    parser.add_argument("--basis", default="control map", choices=("control map", "co-presence"))
    parser.add_argument("--wars", type=int, default=667, help="for each explanation and prior set")
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--cluster", help="address of a Dask scheduler")
    parser.add_argument("--kept", type=Path, help="folder for finished parts: a stopped run goes on")
    parser.add_argument("--out", type=Path, default=Path("src/holdfire/weighing/standard"))
    options = parser.parse_args()
    if options.what == "toy":
        print(f"{'':24}{'':34}accuracy   Brier     ECE")
        for (world, name), (right, score, error) in toy_scores().items():
            print(f"{world:24}{name:34}{right:8.2f}{score:8.3f}{error:8.3f}")
        return
    start = time.perf_counter()
    engine = Engine(workers=options.workers, cluster=options.cluster)
    size = Size(
        months=options.months,
        rows=options.rows,
        basis=options.basis,
        onset=options.onset,
        sources=options.sources,
    )
    if options.what == "table":
        write(options, size, engine)
    elif options.what == "cross":
        cross(size)
    else:
        calibrate(options, size, engine)
    print(f"{time.perf_counter() - start:.0f} s")


def order_of(options: argparse.Namespace, size: Size, **more: float) -> Order:
    made = (
        f"python bench/weighing.py table --months {size.months} --rows {size.rows} --basis '{size.basis}' "
        f"--wars {options.wars} --seed {options.seed} --onset {size.onset} --sources {size.sources}"
        + "".join(f" --form {name}" for name in options.form or ())
    )
    return Order(
        rivals=shipped_rivals(),
        size=size,
        wars=options.wars,
        seed=options.seed,
        made=made,
        forms=tuple(options.form or SIMULATED),
        **more,
    )


def write(options: argparse.Namespace, size: Size, engine: Engine) -> None:
    table = make_table(order_of(options, size), engine=engine, kept=options.kept, progress=told)
    options.out.mkdir(parents=True, exist_ok=True)
    path = (
        options.out
        / f"{size.basis.replace(' ', '-')}-{size.months}-months-{size.rows}-rows-onset-{size.onset}"
        f"-sources-{size.sources}.npz"
    )
    path.write_bytes(write_table(table))
    print(f"{path}: {path.stat().st_size:,} bytes")


def told(number: int, total: int, _: str) -> None:
    if number % 15 == 0:
        print(f"{number} of {total}", flush=True)


def calibrate(options: argparse.Namespace, size: Size, engine: Engine) -> None:
    """Weigh new wars; their seed is another than the table's."""
    table = table_for(size, shipped_tables())
    if table is None:
        raise SystemExit(f"no table of the package fits {size}; make one first")
    print(f"{'':32}wars  accuracy   Brier     ECE  by chance  class-wise")
    for name, bent in {
        "as assumed": {},
        "effects 0.6 as strong": {"share": 0.6},
        "noise twice as large": {"noise": 2.0},
    }.items():
        options.seed += 1
        tested = make_table(order_of(options, size, **bent), engine=engine, kept=options.kept)
        rows = np.vstack(list(tested.wars.values()))
        truth = np.concatenate(
            [np.full(len(own), table.rivals.index(rival)) for (_, rival), own in tested.wars.items()]
        )
        p = weighed_probabilities(table, rows)
        show(name, p, truth)


FOLDS = 5


def cross(size: Size) -> None:
    """Weigh each fifth of a table's wars by the others."""
    table = table_for(size, shipped_tables())
    if table is None:
        raise SystemExit(f"no table of the package fits {size}; make one first")
    said, truth = [], []
    for fold in range(FOLDS):
        rest = {key: rows[np.arange(len(rows)) % FOLDS != fold] for key, rows in table.wars.items()}
        held = [(rival, rows[fold::FOLDS]) for (_, rival), rows in table.wars.items()]
        said.append(weighed_probabilities(replace(table, wars=rest), np.vstack([rows for _, rows in held])))
        truth += [np.full(len(rows), table.rivals.index(rival)) for rival, rows in held]
    p, true = np.vstack(said), np.concatenate(truth)
    half = np.arange(len(p)) % 2 == 0
    best = learnt_temper(p[half], true[half])
    print(f"{'':32}wars  accuracy   Brier     ECE  by chance  class-wise")
    shown = (
        ("all, as it is", p, true),
        ("second half, as it is", p[~half], true[~half]),
        (f"second half, decibans x {best:.2f}", tempered(p[~half], best), true[~half]),
    )
    for name, q, own in shown:
        show(name, q, own)


def show(name: str, p: Floats, truth: Floats) -> None:
    right = float((p.argmax(axis=1) == truth).mean())
    print(
        f"{name:32}{len(truth):5}{right:9.2f}{brier(p, truth):9.3f}{calibration_error(p, truth):8.3f}"
        f"{chance_error(p, np.random.default_rng(1)):11.3f}{classwise_error(p, truth):12.3f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
