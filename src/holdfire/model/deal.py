"""One deal between armed sides, as the documents tell it: who gives what to whom, and whose word it rests on.

Nothing is guessed: a return that nobody mentions is `not_mentioned`, a deal of whose end nothing is said is
`unknown`. Accounts that differ stand side by side, each with who says so.
"""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - the deal has a field of that name
from enum import StrEnum

from holdfire.model.claim import ClaimFigure, ClaimPlace, DateBasis
from holdfire.model.ids import digest

DEAL_KINDS: tuple[str, ...] = ("evacuate", "truce", "exchange", "trade", "transit", "release", "deal")
"""Kinds of claim that tell of a deal by themselves."""

PART_KINDS: tuple[str, ...] = ("withdraw", "handover")
"""Kinds of claim that are part of a deal where the text says so."""


class InReturn(StrEnum):
    """What is said of a return: disputed where one account states it and another denies it."""

    STATED = "stated"
    DENIED = "denied"
    DISPUTED = "disputed"
    NOT_MENTIONED = "not_mentioned"


class Kept(StrEnum):
    """What is said of how a deal went: disputed where one account has it kept and another broken."""

    KEPT = "kept"
    BROKEN = "broken"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Whether the deal itself is put forward, denied, or both."""

    PUT_FORWARD = "put_forward"
    DENIED = "denied"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Words:
    """Characters of a document: quote == text[start:end]. said_by: its speakers; empty = the author."""

    document: str
    start: int
    end: int
    quote: str
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that one side gives and another gets (actor ids; empty where the text doesn't say).

    what: passage, withdrawal, prisoners, hostages, bodies, ground, money, goods, weapons, aid, ceasefire,
    safe_conduct, lifting_of_siege, information, other. agreed: promised, not told as done.
    """

    giver: tuple[str, ...]
    receiver: tuple[str, ...]
    what: str
    words: Words
    agreed: bool = False
    figures: tuple[ClaimFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantor:
    """Who stands behind or between: role guarantor, mediator, monitor or middleman; words hold the name."""

    actors: tuple[str, ...]
    role: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one passage says of a return (stated, denied) or of how a deal went (kept, broken)."""

    says: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What documents say of one deal; because tells why its claims were put together.

    told: the claims' own words. Disputed standing: some tell of the deal and some deny it.
    """

    id: str
    kind: str
    kinds: tuple[str, ...]
    standing: Standing
    parties: tuple[str, ...]
    guarantors: tuple[Guarantor, ...]
    date: tuple[Date, Date] | None
    date_basis: DateBasis
    places: tuple[ClaimPlace, ...]
    told: tuple[Words, ...]
    terms: tuple[Term, ...]
    in_return: InReturn
    return_said: tuple[Account, ...]
    kept: Kept
    kept_said: tuple[Account, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    because: tuple[str, ...]

    def gives(self, party: str) -> tuple[Term, ...]:
        """List what a party gives by these accounts."""
        return tuple(term for term in self.terms if party in term.giver)

    def gets(self, party: str) -> tuple[Term, ...]:
        """List what a party gets by these accounts."""
        return tuple(term for term in self.terms if party in term.receiver)


def deal_id(claims: tuple[str, ...]) -> str:
    """Name a deal by the claims behind it."""
    return f"d_{digest(*sorted(claims))[:12]}"


def in_return_of(accounts: tuple[Account, ...]) -> InReturn:
    """Put accounts of a return together."""
    says = {account.says for account in accounts}
    if len(says) > 1:
        return InReturn.DISPUTED
    return InReturn(says.pop()) if says else InReturn.NOT_MENTIONED


def kept_of(accounts: tuple[Account, ...]) -> Kept:
    """Put accounts of how a deal went together."""
    says = {account.says for account in accounts}
    if len(says) > 1:
        return Kept.DISPUTED
    return Kept(says.pop()) if says else Kept.UNKNOWN
