"""What one claim and the sentences that speak of its deal say: terms, guarantors, a return, how it went."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from holdfire.model.claim import Claim
from holdfire.model.deal import Account, Guarantor, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One claim of a deal in its document.

    sentence: number of its sentence in the text. told: sentences that speak of the deal (number → why).
    habitual: of deals in the plural, as "such deals". introduces: as one not told of before, "a new truce".
    movers: who moves, in a passage. answers: the claim before, of which it tells the return ("in return, Y
    freed 22").
    """

    claim: Claim
    parties: tuple[str, ...]
    sentence: int
    told: Mapping[int, str]
    habitual: bool = False
    introduces: bool = False
    movers: tuple[str, ...] = ()
    answers: str | None = None
    terms: tuple[Term, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()
    returns: tuple[Account, ...] = ()
    fates: tuple[Account, ...] = ()


@dataclass(slots=True)
class Pieces:
    """What is being collected for a mention."""

    told: dict[int, str] = field(default_factory=dict[int, str])
    terms: list[Term] = field(default_factory=list[Term])
    guarantors: list[Guarantor] = field(default_factory=list[Guarantor])
    returns: list[Account] = field(default_factory=list[Account])
    fates: list[Account] = field(default_factory=list[Account])


def nested(one: Collection[str], other: Collection[str]) -> bool:
    """Say whether two lists of parties may be of one deal: neither is empty, one holds the other."""
    return bool(one) and bool(other) and (set(one) <= set(other) or set(other) <= set(one))
