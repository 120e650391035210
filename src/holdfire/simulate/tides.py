"""What makes fighting rise and fall together: slow tides, bursts, trend, season and region-wide shocks.

All are drawn on the log scale and added; the exponential of the sum multiplies the rate of clashes.
"""

import numpy as np

from holdfire.simulate.setting import Course, Floats

YEAR_DAYS = 365.25


def wave(days: int, series: int, *, sd: float, memory_days: float, rng: np.random.Generator) -> Floats:
    """Draw Ornstein–Uhlenbeck series, (days, series): they wander around 0 with this sd and memory."""
    return wander(rng.normal(0, sd, (days, series)), memory_days)


def wander(steps: Floats, memory_days: float) -> Floats:
    """Turn independent steps, (days, series), into Ornstein–Uhlenbeck series of the same sd."""
    keep = float(np.exp(-1 / memory_days))
    steps[1:] *= np.sqrt(1 - keep**2)
    return _fading(steps, keep)


def shared_course(days: int, course: Course, rng: np.random.Generator) -> Floats:
    """Draw what the whole country shares, (days,): a straight trend and a season with any first day."""
    day = np.arange(days)
    trend = rng.normal(0, course.trend_sd) * (2 * day / max(days - 1, 1) - 1)
    return trend + course.season * np.cos(2 * np.pi * (day / YEAR_DAYS - rng.random()))


def shocks(days: int, regions: int, course: Course, rng: np.random.Generator) -> Floats:
    """Draw days in which everybody in a region fights more, (days, regions): sudden, then fading."""
    begins = rng.random((days, regions)) < 1 / course.shock_every_days
    # half-normal: an exponential tail here would have no mean once it multiplies a rate
    size = np.where(begins, np.abs(rng.normal(0, course.shock, (days, regions))), 0.0)
    return _fading(size, float(np.exp(-1 / course.shock_days)))


def _fading(steps: Floats, keep: float) -> Floats:
    """Add to each day this share of what the day before came to."""
    for day in range(1, len(steps)):
        steps[day] += keep * steps[day - 1]
    return steps
