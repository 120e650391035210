"""What a case has to show on a map: every row and claim, who is who in them, and what was looked at when."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import CIVILIANS, MIXED, SideReader
from holdfire.base.event_sides import NOBODY
from holdfire.base.events import EventColumns
from holdfire.case.folder import Case
from holdfire.contact.standing import Standing, standing
from holdfire.control.layers import close_spells
from holdfire.inquiry.reading import claims, current_inputs, registry
from holdfire.inquiry.side_names import read_sides
from holdfire.inquiry.war import counted_events, labelled_spells, read_spells
from holdfire.model.claim import Claim, ClaimStatus
from holdfire.model.control import ControlSpell
from holdfire.model.event import date_of
from holdfire.model.ids import digest

Texts = NDArray[np.object_]

MOST_PROVINCES, MOST_PLACES = 400, 500  # names, the most frequent first
EXACT = 1  # where_prec of a row whose place is the one that it names, and no centre of an area

NOT_ACTORS: Mapping[str, str] = {
    MIXED: "several sides at once",
    NOBODY: "nobody named",
    CIVILIANS: "civilians",
}
"""Labels of sides that are no one actor; they come after all actors, so that none takes a colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapActor:
    """A side as maps and lists call it. events: rows that name it, wherever and whenever."""

    label: str
    name: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one data set looked at: from the first month of which it has any event to the last.

    since, until: half-open. Outside of them nobody looked, which is not the same as no event.
    """

    dataset: str
    events: int
    countries: tuple[str, ...]
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MapName:
    """A name to write on a map, at the median position of the rows that give it; events: their number."""

    name: str
    level: Literal["adm_1", "place"]
    lon: float
    lat: float
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClaim:
    """A claim with the labels of all whom it names."""

    claim: Claim
    labels: frozenset[str]

    @property
    def placed(self) -> bool:
        """Say whether a mark can be drawn: a place with coordinates, and a date."""
        return self.claim.date is not None and any(place.lat is not None for place in self.claim.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapContent:
    """All that a map of a case may show. one, other: (rows,) label of side_a, of side_b.

    actors: the most frequent first, then whoever only holds ground or is only in claims, by name, then those
    that are no one actor; the order does not depend on what is shown, so colours can follow it. spells:
    closed, holders as labels. claims: rejected ones are left out and counted. version: changes when any of
    it does.
    """

    version: str
    events: EventColumns
    datasets: Texts
    one: Texts
    other: Texts
    actors: tuple[MapActor, ...]
    looked: tuple[Looked, ...]
    names: tuple[MapName, ...]
    spells: tuple[ControlSpell, ...]
    claims: tuple[MapClaim, ...]
    rejected: int
    counted_once: int

    @property
    def span(self) -> tuple[date, date] | None:
        """The days of all events, maps and claims, half-open; None where nothing has a date."""
        days = [d for one in self.looked for d in (one.since, one.until)]
        days += [d for spell in self.spells for d in (spell.since, spell.until) if d is not None]
        days += [d for one in self.claims if one.claim.date is not None for d in one.claim.date]
        return (min(days), max(days)) if days else None

    def standing(self, day: date) -> Standing:
        """Draw the control maps as they stand on a day."""
        return standing(self.spells, day)


def version_of(case: Case) -> str:
    """Name the state of all that a map is made from."""
    inputs = current_inputs(case)
    logged = case.logged()
    told = sorted(n for n in logged if n.startswith(("documents/", "places/")) or n == "reviews.jsonl")
    return digest(*(p for item in sorted(inputs.items()) for p in item), *(f"{n} {logged[n]}" for n in told))


def map_content(case: Case) -> MapContent:
    """Read everything that a map of a case may show."""
    version, actors = version_of(case), registry(case)
    store = counted_events(case)
    events, datasets, reader = store.columns(), store.datasets(), SideReader(actors, {})
    one, other, _ = read_sides(events, reader, [])
    drawn = read_spells(case)
    spells = close_spells(labelled_spells(drawn, reader))
    every = claims(case)
    told = [_told(c, actors) for c in every if c.status is not ClaimStatus.REJECTED]
    held = {spell.holder: raw.holder for spell, raw in zip(spells, drawn, strict=True)}
    names = {label: name for label, name in held.items() if label is not None and name is not None}
    names |= _names(actors, events, (one, other))
    return MapContent(
        version=version,
        events=events,
        datasets=datasets,
        one=one,
        other=other,
        actors=_actors((one, other), names, _beside(spells, told)),
        looked=_looked(events, datasets),
        names=(
            *_named(events, events.adm_1, level="adm_1", most=MOST_PROVINCES),
            *_named(events, events.place, level="place", most=MOST_PLACES),
        ),
        spells=spells,
        claims=tuple(told),
        rejected=len(every) - len(told),
        counted_once=len(store.counted_elsewhere()),
    )


def _told(claim: Claim, actors: Registry) -> MapClaim:
    """Name whom a claim speaks of as the events do: by their topmost parent on its day."""
    day = claim.date[0] if claim.date is not None else date.max
    ids = (*claim.side_a, *claim.side_b, *claim.against)
    labels = (actors.chain(i, day)[-1] if i in actors else i for i in ids)
    return MapClaim(claim=claim, labels=frozenset(labels))


def _beside(spells: Iterable[ControlSpell], told: Iterable[MapClaim]) -> list[str]:
    """List who may be in no event: holders of ground, then those of claims."""
    holders = sorted({spell.holder for spell in spells if spell.holder is not None})
    return [*holders, *sorted({label for one in told for label in one.labels})]


def _names(actors: Registry, events: EventColumns, sides: tuple[Texts, Texts]) -> dict[str, str]:
    """Name labels: as the registry does, else as the data do most often."""
    known = {**actors.names, **NOT_ACTORS}
    spelled: Counter[tuple[str, str]] = Counter()
    for labels, raw in zip(sides, (events.side_a, events.side_b), strict=True):
        spelled.update(zip(labels.tolist(), raw.tolist(), strict=True))
    rarest_first = sorted(spelled.items(), key=lambda item: (item[1], item[0]))
    return {**{label: name for (label, name), _ in rarest_first}, **known}


def _actors(
    sides: tuple[Texts, Texts], names: Mapping[str, str], beside: Sequence[str]
) -> tuple[MapActor, ...]:
    one, other = sides
    counted: Counter[str] = Counter(one.tolist())
    counted.update(other[other != one].tolist())
    frequent = sorted(counted, key=lambda label: (-counted[label], label))
    ordered = sorted(dict.fromkeys((*frequent, *beside)), key=lambda label: label in NOT_ACTORS)
    return tuple(
        MapActor(label=label, name=names.get(label, label), events=counted[label]) for label in ordered
    )


def _named(
    events: EventColumns, texts: Texts, *, level: Literal["adm_1", "place"], most: int
) -> Iterator[MapName]:
    """Find where names stand; a place is named by rows alone that lie exactly there, if the data say so."""
    exact = (events.where_prec == EXACT) | (not events.where_prec.any())
    usable = (texts != "") & ~np.isnan(events.lon) & (exact if level == "place" else True)
    rows = np.flatnonzero(usable)
    found, where, times = np.unique(texts[rows].astype(str), return_inverse=True, return_counts=True)
    starts = np.searchsorted(np.sort(where), np.arange(len(found) + 1))
    of_name = rows[np.argsort(where, kind="stable")]
    for n in sorted(range(len(found)), key=lambda n: (-times[n], found[n]))[:most]:
        mine = of_name[starts[n] : starts[n + 1]]
        lon, lat = float(np.median(events.lon[mine])), float(np.median(events.lat[mine]))
        yield MapName(name=str(found[n]), level=level, lon=lon, lat=lat, events=int(times[n]))


def _looked(events: EventColumns, datasets: Texts) -> tuple[Looked, ...]:
    return tuple(_looked_at(events, name, datasets == name) for name in sorted(set(datasets.tolist())))


def _looked_at(events: EventColumns, name: str, mine: NDArray[np.bool_]) -> Looked:
    days = events.day[mine]
    first, last = date_of(int(days.min())), date_of(int(days.max()))
    month = last.year * 12 + last.month
    return Looked(
        dataset=name,
        events=int(mine.sum()),
        countries=tuple(sorted({c for c in events.country[mine].tolist() if c})),
        since=first.replace(day=1),
        until=date(month // 12, month % 12 + 1, 1),
    )
