"""How texts state tolls: how many were killed, or how often something was struck, where and when.

"They clashed near X on Monday. 32 people were killed." tells its day and place a sentence before: both are
taken from there, unless the number adds up more than that one event.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

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
Days: TypeAlias = tuple[date, date] | None
Setting: TypeAlias = tuple[Days, tuple[Site, ...]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Earlier:
    """What the sentence before tells and the toll's own does not, and the last claim made there."""

    days: Days
    sites: tuple[Site, ...]
    claim: str | None


def tolls(told: Told) -> Iterator[Toll]:
    """Find the tolls of a text, in its order."""
    before: tuple[Span, Names] | None = None
    for sentence, names in told.parts():
        found = [f for f in names.figures if f.unit == "strikes" or _is_toll(names.folded, f, sentence)]
        if found:
            apart = before is None or _IN_SUM.search(names.folded, sentence.start, sentence.end) is not None
            setting = _days(told, names), _sites(told, sentence, names)
            earlier = None if before is None or apart else _before(told, sentence, before, setting)
            yield from (_toll(told, figure, setting, earlier) for figure in found)
        before = sentence, names


def _before(told: Told, sentence: Span, before: tuple[Span, Names], own: Setting) -> _Earlier | None:
    """Read what a sentence lacks from the one before it in its paragraph, and the claim made there."""
    earlier, names = before
    if any(earlier.end <= at <= sentence.start for at in told.names.breaks):
        return None
    claims = [claim.id for claim in told.claims if earlier.start <= claim.start < earlier.end]
    return _Earlier(
        days=None if own[0] is not None else _days(told, names),
        sites=() if own[1] else _sites(told, earlier, names),
        claim=claims[-1] if claims else None,
    )


def _toll(told: Told, figure: ClaimFigure, own: Setting, earlier: _Earlier | None) -> Toll:
    days = _of_claim(told, figure) or own[0]
    toll = Toll(figure=figure, strikes=figure.unit == "strikes", days=days, sites=own[1])
    lacking = [] if earlier is None else [("when", not days and earlier.days), ("where", earlier.sites)]
    carried = " and ".join(word for word, found in lacking if found)
    if earlier is None or not carried:
        return toll
    return replace(
        toll,
        days=days or earlier.days,
        sites=own[1] or earlier.sites,
        carried=carried,
        claim=earlier.claim,
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
