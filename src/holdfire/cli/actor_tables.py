"""Actors and side names as rows of a terminal's table, and a roll-up as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from holdfire.actors.near import NearName
from holdfire.dossier.words import count, counted
from holdfire.inquiry.rollup import RolledSide, Rollup
from holdfire.model.actor import Actor, Alias, Membership
from holdfire.records.values import fields_of

SHOWN_COUNTRIES = 2

ACTORS = ("id", "name", "kind", "part of", "aliases")
SIDES = ("side name", "taken for", "how", "events", "first", "last", "where", "why")


def actor_rows(actors: Iterable[Actor]) -> Iterable[Sequence[str]]:
    """Lay actors out as ACTORS has it: what each is part of, and since and until when."""
    for actor in actors:
        aliases = [*actor.aliases, *(f"{alias.name}{_bounds(alias)}" for alias in actor.dated_aliases)]
        yield actor.id, actor.name, actor.kind, "; ".join(_ties(actor)), ", ".join(aliases)


def _ties(actor: Actor) -> Iterable[str]:
    yield from (f"{tie.part_of}{_bounds(tie)}" for tie in actor.memberships)
    if actor.part_of is not None:
        yield f"else {actor.part_of}" if actor.memberships else actor.part_of
    if actor.split_from is not None:
        yield f"split from {actor.split_from}{_on(actor.split_on)}"
    if actor.merged_into is not None:
        yield f"merged into {actor.merged_into}{_on(actor.merged_on)}"


def _bounds(spell: Membership | Alias) -> str:
    """Say when and where: " (Norda, from 2014-07-01 until 2016-01-01)"."""
    where = spell.country if isinstance(spell, Alias) else None
    days = [
        f"{word} {day}" for word, day in (("from", spell.since), ("until", spell.until)) if day is not None
    ]
    said = ", ".join(filter(None, (where, " ".join(days))))
    return f" ({said})" if said else ""


def _on(day: object) -> str:
    return "" if day is None else f" on {day}"


def side_rows(sides: Iterable[RolledSide]) -> Iterable[Sequence[str]]:
    """Lay side names out as SIDES has it."""
    for side in sides:
        found = side.reading
        more = len(found.countries) - SHOWN_COUNTRIES
        where = ", ".join(found.countries[:SHOWN_COUNTRIES]) + (f" and {more} more" if more > 0 else "")
        why = "; ".join([found.why, *starmap(_near, _by_name(side.near).items())])
        days = (str(found.first), str(found.last))
        yield (
            found.name,
            found.read_as,
            found.reading.replace("_", " "),
            count(found.events),
            *days,
            where,
            why,
        )


def _by_name(near: Iterable[NearName]) -> Mapping[str, list[NearName]]:
    found: dict[str, list[NearName]] = {}
    for one in near:
        found.setdefault(one.of, []).append(one)
    return found


def _near(of: str, near: Sequence[NearName]) -> str:
    return f"{of} is near " + ", ".join(f"{n.name} ({n.actor}, {n.likeness:.2f}: {n.why})" for n in near)


def totals_lines(rollup: Rollup) -> Iterable[str]:
    """Say how much of the data was taken for whom, in plain sentences."""
    totals = rollup.totals
    hows = ", ".join(f"{count(n)} {how.replace('_', ' ')}" for how, n in totals.sides_by_how.items())
    yield f"{counted(totals.events, 'event')}, {counted(totals.sides, 'side')}: {hows}"
    unknown = totals.events_by_how.get("proposed", 0)
    yield (
        f"{count(unknown)} of {counted(totals.events, 'event')} ({totals.unknown_share:.1%}) have a side "
        "that nobody knows; say who it is with: holdfire actors confirm NAME --as ACTOR, or --new"
    )
    if totals.sides_by_how.get("ambiguous"):
        yield "ambiguous names are counted for nobody until actors.toml tells them apart"


def rollup_json(rollup: Rollup) -> dict[str, object]:
    """Write a roll-up as `actors --rollup --json` prints it: how and why, and near names."""
    sides: list[dict[str, object]] = []
    for side in rollup.sides:
        fields = fields_of(side.reading)
        fields["how"] = fields.pop("reading")
        sides.append({**fields, "near": side.near})
    return {"sides": sides, "totals": rollup.totals}
