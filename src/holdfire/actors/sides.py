"""Side names of event data read as parties: roll-up to parents on the day, coalitions, names nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.registry import Registry, fold_name
from holdfire.errors import RegistryError
from holdfire.model.ids import slug

Texts: TypeAlias = NDArray[np.object_]
Days: TypeAlias = NDArray[np.int64]
How: TypeAlias = Literal["actor", "parent", "known_parent", "mixed", "proposed"]

MIXED, CIVILIANS = "mixed", "civilians"
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReading:
    """What a side name was taken for, and why.

    reading: "actor" it names the label itself; "parent" it, or all its members, belong to the label;
    "known_parent" so do the members that are known; "mixed" its members belong to two labels, or none of
    several is known: counted for neither; "proposed" nobody knows it. members: labels of the known members.
    unknown: names nobody knows. events: rows.
    """

    name: str
    read_as: str
    reading: How
    members: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    events: int = 0


class SideReader:
    """Reads side names as labels: a party of the question, else the topmost parent on the day.

    parties: label → ids of the actors merged into it; the nearest party up the chain wins, so that a group
    can be a party beside the coalition that it belongs to. A name that stands for several actors, "X, Y, Z",
    stays one side: all its known members under one label give that label, under two give "mixed".
    """

    def __init__(self, registry: Registry, parties: Mapping[str, tuple[str, ...]]) -> None:
        self._registry = registry
        self._parties = {actor: label for label, actors in parties.items() for actor in actors}
        if len(self._parties) != sum(map(len, parties.values())):
            raise RegistryError("one actor stands in two parties; a party is a set of actors of its own")
        self._turns = np.array([day.toordinal() - EPOCH for day in registry.turns], dtype=np.int64)

    def read(self, names: Texts, days: Days) -> Texts:
        """Give the label of each name on its day (days since 1970-01-01); all arrays have one length."""
        readings, where, _ = self._distinct(names, days)
        labels = np.array([reading.read_as for reading in readings], dtype=object)
        return labels[where] if len(readings) else np.empty(0, dtype=object)

    def explain(self, names: Texts, days: Days) -> tuple[SideReading, ...]:
        """Say what every name was taken for; one entry a name and label, the most frequent first."""
        merged: dict[tuple[str, str], SideReading] = {}
        readings, _, counts = self._distinct(names, days)
        for reading, events in zip(readings, counts.tolist(), strict=True):
            key = (reading.name, reading.read_as)
            before = merged[key].events if key in merged else 0
            merged[key] = replace(reading, events=before + events)
        return tuple(sorted(merged.values(), key=lambda r: (-r.events, r.name, r.read_as)))

    def _distinct(self, names: Texts, days: Days) -> tuple[list[SideReading], Days, Days]:
        """Read each name once for each stretch of days in which no membership begins or ends.

        Gives the readings, for each row the place of its reading, and for each reading its rows.
        """
        places: dict[str, int] = {}
        codes = np.fromiter((places.setdefault(n, len(places)) for n in names), np.int64, len(names))
        stretches = np.searchsorted(self._turns, days, side="right")
        keys = codes * (len(self._turns) + 1) + stretches
        _, first, where, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
        readings = [self._reading(str(names[i]), date.fromordinal(EPOCH + int(days[i]))) for i in first]
        return readings, where, counts

    def _reading(self, name: str, day: date) -> SideReading:
        whole = self._label(name, day)
        if whole is not None:
            label, own = whole
            return SideReading(
                name=name, read_as=label, reading="actor" if own else "parent", members=(label,)
            )
        parts = [part.strip() for part in name.split(",") if part.strip()]
        if len(parts) < 2:
            return SideReading(name=name, read_as=slug(name), reading="proposed", unknown=(name,))
        return self._coalition(name, parts, day)

    def _coalition(self, name: str, parts: list[str], day: date) -> SideReading:
        found = [(part, self._label(part, day)) for part in parts]
        unknown = tuple(part for part, label in found if label is None)
        members = tuple(dict.fromkeys(label[0] for _, label in found if label is not None))
        if len(members) == 1:
            how: How = "known_parent" if unknown else "parent"
            return SideReading(name=name, read_as=members[0], reading=how, members=members, unknown=unknown)
        # nobody known: they are two or more actors, each its own parent
        return SideReading(name=name, read_as=MIXED, reading="mixed", members=members, unknown=unknown)

    def _label(self, name: str, day: date) -> tuple[str, bool] | None:
        """Give the label of one name and whether the name is the label's own; None where nobody knows it."""
        actor = self._registry.of_side(name)
        if actor is None:
            party = self._parties.get(slug(name))
            if party is not None:
                return party, True
            return (CIVILIANS, True) if fold_name(name) == CIVILIANS else None
        chain = self._registry.chain(actor.id, day)
        step = next((i for i, link in enumerate(chain) if link in self._parties), None)
        if step is not None:
            return self._parties[chain[step]], step == 0
        if actor.kind == "civilians":
            return CIVILIANS, True
        return chain[-1], len(chain) == 1
