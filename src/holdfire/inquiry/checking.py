"""Checks what a case's documents state: fetches texts, claims and events, and runs every check on them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeAlias, TypeVar

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.event_sides import sides_of
from holdfire.case.contents import actors, documents, event_tables, layout_of, refusals, text_of
from holdfire.case.contents import document as find_document
from holdfire.case.folder import Case
from holdfire.case.reviewed import reviewed_claims
from holdfire.checks import CHECKS
from holdfire.checks.evidence import EventRows, Evidence, Told
from holdfire.checks.spec import CaseCheck, TextCheck
from holdfire.checks.unheld import unheld
from holdfire.claims.segments import SILENT, segments, unmarked
from holdfire.errors import InputError
from holdfire.inquiry.ground_record import ground_record
from holdfire.inquiry.reading import registry
from holdfire.inquiry.war import counted_events
from holdfire.lexicon import KnownPlace, Lexicon
from holdfire.lexicon.normal import normalise
from holdfire.lexicon.placing import PlaceTable
from holdfire.model.check import CheckKind, CheckStatus, Finding
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.document import Document
from holdfire.model.language import reads
from holdfire.model.layout import NO_LAYOUT, Layout
from holdfire.model.span import Span

LANGUAGES = ("en",)
"""Languages in which figures are found in texts; claims of other documents are checked against each other."""

Progress: TypeAlias = Callable[[int, int, str], None]
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings are wanted: of one document, kind or status; None: all."""

    document: str | None = None
    kind: str | None = None
    status: str | None = None


def check(
    case: Case,
    places: Sequence[KnownPlace] = (),
    wanted: Wanted = Wanted(),
    *,
    told: Progress | None = None,
) -> tuple[Finding, ...]:
    """Check what documents state, in the order of documents and of their texts; rejected claims are out.

    Parameters
    ----------
    places
        The gazetteer of the case.
    wanted
        A document by its file name, its folder's name or 12 digits of that; kind and status as in findings.
    told
        Called with the number of the document at hand, how many there are, and its name.

    Raises
    ------
    InputError
        Where there is no such kind, status or document.
    """
    kind = None if wanted.kind is None else _one_of(CheckKind, wanted.kind, "check")
    status = None if wanted.status is None else _one_of(CheckStatus, wanted.status, "status")
    every = documents(case)
    among = every if wanted.document is None else (find_document(case, wanted.document),)
    run = _Run(
        case=case,
        places=places,
        among=among,
        evidence=_evidence(case, every, PlaceTable(places)),
    )
    order = {one.folder: n for n, one in enumerate(among)}
    found = (f for f in (*_of_texts(run, told), *_of_case(run)) if f.document in order)
    kept = (f for f in found if status in (None, f.status) and kind in (None, f.check))
    return tuple(sorted(kept, key=lambda f: (order[f.document], f.start, f.end)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run over a case: what is read, what for, with what."""

    case: Case
    places: Sequence[KnownPlace]
    among: Sequence[Document]
    evidence: Evidence


def _of_texts(run: "_Run", told: Progress | None) -> Iterator[Finding]:
    checks = [one for one in CHECKS if isinstance(one, TextCheck)]
    lexicon = Lexicon(actors(run.case), tuple(run.places), refusals(run.case))
    table = PlaceTable(run.places)
    by_folder: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in run.evidence.claims:
        by_folder[claim.document].append(claim)
    for number, document in enumerate(run.among, start=1):
        if told is not None:
            told(number, len(run.among), document.filename)
        if reads(LANGUAGES, document.language):
            text, layout = text_of(run.case, document.folder), layout_of(run.case, document.folder)
            claims = tuple(by_folder[document.folder])
            seen = read_text(document, text, lexicon, table, layout=layout, claims=claims)
            found = [finding for one in checks for finding in one.run(seen, run.evidence)]
            yield from (*found, *unheld(seen, found))


def _of_case(run: "_Run") -> Iterator[Finding]:
    for one in CHECKS:
        if isinstance(one, CaseCheck):
            yield from one.run(run.evidence)


def read_text(
    document: Document,
    text: str,
    lexicon: Lexicon,
    table: PlaceTable,
    *,
    layout: Layout = NO_LAYOUT,
    claims: tuple[Claim, ...] = (),
) -> Told:
    """Read a text as checks see it: its sentences with what they name, menus and signatures left out."""
    parts = segments(normalise(text), layout)
    return Told(
        document=document,
        text=text,
        names=lexicon.read(unmarked(text), document.published),
        sentences=tuple(Span(start=p.start, end=p.end) for p in parts if p.role not in SILENT),
        claims=claims,
        table=table,
    )


def _evidence(case: Case, every: Sequence[Document], table: PlaceTable) -> Evidence:
    actors = registry(case)
    kept = [c for c in reviewed_claims(case, every).claims if c.status is not ClaimStatus.REJECTED]
    return Evidence(
        claims=tuple(kept),
        documents={one.folder: one for one in every},
        events=_events(case, actors),
        ground=ground_record(case),
        table=table,
        actors=actors.names,
        roster={actor.id: actor for actor in actors.actors},
    )


def _events(case: Case, actors: Registry) -> EventRows | None:
    """Read the events of a case with their sides as labels; None where it has none."""
    files = event_tables(case)
    if not files:
        return None
    events = counted_events(case).columns()
    sides = sides_of(events)
    one, other = sides.by_row(SideReader(actors, {}).read(*sides.columns), len(events))
    return EventRows(
        event_id=events.event_id,
        kind=events.kind,
        one=one,
        other=other,
        country=events.country,
        place=events.place,
        day=events.day,
        end_day=events.end_day,
        lat=events.lat,
        lon=events.lon,
        radius_km=events.radius_km,
        low=events.low,
        best=events.best,
        high=events.high,
        acts=events.acts,
        datasets=tuple(PurePosixPath(name).stem for name in files),
    )


def _one_of(among: type[_Word], said: str, what: str) -> _Word:
    """Take a word that a user typed, as lists show it or as JSON has it."""
    named = said.strip().lower().replace(" ", "_").replace("-", "_")
    found = next((word for word in among if word == named), None)
    if found is None:
        raise InputError(f"no {what} is called {said}; there are: {', '.join(among)}")
    return found
