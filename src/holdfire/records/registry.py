"""actors.toml: the registry of actors, read with every problem at once, written with its comments kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import cast

import tomlkit
from tomlkit.items import AoT, Table

from holdfire.errors import InputError, Problem, RegistryError
from holdfire.model.actor import Actor, Membership
from holdfire.records.toml import read_toml, without_none
from holdfire.records.values import convert

HEADING = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.MULTILINE)
DEFAULTS = cast("dict[str, object]", without_none(asdict(Actor(id="", name=""))))
PLAIN_ID = re.compile(r"[^\s,+\x00-\x1f\x7f-\x9f]+")  # merged parties are written with a plus sign
MIXED, CIVILIANS = "mixed", "civilians"  # labels of sides that are no one actor, and of the unarmed
FORM = "[[actor]] tables with id and name"


def read_registry(text: str, *, source: str) -> tuple[Actor, ...]:
    """Read a registry; keys that are not known are left to whoever wrote them.

    Raises
    ------
    RegistryError
        With every problem: an id that stands twice, a key of the wrong kind, a `part_of` that names nobody,
        memberships that lead back to where they began.
    """
    try:
        tables = read_toml(text, source=source).get("actor", [])
    except InputError as error:
        raise RegistryError(str(error)) from error
    if not isinstance(tables, list):
        raise RegistryError(f"{source}: `actor` is no list of tables; write {FORM}")
    headings = [text.count("\n", 0, found.start()) + 1 for found in HEADING.finditer(text)]
    rows = headings if len(headings) == len(tables) else [None] * len(tables)
    problems: list[Problem] = []
    actors: list[tuple[Actor, int | None]] = []
    for table, row in zip(cast("list[object]", tables), rows, strict=True):
        try:
            actors.append((_actor(table), row))
        except InputError as error:
            problems.append(Problem(file=source, row=row, message=str(error)))
    known = (
        actors if not problems else []
    )  # an actor that can't be read is no reason to call its children orphans
    problems += [
        Problem(file=source, row=row, message=text) for row, text in _misfits(actors, complete=bool(known))
    ]
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise RegistryError(f"{source} has {number}; nothing was changed\n{listed}")
    return tuple(actor for actor, _ in actors)


def write_registry(actors: Iterable[Actor], *, onto: str = "") -> str:
    """Write a registry onto an older text of it, so that comments, order and unknown keys stay.

    Actors of `onto` that are not among `actors` are left out; new ones follow at the end.
    """
    document = tomlkit.parse(onto)
    wanted = {actor.id: actor for actor in actors}
    tables = document.get("actor")
    if not isinstance(tables, AoT):
        tables = tomlkit.aot()
        document["actor"] = tables
    for at in reversed(range(len(tables))):
        if str(tables[at].get("id")) not in wanted:
            del tables[at]
    for table in tables:
        _update(table, wanted.pop(str(table["id"])))
    for actor in wanted.values():
        fresh = tomlkit.table()
        fresh.trivia.indent = "\n" if tables or onto else ""  # an empty line before each new actor
        _update(fresh, actor)
        tables.append(fresh)
    return tomlkit.dumps(document)


def _actor(table: object) -> Actor:
    """Read one table; InputError names the key."""
    if not isinstance(table, Mapping):
        raise InputError(f"is no table; write {FORM}")
    keys = dict(cast("Mapping[str, object]", table))
    who = keys.get("id", "an actor without id")
    memberships = keys.pop("membership", [])
    if not isinstance(memberships, list):
        raise InputError(f"{who}: `membership` is no list of tables; write [[actor.membership]]")
    keys["memberships"] = [_membership(m) for m in cast("list[object]", memberships)]
    actor = convert(keys, Actor, source=str(who))
    if not actor.id or not actor.name.strip():
        raise InputError(f"{who}: id and name must not be empty")
    if not PLAIN_ID.fullmatch(actor.id):
        raise InputError(f"{who!r}: an id has no blanks, commas, plus signs or control characters")
    if actor.id == MIXED or (actor.id == CIVILIANS and actor.kind != CIVILIANS):
        raise InputError(f"{who}: this id has a meaning of its own in event data; choose another")
    for membership in actor.memberships:
        since, until = membership.since, membership.until
        if since is not None and until is not None and until <= since:
            raise InputError(
                f"{who}: the membership in {membership.part_of} ends ({until}) before it starts ({since})"
            )
    return actor


def _membership(table: object) -> object:
    """Rename the TOML key `from`, which is no name in Python."""
    if not isinstance(table, Mapping):
        return table
    keys = dict(cast("Mapping[str, object]", table))
    if "from" in keys:
        keys["since"] = keys.pop("from")
    return keys


def _misfits(
    actors: Sequence[tuple[Actor, int | None]], *, complete: bool
) -> Iterable[tuple[int | None, str]]:
    """Name what is wrong between actors: ids that stand twice, parents that are nobody, circles."""
    first: dict[str, int | None] = {}
    for actor, row in actors:
        if actor.id in first:
            where = "" if first[actor.id] is None else f" (first on line {first[actor.id]})"
            yield row, f"{actor.id} stands twice{where}; give each actor its own id"
        first.setdefault(actor.id, row)
    if not complete:
        return
    by_id = {actor.id: actor for actor, _ in actors}
    days = tuple(
        sorted({date.min, *(d for a, _ in actors for m in a.memberships for d in (m.since, m.until) if d)})
    )
    for actor, row in actors:
        parents = {actor.part_of, *(m.part_of for m in actor.memberships)} - {None}
        for parent in sorted(str(p) for p in parents if p not in by_id):
            yield row, f"{actor.id} is part of {parent}, which is no actor here; add it or mend the id"
        if circle := _circle(actor, by_id, days):
            yield row, f"{actor.id} is in the end part of itself: {' → '.join(circle)}"


def _circle(actor: Actor, by_id: Mapping[str, Actor], days: Iterable[date]) -> tuple[str, ...]:
    """Follow an actor's parents at every day on which one changes; return the way back to itself, if any."""
    for day in days:
        way = {actor.id: None}  # in order; a set that keeps it
        here = actor
        while (parent := here.parent_on(day)) in by_id and parent not in way:
            way[str(parent)] = None
            here = by_id[str(parent)]
        if parent == actor.id:
            return (*way, actor.id)
    return ()


def _update(table: Table, actor: Actor) -> None:
    """Set the keys of a table that differ from the actor's; the rest, comments among it, stays as it is."""
    kept = {key: value for key, value in table.unwrap().items() if value is not None}
    memberships = kept.pop("membership", [])
    wanted = cast("dict[str, object]", without_none(asdict(actor)))
    wanted.pop("memberships")
    for key, value in wanted.items():
        if kept.get(key, DEFAULTS.get(key)) == value:
            continue
        table[key] = value
    if actor.part_of is None and "part_of" in kept:
        del table["part_of"]
    if [convert(_membership(m), Membership, source=actor.id) for m in memberships] != list(actor.memberships):
        table.pop("membership", None)
        if actor.memberships:
            table["membership"] = _membership_tables(actor.memberships)


def _membership_tables(memberships: Iterable[Membership]) -> AoT:
    tables = tomlkit.aot()
    for membership in memberships:
        table = tomlkit.table()
        keys = {"part_of": membership.part_of, "from": membership.since, "until": membership.until}
        table.update({key: value for key, value in keys.items() if value is not None})
        tables.append(table)
    return tables
