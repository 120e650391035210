"""Step 8b: passive verbs of saying: "it is said that", "X was quoted by Y as saying", "announced by X"."""

from collections.abc import Sequence
from dataclasses import replace

from holdfire.claims.cues import LOOK, REPORTING, Cue, Heard, content_at, hearsay_modality, speaks
from holdfire.claims.groups import verb_group
from holdfire.claims.pronouns import ACCUSING
from holdfire.claims.speakers import Name, link, name_after, name_before
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Modality

_AT_HEAD = 3  # tokens
_SAID_OF = frozenset(("say", "report", "believe", "think", "allege", "rumour", "rumor"))


def passive_cue(heard: Heard, i: int, lemma: str) -> Cue | None:
    """Read "X was quoted by Y as saying", "as is said by X", "it is said that", "is believed to"."""
    tokens, plain = heard.tokens, heard.plain
    modality = Modality.ALLEGED if lemma in ACCUSING else REPORTING[lemma]
    if hearsay_modality(lemma) is Modality.HEDGED:
        modality = Modality.HEDGED
    if verb_group(tokens, i) == i and i and tokens[i - 1].tag in "NALG":
        return _reduced(heard, i, modality)
    if lemma == "claim" and (apart := _claimed_by(heard, i)) is not None:
        return apart
    by = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].word == "by"), None)
    agent = name_after(tokens, by + 1) if by is not None else None
    if lemma == "quote":
        return _quoted(heard, i, agent)
    if lemma == "tell":
        return _was_told(heard, i)
    links = (link(tokens, agent, plain, "said"),) if agent is not None and speaks(tokens, agent) else ()
    behind = agent.last if agent is not None else i
    return _finite(heard, i, lemma, Cue(first=i, last=behind, way="before", links=links, modality=modality))


def _finite(heard: Heard, i: int, lemma: str, cue: Cue) -> Cue | None:
    """Say what a passive with its auxiliary speaks of, by its subject and by what follows."""
    tokens, behind = heard.tokens, cue.last
    first = verb_group(tokens, i)
    subject = tokens[first - 1].word if first else ""
    if lemma in TABLES.cues["speech.needs_that"] and subject not in ("it", "as"):
        return None  # "a command was established by X"
    if subject in ("it", "as"):
        heads = first <= _AT_HEAD
        leads = heads if subject == "as" else content_at(tokens, behind, lemma) is not None
        return replace(cue, first=max(0, first - 1), way="after" if leads else "around")
    to = next((k for k in range(i + 1, min(i + 3, len(tokens))) if tokens[k].tag == "T"), None)
    if to is not None or lemma in ACCUSING:
        content = (behind + 1, len(tokens) - 1) if lemma in ACCUSING else None
        return replace(cue, first=first, way="after", content=content)
    if not cue.links and lemma not in ("report", "allege", "claim"):
        return None
    return cue if cue.links else replace(cue, content=(_clause_start(tokens, first), i - 1))


def _claimed_by(heard: Heard, i: int) -> Cue | None:
    """Read "two blasts, also claimed by X, killed nine": who did it owns up to it."""
    tokens = heard.tokens
    first = verb_group(tokens, i)
    if i + 2 >= len(tokens) or tokens[i + 1].word != "by" or first == 0 or tokens[first - 1].word != ",":
        return None
    agent = name_after(tokens, i + 2)
    if agent is None or not speaks(tokens, agent):
        return None
    links = (link(tokens, agent, heard.plain, "claimed"),)
    return Cue(first=first, last=agent.last, way="around", links=links, modality=Modality.REPORTED)


def _was_told(heard: Heard, i: int) -> Cue | None:
    """Read "the court was told that", "so the court was told": it passes on what nobody named told it."""
    tokens = heard.tokens
    name = name_before(tokens, verb_group(tokens, i), heard.tree, i)
    if name is None or tokens[name.first].tag == "O" or not speaks(tokens, name):
        return None
    links = (link(tokens, name, heard.plain, "told"),)
    before = tokens[name.first - 1].word if name.first else ""
    if content_at(tokens, i, "tell") is not None and before not in ("so", "as"):
        return Cue(first=name.first, last=i, way="after", links=links, modality=Modality.REPORTED)
    if before in ("so", "as", ","):
        last = next((k - 1 for k in range(i + 1, len(tokens)) if tokens[k].word in (",", ".", ";")), i)
        return Cue(first=name.first - 1, last=last, way="around", links=links, modality=Modality.REPORTED)
    return None


def said_of(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a bare participle tells what is said of somebody: "a ring also said to supply X"."""
    form = TABLES.forms.get(tokens[i].word)
    participle = form is not None and "part" in form.kinds and form.lemma in _SAID_OF
    after = tokens[i + 1 : i + 3]
    return participle and len(after) == 2 and after[0].tag == "T" and after[1].tag in "VXN"


def _clause_start(tokens: Sequence[Token], first: int) -> int:
    """Go back to the last comma or joining word: "while there is fighting, no clashes … were reported"."""
    k = first - 1
    while k >= 0 and tokens[k].word not in (",", ";", ":", "while", "whereas", "but"):
        k -= 1
    return k + 1


def _reduced(heard: Heard, i: int, modality: Modality) -> Cue | None:
    """Read "the truce announced by X": what stands before it, and no more, is said by X."""
    tokens = heard.tokens
    by = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].word == "by"), None)
    agent = name_after(tokens, by + 1) if by is not None else None
    if agent is None or not speaks(tokens, agent):
        return None
    start = i - 1
    while start > 0 and tokens[start - 1].tag in "DNALG#PCW" and tokens[start - 1].word != ",":
        start -= 1
    if not any(t.word in TABLES.nouns for t in tokens[start:i]):
        return None
    links = (link(tokens, agent, heard.plain, "said"),)
    return Cue(first=i, last=agent.last, way="before", links=links, modality=modality, content=(start, i - 1))


def _quoted(heard: Heard, i: int, agent: Name | None) -> Cue | None:
    """Read "X was quoted by Y as saying"."""
    tokens, plain = heard.tokens, heard.plain
    as_ = next((k for k in range(i + 1, min(i + LOOK, len(tokens))) if tokens[k].word == "as"), None)
    name = name_before(tokens, verb_group(tokens, i), None, i)
    if as_ is None or name is None:
        return None
    found = [link(tokens, name, plain, "said")]
    if agent is not None:
        found.append(link(tokens, agent, plain, "quoted"))
    saying = min(as_ + 1, len(tokens) - 1)
    way = "after" if content_at(tokens, saying, "say") is not None else "around"
    return Cue(first=name.first, last=saying, way=way, links=tuple(found), modality=Modality.REPORTED)
