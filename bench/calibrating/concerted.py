"""How often `concerted-attack` is right, in made-up wars with and without answered attacks.

    python bench/calibrating/concerted.py --wars 2000

For each world (see concerted_worlds.py) without a deal: the share of wars in which p ≤ .05, by the exact laws
of near and Q and by Z (one war in four) and by S, which decides, with its standard error; by nine radii and
windows at once (--looks); the share that would be supported (p and interval at blocks of 28 days, p at 14);
how often the interval holds the truth, 1. Then, with one war for sixteen, B answers so many of A's attacks
on the same day that R is the smallest effect that the form prints for that war at power 0.8: the median of
that effect, the share of wars in which p ≤ .05, with its standard error, and how often the interval holds the
effect. "–": not asked, or no such wars.
"""

import argparse
import concurrent.futures
import dataclasses
import json
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from concerted_worlds import HARDEST, WORLDS, Size, answered, war

from holdfire.forms.concerted_attack import power
from holdfire.forms.concerted_designs import DesignResult, DesignResults, Params
from holdfire.forms.concerted_looks import run_looks
from holdfire.forms.concerted_pairs import GAP_KM, KAPPA_DAYS, Design, Pairing, pair_up, weigh
from holdfire.forms.concerted_series import series
from holdfire.forms.concerted_synchrony import deciding_by_lag, draw, draw_z, expected_by_hit, measure
from holdfire.forms.samples import Attacks
from holdfire.stats.rotation import Points, joined, profiles, rotation

ALPHA = 0.05
PARAMS = Params(draws=199, imputations=0)
POWER_DRAWS = 999
SMALL = Size(regions=3, days=364, attacks=150)
POWER_PART = 16  # one war with answers for so many without
BESIDE_PART = 4  # one war put to near, Q and Z for so many put to S


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war put to the form. near, q, z, s, looks: whether p ≤ .05, None if not asked; truth: R as made."""

    near: bool | None
    q: bool | None
    z: bool | None
    s: bool
    looks: bool | None
    supports: bool
    covered: bool
    truth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One world. small_*: shares of p ≤ .05; the last three with answered attacks."""

    world: str
    wars: int
    small_near: float
    small_q: float
    small_z: float
    small_s: float
    standard_error: float
    small_looks: float | None
    supports: float
    covered: float
    smallest_effect: float | None = None
    power: float | None = None
    power_error: float | None = None
    covered_at_effect: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of a world: the size of its wars, the seed, and which of the two kinds of trials."""

    world: str
    size: Size
    seed: int
    looks: bool
    with_answers: bool


def trial(task: Task, number: int) -> Trial:
    parts = (list(WORLDS).index(task.world), int(task.with_answers), number)
    rng, answer_rng, form_rng = np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([task.seed, *parts]))
    ).spawn(3)
    sample, truth = war(WORLDS[task.world], task.size, rng), 1.0
    if task.with_answers:
        sample, truth = _at_smallest_effect(sample, answer_rng)
    beside = not task.with_answers and number % BESIDE_PART == 0
    return _put(sample, truth, form_rng, looks=task.looks, beside=beside)


def _at_smallest_effect(sample: Attacks, rng: np.random.Generator) -> tuple[Attacks, float]:
    """Have so many attacks answered that R is what the form prints as the smallest effect for this war.

    Answers change what is to be expected a little, and so R: three rounds settle it.
    """
    least = power(sample, PARAMS).minimum_detectable
    if least is None:
        raise AssertionError("a war of this size has a smallest effect")
    seed = rng.integers(2**32)
    made, answers = sample, 0.0
    for _ in range(3):
        answers = (least - 1) / _of_an_answer(sample, made)
        made = answered(sample, answers, np.random.default_rng(seed))
    return made, 1 + answers * _of_an_answer(sample, made)


def _of_an_answer(sample: Attacks, made: Attacks) -> float:
    """By how much one answer raises R: its own pair and those with A's burst, over what is to be expected."""
    found, design = series(made, PARAMS.limits), PARAMS.origins()[0]
    hits, inside = sample.a, (sample.a.day >= 0) & (sample.a.day < sample.days)
    attacked = Points(**{n: getattr(hits, n)[inside] for n in ("x", "y", "day", "region")})
    both, split = joined(found.rotated, attacked), len(found.rotated)
    edges = (PARAMS.near_km, PARAMS.near_km + GAP_KM, PARAMS.far_km)
    reach = PARAMS.block_days + PARAMS.block_days // 2 + KAPPA_DAYS
    weighed = []
    for others in (found.fixed, attacked):
        profile = profiles(others, both, edges=edges, reach=reach)
        pairing = Pairing(
            rotated=both,
            series=(found.fixed, found.rotated),
            profile=profile,
            windows=PARAMS.windows,
            days=made.days,
        )
        weighed.append(weigh(pairing, PARAMS.near_km))
    turning = rotation(both, design.edges(made.days, PARAMS.windows))
    usual, own = weighed
    here, there = ((usual.place @ counts[:, reach]) for counts in (usual.wide, usual.wide_far))
    gained = deciding_by_lag(own, here / there)
    excess = gained[:, reach] - expected_by_hit(turning, gained, reach)
    expected = usual.place * expected_by_hit(turning, usual.near, reach)
    return float(excess[split:].mean() / expected[:split].sum())


def _pairing(sample: Attacks, designs: Sequence[Design]) -> Pairing:
    found = series(sample, PARAMS.limits)
    return pair_up(found.fixed, found.rotated, sample.days, PARAMS.windows, designs)


def _measured(
    pairing: Pairing, designs: Sequence[Design], draws: int, rng: np.random.Generator
) -> list[DesignResult]:
    """Measure and draw designs."""
    weights = {radius: weigh(pairing, radius) for radius in dict.fromkeys(d.near_km for d in designs)}
    found: list[DesignResult] = []
    for design in designs:
        synchrony = measure(pairing, weights[design.near_km], design)
        drawn = draw(synchrony, draws=draws, rng=rng)
        found.append(DesignResult(design=design, synchrony=synchrony, drawn=drawn, effect=synchrony.effect()))
    return found


def _put(sample: Attacks, truth: float, rng: np.random.Generator, *, looks: bool, beside: bool) -> Trial:
    """Put a war to what decides: the registered design at both origins, then blocks half as long."""
    radii = PARAMS.radii if looks else PARAMS.radii[:1]
    designs = [d for radius in radii for d in PARAMS.origins(near_km=radius)]
    shorter = PARAMS.origins(PARAMS.scales[0])
    draws = POWER_DRAWS if truth > 1 else PARAMS.draws
    pairing = _pairing(sample, designs)
    found = DesignResults(results=tuple(_measured(pairing, designs, draws, rng)), params=PARAMS)
    limits = found.limits
    if limits is None:
        raise AssertionError("a war of this size has limits")
    pvalue = found.deciding.pvalue
    supports = pvalue <= ALPHA and limits[0] > 1
    if supports:
        supports = all(result.pvalue <= ALPHA for result in _measured(pairing, shorter, draws, rng))
    at_once = run_looks(pairing, found, rng) if looks else None
    return Trial(
        near=_small(found, "near") if beside else None,
        q=_small(found, "q") if beside else None,
        z=_small_z(found, draws, rng) if beside else None,
        s=pvalue <= ALPHA,
        looks=None if at_once is None else at_once.pvalue <= ALPHA,
        supports=supports,
        covered=limits[0] <= truth <= limits[1],
        truth=truth,
    )


def _small(found: DesignResults, name: str) -> bool:
    """Whether the exact p is at most .05 at both origins."""
    tables = (getattr(result.synchrony, name) for result in found.origins)
    return all(table.law().upper_tail(table.observed) <= ALPHA for table in tables)


def _small_z(found: DesignResults, draws: int, rng: np.random.Generator) -> bool:
    return all(draw_z(one.synchrony, draws=draws, rng=rng) <= ALPHA for one in found.origins)


def row(world: str, without: Sequence[Trial], answers: Sequence[Trial]) -> Row:
    def share(trials: Sequence[Trial], said: Callable[[Trial], bool]) -> float:
        return sum(said(one) for one in trials) / len(trials)

    found = share(answers, lambda one: one.s) if answers else None
    small = share(without, lambda one: one.s)
    looked = all(one.looks is not None for one in without)
    by_others = [one for one in without if one.near is not None]
    return Row(
        world=world,
        wars=len(without),
        small_near=share(by_others, lambda one: bool(one.near)),
        small_q=share(by_others, lambda one: bool(one.q)),
        small_z=share(by_others, lambda one: bool(one.z)),
        small_s=small,
        standard_error=_error(small, len(without)),
        small_looks=share(without, lambda one: bool(one.looks)) if looked else None,
        supports=share(without, lambda one: one.supports),
        covered=share(without, lambda one: one.covered),
        smallest_effect=float(np.median([one.truth for one in answers])) if answers else None,
        power=found,
        power_error=None if found is None else _error(found, len(answers)),
        covered_at_effect=share(answers, lambda one: one.covered) if answers else None,
    )


def _error(share: float, of: int) -> float:
    return float(np.sqrt(share * (1 - share) / of))


def rows(options: argparse.Namespace) -> list[Row]:
    size = SMALL if options.small else Size()
    made: list[Row] = []
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(options.workers, mp_context=spawn) as pool:
        for world in options.world or WORLDS:
            parts = []
            for with_answers in (False, True):
                wars = options.wars // POWER_PART * (not options.level and world != HARDEST)
                numbers = range(wars if with_answers else options.wars)
                task = Task(
                    world=world,
                    size=size,
                    seed=options.seed,
                    looks=options.looks and not with_answers,
                    with_answers=with_answers,
                )
                parts.append(list(pool.map(partial(trial, task), numbers, chunksize=25)))
            made.append(row(world, *parts))
    return made


def table(made: Sequence[Row]) -> list[str]:
    """Write the table as Markdown."""
    heads = ("world", "wars", "near", "Q", "Z", "S (s.e.)", "nine at once", "supports", "holds 1")
    heads += ("smallest effect", "found (s.e.)", "holds it")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for one in made:
        words = [one.world, str(one.wars), _share(one.small_near), _share(one.small_q), _share(one.small_z)]
        words += [f"{_share(one.small_s)} ({_share(one.standard_error)})", _share(one.small_looks)]
        words += [_share(one.supports), _share(one.covered)]
        words += ["–" if one.smallest_effect is None else f"{one.smallest_effect:.2f}"]
        found = "–" if one.power is None else f"{_share(one.power)} ({_share(one.power_error)})"
        words += [found, _share(one.covered_at_effect)]
        lines.append(f"| {' | '.join(words)} |")
    return lines


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".replace("0.", ".", 1) if value else "0"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wars", type=int, default=200, help="wars in each world")
    parser.add_argument("--world", action="append", choices=WORLDS, help="only this world")
    parser.add_argument(
        "--small", action="store_true", help="wars of one year, three regions, 150 attacks a side"
    )
    parser.add_argument("--level", action="store_true", help="only wars without a deal")
    parser.add_argument("--looks", action="store_true", help="nine radii and windows at once, too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    made = rows(options)
    if options.json:
        print(json.dumps([dataclasses.asdict(one) for one in made], indent=2))
        return
    print(*table(made), sep="\n")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
