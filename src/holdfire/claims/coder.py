"""What a coder is: a name with its version, and a pure function from a document's text to proposed claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from holdfire.claims.usage import Usage
from holdfire.lexicon import Lexicon
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A place where a name stands: quote == text[start:end], and the characters before and behind it."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A name of the registry that looks like a proposed one; score from 0 to 1."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A name that a text has and no registry lists: an armed side, or (alias_of) a spelling of an actor.

    id: as claims use it, for an alias the slug of its spelling. mentions: how often; contexts: the first of
    them. kind: a guess.
    """

    id: str
    name: str
    mentions: int
    kind: str = "armed_group"
    contexts: tuple[Context, ...] = ()
    near: tuple[Near, ...] = ()
    alias_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What a coder made of one document; dropped counts by reason what it found but could not put forward.

    usage: what the answers of a language model took, where one was asked.
    """

    claims: tuple[Claim, ...]
    dropped: Mapping[str, int] = field(default_factory=dict[str, int])
    proposals: tuple[Proposal, ...] = ()
    usage: Usage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """A way to read claims out of a text: deterministic, offline, the same claims on every machine.

    One that asks a language model is neither by nature: it keeps what it was answered. code takes the
    document, its text layer, the names of the case and the layout of the text. languages: ISO 639-1 codes
    of those that it reads; none listed means all.
    """

    name: str
    code: Callable[[Document, str, Lexicon, Layout], Coded]
    languages: tuple[str, ...] = ()
