"""Step 8b: sources without a verb of saying: "according to X", "X's claim that", "papers show"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from holdfire.claims.asides import BELIEVED, believed, from_whom, put
from holdfire.claims.cues import Cue, Heard, content_at, speaks
from holdfire.claims.denying import DENYING, denial
from holdfire.claims.groups import verb_group
from holdfire.claims.outlets import outlets_behind
from holdfire.claims.perspectives import certain, described, has_it, or_so, stance, valued, viewed
from holdfire.claims.speakers import Name, is_thing, link, name_after, name_before, under
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Modality

_CUES = TABLES.cues
_HEARSAY = {
    **dict.fromkeys(sorted(_CUES["hearsay.reported"]), Modality.REPORTED),
    **dict.fromkeys(sorted(_CUES["hearsay.alleged"]), Modality.ALLEGED),
    **dict.fromkeys(sorted(_CUES["hearsay.hedged"]), Modality.HEDGED),
}
_SHOWING = _CUES["speech.showing"]
_SHOWING_FORMS = {
    form: lemma
    for lemma in sorted(_SHOWING)
    for form in (lemma, f"{lemma}s", f"{lemma}ed", f"{lemma.removesuffix('e')}ing", f"{lemma}n", f"{lemma}d")
}
_DOUBTING = frozenset(("suggest", "indicate"))


def other_cues(heard: Heard) -> Iterator[Cue]:
    """Find the sources of a sentence that no verb of saying names."""
    asked = readers(heard.words)
    for i in [i for i, token in enumerate(heard.tokens) if token.word in asked] if asked else ():
        for read in asked[heard.tokens[i].word]:
            if (cue := read(heard, i)) is not None:
                yield cue
                break


def _according(heard: Heard, i: int) -> Cue | None:
    """Read "according to X", "in X's words", "in the words of X", "per X"."""
    tokens = heard.tokens
    words = tokens[i].word
    if words == "according" and i + 2 < len(tokens) and tokens[i + 1].tag == "T":
        name = name_after(tokens, i + 2)
    elif words != "according":
        name = viewed(tokens, i)
    else:
        return None
    if name is None or not speaks(tokens, name) or tokens[name.last].word in _CUES["perspective.nobody"]:
        return None
    name = _by_tree(heard, i, name)
    outlets = outlets_behind(tokens, name.first, _part_end(tokens, name.last))
    links = [link(tokens, name, heard.plain, "according_to")]
    links += [link(tokens, outlet, heard.plain, "reported") for outlet in outlets]
    before = tokens[i - 1].word if i else ""
    last = _part_end(tokens, name.last) if before == "," and not _more(tokens, name.last) else name.last
    content = _governed(heard, i)
    if words in ("by", "on"):  # counted is the part that it ends: "A; B, by X's count"
        content = _last_part(tokens, i)
    way = "around" if _leads(tokens, i) or _more(tokens, name.last) else "before"
    if _leads(tokens, i):
        way = "after"
    return Cue(
        first=i,
        last=last,
        way=way,
        links=tuple(dict.fromkeys(links)),
        modality=Modality.REPORTED,
        content=content,
    )


def _last_part(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Give the tokens from the last semicolon before i to i, None where there is none."""
    start = next((k for k in range(i - 1, 0, -1) if tokens[k].word == ";"), None)
    return None if start is None else (start + 1, i - 1)


def _by_tree(heard: Heard, i: int, name: Name) -> Name:
    """Cut a name that no sign ends where the tree says that it ends: "according to X government forces …"."""
    tree = heard.tree
    if tree is None:
        return name
    to = tree.kid(i, "prep")
    head = tree.kid(to, "pobj") if to is not None else None
    if head is None or not name.first <= head <= name.last:
        return name
    inside = [head, *under(tree, head)]
    return Name(name.first, min(name.last, max(k for k in inside if k <= name.last)))


def _governed(heard: Heard, i: int) -> tuple[int, int] | None:
    """Take the clause that "according to" hangs on from the tree, where that is a verb in its middle."""
    tree = heard.tree
    if (
        tree is None
        or not i > 0
        or heard.tokens[i - 1].word not in (",", "that")
        or not _inner(heard.tokens, i)
    ):
        return None
    head = tree.heads[i]
    if head <= i or not tree.tags[head].startswith("VB"):
        return None
    inside = [k for k in (head, *under(tree, head)) if k > i]
    return min(inside), max(inside)


def _inner(tokens: Sequence[Token], i: int) -> bool:
    return any(t.tag in "VX" for t in tokens[:i])


def _leads(tokens: Sequence[Token], i: int) -> bool:
    """Say whether "according to X" stands before what X says: at the head of a sentence or a clause."""
    k = i - 1
    while k >= 0 and (tokens[k].tag in "CSB" or tokens[k].word in (",", "that", "however", "and", "but")):
        if tokens[k].word in ("that", ";"):
            return True
        k -= 1
    return k < 0 or tokens[k].word in (";", ":")


def _more(tokens: Sequence[Token], last: int) -> bool:
    """Say whether the clause goes on behind ", according to X,"."""
    k = last + 1
    if k + 1 >= len(tokens) or tokens[k].word != ",":
        return False
    if tokens[k + 1].word in ("and", "but") and k + 2 < len(tokens) and tokens[k + 2].tag in "VB":
        return True  # a second verb of the same subject
    return tokens[k + 1].word not in (
        "but",
        "although",
        "though",
        "while",
        "whereas",
        "and",
        "who",
        "whose",
        "which",
    )


def _part_end(tokens: Sequence[Token], k: int) -> int:
    while k + 1 < len(tokens) and tokens[k + 1].word not in (";", ".", '"'):
        k += 1
    return k


def _shown(heard: Heard, i: int) -> Cue | None:
    """Read "the papers show that …", "…, the papers show", "documents suggesting that …"."""
    tokens = heard.tokens
    lemma = _SHOWING_FORMS.get(tokens[i].word)
    if (
        lemma is None
        or i == 0
        or tokens[i].tag not in "VN"
        or any(t.tag == "-" for t in tokens[max(0, i - 2) : i])
    ):
        return None
    first = verb_group(tokens, i)
    name = name_before(tokens, first, heard.tree, i)
    if name is None or not is_thing(tokens, name) or _own(tokens, name):
        return None
    modality = Modality.HEDGED if lemma in _DOUBTING else Modality.REPORTED
    links = (link(tokens, name, heard.plain, "according_to"),)
    begins = content_at(tokens, i, lemma)
    if begins is not None:
        return Cue(first=name.first, last=max(i, begins - 1), way="after", links=links, modality=modality)
    if name.first and tokens[name.first - 1].word in (",", '"'):
        return Cue(first=name.first, last=i, way="before", links=links, modality=modality)
    return None


def _own(tokens: Sequence[Token], name: Name) -> bool:
    """Say whether the thing is the author's: "our data show", "we published two articles showing"."""
    return any(t.word in ("we", "i", "our", "my") for t in tokens[max(0, name.first - 6) : name.first + 1])


def _nominal(heard: Heard, i: int) -> Cue | None:
    """Read "X's claim that …", "reports by X that …", "the rumour that …", "Y's version is that …"."""
    tokens = heard.tokens
    denied = denial(heard, i) if tokens[i].tag == "N" else None
    modality = _HEARSAY.get(tokens[i].word) if denied is None else Modality.DENIED
    if modality is None or tokens[i].tag != "N":
        return None
    near = range(i + 1, min(i + 9, len(tokens)))
    that = next((k for k in near if tokens[k].word == "that"), None)
    if that is None or any(tokens[k].tag in "V." for k in range(i + 1, that)):
        that = next((k for k in near if tokens[k].word == "of"), None)
    gap = tokens[i + 1 : that] if that is not None else []
    if (
        that is None
        or any(t.tag in "V." or (t.tag == "R" and t.word != "that") for t in gap)
        or (tokens[that].word == "of" and gap)
    ):
        return None
    if tokens[that].word == "of" and not any(t.word in TABLES.nouns for t in tokens[that : that + 4]):
        return None
    led = gap[0].word in ("by", "from") if gap else False
    if gap and gap[0].word == "of" and tokens[that].word == "that":
        if that + 1 < len(tokens) and tokens[that + 1].tag in "VX":
            return None  # "the line of the League that attacked"
        led = True
    name = name_after(tokens, i + 2) if led else _owner(tokens, i)
    links = (link(tokens, name, heard.plain, "said"),) if name is not None and speaks(tokens, name) else ()
    content = None
    if denied is not None:
        links = (*links, *denied.links)
        content = None if denied.end is None else (that + 1, denied.end - 1)
    return Cue(first=i, last=that, way="after", links=links, modality=modality, content=content)


def _owner(tokens: Sequence[Token], i: int) -> Name | None:
    """Find X in "X's claim"."""
    k = i - 1
    while k >= 0 and tokens[k].tag in "NB" and not tokens[k].possessive and tokens[k].word != "'s":
        k -= 1
    if k < 0 or not (tokens[k].possessive or tokens[k].word == "'s") or tokens[k - 1].tag in "WO":
        return None
    return name_before(tokens, k + tokens[k].possessive, None, k)


_Reader: TypeAlias = Callable[[Heard, int], Cue | None]
_ANY: frozenset[str] = frozenset()


@lru_cache(maxsize=1)  # asked first whether there are any, then which
def readers(words: frozenset[str]) -> Mapping[str, Sequence[_Reader]]:
    """Give the readers that can find something among a sentence's words, by the word that they begin at."""
    found: dict[str, list[_Reader]] = {}
    for word in words & _BEGINNING:
        asked = [read for read, needs in _READERS[word] if not needs or not words.isdisjoint(needs)]
        if asked:
            found[word] = asked
    return found


def _all_readers() -> Mapping[str, Sequence[tuple[_Reader, frozenset[str]]]]:
    """Give for each word that may begin or carry a form of naming a source what reads it.

    With each reader, words of which a sentence has one where the reader finds something.
    """
    it, views = frozenset(("it",)), _CUES["perspective.views"] | {"hear"}
    found: dict[str, tuple[tuple[_Reader, frozenset[str]], ...]] = {
        "according": ((_according, _ANY),),
        **dict.fromkeys(("in", "to"), ((_according, views),)),
        **dict.fromkeys(("by", "on"), ((_according, _CUES["perspective.counts"]),)),
        "if": ((believed, BELIEVED),),
        "or": ((or_so, frozenset(("so", "such"))),),
        ":": ((stance, _ANY),),
        **dict.fromkeys(("put", "puts", "putting"), ((put, it), (valued, frozenset(("at",))))),
        **dict.fromkeys(("has", "had", "have"), ((put, it), (from_whom, it), (has_it, it))),
        **dict.fromkeys(("described", "describe", "called", "call"), ((described, frozenset(("as",))),)),
        **dict.fromkeys(sorted(_CUES["perspective.certain"]), ((certain, frozenset(("that",))),)),
    }
    for listed, read in (
        (_SHOWING_FORMS, (_shown, _ANY)),
        (_HEARSAY, (_nominal, frozenset(("that", "of")))),
        (sorted(_CUES["denial.nouns"]), (_nominal, DENYING)),
    ):
        for word in listed:
            found[word] = (*found.get(word, ()), read)
    return found


_READERS = _all_readers()
_BEGINNING = frozenset(_READERS)
