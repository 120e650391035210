"""How often `truce-break` is right, in simulated wars of four years and four actors, with and without a deal.

    python bench/calibrating/truce.py --wars 2000

Every dyad has 0.4 clashes a day. The worlds:

none            counts are Poisson
own drift       each dyad's rate drifts by itself (Ornstein-Uhlenbeck in its logarithm, 30 days, sd 0.8)
own and shared  the same, and all dyads share a tide (60 days, sd 0.8)
shared          the tide alone
half reported   own and shared, and the source misses every second A-B clash at all times

For each world: the share of wars without a deal with p ≤ .05 and its standard error, the share of each
verdict, how often the interval holds the truth, its typical half-width as a factor; then, with a deal of the
smallest effect that was printed before (power 0.8), the share of wars in which p ≤ .05, the median of that
effect, and in how many wars none could be found. Last, with the date looked for and not given (--search): the
share of wars without a deal with p ≤ .05.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break import FORM
from holdfire.forms.truce_break_dates import Params, read_at, read_best
from holdfire.forms.truce_break_series import two_series
from holdfire.model.verdict import Rule, judge
from running import calibrate_worlds, error_of, share_of, verdict_shares

ALPHA = 0.05
ACTORS, DAYS, RATE = 4, 1_461, 0.4
WINDOW, DATE = 90, 730
ON = (date(1970, 1, 1) + timedelta(days=DATE)).isoformat()
SD, OWN_DAYS, SHARED_DAYS = 0.8, 30.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Which rates drift, and which share of A-B clashes the source catches."""

    own: bool
    shared: bool
    caught: float = 1.0


WORLDS: Mapping[str, World] = {
    "none": World(own=False, shared=False),
    "own drift": World(own=True, shared=False),
    "own and shared": World(own=True, shared=True),
    "shared": World(own=False, shared=True),
    "half reported": World(own=True, shared=True, caught=0.5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war without a deal, and the same war with one of the smallest effect that was printed."""

    pvalue: float
    verdict: str
    covered: bool
    half_width: float
    detectable: float | None
    found: bool | None
    searched: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the form said over the wars of one world; searched: None where no date was looked for."""

    world: str
    wars: int
    small_p: float
    standard_error: float
    supports: float
    does_not_support: float
    cannot_tell: float
    coverage: float
    half_width: float
    power: float
    median_detectable: float
    undetectable: int
    searched: float | None


def drift(days: int, memory: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw a stationary Ornstein-Uhlenbeck path, less what makes the mean of its exponential 1."""
    keep = math.exp(-1 / memory)
    steps = rng.normal(0, SD * math.sqrt(1 - keep * keep), days)
    steps[0] = rng.normal(0, SD)
    return np.asarray(lfilter([1.0], [1.0, -keep], steps)) - SD * SD / 2


def simulate(world: World, rng: np.random.Generator) -> Truce:
    """Draw a war without a deal; dyad 0 is A-B."""
    sides = np.array(list(combinations(range(ACTORS), 2)), dtype=np.int64)
    tide = drift(DAYS, SHARED_DAYS, rng) if world.shared else np.zeros(DAYS)
    logs = [tide + (drift(DAYS, OWN_DAYS, rng) if world.own else 0.0) for _ in sides]
    clashes = rng.poisson(RATE * np.exp(np.array(logs))).astype(np.int64)
    if world.caught < 1:
        clashes[0] = rng.binomial(clashes[0], world.caught)
    return Truce(
        actors=tuple("abcd"[:ACTORS]),
        sides=sides,
        clashes=clashes,
        eligible=np.ones(len(sides), dtype=np.bool_),
        of_deal=np.arange(len(sides)) == 0,
        events=clashes.sum(axis=0),
        first=0,
        in_war=int(clashes[0].sum()),
    )


def with_deal(sample: Truce, left: float, rng: np.random.Generator) -> Truce:
    """Leave a share of the A-B clashes of the window that starts at the date."""
    clashes = sample.clashes.copy()
    clashes[0, DATE : DATE + WINDOW] = rng.binomial(clashes[0, DATE : DATE + WINDOW], left)
    return replace(sample, clashes=clashes)


def trial(name: str, seed: int, number: int, *, search: bool) -> Trial:
    """Simulate one war and put it to the form, without and with a deal."""
    part = list(WORLDS).index(name)
    rng, deal = np.random.default_rng([seed, part, number]).spawn(2)
    sample, params = simulate(WORLDS[name], rng), Params(on=ON)
    finding = FORM.run(sample, params, rng)
    reading, least = read_at(two_series(sample), DATE, params.widths), finding.power.minimum_detectable
    assert finding.pvalue == reading.pvalue  # the answer is the reading
    low, high = reading.limits
    after = (
        None if least is None else read_at(two_series(with_deal(sample, least, deal)), DATE, params.widths)
    )
    rule = Rule(towards=FORM.towards, smallest_effect=FORM.smallest_effect, family=1)
    return Trial(
        pvalue=reading.pvalue,
        verdict=judge(finding, rule)[0].value,
        covered=low <= 1 <= high,
        half_width=math.sqrt(high / low),
        detectable=least,
        found=None if after is None else after.pvalue <= ALPHA,
        searched=read_best(two_series(sample), params.widths).pvalue if search else None,
    )


def shares(name: str, trials: Sequence[Trial]) -> Share:
    """Count what the form said."""
    wars = len(trials)
    small = share_of([t.pvalue <= ALPHA for t in trials])
    tried = [t for t in trials if t.detectable is not None]
    searched = [t.searched <= ALPHA for t in trials if t.searched is not None]
    return Share(
        world=name,
        wars=wars,
        small_p=small,
        standard_error=error_of(small, wars),
        coverage=share_of([t.covered for t in trials]),
        half_width=float(np.median([t.half_width for t in trials])),
        power=share_of([bool(t.found) for t in tried]),
        median_detectable=float(np.median([t.detectable or 0.0 for t in tried])) if tried else math.nan,
        undetectable=wars - len(tried),
        searched=share_of(searched) if searched else None,
        **verdict_shares([t.verdict for t in trials]),
    )


HEADS = {
    "world": "world",
    "wars": "wars",
    "p ≤ .05": "small_p",
    "s.e.": "standard_error",
    "supports": "supports",
    "does not": "does_not_support",
    "can’t": "cannot_tell",
    "covers": "coverage",
    "width": "half_width",
    "power": "power",
    "at": "median_detectable",
    "none": "undetectable",
    "searched": "searched",
}
SEARCH = {"search": {"action": "store_true", "help": "also look for the date"}}

if __name__ == "__main__":
    calibrate_worlds(__doc__, WORLDS, trial, shares, HEADS, SEARCH)
