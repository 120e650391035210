"""A question of a case becomes the content of a dossier: fetched and put together, nothing computed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from holdfire import __version__
from holdfire.actors.registry import Registry
from holdfire.case.captured import frozen_name
from holdfire.case.folder import Case
from holdfire.dossier.content import DossierContent, GivenAnswer, InputFile, QuotedClaim, Recipe
from holdfire.errors import RegistryError
from holdfire.inquiry.passing import roads_name
from holdfire.inquiry.reading import (
    StoredAnswer,
    answers,
    claims,
    documents,
    question,
    registry,
    settings,
    stored_record,
    verdict_of,
)
from holdfire.model.allegation import Question
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.document import Document


def compose(case: Case, question_id: str, *, made_at: str) -> DossierContent:
    """Gather a question, its record, its answers and every claim about both of its parties.

    Raises QuestionError, with the list of registered questions, where there is none of that id.
    """
    asked = question(case, question_id)
    actors = registry(case)
    stored = answers(case, asked.id)
    known = {document.folder: document for document in documents(case)}
    about = tuple(claim for claim in claims(case) if _is_about(claim, known[claim.document], asked, actors))
    said_in = [known[folder] for folder in dict.fromkeys(claim.document for claim in about)]
    usual = settings(case)
    return DossierContent(
        title=usual.title,
        simulated=usual.simulated,
        question=asked,
        labels=actors.names,
        record=stored_record(case, asked.id),
        answers=tuple(GivenAnswer(answer=s.answer, stale=s.stale) for s in stored),
        verdict=verdict_of(stored),
        quotes=_quoted_once(about, known),
        articles=len(said_in),
        outlets=len({document.outlet for document in said_in if document.outlet}),
        inputs=_inputs(case.logged(), asked, said_in),
        recipes=_recipes(asked, stored, quoted=bool(about)),
        made_at=made_at,
        version=__version__,
    )


def _is_about(claim: Claim, document: Document, asked: Question, actors: Registry) -> bool:
    """Say whether a claim names both parties, themselves or through a part of theirs, at a time that fits.

    Claims that speak for the allegation count, and so do those that speak against it.
    """
    if claim.status is ClaimStatus.REJECTED or not _overlaps(claim, document, asked):
        return False
    day = claim.date[0] if claim.date else asked.period.since
    named = {actor for side in (claim.side_a, claim.side_b, claim.against) for actor in side}
    with_parents = {parent for actor in named for parent in _chain(actor, actors, day)}
    return not with_parents.isdisjoint(asked.triple.a) and not with_parents.isdisjoint(asked.triple.b)


def _overlaps(claim: Claim, document: Document, asked: Question) -> bool:
    """Say whether a claim may be about the period; an undated one may, unless its document is older."""
    if claim.date is None:
        return document.published is None or document.published >= asked.period.since
    return claim.date[0] < asked.period.until and asked.period.since < claim.date[1]


def _chain(actor: str, actors: Registry, day: date) -> tuple[str, ...]:
    try:
        return actors.chain(actor, day)
    except RegistryError:  # a claim may name an actor that the registry has lost since
        return (actor,)


def _quoted_once(about: Iterable[Claim], known: Mapping[str, Document]) -> tuple[QuotedClaim, ...]:
    """Quote each claim once: where documents have the very same text, the first speaks for its copies."""
    same: dict[tuple[object, ...], list[Claim]] = {}
    met: Counter[tuple[object, ...]] = Counter()
    for claim in about:
        sides = (claim.kind, claim.side_a, claim.side_b, claim.against)
        key = (known[claim.document].text_sha256, claim.start, claim.end, *sides)
        met[claim.document, key] += 1  # alike claims of one document stay apart
        same.setdefault((*key, met[claim.document, key]), []).append(claim)
    return tuple(
        _quoted(first, known[first.document], [known[claim.document] for claim in copies])
        for first, *copies in same.values()
    )


def _quoted(claim: Claim, document: Document, copies: Iterable[Document]) -> QuotedClaim:
    others = (copy.outlet or copy.filename for copy in copies)
    return QuotedClaim(
        claim=claim,
        title=document.title or document.filename,
        outlet=document.outlet,
        published=document.published,
        also=tuple(dict.fromkeys(others)),
    )


def _inputs(logged: Mapping[str, str], asked: Question, said_in: Iterable[Document]) -> tuple[InputFile, ...]:
    """List what the answers and the quotes rest on: question, data, registry, documents quoted."""
    folders = tuple(f"documents/{document.folder}/" for document in said_in)
    wanted = ("events/", "control/", f"answers/{asked.id}/", *folders)
    names = [
        name
        for name in logged
        if (name.startswith(wanted) and "/old/" not in name)
        or name in ("actors.toml", f"questions/{asked.id}.toml", frozen_name(asked.id), roads_name(asked.id))
    ]
    return tuple(InputFile(name=name, sha256=logged[name]) for name in sorted(names))


def _recipes(asked: Question, stored: Iterable[StoredAnswer], *, quoted: bool) -> tuple[Recipe, ...]:
    ask = f"holdfire ask {asked.id} --json"
    each = tuple(
        Recipe(
            makes=f"{s.answer.form}: effect, range, p, power, placebos, and all that its pictures show",
            command=ask,
        )
        for s in stored
    )
    said = (Recipe(makes="the claims and their quotes", command="holdfire claims --json"),) if quoted else ()
    return (
        Recipe(makes="the record: events and deaths by month", command=ask),
        *each,
        *said,
        Recipe(
            makes="the whole way from a claim or an answer to characters and rows", command="holdfire why ID"
        ),
        Recipe(makes="every hash, quote and p value, checked", command="holdfire verify"),
        Recipe(makes="every answer, run again from its seed", command="holdfire verify --recompute"),
    )
