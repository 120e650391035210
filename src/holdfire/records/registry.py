"""actors.toml: the registry of actors, read with every problem at once, written with its comments kept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

import tomlkit
from tomlkit.items import AoT

from holdfire.errors import InputError, Problem, RegistryError
from holdfire.model.actor import Actor
from holdfire.records.actor_tables import FORM, read_actor, update_table
from holdfire.records.toml import read_toml

HEADING = re.compile(r"^[ \t]*\[\[[ \t]*actor[ \t]*\]\]", re.MULTILINE)


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
            actors.append((read_actor(table), row))
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
        update_table(table, wanted.pop(str(table["id"])))
    for actor in wanted.values():
        fresh = tomlkit.table()
        fresh.trivia.indent = "\n" if tables or onto else ""  # an empty line before each new actor
        update_table(fresh, actor)
        tables.append(fresh)
    return tomlkit.dumps(document)


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
    days = tuple(sorted({date.min, *(day for actor, _ in actors for day in actor.turns)}))
    for actor, row in actors:
        for tie, other in _ties(actor):
            if other not in by_id:
                yield row, f"{actor.id} {tie} {other}, which is no actor here; add it or mend the id"
        if circle := _circle(actor, by_id, days):
            yield row, f"{actor.id} is in the end part of itself: {' → '.join(circle)}"


def _ties(actor: Actor) -> Iterable[tuple[str, str]]:
    """List the actors that one names, with how it stands to each."""
    parents = {actor.part_of, *(m.part_of for m in actor.memberships)}
    yield from (("is part of", parent) for parent in sorted(p for p in parents if p is not None))
    if actor.split_from is not None:
        yield "split from", actor.split_from
    if actor.merged_into is not None:
        yield "merged into", actor.merged_into


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
