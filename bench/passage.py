"""What maps within a border's error cost to draw and to search; seconds are of one processor.

python bench/passage.py [draws one_map] [--rounds 1] [--json]

The ground is made up here: blobs of some 50 cells over half of 1,000 by 1,000 cells, so that every way
crosses some of it, which is the dearest case. Beside it one map's shortest crossing by scipy's Dijkstra on
the whole graph, and by networkx where it is installed.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from parts import run_parts
from scipy import ndimage

from holdfire.forms.safe_passage_maps import BestMap, Params, draw
from holdfire.forms.samples import GroundMap
from holdfire.stats.crossings import least_crossing_km
from holdfire.stats.least_crossing import Passage

SIDE, DRAWS = 1_000, 1_000


def made(side: int) -> GroundMap:
    """Make a map with ground of X over half of it, free at both places."""
    height = ndimage.gaussian_filter(np.random.default_rng(1).standard_normal((side, side)), 25)
    ends = (side // 100, side // 100), (side - side // 100, side - side // 100)
    held = height > 0
    for end in ends:
        held[end] = False
    return GroundMap(
        source="made", since=0, lag=10, error_km=3.0, held=held, passable=np.ones_like(held),
        start=ends[0], goal=ends[1],
    )  # fmt: skip


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Take the shortest of some rounds."""
    found: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def draws(rounds: int) -> dict[str, Any]:
    ground, params = made(SIDE), Params(draws=DRAWS)

    def whole() -> None:
        best = BestMap.of(ground)
        assert best is not None
        draw(best, params, np.random.default_rng(1), draws=DRAWS, whole=True)

    return {"cells": SIDE * SIDE, "draws": DRAWS, "seconds": seconds(whole, rounds)}


def say_draws(found: dict[str, Any]) -> list[str]:
    took = found["seconds"]
    return [
        f"{found['draws']:,} maps of {found['cells']:,} cells, {Params().lengths} crossings measured: "
        f"{took:.1f} s of one processor ({took / 2:.0f} s on two at best; at most 60 are wanted)"
    ]


def one_map(rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side in (200, SIDE):
        ground = made(side)
        ends = [np.zeros_like(ground.held) for _ in "pq"]
        ends[0][ground.start] = ends[1][ground.goal] = True
        way = Passage.over(ground.held, cell_km=2.0).least(*ends)
        assert way is not None

        def ours(ground: GroundMap = ground, known: float = way.crossing_km) -> float:
            places = ground.start, ground.goal
            return least_crossing_km(ground.held, ground.passable, places, cell_km=2.0, at_most=1.2 * known)

        def scipys(ground: GroundMap = ground, ends: list[Any] = ends) -> object:
            return Passage.over(ground.held, cell_km=2.0).least(*ends)

        if abs(ours() - way.crossing_km) > 1e-6:
            raise AssertionError(f"{ours()} km here, {way.crossing_km} km by scipy")
        found[str(side)] = {
            "ours": seconds(ours, rounds),
            "scipy": seconds(scipys, rounds),
            "networkx": networkx_seconds(ground, way.crossing_km) if side == 200 else None,
        }
    return found


def networkx_seconds(ground: GroundMap, wanted: float) -> float | None:
    """Search the same steps with networkx; None where it is not installed."""
    try:
        import networkx as nx  # not among what holdfire needs
    except ImportError:
        return None
    grid = Passage.over(ground.held, cell_km=2.0)
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(grid.one.tolist(), grid.two.tolist(), grid.crossing.tolist(), strict=True)
    )
    first, last = (end[0] * grid.shape[1] + end[1] for end in (ground.start, ground.goal))
    began = time.process_time()
    crossing = nx.dijkstra_path_length(graph, first, last)
    if abs(crossing - wanted) > 1e-6:
        raise AssertionError(f"{crossing} km by networkx, {wanted} km by scipy")
    return time.process_time() - began


def say_one_map(found: dict[str, Any]) -> list[str]:
    said: list[str] = []
    for side, took in found.items():
        beside = "not installed" if took["networkx"] is None else f"{took['networkx']:.2f} s"
        said.append(
            f"shortest crossing of one map of {side} by {side}: {took['ours']:.3f} s; scipy on the whole "
            f"graph {took['scipy']:.3f} s ({took['scipy'] / took['ours']:.1f} times); networkx {beside}"
        )
    return said


PARTS = {"draws": (draws, say_draws), "one_map": (one_map, say_one_map)}
"""Part → what measures it (rounds) and what says it; one line a part."""

if __name__ == "__main__":
    run_parts(__doc__, PARTS, rounds=1)
