"""Where and when a claim of fighting is looked for in the data: as it says, or as its text goes before it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.checks.evidence import Evidence
from holdfire.checks.scenes import REACH_BACK, USUAL_KM, days_of
from holdfire.checks.sides import FIGHTS
from holdfire.lexicon.normal import fold
from holdfire.model.claim import Claim, ClaimPlace, Modality
from holdfire.model.event import day_number

LOOK_BACK = 31  # days before its report in which a "so far" without a day is looked for
MOST_PLACED = 2  # claims before it from which a claim without a place of its own takes places
CHECKED = FIGHTS | {"one_sided", "no_clash"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A claim with days [since, until) and places to look at; assumed: what its own words don't give.

    places: located ones only; empty where nothing in the text before it is located. since is None where
    neither the claim nor its document has a day.
    """

    claim: Claim
    since: int | None
    until: int | None
    places: tuple[ClaimPlace, ...]
    assumed: tuple[str, ...] = ()

    @property
    def says_no(self) -> bool:
        """Say whether it is about fighting that did not happen."""
        return self.claim.kind == "no_clash"

    @property
    def radius_km(self) -> float:
        """Give the largest radius around its places."""
        return max((reach(place) for place in self.places), default=0.0)


def reach(place: ClaimPlace) -> float:
    """Give the radius around a place in which its events are looked for, in km."""
    return max(USUAL_KM, place.radius_km or 0.0)


def settings_of(evidence: Evidence) -> Iterator[Setting]:
    """Give the claims that events can be held against.

    What says that there was fighting must name a day and a located place itself. What says that there was
    none mostly names neither ("in this area", "until now"): these are taken from the text before it.
    """
    texts: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in evidence.claims:
        texts[claim.document].append(claim)
    for document, claims in texts.items():
        claims.sort(key=lambda claim: (claim.start, claim.id))
        published = evidence.documents[document].published if document in evidence.documents else None
        for claim in claims:
            if claim.kind not in CHECKED or claim.modality is Modality.DENIED:
                continue
            own = Setting(claim=claim, since=None, until=None, places=_located(claim))
            if (days := days_of(claim)) is not None:
                own = Setting(claim=claim, since=days[0], until=days[1], places=own.places)
            if own.says_no:
                yield _filled(own, claims, None if published is None else day_number(published))
            elif own.places and own.since is not None:
                yield own


def _in_own_words(setting: Setting) -> bool:
    """Say whether a place stands in the words of the claim and was not carried over to it ("this area")."""
    quote = fold(setting.claim.quote)
    return any(fold(place.name) in quote for place in setting.places)


def _located(claim: Claim) -> tuple[ClaimPlace, ...]:
    return tuple(place for place in claim.places if place.lat is not None and place.lon is not None)


def _filled(own: Setting, claims: Sequence[Claim], published: int | None) -> Setting:
    """Take the day and the place that a claim lacks from the nearest claim before it that has them."""
    before = claims[: bisect_right(claims, own.claim.start, key=lambda claim: claim.start) - 1][::-1]
    places, since, until, assumed = own.places, own.since, own.until, list[str]()
    if not _in_own_words(own):
        placed = [found for claim in before if (found := _located(claim))][:MOST_PLACED]
        places = tuple(dict.fromkeys((*places, *(place for found in placed for place in found))))
        if places:
            assumed.append("its own words name no place, these are named before it")
    if since is None and published is not None:
        until = published + 1
        days = (days_of(claim) for claim in before)
        since = next((d[0] for d in days if d is not None and 0 <= published - d[0] <= REACH_BACK), None)
        known = since is not None
        since = since if since is not None else published - LOOK_BACK
        how = "the day named before it" if known else f"{LOOK_BACK} days before the report"
        assumed.append(f"the time is from {how} to the report")
    return Setting(claim=own.claim, since=since, until=until, places=places, assumed=tuple(assumed))
