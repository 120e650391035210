"""What the map of one source says of a party and a place over some days: it has it, has not, or neither."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from holdfire.checks.evidence import Seen
from holdfire.checks.sides import line
from holdfire.checks.stated import number
from holdfire.lexicon.normal import fold
from holdfire.model.actor import Actor

ASSUMED_KM = 10.0  # how far the lines of a source may be off that does not say it
ASSUMED = ", not stated and assumed"
LEAST_KM = 1.0  # no town is a point


class Word(StrEnum):
    """Whether a party has a place, another has it, or nobody for sure."""

    HAS = "has"
    HAS_NOT = "has not"
    NOBODY = "nobody"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One word over one or more stretches of days without a gap, with its reason."""

    word: Word
    seen: Seen
    why: str


def error_of(seen: Seen) -> float:
    """Give how far the lines around a place may be off, km."""
    return max(LEAST_KM, ASSUMED_KM if seen.error_km is None else seen.error_km)


def heard(
    seen: Sequence[Seen], is_party: Callable[[str], bool], name: Callable[[str], str]
) -> tuple[Heard, ...]:
    """Read what one source shows, day after day, as words on one party; equal ones in a row are one."""
    words = [_word(one, is_party, name) for one in sorted(seen, key=lambda one: one.since)]
    return tuple(next(same) for _, same in groupby(words, key=lambda one: (one.word, one.seen.holder)))


def _word(seen: Seen, is_party: Callable[[str], bool], name: Callable[[str], str]) -> Heard:
    day = seen.since.isoformat()
    if not seen.drawn:
        return Heard(word=Word.OPEN, seen=seen, why=f"draws no ground there on {day}")
    error = error_of(seen)
    who = "nobody, or contested" if seen.holder is None else name(seen.holder)
    if not seen.named and seen.clear_km <= error:
        stated = "may be off by" if seen.error_km is not None else "does not state its error, taken as"
        why = (
            f"draws it as ground of {who}, {number(seen.clear_km)} km from other ground, and {stated} "
            f"{number(error)} km"
        )
        return Heard(word=Word.OPEN, seen=seen, why=why)
    sure = "names it" if seen.named else f"{number(seen.clear_km)} km from others, error {number(error)} km"
    if seen.holder is None:
        return Heard(word=Word.NOBODY, seen=seen, why=f"has it contested or nobody's on {day} ({sure})")
    why = f"has it as ground of {who} on {day} ({sure})"
    return Heard(word=Word.HAS if is_party(seen.holder) else Word.HAS_NOT, seen=seen, why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoIsWho:
    """Holders and sides of claims on a day: names by id, and actors with what they belong to."""

    names: Mapping[str, str]
    roster: Mapping[str, Actor]
    day: date

    def name(self, holder: str) -> str:
        """Name a holder for a reader."""
        return self.names.get(holder, holder)

    def same(self, side: Sequence[str], holder: str) -> bool:
        """Say whether a holder is a party, its whole, or a part of it."""
        up = line(self.roster, holder, self.day)
        called = fold(self.name(holder))
        return any(
            actor in up or holder in line(self.roster, actor, self.day) or fold(self.name(actor)) == called
            for actor in side
        )
