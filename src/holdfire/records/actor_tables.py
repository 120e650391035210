"""One [[actor]] table of actors.toml: read with what is wrong in it, changed with its comments kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from difflib import get_close_matches
from typing import cast

import tomlkit
from tomlkit.items import AoT, Array, Table

from holdfire.errors import InputError
from holdfire.model.actor import CIVILIANS, MIXED, Actor, Alias, Membership
from holdfire.records.toml import without_none
from holdfire.records.values import convert

PLAIN_ID = re.compile(r"[^\s,+\x00-\x1f\x7f-\x9f]+")  # merged parties are written with a plus sign
FORM = "[[actor]] tables with id and name"
NESTED = {"alias": "dated_aliases", "membership": "memberships"}  # in the file → of an Actor
STAND_AFTER = {"split_on": "split_from", "merged_on": "merged_into"}


def read_actor(table: object) -> Actor:
    """Read one table; InputError names the key."""
    if not isinstance(table, Mapping):
        raise InputError(f"is no table; write {FORM}")
    keys = dict(cast("Mapping[str, object]", table))
    who = str(keys.get("id", "an actor without id"))
    if slips := tuple(_slips(keys)):
        raise InputError(f"{who}: {'; '.join(slips)}")
    for key, name in NESTED.items():
        spells = keys.pop(key, [])
        if not isinstance(spells, list):
            raise InputError(f"{who}: `{key}` is no list of tables; write [[actor.{key}]]")
        keys[name] = [_with_since(spell) for spell in cast("list[object]", spells)]
    if isinstance(ids := keys.get("ucdp_ids"), list):  # numbers there, text in event data
        keys["ucdp_ids"] = [str(i) if type(i) is int else i for i in cast("list[object]", ids)]
    actor = convert(keys, Actor, source=who)
    if faults := tuple(_faults(actor)):
        raise InputError(f"{who}: {'; '.join(faults)}")
    return actor


def update_table(table: Table, actor: Actor) -> None:
    """Set the keys of a table that differ from the actor's; the rest, comments among it, stays as it is."""
    kept = {key: value for key, value in table.unwrap().items() if value is not None}
    before = read_actor(kept) if kept else None
    plain = cast("dict[str, object]", without_none(asdict(actor)))
    names = {name: key for key, name in NESTED.items()}
    for name in (field.name for field in fields(Actor)):
        value = getattr(actor, name)
        if value == (getattr(before, name) if before is not None else _DEFAULTS.get(name)):
            continue
        if name in names:
            _set_spells(table, names[name], value)
        elif value is None:
            table.pop(name, None)
        elif not _extended(table.get(name), value):
            table[name] = plain[name]
    _put_spells_last(table)


def _extended(items: object, wanted: object) -> bool:
    """Add to a list in place where it begins as the wanted one does, so that comments within it stay."""
    if not isinstance(items, Array) or not isinstance(wanted, tuple):
        return False
    more = cast("tuple[str, ...]", wanted)
    if [str(item) for item in items] != list(more[: len(items)]):
        return False
    numbers = any(isinstance(item, int) for item in items)
    items.extend(int(one) if numbers and one.isdecimal() else one for one in more[len(items) :])
    return True


KEYS = ({field.name for field in fields(Actor)} - set(NESTED.values())) | set(NESTED)
ALIKE = 0.8  # of a key and a known one: "alises" is a slip, "comment" is somebody's own


def _slips(keys: Iterable[str]) -> Iterable[str]:
    """Name keys that look like a slip of a known one; others belong to whoever wrote them."""
    nested = {name: key for key, name in NESTED.items()}
    for key in (key for key in keys if key not in KEYS):
        near = [nested[key]] if key in nested else get_close_matches(key, KEYS, n=1, cutoff=ALIKE)
        if near:
            yield f"`{key}` is no key of an actor; write `{near[0]}`, or call your own key something else"


_DEFAULTS = {field.name: getattr(Actor(id="", name=""), field.name) for field in fields(Actor)} | {
    "id": None,
    "name": None,
}


def _nameless(actor: Actor) -> Iterable[str]:
    others = (*actor.aliases, *actor.ucdp_names, *actor.acled_names, *(a.name for a in actor.dated_aliases))
    if not all(name.strip() for name in others):
        yield "one of its other names is empty; take it out"


def _faults(actor: Actor) -> Iterable[str]:
    """Say what one actor alone has wrong."""
    if not actor.id or not actor.name.strip():
        yield "id and name must not be empty"
    elif not PLAIN_ID.fullmatch(actor.id):
        yield f"{actor.id!r}: an id has no blanks, commas, plus signs or control characters"
    elif actor.id == MIXED or (actor.id == CIVILIANS and actor.kind != CIVILIANS):
        yield "this id has a meaning of its own in event data; choose another"
    yield from _nameless(actor)
    for spell in actor.memberships:
        yield from _backwards(f"the membership in {spell.part_of}", spell.since, spell.until)
    for spell in actor.dated_aliases:
        yield from _backwards(f"the alias {spell.name!r}", spell.since, spell.until)
        if not spell.name.strip():
            yield "an alias has no name"
    for day, actors in STAND_AFTER.items():
        if getattr(actor, day) is not None and getattr(actor, actors) is None:
            yield f"`{day}` needs `{actors}`, the actor that it speaks of"
    if actor.split_on is not None and actor.merged_on is not None and actor.merged_on <= actor.split_on:
        yield f"it merged ({actor.merged_on}) before it split off ({actor.split_on})"


def _backwards(what: str, since: date | None, until: date | None) -> Iterable[str]:
    if since is not None and until is not None and until <= since:
        yield f"{what} ends ({until}) before it starts ({since})"


def _with_since(table: object) -> object:
    """Rename the TOML key `from`, which is no name in Python."""
    if not isinstance(table, Mapping):
        return table
    keys = dict(cast("Mapping[str, object]", table))
    if "from" in keys:
        keys["since"] = keys.pop("from")
    return keys


def _set_spells(table: Table, key: str, spells: Iterable[Alias | Membership]) -> None:
    """Write what holds for a time; tables of the same kind that stood there go."""
    table.pop(key, None)
    tables = tomlkit.aot()
    for spell in spells:
        fresh = tomlkit.table()
        keys = {"from" if name == "since" else name: value for name, value in asdict(spell).items()}
        fresh.update({name: value for name, value in keys.items() if value is not None})
        tables.append(fresh)
    if tables:
        table[key] = tables


def _put_spells_last(table: Table) -> None:
    """Move plain keys before the tables of an actor: in TOML a key after a table belongs to that table."""
    nested = [key for key in NESTED if isinstance(table.get(key), AoT)]
    order = [str(key) for key in table]
    first = min((order.index(key) for key in nested), default=len(order))
    late = [key for key in order[first:] if key not in nested]
    if not late:
        return
    for key in nested:
        tables = table.pop(key)
        table[key] = tables
