"""The words of data/dealing.toml as bounded patterns over folded text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Pattern = re.Pattern[str]

_BOUND, _END = r"(?<![\w-])", r"(?![\w-])"
_NEAR = r"[^.;!?]"  # what may stand between two words of one cue


def either(words: str) -> str:
    """Make an alternation of listed words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words.split("|"), key=lambda w: (-len(w), w)))


def _any(words: str) -> Pattern:
    return re.compile(rf"{_BOUND}(?:{either(words)}){_END}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guaranteeing:
    """Cues of one role, by where the name stands.

    behind: after the cue; before: ahead of a verb ("X brokered the"); named: ahead of "as guarantor";
    compound: "X-brokered"; owned: "under X supervision"; itself: the cue is the name, "through a middleman".
    """

    role: str
    behind: Pattern
    before: Pattern
    named: Pattern
    compound: Pattern
    owned: Pattern
    itself: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWords:
    """All patterns; each is searched in one sentence."""

    nouns: Mapping[str, Pattern]
    plural: Pattern
    taken_up: Pattern
    categories: tuple[tuple[str, Pattern], ...]
    pivot: Pattern
    pivot_alone: Pattern
    pivot_counted: Pattern
    obliged: Pattern
    splits: Pattern
    any_noun: Pattern
    introduced: Pattern
    stipulates: Pattern
    nominal: Pattern
    by_holder: frozenset[str]
    to_holder: frozenset[str]
    leave: Pattern
    guarantors: tuple[Guaranteeing, ...]
    no_return: tuple[Pattern, ...]
    fates: tuple[tuple[str, Pattern], ...]
    fate_not: Pattern
    unreal: Pattern


@cache
def deal_words() -> DealWords:
    """Read the table once."""
    data = tomllib.loads(files("holdfire.claims").joinpath("data/dealing.toml").read_text(encoding="utf-8"))
    nouns, pivot, obliged = data["nouns"], data["pivot"], data["obliged"]
    every = either("|".join(nouns.values()))
    return DealWords(
        nouns={kind: _any(words) for kind, words in nouns.items()},
        plural=re.compile(rf"{_BOUND}(?:{every})s{_END}"),
        taken_up=re.compile(
            rf"{_BOUND}(?:the|this|that|such an?|their|its|under|per|same|both)(?: [\w'-]+){{0,2}} "
            rf"(?P<noun>{every}){_END}"
            rf"|(?:^|{_BOUND}(?:and|but) )(?:under it|as part of it|in return|in exchange){_END}"
        ),
        categories=tuple((name, _any(words)) for name, words in data["categories"].items()),
        pivot=_any(pivot["for"]),
        pivot_alone=re.compile(rf"{_BOUND}(?:{either(pivot['alone'])}){_END}(?! (?:for|of){_END})"),
        pivot_counted=_any(pivot["counted"]),
        obliged=re.compile(
            rf"{_BOUND}(?:also |each |in turn |then ){{0,2}}(?:{either(obliged['words'])}){_END}"
        ),
        introduced=re.compile(
            rf"{_BOUND}(?:an?|one|another|new|second|third|further|separate|previous|earlier)"
            rf"(?: [\w'-]+){{0,3}} (?:{every}){_END}"
        ),
        any_noun=re.compile(rf"{_BOUND}(?:{every})s?{_END}"),
        splits=re.compile(rf"; |,? {_BOUND}(?:{either(obliged['splits'])}){_END}"),
        stipulates=_any(obliged["stipulates"]),
        nominal=re.compile(rf"{_BOUND}(?:the |a |an )?(?P<noun>{either(obliged['nominal'])})(?: of)? "),
        by_holder=frozenset(obliged["by_holder"].split("|")),
        to_holder=frozenset(obliged["to_holder"].split("|")),
        leave=_any(data["leave"]["words"]),
        guarantors=_guaranteeing(data["guarantors"]),
        no_return=_no_return(data["returns"]),
        fates=_fates(data["fate"], every),
        fate_not=re.compile(
            rf"{_BOUND}(?:{either(data['fate']['not'])}) ?(?:[\w']+ ){{0,2}}$|n't (?:[\w']+ ){{0,2}}$"
        ),
        unreal=re.compile(
            rf"{_BOUND}(?<!\d )(?:{either(data['fate']['unreal'])})(?! \d)(?: [\w'-]+){{0,6}} ?$"
        ),
    )


def _guaranteeing(rows: Mapping[str, str]) -> tuple[Guaranteeing, ...]:
    def made(role: str) -> Guaranteeing:
        behind, active, compound, named, owned = (
            either(rows[key]) if (key := f"{form}{role}") in rows else "(?!)"
            for form in ("", "active_", "compound_", "named_as_", "owned_")
        )
        middlemen = either(rows["middlemen"]) if role == "middleman" else "(?!)"
        return Guaranteeing(
            role=role,
            behind=re.compile(rf"{_BOUND}(?:{behind}){_END}"),
            before=re.compile(
                rf" (?:has |had |have |also |jointly )?(?:{active})"
                rf"(?=,| (?:the|this|an?|that|its|between|in|on) )"
            ),
            named=re.compile(rf"{_BOUND}(?:{named}){_END}"),
            compound=re.compile(rf"-(?:{compound}){_END}"),
            owned=re.compile(
                rf"{_BOUND}(?:under|with|through|thanks to) (?:the )?"
                rf"(?P<name>(?:[\w.-]+ ){{0,3}}[\w.-]+?)(?:'s)? "
                rf"(?:{owned}){_END}"
            ),
            itself=re.compile(
                rf"{_BOUND}(?:{either(rows['through'])}) "
                rf"(?P<name>(?:(?!of |to |in |at |by )[\w'-]+ ){{0,3}}(?:{middlemen})){_END}"
            ),
        )

    return tuple(made(role) for role in ("guarantor", "mediator", "monitor", "middleman"))


def _no_return(rows: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """Tell "nothing in return" and "did not get anything in exchange" from terms that hold a "not"."""
    negated = rf"(?:{_BOUND}(?:{either(rows['not'])})|n't){_END}(?! only{_END})"
    back = r"in (?:return|exchange)"
    return (
        _any(rows["plain"]),
        re.compile(rf"{_BOUND}(?:no|nothing){_END}(?! longer){_NEAR}{{1,50}}{_BOUND}{back}{_END}"),
        re.compile(
            rf"{negated}{_NEAR}{{1,70}}{_BOUND}(?:{either(rows['things'])}){_END}"
            rf"{_NEAR}{{0,70}}{_BOUND}{back}{_END}"
        ),
        re.compile(
            rf"{negated} (?:{either(rows['involve'])}) (?:[\w'-]+ ){{0,1}}"
            rf"(?:{either(rows['exchanging'])}){_END}"
        ),
    )


def _passive(words: str) -> str:
    """Let an adverb stand inside a passive: "was never violated"."""
    return re.sub(r"(?<!\w)(was|were|been)\\ ", r"\1(?: (?:not|never|since|\\w+ly)){0,2} ", either(words))


def _fates(rows: Mapping[str, str], nouns: str) -> tuple[tuple[str, Pattern], ...]:
    noun = rf"(?:{nouns})"
    between = r"(?:,? [\w',-]+){0,6}?"  # "the truce, brokered by X, held"
    far = rf"(?=[ ,]){_NEAR}{{0,160}}?"
    kept = f"{either(rows['keeps'])}"
    broke = f"{either(rows['breaks'])}"
    objects = rf"(?:the |this |that |its |their )(?:[\w'-]+ ){{0,3}}{noun}|(?:{either(rows['own_part'])})"
    return (
        ("kept", re.compile(rf"{_BOUND}{noun}{between} (?P<cue>{_passive(rows['held'])}){_END}")),
        ("broken", re.compile(rf"{_BOUND}{noun}{between} (?P<cue>{_passive(rows['fell'])}){_END}")),
        ("kept", re.compile(rf"{_BOUND}{noun}{far} (?P<cue>{_passive(rows['far_held'])}){_END}")),
        ("broken", re.compile(rf"{_BOUND}{noun}{far} (?P<cue>{_passive(rows['far_fell'])}){_END}")),
        ("kept", re.compile(rf"{_BOUND}(?P<cue>{kept}) (?:{objects}){_END}")),
        ("broken", re.compile(rf"{_BOUND}(?P<cue>{broke}) (?:{objects}){_END}")),
        (
            "broken",
            re.compile(
                rf"{_BOUND}(?P<cue>{either(rows['noun_breaks'])}) (?:the |this |that )"
                rf"(?:[\w'-]+ ){{0,3}}{noun}{_END}"
            ),
        ),
    )
