"""How texts state tolls: how many were killed, or how often something was struck, where and when.

"They clashed near X on Monday. 32 people were killed." tells its day and place a sentence before: both are
taken from there, unless the number adds up more than that one event.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfire.checks.evidence import Told
from holdfire.checks.sites import Site, marked
from holdfire.lexicon import Names
from holdfire.lexicon.dates import Bound
from holdfire.model.claim import ClaimFigure, DateBasis
from holdfire.model.span import Span

_LONGEST = 366  # days
_KILLED_AFTER = re.compile(
    r"(?: (?:have|had|has|were|was|are|been|being|reportedly|allegedly|also|dead or)){0,4} "
    r"(?:killed|died|dead|slain|lost their lives|perished)\b"
)
_KILLED_BEFORE = re.compile(
    r"\b(?:killed|killing|kills|deaths? of|death toll(?: of| at| to)?|claimed(?: the lives of)?|slew) "
    r"(?:(?:at least|another|a further|the|some) ){0,2}$"
)
_BEINGS = frozenset(("people", "soldiers", "fighters", "police", "officers", "prisoners", "hostages"))
_IN_SUM = re.compile(
    r"\b(?:in all|so far|since|altogether|in total|a total|overall|this year|this month|to date|until now"
    r"|every|each|per|across the country|countrywide|nationwide|elsewhere|other)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of deaths or strikes that a sentence states, with its days [since, until) and its place.

    carried: what is taken from the sentence before ("when", "where", "when and where"), and then the claim
    that is made there.
    """

    figure: ClaimFigure
    strikes: bool
    days: tuple[date, date] | None
    sites: tuple[Site, ...]
    carried: str = ""
    claim: str | None = None

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return Span(start=self.figure.start, end=self.figure.end)


def tolls(told: Told) -> Iterator[Toll]:
    """Find the tolls of a text, in its order."""
    before: tuple[Span, Names] | None = None
    for sentence, names in told.parts():
        for figure in names.figures:
            strikes = figure.unit == "strikes"
            if strikes or _is_toll(names.folded, figure, sentence):
                own = Toll(
                    figure=figure,
                    strikes=strikes,
                    days=_of_claim(told, figure) or _days(told, names),
                    sites=_sites(told, sentence, names),
                )
                summed = _IN_SUM.search(names.folded, sentence.start, sentence.end) is not None
                yield own if before is None or summed else _carried(told, own, sentence, before)
        before = sentence, names


def _carried(told: Told, own: Toll, sentence: Span, before: tuple[Span, Names]) -> Toll:
    """Take the day and the place that a sentence lacks from the one before it in its paragraph."""
    earlier, names = before
    if any(earlier.end <= at <= sentence.start for at in told.names.breaks):
        return own
    days = None if own.days is not None else _days(told, names)
    sites = () if own.sites else _sites(told, earlier, names)
    carried = " and ".join(word for word, found in (("when", days), ("where", sites)) if found)
    if not carried:
        return own
    claims = [claim.id for claim in told.claims if earlier.start <= claim.start < earlier.end]
    return replace(
        own,
        days=own.days or days,
        sites=own.sites or sites,
        carried=carried,
        claim=claims[-1] if claims else None,
    )


def _is_toll(folded: str, figure: ClaimFigure, sentence: Span) -> bool:
    if figure.unit == "killed":
        return True
    return figure.unit in _BEINGS and (
        _KILLED_AFTER.match(folded, figure.end, sentence.end) is not None
        or _KILLED_BEFORE.search(folded, max(sentence.start, figure.start - 40), figure.start) is not None
    )


def _of_claim(told: Told, figure: ClaimFigure) -> tuple[date, date] | None:
    """Take the days of the claim around a number, where its text gives them."""
    claim = told.claim_at(Span(start=figure.start, end=figure.end))
    return None if claim is None or claim.date_basis is DateBasis.DOCUMENT else claim.date


def _days(told: Told, names: Names) -> tuple[date, date] | None:
    """Take the one date of a sentence."""
    days = [d for d in names.dates if not d.said and (d.until - d.since).days <= _LONGEST]
    if len(days) != 1:
        return None
    (day,) = days
    if day.bound is Bound.SINCE and told.document.published is not None:
        return day.since, told.document.published + timedelta(days=1)
    return (day.since, day.until) if day.bound is Bound.AT else None


def _sites(told: Told, sentence: Span, names: Names) -> tuple[Site, ...]:
    """List the places that the grammar or a table takes for places; a country only where it is alone."""
    seen = marked(told, sentence, names)
    ends = {place.end for place in names.places}
    found = tuple(site for site in seen.sites.values() if site.end in ends)
    narrower = tuple(site for site in found if any(way.level != "country" for way in site.ways))
    return narrower or found
