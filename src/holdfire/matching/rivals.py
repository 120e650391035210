"""A row tells of one event: how probable each pair is where pairs that share a row exclude each other."""

from dataclasses import dataclass

import numpy as np

from holdfire.matching.rows import Floats, Short

TOLERANCE = 1e-7
SWEEPS = 400  # parts of the graph that are trees settle within their depth, dense bursts within some hundred
MOST_ODDS = 2.0**30  # beyond, sums of floats would forget the rivals


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Pairs as edges between rows, numbered over both tables; one table with itself has one numbering."""

    one: Short
    other: Short
    rows: int


def shares(graph: Graph, odds: Floats, *, sweeps: int = SWEEPS) -> Floats:
    """Give each pair the factor (0 to 1) by which its rivals lower its odds; p = odds·f / (1 + odds·f).

    Sets of pairs in which no row stands twice weigh the product of their pairs' odds (a monomer–dimer
    model); a pair's probability is its share of all such sets. Found by belief propagation: exact where the
    pairs form no ring, and the Bethe approximation elsewhere (Bayati, Gamarnik, Katz, Nair, Tetali 2007); k
    equal rows against k equal rows come out at about 1/k each. No row's pairs ever sum to more than one.
    """
    factor = np.ones_like(odds)
    degree = np.bincount(graph.one, minlength=graph.rows) + np.bincount(graph.other, minlength=graph.rows)
    rivalled = np.flatnonzero((degree[graph.one] > 1) | (degree[graph.other] > 1))
    one, other = graph.one[rivalled], graph.other[rivalled]
    weight = np.minimum(odds[rivalled], MOST_ODDS)
    ahead = np.ones_like(weight)  # how free `one` is but for this pair, as told to `other`; back: the reverse
    back = np.ones_like(weight)
    for _ in range(sweeps if len(rivalled) else 0):
        to_one, to_other = weight * back, weight * ahead
        pull = np.bincount(one, to_one, minlength=graph.rows)
        pull += np.bincount(other, to_other, minlength=graph.rows)
        new_ahead = np.sqrt(ahead / (1.0 + np.maximum(pull[one] - to_one, 0.0)))
        new_back = np.sqrt(back / (1.0 + np.maximum(pull[other] - to_other, 0.0)))  # full steps would swing
        moved = max(np.abs(new_ahead - ahead).max(), np.abs(new_back - back).max())
        ahead, back = new_ahead, new_back
        if moved < TOLERANCE:
            break
    factor[rivalled] = ahead * back
    return factor


def probability(weight: Floats) -> Floats:
    """Turn a weight in bits into a probability."""
    return 1.0 / (1.0 + np.exp2(-weight))
