"""Figures against data, claims against claims, claims against events: values in, findings out.

To add a check: one file with a `CHECK`, one line here.
"""

from holdfire.checks import (
    against_events,
    contradictions,
    distances,
    durations,
    journeys,
    named_lists,
    parts,
    percentages,
    speeds,
    tolls,
)
from holdfire.checks.spec import AnyCheck

CHECKS: tuple[AnyCheck, ...] = (
    distances.CHECK,
    durations.CHECK,
    named_lists.CHECK,
    parts.CHECK,
    percentages.CHECK,
    speeds.CHECK,
    journeys.CHECK,
    tolls.CHECK,
    contradictions.CHECK,
    against_events.CHECK,
)
"""Every check, in the order in which findings are listed."""
