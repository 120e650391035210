"""Claims out of documents: code what is not coded yet, or was coded with other names, places or rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, actors, documents, layout_of, refusals, text_of
from holdfire.case.folder import Case
from holdfire.case.reviewed import proposed_claims, reviewed_claims, reviews
from holdfire.claims import CODERS
from holdfire.claims.coder import Coded, Coder, Proposal
from holdfire.intake.coding_report import CodingReport
from holdfire.intake.gazetteer import gazetteer
from holdfire.intake.recoding import ClaimChange, Recoding, claim_changes
from holdfire.lexicon import Lexicon
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.ids import digest
from holdfire.model.language import reads
from holdfire.model.layout import Layout
from holdfire.model.review import Review, standing
from holdfire.model.span import Span, anchor
from holdfire.records.values import decode, encode, lines

BATCH = 50  # documents a commit: an interrupted run keeps what it has done


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one document was coded (`coding.json`): by whom, from what, what was dropped, who is not known.

    uncoded: the document's language where no coder reads it.
    """

    coders: tuple[str, ...]
    inputs: str
    claims: int
    dropped: Mapping[str, int] = field(default_factory=dict[str, int])
    proposals: tuple[Proposal, ...] = ()
    uncoded: str | None = None


def coders_of(case: Case) -> tuple[Coder, ...]:  # noqa: ARG001  the one place that decides, by the case
    """Choose the coders that read the documents of a case, in the order of their say."""
    return CODERS


def code_claims(case: Case, act: Act, *, again: bool = False, recode: bool = False) -> CodingReport:
    """Code every document whose claims are missing or were made from other inputs; again = every document.

    A document that was never coded is coded at once. One that was coded before is coded again at once where
    the reading stays the same, or where only the case changed (its registry, its places) and no reviewed
    claim reads otherwise. Else it keeps its claims, and the report says what would change: so it is with
    other coders, which nobody has asked for. Coding runs without the lock; a commit is refused where a
    document or the registry changed meanwhile.

    Parameters
    ----------
    recode
        Replace claims whatever changes. `reviews.jsonl` stays as it is.

    Raises
    ------
    AnchorError
        Where a coder puts forward a quote that is not in the text: nothing of its batch is stored.
    BusyError
        Where the case changed while it was coded.
    """
    run = _Run(
        case=case,
        coders=coders_of(case),
        context=_context(case),
        decided=_decided(case),
        recode=recode,
    )
    found = documents(case)
    wanted = [d for d in found if again or run.recorded_inputs(d) != run.inputs(d)]
    made: list[_Made] = []
    if wanted:
        lexicon = Lexicon(actors(case), gazetteer(case), refusals(case))
        for start in range(0, len(wanted), BATCH):
            made += run.code(act, wanted[start : start + BATCH], lexicon)
    stored = [one for one in made if one.stored]
    return CodingReport(
        coded=tuple(one.folder for one in stored),
        unchanged=len(found) - len(wanted),
        claims=sum(one.coding.claims for one in stored),
        dropped=_summed(one.coding.dropped for one in stored),
        proposals=_merged(p for one in stored for p in one.coding.proposals),
        uncoded=_uncoded(found, run.coders),
        replaced=Recoding(changes=tuple(c for one in stored for c in one.changes)),
        kept=Recoding(changes=tuple(c for one in made if not one.stored for c in one.changes)),
    )


def recoding(case: Case, act: Act, *, again: bool = False) -> Recoding:
    """Say what coding again would change in documents that were coded before; nothing is written."""
    return code_claims(case.rehearsal(), act, again=again, recode=True).replaced


def is_uncoded(document: Document, coders: Iterable[Coder]) -> bool:
    """Say whether no coder reads the language of a document."""
    return not any(reads(coder.languages, document.language) for coder in coders)


def _uncoded(found: Iterable[Document], coders: Sequence[Coder]) -> Mapping[str, tuple[str, ...]]:
    """List the documents that no coder reads, by their language."""
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for document in found:
        if is_uncoded(document, coders):
            by_language[document.language or ""].append(document.filename)
    return {language: tuple(names) for language, names in sorted(by_language.items())}


def _decided(case: Case) -> Mapping[str, Sequence[Review]]:
    """Map ids of stored claims to the decisions that stand on them."""
    by_claim: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews(case):
        by_claim[review.claim].append(review)
    behind = reviewed_claims(case).behind if by_claim else {}
    return {behind[claim].id: standing(group) for claim, group in by_claim.items() if claim in behind}


def _context(case: Case) -> Mapping[str, str]:
    """Name the files, beside the document's own, that claims are made from, with their hashes."""
    logged = case.logged()
    names = (*case.names("events/*.parquet"), *case.names(ACTORS))
    return {name: logged[name] for name in names}


def _names_of(document: Document) -> tuple[str, str]:
    """Name the files of a document's claims and of how they were made."""
    return f"documents/{document.folder}/claims.jsonl", f"documents/{document.folder}/coding.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What became of one document; changes: against what was stored of it before."""

    folder: str
    coding: Coding
    claims: tuple[Claim, ...]
    changes: tuple[ClaimChange, ...]
    stored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """All that coding depends on beside the documents, and whether stored claims may be replaced."""

    case: Case
    coders: tuple[Coder, ...]
    context: Mapping[str, str]
    decided: Mapping[str, Sequence[Review]]
    recode: bool

    def inputs(self, document: Document) -> str:
        """Hash all that a document's claims depend on."""
        layout = self.case.logged().get(f"documents/{document.folder}/layout.json", "")
        own = (document.folder, document.text_sha256, layout, document.published)
        return digest(*(coder.name for coder in self.coders), *own, *self.context.items())

    def recorded_inputs(self, document: Document) -> str | None:
        """Read from what a document's claims were made; None where it was never coded."""
        before = self._recorded(document)
        return before.inputs if before is not None else None

    def code(self, act: Act, batch: Sequence[Document], lexicon: Lexicon) -> list[_Made]:
        """Code documents and store in one commit what may be stored."""
        logged = self.case.logged()
        expects: dict[str, str | None] = dict(self.context)
        write: dict[str, bytes] = {}
        made = [self._one(document, lexicon) for document in batch]
        for document, one in zip(batch, made, strict=True):
            if one.stored:
                claims, coding = _names_of(document)
                own = [f"documents/{document.folder}/{n}" for n in ("text.txt", "meta.json", "layout.json")]
                expects |= {name: logged.get(name) for name in (*own, claims, coding)}
                write |= {claims: lines(one.claims), coding: encode(one.coding)}
        if write:
            stored = [one for one in made if one.stored]
            detail = {"documents": len(stored), "claims": sum(one.coding.claims for one in stored)}
            self.case.commit(act, "code", write=write, expects=expects, detail=detail)
        return made

    def _recorded(self, document: Document) -> Coding | None:
        name = _names_of(document)[1]
        if name not in self.case.logged():
            return None
        return decode(self.case.read(name), Coding, source=name)

    def _one(self, document: Document, lexicon: Lexicon) -> _Made:
        text, layout = text_of(self.case, document.folder), layout_of(self.case, document.folder)
        coded = _code(self.coders, document, text, lexicon, layout)
        names = tuple(coder.name for coder in self.coders)
        coding = Coding(
            coders=names,
            inputs=self.inputs(document),
            claims=len(coded.claims),
            dropped=coded.dropped,
            proposals=coded.proposals,
            uncoded=document.language if is_uncoded(document, self.coders) else None,
        )
        before = self._recorded(document)
        changes: tuple[ClaimChange, ...] = ()
        if before is not None:
            stored = proposed_claims(self.case, document.folder)
            changes = claim_changes(document, stored, coded.claims, self.decided)
        asked_for = before is None or before.coders == names  # else other coders came by themselves
        harmless = asked_for and not any(change.reviewed for change in changes)
        return _Made(
            folder=document.folder,
            coding=coding,
            claims=coded.claims,
            changes=changes,
            stored=self.recode or harmless or not changes,
        )


def _code(coders: Iterable[Coder], document: Document, text: str, lexicon: Lexicon, layout: Layout) -> Coded:
    """Run each coder that reads the language and check each quote; of claims with one id the first stays."""
    reading = [coder for coder in coders if reads(coder.languages, document.language)]
    every = [coder.code(document, text, lexicon, layout) for coder in reading]
    claims: dict[str, Claim] = {}
    for claim in (claim for coded in every for claim in coded.claims):
        anchor(text, claim.quote, Span(start=claim.start, end=claim.end))
        claims.setdefault(claim.id, claim)
    return Coded(
        claims=tuple(sorted(claims.values(), key=lambda c: (c.start, c.end, c.kind))),
        dropped=_summed(coded.dropped for coded in every),
        proposals=_merged(p for coded in every for p in coded.proposals),
    )


def _summed(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))


def _merged(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Count each proposed side once, the most often named first."""
    found: dict[tuple[str, str | None], Proposal] = {}
    for proposal in proposals:
        known = found.get((proposal.id, proposal.alias_of))
        mentions = proposal.mentions + (known.mentions if known else 0)
        found[proposal.id, proposal.alias_of] = replace(known or proposal, mentions=mentions)
    return tuple(sorted(found.values(), key=lambda p: (-p.mentions, p.id)))
