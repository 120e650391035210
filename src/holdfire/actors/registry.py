"""Who is who: actors by id and by any of their names, and what each belongs to on a given day."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz, process

from holdfire.actors.names import (
    GOVERNMENT,
    Bearing,
    NameTable,
    bearings_of,
    fold_name,
    in_data,
    state_key,
    years_of,
)
from holdfire.errors import RegistryError
from holdfire.model.actor import CIVILIANS, Actor
from holdfire.model.ids import slug

NEAR_NAMES, NEAR_ENOUGH = 5, 70

__all__ = ["Registry", "fold_name", "proposed_actor"]


class Registry:
    """The actors of a case; raises RegistryError where they contradict each other.

    Two actors with one id, one name in event data that nothing tells apart (neither countries nor ids), one
    id of a source, a parent that is not there, or a chain of parents that comes back to its start on some day
    are errors. One alias may stand for several actors; `find` then asks, and `meant` gives them all.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = tuple(actors)
        self._by_id = {actor.id: actor for actor in self.actors}
        self.bearings = tuple(b for actor in self.actors for b in bearings_of(actor))
        self._spelled = NameTable(self.bearings, str)
        self._folded = NameTable(self.bearings, fold_name)
        self._in_data = NameTable(filter(in_data, self.bearings), fold_name)
        self._states = NameTable((b for b in self.bearings if b.actor.kind == "state"), state_key)
        self._sourced = {i: actor for actor in self.actors for i in actor.ucdp_ids}
        self.turns = tuple(sorted({day for actor in self.actors for day in actor.turns}))
        self.countries = frozenset(country for b in self.bearings for country in b.countries)
        self._check()

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._by_id

    @property
    def names(self) -> dict[str, str]:
        """Each actor's id with its name."""
        return {actor.id: actor.name for actor in self.actors}

    def get(self, actor_id: str) -> Actor:
        """Fetch an actor by its id."""
        if actor_id not in self._by_id:
            raise RegistryError(f"there is no actor with the id {actor_id!r}{self._near(actor_id, ())}")
        return self._by_id[actor_id]

    def of_source(self, source_id: str) -> Actor | None:
        """Find the actor that a source has under this id of its own."""
        return self._sourced.get(source_id)

    def chain(self, actor_id: str, day: date) -> tuple[str, ...]:
        """List an actor, its parent on that day, the parent's parent and so on."""
        here = self.get(actor_id)
        chain = {here.id: None}  # in order; a set that keeps it
        while (parent := here.parent_on(day)) is not None:
            if parent in chain:
                raise RegistryError(
                    f"on {day} the parents of {actor_id} run in a circle: {' → '.join(chain)}"
                )
            chain[parent] = None
            here = self._by_id[parent]
        return tuple(chain)

    def find(self, name: str, *, data_names: Collection[str] = ()) -> Actor:
        """Find the one actor that a person means: by id, name, alias or name in event data.

        The exact spelling goes first, then the folded one. A name that only the data have gets a proposed
        actor. Raises RegistryError with the list where several fit, with near names where none does.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self._spelled.find(name) or self._folded.find(name) or self._state_named(name)
        if len(found) == 1:
            return found[0].actor
        if found:
            choices = ", ".join(f"{b.actor.id} ({b.actor.name})" for b in found)
            raise RegistryError(f"{name!r} may mean {choices}; give the id")
        spellings = sorted(n for n in data_names if fold_name(n) == fold_name(name))
        if spellings:
            return proposed_actor(name if name in spellings else spellings[0])
        raise RegistryError(f"no actor is called {name!r}{self._near(name, data_names)}")

    def meant(self, name: str, day: date | None = None, country: str = "") -> tuple[Bearing, ...]:
        """List whom a side name of event data may mean on a day in a country; none where nobody bears it.

        Names in event data go before other names; "Government of X (once Y)" also finds the state called X;
        "X (2000-2024)" also finds whoever bears X for a time that meets those years. country: its key, "" for
        not known; what is not known excludes nobody.
        """
        return (
            self._in_data.find(name, day, country)
            or self._folded.find(name, day, country)
            or self._state_named(name, day, country)
            or self._in_its_years(name, day, country)
        )

    def _state_named(self, name: str, day: date | None = None, country: str = "") -> tuple[Bearing, ...]:
        return self._states.find(name, day, country) if name.casefold().startswith(GOVERNMENT) else ()

    def _in_its_years(self, name: str, day: date | None, country: str) -> tuple[Bearing, ...]:
        if (cut := years_of(name)) is None:
            return ()
        bare, years = cut
        return tuple(b for b in self._folded.find(bare, day, country) if b.meets(years))

    def _near(self, name: str, data_names: Collection[str]) -> str:
        known = {n: fold_name(n) for n in sorted({*(b.name for b in self.bearings), *data_names})}
        near = process.extract(
            fold_name(name), known, scorer=fuzz.WRatio, limit=NEAR_NAMES, score_cutoff=NEAR_ENOUGH
        )
        return f"; near names: {', '.join(key for _, _, key in near)}" if near else ""

    def _check(self) -> None:
        faults = [f"the id {i} is given twice" for i in _repeated(actor.id for actor in self.actors)]
        faults += [
            f"{' and '.join(among)} share the name {name!r} in event data; give each countries or ucdp_ids"
            for name, bearings in self._in_data.items()
            if not _told_apart((among := {b.actor.id: b.actor for b in bearings}).values())
        ]
        sourced = _repeated(i for actor in self.actors for i in set(actor.ucdp_ids))
        faults += [f"two actors have the UCDP id {i}" for i in sourced]
        for actor in self.actors:
            absent = sorted(parent for parent in actor.parents if parent not in self._by_id)
            faults += [f"{actor.id} is part of {parent}, which is not in the registry" for parent in absent]
        if faults:
            raise RegistryError(f"the actor registry contradicts itself: {'; '.join(faults)}")
        for day in (date.min, *self.turns):
            for actor in self.actors:
                self.chain(actor.id, day)


def proposed_actor(name: str) -> Actor:
    """Make the entry that a name of the data gets while nobody has said who it is."""
    folded = fold_name(name)
    kind = "state" if folded.startswith(GOVERNMENT) else CIVILIANS if folded == CIVILIANS else "armed_group"
    return Actor(id=slug(name), name=name, kind=kind, ucdp_names=(name,), proposed=True)


def _told_apart(actors: Collection[Actor]) -> bool:
    """Say whether any two of the actors differ in something that rows have: a source's ids or countries."""
    return all(
        (one.ucdp_ids and other.ucdp_ids) or set(one.countries) != set(other.countries)
        for one, other in combinations(actors, 2)
    )


def _repeated(ids: Iterable[str]) -> list[str]:
    return [i for i, times in Counter(ids).items() if times > 1]
