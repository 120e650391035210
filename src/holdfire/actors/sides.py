"""Side names of event data read as parties: roll-up to parents on the day, coalitions, names nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.meanings import How, Meaning, Meanings
from holdfire.actors.names import state_key
from holdfire.actors.registry import Registry
from holdfire.model.actor import CIVILIANS, MIXED
from holdfire.model.event import date_of, day_number

__all__ = ["CIVILIANS", "MIXED", "How", "SideReader", "SideReading"]

Texts: TypeAlias = NDArray[np.object_]
Days: TypeAlias = NDArray[np.int64]

ELSEWHERE = " elsewhere"  # no key of a country begins with a blank


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReading:
    """What a side name was taken for, and why.

    reading: "actor" it names the label itself; "alias" one of its other names does; "parent" it, or all its
    members, belong to the label; "known_parent" so do the members that are known; "mixed" its members
    belong to two labels, or none of several is known; "ambiguous" it may mean actors of two labels: counted
    for neither, as "mixed" is; "proposed" nobody knows it. members: labels of the known members. actors: ids
    that the name was taken for, or may mean. unknown: names nobody knows. events: rows, from first to last.
    """

    name: str
    read_as: str
    reading: How
    members: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    why: str = ""
    events: int = 0
    first: date | None = None
    last: date | None = None
    countries: tuple[str, ...] = ()


class SideReader:
    """Reads side names as labels: a party of the question, else the topmost parent on the day.

    parties: label → ids of the actors merged into it; the nearest party up the chain wins, so that a group
    can be a party beside the coalition that it belongs to. A name that stands for several actors, "X, Y, Z",
    stays one side: all its known members under one label give that label, under two give "mixed". A name that
    several actors bear is settled by the source's id, the country and the day, else it is "ambiguous".
    """

    def __init__(self, registry: Registry, parties: Mapping[str, tuple[str, ...]]) -> None:
        self._meanings = Meanings(registry, parties)
        self._told = registry.countries
        self._sourced = any(actor.ucdp_ids for actor in registry.actors)
        self._turns = np.array([day_number(day) for day in registry.turns], dtype=np.int64)

    def read(
        self, names: Texts, days: Days, countries: Texts | None = None, ids: Texts | None = None
    ) -> Texts:
        """Give the label of each name on its day (days since 1970-01-01); all arrays have one length.

        countries: where the event is; ids: the source's own ids of the side; "" for not known.
        """
        meanings, where = self.meant(names, days, countries, ids)
        return np.array([meaning.label for meaning in meanings], dtype=object)[where]

    def meant(
        self, names: Texts, days: Days, countries: Texts | None = None, ids: Texts | None = None
    ) -> tuple[tuple[Meaning, ...], Days]:
        """Give all that the names mean, and for every name the place of its meaning."""
        meanings, where, _ = self._distinct(names, days, countries, ids)
        return tuple(meaning for _, meaning in meanings), where

    def explain(
        self, names: Texts, days: Days, countries: Texts | None = None, ids: Texts | None = None
    ) -> tuple[SideReading, ...]:
        """Say what every name was taken for; one entry a name, label and reason, the most frequent first."""
        return self.told(names, days, countries, ids)[0]

    def told(
        self, names: Texts, days: Days, countries: Texts | None = None, ids: Texts | None = None
    ) -> tuple[tuple[SideReading, ...], NDArray[np.str_]]:
        """Say what every name was taken for, as `explain` does, and for each row how its name was read."""
        meanings, where, counts = self._distinct(names, days, countries, ids)
        first, last = _spans(where, days, len(meanings))
        lands = _lands(where, countries, len(meanings))
        merged: dict[tuple[str, str, str], SideReading] = {}
        for i, (name, meaning) in enumerate(meanings):
            here = replace(
                _reading(name, meaning),
                events=int(counts[i]),
                first=date_of(int(first[i])),
                last=date_of(int(last[i])),
                countries=lands[i],
            )
            key = (here.name, here.read_as, here.why)
            merged[key] = _together(merged[key], here) if key in merged else here
        readings = sorted(merged.values(), key=lambda r: (-r.events, r.name, r.read_as, r.first, r.why))
        return tuple(readings), np.array([meaning.how for _, meaning in meanings], dtype=np.str_)[where]

    def _distinct(
        self, names: Texts, days: Days, countries: Texts | None, ids: Texts | None
    ) -> tuple[list[tuple[str, Meaning]], Days, Days]:
        """Read each name once for each stretch of days, country and id that may change what it means.

        A stretch has no day on which a membership or a name begins or ends; a country counts where the
        registry limits a name to some. Gives names with their meanings, for each row the place of its
        meaning, and for each meaning its rows.
        """
        keys, _ = _coded(names)
        keys = keys * (len(self._turns) + 1) + np.searchsorted(self._turns, days, side="right")
        lands: Sequence[str] = ()
        told: Days | None = None
        if countries is not None and self._told:
            codes, lands = _coded(countries)
            lands = [_country(land, self._told) for land in lands]
            places = {land: i for i, land in enumerate(dict.fromkeys(lands))}
            told = np.array([places[land] for land in lands], dtype=np.int64)[codes]
            lands = list(places)
            keys = keys * len(places) + told
        sources: Days | None = None
        sourced: list[str] = []
        if ids is not None and self._sourced:
            sources, sourced = _coded(ids)
            keys = keys * len(sourced) + sources
        _, first, where, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        meanings = [
            (
                str(names[i]),
                self._meanings.of(
                    str(names[i]),
                    date_of(int(days[i])),
                    country=lands[told[i]] if told is not None else "",
                    source_id=sourced[sources[i]] if sources is not None else "",
                ),
            )
            for i in first.tolist()
        ]
        return meanings, where, counts


def _coded(texts: Texts) -> tuple[Days, list[str]]:
    """Number the distinct texts in the order in which they come."""
    names: list[str] = list(dict.fromkeys(texts))
    places = {name: i for i, name in enumerate(names)}
    return np.fromiter(map(places.__getitem__, texts), np.int64, len(texts)), names


def _country(name: str, told: frozenset[str]) -> str:
    """Reduce a country to its key; all to which no name is limited are one."""
    key = state_key(name) if name else ""
    return key if not key or key in told else ELSEWHERE


def _reading(name: str, meaning: Meaning) -> SideReading:
    return SideReading(
        name=name,
        read_as=meaning.label,
        reading=meaning.how,
        members=meaning.members,
        actors=meaning.actors,
        unknown=meaning.unknown,
        why=meaning.why,
    )


def _together(one: SideReading, other: SideReading) -> SideReading:
    """Count two stretches or countries of one reading as one."""
    days = [day for r in (one, other) for day in (r.first, r.last) if day is not None]
    return replace(
        one,
        events=one.events + other.events,
        first=min(days),
        last=max(days),
        countries=tuple(sorted({*one.countries, *other.countries})),
    )


def _spans(where: Days, days: Days, count: int) -> tuple[Days, Days]:
    """Find the first and the last day of each of count groups."""
    first = np.full(count, np.iinfo(np.int64).max, dtype=np.int64)
    last = np.full(count, np.iinfo(np.int64).min, dtype=np.int64)
    np.minimum.at(first, where, days)
    np.maximum.at(last, where, days)
    return first, last


def _lands(where: Days, countries: Texts | None, count: int) -> list[tuple[str, ...]]:
    """List the countries of each of count groups."""
    if countries is None:
        return [()] * count
    codes, names = _coded(countries)
    found: list[list[str]] = [[] for _ in range(count)]
    for pair in np.unique(where * len(names) + codes).tolist():
        group, code = divmod(pair, len(names))
        found[group].append(names[code])
    return [tuple(sorted(filter(None, lands))) for lands in found]
