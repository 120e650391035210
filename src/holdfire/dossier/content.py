"""What a dossier holds, as values: all that the page prints; the page computes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.claim import Claim
from holdfire.model.record import RecordRow
from holdfire.model.shown import Shown
from holdfire.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """An answer as it stands in the case; stale: a logged act changed its inputs after it was made."""

    answer: Answer
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedClaim:
    """A claim with the document that it stands in, so that no quote appears without who says it.

    also: the outlets (or file names) of other documents with the very same text, so that a copy is no second
    voice.
    """

    claim: Claim
    title: str
    outlet: str | None
    published: date | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A command that makes a number or a list of the dossier again."""

    makes: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that the answers were made from, by name and SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierContent(Shown):
    """One question with everything needed to judge it.

    labels: actor id → the registry's name. verdict: None while no form has answered. articles, outlets: how
    many documents of the case make a claim of both parties, from how many outlets. made_at: ISO time.
    """

    title: str
    simulated: bool
    question: Question
    labels: Mapping[str, str]
    record: tuple[RecordRow, ...]
    answers: tuple[GivenAnswer, ...]
    verdict: Verdict | None
    quotes: tuple[QuotedClaim, ...]
    articles: int
    outlets: int
    inputs: tuple[InputFile, ...]
    recipes: tuple[Recipe, ...]
    made_at: str
    version: str
