"""The control maps of a case, source by source, and where any two of them say different things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfire.actors.holders import holder_label
from holdfire.actors.registry import Registry
from holdfire.case.contents import actors
from holdfire.case.folder import Case
from holdfire.contact.ground import by_source
from holdfire.control.agreement import Agreement, agreements
from holdfire.inquiry.war import read_spells
from holdfire.model.control import ControlSpell


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSource:
    """What one source draws: areas and place marks, its days, whom it names, how far its lines may be off.

    layers: days on which anything begins. against_interest: areas in which it concedes ground of its own
    side. error_km: the least and the largest that it states; None where it states none.
    """

    source: str
    areas: int
    points: int
    layers: int
    first: str
    last: str
    holders: tuple[str, ...]
    against_interest: int
    error_km: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlMaps:
    """All sources of a case, and each two that draw the same ground on a day; none is averaged."""

    sources: tuple[ControlSource, ...]
    agreement: tuple[Agreement, ...]


def control_maps(case: Case) -> ControlMaps:
    """List the sources of a case's control maps and compare each two of them."""
    named: dict[str, list[ControlSpell]] = {}
    spells = read_spells(case)
    for spell in spells:
        named.setdefault(spell.source, []).append(spell)
    drawn: Mapping[str, tuple[ControlSpell, ...]] = by_source(spells)
    return ControlMaps(
        sources=tuple(_source(name, named[name]) for name in sorted(named)),
        agreement=tuple(agreements(drawn, {}, holder_label(Registry(actors(case))))),
    )


def _source(name: str, spells: Sequence[ControlSpell]) -> ControlSource:
    days = sorted({spell.since for spell in spells})
    ends = [spell.until for spell in spells]
    stated = [spell.error_km for spell in spells if spell.error_km is not None]
    return ControlSource(
        source=name,
        areas=sum(bool(spell.polygons) for spell in spells),
        points=sum(spell.point is not None for spell in spells),
        layers=len(days),
        first=days[0].isoformat(),
        last="open" if None in ends else max(day for day in ends if day is not None).isoformat(),
        holders=tuple(sorted({spell.holder for spell in spells if spell.holder is not None})),
        against_interest=sum(spell.against_interest for spell in spells),
        error_km=(min(stated), max(stated)) if stated else None,
    )
