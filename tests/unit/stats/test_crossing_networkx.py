"""Ways on maps and along roads, against networkx on graphs that are built here by the words of the paper."""

from math import sqrt

import networkx as nx
import numpy as np
import pytest

from holdfire.stats.crossings import Pieces, least_crossing_km
from holdfire.stats.least_crossing import LENGTH_WEIGHT, Passage
from holdfire.stats.least_crossing_roads import Roads

CELL_KM = 2.0
TURNS = ((0, 1), (1, 0), (1, 1), (1, -1))


def graph_of(held, passable):
    """Lay every step by hand: its length, and how much of it is on the ground in question."""
    graph = nx.Graph()
    graph.add_nodes_from(map(tuple, np.argwhere(passable).tolist()))
    for r, c in list(graph):
        for down, right in TURNS:
            to = (r + down, c + right)
            if to not in graph:
                continue
            share = (held[r, c] + held[to]) / 2
            if down and right:
                corners = (r, to[1]), (to[0], c)
                if not all(corner in graph for corner in corners):
                    continue
                share = 1.0 if all(held[corner] for corner in corners) else share
            km = CELL_KM * (sqrt(2) if down and right else 1)
            graph.add_edge((r, c), to, km=km, crossing=km * share)
    return graph


def marked(shape, cell):
    found = np.zeros(shape, dtype=bool)
    found[cell] = True
    return found


def length(graph, start, goal, weight):
    try:
        return nx.dijkstra_path_length(graph, start, goal, weight=weight)
    except nx.NetworkXNoPath:
        return None


def test_a_thousand_random_maps_agree_with_networkx():
    rng = np.random.default_rng(77)
    seen = {"free": 0, "crossed": 0, "cut off": 0}
    for _ in range(1_000):
        rows, columns = (int(n) for n in rng.integers(2, 8, 2))
        held = rng.random((rows, columns)) < rng.choice([0.3, 0.6, 0.9])
        passable = rng.random((rows, columns)) < rng.choice([1.0, 0.7])
        start, goal = ((int(rng.integers(rows)), int(rng.integers(columns))) for _ in "pq")
        if start == goal:
            continue
        passable[start] = passable[goal] = True
        held &= passable
        graph = graph_of(held.astype(float), passable)
        crossing = length(graph, start, goal, "crossing")
        free = graph.edge_subgraph([e for e in graph.edges if graph.edges[e]["crossing"] == 0])
        around = length(free, start, goal, "km") if start in free and goal in free else None
        ours = Passage.over(held, cell_km=CELL_KM, impassable=~passable)
        ends = marked(held.shape, start), marked(held.shape, goal)
        best, detour = ours.least(*ends), ours.around(*ends)
        assert (best is None) == (crossing is None)
        assert (detour is None) == (around is None)
        assert Pieces.of(held, passable, start, goal).joined == (around is not None)
        seen["cut off" if crossing is None else "free" if around is not None else "crossed"] += 1
        if best is not None:
            assert best.crossing_km == pytest.approx(crossing, abs=1e-9)
            assert least_crossing_km(
                held, passable, (start, goal), cell_km=CELL_KM, at_most=1.5 * crossing + 1
            ) == pytest.approx(crossing, abs=1e-6)
        if detour is not None:
            assert detour.length_km == pytest.approx(around, abs=1e-9)
            assert (detour.cells[0], detour.cells[-1]) == (start, goal)
    assert min(seen.values()) > 50


def made_roads(rng, nodes=12, pieces=20, cells=30):
    ends = rng.integers(0, nodes, (pieces, 2))
    return Roads(
        one=ends[:, 0], two=ends[:, 1], km=rng.choice([1.0, 2.0, 3.5, 5.0], pieces),
        cell=rng.integers(0, cells, pieces), at=np.zeros((nodes, 2)), start=0, goal=nodes - 1, columns=6,
    )  # fmt: skip


def test_random_roads_agree_with_networkx_also_where_two_join_the_same_ends():
    rng = np.random.default_rng(5)
    seen = {"free": 0, "crossed": 0, "cut off": 0}
    for _ in range(300):
        roads = made_roads(rng)
        held, usable = rng.random((5, 6)) < 0.4, rng.random(20) < 0.9
        crossed = roads.on(held)
        graph = nx.MultiGraph()
        graph.add_nodes_from(range(12))
        for i in np.flatnonzero(usable).tolist():
            cost = roads.km[i] * (crossed[i] + LENGTH_WEIGHT)
            graph.add_edge(int(roads.one[i]), int(roads.two[i]), cost=cost, km=roads.km[i], x=crossed[i])
        free = nx.MultiGraph(graph)
        free.remove_edges_from([(a, b, k) for a, b, k, x in graph.edges(keys=True, data="x") if x])
        around, cost = length(free, 0, 11, "km"), length(graph, 0, 11, "cost")
        way = roads.least(crossed, usable)
        assert roads.joined(usable & ~crossed) == (around is not None)
        assert roads.shortest_km(usable & ~crossed) == pytest.approx(np.inf if around is None else around)
        assert (way is None) == (cost is None)
        seen["cut off" if cost is None else "free" if around is not None else "crossed"] += 1
        if way is not None:
            assert way.crossing_km + LENGTH_WEIGHT * way.length_km == pytest.approx(cost)
    assert min(seen.values()) > 20
