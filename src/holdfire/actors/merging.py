"""An actor list taken into a registry: ids, names, countries are added; nothing a person wrote is changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfire.actors.names import bearings_of, fold_name, state_key
from holdfire.actors.registry import Registry
from holdfire.actors.ucdp_list import ListedActor
from holdfire.model.actor import Actor
from holdfire.model.ids import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSide:
    """A side name of event data, whole or one of several: where it stands, under which ids of the source."""

    name: str
    countries: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A listed name that was not taken, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A registry with a list taken in; added and updated: ids of actors."""

    actors: tuple[Actor, ...]
    added: tuple[str, ...]
    updated: tuple[str, ...]
    left: tuple[Left, ...]


def merge(
    actors: Sequence[Actor], listed: Sequence[ListedActor], sides: Iterable[DataSide], *, every: bool = False
) -> Merged:
    """Take a list into a registry: what concerns its actors or the sides of the data; every: all of it.

    A listed actor is one of the registry by its id, by a name that the registry gives it in event data, or,
    where the registry gives none, by any name that no other listed actor has. A short name of several is
    settled by the registry's countries, else by where the data have it and under which ids; else it is left.
    """
    return _Merge(actors, listed, sides).run(every=every)


class _Merge:
    def __init__(
        self, actors: Sequence[Actor], listed: Sequence[ListedActor], sides: Iterable[DataSide]
    ) -> None:
        self._actors = tuple(actors)
        self._registry = Registry(actors)
        self._listed = {one.id: one for one in listed}
        self._short: dict[str, list[ListedActor]] = defaultdict(list)
        for one in listed:
            self._short[fold_name(one.short)].append(one)
        self._any = _any_name(listed)
        self._sides: dict[str, list[DataSide]] = defaultdict(list)
        for side in sides:
            self._sides[fold_name(side.name)].append(side)
        self._lands = frozenset(
            state_key(land) for each in self._sides.values() for side in each for land in side.countries
        )
        self._known_lands = frozenset(state_key(land) for one in listed for land in one.countries)
        self._left: list[Left] = []

    def run(self, *, every: bool) -> Merged:
        claimed = {actor.id: self._rows_of(actor) for actor in self._actors}
        claims = Counter(one for rows in claimed.values() for one in rows)
        owned = {i: [one for one in rows if claims[one] == 1] for i, rows in claimed.items()}
        for one in (one for one, times in claims.items() if times > 1):
            whose = " and ".join(i for i, rows in claimed.items() if one in rows)
            self._left.append(Left(name=one.short, why=f"{one.id} may be {whose}; write ucdp_ids"))
        free = [one for one in self._listed.values() if one not in claims]
        fresh = [one for one in free if self._wanted(one, every=every)]
        updated = [self._updated(actor, owned[actor.id]) for actor in self._actors]
        added = self._added(fresh)
        changed = [a.id for a, before in zip(updated, self._actors, strict=True) if a != before]
        return Merged(
            actors=(*updated, *added),
            added=tuple(a.id for a in added),
            updated=tuple(changed),
            left=tuple(dict.fromkeys(self._left)),
        )

    def _rows_of(self, actor: Actor) -> tuple[ListedActor, ...]:
        """Find the listed actors that one of the registry is."""
        by_id = [self._listed[i] for i in actor.ucdp_ids if i in self._listed]
        if by_id or actor.ucdp_names:
            named = {fold_name(one.short) for one in by_id}
            found = [self._settled(name, actor) for name in actor.ucdp_names if fold_name(name) not in named]
            return tuple(dict.fromkeys((*by_id, *(one for one in found if one is not None))))
        keys = dict.fromkeys(fold_name(b.name) for b in bearings_of(actor) if b.kind != "id")
        rows = {one for key in keys for one in self._any.get(key, ()) if _met(actor, one) and self._near(one)}
        return tuple(rows) if len(rows) == 1 else ()

    def _near(self, one: ListedActor) -> bool:
        """Say whether a listed actor was where the case has events; without events it may have been."""
        return not self._lands or bool(self._lands & set(map(state_key, one.countries)))

    def _settled(self, name: str, actor: Actor) -> ListedActor | None:
        """Find the one listed actor of a short name; None, and a reason kept, where several may be."""
        rows = [one for one in self._short.get(fold_name(name), ()) if _met(actor, one)]
        if len(rows) > 1:
            ids, lands = self._where(name)
            by_id = [one for one in rows if one.id in ids]
            by_land = [one for one in rows if lands & set(map(state_key, one.countries))]
            rows = next((few for few in (by_id, by_land) if len(few) == 1), rows)
        if len(rows) > 1:
            may = " or ".join(f"{one.id} ({one.name}; {', '.join(one.countries)})" for one in rows)
            self._left.append(Left(name=name, why=f"may be {may}; write ucdp_ids or countries"))
        return rows[0] if len(rows) == 1 else None

    def _where(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """Give the ids and the countries under which the data have a side of this name."""
        sides = self._sides.get(fold_name(name), [])
        lands = frozenset(state_key(land) for side in sides for land in side.countries)
        return frozenset(i for side in sides for i in side.ids), lands

    def _wanted(self, one: ListedActor, *, every: bool) -> bool:
        """Say whether a listed actor that the registry lacks is to be added."""
        if not every and not any(self._is_side(name, one) for name in (one.short, one.name, *one.aliases)):
            return False
        others = [b.actor for b in self._registry.meant(one.short) if _met(b.actor, one)]
        untold = [actor for actor in others if not actor.ucdp_ids]
        if untold and one.short not in {left.name for left in self._left}:
            whose = ", ".join(actor.id for actor in untold)
            self._left.append(
                Left(name=one.short, why=f"a name of {whose} already; its id would be {one.id}")
            )
        return not untold

    def _is_side(self, name: str, one: ListedActor) -> bool:
        """Say whether a name is a side of the data and means this listed actor there.

        An older name does where no other listed actor has it. A country that the list does not know says
        nothing, nor does any of a state, which fights abroad under its own name.
        """
        key = fold_name(name)
        if key not in self._sides or (key != fold_name(one.short) and len(self._any[key]) > 1):
            return False
        ids, lands = self._where(name)
        known = lands & self._known_lands
        return (
            one.id in ids
            if ids
            else one.state or not known or bool(known & set(map(state_key, one.countries)))
        )

    def _updated(self, actor: Actor, rows: Sequence[ListedActor]) -> Actor:
        """Add what a list says of an actor to what a person wrote of it."""
        if not rows:
            return actor
        known = {fold_name(b.name) for b in bearings_of(actor)}
        named = set(map(fold_name, actor.ucdp_names))
        data_names = [one.short for one in rows if fold_name(one.short) not in named]
        aliases = [name for one in rows for name in (one.name, *one.aliases) if fold_name(name) not in known]
        return replace(
            actor,
            ucdp_ids=tuple(dict.fromkeys((*actor.ucdp_ids, *(one.id for one in rows)))),
            ucdp_names=(*actor.ucdp_names, *data_names),
            aliases=(*actor.aliases, *self._free(aliases, actor.id, rows)),
            countries=actor.countries or self._countries(rows),
            ucdp_notes=tuple(dict.fromkeys((*actor.ucdp_notes, *(n for one in rows for n in one.notes)))),
        )

    def _added(self, fresh: Sequence[ListedActor]) -> list[Actor]:
        ids = Counter((*(slug(one.short) for one in self._listed.values()), *(a.id for a in self._actors)))
        made: list[Actor] = []
        for one in fresh:
            short = slug(one.short)
            blank = Actor(
                id=short if ids[short] == 1 else f"{short}_{one.id}",
                name=one.name,
                kind="state" if one.state else "armed_group",
                ucdp_names=(one.short,),
            )
            made.append(self._updated(blank, (one,)))
        return made

    def _countries(self, rows: Sequence[ListedActor]) -> tuple[str, ...]:
        """Give the countries of an actor whose short name another listed one has; else it acts anywhere."""
        shared = any(len(self._short[fold_name(one.short)]) > 1 for one in rows)
        return tuple(dict.fromkeys(land for one in rows for land in one.countries)) if shared else ()

    def _free(self, names: Iterable[str], whose: str, rows: Sequence[ListedActor]) -> Iterable[str]:
        """Pass over names that another actor has, in the list or the registry: they would mean two."""
        own = {one.id for one in rows}
        given: dict[str, str] = {}
        for name in names:
            key = fold_name(name)
            listed = {one.id for one in self._any.get(key, ())} - own
            borne = [b for b in self._registry.meant(name) if b.actor.id != whose]
            if not listed and not borne:
                given.setdefault(key, name)
        return given.values()


def _any_name(listed: Sequence[ListedActor]) -> Mapping[str, Sequence[ListedActor]]:
    """Map each folded name of whatever kind to the listed actors that bear it, each once."""
    found: dict[str, dict[str, ListedActor]] = defaultdict(dict)
    for one in listed:
        for name in (one.short, one.name, *one.aliases):
            found[fold_name(name)][one.id] = one
    return {key: tuple(rows.values()) for key, rows in found.items()}


def _met(actor: Actor, one: ListedActor) -> bool:
    """Say whether two may be one by where they are; an actor without countries may be anywhere."""
    lands = set(map(state_key, actor.countries))
    return not lands or bool(lands & set(map(state_key, one.countries)))
