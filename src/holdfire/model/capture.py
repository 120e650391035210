"""A town that changed hands: where, when, from whom to whom, and what is known of it besides its deaths."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from holdfire.model.ids import digest

Range = tuple[float, float]
"""Low and high end, both reported; equal where one number is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One place that one holder lost and another took, some day from `first` to `last`, both included.

    loser, taker: names as the source gives them. attackers, defenders: how many stood there. days: of
    fighting before it fell. negotiated: whether the source says that it was handed over by agreement; None
    where it says nothing. basis: a table of dated changes, or successive control maps.
    """

    place: str
    lat: float
    lon: float
    first: date
    last: date
    loser: str
    taker: str
    population: int | None = None
    attackers: Range | None = None
    defenders: Range | None = None
    days: float | None = None
    negotiated: bool | None = None
    source: str = ""
    basis: Literal["table", "control map"] = "table"

    @property
    def id(self) -> str:
        """Name a capture by what it is, without its features, so that a corrected one is still the same."""
        parts = (
            self.place,
            f"{self.lat:.5f}",
            f"{self.lon:.5f}",
            self.first,
            self.last,
            self.loser,
            self.taker,
        )
        return f"cap_{digest(*parts)[:12]}"
