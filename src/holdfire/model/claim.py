"""One thing that a document says, with its exact characters and who is said to have said it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - the claim has a field of that name
from enum import StrEnum

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "violence": ("attack", "strike", "clash", "one_sided", "defend", "repel"),
    "territory": ("capture", "advance", "control", "handover", "lose"),
    "movement": ("withdraw", "transit", "evacuate"),
    "cooperation": ("cooperate", "deal", "trade", "ally", "infiltrate", "truce", "exchange", "release"),
    "absence": ("no_clash", "less_targeting"),
    "other": ("defect", "capacity", "figure", "accuse", "deny", "say"),
}
KINDS: tuple[str, ...] = tuple(kind for kinds in FAMILIES.values() for kind in kinds)
SYMMETRIC_KINDS = frozenset(("clash", "deal", "cooperate", "trade", "ally", "truce", "exchange", "no_clash"))


def family_of(kind: str) -> str:
    """Name the family that a kind of claim belongs to."""
    return next(family for family, kinds in FAMILIES.items() if kind in kinds)


class Modality(StrEnum):
    """How the document puts a claim forward."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    INFERRED = "inferred"
    HEDGED = "hedged"
    DENIED = "denied"


class Speaker(StrEnum):
    """How a text names who says something."""

    NAMED = "named"
    UNNAMED = "unnamed"
    ANONYMOUS_PLURAL = "anonymous_plural"


class DateBasis(StrEnum):
    """Where a claim's date comes from."""

    STATED = "stated"
    RELATIVE = "relative"
    DOCUMENT = "document"
    NONE = "none"


class Qualifier(StrEnum):
    """What a text says of a number beside it: "more than", "around", a range, "dozens of"."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ABOUT = "about"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    RANGE = "range"
    VAGUE = "vague"


class ClaimStatus(StrEnum):
    """What people have decided about a claim."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One link of the chain of who said it, with the speaker's own characters; closest to the event first.

    speaker: a name, one person whom nobody names ("an officer"), or several ("residents").
    """

    source: str
    relation: str
    start: int
    end: int
    speaker: Speaker = Speaker.NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """A place of the table that a name may mean as well."""

    name: str
    lat: float
    lon: float
    country: str = ""
    level: str = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlace:
    """A place as the document names it; coordinates only where a table knows it, radius in km.

    basis: unresolved, gazetteer (the only one of that name), nearest (chosen among `alternatives` by the
    other places of the document), spelling (matched by its key), ambiguous (several, none chosen), relative
    (drawn from the places of `relative_to`: "10 km east of X", "between X and Y").
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    basis: str = "unresolved"
    alternatives: tuple[PlaceChoice, ...] = ()
    relative_to: tuple[PlaceChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigure:
    """A number at [start, end) of the text and what it counts; low, high: what it says at least and at most.

    value is null for a vague number ("dozens of"), the low end for a range; a bound left open is null.
    """

    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = Qualifier.EXACT
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sourced, dated, placed statement; `quote == text[start:end]` always.

    side_a acts or grants, side_b suffers, receives or is the counterpart (actor ids). date is half-open.
    An empty attribution is the author's own voice. review_note says what people's decisions leave open:
    reviewers who differ, a coder that has read it otherwise since.
    """

    id: str
    document: str
    text_sha256: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    kind: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    against: tuple[str, ...] = ()
    places: tuple[ClaimPlace, ...] = ()
    date: tuple[Date, Date] | None = None
    date_basis: DateBasis = DateBasis.NONE
    attribution: tuple[Attribution, ...] = ()
    modality: Modality = Modality.ASSERTED
    figures: Mapping[str, float] = field(default_factory=dict[str, float])
    figure_details: tuple[ClaimFigure, ...] = ()
    footnotes: tuple[str, ...] = ()
    coder: str
    rules: tuple[str, ...] = ()
    confidence: float = 0.5
    status: ClaimStatus = ClaimStatus.PROPOSED
    review_note: str | None = None
