"""A person's word on names that documents or event data propose: into the registry, or refused for good."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from holdfire.actors.names import fold_name
from holdfire.actors.parts import parts_of
from holdfire.actors.registry import Registry, proposed_actor
from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, actors, event_tables, refusals
from holdfire.case.folder import Case
from holdfire.claims.coder import Context, Proposal
from holdfire.errors import RegistryError
from holdfire.intake.coding import Coding
from holdfire.model.actor import Actor, Alias, Refusal
from holdfire.model.ids import slug
from holdfire.records.refusals import with_refusal
from holdfire.records.registry import read_registry, write_registry
from holdfire.records.values import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A name that documents propose: what it would be, and where it stands, by the document's folder."""

    proposal: Proposal
    places: Mapping[str, tuple[Context, ...]]


def proposed_names(case: Case) -> tuple[Proposed, ...]:
    """List what the coded documents propose and nobody decided, the most often named first."""
    known = {(slug(name), a.id) for a in actors(case) for name in (a.name, *a.aliases)}
    refused = {(slug(r.name), r.actor) for r in refusals(case)}
    listed = {actor.id for actor in actors(case)} | {key for key, _ in known}
    found: dict[tuple[str, str | None], Proposed] = {}
    for name in case.names("documents/*/coding.json"):
        folder = name.split("/")[1]
        for proposal in decode(case.read(name), Coding, source=name).proposals:
            key = (proposal.id, proposal.alias_of)
            if key in refused or key in known or (proposal.alias_of is None and proposal.id in listed):
                continue
            before = found.get(key, Proposed(proposal=replace(proposal, mentions=0), places={}))
            found[key] = Proposed(
                proposal=replace(before.proposal, mentions=before.proposal.mentions + proposal.mentions),
                places={**before.places, folder: proposal.contexts},
            )
    return tuple(sorted(found.values(), key=lambda p: (-p.proposal.mentions, p.proposal.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """When and where a name means an actor, [since, until); all None for always and everywhere."""

    since: date | None = None
    until: date | None = None
    country: str | None = None


ALWAYS = Bounds()


def confirm_name(
    case: Case, name: str, act: Act, *, actor: str | None = None, new: bool = False, bounds: Bounds = ALWAYS
) -> Actor:
    """Put a proposed name into the registry: as an alias of an actor, or as a new actor.

    actor: whose name it is; without it, the actor whose spelling it is proposed to be, else a new one.
    bounds: when and where it is; a new actor has a country alone. Raises RegistryError where neither a
    document nor an event has that name, or no actor has that id.
    """
    held, onto = _held(case)
    every = actors(case)
    proposal, by_data = _find(case, name, every)
    whose = None if new else actor or proposal.alias_of
    if whose is None:
        named = _new_actor(proposal, bounds, {a.id for a in every}, by_data=by_data)
        changed = (*every, named)
    else:
        owner = next((a for a in every if a.id == whose), None)
        if owner is None:
            raise RegistryError(f"there is no actor with the id {whose!r}; `holdfire actors` lists them")
        named = _with_name(owner, proposal.name, bounds)
        changed = tuple(named if a.id == whose else a for a in every)
    text = write_registry(changed, onto=onto)
    _commit(case, act, "confirm name", text, held, {"name": proposal.name, "actor": named.id})
    return named


def refuse_name(case: Case, name: str, act: Act) -> Refusal:
    """Say for good that a proposed name is no armed side, or no name of the actor it was taken for."""
    held, onto = _held(case)
    proposal, by_data = _find(case, name, actors(case))
    if by_data:
        raise RegistryError(f"{name!r} is a side of events and can't be refused; confirm it --as or --new")
    refusal = Refusal(name=proposal.name, actor=proposal.alias_of)
    detail = {"name": proposal.name, "actor": proposal.alias_of or ""}
    _commit(case, act, "refuse name", with_refusal(onto, refusal), held, detail)
    return refusal


def _with_name(owner: Actor, name: str, bounds: Bounds) -> Actor:
    """Add a name to an actor, for a time or a country where it has one."""
    if bounds == ALWAYS:
        return replace(owner, aliases=(*owner.aliases, name))
    alias = Alias(name=name, since=bounds.since, until=bounds.until, country=bounds.country)
    return replace(owner, dated_aliases=(*owner.dated_aliases, alias))


def _new_actor(proposal: Proposal, bounds: Bounds, taken: Collection[str], *, by_data: bool) -> Actor:
    """Make the actor that a proposal is; one of the data goes by the name that they have for it."""
    if bounds.since is not None or bounds.until is not None:
        raise RegistryError(
            "a new actor has no days; give days to a name with --as, or to a membership by hand"
        )
    made = Actor(id=proposal.id, name=proposal.name, kind=proposal.kind)
    if by_data:
        made = replace(proposed_actor(proposal.name), proposed=False)
    if bounds.country is not None:
        made = replace(made, countries=(bounds.country,))
        if made.id in taken:
            made = replace(made, id=f"{made.id}_{slug(bounds.country)}")
    if made.id in taken:
        raise RegistryError(f"the id {made.id} is taken; give --country, or write the actor into {ACTORS}")
    return made


def _by_data(case: Case, name: str, every: Sequence[Actor]) -> Proposal | None:
    """Find a side of events, whole or one of several, that no actor bears always and everywhere."""
    files = event_tables(case)
    borne = Registry(every).meant(name)
    if not files or any(b.spell is None and not b.countries for b in borne):
        return None
    wanted = fold_name(name)
    for side in EventStore(files).side_names():
        for part in (side.name, *parts_of(side.name, lambda _: False, 1)):
            if fold_name(part) == wanted or slug(part) == name:
                made = proposed_actor(part)
                return Proposal(id=made.id, name=part, mentions=side.events, kind=made.kind)
    return None


def _find(case: Case, name: str, registered: Sequence[Actor]) -> tuple[Proposal, bool]:
    """Find what is proposed under a name or an id; True where the event data alone have it."""
    every = [p.proposal for p in proposed_names(case)]
    found = [p for p in every if name in (p.id, p.name)]
    if len(found) == 1:
        return found[0], False
    listed = f"proposed are: {', '.join(p.id for p in every)}" if every else "no document proposes any"
    if found:
        whose = " and ".join(f"{p.name} of {p.alias_of}" if p.alias_of else f"{p.name} alone" for p in found)
        raise RegistryError(
            f"{name!r} is proposed {len(found)} times ({whose}); write it into {ACTORS} by hand, then: "
            f"holdfire import actors {ACTORS}"
        )
    if (in_data := _by_data(case, name, registered)) is not None:
        return in_data, True
    known = next((a for a in registered if name in (a.id, a.name, *a.aliases)), None)
    if known is not None:
        raise RegistryError(f"{name!r} is in the registry already, as {known.name} ({known.id}); {listed}")
    if name in {wanted for r in refusals(case) for wanted in (r.name, slug(r.name))}:
        raise RegistryError(
            f"{name!r} was refused; take its [[refused]] table out of {ACTORS} by hand, then: "
            f"holdfire import actors {ACTORS}"
        )
    raise RegistryError(f"no document proposes the name {name!r}, and no event has it; {listed}")


def _held(case: Case) -> tuple[str | None, str]:
    """Give the hash of the registry and its text, before anything is made of it."""
    held = case.logged().get(ACTORS)
    return held, "" if held is None else case.read(ACTORS).decode()


def _commit(
    case: Case, act: Act, verb: str, text: str, held: str | None, detail: Mapping[str, object]
) -> None:
    """Store the registry, unless somebody changed it since it was read."""
    Registry(read_registry(text, source=ACTORS))
    case.commit(act, verb, write={ACTORS: text.encode()}, expects={ACTORS: held}, detail=detail)
