"""What is compared: fields, the levels of agreement that each can have, and what is expected of them.

Levels compete within their group only: how far two rough places lie apart is held against other rough places,
and what is not known says nothing. A group of one level therefore has no weight.
"""

from dataclasses import dataclass

import numpy as np

from holdfire.matching.rows import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A degree of agreement: its words, its group, its share among matches and among others beforehand."""

    words: str
    group: int
    among_matches: float
    among_others: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that is compared."""

    name: str
    levels: tuple[Level, ...]

    @property
    def group(self) -> Ints:
        """The group of each level."""
        return np.array([level.group for level in self.levels], dtype=np.int64)

    @property
    def among_matches(self) -> Floats:
        """What share of matches has each level, of its group, before any data are seen."""
        return within_groups(np.array([level.among_matches for level in self.levels]), self.group)

    @property
    def among_others(self) -> Floats:
        """The same among pairs that are no matches."""
        return within_groups(np.array([level.among_others for level in self.levels]), self.group)


def within_groups(shares: Floats, group: Ints) -> Floats:
    """Make shares add up to one within each group."""
    return shares / np.bincount(group, shares)[group]


def _levels(*given: tuple[str, int, float, float]) -> tuple[Level, ...]:
    return tuple(
        Level(words=words, group=group, among_matches=m, among_others=u) for words, group, m, u in given
    )


DAY = Field(
    name="day",
    levels=_levels(
        ("same day", 0, 0.78, 0.08),
        ("1 day apart", 0, 0.12, 0.14),
        ("2 days apart", 0, 0.05, 0.13),
        ("3 days apart", 0, 0.02, 0.13),
        ("4–5 days apart", 0, 0.02, 0.26),
        ("6–7 days apart", 0, 0.01, 0.26),
        ("spans begin on the same day", 1, 0.60, 0.08),
        ("spans of days overlap", 1, 0.28, 0.30),
        ("spans of days 1–2 days apart", 1, 0.08, 0.18),
        ("spans of days 3–7 days apart", 1, 0.04, 0.44),
        ("long spans begin on the same day", 2, 0.60, 0.05),
        ("long spans overlap", 2, 0.34, 0.65),
        ("long spans 1–2 days apart", 2, 0.04, 0.10),
        ("long spans 3–7 days apart", 2, 0.02, 0.20),
    ),
)
PLACE = Field(
    name="place",
    levels=_levels(
        ("same point", 0, 0.60, 0.15),
        ("within 1 km", 0, 0.10, 0.05),
        ("within 2 km", 0, 0.10, 0.05),
        ("within 5 km", 0, 0.11, 0.15),
        ("within 10 km", 0, 0.06, 0.20),
        ("within 20 km", 0, 0.03, 0.40),
        ("same point, one of them known to some km", 1, 0.45, 0.08),
        ("within 2 km, one of them known to some km", 1, 0.12, 0.05),
        ("within 5 km, one of them known to some km", 1, 0.15, 0.07),
        ("within 15 km, one of them known to some km", 1, 0.15, 0.20),
        ("within 30 km, one of them known to some km", 1, 0.10, 0.35),
        ("further off, within what both may be off", 1, 0.03, 0.25),
        ("same point, one of them a district or more", 2, 0.40, 0.04),
        ("within 10 km, one of them a district or more", 2, 0.15, 0.06),
        ("within 25 km, one of them a district or more", 2, 0.18, 0.16),
        ("within 40 km, one of them a district or more", 2, 0.12, 0.24),
        ("within 60 km, one of them a district or more", 2, 0.10, 0.25),
        ("further off, within what a district may be off", 2, 0.05, 0.25),
    ),
)
SIDES = Field(
    name="sides",
    levels=_levels(
        ("same sides", 0, 0.80, 0.25),
        ("same sides, one as a member of a coalition", 0, 0.08, 0.05),
        ("one side shared", 0, 0.08, 0.40),
        ("other sides", 0, 0.04, 0.30),
        ("one side shared, the other unknown", 1, 0.90, 0.60),
        ("known sides differ, others unknown", 1, 0.10, 0.40),
        ("sides unknown", 2, 1.0, 1.0),
    ),
)
DEATHS = Field(
    name="deaths",
    levels=_levels(
        ("same deaths, two or fewer", 0, 0.75, 0.40),
        ("two deaths or fewer, not the same number", 0, 0.25, 0.60),
        ("same deaths, three to nine", 1, 0.50, 0.12),
        ("deaths one or two apart, three to nine", 1, 0.28, 0.25),
        ("deaths further apart but ranges overlap, three to nine", 1, 0.07, 0.08),
        ("other deaths, three to nine", 1, 0.15, 0.55),
        ("same deaths, ten to 29", 2, 0.40, 0.03),
        ("deaths within a tenth, ten to 29", 2, 0.12, 0.03),
        ("deaths within a third, ten to 29", 2, 0.18, 0.09),
        ("deaths further apart but ranges overlap, ten to 29", 2, 0.10, 0.10),
        ("other deaths, ten to 29", 2, 0.20, 0.75),
        ("same deaths, 30 or more", 3, 0.35, 0.004),
        ("deaths within a tenth, 30 or more", 3, 0.18, 0.02),
        ("deaths within a third, 30 or more", 3, 0.17, 0.07),
        ("deaths further apart but ranges overlap, 30 or more", 3, 0.10, 0.08),
        ("other deaths, 30 or more", 3, 0.20, 0.826),
        ("deaths unknown", 4, 1.0, 1.0),
    ),
)
KIND = Field(
    name="kind",
    levels=_levels(
        ("same kind of event", 0, 0.90, 0.60),
        ("another kind of event", 0, 0.10, 0.40),
        ("kind unknown", 1, 1.0, 1.0),
    ),
)
_PLACED = ("places exact", "a place known to some km", "a place known to the district or less")
_DATED = ("days exact", "a span of days", "a long span of days")
PRECISION = Field(
    name="precision",
    levels=_levels(*((f"{place}, {day}", 0, 1.0, 1.0) for place in _PLACED for day in _DATED)),
)
"""How well both are placed and dated: rough rows lie within reach of more others than they match."""

FIELDS: tuple[Field, ...] = (DAY, PLACE, SIDES, DEATHS, KIND, PRECISION)
BURSTS, PRIOR, RIVALS = "bursts", "rows around", "rivals"
"""Further parts of a pair's weight: that events come in bursts, how many rows lie around, and which other
pairs could hold instead.
"""
