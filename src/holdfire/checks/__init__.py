"""Figures against data, claims against claims, claims against events: values in, findings out.

To add a check: one file with a `CHECK`, one line here.
"""

from holdfire.checks.spec import AnyCheck

CHECKS: tuple[AnyCheck, ...] = ()
"""Every check, in the order in which findings are listed."""
