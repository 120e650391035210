"""Claims out of documents: code what is not coded yet, or was coded with other names, places or rules."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from holdfire.base.events import EventStore, PlaceName
from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, actors, documents, layout_of, text_of
from holdfire.case.folder import Case
from holdfire.claims import CODERS
from holdfire.claims.coder import Coded, Proposal
from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.model.claim import Claim
from holdfire.model.document import Document
from holdfire.model.event import UCDP_RADIUS_KM
from holdfire.model.ids import digest
from holdfire.model.layout import Layout
from holdfire.model.span import Span, anchor
from holdfire.records.values import decode, encode, lines

BATCH = 50  # documents a commit: an interrupted run keeps what it has done
RADIUS_KM: Mapping[str, float] = {
    "country": UCDP_RADIUS_KM[6],
    "adm_1": UCDP_RADIUS_KM[4],
    "adm_2": UCDP_RADIUS_KM[3],
    "place": UCDP_RADIUS_KM[2],  # a text that names a town may mean its surroundings
}

LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "purpose": ("purpose, which is no fact", "purposes, which are no facts"),
    "attempt": ("attempt that is not said to have succeeded", "attempts that are not said to have succeeded"),
    "condition": ("condition (“if”, “unless”)", "conditions (“if”, “unless”)"),
    "hypothetical": ("supposition (“would”, “could”)", "suppositions (“would”, “could”)"),
    "question": ("question", "questions"),
    "menu": ("passage of a menu", "passages of menus"),
    "comment": ("passage of a comment box", "passages of comment boxes"),
    "mail_header": ("head of a mail", "heads of mails"),
    "signature": ("passage of a signature", "passages of signatures"),
    "negated": ("event said not to have happened", "events said not to have happened"),
    "no evidence": ("thing said to lack evidence", "things said to lack evidence"),
    "said before": ("repetition within its document", "repetitions within their documents"),
    "not anchored": ("passage whose characters were not found", "passages whose characters were not found"),
}
"""What a coder leaves out, one of it and several, by its reason; a reason not listed is shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How one document was coded (`coding.json`): by whom, from what, what was dropped, who is not known."""

    coders: tuple[str, ...]
    inputs: str
    claims: int
    dropped: Mapping[str, int] = field(default_factory=dict[str, int])
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingReport:
    """What a run coded: documents by folder, how many claims, what was dropped, sides that nobody knows."""

    coded: tuple[str, ...]
    unchanged: int
    claims: int
    dropped: Mapping[str, int]
    proposals: tuple[Proposal, ...]

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        documents = f"{len(self.coded)} document{'s' if len(self.coded) != 1 else ''}"
        found = f"{self.claims} claim{'s' if self.claims != 1 else ''}"
        said = [f"coded {documents} ({found}); {self.unchanged} were coded already"]
        if self.dropped:
            said.append(f"left out: {'; '.join(_left_out(why, n) for why, n in self.dropped.items())}")
        if self.proposals:
            names = ", ".join(f"{p.name} ({p.mentions}×)" for p in self.proposals)
            said.append(f"sides that actors.toml does not know: {names}")
        return tuple(said)


def _left_out(reason: str, number: int) -> str:
    one, several = LEFT_OUT.get(reason, (reason, reason))
    return f"{number} {one if number == 1 else several}"


def code_claims(case: Case, act: Act, *, again: bool = False) -> CodingReport:
    """Code every document whose claims are missing or were made from other inputs; again = every document.

    Coding runs without the lock; a commit is refused where a document or the registry changed meanwhile.

    Raises
    ------
    AnchorError
        Where a coder puts forward a quote that is not in the text: nothing of its batch is stored.
    BusyError
        Where the case changed while it was coded.
    """
    context = _context(case)
    found = documents(case)
    wanted = [d for d in found if again or _recorded_inputs(case, d) != _inputs(case, context, d)]
    made: list[Coding] = []
    if wanted:
        lexicon = Lexicon(actors(case), _places(case))
        for start in range(0, len(wanted), BATCH):
            made += _code_batch(case, act, wanted[start : start + BATCH], lexicon, context)
    return CodingReport(
        coded=tuple(d.folder for d in wanted),
        unchanged=len(found) - len(wanted),
        claims=sum(coding.claims for coding in made),
        dropped=_summed(coding.dropped for coding in made),
        proposals=_merged(p for coding in made for p in coding.proposals),
    )


def _context(case: Case) -> Mapping[str, str]:
    """Name the files, beside the document's own, that claims are made from, with their hashes."""
    logged = case.logged()
    names = (*case.names("events/*.parquet"), *case.names(ACTORS))
    return {name: logged[name] for name in names}


def _inputs(case: Case, context: Mapping[str, str], document: Document) -> str:
    """Hash all that a document's claims depend on."""
    coders = [coder.name for coder in CODERS]
    layout = case.logged().get(f"documents/{document.folder}/layout.json", "")
    own = (document.folder, document.text_sha256, layout, document.published)
    return digest(*coders, *own, *context.items())


def _recorded_inputs(case: Case, document: Document) -> str | None:
    name = _names_of(document)[1]
    if name not in case.logged():
        return None
    return decode(case.read(name), Coding, source=name).inputs


def _names_of(document: Document) -> tuple[str, str]:
    """Name the files of a document's claims and of how they were made."""
    return f"documents/{document.folder}/claims.jsonl", f"documents/{document.folder}/coding.json"


def _code_batch(
    case: Case, act: Act, batch: Sequence[Document], lexicon: Lexicon, context: Mapping[str, str]
) -> list[Coding]:
    logged = case.logged()
    expects: dict[str, str | None] = dict(context)
    write: dict[str, bytes] = {}
    made: list[Coding] = []
    for document in batch:
        own = [f"documents/{document.folder}/{name}" for name in ("text.txt", "meta.json", "layout.json")]
        claims_name, coding_name = _names_of(document)
        expects |= {name: logged.get(name) for name in (*own, claims_name, coding_name)}
        coded = _code(document, text_of(case, document.folder), lexicon, layout_of(case, document.folder))
        coding = Coding(
            coders=tuple(coder.name for coder in CODERS),
            inputs=_inputs(case, context, document),
            claims=len(coded.claims),
            dropped=coded.dropped,
            proposals=coded.proposals,
        )
        write |= {claims_name: lines(coded.claims), coding_name: encode(coding)}
        made.append(coding)
    detail = {"documents": len(batch), "claims": sum(coding.claims for coding in made)}
    case.commit(act, "code", write=write, expects=expects, detail=detail)
    return made


def _code(document: Document, text: str, lexicon: Lexicon, layout: Layout) -> Coded:
    """Run every coder on one text and check each quote; of two claims with one id the first coder's stays."""
    every = [coder.code(document, text, lexicon, layout) for coder in CODERS]
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
    found: dict[str, Proposal] = {}
    for proposal in proposals:
        known = found.get(proposal.id)
        mentions = proposal.mentions + (known.mentions if known else 0)
        found[proposal.id] = replace(known or proposal, mentions=mentions)
    return tuple(sorted(found.values(), key=lambda p: (-p.mentions, p.id)))


def _places(case: Case) -> tuple[KnownPlace, ...]:
    """Take the places that the case's event data name as its gazetteer."""
    files = [case.path / name for name in case.names("events/*.parquet")]
    return tuple(_known(place) for place in EventStore(files).place_names()) if files else ()


def _known(place: PlaceName) -> KnownPlace:
    return KnownPlace(
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_km=RADIUS_KM[place.level],
        country=place.country,
        level=place.level,
    )
