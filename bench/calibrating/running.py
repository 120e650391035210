"""What the calibrations of forms share: their command line, their processes, their table."""

import argparse
import concurrent.futures
import dataclasses
import json
import math
import multiprocessing
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

CHUNK = 25  # wars that a worker takes at once
VERDICTS = ("supports", "does_not_support", "cannot_tell")


def calibrate_worlds(
    description: str | None,
    worlds: Collection[str],
    trial: Callable[..., Any],
    shares: Callable[[str, list[Any]], Any],
    heads: Mapping[str, str],
    more: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Put many wars of every world to a form and print what it said, a line a world, as each is done.

    trial(world, seed, number, **more): one war, None if it is not to count. shares: a dataclass for the line.
    heads: head → field of it. more: further options, as argparse takes them. The result doesn't depend on
    the number of workers.
    """
    options = _options(description, worlds, more or {})
    given = {name: getattr(options, name) for name in more or {}}
    made: list[dict[str, Any]] = []
    if not options.json:
        print(f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}", flush=True)
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(options.workers, mp_context=spawn) as pool:
        for world in options.world or worlds:
            jobs = [
                pool.submit(
                    _part, trial, world, options.seed, range(at, min(at + CHUNK, options.wars)), given
                )
                for at in range(0, options.wars, CHUNK)
            ]
            made.append(
                _line(dataclasses.asdict(shares(world, [one for job in jobs for one in job.result()])))
            )
            if not options.json:
                print(f"| {' | '.join(_cell(made[-1][field]) for field in heads.values())} |", flush=True)
    if options.json:
        print(json.dumps(made, indent=2))


def share_of(said: Sequence[bool]) -> float:
    """Give the share of what is true; NaN of nothing."""
    return sum(said) / len(said) if said else math.nan


def error_of(share: float, trials: int) -> float:
    """Give the standard error of a share of so many trials."""
    return math.sqrt(share * (1 - share) / max(1, trials))


def verdict_shares(verdicts: Sequence[str]) -> dict[str, float]:
    """Give the share of every verdict."""
    return {one: share_of([verdict == one for verdict in verdicts]) for one in VERDICTS}


def _part(
    trial: Callable[..., Any], world: str, seed: int, numbers: range, given: dict[str, Any]
) -> list[Any]:
    found = (trial(world, seed, number, **given) for number in numbers)
    return [one for one in found if one is not None]


def _options(
    description: str | None, worlds: Collection[str], more: Mapping[str, Mapping[str, Any]]
) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wars", type=int, default=200, help="wars in each world")
    parser.add_argument("--world", action="append", choices=worlds, help="only this world")
    for name, how in more.items():
        parser.add_argument(f"--{name}", **how)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _line(made: dict[str, Any]) -> dict[str, Any]:
    """Write none for a share of nothing."""
    unknown = (name for name, value in made.items() if isinstance(value, float) and math.isnan(value))
    return made | dict.fromkeys(unknown)


def _cell(value: str | float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
