"""How fast wars are tried on one process, on two and on Dask, how much memory they take, and what was right.

    python bench/calibrate.py speed --wars 24
    python bench/calibrate.py table --wars 600 --workers 2

speed  the same wars on 1 process, on 2, and on a Dask scheduler with two workers of this machine, each
       a process of its own: wars a minute, efficiency against one process, whether the numbers are equal,
       peak memory of the largest process
table  verdict against truth over many wars, as Markdown; the weighing before and after its correction, which
       is learnt on the wars with even numbers and shown on those with odd ones
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import numpy as np
from tempering import learnt_temper, tempered

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "running"))
from dask_cluster import cluster

from holdfire.calibration.calibrating import calibrate
from holdfire.calibration.scoring import RIVAL_OF, said_and_true
from holdfire.calibration.trying import Wars, trying
from holdfire.dossier.figures.reliability import reliability_figure
from holdfire.dossier.picture import picture
from holdfire.jobs.engines import Engine, each
from holdfire.model.calibration import Calibration, Trial
from holdfire.records.values import to_builtins
from holdfire.stats.probability_scores import brier, calibration_error, chance_error

EACH = 50  # wars between two lines on memory


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("speed", "table"))
    parser.add_argument("--wars", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--months", type=int, default=20)
    parser.add_argument("--places", type=int, default=120)
    parser.add_argument("--reports", type=int, default=20)
    parser.add_argument("--maps", type=int, default=3, help="makers of maps: 1 to 3")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kept", type=Path, help="folder for finished wars: a stopped run goes on (table)")
    parser.add_argument("--picture", type=Path, help="file for the reliability, as SVG (table)")
    options = parser.parse_args()
    wars = Wars(
        seed=options.seed,
        months=options.months,
        places=options.places,
        reports=options.reports,
        maps=options.maps,
    )
    if options.what == "speed":
        speed(options.wars, wars)
    else:
        table(options, wars)


def speed(number: int, wars: Wars) -> None:
    """Try the same wars on every engine; nothing is kept, so nothing is taken from an earlier run."""
    list(each(trying, (wars,), [0], engine=Engine()))  # what is loaded once is no part of any rate
    print(f"{'engine':16}{'wars a minute':>14}{'efficiency':>12}  equal")
    first: tuple[float, object] | None = None
    for name, engine, processes in engines():
        with engine as opened:
            start = time.perf_counter()
            found = to_builtins(calibrate(number, wars, engine=opened))
            rate = 60 * number / (time.perf_counter() - start)
        first = first or (rate, found)
        print(f"{name:16}{rate:14.1f}{rate / first[0] / processes:12.2f}  {found == first[1]}", flush=True)
    own, children = (resource.getrusage(who).ru_maxrss / 1024 for who in (0, resource.RUSAGE_CHILDREN))
    print(f"peak memory: {own:.0f} MB here, {children:.0f} MB in the largest worker")


def engines() -> Iterator[tuple[str, AbstractContextManager[Engine], int]]:
    yield "1 process", nullcontext(Engine()), 1
    yield "2 processes", nullcontext(Engine(workers=2)), 2
    yield "Dask, 2 workers", _dask(), 2


@contextmanager
def _dask() -> Iterator[Engine]:
    """Start a scheduler and two workers as processes, wait until they are there, and end them."""
    with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as started:
        yield Engine(cluster=started.address)


def table(options: argparse.Namespace, wars: Wars) -> None:
    trials: list[Trial] = []
    found = calibrate(
        options.wars,
        wars,
        engine=Engine(workers=options.workers),
        kept=options.kept,
        progress=_told,
        seen=trials.append,
    )
    print(*markdown(found), sep="\n")
    if options.picture is not None:
        options.picture.write_text(picture(reliability_figure(found.verdict)), encoding="utf-8")
    for line in corrected(trials):
        print(line)


def _told(number: int, total: int, _: str) -> None:
    """Print now and then how far it is, and the memory of the workers, which should stay flat (Linux)."""
    if number % EACH:
        return
    sizes = sorted(_resident_mb(pid) for pid in _children())
    print(f"{number} of {total}; workers have {', '.join(f'{mb:.0f} MB' for mb in sizes) or '?'}", flush=True)


def _children() -> list[str]:
    return [pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()]


def _resident_mb(pid: str) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def markdown(found: Calibration) -> Iterator[str]:
    forms = list(found.forms)
    yield f"| what was true | wars | supports | does not | can't tell | {' | '.join(forms)} | Brier |"
    yield "| --- " * (6 + len(forms)) + "|"
    for one in found.explanations:
        said = [str(one.verdicts.get(v, 0)) for v in ("supports", "does_not_support", "cannot_tell")]
        supports = (str(one.supports.get(f, 0)) for f in forms)
        yield row(one.explanation, str(one.wars), *said, *supports, score(one.brier))
    yield from _promises(found)
    yield from _sizes(found)
    scores, coder = found.verdict, found.coder
    if scores.brier is not None and scores.ece is not None:
        said = f"Brier {scores.brier:.3f}, ECE {scores.ece:.3f}"
        yield f"\nWeighing, even priors: {scores.weighed} wars, {said}.\n"
        yield from _leading(found)
    if coder.f1 is not None:
        yield f"Coder: F1 {coder.f1:.3f}."


def _promises(found: Calibration) -> Iterator[str]:
    """Say how often a deal as strong as what was registered to be found with power .8 was found."""
    yield "\n| form | collusion | promised | found | supports |"
    yield "| --- " * 5 + "|"
    for name, one in found.forms.items():
        yield row(name, str(one.n_true), str(one.promised), score(one.found), score(one.kept))


def _sizes(found: Calibration) -> Iterator[str]:
    yield "\n| rows | wars | false supports | of | power | of | weighed | Brier | ECE |"
    yield "| --- " * 9 + "|"
    for one in found.sizes:
        rates = (score(one.false_alarms), str(one.n_null), score(one.power), str(one.n_true))
        weighed = (str(one.verdict.weighed), score(one.verdict.brier), score(one.verdict.ece))
        yield row(one.span, str(one.wars), *rates, *weighed)


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def score(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _leading(found: Calibration) -> Iterator[str]:
    """Say which explanation was likeliest in how many of the wars that were weighed."""
    led = {name for one in found.explanations for name in one.leading}
    names = [name for name in dict.fromkeys(RIVAL_OF.values()) if name in led]
    yield row("what was true", *names)
    yield "| --- " * (1 + len(names)) + "|"
    for one in found.explanations:
        yield row(one.explanation, *(str(one.leading.get(name, 0)) for name in names))


def corrected(trials: Sequence[Trial]) -> Iterator[str]:
    """Learn on one half of the wars by how much decibans are too bold, and show the other half with it."""
    weighed = [one for one in trials if one.rivals]
    halves = [[one for one in weighed if one.number % 2 == half] for half in (0, 1)]
    if min(map(len, halves)) < 20:
        yield "Too few wars were weighed to correct anything."
        return
    said, rng = said_and_true(weighed)[0], np.random.default_rng(1)
    yield f"ECE by chance, if every probability were right: {chance_error(said, rng):.3f}"
    best = learnt_temper(*said_and_true(halves[0]))
    p, truth = said_and_true(halves[1])
    q = tempered(p, best)
    yield (
        f"Decibans times {best:.2f} (learnt on {len(halves[0])} wars); on the other {len(truth)}: Brier "
        f"{brier(p, truth):.3f} -> {brier(q, truth):.3f}, ECE {calibration_error(p, truth):.3f} -> "
        f"{calibration_error(q, truth):.3f}"
    )


if __name__ == "__main__":
    main()
