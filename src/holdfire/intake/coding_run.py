"""One run of the coders over a case: which documents it has to read, what is stored of what it made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.case.reviewed import proposed_claims
from holdfire.claims.coder import Coded, Coder, Proposal
from holdfire.claims.usage import Usage
from holdfire.intake.coding_text import is_uncoded
from holdfire.intake.recoding import ClaimChange, claim_changes
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.ids import digest
from holdfire.model.review import Review
from holdfire.records.values import decode, encode, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one document was coded (`coding.json`): by whom, from what, what was dropped, who is not known.

    asked: the names by which a command chose the coders; none where the case did. uncoded: the document's
    language where no coder reads it. usage: what the answers of a language model took.
    """

    coders: tuple[str, ...]
    inputs: str
    claims: int
    dropped: Mapping[str, int] = field(default_factory=dict[str, int])
    proposals: tuple[Proposal, ...] = ()
    uncoded: str | None = None
    asked: tuple[str, ...] = ()
    usage: Usage | None = None


def _names_of(document: Document) -> tuple[str, str]:
    """Name the files of a document's claims and of how they were made."""
    return f"documents/{document.folder}/claims.jsonl", f"documents/{document.folder}/coding.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of one document; changes: against what was stored of it before.

    asked_before: the names by which its coders were chosen then. usage: what it took now.
    """

    folder: str
    coding: Coding
    claims: tuple[Claim, ...]
    changes: tuple[ClaimChange, ...]
    stored: bool
    asked_before: tuple[str, ...]
    usage: Usage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All that coding depends on, and whether stored claims may be replaced.

    logged: the files of the case, with their hashes, from before anything was read. context: those that every
    claim depends on, beside the document's own.
    """

    case: Case
    logged: Mapping[str, str]
    coders: tuple[Coder, ...]
    asked: tuple[str, ...]
    context: Mapping[str, str]
    decided: Mapping[str, Sequence[Review]]
    recode: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The coders' names, with their versions."""
        return tuple(coder.name for coder in self.coders)

    def inputs(self, document: Document, coders: Sequence[str]) -> str:
        """Hash all that a document's claims depend on."""
        layout = self.logged.get(f"documents/{document.folder}/layout.json", "")
        own = (document.folder, document.text_sha256, layout, document.published)
        return digest(*coders, *own, *self.context.items())

    def wanted(self, found: Sequence[Document], *, again: bool) -> list[Document]:
        """List the documents to code."""
        return [document for document in found if again or not self._is_coded(document)]

    def _is_coded(self, document: Document) -> bool:
        """Say whether a document's claims are made from what they would be made from now."""
        before = self._recorded(document)
        if before is None:
            return False
        stays = before.asked and not self.asked  # coders that a command chose stay until one chooses again
        return before.inputs == self.inputs(document, before.coders if stays else self.names)

    def store(self, act: Act, read: Iterable[tuple[Document, Coded]]) -> list[Made]:
        """Store in one commit what may be stored of what the coders made of some documents."""
        expects: dict[str, str | None] = dict(self.context)
        write: dict[str, bytes] = {}
        made: list[Made] = []
        for document, coded in read:
            one = self._one(document, coded)
            made.append(one)
            if one.stored:
                claims, coding = _names_of(document)
                own = [f"documents/{document.folder}/{n}" for n in ("text.txt", "meta.json", "layout.json")]
                expects |= {name: self.logged.get(name) for name in (*own, claims, coding)}
                write |= {claims: lines(one.claims), coding: encode(one.coding)}
        if write:
            stored = [one for one in made if one.stored]
            detail = {"documents": len(stored), "claims": sum(one.coding.claims for one in stored)}
            self.case.commit(act, "code", write=write, expects=expects, detail=detail)
        return made

    def _recorded(self, document: Document) -> Coding | None:
        name = _names_of(document)[1]
        if name not in self.logged:
            return None
        return decode(self.case.read(name), Coding, source=name)

    def _one(self, document: Document, coded: Coded) -> Made:
        coding = Coding(
            coders=self.names,
            inputs=self.inputs(document, self.names),
            claims=len(coded.claims),
            dropped=coded.dropped,
            proposals=coded.proposals,
            uncoded=document.language if is_uncoded(document, self.coders) else None,
            asked=self.asked,
            usage=coded.usage.lasting if coded.usage else None,
        )
        before = self._recorded(document)
        changes: tuple[ClaimChange, ...] = ()
        if before is not None:
            stored = proposed_claims(self.case, document.folder)
            changes = claim_changes(document, stored, coded.claims, self.decided)
        asked_for = before is None or before.coders == self.names or bool(self.asked)
        harmless = asked_for and not any(change.reviewed for change in changes)
        return Made(
            folder=document.folder,
            coding=coding,
            claims=coded.claims,
            changes=changes,
            stored=self.recode or harmless or not changes,
            asked_before=before.asked if before is not None else (),
            usage=coded.usage,
        )
