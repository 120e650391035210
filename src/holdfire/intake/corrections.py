"""Values that a person gives for the fields of a claim: each read, checked, and refused with the reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from holdfire.actors.registry import fold_name
from holdfire.case.folder import Case
from holdfire.errors import AnchorError, HoldfireError, InputError, Problem, ReviewError
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.sides import Sides
from holdfire.lexicon import Lexicon
from holdfire.model.claim import KINDS, Attribution, Claim, ClaimPlace, DateBasis, Modality
from holdfire.model.span import Span, nearest, occurrences, quote

Given = str | Sequence[str]
"""A value as it is typed: lists with commas between, or as a sequence of their parts."""

NOBODY = ("", "-", "none")
UNTIL, VIA, FIGURE = "..", " via ", ":"
AUTHOR = "the author"
LISTED_PLACES = 5  # occurrences of a quote that an error lists

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)  # no slots: what is costly to make is made once, when it is first needed
class Corrections:
    """Reads values for the fields of claims of one text."""

    case: Case
    text: str
    published: date | None
    occurrence: int | None = None

    def apply(self, claim: Claim, given: Mapping[str, Given]) -> Claim:
        """Give the claim with its fields set.

        Raises
        ------
        ReviewError
            With every field that is not known, and every value that can't be.
        """
        problems: list[Problem] = []
        made = claim
        for field, value in given.items():
            try:
                if field not in _FIELDS:
                    raise InputError(f"is no field that can be set; there are: {', '.join(_FIELDS)}")
                made = _FIELDS[field](self, made, value)
            except HoldfireError as error:
                shown = value if isinstance(value, str) else ", ".join(value)
                problems.append(Problem(file=field, value=shown, message=str(error)))
        if problems:
            number = "1 field" if len(problems) == 1 else f"{len(problems)} fields"
            raise ReviewError(f"{number} can't be set; nothing was changed", problems)
        return made

    def find(self, exact: str, *, within: Span | None = None) -> Span:
        """Find a quote in the text: its exact characters, and only where it is clear which ones are meant.

        Parameters
        ----------
        within
            Where several stand in the text, the one that overlaps this span is meant.

        Raises
        ------
        AnchorError
            Where the text has no such characters, or has them several times and no occurrence is chosen.
        """
        found = [Span(start=at, end=at + len(exact)) for at in occurrences(self.text, exact)]
        if not found:
            raise AnchorError(_absent(self.text, exact))
        if self.occurrence is not None:
            if not 1 <= self.occurrence <= len(found):
                raise AnchorError(f"there is no occurrence {self.occurrence}; the text has it {len(found)}×")
            return found[self.occurrence - 1]
        near = [span for span in found if within is not None and span.overlaps(within)]
        if len(chosen := near or found) == 1:
            return chosen[0]
        listed = "; ".join(
            f"{n}: …{_line(self.text[max(0, span.start - 20) : span.end + 20])}…"
            for n, span in enumerate(found[:LISTED_PLACES], start=1)
        )
        which = "choose one by its number (--occurrence N) or give a longer quote"
        raise AnchorError(f"stands {len(found)}× in the text; {which} ({listed})")

    @cached_property
    def sides(self) -> Sides:
        """Who a side may be."""
        return Sides(self.case)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The places of the case, to give a named place its coordinates."""
        return Lexicon((), gazetteer(self.case))

    def place(self, name: str) -> ClaimPlace:
        """Give a place its coordinates where a table knows the whole of its name."""
        found = self.lexicon.read(f"in {name}.", None).places
        whole = (p.place for p in found if fold_name(p.place.name) == fold_name(name))
        return replace(next(whole, ClaimPlace(name=name)), name=name)


def spanned(claim: Claim, text: str, span: Span) -> Claim:
    """Put a claim onto other characters of its text."""
    around = quote(text, span)
    return replace(
        claim, start=span.start, end=span.end, quote=around.exact, prefix=around.prefix, suffix=around.suffix
    )


def _many(value: Given) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip().casefold() not in NOBODY))


def _one(value: Given) -> str:
    if not isinstance(value, str):
        raise InputError("takes one value, not several")
    return value.strip()


def _word(value: Given, words: type[E]) -> E:
    try:
        return words(_one(value))
    except ValueError:
        raise InputError(f"is none of: {', '.join(words)}") from None


def _kind(_: Corrections, claim: Claim, value: Given) -> Claim:
    if (kind := _one(value)) not in KINDS:
        raise InputError(f"is no kind of claim; there are: {', '.join(KINDS)}")
    return replace(claim, kind=kind)


def _side_a(by: Corrections, claim: Claim, value: Given) -> Claim:
    return replace(claim, side_a=_actors(by, value))


def _side_b(by: Corrections, claim: Claim, value: Given) -> Claim:
    return replace(claim, side_b=_actors(by, value))


def _against(by: Corrections, claim: Claim, value: Given) -> Claim:
    return replace(claim, against=_actors(by, value))


def _actors(by: Corrections, value: Given) -> tuple[str, ...]:
    return tuple(dict.fromkeys(by.sides.find(name) for name in _many(value)))


def _places(by: Corrections, claim: Claim, value: Given) -> Claim:
    known = {place.name: place for place in claim.places}
    return replace(claim, places=tuple(known.get(name) or by.place(name) for name in _many(value)))


def _date(_: Corrections, claim: Claim, value: Given) -> Claim:
    """Read a day, or FROM..UNTIL with UNTIL not counted; nothing takes the date away."""
    if (text := _one(value)).casefold() in NOBODY:
        return replace(claim, date=None, date_basis=DateBasis.NONE)
    first, dots, last = text.partition(UNTIL)
    try:
        since = date.fromisoformat(first.strip())
        until = date.fromisoformat(last.strip()) if dots else since + timedelta(days=1)
    except (ValueError, OverflowError):
        raise InputError("is no day such as 2017-10-01 and no days such as 2017-10-01..2017-10-08") from None
    if until <= since:
        raise InputError(f"ends ({until}, not counted) before or when it starts ({since})")
    return replace(claim, date=(since, until), date_basis=DateBasis.STATED)


def _date_basis(_: Corrections, claim: Claim, value: Given) -> Claim:
    return replace(claim, date_basis=_word(value, DateBasis))


def _modality(_: Corrections, claim: Claim, value: Given) -> Claim:
    return replace(claim, modality=_word(value, Modality))


def _attribution(by: Corrections, claim: Claim, value: Given) -> Claim:
    """Read "A via B": exact names of the text, closest to the event first; "the author" for none."""
    text = _one(value)
    names = [] if text.casefold() in (*NOBODY, AUTHOR) else [name.strip() for name in text.split(VIA)]
    return replace(claim, attribution=tuple(_link(by, claim, name) for name in names))


def _link(by: Corrections, claim: Claim, name: str) -> Attribution:
    start = nearest(by.text, name, claim.start)
    if start is None:
        raise AnchorError(_absent(by.text, name))
    known = next((link for link in claim.attribution if link.source == name), None)
    return known or Attribution(source=name, relation="said", start=start, end=start + len(name))


def _figures(_: Corrections, claim: Claim, value: Given) -> Claim:
    found: dict[str, float] = {}
    for part in _many(value):
        unit, _colon, number = part.rpartition(FIGURE)
        try:
            found[unit.strip()] = float(number)
        except ValueError:
            raise InputError("is not written as unit:number, such as villages:15") from None
        if not unit.strip() or not abs(found[unit.strip()]) < float("inf"):
            raise InputError("is not written as unit:number, such as villages:15")
    return replace(claim, figures=found)


def _quote(by: Corrections, claim: Claim, value: Given) -> Claim:
    exact = value if isinstance(value, str) else _one(value)  # blanks at its ends are characters too
    span = by.find(exact, within=Span(start=claim.start, end=claim.end))
    return spanned(claim, by.text, span)


_FIELDS: Mapping[str, Callable[[Corrections, Claim, Given], Claim]] = {
    "kind": _kind,
    "side_a": _side_a,
    "side_b": _side_b,
    "against": _against,
    "places": _places,
    "date": _date,
    "date_basis": _date_basis,
    "modality": _modality,
    "attribution": _attribution,
    "figures": _figures,
    "quote": _quote,
}


def _absent(text: str, exact: str) -> str:
    loose = " ".join(exact.split())
    if loose and loose in " ".join(text.split()):
        return (
            "does not stand in the text with these blanks and line breaks; copy its exact characters from it"
        )
    return "does not stand in the text, character for character"


def _line(text: str) -> str:
    return " ".join(text.split())
