"""What fills a gap in a wording, with what it means: a place, a day, a number, somebody who speaks."""

from dataclasses import dataclass
from datetime import date

from holdfire.model.claim import DateBasis, Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as it is written. right: whether what is told of it was there. name: what the war calls it."""

    text: str
    name: str
    right: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day or a period as it is written, and the days [since, until) that it means."""

    text: str
    since: date
    until: date
    basis: DateBasis
    right: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with its noun. value: what a reader takes from it, of a range the low end; None: "dozens"."""

    text: str
    unit: str
    value: float | None
    plural: bool = True
    right: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who says something. again: what a text calls them the second time; pronoun: he, she or they.

    at_home: the party whose voice it is; None where that is nobody's. own: whether it saw what it tells of.
    """

    text: str
    again: str
    pronoun: str
    speaker: Speaker
    at_home: str | None = None

    @property
    def plural(self) -> bool:
        """Say whether several speak."""
        return self.pronoun == "they"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party, or people who don't fight (id NOBODY); what it is called, the report decides."""

    id: str


Slot = Spot | When | Count | Voice | Side | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a claim is about: ids of the war's truth. true None: the war doesn't decide it.

    against: whom it is really aimed at, where a claim says so. Whether place, day and number are right is
    known of each by itself.
    """

    about: tuple[str, ...] = ()
    true: bool | None = None
    against: tuple[str, ...] | None = None


INVENTED = Fact(true=False)
UNDECIDED = Fact()
