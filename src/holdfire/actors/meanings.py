"""What one side name means on a day: an actor and its parents, several, or nobody; always with the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from holdfire.actors.names import IN_BRACKETS, Bearing, fold_name
from holdfire.actors.parts import most_parts, parts_of
from holdfire.actors.registry import Registry
from holdfire.errors import RegistryError
from holdfire.model.actor import CIVILIANS, MIXED, Actor, Alias, Membership
from holdfire.model.ids import slug

How: TypeAlias = Literal["actor", "alias", "parent", "known_parent", "mixed", "ambiguous", "proposed"]
HOWS: tuple[How, ...] = get_args(How)

OTHER = "~other"  # behind the label of a name that makes the id of an actor who does not bear it then


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The label of a side name, how it was found, and why; the fields are those of SideReading."""

    label: str
    how: How
    why: str
    members: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Meanings:
    """Reads one name at a time; `SideReader` does it for columns."""

    def __init__(self, registry: Registry, parties: Mapping[str, tuple[str, ...]]) -> None:
        self._registry = registry
        self._parties = {actor: label for label, actors in parties.items() for actor in actors}
        if len(self._parties) != sum(map(len, parties.values())):
            raise RegistryError("one actor stands in two parties; a party is a set of actors of its own")
        self._kept: dict[tuple[str, date, str, str], Meaning] = {}
        self._most_parts = most_parts(bearing.name for bearing in registry.bearings)

    def of(self, name: str, day: date, *, country: str = "", source_id: str = "") -> Meaning:
        """Say what a name means: by the source's id, else whole, else by its parts, else by nobody."""
        asked = (name, day, country, source_id)
        if asked not in self._kept:
            self._kept[asked] = self._of(name, day, country, source_id)
        return self._kept[asked]

    def _of(self, name: str, day: date, country: str, source_id: str) -> Meaning:
        if source_id and (known := self._by_id(day, source_id)) is not None:
            return known
        whole = self._one(name, day, country, source_id)
        if whole.how != "proposed":
            return whole
        parts = parts_of(name, lambda part: bool(self._registry.meant(part, day, country)), self._most_parts)
        if len(parts) < 2:
            return whole
        return _coalition([(part, self._one(part, day, country)) for part in parts])

    def _by_id(self, day: date, source_id: str) -> Meaning | None:
        """Read by the source's ids, which may be several; None where the registry has not all of them."""
        ids = _listed(source_id)
        actors = [self._registry.of_source(one) for one in ids]
        found = [
            (f"id {one}", self._of_actor(actor, day, f"UCDP id {one} of {actor.id}", how="actor"))
            for one, actor in zip(ids, actors, strict=True)
            if actor is not None
        ]
        if not found or len(found) < len(ids):
            return None
        return found[0][1] if len(found) == 1 else _coalition(found)

    def _one(self, name: str, day: date, country: str, source_id: str = "") -> Meaning:
        """Read one name, not cut into parts; an actor whose ids the source's id is none of is not meant."""
        every = self._registry.meant(name, day, country)
        ids = frozenset(_listed(source_id))
        borne = [b for b in every if not ids or not b.actor.ucdp_ids or ids.intersection(b.actor.ucdp_ids)]
        if not borne:
            other = f"the id {source_id} of the row is none of {_ids(every)}" if every else ""
            return self._nobody(name, other)
        meanings = [
            self._of_actor(b.actor, day, _borne(b), how="alias" if b.kind == "alias" else "actor")
            for b in borne
        ]
        if len(meanings) == 1:
            return meanings[0]
        actors = tuple(b.actor.id for b in borne)
        labels = tuple(sorted({meaning.label for meaning in meanings}))
        may = f"may be {' or '.join(actors)}"
        if len(labels) == 1:
            return Meaning(
                label=labels[0],
                how="parent",
                why=f"{may}; all of them {labels[0]} then",
                members=labels,
                actors=actors,
            )
        return Meaning(
            label=MIXED,
            how="ambiguous",
            why=f"{may}; tell them apart by countries, ucdp_ids or aliases with days",
            members=labels,
            actors=actors,
        )

    def _nobody(self, name: str, why: str) -> Meaning:
        """Read a name that the registry has not, or not there and then; a question may have it as a party."""
        label = proposed_label(name, self._registry)
        if (party := self._parties.get(label)) is not None:
            return Meaning(
                label=party, how="actor", why="a party of the question by its name", members=(party,)
            )
        if fold_name(IN_BRACKETS.sub(" ", name)) == CIVILIANS:  # "Civilians (X)"
            return Meaning(label=CIVILIANS, how="actor", why="people without arms", members=(CIVILIANS,))
        if not why:
            elsewhere = "; ".join(map(_borne, self._registry.meant(name)))
            why = f"not there and then: {elsewhere}" if elsewhere else "no actor bears this name"
        return Meaning(label=label, how="proposed", why=why, unknown=(name,))

    def _of_actor(self, actor: Actor, day: date, why: str, *, how: How) -> Meaning:
        """Go up from an actor to the nearest party, else to the topmost parent on the day."""
        chain = self._registry.chain(actor.id, day)
        step = next((i for i, link in enumerate(chain) if link in self._parties), None)
        if step is not None:
            label = self._parties[chain[step]]
        elif actor.kind == CIVILIANS:
            label, step = CIVILIANS, 0
        else:
            label, step = chain[-1], len(chain) - 1
        ties = [self._registry.get(link).tie_on(day) for link in chain[:step]]
        reasons = [why, *(_tied(tie) for tie in ties if tie is not None)]
        return Meaning(
            label=label,
            how="parent" if step else how,
            why="; ".join(reasons),
            members=(label,),
            actors=(actor.id,),
        )


def proposed_label(name: str, registry: Registry) -> str:
    """Label a name that nobody bears there and then, and never by the id of an actor that it is not."""
    label = slug(name)
    return label + OTHER if label in registry else label


def _coalition(found: list[tuple[str, Meaning]]) -> Meaning:
    """Put the parts of a name together: one label, or mixed, or ambiguous where a part is that matters."""
    unknown = tuple(part for part, meaning in found if meaning.how == "proposed")
    known = [(part, meaning) for part, meaning in found if meaning.how != "proposed"]
    members = tuple(dict.fromkeys(label for _, meaning in known for label in meaning.members))
    actors = tuple(dict.fromkeys(actor for _, meaning in known for actor in meaning.actors))
    settled = {meaning.label for _, meaning in known if meaning.how not in ("ambiguous", "mixed")}
    if len(members) == 1:
        label, how = members[0], "known_parent" if unknown else "parent"
    else:  # nobody known: they are two or more actors, each its own parent
        unsure = len(settled) < 2 and any(meaning.how == "ambiguous" for _, meaning in known)
        label, how = MIXED, "ambiguous" if unsure else "mixed"
    said = [f"{part}: {meaning.why}" for part, meaning in known]
    if unknown:
        said.append(f"not known: {', '.join(unknown)}")
    return Meaning(
        label=label, how=how, why=" | ".join(said), members=members, actors=actors, unknown=unknown
    )


def _listed(source_id: str) -> list[str]:
    return [one.strip() for one in source_id.split(",") if one.strip()]


def _ids(borne: Iterable[Bearing]) -> str:
    """List actors with their ids in the source: "srf (6011)"."""
    return ", ".join(f"{b.actor.id} ({', '.join(b.actor.ucdp_ids)})" for b in borne)


def _borne(bearing: Bearing) -> str:
    """Say by which of its names an actor was found, and where and when it bears that."""
    where = bearing.spell.country if bearing.spell is not None else None
    lands = [where] if where is not None else list(bearing.actor.countries)
    said = f"{bearing.kind} of {bearing.actor.id}"
    return said + (f" in {', '.join(lands)}" if lands else "") + _spell(bearing.spell)


@lru_cache(maxsize=1_000)
def _tied(tie: Membership) -> str:
    return f"part of {tie.part_of}{_spell(tie)}"


def _spell(spell: Alias | Membership | None) -> str:
    if spell is None:
        return ""
    since = "" if spell.since is None else f" from {spell.since}"
    return since + ("" if spell.until is None else f" until {spell.until}")
