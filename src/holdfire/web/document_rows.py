"""Documents as a list shows them: format, language, pages, claims, and why one has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from holdfire.case.contents import layout_of
from holdfire.case.folder import Case
from holdfire.dossier.words import counted
from holdfire.inquiry import reading
from holdfire.inquiry.copies import copies_of
from holdfire.intake.coding import Coding, coders_of, is_uncoded
from holdfire.intake.coding_report import LEFT_OUT
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.document import Document
from holdfire.model.language import language_name
from holdfire.records.values import decode
from holdfire.sources.near_copies import NearCopy
from holdfire.web.wording import family_counts

FORMATS: Mapping[str, str] = {
    "text/plain": "text",
    "text/markdown": "Markdown",
    "text/html": "web page",
    "application/pdf": "PDF",
    "message/rfc822": "mail",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in the list, with its claims counted by family and by what people decided.

    facts: format, pages and language. uncoded: why no coder read it, empty where one did. dropped: what a
    coder found and did not put forward. copies: documents with nearly the same text.
    """

    document: Document
    facts: str
    pages: int
    families: dict[str, int]
    claims: int
    reviewed: int
    uncoded: str
    dropped: str
    copies: tuple[NearCopy, ...] = ()


def document_rows(case: Case) -> list[DocumentRow]:
    """List the documents of a case, in the order of their dates."""
    by_document: dict[str, list[Claim]] = {}
    for claim in reading.claims(case):
        by_document.setdefault(claim.document, []).append(claim)
    copies = copies_of(case)
    rows = (_row(case, one, by_document.get(one.folder, [])) for one in reading.documents(case))
    return [replace(row, copies=copies.get(row.document.folder, ())) for row in rows]


def _row(case: Case, document: Document, claims: list[Claim]) -> DocumentRow:
    pages = len(layout_of(case, document.folder).pages)
    return DocumentRow(
        document=document,
        facts=facts_of(document, pages),
        pages=pages,
        families=family_counts(claims),
        claims=len(claims),
        reviewed=sum(claim.status is not ClaimStatus.PROPOSED for claim in claims),
        uncoded=uncoded_because(document, case),
        dropped=dropped_words(coding_of(document, case)),
    )


def format_word(document: Document) -> str:
    """Name a document's format in plain words; one that has none goes by its media type."""
    return FORMATS.get(document.media_type, document.media_type)


def language_word(document: Document) -> str:
    """Name a document's language; that nobody could tell is said."""
    return language_name(document.language) if document.language else "language not told"


def facts_of(document: Document, pages: int) -> str:
    """Write format, pages and language of a document in one line."""
    told = [format_word(document), counted(pages, "page") if pages else "", language_word(document)]
    return " · ".join(filter(None, told))


def coding_of(document: Document, case: Case) -> Coding | None:
    """Read how a document was coded; None where it was not."""
    name = f"documents/{document.folder}/coding.json"
    return decode(case.read(name), Coding, source=name) if name in case.logged() else None


def uncoded_because(document: Document, case: Case) -> str:
    """Say why a document has no claims that anybody could have put forward; empty where a coder read it."""
    if is_uncoded(document, coders_of(case)):
        return f"no coder reads {language_word(document)}"
    coded = f"documents/{document.folder}/claims.jsonl" in case.logged()
    return "" if coded else "not coded yet"


def dropped_words(coding: Coding | None) -> str:
    """Count what a coder found and did not put forward, by its reason."""
    if coding is None or not coding.dropped:
        return ""
    return f"not put forward: {', '.join(_left_out(*item) for item in coding.dropped.items())}"


def _left_out(reason: str, number: int) -> str:
    one, several = LEFT_OUT.get(reason, (reason, reason))
    return counted(number, one, several)


def titles_of(rows: Iterable[DocumentRow]) -> dict[str, str]:
    """Map documents of a list to what they are called there, with their outlets."""
    return {row.document.folder: _title(row.document) for row in rows}


def _title(document: Document) -> str:
    outlet = f" ({document.outlet})" if document.outlet else ""
    return f"{document.title or document.filename}{outlet}"
