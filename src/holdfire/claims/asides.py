"""Step 8b: turns of speech that name a source: "if X is to be believed", "as X put it", "it is from X"."""

from collections.abc import Sequence

from holdfire.claims.cues import Cue, Heard, speaks
from holdfire.claims.outlets import outlets_behind
from holdfire.claims.speakers import Name, link, name_after, name_before
from holdfire.claims.tokens import Token
from holdfire.model.claim import Modality

_BELIEVED = frozenset(("believed", "trusted", "believe", "trust"))
_TRUE = frozenset(("authentic", "genuine", "accurate", "correct", "right", "true", "reliable", "credible"))
BELIEVED = _BELIEVED | _TRUE
_IS = frozenset(("is", "are", "was", "were", "be", "prove", "proves"))


def _true(tokens: Sequence[Token], k: int) -> bool:
    """Read the end of "if the letter is authentic", "if the mayor is right"."""
    return tokens[k].word in _TRUE and any(t.word in _IS for t in tokens[k - 2 : k])


def believed(heard: Heard, i: int) -> Cue | None:
    """Read "if X is to be believed", "if one is to believe X", "if one trusts X"."""
    tokens = heard.tokens
    if tokens[i].word != "if":
        return None
    near = range(i + 1, min(i + 18, len(tokens)))
    end = next((k for k in near if tokens[k].word in _BELIEVED or _true(tokens, k)), None)
    if end is None or any(tokens[k].word == ";" for k in range(i, end)):
        return None
    if tokens[end].word in ("believe", "trust"):
        name, last = name_after(tokens, end + 1), 0
        last = name.last if name is not None else end
    else:
        name, last = name_after(tokens, i + 1), end
    if tokens[end].word in _TRUE:
        last = next(k for k in (end - 1, end - 2) if tokens[k].word in _IS) - 1
        name = Name(i + 1, last) if last > i else None
        last = end
    if name is None or not speaks(tokens, name):
        return None
    outlets = outlets_behind(tokens, name.first, end)
    links = [link(tokens, name, heard.plain, "said")]
    links += [link(tokens, outlet, heard.plain, "reported") for outlet in outlets]
    return Cue(first=i, last=last, way="around", links=tuple(links), modality=Modality.HEDGED)


def put(heard: Heard, i: int) -> Cue | None:
    """Read "as X put it", "as X has it"."""
    tokens = heard.tokens
    if (
        tokens[i].word not in ("put", "puts", "has", "had")
        or i + 1 >= len(tokens)
        or tokens[i + 1].word != "it"
    ):
        return None
    if i + 2 < len(tokens) and tokens[i + 2].word == "from":
        return None
    name = name_before(tokens, i, None, i)
    if name is None or name.first == 0 or tokens[name.first - 1].word != "as" or not speaks(tokens, name):
        return None
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(first=name.first - 1, last=i + 1, way="around", links=links, modality=Modality.REPORTED)


def from_whom(heard: Heard, i: int) -> Cue | None:
    """Read "I have it from X that", "as he had it from X"."""
    tokens = heard.tokens
    if tokens[i].word not in ("have", "has", "had") or i + 3 >= len(tokens):
        return None
    if tokens[i + 1].word != "it" or tokens[i + 2].word != "from":
        return None
    name = name_after(tokens, i + 3)
    if name is None:
        return None
    links = (link(tokens, name, heard.plain, "said"),)
    return Cue(first=i, last=name.last, way="after", links=links, modality=Modality.REPORTED)
