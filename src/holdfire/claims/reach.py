"""Step 6b: what stands behind a trigger: its object, the parties of its prepositions, places and counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from holdfire.claims.extent import happens
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
_TOLD_BY_WORD = ("it", "from")  # of all that are no nouns, places or articles, what `note` can note


@dataclass(slots=True, kw_only=True)
class Reach:
    """What stands behind a trigger: the object, prepositional parties, places, where it ends."""

    end: int
    object: Party | None = None
    preps: list[tuple[str, Party]] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    infinitive: int | None = None


def reach(tokens: Sequence[Token], i: int, scope: Scope, end: int) -> Reach:
    """Collect what stands behind a trigger up to the end of its clause."""
    out = Reach(end=end)
    prep: str | None = None
    k = i + 1
    while k < end:
        token = tokens[k]
        tag = token.tag
        if tag in "N#":  # most words: they can do no more than be noted
            if token.word in _NOTED:
                _note_noun(token, prep, out)
            k += 1
            continue
        if tag == "T" and k + 1 < end and tokens[k + 1].tag in "VB":
            out.infinitive = k
            break
        if tag == "V" and prep is None and not token.word.endswith("ing") and not happens(tokens, i, k):
            break
        if tag in "AG":
            party = group(tokens, k)
            take(tokens, party, prep, out)
            k = party.last + 1
            continue
        if tag in "PT" and not (token.word == "of" and prep is None and _names_part(tokens[k - 1].word)):
            prep = token.word
        if tag == "O" and (meant := object_pronoun(tokens, k, i, scope)) is not None:
            take_pronoun(meant, prep, out)
        if tag in "LD" or token.word in _TOLD_BY_WORD:
            note(tokens, k, prep, scope, out)
        k += 1
    return out


def _names_part(word: str) -> bool:
    """Say whether what follows "of" is the thing itself: "most of Osk", "the port of Osk"."""
    return word in COUNTING or word in WORDS.place_kinds


def note(tokens: Sequence[Token], k: int, prep: str | None, scope: Scope, out: Reach) -> None:
    """Note what a token that names no party adds."""
    token = tokens[k]
    if token.tag in "N#":
        _note_noun(token, prep, out)
        return
    if token.word == "it" and prep is None and k and tokens[k - 1].tag == "V":
        out.found |= {"site", "place-object"}  # "lost it again": what was told of before
    if token.word == "from":
        out.found.add("from")
    elif token.tag == "L":
        out.found.update(("place",) if prep is not None else ("place", "place-object"))
    elif token.tag == "D" and (holder := own(tokens, k, scope)):
        _take_own(tokens, k, prep, holder, out)


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
    if (told := _NOTED.get(token.word)) is None:
        return
    out.found |= told if prep is not None else told | _OF_OBJECTS[token.word]
    if token.word in TABLES.cues["target.civil"]:
        out.found.add("hurt" if prep is None else f"hurt {prep}")


def _told_by(word: str) -> frozenset[str]:
    """List what a plain noun says of a trigger wherever it stands behind it."""
    kind = WORDS.units.get(word)
    ways = (
        ("ground", word in WORDS.ground),
        ("counted", kind in _COUNTED_GROUND or kind in _COUNTED_PEOPLE),
        ("site", word in TABLES.cues["target.sites"]),
        ("civil", word in WORDS.civil or kind == "people"),
        ("supply", word in _SUPPLIES),
    )
    return frozenset(name for name, is_so in ways if is_so)


def _told_as_object(word: str) -> frozenset[str]:
    """List what a plain noun says beside that as the trigger's object."""
    if word in WORDS.ground:
        return frozenset(("ground-object", "place-object"))
    place = WORDS.units.get(word) in _COUNTED_GROUND or word in TABLES.cues["target.sites"]
    return frozenset(("place-object",) if place else ())


_SUPPLIES = TABLES.cues["control.supplies"] - TABLES.cues["speech.neutral"]
_NOTED = {
    word: _told_by(word) for words in (WORDS.ground, WORDS.units, WORDS.civil, _SUPPLIES) for word in words
} | {word: _told_by(word) for name in ("target.sites", "target.civil") for word in TABLES.cues[name]}
_OF_OBJECTS = {word: _told_as_object(word) for word in _NOTED}
