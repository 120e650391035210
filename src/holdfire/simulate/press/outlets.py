"""Who writes about the war: outlets with sides, reach and habits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from holdfire.model.ids import slug

Markup = Literal["txt", "html"]
Duty = Literal["agency", "partisan", "monitor", "paper", "foreign", "blog"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How an outlet writes.

    curly: quotation marks and apostrophes. month_first: October 3 or 3 October. words_to: numbers up to this
    one are in words. bylined: whether its name and day stand above a text. spelling: how it writes foreign
    names, the number of a scheme; 0 as the war has them. slips: share of happenings that it gets wrong.
    """

    curly: bool = True
    month_first: bool = False
    words_to: int = 9
    bylined: bool = True
    spelling: int = 0
    slips: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper, agency, monitor or blog.

    sides_with: id of the party it writes for; None for nobody. words: what it calls the parties, each with
    its article, by party id, the formal name first; where a party is missing, names come from the war. reach:
    how much it gets to know by itself, beside others; regions: where it has people, empty = everywhere.
    """

    name: str
    duty: Duty
    sides_with: str | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    reach: float = 0.5
    regions: tuple[str, ...] = ()
    markup: Markup = "txt"
    habits: Habits = field(default_factory=Habits)

    @property
    def slug(self) -> str:
        """Give its name as part of a file name or address."""
        return slug(self.name).replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """What the press quarrels about, true or not: A and B are said to work together against C.

    since: the day from which they are said to, if one is named. loud: how often it is raised, beside others.
    """

    a: str
    b: str
    against: str
    since: date | None = None
    loud: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """Every outlet of a war, and what they quarrel about."""

    outlets: tuple[Outlet, ...]
    quarrels: tuple[Quarrel, ...] = ()

    def of(self, duty: Duty) -> tuple[Outlet, ...]:
        """List the outlets with a duty."""
        return tuple(o for o in self.outlets if o.duty == duty)

    def siding_with(self, party: str) -> tuple[Outlet, ...]:
        """List the outlets that write for a party."""
        return tuple(o for o in self.outlets if o.sides_with == party)
