"""Forms on arrays and data frames, without a case; one file a form, one line of registration."""

from collections.abc import Callable, Mapping

from holdfire.inquiry.plain.concerted_attack import concerted_attack
from holdfire.inquiry.plain.hand_over import hand_over
from holdfire.inquiry.plain.safe_passage import safe_passage
from holdfire.inquiry.plain.selective_targeting import selective_targeting
from holdfire.inquiry.plain.silent_front import silent_front
from holdfire.inquiry.plain.truce_break import truce_break
from holdfire.model.answer import Answer

PLAIN: Mapping[str, Callable[..., Answer]] = {
    "silent-front": silent_front,
    "concerted-attack": concerted_attack,
    "selective-targeting": selective_targeting,
    "truce-break": truce_break,
    "hand-over": hand_over,
    "safe-passage": safe_passage,
}
