"""Claims of cooperation become allegations: grouped by triple, area and period, with what could test each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, product

from holdfire.actors.registry import Registry
from holdfire.actors.sides import CIVILIANS
from holdfire.base.events import PlaceName
from holdfire.case.folder import Case
from holdfire.errors import AreaError, QuestionError, RegistryError
from holdfire.forms import FORMS
from holdfire.forms.samples import Fronts, Strikes
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.area_sources import imported
from holdfire.inquiry.areas import NOTHING, Imported, resolve_area
from holdfire.inquiry.captured import has_captures
from holdfire.inquiry.reading import claims, documents, registry
from holdfire.inquiry.war import event_store
from holdfire.model.allegation import Allegation, Area, FormFit
from holdfire.model.claim import SYMMETRIC_KINDS, Claim, ClaimStatus, family_of
from holdfire.model.document import Document
from holdfire.model.ids import allegation_id

GROUPED = frozenset(
    (
        "cooperate",
        "deal",
        "trade",
        "ally",
        "infiltrate",
        "truce",
        "exchange",
        "transit",
        "no_clash",
        "less_targeting",
        "handover",
    )
)
GAP_DAYS = 92  # claims of one triple further apart than this speak of two periods
COMPASS = re.compile(
    r"^(?:the\s+)?(?:(?:(?:north|south|east|west)(?:ern)?[\s-]*)+|central\s+|rural\s+|countryside\s+of\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One claim read as an allegation: who with whom against whom, when, from when until when."""

    a: str
    b: str
    against: str
    claim: Claim
    since: date | None
    until: date | None


def allegations(case: Case) -> tuple[Allegation, ...]:
    """Group what the documents allege; most claims first. Rejected claims count for nothing."""
    actors = registry(case)
    known = {document.folder: document for document in documents(case)}
    kept = [claim for claim in claims(case) if claim.status is not ClaimStatus.REJECTED]
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in kept:
        by_document[claim.document].append(claim)
    said = [
        one
        for folder, its_claims in by_document.items()
        for one in _said_in(its_claims, known[folder], actors)
    ]
    data = _Data.of(case)
    groups = [_allegation(group, known, data, by_document) for group in _groups(said)]
    return tuple(sorted(groups, key=lambda g: (-len(g.claims), g.id)))


def allegation(case: Case, wanted: str) -> Allegation:
    """Find one allegation by its id."""
    every = allegations(case)
    for one in every:
        if one.id == wanted:
            return one
    listed = ", ".join(one.id for one in every) or "none; code the documents first with: holdfire claims"
    raise QuestionError(f"no allegation is called {wanted}; this case has: {listed}")


def _said_in(its_claims: Sequence[Claim], document: Document, actors: Registry) -> Iterable[_Said]:
    """Read one document's claims; where one names no third party, the document's usual target stands in."""
    for claim in its_claims:
        if claim.kind not in GROUPED:
            continue
        day = claim.date[0] if claim.date else document.published or date.max
        for a, b in _pairs(claim, actors, day):
            named = [c for c in _roots(claim.against, actors, day) if c not in (a, b)]
            against = named[0] if named else _usual_target(its_claims, (a, b), actors, day)
            since, until = _when(claim, document)
            yield _Said(a=a, b=b, against=against, claim=claim, since=since, until=until)


def _pairs(claim: Claim, actors: Registry, day: date) -> Iterable[tuple[str, str]]:
    """Pair who is said to be in it together: across the two sides, or within the one side that is named.

    "A and B made a deal" has both on one side; other kinds need a side each.
    """
    one, other = _roots(claim.side_a, actors, day), _roots(claim.side_b, actors, day)
    alone = claim.kind in SYMMETRIC_KINDS and not (one and other)
    found = combinations(one or other, 2) if alone else product(one, other)
    return sorted({(min(p), max(p)) for p in found if p[0] != p[1] and CIVILIANS not in p})


def _roots(ids: Iterable[str], actors: Registry, day: date) -> tuple[str, ...]:
    """Go up from units and members to the actor that stands alone on that day."""
    return tuple(sorted({_root(actor, actors, day) for actor in ids}))


def _root(actor: str, actors: Registry, day: date) -> str:
    try:
        return actors.chain(actor, day)[-1]
    except RegistryError:  # a claim may name an actor that the registry has lost since
        return actor


def _usual_target(its_claims: Sequence[Claim], pair: tuple[str, str], actors: Registry, day: date) -> str:
    """Name whom the pair fights most in the claims of one document; empty where it fights nobody else."""
    met: Counter[str] = Counter()
    for claim in its_claims:
        if family_of(claim.kind) not in ("violence", "territory"):
            continue
        one, other = set(_roots(claim.side_a, actors, day)), set(_roots(claim.side_b, actors, day))
        for ours, theirs in ((one, other), (other, one)):
            if ours & set(pair):
                met.update(theirs - set(pair) - {CIVILIANS})
    return min(met, key=lambda actor: (-met[actor], actor)) if met else ""


def _when(claim: Claim, document: Document) -> tuple[date | None, date | None]:
    """Date a claim: as stated, else from the first day of the month before publication up to publication."""
    if claim.date:
        return claim.date
    if document.published is None:
        return None, None
    month_before = (document.published.replace(day=1) - timedelta(days=1)).replace(day=1)
    return month_before, document.published + timedelta(days=1)


def _groups(said: Sequence[_Said]) -> Iterable[list[_Said]]:
    """Part the claims of each pair by time, then by whom they are said to act against.

    A new period begins where more than GAP_DAYS lie between one claim and the next. In a period in which
    some claims name a third party, those that name none go with the one that is named most.
    """
    by_pair: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    for one in said:
        by_pair[one.a, one.b].append(one)
    for pair in sorted(by_pair):
        for period in _periods(by_pair[pair]):
            named = Counter(one.against for one in period if one.against)
            usual = min(named, key=lambda against: (-named[against], against)) if named else ""
            for against in sorted(named) or [""]:
                yield [one for one in period if (one.against or usual) == against]


def _periods(said: Sequence[_Said]) -> Iterable[list[_Said]]:
    group: list[_Said] = []
    last: date | None = None
    for one in sorted(said, key=lambda s: (s.since or date.max, s.claim.id)):
        if group and last and one.since and (one.since - last).days > GAP_DAYS:
            yield group
            group, last = [], None
        group.append(one)
        last = max(filter(None, (last, one.until)), default=None)
    yield group


@dataclass(frozen=True, slots=True, kw_only=True)
class _Data:
    """What the case holds that a form could use; found: areas by the names that were looked up already."""

    places: tuple[PlaceName, ...]
    span: tuple[date, date] | None
    control: bool
    captured: bool
    directed: bool
    boundaries: Imported
    found: dict[str, Area | None] = field(default_factory=dict[str, "Area | None"], init=False)

    @classmethod
    def of(cls, case: Case) -> "_Data":
        held = {"control": bool(case.names("control/*.geojson")), "captured": has_captures(case)}
        if not case.names("events/*.parquet"):
            return cls(places=(), span=None, directed=False, boundaries=NOTHING, **held)
        store = event_store(case)
        sides = store.side_names()
        span = (min(s.first for s in sides), max(s.last for s in sides)) if sides else None
        return cls(
            places=store.place_names(),
            span=span,
            directed=store.directed(),
            boundaries=replace(imported(case), gazetteers=()),  # a search of files for every name is too slow
            **held,
        )

    def area(self, name: str) -> Area | None:
        if name not in self.found:
            self.found[name] = self._resolved(name)
        return self.found[name]

    def _resolved(self, name: str) -> Area | None:
        try:
            return resolve_area(name, self.places, self.boundaries) if self.places else None
        except AreaError:
            return None


def _allegation(
    group: Sequence[_Said], known: dict[str, Document], data: _Data, by_document: dict[str, list[Claim]]
) -> Allegation:
    first = max(group, key=lambda one: one.against)  # claims that name nobody go with those that do
    folders = tuple(sorted({one.claim.document for one in group}))
    everything = (claim for folder in folders for claim in by_document[folder])
    area = _area((one.claim for one in group), data) or _area(everything, data)
    since = min((one.since for one in group if one.since), default=None)
    until = max((one.until for one in group if one.until), default=None)
    against = (first.against,) if first.against else ()
    return Allegation(
        id=allegation_id(first.a, first.b, first.against, area, since, until),
        a=(first.a,),
        b=(first.b,),
        against=against,
        area=area,
        since=since,
        until=until,
        kinds=tuple(sorted({one.claim.kind for one in group})),
        claims=tuple(sorted({one.claim.id for one in group})),
        documents=folders,
        outlets=tuple(sorted({outlet for folder in folders if (outlet := known[folder].outlet)})),
        forms=tuple(_fit(f, against, area, (since, until), data) for f in FORMS),
    )


def _area(said: Iterable[Claim], data: _Data) -> str | None:
    """Take the place that is named most, first among those that the data know, without its compass words."""
    named = Counter(without_compass(place.name) for claim in said for place in claim.places)
    ranked = sorted((name for name in named if name), key=lambda name: (-named[name], name))
    known = (area.name for name in ranked if (area := data.area(name)))
    return next(known, ranked[0] if ranked else None)


def without_compass(name: str) -> str:
    """Strip what says where in a place something is: "northeast Hama" and "countryside of Hama" are Hama."""
    return COMPASS.sub("", name).strip()


def _undirected(chosen: AnyForm, data: _Data) -> bool:
    return chosen.needs_strikes and data.span is not None and not data.directed


def _fit(
    chosen: AnyForm,
    against: tuple[str, ...],
    area: str | None,
    period: tuple[date | None, date | None],
    data: _Data,
) -> FormFit:
    """Say whether a form could be asked now, and what would be needed or would help."""
    since, until = period
    lacking = [
        words
        for words, absent in (
            ("event data: holdfire import ucdp FILE", data.span is None),
            ("whom they are said to act against: --against", chosen.needs_c and not against),
            ("a place: --area", area is None),
            ("dates: --from and --until", since is None or until is None),
            ("the day of the alleged deal: --on", chosen.needs_date),
            (
                "who moved through whose ground: --mover, --through, --from-place, --to-place",
                chosen.needs_passage,
            ),
            ("captures of towns: holdfire import captures FILE", chosen.needs_captures and not data.captured),
            ("strikes that say who struck whom: holdfire import strikes FILE", _undirected(chosen, data)),
            (
                f"a place that the event data know (--area), not “{area}”",
                bool(area and data.places and not data.area(area)),
            ),
            (
                "events of that time",
                bool(data.span and since and until and (until <= data.span[0] or since > data.span[1])),
            ),
        )
        if absent
    ]
    helpful = (
        ["control maps: without them this form never says “supports”"]
        if chosen.needs in (Fronts, Strikes) and not data.control
        else []
    )
    return FormFit(form=chosen.name, possible=not lacking, missing=(*lacking, *helpful))
