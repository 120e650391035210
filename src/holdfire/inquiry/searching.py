"""Finding words in a case: in its documents, its claims and the names of its actors."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfire.case.folder import Case
from holdfire.inquiry.reading import claims, documents, registry, text_of
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.actor import Actor
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
    actors_total: int = 0
    claims_total: int = 0
    documents_total: int = 0


def search(case: Case, words: str) -> Found:
    """Find words as they stand next to each other, whatever their case, accents and quotation marks."""
    wanted = " ".join(_plain(words).split())
    if not wanted:
        return Found()
    actors = [
        one for one in registry(case).actors if any(wanted in fold(n) for n in (one.name, *one.aliases))
    ]
    said = [claim for claim in claims(case) if wanted in " ".join(_plain(claim.quote).split())]
    texts = list(_in_documents(case, wanted))
    return Found(
        actors=tuple(actors[:MANY]),
        claims=tuple(said[:MANY]),
        documents=tuple(texts[:MANY]),
        actors_total=len(actors),
        claims_total=len(said),
        documents_total=len(texts),
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
