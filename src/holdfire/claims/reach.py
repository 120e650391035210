"""Step 6b: what stands behind a trigger: its object, the parties of its prepositions, places and counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from holdfire.claims.extent import clause_end, happens
from holdfire.claims.groups import Party, group
from holdfire.claims.pronouns import Scope, object_pronoun, own
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

COUNTING = frozenset(
    (
        "series",
        "number",
        "dozens",
        "hundreds",
        "scores",
        "most",
        "part",
        "parts",
        "all",
        "some",
        "rest",
        "string",
        "handful",
    )
)


_COUNTED_GROUND_TEXT = "villages towns positions hills settlements bases checkpoints districts cities"
_COUNTED_PEOPLE = frozenset(("prisoners", "hostages", "people", "soldiers", "fighters"))
_COUNTED_GROUND = frozenset(_COUNTED_GROUND_TEXT.split())


@dataclass(slots=True, kw_only=True)
class Reach:
    """What stands behind a trigger: the object, prepositional parties, places, where it ends."""

    end: int
    object: Party | None = None
    preps: list[tuple[str, Party]] = field(default_factory=list[tuple[str, Party]])
    found: set[str] = field(default_factory=set[str])
    infinitive: int | None = None


def reach(tokens: Sequence[Token], i: int, scope: Scope) -> Reach:
    """Collect what stands behind a trigger up to the end of its clause."""
    out = Reach(end=clause_end(tokens, i))
    prep: str | None = None
    k = i + 1
    while k < out.end:
        token = tokens[k]
        if token.tag == "T" and k + 1 < out.end and tokens[k + 1].tag in "VB":
            out.infinitive = k
            break
        if token.tag == "V" and prep is None and not token.word.endswith("ing") and not happens(tokens, i, k):
            break
        if token.tag in "AG":
            party = group(tokens, k)
            take(tokens, party, prep, out)
            k = party.last + 1
            continue
        if token.tag in "PT" and not (
            token.word == "of" and prep is None and _names_part(tokens[k - 1].word)
        ):
            prep = token.word
        if token.tag == "O" and (meant := object_pronoun(tokens, k, i, scope)) is not None:
            take_pronoun(meant, prep, out)
        note(tokens, k, prep, scope, out)
        k += 1
    return out


def _names_part(word: str) -> bool:
    """Say whether what follows "of" is the thing itself: "most of Osk", "the port of Osk"."""
    return word in COUNTING or word in WORDS.place_kinds


def note(tokens: Sequence[Token], k: int, prep: str | None, scope: Scope, out: Reach) -> None:
    """Note what a token that names no party adds."""
    token = tokens[k]
    if token.word in ("us", "our", "ours"):
        out.found.add("own")
    if token.word == "it" and prep is None and k and tokens[k - 1].tag == "V":
        out.found |= {"site", "place-object"}  # "lost it again": what was told of before
    if token.word == "from":
        out.found.add("from")
    elif token.tag == "L":
        out.found.update(("place",) if prep is not None else ("place", "place-object"))
    elif token.tag == "D" and (holder := own(tokens, k, scope)):
        _take_own(tokens, k, prep, holder, out)
    elif token.tag in "N#":
        _note_noun(token, prep, out)


def take(tokens: Sequence[Token], party: Party, prep: str | None, out: Reach) -> None:
    """Take in a party that stands behind the trigger, as its object or governed by prep."""
    if party.ground:
        out.found.add("ground")
        if prep is None:
            out.found.add("place-object")
    nominal = tokens[party.last + 1] if party.last + 1 < len(tokens) else None
    owner = tokens[party.last].possessive or (nominal is not None and nominal.word in TABLES.nouns)
    if prep is None and out.object is None:
        out.object = party
    elif prep is not None:
        out.preps.append((prep, party))
    if owner and nominal is not None and nominal.tag == "N" and party.ground:
        out.found.add("ground")


def take_pronoun(meant: Party, prep: str | None, out: Reach) -> None:
    """Take in the party that a pronoun behind the trigger stands for."""
    if prep is not None:
        out.preps.append((prep, meant))
    elif out.object is None:
        out.object = meant


def _take_own(tokens: Sequence[Token], k: int, prep: str | None, holder: tuple[str, ...], out: Reach) -> None:
    """Read "through its territory", "their fighters" as the subject's ground or people."""
    for noun in tokens[k + 1 : k + 4]:
        if noun.word in WORDS.ground:
            party = Party(actors=holder, first=k, last=k, ground=True, pronoun=True)
            out.found.add("ground")
            take_pronoun(party, prep, out)
            return
        if noun.word in WORDS.forces and prep in ("against", "on", "at", "with"):
            out.preps.append((prep, Party(actors=holder, first=k, last=k, pronoun=True)))
            return
        if noun.tag != "N":
            return


def _note_noun(token: Token, prep: str | None, out: Reach) -> None:
    """Note what a plain noun says of the trigger: ground, a site, people, supplies."""
    word, found = token.word, out.found
    kind = WORDS.units.get(word)
    if word in WORDS.ground:
        found |= {"ground"} if prep is not None else {"ground", "ground-object", "place-object"}
    for name, is_one in (("counted", kind in _COUNTED_GROUND), ("site", word in TABLES.cues["target.sites"])):
        if is_one:
            found |= {name} if prep is not None else {name, "place-object"}
    if word in WORDS.civil or kind == "people":
        found.add("civil")
    if word in TABLES.cues["target.civil"]:
        found.add("hurt" if prep is None else f"hurt {prep}")
    if kind in _COUNTED_PEOPLE:
        found.add("counted")
    if word in TABLES.cues["control.supplies"] - TABLES.cues["speech.neutral"]:
        found.add("supply")
