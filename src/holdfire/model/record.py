"""Who fought whom, month by month: what a reader sees before any verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One dyad in one month: rows of the data and deaths, by where_prec and by source.

    area: "asked" is the question's area and period, "before" the twelve months before it in the same area,
    "country" the question's period in the countries that the area touches. rows: event ids. covered: False
    where the data hold no event at all of that month: nobody looked, which is not the same as zero.
    """

    dyad: tuple[str, str]
    month: str
    area: Literal["asked", "before", "country"]
    events: int
    deaths_best: int
    by_precision: Mapping[str, int]
    sources: Mapping[str, int]
    rows: tuple[str, ...]
    covered: bool = True
