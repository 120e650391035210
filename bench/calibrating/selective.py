"""How often `selective-targeting` is right, in simulated strikes of two sides, with and without sparing.

    python bench/calibrating/selective.py --wars 2000

Each of A and B strikes the other or C over 26 weeks in 8 regions, on some 60 occasions (region and week) of
5 strikes; the other one has 15 to 45 % of the opportunities. The worlds, none with any sparing:

independent     every strike is a free choice
clustered       strikes of one occasion go together (correlation .25)
many strikes    the same with 15 strikes an occasion
few             20 occasions, the other one has 30 % of the opportunities
few and rare    20 occasions of 10 strikes, the other one has 10 %
bursts          a few occasions hold most strikes; clustered
trend           opportunities and strikes rise together from week to week; clustered
tide            what is struck drifts from week to week in each region (8 weeks, sd 1 of the log odds)
regions         each region has lasting odds of its own (sd .7 of the log odds)
four regions    the same where there are only four regions, over 52 weeks
half reported   clustered, and the source misses every second strike of A and B on each other

For each: the share of wars with p ≤ .05 and its standard error, the share of each verdict, how often the
range holds the truth; then, with one side sparing the other by the odds ratio that was printed before (power
0.8), the share of wars with p ≤ .05, the median of that odds ratio, and in how many wars there was none.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from holdfire.forms.samples import Strikes, Targets
from holdfire.forms.selective_targeting import FORM
from holdfire.forms.selective_targeting_occasions import Params
from holdfire.forms.selective_targeting_power import smallest_odds_ratio
from holdfire.forms.selective_targeting_readings import Asked, find
from holdfire.model.verdict import Rule, judge
from running import calibrate_worlds, error_of, share_of, verdict_shares

ALPHA = 0.05
PARAMS = Params(draws=999)
RULE = Rule(towards=FORM.towards, smallest_effect=FORM.smallest_effect, family=1)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How occasions, opportunities and choices come about. active: share of region-weeks with a strike."""

    regions: int = 8
    weeks: int = 26
    active: float = 0.29
    strikes: float = 5.0
    share: tuple[float, float] = (0.15, 0.45)
    spread: float = 0.25
    burst: float | None = None
    trend: bool = False
    tide: float = 0.0
    lasting: float = 0.0
    caught: float = 1.0


WORLDS: Mapping[str, World] = {
    "independent": World(spread=1e-6),
    "clustered": World(),
    "many strikes": World(strikes=15.0),
    "few": World(active=0.1, share=(0.3, 0.3)),
    "few and rare": World(active=0.1, strikes=10.0, share=(0.1, 0.1)),
    "bursts": World(burst=0.4),
    "trend": World(trend=True),
    "tide": World(tide=1.0, spread=0.05),
    "regions": World(lasting=0.7, spread=0.05),
    "four regions": World(lasting=0.7, spread=0.05, regions=4, weeks=52),
    "half reported": World(caught=0.5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One side's occasions before anything is struck; drift: log odds that no opportunity explains."""

    region: NDArray[np.int64]
    week: NDArray[np.int64]
    strikes: NDArray[np.int64]
    share: Floats
    drift: Floats


def drawn_design(world: World, rng: np.random.Generator) -> Design:
    """Draw where and when a side strikes, how often, and what it could have struck."""
    region, week = np.nonzero(rng.random((world.regions, world.weeks)) < world.active)
    low, high = world.share
    share = rng.uniform(low, high, len(region)) if low < high else np.full(len(region), low)
    mean = np.full(len(region), world.strikes - 1)
    if world.trend:
        rise = week / world.weeks
        share, mean = 0.1 + 0.5 * rise, mean * (0.3 + 1.4 * rise)
    if world.burst is not None:
        mean = mean * rng.gamma(world.burst, 1 / world.burst, len(mean))
    drift = world.lasting * rng.normal(size=(world.regions, 1)) + _tide(world, rng)
    return Design(
        region=region,
        week=week,
        strikes=rng.poisson(mean) + 1,
        share=share,
        drift=drift[region, week],
    )


def _tide(world: World, rng: np.random.Generator) -> Floats:
    """Draw a stationary drift of each region with a memory of eight weeks."""
    keep = math.exp(-1 / 8)
    steps = rng.normal(0, math.sqrt(1 - keep * keep), (world.regions, world.weeks))
    steps[:, 0] = rng.normal(size=world.regions)
    return world.tide * np.asarray(lfilter([1.0], [1.0, -keep], steps, axis=1))


def struck(
    world: World, design: Design, names: tuple[str, str], odds: float, rng: np.random.Generator
) -> Targets:
    """Draw on whom the strikes fall; odds: how much less (or more) often on the partner, 1 = no sparing."""
    wanted = design.share * odds / (design.share * odds + 1 - design.share)
    own = _with_drift(wanted, design.drift, math.hypot(world.tide, world.lasting))
    scale = (1 - world.spread) / world.spread
    fell = rng.binomial(design.strikes, rng.beta(own * scale, (1 - own) * scale))
    pair = np.column_stack((design.share, 1 - design.share))
    return Targets(
        striker=names[0],
        partner=names[1],
        third="c",
        region=design.region,
        week=design.week,
        on_partner=rng.binomial(fell, world.caught),
        on_third=design.strikes - fell,
        opportunity={"front": pair},
        in_war=40,
        third_in_war=40,
    )


def _with_drift(share: Floats, drift: Floats, sd: float) -> Floats:
    """Move shares by a drift in log odds whose mean over all drifts leaves them as they were."""
    if not sd:
        return share
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    low, high = np.full(len(share), -9.0), np.full(len(share), 9.0)
    for _ in range(40):
        middle = (low + high) / 2
        mean = 1 / (1 + np.exp(-(middle[:, None] + sd * nodes))) @ weights / weights.sum()
        low, high = np.where(mean < share, middle, low), np.where(mean < share, high, middle)
    return 1 / (1 + np.exp(-((low + high) / 2 + drift)))


def _sample(world: World, a: Targets, b: Targets) -> Strikes:
    return Strikes(
        a=a,
        b=b,
        regions=tuple(f"region {n}" for n in range(world.regions)),
        days=7 * world.weeks,
        directed=sum(int((side.on_partner + side.on_third).sum()) for side in (a, b)),
        undirected=0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war without sparing, and the same occasions with sparing of the odds ratio that was printed."""

    pvalue: float | None
    verdict: str
    covered: bool | None
    detectable: float | None
    found: bool | None


def trial(name: str, seed: int, number: int) -> Trial:
    """Simulate one war and put it to the form, without and with sparing."""
    world = WORLDS[name]
    rng = np.random.default_rng([seed, list(WORLDS).index(name), number])
    designs = drawn_design(world, rng), drawn_design(world, rng)
    a, b = (struck(world, d, names, 1.0, rng) for d, names in zip(designs, ("ab", "ba"), strict=True))
    sample = _sample(world, a, b)
    finding = FORM.looked(sample, PARAMS, rng)
    tested = Asked.of(sample, PARAMS).tested
    of = {d.targets.striker: smallest_odds_ratio(d.occasions, PARAMS, looks=len(tested)) for d in tested}
    spares = max(of, key=lambda side: of[side] or 0.0, default="")
    detectable, found = of.get(spares), None
    if detectable is not None:
        odds = {side: detectable if side == spares else 1.0 for side in "ab"}
        spared = _sample(
            world,
            struck(world, designs[0], ("a", "b"), odds["a"], rng),
            struck(world, designs[1], ("b", "a"), odds["b"], rng),
        )
        made = find(Asked.of(spared, PARAMS).directions, PARAMS, rng, draws=PARAMS.draws, limits=False)
        found = made is not None and made.pvalue <= ALPHA
    return Trial(
        pvalue=finding.pvalue if tested else None,
        verdict=judge(finding, RULE)[0].value,
        covered=None
        if finding.effect is None or not tested
        else _holds(finding.effect.interval, world.caught),
        detectable=detectable,
        found=found,
    )


def _holds(limits: tuple[float | None, float | None], truth: float) -> bool:
    low, high = limits
    return (low is None or low <= truth) and (high is None or truth <= high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the form said over the wars of one world; tested: how many had enough to be tested."""

    world: str
    wars: int
    tested: int
    small_p: float
    standard_error: float
    supports: float
    does_not_support: float
    cannot_tell: float
    coverage: float
    power: float
    median_detectable: float
    undetectable: int


def shares(name: str, trials: Sequence[Trial]) -> Share:
    """Count what the form said."""
    tested = [t for t in trials if t.pvalue is not None]
    small = share_of([(t.pvalue or 0) <= ALPHA for t in tested])
    shown = [t for t in trials if t.detectable is not None]
    return Share(
        world=name,
        wars=len(trials),
        tested=len(tested),
        small_p=small,
        standard_error=error_of(small, len(tested)),
        coverage=share_of([bool(t.covered) for t in tested]),
        power=share_of([bool(t.found) for t in shown]),
        median_detectable=float(np.median([t.detectable or 0.0 for t in shown])) if shown else math.nan,
        undetectable=len(tested) - len(shown),
        **verdict_shares([t.verdict for t in trials]),
    )


HEADS = {
    "world": "world",
    "wars": "wars",
    "tested": "tested",
    "p ≤ .05": "small_p",
    "s.e.": "standard_error",
    "supports": "supports",
    "does not": "does_not_support",
    "can’t": "cannot_tell",
    "covers": "coverage",
    "power": "power",
    "at": "median_detectable",
    "none": "undetectable",
}

if __name__ == "__main__":
    calibrate_worlds(__doc__, WORLDS, trial, shares, HEADS)
