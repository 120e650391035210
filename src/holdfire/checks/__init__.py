"""Figures against data, claims against claims, events and maps: values in, findings out.

To add a check: one file with a `CHECK`, one line here.
"""

from holdfire.checks import (
    against_events,
    contradictions,
    distances,
    durations,
    held_places,
    journeys,
    named_lists,
    parts,
    percentages,
    speeds,
    territory,
    tolls,
)
from holdfire.checks.spec import AnyCheck

CHECKS: tuple[AnyCheck, ...] = (
    distances.CHECK,
    durations.CHECK,
    named_lists.CHECK,
    parts.CHECK,
    percentages.CHECK,
    territory.CHECK,
    speeds.CHECK,
    journeys.CHECK,
    tolls.CHECK,
    contradictions.CHECK,
    against_events.CHECK,
    held_places.CHECK,
)
"""Every check, in the order in which findings are listed."""
