"""Step 6f: one side struck less than another: a small share, a small number, one instead of the other."""

from collections.abc import Sequence
from itertools import pairwise

from holdfire.claims.drafts import Draft
from holdfire.claims.groups import verb_group
from holdfire.claims.tokens import Token

_SMALL = frozenset(("only", "just", "merely", "fewer", "few", "less", "barely"))
_INSTEAD = (("rather", "than"), ("instead", "of"), ("and", "not"), ("but", "not"))
_LEADING = (("rather", "than"), ("instead", "of"))
_SPARED_KINDS = frozenset(("attack", "strike", "clash"))


def seldom(tokens: Sequence[Token], draft: Draft) -> None:
    """Read "only 6 percent of X's strikes targeted Y", "few of X's strikes hit Y" as less targeting of Y."""
    if draft.kind not in _SPARED_KINDS or not draft.b:
        return
    if _led_in(tokens, draft) or _few_times(tokens, draft):
        draft.kind = "less_targeting"
        draft.rules.append("c.instead" if _led_in(tokens, draft) else "c.few_times")
        return
    first = max(0, draft.first - 7)
    words = [t.word for t in tokens[first : draft.trigger]]
    share = any(word in ("percent", "%", "cent") for word in words)
    small = next((k for k, word in enumerate(words) if word in _SMALL), None)
    counted = small is not None and small + 1 < len(words) and tokens[first + small + 1].tag == "#"
    if small is not None and (share or counted or words[small] in ("few", "fewer")):
        draft.kind, draft.first = "less_targeting", first + small
        draft.rules.append("c.small_share")


def _led_in(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether "instead of V-ing Y, X …" names Y as what X does not fight."""
    first = verb_group(tokens, draft.trigger)
    return first > 1 and (tokens[first - 2].word, tokens[first - 1].word) in _LEADING


def _few_times(tokens: Sequence[Token], draft: Draft) -> bool:
    """Say whether "only twice", "only 3 times", "just once" counts the strikes."""
    behind = tokens[draft.trigger + 1 : draft.last + 4]
    for small, count in pairwise(behind):
        if small.word in ("only", "just", "merely") and (count.word in ("once", "twice") or count.tag == "#"):
            return True
    return False


def spared(tokens: Sequence[Token], draft: Draft) -> Draft | None:
    """Read "X strikes Y rather than Z" as less targeting of Z."""
    if draft.kind not in ("attack", "strike", "clash") or not draft.a or not draft.b:
        return None
    for k in range(draft.trigger + 1, len(tokens) - 2):
        if (tokens[k].word, tokens[k + 1].word) in _INSTEAD:
            other = next((j for j in range(k + 2, min(k + 7, len(tokens))) if tokens[j].tag in "AG"), None)
            if other is None or tokens[other].actors == draft.b:
                return None
            return Draft(
                kind="less_targeting",
                trigger=draft.trigger,
                first=draft.first,
                last=other,
                a=draft.a,
                b=tokens[other].actors,
                against=draft.b,
                rules=["c.rather_than"],
            )
    return None
