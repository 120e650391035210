"""Rows and maps to `Fronts`: how often each dyad clashed, and how much contact it had."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.sides import MIXED
from holdfire.contact.exposure import NOBODY, Bools, Contact, Floats, Ints, Roster, Rows
from holdfire.contact.regions import Regions, provinces_named, regions_of
from holdfire.forms.samples import Fronts, Visibility
from holdfire.forms.silent_front_report import LEAST_IN_WAR
from holdfire.inquiry.areas import cells_inside, lattice
from holdfire.inquiry.builders.measuring import measure
from holdfire.inquiry.builders.rough import scatter
from holdfire.inquiry.builders.rows import WarRows, dyad_counts, provinces
from holdfire.inquiry.war import War
from holdfire.model.actor import Dyad
from holdfire.model.event import day_number

WHERE_PREC_MAX = 2  # known to about 25 km: what a region or a front of a map can still be told from


def build_fronts(war: War, *, where_prec_max: int = WHERE_PREC_MAX) -> Fronts:
    """Count the clashes of every dyad and measure its contact: by region, in the asked area, in all.

    Clashes are rows of types 1 and 2 with a place known to where_prec_max or better (where the data say so),
    dated by their first day. Contact comes from the control map that covers most of the asked days; without
    one from co-presence. Definitions: methods, T1a.
    """
    of = WarRows.of(war, where_prec_max=where_prec_max)
    roster, eligible = _roster(of)
    one, other = (_codes(roster, labels) for labels in (of.war.one, of.war.other))
    rows = _rows(of, one, other)
    of_clash = np.where(of.clash, roster.dyad_of(one, other), -1)
    dyad = np.where(of.precise, of_clash, -1)
    measured = measure(of, rows, roster)
    contact, regions = measured.contact, _regions(of)
    region_of_piece = regions.at(contact.x, contact.y)
    rough = scatter(of, of_clash, regions)
    every = (regions.of_rows, region_of_piece, rough.regions.ravel())
    names, both = np.unique(np.concatenate(every).astype(str), return_inverse=True)
    counted = _Counted(dyads=len(roster.pairs), regions=len(names))
    asked_now = of.now & of.war.inside
    asked_piece = cells_inside(of.war.area, of.placed, contact.x, contact.y)
    row_region, piece_region, _ = np.split(both, [len(rows), len(rows) + len(contact.x)])
    clashes = counted.rows(dyad, row_region, of.now)
    exposure = counted.amounts(contact, piece_region, np.ones(len(contact.x), dtype=np.bool_))
    area_clashes = counted.rows(dyad, row_region, asked_now)
    area_exposure = counted.amounts(contact, piece_region, asked_piece)
    return Fronts(
        actors=roster.names,
        sides=roster.pairs,
        eligible=eligible,
        regions=tuple(names.tolist()),
        clashes=clashes,
        exposure=exposure,
        asked_clashes=area_clashes.sum(axis=1),
        asked_exposure=area_exposure.sum(axis=1),
        wide_clashes=clashes.sum(axis=1),
        wide_exposure=exposure.sum(axis=1),
        one_region=_one_region(of, regions),
        uncovered=counted.rows(dyad, row_region, asked_now & ~contact.covered).sum(axis=1),
        days=len(of.days),
        basis=measured.basis,
        visibility=visibility(of),
        area_clashes=area_clashes,
        area_exposure=area_exposure,
        against=roster.names.index(war.c) if war.c in roster.names else None,
        rough=rough.by_region(names),
        caveats=(*measured.caveats, *of.caveats, *_caveats(of, where_prec_max)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Sums by dyad and region."""

    dyads: int
    regions: int

    def rows(self, dyad: Ints, region: Ints, chosen: Bools) -> Ints:
        """Count the chosen rows of each dyad in each region: (dyads, regions)."""
        mine = chosen & (dyad >= 0)
        cell = dyad[mine] * self.regions + region[mine]
        return np.bincount(cell, minlength=self.dyads * self.regions).reshape(self.dyads, self.regions)

    def amounts(self, contact: Contact, region: Ints, chosen: Bools) -> Floats:
        """Add up the chosen pieces of contact: (dyads, regions)."""
        cell = contact.dyad[chosen] * self.regions + region[chosen]
        total = np.bincount(cell, contact.amount[chosen], minlength=self.dyads * self.regions)
        return total.astype(np.float64).reshape(self.dyads, self.regions)


def _roster(of: WarRows) -> tuple[Roster, Bools]:
    """List the dyads that ever clash in the country, A–B first; mark those that can be references."""
    war, chosen = of.war, of.clash & of.precise
    counts = dyad_counts(war, chosen)
    asked = Dyad(war.a, war.b)
    dyads = [asked, *sorted(dyad for dyad in counts if dyad != asked)]
    names = tuple(sorted({name for dyad in dyads for name in (dyad.first, dyad.second)}))
    code = {name: number for number, name in enumerate(names)}
    pairs = [(code[war.a], code[war.b]), *((code[d.first], code[d.second]) for d in dyads[1:])]
    # The bar that A–B itself must pass to be visible. A higher one would leave only lively dyads to compare
    # with; none at all would take allies in, who never fight.
    eligible = np.array([counts[dyad] >= LEAST_IN_WAR for dyad in dyads], dtype=np.bool_)
    return Roster(names=names, pairs=np.array(pairs, dtype=np.int64)), eligible


def _codes(roster: Roster, labels: NDArray[np.object_]) -> Ints:
    """Number the actors of one side of the rows."""
    code = {name: number for number, name in enumerate(roster.names)}
    return np.array([code.get(name, NOBODY) for name in labels.tolist()], dtype=np.int64)


def _rows(of: WarRows, one: Ints, other: Ints) -> Rows:
    """Take the rows as places, days and sides; a row whose place is not known well enough shows nobody."""
    return Rows(
        x=of.placed.x,
        y=of.placed.y,
        day=of.placed.events.day,
        one=np.where(of.precise, one, NOBODY),
        other=np.where(of.precise, other, NOBODY),
    )


def _regions(of: WarRows) -> Regions:
    events = of.placed.events
    names = provinces(events, several=len(set(events.country.tolist())) > 1)
    return regions_of(of.placed.x, of.placed.y, names, by_province=provinces_named(events.adm_1))


def _one_region(of: WarRows, regions: Regions) -> bool:
    """Say whether the asked area lies inside one region."""
    names = set(regions.of_rows[of.war.inside].tolist())
    if (positions := lattice(of.war.area)) is not None:
        x, y = of.placed.projection.forward(*positions)
        here = np.isfinite(x) & np.isfinite(y)  # the far side of the earth has no place on this plane
        names |= set(regions.at(x[here], y[here]).tolist())
    return len(names) == 1


def visibility(of: WarRows) -> Visibility:
    """Count what shows that the source could have seen A–B clashes: rows at any precision."""
    war, day = of.war, of.war.events.day
    mine = of.clash & war.between(war.a, war.b)
    before = (day >= day_number(_years_on(war.period.since, -1))) & (day < of.days.first)
    after = (day >= of.days.end) & (day < day_number(_years_on(war.period.until, 1)))
    return Visibility(
        in_war=int(mine.sum()),
        within_year=int((mine & (before | after)).sum()),
        of_region=int((of.now & war.inside).sum()),
        coded=bool(mine.any()) or all(_opponents(of, party) > 1 for party in (war.a, war.b)),
    )


def _opponents(of: WarRows, party: str) -> int:
    """Count whom a party ever clashes with; a name used against one opponent only can meet no other."""
    war = of.war
    against = {
        *war.other[of.clash & (war.one == party)].tolist(),
        *war.one[of.clash & (war.other == party)].tolist(),
    }
    return len(against)


def _years_on(day: date, years: int) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, 3, 1) if leap_day else day.replace(year=day.year + years)


def _caveats(of: WarRows, where_prec_max: int) -> tuple[str, ...]:
    """Say which rows of the asked area and period don't count, and what the data leave open."""
    said: list[str] = []
    asked = of.now & of.war.inside
    coarse = asked & of.clash & ~of.precise
    if coarse.any():
        own = int((coarse & of.war.between(of.war.a, of.war.b)).sum())
        said.append(
            f"{coarse.sum()} clashes of the asked area and period, {own} of the alleged pair among them, "
            "are not in the counts: their place is known to a district at best "
            f"(where_prec {where_prec_max + 1} or worse); spread at random, they are tried beside them."
        )
    if not of.war.events.where_prec.any():
        said.append("The data don't say how exactly places are known; every row is counted.")
    if mixed := int((asked & ((of.war.one == MIXED) | (of.war.other == MIXED))).sum()):
        said.append(f"{mixed} rows with a side of several parties are counted for none of them.")
    return tuple(said)
