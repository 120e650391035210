"""Step 8b: whose view it is: "in X's opinion", "by its own count", "X is blunter: …", "or so X has it"."""

from collections.abc import Sequence

from holdfire.claims.cues import Cue, Heard, content_at, speaks
from holdfire.claims.groups import lemma_of, verb_group
from holdfire.claims.heads import subject_person, subject_reporter
from holdfire.claims.speakers import Name, link, name_after, name_before
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Modality

_CUES = TABLES.cues
_VIEWS = _CUES["perspective.views"]
_COUNTS = _CUES["perspective.counts"]
_STANCES = _CUES["perspective.stances"]
_CERTAIN = _CUES["perspective.certain"]
_OWNERS = frozenset(("his", "her", "its", "their"))
_AUTHOR = frozenset(("my", "our", "your", "other", "few", "own", "certain"))
_COLON_WITHIN = 24  # tokens
_STANCE_WITHIN = 8
_TOLD = frozenset(
    (
        "say",
        "whisper",
        "claim",
        "tell",
        "go",
        "rumour",
        "rumor",
        "believe",
        "think",
        "murmur",
        "allege",
        "suspect",
        "have",
        "maintain",
        "insist",
    )
)


def viewed(tokens: Sequence[Token], i: int) -> Name | None:
    """Find X in "in X's view", "in the opinion of X", "by X's own count", "to hear X tell it"."""
    if tokens[i].word == "to" and i + 2 < len(tokens) and tokens[i + 1].word == "hear":
        return _told_by(tokens, i + 2)
    nouns = _COUNTS if tokens[i].word in ("by", "on", "from") else _VIEWS
    k = next((k for k in range(i + 1, min(i + 8, len(tokens))) if tokens[k].word in nouns), None)
    if k is None or any(t.tag in "VXP" and not t.possessive for t in tokens[i + 1 : k]):
        return None
    if k + 2 < len(tokens) and tokens[k + 1].word == "of" and tokens[i + 1].word not in _OWNERS:
        return name_after(tokens, k + 2)
    own = _owned(tokens, i, k)
    if own is not None and tokens[own.last].word in _OWNERS and nouns is _COUNTS and i > 2:
        return Name(own.last, k)  # "has destroyed, by its own count, …"
    return own


def _owned(tokens: Sequence[Token], i: int, k: int) -> Name | None:
    """Find X between the preposition at i and the noun at k in "in X's view", "by its own count"."""
    owner = k - 1
    while owner > i and tokens[owner].word in ("own", "latest", "last", "best", "official", "conservative"):
        owner -= 1
    if owner <= i or tokens[i + 1].word in _AUTHOR or tokens[owner].word in _AUTHOR:
        return None
    if tokens[owner].word in _OWNERS:
        return Name(owner, owner)
    return Name(i + 1, owner) if tokens[owner].possessive or tokens[owner].word == "'s" else None


def _told_by(tokens: Sequence[Token], first: int) -> Name | None:
    """Read "to hear X tell it"."""
    verb = next((k for k in range(first, min(first + 8, len(tokens))) if tokens[k].word == "tell"), None)
    return Name(first, verb - 1) if verb is not None and verb > first else None


def stance(heard: Heard, i: int) -> Cue | None:
    """Read "X is blunter: …", "X has another explanation: …": a person, a stance, a colon, a clause."""
    tokens = heard.tokens
    if not 2 <= i <= _COLON_WITHIN or i + 2 >= len(tokens) or not any(t.tag in "VX" for t in tokens[i + 1 :]):
        return None
    name = subject_person(tokens, heard.words) or subject_reporter(tokens, heard.words)
    if name is None or name.last >= i or not speaks(tokens, name):
        return None
    near = tokens[max(name.last + 1, i - _STANCE_WITHIN) : i]
    if not any(t.word in _STANCES or (t.tag == "V" and lemma_of(t) in _STANCES) for t in near):
        return None
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(first=name.first, last=i, way="after", links=links, modality=Modality.REPORTED)


def certain(heard: Heard, i: int) -> Cue | None:
    """Read "X is adamant that", "X has no doubt that", "X is of the opinion that"."""
    tokens = heard.tokens
    if i + 1 >= len(tokens) or tokens[i + 1].word != "that":
        return None
    verb = next((k for k in range(i - 1, max(-1, i - 6), -1) if tokens[k].tag in "VX"), None)
    if verb is None:
        return None
    name = name_before(tokens, verb_group(tokens, verb), heard.tree, verb)
    if name is None or tokens[name.first].word in ("it", "there") or not speaks(tokens, name):
        return None
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(first=name.first, last=i + 1, way="after", links=links, modality=Modality.REPORTED)


def or_so(heard: Heard, i: int) -> Cue | None:
    """Read "…, or so X says", "…, or so it is whispered among X", "…, or such is the tale told by X"."""
    tokens = heard.tokens
    if tokens[i].word != "or" or i + 2 >= len(tokens) or tokens[i + 1].word not in ("so", "such"):
        return None
    near = range(i + 2, min(i + 12, len(tokens)))
    verb = next((k for k in near if tokens[k].tag == "V" and lemma_of(tokens[k]) in _TOLD), None)
    if verb is None:
        return None
    led = next(
        (k for k in range(verb, min(verb + 6, len(tokens))) if tokens[k].word in ("among", "by", "in")), None
    )
    name = (
        name_after(tokens, led + 1)
        if led is not None
        else name_before(tokens, verb_group(tokens, verb), heard.tree, verb)
    )
    last = max(verb, name.last if name is not None else 0)
    if name is not None and (tokens[name.first].word in ("it", "so", "or") or not speaks(tokens, name)):
        name = None
    links = (link(tokens, name, heard.plain, "said"),) if name is not None else ()
    return Cue(first=i, last=last, way="before", links=links, modality=Modality.HEDGED)


def valued(heard: Heard, i: int) -> Cue | None:
    """Read "X put the price at N", "X puts losses at N": what X counts."""
    tokens = heard.tokens
    if i + 3 >= len(tokens) or tokens[i + 1].word == "it" or tokens[i + 1].tag in "PT":
        return None
    near = range(i + 2, min(i + 14, len(tokens) - 1))
    at = next((k for k in near if tokens[k].word == "at"), None)
    if at is None or not _amount(tokens, at + 1) or any(tokens[k].word in (";", ".") for k in range(i, at)):
        return None
    name = name_before(tokens, verb_group(tokens, i), heard.tree, i)
    if name is None or not speaks(tokens, name):
        return None
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(first=name.first, last=i, way="after", links=links, modality=Modality.REPORTED)


def _amount(tokens: Sequence[Token], k: int) -> bool:
    return any(t.tag == "#" or t.word.isdigit() for t in tokens[k : k + 5])


def described(heard: Heard, i: int) -> Cue | None:
    """Read "a withdrawal that residents described as orderly": the event before is X's."""
    tokens = heard.tokens
    later = tokens[i + 1 : i + 6]
    if not any(t.word == "as" for t in later):
        return None
    name = name_before(tokens, verb_group(tokens, i), None, i)
    if name is None or name.first < 2 or tokens[name.first - 1].word not in ("that", "which", "what"):
        return None
    if not speaks(tokens, name):
        return None
    start = name.first - 2
    while (
        start > 0
        and tokens[start - 1].tag not in "VX.C"
        and tokens[start - 1].word not in (",", ";", "after", "before")
    ):
        start -= 1
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(
        first=name.first - 1,
        last=i,
        way="before",
        links=links,
        modality=Modality.REPORTED,
        content=(start, name.first - 2),
    )


def has_it(heard: Heard, i: int) -> Cue | None:
    """Read "rumour has it that", "legend has it that"."""
    tokens = heard.tokens
    if (
        i + 2 >= len(tokens)
        or tokens[i + 1].word != "it"
        or i == 0
        or tokens[i - 1].word not in _CUES["hearsay.hedged"]
    ):
        return None
    begins = content_at(tokens, i + 1, "say")
    if begins is None:
        return None
    return Cue(first=i - 1, last=i + 1, way="after", links=(), modality=Modality.HEDGED)
