"""Who does something to a case, and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A person's act; at is ISO 8601 with its offset.

    Both come in from the command line or the web app: nothing below them reads a clock.
    """

    by: str
    at: str
