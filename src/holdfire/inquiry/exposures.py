"""How much contact two actors had: the front between them day by day, by each source; else co-presence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.contact.borders import borders
from holdfire.contact.copresence import Reach, co_presence
from holdfire.contact.exposure import NOBODY, Days, Ints, Roster, Rows
from holdfire.contact.ground import mapped_days
from holdfire.contact.holdings import Ground, holds
from holdfire.errors import QuestionError
from holdfire.inquiry.areas import cells_inside
from holdfire.inquiry.builders.rows import WarRows
from holdfire.inquiry.mapped import Mapped, iso, mapped, outline
from holdfire.inquiry.war import load_war
from holdfire.model.allegation import Area, AreaKind, Period, Triple
from holdfire.model.control import ControlSpell
from holdfire.model.event import date_of

PIECE_KM = 0.5  # a border is cut so fine where it is asked which part of it lies in an area
SAME_KM = 1e-6
EVERYWHERE = Area(kind=AreaKind.BOX, name="all mapped ground", asked="", box=(-180.0, -90.0, 180.0, 90.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedExposure:
    """What is asked: of which two (several names are one party), where, from when until when."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    area: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDays:
    """The front over the days [since, until), on which no border moves: its length on each of them, km."""

    since: str
    until: str
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFront:
    """The front by the map of one source. days: asked days that it draws; km_days: over these.

    error_km: the largest that it states for a line; None where it states none.
    """

    source: str
    days: int
    km_days: float
    error_km: float | None
    fronts: tuple[FrontDays, ...]

    @property
    def mean_km(self) -> float | None:
        """Give the mean length on a day with a map."""
        return self.km_days / self.days if self.days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureValue:
    """A sum as answers give it: unit, value and what it was measured from."""

    unit: Literal["km-days", "cell-days", "none"]
    value: float | None
    basis: Literal["control map", "co-presence", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The contact of two actors in an area over [since, until).

    exposure: of the source that draws most of the days; sources: each of them, none averaged.
    """

    a: str
    b: str
    area: str
    since: str
    until: str
    exposure: ExposureValue
    sources: tuple[SourceFront, ...]
    notes: tuple[str, ...] = ()


def exposure(case: Case, wanted: WantedExposure) -> Contact:
    """Measure the contact of two actors: km-days of front by each map, co-presence where no map has a day.

    Raises
    ------
    QuestionError
        Where both are one actor, the period has no day, or neither map nor events reach it.
    """
    of = mapped(case, (wanted.a, wanted.b), wanted.source)
    if of.parties[0] == of.parties[1]:
        raise QuestionError(f"{of.name(of.parties[0])} has no front with itself; give two actors")
    days = of.days(wanted.since, wanted.until)
    area, within = (EVERYWHERE, None) if wanted.area is None else outline(case, wanted.area)
    found = [_front(source, spells, of, days, within) for source, spells in of.maps.items()]
    sources = tuple(sorted((one for one in found if one.days), key=lambda one: (-one.days, one.source)))
    value, notes = _of_maps(sources, days) if sources else _co_presence(case, of, area, days)
    return Contact(
        a=of.name(of.parties[0]),
        b=of.name(of.parties[1]),
        area=area.name,
        since=iso(days.first),
        until=iso(days.end),
        exposure=value,
        sources=sources,
        notes=notes,
    )


def _front(
    source: str, spells: tuple[ControlSpell, ...], of: Mapped, days: Days, within: Ground | None
) -> SourceFront:
    codes = {party: number for number, party in enumerate(of.parties)}
    fronts: list[FrontDays] = []
    total = 0.0
    for part in borders(spells, codes, days, step_km=None if within is None else PIECE_KM):
        inside = (
            np.ones(len(part.km), dtype=np.bool_) if within is None else holds(within, part.lon, part.lat)
        )
        km = float(part.km[inside].sum())
        total += km * len(part.days)
        fronts.append(FrontDays(since=iso(part.days.first), until=iso(part.days.end), km=km))
        if len(fronts) > 1 and _continued(*fronts[-2:]):
            fronts[-2:] = [replace(fronts[-2], until=fronts[-1].until)]
    errors = [spell.error_km for spell in spells if spell.error_km is not None]
    return SourceFront(
        source=source,
        days=mapped_days(spells, days),
        km_days=total,
        error_km=max(errors, default=None),
        fronts=tuple(fronts),
    )


def _continued(before: FrontDays, after: FrontDays) -> bool:
    """Say whether nothing changed for these two, though something did elsewhere."""
    return before.until == after.since and abs(before.km - after.km) < SAME_KM


def _of_maps(sources: tuple[SourceFront, ...], days: Days) -> tuple[ExposureValue, tuple[str, ...]]:
    best = sources[0]
    notes: list[str] = []
    if best.days < len(days):
        notes.append(
            f"the map of {best.source} draws {best.days:,} of {len(days):,} days; the rest is not known"
        )
    if len(sources) > 1:
        notes.append(f"the sum is that of {best.source}, which draws most days; the others stand beside it")
    if best.error_km is None:
        notes.append(f"{best.source} does not say how far its lines may be off")
    return ExposureValue(unit="km-days", value=best.km_days, basis="control map"), tuple(notes)


def _co_presence(case: Case, of: Mapped, area: Area, days: Days) -> tuple[ExposureValue, tuple[str, ...]]:
    """Count cell-days on which both are seen near each other in events, other than those between them."""
    nothing = "no control map draws ground on these days"
    if not event_tables(case):
        return (
            ExposureValue(unit="none", value=None, basis="none"),
            (f"{nothing}, and the case has no events",),
        )
    triple = Triple(a=tuple(of.parties[0].split("+")), b=tuple(of.parties[1].split("+")))
    period = Period(since=date_of(days.first), until=date_of(days.end))
    rows = WarRows.of(load_war(case, triple, area, period), where_prec_max=2)
    roster = Roster(names=(rows.war.a, rows.war.b), pairs=np.array([[0, 1]]))
    seen = Rows(
        x=rows.placed.x,
        y=rows.placed.y,
        day=rows.placed.events.day,
        one=_codes(rows, rows.war.one),
        other=_codes(rows, rows.war.other),
    )
    reach = Reach()
    contact = co_presence(seen, roster, rows.days, reach)
    inside = cells_inside(area, rows.placed, contact.x, contact.y)
    said = (
        f"{nothing}: cells of {reach.square_km:g} km and days on which both are seen in events other than "
        f"their own fights, within {reach.km:g} km and {reach.days} days; weaker than a front"
    )
    value = float(contact.amount[inside].sum())
    return ExposureValue(unit="cell-days", value=value, basis="co-presence"), (said,)


def _codes(rows: WarRows, labels: np.ndarray) -> Ints:
    """Number the two actors on one side of the rows; a row that is placed too roughly shows nobody."""
    codes = np.full(len(labels), NOBODY, dtype=np.int64)
    for number, name in enumerate((rows.war.a, rows.war.b)):
        codes[(labels == name) & rows.precise] = number
    return codes
