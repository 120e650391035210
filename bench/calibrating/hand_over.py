"""How often `hand-over` is right, on simulated captures of one war, without a hand-over and with one.

    python bench/calibrating/hand_over.py --wars 2000

Deaths near a capture are drawn as the world says; one capture is the asked one. The worlds:

log-normal       deaths spread by a factor of e (sd of their logarithm 1), none known of the captures
heavy tails      the logarithm has a t distribution with 2 degrees of freedom
ties             half of all captures cost no life, the others one to three
features         attackers, defenders, days and people set the scale, and are known of all
half known       the same, and each feature is known of two in three captures
wrong model      deaths depend on the features by their squares and products, so the regression is wrong
campaigns        captures of one campaign (five each) share their scale
three asked      three captures of one campaign are asked, the oddest decides
picked           the town is named because it is the oddest, after the event (p as if it had been foreseen)

For each: the share of wars without a hand-over with p ≤ .05 and its standard error, the same of the rank
before it is corrected for picking, the share of each verdict, how often the range holds no effect (1), and
with as few deaths as the bound that was printed before: the share with p ≤ .05 (1 by construction, as the
bound is one of the rank), and the median of that bound.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.hand_over import FORM
from holdfire.forms.hand_over_captures import Params
from holdfire.forms.samples import Captures, Fights
from holdfire.model.verdict import Rule, judge
from running import calibrate_worlds, error_of, share_of, verdict_shares

ALPHA = 0.05
CAPTURES = 80
CAMPAIGN = 5
EFFECTS = np.array([0.5, 0.4, 0.6, 0.3])  # of the four features on the logarithm of deaths

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How deaths come about, what is known of captures, how many are asked, and whether one was picked."""

    noise: str = "normal"
    features: str = "none"
    known: float = 1.0
    shared: float = 0.0
    asked: int = 1
    picked: bool = False


WORLDS: Mapping[str, World] = {
    "log-normal": World(),
    "heavy tails": World(noise="t"),
    "ties": World(noise="ties"),
    "features": World(features="linear"),
    "half known": World(features="linear", known=2 / 3),
    "wrong model": World(features="wrong"),
    "campaigns": World(shared=0.8),
    "three asked": World(shared=0.8, asked=3),
    "picked": World(picked=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One war without a hand-over, and the same with as few deaths as the bound that was printed."""

    pvalue: float
    uncorrected: float
    verdict: str
    covered: bool
    bound: float | None
    found: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the form said over the wars of one world."""

    world: str
    wars: int
    small_p: float
    standard_error: float
    uncorrected: float
    supports: float
    does_not_support: float
    cannot_tell: float
    coverage: float
    found: float
    median_bound: float
    undetectable: int


def deaths_of(world: World, features: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw the deaths near each capture."""
    if world.noise == "ties":
        return rng.integers(1, 4, CAPTURES) * rng.integers(0, 2, CAPTURES)
    noise = rng.standard_t(2, CAPTURES) if world.noise == "t" else rng.normal(0, 1, CAPTURES)
    size = 3.5 + noise + np.repeat(rng.normal(0, world.shared, CAPTURES // CAMPAIGN), CAMPAIGN)
    if world.features == "linear":
        size += features @ EFFECTS
    elif world.features == "wrong":
        size += 0.5 * features[:, 0] ** 2 + features[:, 1] * features[:, 2]
    return np.exp(np.minimum(size, 15.0)).astype(np.int64)


def simulate(world: World, rng: np.random.Generator) -> Captures:
    """Draw the captures of a war; the asked ones come first."""
    features = rng.normal(0, 1, (CAPTURES, 4))
    total = deaths_of(world, features, rng)
    if world.picked:
        odd = int(np.argmin(total))
        total[[0, odd]] = total[[odd, 0]]
    known = np.where(rng.random(features.shape) < world.known, features, np.nan)
    asked = np.arange(CAPTURES) < world.asked
    first = 200 + 10 * np.arange(CAPTURES, dtype=np.int64)
    return Captures(
        a="a",
        b="b",
        places=tuple(f"town {n}" for n in range(CAPTURES)),
        losers=tuple("b" if one else "c" for one in asked.tolist()),
        takers=tuple("a" if one else "d" for one in asked.tolist()),
        first=first,
        last=first,
        asked=asked,
        foreseen=np.full(CAPTURES, not world.picked),
        negotiated=np.full(CAPTURES, -1, dtype=np.int64),
        population=np.full(CAPTURES, np.nan),
        features=np.full_like(features, np.nan) if world.features == "none" else known,
        around=np.full(CAPTURES, 9, dtype=np.int64),
        fights=_fights(total),
        data=(0, int(first[-1]) + 100),
        in_war=40,
    )


def _fights(total: NDArray[np.int64]) -> Fights:
    """Let each capture have one fight, with deaths as a range around the best figure."""
    best = total.astype(float)
    return Fights(
        capture=np.arange(len(total)),
        km=np.zeros(len(total)),
        lag=np.full(len(total), -3, dtype=np.int64),
        place_km=np.ones(len(total)),
        low=np.floor(0.8 * best),
        best=best,
        high=np.ceil(1.3 * best),
        between=np.ones(len(total), dtype=np.bool_),
    )


def with_deaths(sample: Captures, count: int) -> Captures:
    """Let the first asked capture cost this many lives, by every figure."""
    fights, own = sample.fights, sample.fights.capture == 0
    parts = {name: np.where(own, count, getattr(fights, name)) for name in ("low", "best", "high")}
    return replace(sample, fights=replace(fights, **parts))


def trial(name: str, seed: int, number: int) -> Trial:
    """Simulate one war and put it to the form."""
    part = list(WORLDS).index(name)
    rng = np.random.default_rng([seed, part, number])
    sample, params = simulate(WORLDS[name], rng), Params()
    finding = FORM.looked(sample, params, rng)
    assert finding.effect is not None
    assert finding.pvalue is not None
    low, high = finding.effect.interval
    foreseen = FORM.looked(replace(sample, foreseen=np.ones_like(sample.foreseen)), params, rng)
    bound = finding.power
    again = (
        None
        if bound.largest_count is None
        else FORM.looked(with_deaths(sample, bound.largest_count), params, rng)
    )
    rule = Rule(towards=FORM.towards, smallest_effect=FORM.smallest_effect, family=1)
    assert low is not None
    assert high is not None
    return Trial(
        pvalue=finding.pvalue,
        uncorrected=foreseen.pvalue or 1.0,
        verdict=judge(finding, rule)[0].value,
        covered=low <= 1 <= high,
        bound=bound.minimum_detectable,
        found=None if again is None or again.pvalue is None else again.pvalue <= ALPHA,
    )


def shares(name: str, trials: Sequence[Trial]) -> Share:
    """Count what the form said."""
    wars = len(trials)
    small = share_of([t.pvalue <= ALPHA for t in trials])
    bounded = [t for t in trials if t.bound is not None]
    return Share(
        world=name,
        wars=wars,
        small_p=small,
        standard_error=error_of(small, wars),
        uncorrected=share_of([t.uncorrected <= ALPHA for t in trials]),
        coverage=share_of([t.covered for t in trials]),
        found=share_of([bool(t.found) for t in bounded]),
        median_bound=float(np.median([t.bound or 0.0 for t in bounded])) if bounded else math.nan,
        undetectable=wars - len(bounded),
        **verdict_shares([t.verdict for t in trials]),
    )


HEADS = {
    "world": "world",
    "wars": "wars",
    "p ≤ .05": "small_p",
    "s.e.": "standard_error",
    "as if foreseen": "uncorrected",
    "supports": "supports",
    "does not": "does_not_support",
    "can’t": "cannot_tell",
    "covers": "coverage",
    "found": "found",
    "at": "median_bound",
    "none": "undetectable",
}

if __name__ == "__main__":
    calibrate_worlds(__doc__, WORLDS, trial, shares, HEADS)
