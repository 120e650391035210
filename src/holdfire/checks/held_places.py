"""Claims on who held, took or lost a place, against the control maps, each source by itself.

A map settles a claim where its lines are so far from the place that their error can't turn the answer, and
where nothing changes hands within the days that a map may lag behind. Sources that differ leave it open.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from holdfire.checks.evidence import Evidence, GroundRecord
from holdfire.checks.held_areas import Judged, is_area, of_area, some_ground
from holdfire.checks.held_words import Heard, WhoIsWho, Word, heard
from holdfire.checks.spec import CaseCheck
from holdfire.checks.territory_wording import states_share
from holdfire.lexicon.normal import fold
from holdfire.lexicon.place_table import PlaceTable, nests
from holdfire.model.check import CheckKind, CheckStatus, Finding, Used
from holdfire.model.claim import Claim, ClaimPlace, DateBasis, Modality

LAG_DAYS = 7  # a map is dated by when its source said so
_DAY = timedelta(days=1)
_KINDS = frozenset(("capture", "advance", "control", "lose", "handover"))
_SOME_GROUND = re.compile(r"\b(?:areas?|territor(?:y|ies)|regions?|ground)\b")
_SHARES = frozenset(("percent", "share", "square km", "square miles"))
OPEN, YES, NO = CheckStatus.CANNOT_BE_CHECKED, CheckStatus.CONSISTENT, CheckStatus.INCONSISTENT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A claim with its days; own: it names them itself."""

    claim: Claim
    days: tuple[date, date]
    own: bool


def held_places(evidence: Evidence) -> Iterator[Finding]:
    """Hold each claim of holding, taking, losing or handing over beside the maps of its place and days."""
    ground = evidence.ground
    if ground is None:
        return
    for claim in evidence.claims:
        if _checked(claim):
            status, reason = _judge(claim, evidence, ground)
            if claim.modality is Modality.HEDGED and status is NO:
                status, reason = OPEN, f"the text says that it may be so; {reason}"
            yield _finding(claim, ground, status, reason)


CHECK = CaseCheck(name="held places", kind=CheckKind.CONTROL, run=held_places)


def _checked(claim: Claim) -> bool:
    """Say whether a claim is about who has places, and not about a share, which `territory` checks."""
    shares = states_share(claim.quote) or any(figure.unit in _SHARES for figure in claim.figure_details)
    denied = claim.modality is Modality.DENIED
    return claim.kind in _KINDS and bool(_parties(claim)) and not (shares or denied)


def _parties(claim: Claim) -> tuple[str, ...]:
    """Name who is said to have the place in the end; of a loss, who had it before."""
    return claim.side_b if claim.kind == "handover" else claim.side_a


def _judge(claim: Claim, evidence: Evidence, ground: GroundRecord) -> Judged:
    document = evidence.documents.get(claim.document)
    published = None if document is None else document.published
    told = _dated(claim, published)
    if told is None:
        return OPEN, "the text does not say when"
    ways = [(place.name, _ways(place, evidence.table)) for place in claim.places]
    unknown = [name for name, towns in ways if not towns and not is_area(name, towns)]
    if len(unknown) == len(ways) and _of_some_ground(claim):
        return some_ground(claim.side_a, told.days[0], ground)
    if unknown or not ways:
        named = f"no gazetteer of this case knows {', '.join(unknown)}"
        return OPEN, named if unknown else "the text names no place"
    found = [_of_ways(told, name, towns, evidence, ground) for name, towns in ways]
    status = NO if NO in (s for s, _ in found) else OPEN if OPEN in (s for s, _ in found) else YES
    reason = next(reason for one, reason in found if one is status)
    if not told.own:
        reason += "; the text gives no day, its publication is taken"
        status = OPEN if status is NO else status
    return status, reason


def _of_some_ground(claim: Claim) -> bool:
    """Tell a legend, which speaks of "areas" and names none, from a claim on a place that nobody knows."""
    named = not claim.places or any(_SOME_GROUND.fullmatch(fold(place.name)) for place in claim.places)
    return claim.kind == "control" and named and _SOME_GROUND.search(fold(claim.quote)) is not None


def _ways(place: ClaimPlace, table: PlaceTable | None) -> Sequence[ClaimPlace]:
    """Give the places that a claim may mean: where it was placed, else all that bear the name."""
    if place.lat is not None and place.lon is not None:
        return (place,)
    if table is None:
        return ()
    towns = [nest.town for nest in nests(table.named(place.name))]
    return [replace(place, lat=town.lat, lon=town.lon, radius_km=town.radius_km) for town in towns]


def _of_ways(
    told: _Told, name: str, towns: Sequence[ClaimPlace], evidence: Evidence, ground: GroundRecord
) -> Judged:
    """Judge an area by its share, and for every town that a name may mean: said only if all agree."""
    if is_area(name, towns):
        status, reason = of_area(_parties(told.claim), name, told.days, ground)
        return (status if told.claim.kind == "control" else OPEN), reason
    found = [_of_place(told, town, evidence, ground) for town in towns]
    if len({status for status, _ in found}) == 1:
        return found[0]
    return OPEN, f"several places are called {towns[0].name}, and it fits some of them only"


def _dated(claim: Claim, published: date | None) -> _Told | None:
    if claim.date is not None and claim.date_basis is not DateBasis.NONE:
        return _Told(claim=claim, days=claim.date, own=True)
    if published is None or claim.kind != "control":
        return None  # when a place was taken, a text that came out later does not say
    return _Told(claim=claim, days=(published, published + _DAY), own=False)


def _of_place(told: _Told, place: ClaimPlace, evidence: Evidence, ground: GroundRecord) -> Judged:
    """Ask every source; what they agree on stands, of those that can tell."""
    lag = LAG_DAYS * _DAY
    before = lag if told.claim.kind == "control" else lag + _DAY  # what was so before it passed
    since, until = told.days[0] - before, told.days[1] + lag
    seen = ground.at(place.name, place.lon or 0.0, place.lat or 0.0, (since, until))
    parties = WhoIsWho(names=evidence.actors, roster=evidence.roster, day=told.days[0])
    answers: dict[str, Judged] = {}
    for source, stretches in groupby(sorted(seen, key=lambda s: (s.source, s.since)), key=lambda s: s.source):
        shown = list(stretches)
        words = {
            side: heard(shown, lambda holder, side=side: parties.same(side, holder), parties.name)
            for side in (told.claim.side_a, told.claim.side_b)
        }
        status, why = _of_source(told, words)
        answers[source] = status, f"the map of {source} {why}"
    sure = {status for status, _ in answers.values() if status is not OPEN}
    reasons = "; ".join(reason for _, reason in answers.values())
    where = f"{place.name}: {reasons or 'no map draws ground there and then'}"
    if len(sure) > 1:
        return OPEN, f"the sources differ, and none is averaged: {where}"
    return (sure.pop() if sure else OPEN), where


def _of_source(told: _Told, words: Mapping[tuple[str, ...], Sequence[Heard]]) -> Judged:
    claim = told.claim
    if claim.kind == "lose":
        return _lost(words[claim.side_a])
    if claim.kind == "control":
        return _kept(words[claim.side_a])
    if claim.kind == "handover":
        got, gave = _taken(words[claim.side_b]), _lost(words[claim.side_a])
        return got if got[0] is not YES or not claim.side_a else gave
    status, reason = _taken(words[claim.side_a])
    if claim.kind == "advance" and status is NO:
        return OPEN, f"{reason}, which an advance does not rule out"
    return status, reason


def _kept(words: Sequence[Heard]) -> Judged:
    """Judge that a party has a place over some days, and a week before and after them."""
    kinds = {one.word for one in words}
    if kinds == {Word.HAS}:
        return YES, words[0].why
    if kinds == {Word.HAS_NOT}:
        return NO, words[0].why
    return OPEN, _all(words)


def _taken(words: Sequence[Heard]) -> Judged:
    """Judge that a place passes to a party around some days, from another or from nobody."""
    return _passed(words, (Word.HAS_NOT, Word.NOBODY), Word.HAS)


def _lost(words: Sequence[Heard]) -> Judged:
    """Judge that a place passes from a party to another around some days."""
    return _passed(words, (Word.HAS,), Word.HAS_NOT)


def _passed(words: Sequence[Heard], before: tuple[Word, ...], after: Word) -> Judged:
    kinds = [one.word for one in words]
    if kinds and kinds[-1] is after and any(kind in before for kind in kinds[:-1]):
        return YES, _all(words)
    if set(kinds) == {before[0]}:
        return NO, f"{words[0].why}, and so it stays for {LAG_DAYS} days after"
    if set(kinds) == {after}:
        return NO, f"{words[0].why}, already {LAG_DAYS} days before"
    return OPEN, _all(words)


def _all(words: Sequence[Heard]) -> str:
    return ", then ".join(one.why for one in words) or "draws nothing there"


def _finding(claim: Claim, ground: GroundRecord, status: CheckStatus, reason: str) -> Finding:
    used: dict[str, Used] = {
        "kind": claim.kind,
        "days": None if claim.date is None else f"{claim.date[0]} to {claim.date[1] - _DAY}",
        "places": tuple(place.name for place in claim.places),
        "lag_days": float(LAG_DAYS),
        "parties": _parties(claim),
    }
    return Finding(
        claim=claim.id,
        check=CheckKind.CONTROL,
        status=status,
        reason=f"{claim.kind.replace('_', ' ')}: {reason}",
        document=claim.document,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        against=f"control maps of {', '.join(ground.sources)}",
        used=used,
    )
