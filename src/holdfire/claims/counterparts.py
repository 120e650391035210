"""Step 7b: the side that a clause leaves out, where its paragraph has named only one that it can be."""

from collections.abc import Collection, Sequence

from holdfire.claims.drafts import Draft
from holdfire.claims.pronouns import Scope
from holdfire.claims.tokens import Token
from holdfire.model.claim import SYMMETRIC_KINDS

_HOSTILE_TEXT = "attack strike clash defend repel capture advance lose no_clash less_targeting"
_HOSTILE = frozenset(_HOSTILE_TEXT.split())


def only_other(tokens: Sequence[Token], draft: Draft, scope: Scope, bystanders: Collection[str]) -> None:
    """Fill the missing side of an armed act with the only other side that the paragraph has named so far.

    "The League and Kestrel met at Osk. On Monday Kestrel attacked the mill.": the League's. Two or more
    others leave it open. bystanders: ids of those who fight nobody, such as civilians.
    """
    told = {*draft.a, *draft.b}
    if draft.kind not in _HOSTILE or bool(draft.a) == bool(draft.b):
        return
    if draft.kind in SYMMETRIC_KINDS and len(told) > 1:
        return
    named = {actor for token in tokens if token.tag in "AG" for actor in token.actors} | {*scope.named}
    others = tuple(named - told - {*bystanders})
    if len(others) != 1:
        return
    draft.a, draft.b = draft.a or others, draft.b or others
    draft.pronoun = True
    draft.rules.append("r.only_other")
