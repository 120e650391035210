"""What no party decides: its ups and downs, bursts along fronts, seasons, shocks that a region shares."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from holdfire.simulate.rates import MoodRates
from holdfire.simulate.setting import Course, Floats, Ints
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.tides import shared_course, shocks, wander


@dataclass(frozen=True, slots=True, kw_only=True)
class Moods:
    """Logs of what multiplies attacks, by day: of each party, of each pair in a region, of each region."""

    party: Floats
    pair: Floats
    region: Floats


def draw_moods(days: int, regions: int, numbers: Ints, rates: MoodRates, seed: int) -> Moods:
    """Draw the moods of a war; each party and each pair has its own stream."""
    count = len(numbers)
    own = [stream(seed, Part.PARTY_MOOD, i).normal(0, rates.party_sd, (days, 1)) for i in numbers]
    pairs = list(combinations(range(count), 2))
    bursts = [
        stream(seed, Part.PAIR_MOOD, *numbers[[i, j]]).normal(0, rates.burst_sd, (days, regions))
        for i, j in pairs
    ]
    wandering = wander(np.hstack(bursts), rates.burst_days).reshape(days, len(pairs), regions)
    pair = np.zeros((days, count, count, regions))
    one, other = np.array(pairs).T
    # minus half the variance, so that a mood is 1 on average whatever its sd
    pair[:, one, other] = pair[:, other, one] = wandering - rates.burst_sd**2 / 2
    course = Course(
        trend_sd=rates.trend_sd,
        season=rates.season,
        shock_every_days=rates.shock_every_days,
        shock_days=rates.shock_days,
        shock=rates.shock,
    )
    rng = stream(seed, Part.SHARED_MOOD)
    shared = shared_course(days, course, rng)[:, None] + shocks(days, regions, course, rng)
    party = wander(np.hstack(own), rates.party_days) - rates.party_sd**2 / 2
    return Moods(party=party, pair=pair, region=shared)
