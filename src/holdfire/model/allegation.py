"""An allegation as documents make it, and the question that it becomes once registered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from holdfire.errors import QuestionError
from holdfire.model.shown import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """A and B are said to cooperate against C; each is one or more actor ids, merged into one party.

    A and B are kept in a fixed order, so that exchanging them gives the same value.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    against: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.a or not self.b:
            raise QuestionError("a question needs two actors that are said to cooperate: give --a and --b")
        first, second = sorted((tuple(sorted(set(self.a))), tuple(sorted(set(self.b)))))
        object.__setattr__(self, "a", first)
        object.__setattr__(self, "b", second)
        object.__setattr__(self, "against", tuple(sorted(set(self.against))))
        parties = [*self.a, *self.b, *self.against]
        if len(parties) != len(set(parties)):
            raise QuestionError(f"one actor stands on two sides of the question: {', '.join(parties)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days in [since, until)."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise QuestionError(
                f"the period ends ({self.until}) on or before its start ({self.since}); "
                "--until is the first day that no longer counts"
            )

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.until - self.since).days


class AreaKind(StrEnum):
    """How an area is bounded."""

    COUNTRY = "country"
    ADM_1 = "adm_1"
    ADM_2 = "adm_2"
    PLACE = "place"
    BOX = "box"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area as it was resolved: frozen in the question, with what else the name could have meant.

    name: the value that rows carry (country, adm_1, adm_2) or a label. box: west, south, east, north.
    polygon: a GeoJSON geometry as text. A place is a disc of radius_km around lon, lat.
    """

    kind: AreaKind
    name: str
    asked: str
    countries: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    polygon: str | None = None
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFit:
    """Whether a form could test an allegation, and which data are missing for it."""

    form: str
    possible: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """Claims that say the same of the same triple, grouped by area and period."""

    id: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    against: tuple[str, ...]
    area: str | None
    since: date | None
    until: date | None
    kinds: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    forms: tuple[FormFit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detectable:
    """What a form could find, computed before its result: see Power for the meaning of the numbers.

    smallest_effect: the effect that matters, which the rule uses; None in questions of older versions.
    """

    form: str
    minimum_detectable: float | None
    largest_count: int | None = None
    chances: float | None = None
    smallest_effect: float | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Shown):
    """An allegation made testable, registered before any result is computed.

    smallest_effects: form → the effect that matters, where the user fixed another than the form's own.
    """

    id: str
    triple: Triple
    area: Area
    period: Period
    forms: tuple[str, ...]
    choices: Mapping[str, Mapping[str, float | int | str]] = field(
        default_factory=dict[str, Mapping[str, float | int | str]]
    )
    smallest_effects: Mapping[str, float] = field(default_factory=dict[str, float])
    seed: int
    allegation: str | None = None
    registered: str = ""
    detectable: tuple[Detectable, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    version: str = ""

    @property
    def family(self) -> int:
        """Number of registered forms: each p value counts that many times."""
        return len(self.forms)
