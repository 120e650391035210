"""What maps within a border's error cost to draw and to search; seconds are of one processor.

python bench/passage.py [draws one_map roads] [--rounds 1] [--json]

The ground is made up here: blobs of some 50 cells over half of 1,000 by 1,000 cells, so that every way
crosses some of it, which is the dearest case. Beside it one map's shortest crossing by scipy's Dijkstra on
the whole graph, by networkx, and by skimage.graph where they are installed, from cells to km: a drawn map is
a new one, so its graph is laid anew. holdfire needs neither (pip install networkx scikit-image). What a step
costs skimage is the mean of its cells, so that it slips through a diagonal wall of one cell.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from parts import run_parts
from scipy import ndimage

from holdfire.forms.safe_passage_maps import BestMap, Params, draw
from holdfire.forms.safe_passage_ways import AlongRoads
from holdfire.forms.samples import GroundMap
from holdfire.stats.crossings import least_crossing_km
from holdfire.stats.least_crossing import Passage
from holdfire.stats.least_crossing_roads import Roads

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
            "networkx": networkx_seconds(ground, way.crossing_km),
            "skimage": skimage_seconds(ground, way.crossing_km),
        }
    return found


def skimage_seconds(ground: GroundMap, wanted: float) -> float | None:
    """Search the same map with skimage.graph; None where it is not installed."""
    try:
        from skimage.graph import MCP_Geometric  # not among what holdfire needs
    except ImportError:
        return None
    began = time.process_time()
    costs, _ = MCP_Geometric(ground.held.astype(float) * 2.0 + 1e-9).find_costs([ground.start], [ground.goal])
    crossing = float(costs[ground.goal])
    if crossing > wanted + 1e-3:
        raise AssertionError(f"{crossing} km by skimage, {wanted} km by scipy")
    return time.process_time() - began


def roads(rounds: int) -> dict[str, Any]:
    """Search a road net of 40,000 crossings, the steps of an uneven grid, 1,000 times on drawn maps."""
    side = 200
    rng, number = np.random.default_rng(2), np.arange(side * side).reshape(side, side)
    one = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    two = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    net = Roads(
        one=one, two=two, km=rng.uniform(2.0, 3.0, len(one)), cell=one, at=np.zeros((side * side, 2)),
        start=0, goal=side * side - 1, columns=side,
    )  # fmt: skip
    ground = made(side)
    ways = AlongRoads(ground=ground, roads=net)
    best = ways.least(ground.held)
    assert best is not None
    took = seconds(lambda: [ways.free(ground.held, None) for _ in range(100)], rounds) / 100
    return {
        "pieces": len(one),
        "free": took,
        "crossing": seconds(lambda: ways.crossing_km(ground.held, best), rounds),
    }


def say_roads(found: dict[str, Any]) -> list[str]:
    return [
        f"roads of {found['pieces']:,} pieces: whether a way is free on a map {found['free'] * 1000:.1f} ms, "
        f"the shortest crossing {found['crossing'] * 1000:.0f} ms"
    ]


def networkx_seconds(ground: GroundMap, wanted: float) -> float | None:
    """Search the same steps with networkx; None where it is not installed."""
    try:
        import networkx as nx  # not among what holdfire needs
    except ImportError:
        return None
    began = time.process_time()
    grid = Passage.over(ground.held, cell_km=2.0)
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(grid.one.tolist(), grid.two.tolist(), grid.crossing.tolist(), strict=True)
    )
    first, last = (end[0] * grid.shape[1] + end[1] for end in (ground.start, ground.goal))
    crossing = nx.dijkstra_path_length(graph, first, last)
    took = time.process_time() - began
    if abs(crossing - wanted) > 1e-6:
        raise AssertionError(f"{crossing} km by networkx, {wanted} km by scipy")
    return took


def say_one_map(found: dict[str, Any]) -> list[str]:
    said: list[str] = []
    for side, took in found.items():
        others = "; ".join(
            f"{name} not installed"
            if took[name] is None
            else f"{name} {took[name]:.3f} s ({took[name] / took['ours']:,.0f} times)"
            for name in ("scipy", "networkx", "skimage")
        )
        said.append(
            f"shortest crossing of one map of {side} by {side}: {took['ours']:.4f} s; on the whole graph "
            f"{others}"
        )
    return said


PARTS = {"draws": (draws, say_draws), "one_map": (one_map, say_one_map), "roads": (roads, say_roads)}
"""Part → what measures it (rounds) and what says it; one line a part."""

if __name__ == "__main__":
    run_parts(__doc__, PARTS, rounds=1)
