"""Who an actor's events are with: shares by period and area, and what others have published of them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from holdfire.model.shown import Shown

Bounds = tuple[float, float]
Sort = Literal["actor", "mixed", "civilians", "proposed"]
Coverage = Literal["events", "no_events", "not_covered"]
PERIODS: tuple[str, ...] = ("year", "half", "quarter", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpponentShare:
    """How many of an actor's events are with one opponent; deaths are the best estimates of its rows.

    share and intervals are None for an opponent that stands beside the sum (civilians, what was left out).
    interval heeds that rows of one day and place are one burst (None with a single burst); wilson does not.
    sort: "proposed" is a name that nobody has placed, "mixed" a side with members of two parties.
    """

    opponent: str
    name: str
    sort: Sort
    events: int
    deaths: int
    share: float | None = None
    interval: Bounds | None = None
    wilson: Bounds | None = None
    design_effect: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareGroup:
    """The shares of one period in one area; n is what they are shares of.

    within: events between parts of the actor. in_mixed: rows in which it stands beside another party on one
    side. anybody: rows of whoever else, there and then. coverage tells "no events" from "nobody looked".
    interval_of_none: that of the share of whoever has no event among them.
    """

    period: str
    since: date
    until: date
    area: str
    n: int
    bursts: int
    within: int
    in_mixed: int
    anybody: int
    coverage: Coverage
    opponents: tuple[OpponentShare, ...]
    interval_of_none: Bounds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedShare:
    """A share as somebody published it; n is the number of acts that it is a share of, where that is known.

    of: whom the acts are with: an actor, several joined by "+", or a word for a group of them.
    """

    of: str
    share: float
    n: int | None = None
    since: date | None = None
    until: date | None = None
    area: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """The same share under another choice that a counter could have made."""

    choice: str
    share: float | None
    events: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareComparison:
    """A published share beside that of the data: difference is data minus stated."""

    stated: StatedShare
    stated_interval: Bounds | None
    counted_as: tuple[str, ...]
    since: date
    until: date
    events: int
    n: int
    share: float | None
    interval: Bounds | None
    difference: float | None
    difference_interval: Bounds | None
    reading: str
    why: tuple[str, ...]
    other_readings: tuple[OtherReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorShares(Shown):
    """All shares of one actor, with the days that the data cover and what stands beside the sum."""

    actor: str
    name: str
    area: str
    since: date
    until: date
    data_since: date | None
    data_until: date | None
    left_out: tuple[str, ...]
    level: float
    groups: tuple[ShareGroup, ...]
    comparisons: tuple[ShareComparison, ...] = ()
    notes: tuple[str, ...] = ()
