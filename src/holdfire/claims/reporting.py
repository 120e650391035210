"""Step 8b: verbs of saying with their speakers: "X said that", "…, X told Y", "…, said X"."""

from collections.abc import Iterator, Sequence

from holdfire.claims.cues import LOOK, REPORTING, Cue, Heard, content_at, hearsay_modality, speaks
from holdfire.claims.groups import forms_of, is_passive, lemma_of, verb_group
from holdfire.claims.heads import subject_person
from holdfire.claims.outlets import is_outlet, outlets_behind
from holdfire.claims.passives import passive_cue, said_of
from holdfire.claims.pronouns import ACCUSING
from holdfire.claims.speakers import (
    Name,
    head_of,
    is_thing,
    link,
    name_after,
    name_before,
    under,
)
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality

_TELLING = frozenset(("tell", "inform", "warn"))
_PUT_IN = frozenset(("said", "says", "wrote", "writes", "claims", "alleges", "argues", "insists", "reports"))
_STATING = frozenset(lemma for lemma, how in REPORTING.items() if how is not Modality.DENIED)
_CONTRASTS = frozenset(("but", "although", "though", "while", "whereas", "and"))
_OPENS_CONTENT = frozenset(("that", ":", "how", "why", "what", "where", "whether", "when"))


SAYING = forms_of(frozenset(REPORTING) | ACCUSING)
"""The words of which a sentence has one where a verb in it says that somebody says something."""


def verb_cues(heard: Heard) -> Iterator[Cue]:
    """Find every verb of saying that has a speaker and something said."""
    tokens = heard.tokens
    for i in () if heard.words.isdisjoint(SAYING) else heard.verbal:
        token = tokens[i]
        if token.tag != "V" or token.word not in SAYING:
            continue
        lemma = lemma_of(token)
        if any(t.tag == "-" for t in tokens[verb_group(tokens, i) : i]):
            continue
        if said_of(tokens, i):
            cue = Cue(first=i, last=i + 1, way="after", links=(), modality=hearsay_modality(lemma))
        else:
            cue = passive_cue(heard, i, lemma) if _is_passive(heard, i) else _active(heard, i, lemma)
        if cue is not None:
            yield cue


def _is_passive(heard: Heard, i: int) -> bool:
    tree = heard.tree
    if tree is not None and tree.kid(i, "auxpass", "agent") is not None:
        return True
    return is_passive(heard.tokens, i)


def _active(heard: Heard, i: int, lemma: str) -> Cue | None:
    tokens = heard.tokens
    if (inverted := _inverted(heard, i, lemma)) is not None:
        return inverted
    first = verb_group(tokens, i)
    if first > 0 and tokens[first - 1].tag == "T":
        first = _before_infinitive(tokens, first)
    name = name_before(tokens, first, heard.tree, i) or _shared(heard, first, i)
    if name is None or not speaks(tokens, name) or _no_verb_of_saying(tokens, i, name, lemma):
        return None
    told = _told(tokens, i, lemma)
    begins = content_at(tokens, told.last if told else i, lemma)
    links = _links(heard, name, told, i, lemma)
    modality = Modality.ALLEGED if lemma in ACCUSING else REPORTING[lemma]
    if lemma == "claim" and _own_deed(tokens, i, begins):
        modality = Modality.REPORTED
    way = _way(heard, name, i, begins, told.last if told else i)
    if way is None:
        return None
    last = i if begins is None else max(i, begins - 1)
    if way != "after":
        last = _cue_end(tokens, told.last if told else i)
    content = _clause(heard, i) if way == "after" else None
    return Cue(first=name.first, last=last, way=way, links=links, modality=modality, content=content)


def _own_deed(tokens: Sequence[Token], i: int, begins: int | None) -> bool:
    """Tell "X claimed two attacks", "“We hold the bridge”, X claimed" from "X claimed that Y …"."""
    if begins is None:
        return i > 1 and any(t.word == '"' for t in tokens[max(0, i - 12) : i])
    for token in tokens[begins : begins + 8]:
        if token.word in ("responsibility", "credit") or token.word in TABLES.nouns:
            return True
        if token.tag in "VXO" or token.word in ("that", ":"):
            return False
    return False


def _shared(heard: Heard, first: int, i: int) -> Name | None:
    """Find the speaker of "… and insisted": that of the verb before."""
    tokens = heard.tokens
    if first < 2 or tokens[first - 1].word not in ("and", "but", "or"):
        return None
    for k in range(first - 2, max(-1, first - 2 * LOOK), -1):
        if tokens[k].tag == "V" and lemma_of(tokens[k]) in REPORTING:
            return name_before(tokens, verb_group(tokens, k), heard.tree, k)
    head = heard.tree.heads[i] if heard.tree is not None else first
    if head < first and tokens[head].tag == "V":
        return name_before(tokens, verb_group(tokens, head), heard.tree, head)
    name = subject_person(tokens, heard.words)  # "His lawyer shrugs and says"
    return name if name is not None and name.last < first - 2 else None


def _no_verb_of_saying(tokens: Sequence[Token], i: int, name: Name, lemma: str) -> bool:
    """Say whether the verb is none, or a document shows something (`hearsay` reads that)."""
    shows = lemma in TABLES.cues["speech.showing"] and is_thing(tokens, name)
    return shows or _noun_like(tokens, i, name)


def _noun_like(tokens: Sequence[Token], i: int, name: Name) -> bool:
    """Say whether a bare form may be a noun: "the police post", "a key transit point"; "residents report"."""
    form = TABLES.forms.get(tokens[i].word)
    if form is None or "past" in form.kinds or "s" in form.kinds or verb_group(tokens, i) < i:
        return False
    head = tokens[head_of(tokens, name)]
    plural = head.tag in "AO" or head.word.endswith("s") or head.word in ("people", "media", "locals")
    return "base" in form.kinds and not plural


def _way(heard: Heard, name: Name, i: int, begins: int | None, last: int) -> str | None:
    """Say on which side of "X said" its content stands."""
    tokens = heard.tokens
    before = heard.sign(name.first - 1)
    as_said = before == "as"
    if as_said:
        leads = name.first <= 2 or tokens[name.first - 2].word == '"'
        return "after" if leads and begins is None and _comma_follows(tokens, i) else "around"
    parted = before in (",", '"', "-") or (before in ("and", "but") and name.first > 1)
    if begins is not None and not (before == '"' and tokens[begins].word == '"'):
        return "after"
    if before == '"' or (parted and begins is None):
        closing = before == '"' and tokens[i].word != tokens[-1].word
        return "around" if closing or _goes_on_behind(tokens, last) else "before"
    return None


def _comma_follows(tokens: Sequence[Token], i: int) -> bool:
    return any(t.word in (",", '"', ":") for t in tokens[i + 1 : i + LOOK])


def _goes_on_behind(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the clause that "…, X said, …" is put into goes on behind it."""
    after = i + 1
    if after + 1 >= len(tokens) or tokens[after].word != ",":
        return False
    following = tokens[after + 1]
    if following.word in ("and", "but") and after + 2 < len(tokens) and tokens[after + 2].tag in "VB":
        return True  # a second verb of the same subject: "they let them pass, X said, and sold them bread"
    return following.word not in _CONTRASTS and not following.word.endswith("ing")


def _cue_end(tokens: Sequence[Token], i: int) -> int:
    last = i
    while last + 1 < len(tokens) and tokens[last + 1].word not in (",", ";", '"', ":", "."):
        last += 1
    return last


def _inverted(heard: Heard, i: int, lemma: str) -> Cue | None:
    """Read "…, said X", "“…”, told us X"."""
    tokens = heard.tokens
    if i < 2 or lemma not in _STATING or not _follows_speech(heard, i):
        return None
    told = _told(tokens, i, lemma) if lemma in _TELLING else None
    name = name_after(tokens, (told.last if told else i) + 1)
    if name is None or not speaks(tokens, name):
        return None
    quoted = '"' in (heard.sign(i - 1), heard.sign(i - 2))
    behind = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    if behind is not None and behind.tag in "VX" and not quoted:
        return None
    more = any(t.word == '"' for t in tokens[name.last + 1 :])
    return Cue(
        first=i,
        last=name.last,
        way="around" if (quoted and more) or _inserted_between(tokens, name) else "before",
        links=_links(heard, name, told, i, lemma),
        modality=REPORTING[lemma],
    )


def _inserted_between(tokens: Sequence[Token], name: Name) -> bool:
    """Read "the attackers, said X, had come from Y": a subject before, its verb behind."""
    after = tokens[name.last + 1 : name.last + 3]
    return len(after) == 2 and after[0].word == "," and after[1].tag in "VX"


def _follows_speech(heard: Heard, i: int) -> bool:
    """Say whether a comma or a closing mark stands before a verb, and before that what can have been said."""
    if heard.sign(i - 1) not in (",", '"', "-"):
        return False
    name = name_after(heard.tokens, i + 1)
    if name is not None and _inserted_between(heard.tokens, name) and heard.tokens[i].word in _PUT_IN:
        return True
    return _said_before(heard, i - 1) and not _inserted(heard, i)


def _inserted(heard: Heard, i: int) -> bool:
    """Say whether the comma before a verb closes what is put in behind its subject: "X, who fled, says"."""
    subject = heard.tree.kid(i, "nsubj") if heard.tree is not None else None
    if subject is not None:
        return subject < i
    tokens = heard.tokens
    near = range(i - 2, max(0, i - LOOK), -1)
    opening = next((k for k in near if tokens[k].word == ","), None)
    return opening is not None and tokens[opening + 1].word in ("who", "which", "whose")


def _said_before(heard: Heard, comma: int) -> bool:
    """Say whether what stands before a comma can have been said: it has a verb, or ends in a mark."""
    if '"' in (heard.sign(comma), heard.sign(comma - 1)):
        return True
    return any(t.tag in "VX" for t in heard.tokens[:comma])


def _told(tokens: Sequence[Token], i: int, lemma: str) -> Name | None:
    """Find who is told: "told Y that", "confirmed to Y"."""
    k = i + 1
    if lemma not in _TELLING:
        if k >= len(tokens) or tokens[k].tag != "T" or (k + 1 < len(tokens) and tokens[k + 1].tag == "V"):
            return None
        k += 1
    if k >= len(tokens) or tokens[k].word in _OPENS_CONTENT:
        return None
    if tokens[k].tag == "O":
        return Name(k, k)
    found = name_after(tokens, k)
    return None if found is None or (lemma == "tell" and tokens[found.last].tag == "V") else found


def _before_infinitive(tokens: Sequence[Token], first: int) -> int:
    """Go over "had to", "was forced to", "continues to" to the verb that the speaker is the subject of."""
    k = first - 2
    while k >= 0 and tokens[k].tag in "BN-" and k > first - 5:
        k -= 1
    return verb_group(tokens, k + 1) if k >= 0 and tokens[k].tag == "X" else verb_group(tokens, max(k, 0))


def _clause(heard: Heard, i: int) -> tuple[int, int] | None:
    """Take what is said from the tree: the clause that hangs on the verb."""
    if heard.tree is None:
        return None
    clauses = [k for k in heard.tree.kids(i, "ccomp") if k > i]
    if not clauses:
        return None
    inside = [k for clause in clauses for k in (clause, *under(heard.tree, clause))]
    return max(i + 1, min(inside)), max(inside)


def _links(heard: Heard, name: Name, told: Name | None, i: int, lemma: str) -> tuple[Attribution, ...]:
    """Give the speaker and the outlets that passed the words on."""
    tokens, plain = heard.tokens, heard.plain
    manner = "accused" if lemma in ACCUSING else "told" if lemma == "tell" else _manner(tokens[i].word)
    found = [link(tokens, name, plain, manner)]
    outlets = [told] if told is not None and is_outlet(tokens, told) else []
    found = [*_cited(heard, name), *_cited_behind(heard, i), *found]
    if name.behind is not None:
        outlets += outlets_behind(tokens, *name.behind)
    outlets += outlets_behind(tokens, name.first, min(i, name.last))
    outlets += outlets_behind(tokens, i + 1, _cue_end(tokens, i))
    found += [link(tokens, outlet, plain, "reported") for outlet in outlets]
    return tuple(dict.fromkeys(found))


def _cited(heard: Heard, name: Name) -> list[Attribution]:
    """Read "Y, citing X, said": X is closer to the event."""
    tokens = heard.tokens
    if tokens[0].word in ("citing", "quoting") and name.first > 2 and tokens[name.first - 1].word == ",":
        return [link(tokens, Name(1, name.first - 2), heard.plain, "cited")]
    if name.behind is None or tokens[name.behind[0]].word not in ("citing", "quoting"):
        return []
    cited = name_after(tokens, name.behind[0] + 1)
    return [] if cited is None else [link(tokens, cited, heard.plain, "cited")]


def _cited_behind(heard: Heard, i: int) -> list[Attribution]:
    """Read "…, Y reported, citing X"."""
    tokens = heard.tokens
    if i + 3 >= len(tokens) or tokens[i + 1].word != "," or tokens[i + 2].word not in ("citing", "quoting"):
        return []
    cited = name_after(tokens, i + 3)
    return [] if cited is None else [link(tokens, cited, heard.plain, "cited")]


def _manner(word: str) -> str:
    return "denied" if word in ("denied", "denies", "deny") else "said"
