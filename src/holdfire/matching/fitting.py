"""What each agreement is worth, learnt from the rows themselves (Fellegi–Sunter weights by EM)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.matching.bursts import cells_of
from holdfire.matching.fields import FIELDS, PRECISION, within_groups
from holdfire.matching.local import Near, among_others, commonness, counts_of, crowd, field_weight, in_reach
from holdfire.matching.rivals import Graph, probability, shares
from holdfire.matching.rows import Floats

ROUNDS, ENOUGH = 60, 1e-4  # of EM; matches gained or lost in a round, as a share, below which it has settled
EXPECTED = 30.0  # matches' worth of what is expected of each field beforehand
FIRST_SHARE, SHARE_WORTH = 0.2, 5.0  # the share of rows expected to have a match, and that many rows' worth
MOST_SHARE = 0.95
FIRST_LOOK_BITS = -12.0  # pairs below this weight at first sight can neither hold nor be rivals
SWEEPS = 25  # for shares of probability between rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What was learnt of the pairs that come into question, all numbers in bits.

    kept: these pairs. weights: of each level of each field. common: (fields, pairs), what is taken off as the
    level is common nearby. clustered: (pairs,), what is taken off as events come in bursts. prior: (pairs,),
    from the share of rows with a match and the rows in reach. factor: (pairs,), what rivals leave of the
    odds, as a share. expected: how many rows of one table stand in the other.
    """

    kept: Near
    weights: tuple[Floats, ...]
    common: Floats
    clustered: Floats
    prior: Floats
    factor: Floats
    expected: float


def fit(near: Near, precision: Floats, bursts: Floats) -> Fit:
    """Learn weights from pairs within reach.

    Each round gives every pair its probability, rivals counted, then takes the shares of levels among matches
    (by probability) and among all others. The first round takes for both what is expected beforehand: where
    events are so rare that nearly every pair within reach is a match, the shares among all pairs are theirs.
    What is expected of a field beforehand counts like 30 matches, so that few rows change little. Nothing is
    drawn: the same rows give the same weights.

    Parameters
    ----------
    precision
        How precise the two rows of a match are expected to be: shares of the levels of that field.
    bursts
        By how many bits distinct events agree oftener than chance would have, for each cell of `bursts`.
    """
    beforehand = tuple(precision if field is PRECISION else field.among_matches for field in FIELDS)
    every = counts_of(near)
    usual = among_others(every)
    matches, others = beforehand, among_others([np.zeros_like(count) for count in every])
    reached = in_reach(near)
    kept = _in_question(near, _weights(matches, others), reached)
    graph = Graph(one=kept.one, other=kept.other, rows=kept.rows)
    common = np.stack([commonness(near, kept, at, usual[at]) for at in range(len(FIELDS))])
    clustered = bursts[cells_of(kept.levels)]
    expected = FIRST_SHARE * min(near.tables)
    weights, prior, factor = _weights(matches, others), crowd(kept, reached), np.ones(len(kept.one))
    p: Floats | None = None
    for _ in range(ROUNDS):
        weights = _weights(matches, others)
        prior = _odds_bits(expected, near.tables) - crowd(kept, reached, p)
        total = prior - clustered - common.sum(axis=0) + _summed(kept, weights)
        factor = shares(graph, np.exp2(total), sweeps=SWEEPS)
        p = probability(total + np.log2(factor))
        before, expected = expected, float(p.sum())
        if abs(expected - before) <= ENOUGH * max(before, 1.0):
            break
        held = [
            np.bincount(levels, p, minlength=len(field.levels))
            for field, levels in zip(FIELDS, kept.levels, strict=True)
        ]
        matches = tuple(
            within_groups(count + EXPECTED * share, field.group)
            for field, count, share in zip(FIELDS, held, beforehand, strict=True)
        )
        others = among_others([count - match for count, match in zip(every, held, strict=True)])
    factor = shares(graph, np.exp2(prior - clustered - common.sum(axis=0) + _summed(kept, weights)))
    return Fit(
        kept=kept,
        weights=weights,
        common=common,
        clustered=-clustered,
        prior=prior,
        factor=factor,
        expected=expected,
    )


def _weights(matches: Sequence[Floats], others: Sequence[Floats]) -> tuple[Floats, ...]:
    return tuple(field_weight(*parts) for parts in zip(FIELDS, matches, others, strict=True))


def _summed(near: Near, weights: Sequence[Floats]) -> Floats:
    return np.sum([weight[levels] for weight, levels in zip(weights, near.levels, strict=True)], axis=0)


def _odds_bits(expected: float, tables: tuple[int, int]) -> float:
    """Turn the matches expected by now into the part of the odds that all pairs share.

    Two observers who each see a share p, q of events that fall like rain: the odds of a pair against two
    events that were each seen once are √(pq) / ((1-p)(1-q)), times how near the pair is, by the rows around.
    """
    logs = 0.0
    for rows in tables:
        share = min((expected + FIRST_SHARE * SHARE_WORTH) / (rows + SHARE_WORTH), MOST_SHARE)
        logs += 0.5 * np.log2(share) - np.log2(1.0 - share)
    return float(logs)


def _in_question(near: Near, weights: Sequence[Floats], reached: Floats) -> Near:
    """Leave out the pairs that nothing learnt later could bring back."""
    return near.take(_summed(near, weights) - crowd(near, reached) >= FIRST_LOOK_BITS)
