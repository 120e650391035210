"""Finding words in a case: in documents, claims, names of actors, and questions that were asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.dossier.words import question_sentence
from holdfire.inquiry.reading import claims, documents, questions, registry, text_of
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.actor import Actor
from holdfire.model.allegation import Question
from holdfire.model.claim import Claim
from holdfire.model.document import Document

AROUND = 60  # characters on either side of what is found
MANY = 100  # of each sort that are listed; more are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The first place of a text where the words stand, and how many such places it has; 0: only its names."""

    document: Document
    before: str = ""
    quote: str = ""
    after: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What has the words, in the order of documents; counts are of all, lists of the first of them."""

    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    actors_total: int = 0
    claims_total: int = 0
    documents_total: int = 0
    questions_total: int = 0


def search(case: Case, words: str) -> Found:
    """Find words as they stand next to each other, whatever their case, accents and quotation marks."""
    wanted = " ".join(_plain(words).split())
    if not wanted:
        return Found()
    known = registry(case)
    actors = [one for one in known.actors if any(wanted in fold(n) for n in (one.name, *one.aliases))]
    asked = [one for one in questions(case) if wanted in _plain(question_sentence(one, known.names))]
    said = [claim for claim in claims(case) if wanted in " ".join(_plain(claim.quote).split())]
    texts = list(_in_documents(case, wanted))
    return Found(
        actors=tuple(actors[:MANY]),
        claims=tuple(said[:MANY]),
        documents=tuple(texts[:MANY]),
        questions=tuple(asked[:MANY]),
        actors_total=len(actors),
        claims_total=len(said),
        documents_total=len(texts),
        questions_total=len(asked),
    )


def _in_documents(case: Case, wanted: str) -> Iterator[Passage]:
    for document in documents(case):
        text = text_of(case, document.folder)
        folded = _plain(text)
        start = folded.find(wanted)
        if start >= 0:
            end = start + len(wanted)
            yield Passage(
                document=document,
                before=text[max(0, start - AROUND) : start],
                quote=text[start:end],
                after=text[end : end + AROUND],
                times=folded.count(wanted),
            )
        elif any(wanted in _plain(name) for name in _names(document)):
            yield Passage(document=document)


def _names(document: Document) -> Iterator[str]:
    yield document.filename
    yield from filter(None, (document.title, document.outlet, document.author))


def _plain(text: str) -> str:
    """Write a text without what is not looked at, each letter in its place."""
    return fold(flatten(normalise(text)))
