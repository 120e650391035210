"""Step 8a: who a speaker is: how far the name goes, whether it is one, which outlet passed the words on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.claims.syntax.trees import Tree
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Speaker

PRONOUNS = frozenset(("he", "she", "they", "it", "him", "her", "them", "his", "their", "its"))
PLURAL_PRONOUNS = frozenset(("they", "them", "their"))
THING_PRONOUNS = frozenset(("it", "its"))
_CUES = TABLES.cues
_PEOPLE, _BODIES = _CUES["speaker.people"], _CUES["speaker.bodies"]
_THINGS = _CUES["speaker.things"]
_PLURALS = frozenset(
    ("people", "police", "men", "women", "media", "locals", "some", "many", "others", "most")
)
_NO_PLURALS = ("ss", "us", "is")
_ENDS = frozenset((",", ".", ";", ":", "(", ")", '"', "-", "!", "?"))
_INSIDE = frozenset(
    ("of", "in", "from", "and", "for", "at", "with", "on", "to", "by", "near", "inside", "within")
)
_SELF = frozenset(("himself", "herself", "itself", "themselves", "also", "both"))
_TRIMMED = frozenset(
    ("the", '"', "'", "*", "_", "even", "and", "but", "while", "as", "meanwhile", "yet", "then", ",")
)
_TRIMMED_BEHIND = frozenset(("*", "'", '"', ",", "_"))
_INSERTION = 18  # tokens between the commas around what is put in behind a name
_NEAR = 12
_PARTICLES = frozenset(
    (
        "al",
        "el",
        "ag",
        "ould",
        "bin",
        "ibn",
        "ben",
        "de",
        "da",
        "del",
        "della",
        "der",
        "den",
        "di",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "ter",
        "ul",
        "ur",
        "e",
        "y",
    )
)


@dataclass(slots=True)
class Name:
    """A speaker's tokens [first, last]; behind: those put in behind it, between commas."""

    first: int
    last: int
    behind: tuple[int, int] | None = None


def name_before(tokens: Sequence[Token], first: int, tree: Tree | None, verb: int) -> Name | None:
    """Find the speaker in front of a group of verbs that begins at first."""
    if tree is not None and (found := _by_tree(tokens, tree, verb, first)) is not None:
        return _owner(tokens, found)
    end = first - 1
    while end >= 0 and (tokens[end].tag in "B-" or tokens[end].word in _SELF):
        end -= 1
    if end > 1 and tokens[end].word == "turn" and tokens[end - 1].word == "in":
        end -= 2  # "it in turn accuses"
    behind = None
    if end > 0 and tokens[end].tag == "R":
        end -= 1 + (tokens[end - 1].word == ",")
    elif end > 0 and tokens[end].word == ",":
        opening = _opening_comma(tokens, end)
        if opening is None:
            return None
        behind, end = (opening + 1, end - 1), opening - 1
    start = _start(tokens, end)
    if start is None:
        return None
    if behind is not None and is_name(tokens, *behind):
        return Name(start, behind[1])
    return _owner(tokens, Name(start, end, behind))


def _owner(tokens: Sequence[Token], name: Name) -> Name | None:
    """Take the Herald for "whose man in Osk" in "the Herald, whose man in Osk wrote"."""
    if tokens[name.first].word != "whose" or name.first < 2:
        return name
    end = name.first - 1 - (tokens[name.first - 1].word == ",")
    owner = _start(tokens, end)
    return None if owner is None else Name(owner, end)


def name_after(tokens: Sequence[Token], first: int) -> Name | None:
    """Find the speaker that begins at first: "said X", "according to X"."""
    while first < len(tokens) and tokens[first].word in ("*", '"', "'", "_"):
        first += 1
    last = first
    if first >= len(tokens) or ends_name(tokens, first):
        return Name(first, first) if first < len(tokens) and tokens[first].tag == "O" else None
    while last + 1 < len(tokens) and not ends_name(tokens, last + 1):
        last += 1
    if tokens[last].word in ("*", "_", "'"):
        last -= 1
    return Name(first, last) if first <= last else None


def ends_name(tokens: Sequence[Token], k: int) -> bool:
    """Say whether a name that stands before the token at k ends there."""
    token = tokens[k]
    if token.tag == "O" or token.word in _ENDS or token.tag in "VXRST":
        return True
    return token.word in ("but", "nor", "yet", "so", "however", "who") or (
        token.tag == "D" and k > 0 and tokens[k - 1].tag in "NALW"
    )


def _opening_comma(tokens: Sequence[Token], closing: int) -> int | None:
    """Find the comma that opens what the one at closing closes: "X, a baker, said"."""
    for k in range(closing - 1, max(0, closing - _INSERTION), -1):
        if tokens[k].word in (";", ":", '"'):
            return None
        if tokens[k].word == ",":
            return k
    return None


def is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether tokens are a proper name; a particle may stand in it: "Ana de Sol"."""
    inside = tokens[first + (tokens[first].word in ("a", "one", "the")) : last + 1]
    if not 0 < len(inside) <= 5 or not inside[-1].capital:
        return False
    return all(_of_name(t, within=0 < k < len(inside) - 1) for k, t in enumerate(inside))


def _of_name(token: Token, *, within: bool) -> bool:
    particle = within and token.word in _PARTICLES
    return particle or (token.tag in "NAL." and (token.capital or token.tag == "."))


def _start(tokens: Sequence[Token], end: int) -> int | None:
    """Go back from a noun phrase's end to its start; a relative clause without commas belongs to it."""
    if end < 0 or tokens[end].tag == "O":
        return end if end >= 0 else None
    if tokens[end].tag not in "NALG#WD" and tokens[end].word not in "*'.":
        return None
    start = end
    while start >= 0 and _goes_on(tokens, start):
        start -= 1
    part = start - (start > 0 and tokens[start].tag == "P")
    if part > 0 and _participle(tokens, part):
        return _start(tokens, part - 1)
    if start >= 0 and tokens[start].tag in "VX":
        relative = next(
            (
                k
                for k in range(start, max(0, start - _NEAR), -1)
                if tokens[k].tag == "R" or tokens[k].word == ","
            ),
            0,
        )
        if relative and tokens[relative].word in ("who", "whose", "which"):
            return _start(tokens, relative - 1)
    start += 1
    while start < end and tokens[start].tag in "PC":
        start += 1
    return start if start <= end else None


def _participle(tokens: Sequence[Token], k: int) -> bool:
    """Say whether the verb at k only describes the noun before it: "documents found in Osk"."""
    form = TABLES.forms.get(tokens[k].word)
    part = tokens[k].tag == "V" and form is not None and "part" in form.kinds
    return part and tokens[k + 1].tag == "P" and tokens[k - 1].tag == "N"


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    if token.tag in "DNALG#W" or token.word in ("*", "'"):
        return True
    if token.word == ".":
        return k > 0 and len(tokens[k - 1].word) == 1
    return token.tag in "PCT" and token.word in _INSIDE and k > 0 and tokens[k - 1].tag in "NAL"


def _by_tree(tokens: Sequence[Token], tree: Tree, verb: int, first: int) -> Name | None:
    """Take the subject's own words; what follows a comma is put in behind it."""
    subject = tree.kid(verb, "nsubj")
    if subject is None or subject > verb or tokens[subject].tag == "R" or tokens[first - 1].word == "-":
        return None
    inside = sorted({subject, *under(tree, subject)})
    inside = [k for k in inside if k < first]
    if not inside:
        return None
    start = inside[0]
    comma = next((k for k in inside if tokens[k].word == "," and k > subject), None)
    if comma is None:
        last = inside[-1] - (tokens[inside[-1]].tag == "." and inside[-1] != subject)
        apart = tokens[last + 1].word == "," and tokens[first - 1].word == "," and last + 2 < first - 1
        return Name(start, last, (last + 2, first - 2) if apart else None)
    ends = first - 1 if tokens[first - 1].word == "," else first
    behind = (comma + 1, ends - 1) if comma + 1 <= ends - 1 else None
    if behind is not None and is_name(tokens, *behind):
        return Name(start, behind[1])
    return Name(start, comma - 1, behind)


def under(tree: Tree, i: int) -> Iterator[int]:
    """Go over the tokens that hang on the one at i, in no order."""
    waiting = [i]
    while waiting:
        for k in tree.children[waiting.pop()]:
            waiting.append(k)
            yield k


def head_of(tokens: Sequence[Token], name: Name) -> int:
    """Find the noun that a phrase is about: the last before a preposition, a clause or a comma."""
    for k in range(name.first + 1, name.last + 1):
        if tokens[k].tag in "PRVT" or tokens[k].word == ",":
            return k - 1
    return name.last


def is_thing(tokens: Sequence[Token], name: Name) -> bool:
    """Say whether what speaks is a document, a recording, a report."""
    return tokens[head_of(tokens, name)].word in _THINGS


def kind_of(tokens: Sequence[Token], first: int, last: int) -> Speaker:
    """Tell a name from one person whom nobody names and from several."""
    core = [t for t in tokens[first : head_of(tokens, Name(first, last)) + 1] if t.tag != "."]
    core = core or list(tokens[first : last + 1])
    head = core[-1]
    single = head.word.rpartition(" ")[2]
    if head.tag == "O":
        return Speaker.ANONYMOUS_PLURAL if single == "they" else Speaker.UNNAMED
    starts = tokens[0].start == head.start and head.tag != "A"
    generic = single in _PEOPLE or single.removesuffix("s") in _PEOPLE or single in _THINGS
    if head.tag in "AL" and not head.possessive and not generic:
        return Speaker.NAMED
    if (
        head.capital
        and not (generic and (starts or len(core) == 1))
        and not (starts and len(core) == 1 and generic)
    ):
        return Speaker.NAMED
    if single in _BODIES and not generic:
        return Speaker.UNNAMED if core[0].word in ("a", "an", "one", "some") else Speaker.NAMED
    plural = single in _PLURALS or (single.endswith("s") and not single.endswith(_NO_PLURALS))
    return Speaker.ANONYMOUS_PLURAL if plural else Speaker.UNNAMED


def link(tokens: Sequence[Token], name: Name, plain: str, relation: str) -> Attribution:
    """Make the link of a chain from a speaker's tokens, without the article."""
    first, last = name.first, name.last
    while first < last and tokens[first].word in _TRIMMED:
        first += 1
    while last > first and (tokens[last].word in _TRIMMED_BEHIND or tokens[last].word in _SELF):
        last -= 1
    start, end = tokens[first].start, tokens[last].end
    if tokens[last].possessive:
        end -= 2 if plain[end - 1] == "s" else 1
    source = " ".join(plain[start:end].split())
    return Attribution(
        source=source, relation=relation, start=start, end=end, speaker=kind_of(tokens, first, last)
    )
