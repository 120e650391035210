"""One event coded with both dyads: what is left of the synchrony without the pairs that may be that."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from math import ceil

import numpy as np

from holdfire.forms.concerted_designs import DesignResult, DesignResults, Params, run_designs
from holdfire.forms.concerted_pairs import pair_up
from holdfire.forms.concerted_series import series
from holdfire.forms.samples import Attacks, Hits, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Pairs of one day and place in the period. pairs: how many; expected: by chance; left_out: excess.

    without: the registered design without these, at the larger p: they are taken out of the one series, then
    of the other. None where none is in excess, or where nothing is left to compare.
    """

    pairs: int
    expected: float
    left_out: int
    without: DesignResult | None

    @property
    def pvalue(self) -> float:
        """The p without them; 1 where nothing is left, 0 where none is left out."""
        if not self.left_out:
            return 0.0
        return 1.0 if self.without is None else self.without.pvalue

    def holds(self, family: int) -> bool:
        """Say whether the synchrony is there without them."""
        return not self.left_out or (self.without is not None and self.without.supports(family))


def look_for_copies(sample: Attacks, params: Params, rng: np.random.Generator) -> Copies | None:
    """Count the pairs that may be one event, and test without as many as are in excess; None: nobody looked.

    Which of a pair's two rows is the copy is not known: the worse of both is taken.
    """
    alike = sample.alike
    if alike is None:
        return None
    day = sample.a.day[alike.one]
    inside = (day >= 0) & (day < sample.days)
    one, two = alike.one[inside], alike.two[inside]
    excess = max(0, ceil(len(one) - alike.expected - 1e-9))
    if not excess:
        return Copies(pairs=len(one), expected=alike.expected, left_out=0, without=None)
    every = _in_order(sample.a, one)[np.linspace(0, len(one) - 1, excess).round().astype(np.int64)]
    halves = {
        "a": replace(sample, a=_without(sample.a, one[every])),
        "b": replace(sample, b=_without(sample.b, two[every])),
    }
    turns = series(sample, params.limits).turns
    of_turning_first = sorted(halves, key=lambda name: name != turns)
    streams = zip(of_turning_first, rng.spawn(2), strict=True)
    found = [_worst(halves[name], params, stream) for name, stream in streams]
    worst = None if None in found else max((f for f in found if f is not None), key=lambda f: f.pvalue)
    return Copies(pairs=len(one), expected=alike.expected, left_out=excess, without=worst)


def copies_caveat(copies: Copies | None) -> Iterable[str]:
    """Tell how many pairs may be one event each, and what is left without them."""
    if copies is None or not copies.pairs:
        yield "One battle that the source codes once with each of the two makes a near pair."
    else:
        pairs = "1 pair of attacks, one" if copies.pairs == 1 else f"{copies.pairs:,} pairs of attacks, one"
        without = (
            f" Without the {copies.left_out:,} in excess p is {copies.pvalue:.3f}." if copies.left_out else ""
        )
        yield (
            f"{pairs} of each of the two, fall on one day at one place with the same deaths or the same "
            f"source ({copies.expected:.1f} are expected by chance): each may be one battle that "
            f"the source codes once with each.{without}"
        )


def copies_sentence(copies: Copies | None) -> str:
    """Say what it means that the synchrony goes with them."""
    if copies is None or not copies.left_out:
        return ""
    return (
        f"{copies.pairs:,} pairs of attacks may be one battle each that the source codes once with each of "
        f"the two ({copies.expected:.1f} are expected by chance); without the {copies.left_out:,} in excess "
        f"p is {copies.pvalue:.3f}, and the finding does not stand on the rest."
    )


def _in_order(hits: Hits, rows: Ints) -> Ints:
    """Order rows by day and place: how a file is sorted must not decide which are taken out."""
    return np.lexsort((hits.y[rows], hits.x[rows], hits.day[rows]))


def _without(hits: Hits, rows: Ints) -> Hits:
    kept = np.ones(len(hits), dtype=np.bool_)
    kept[rows] = False
    return Hits(**{field.name: getattr(hits, field.name)[kept] for field in fields(Hits)})


def _worst(sample: Attacks, params: Params, rng: np.random.Generator) -> DesignResult | None:
    """Put a sample to the registered design and give the origin with the larger p; None where it has none."""
    found = series(sample, params.limits)
    if not len(found.fixed) or not len(found.rotated):
        return None
    designs = params.origins()
    pairing = pair_up(found.fixed, found.rotated, sample.days, params.windows, designs)
    results: DesignResults = run_designs(pairing, replace(params, draws=params.quick_draws), rng, designs)
    return results.deciding if len(results.origins) == len(designs) else None
