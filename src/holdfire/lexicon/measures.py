"""Stated lengths in one unit each: durations in days, distances in kilometres."""

from collections.abc import Mapping

from holdfire.lexicon.counts import pairs, table

_MEASURES = table("figures")["measures"]
DAYS: Mapping[str, float] = {unit: float(days) for unit, days in pairs(_MEASURES["days"]).items()}
KM: Mapping[str, float] = {unit: float(km) for unit, km in pairs(_MEASURES["km"]).items()}


def in_days(unit: str, value: float) -> float | None:
    """Give a figure's length in days (months and years of mean length); None where it is no duration."""
    return None if unit not in DAYS else value * DAYS[unit]


def in_km(unit: str, value: float) -> float | None:
    """Give a figure's length in kilometres; None where it is no distance."""
    return None if unit not in KM else value * KM[unit]
