"""What battles coded with both dyads do to `concerted-attack`, and what its guard against them costs.

    python bench/calibrating/concerted_copies.py --wars 200 [--share 0.2]

Worlds as in concerted.py, but with places as a source codes them (squares of 5 km) and deaths (geometric,
a quarter with none). Three wars of each: as it is; with a share of A's attacks coded a second time as B's, on
the same day, at the same place, with the same deaths; with as many attacks answered by B on the day at the
place, with deaths of their own. Shares supported by all gates but the guard, and by all; mean number of pairs
that nothing tells apart, and of those to be expected.
"""

import argparse
import concurrent.futures
import multiprocessing
from dataclasses import fields, replace
from functools import partial

import numpy as np
from concerted import SMALL
from concerted_worlds import WORLDS, Size, war

from holdfire.forms.concerted_attack import look
from holdfire.forms.concerted_designs import Params
from holdfire.forms.samples import Attacks, Hits
from holdfire.model.verdict import Rule, Verdict, judge
from holdfire.stats.alike_pairs import Rows, alike_pairs

PARAMS = Params(quick_draws=399, imputations=0)
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)
PLACE_KM, NO_DEATHS = 5.0, 0.25
KINDS = ("as it is", "copies", "answered")


def _joined(one: Hits, two: Hits) -> Hits:
    return Hits(**{f.name: np.append(getattr(one, f.name), getattr(two, f.name)) for f in fields(Hits)})


def _taken(hits: Hits, rows: np.ndarray) -> Hits:
    return Hits(**{f.name: getattr(hits, f.name)[rows] for f in fields(Hits)})


def _placed(hits: Hits) -> Hits:
    return replace(hits, x=np.round(hits.x / PLACE_KM) * PLACE_KM, y=np.round(hits.y / PLACE_KM) * PLACE_KM)


def _rows(hits: Hits, deaths: np.ndarray) -> Rows:
    place = (np.round(hits.x / PLACE_KM) + 1_000) * 10_000 + np.round(hits.y / PLACE_KM) + 1_000
    return Rows(place=place.astype(np.int64), day=hits.day, mark=deaths, told=np.zeros_like(hits.day))


def made(world: str, kind: str, size: Size, share: float, rng: np.random.Generator) -> Attacks:
    """Draw a war; of copies and answers, as many take the place of attacks of B's own."""
    sample = war(WORLDS[world], size, rng)
    a, b = _placed(sample.a), _placed(sample.b)
    deaths = {name: rng.geometric(NO_DEATHS, len(hits)) - 1 for name, hits in (("a", a), ("b", b))}
    if kind != KINDS[0]:
        count = min(int(share * len(a)), len(b) // 2)
        again, left = rng.permutation(len(a))[:count], rng.permutation(len(b))[count:]
        own = deaths["a"][again] if kind == "copies" else rng.geometric(NO_DEATHS, count) - 1
        b = _joined(_taken(b, left), _taken(a, again))
        deaths["b"] = np.append(deaths["b"][left], own)
    pairs = alike_pairs(_rows(a, deaths["a"]), _rows(b, deaths["b"]))
    return replace(sample, a=a, b=b, alike=pairs)


def trial(
    world: str, kind: str, size: Size, share: float, seed: int, number: int
) -> tuple[bool, bool, int, float]:
    parts = [seed, list(WORLDS).index(world), KINDS.index(kind), number]
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence(parts)))
    sample = made(world, kind, size, share, rng)
    found = look(sample, PARAMS, rng)
    before = replace(found, strict={**found.strict, "counted_twice": True})
    supported = [judge(one, RULE)[0] is Verdict.SUPPORTS for one in (before, found)]
    assert sample.alike is not None
    return supported[0], supported[1], len(sample.alike), sample.alike.expected


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wars", type=int, default=200, help="wars of each kind in each world")
    parser.add_argument("--share", type=float, default=0.2, help="of A's attacks, coded twice or answered")
    parser.add_argument("--world", action="append", choices=WORLDS, help="only this world")
    parser.add_argument("--small", action="store_true", help="wars of one year, three regions, 150 attacks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    size = SMALL if options.small else Size()
    print("| world | war | supported without the guard | supported | pairs alike | by chance |")
    print("|" + " --- |" * 6)
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(options.workers, mp_context=spawn) as pool:
        for world in options.world or WORLDS:
            for kind in KINDS:
                put = partial(trial, world, kind, size, options.share, options.seed)
                found = np.array(list(pool.map(put, range(options.wars), chunksize=10)), dtype=float)
                shares = " | ".join(f"{value:.3f}" for value in found[:, :2].mean(axis=0))
                counts = " | ".join(f"{value:.1f}" for value in found[:, 2:].mean(axis=0))
                print(f"| {world} | {kind} | {shares} | {counts} |", flush=True)


if __name__ == "__main__":
    main()
