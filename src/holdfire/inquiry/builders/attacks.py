"""Rows to `Attacks`: when and where A and C, and B and C, were in engagements."""

from dataclasses import fields, replace

import numpy as np

from holdfire.base.events import EventColumns
from holdfire.contact.exposure import Bools, Ints
from holdfire.contact.grid import projection_for
from holdfire.contact.regions import provinces_named, regions_of
from holdfire.errors import QuestionError
from holdfire.forms.samples import Attacks, Hits
from holdfire.inquiry.builders.alike import EXACT_KM, alike_hits
from holdfire.inquiry.builders.rows import (
    asked_days,
    fought,
    near_border,
    of_touched_countries,
    on_the_map,
    provinces,
    take_rows,
)
from holdfire.inquiry.war import War

MARGIN_DAYS = 28  # hits so far outside the period go along; the form cuts them to what its shoulders need
SPANS = np.array([0, 0, 5, 6, 30, 364])  # days that UCDP's date_prec 1 to 5 leaves open; 0 = not given

PairOfLabels = tuple[str, str]


def build_attacks(war: War) -> Attacks:
    """Take A's and B's engagements with C in the asked area, from 28 days before the period to 28 after.

    Day 0 is the first asked day; distances are true around the middle of the rows taken. Regions are adm_1
    where 95 % of the country's rows have one, else squares of 100 km.

    Raises
    ------
    QuestionError
        Where nobody is named against whom A and B are said to act.
    """
    if not war.c:
        raise QuestionError("concerted-attack asks whom A and B are said to act against; give --against")
    war, away = on_the_map(of_touched_countries(war))
    attacks = _attacks(war, war.inside, (war.a, war.c), (war.b, war.c))
    return replace(attacks, caveats=(*attacks.caveats, *away, *near_border(war)))


def build_pair_attacks(war: War, one: PairOfLabels, two: PairOfLabels) -> Attacks:
    """Take the engagements of two dyads anywhere in the question's countries: the sample of a placebo."""
    war, _ = on_the_map(of_touched_countries(war))
    return _attacks(war, np.ones(len(war.events), dtype=np.bool_), one, two)


def _attacks(war: War, where: Bools, one: PairOfLabels, two: PairOfLabels) -> Attacks:
    days = asked_days(war)
    timely = (war.events.day >= days.first - MARGIN_DAYS) & (war.events.day < days.end + MARGIN_DAYS)
    near = take_rows(war, np.flatnonzero(where & timely))
    chosen = [np.flatnonzero(fought(near.events.kind) & near.between(*dyad)) for dyad in (one, two)]
    hits = near.events.take(np.concatenate(chosen))
    x, y = projection_for(hits.lon, hits.lat).forward(hits.lon, hits.lat)
    both = Hits(
        x=x,
        y=y,
        day=hits.day - days.first,
        span_days=_span_days(hits),
        radius_km=np.where(np.isnan(hits.radius_km), EXACT_KM, hits.radius_km),
        region=_region_ids(war, hits),
    )
    split = len(chosen[0])
    return Attacks(
        a=_part(both, slice(None, split)),
        b=_part(both, slice(split, None)),
        days=len(days),
        directed=False,
        alike=alike_hits(both, split, (hits.low, hits.best, hits.high), hits.sources.astype(str)),
        caveats=_caveats(hits),
    )


def _part(hits: Hits, rows: slice) -> Hits:
    return Hits(**{field.name: getattr(hits, field.name)[rows] for field in fields(Hits)})


def _span_days(hits: EventColumns) -> Ints:
    """Say how many days a date may be off: from first to last day, else what the precision code allows."""
    coded = SPANS[np.clip(hits.date_prec, 0, len(SPANS) - 1)]
    stated = hits.end_day - hits.day
    return np.where(stated > 0, stated, coded)


def _region_ids(war: War, hits: EventColumns) -> Ints:
    """Number the regions of hits; squares of 100 km have their origin amid the rows of the whole country."""
    x, y = projection_for(war.events.lon, war.events.lat).forward(hits.lon, hits.lat)
    several = len(set(war.events.country.tolist())) > 1
    by_province = provinces_named(war.events.adm_1)
    regions = regions_of(x, y, provinces(hits, several=several), by_province=by_province)
    _, ids = np.unique(regions.of_rows.astype(str), return_inverse=True)
    return ids.astype(np.int64)


def _caveats(hits: EventColumns) -> tuple[str, ...]:
    """Say what the data leave open about places and dates."""
    said: list[str] = []
    if places := int(np.count_nonzero(np.isnan(hits.radius_km))):
        said.append(
            f"For {places:,} of {len(hits):,} engagements the data don't say how exactly the place is known; "
            f"they are taken as exact to {EXACT_KM:g} km."
        )
    if dates := int(np.count_nonzero((hits.date_prec == 0) & (hits.end_day == hits.day))):
        said.append(
            f"For {dates:,} of {len(hits):,} engagements the data don't say how exactly the date is known; "
            "they are taken as exact to the day."
        )
    return tuple(said)
