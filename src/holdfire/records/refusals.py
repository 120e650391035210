"""The [[refused]] tables of actors.toml: names that are no armed side, or no name of an actor."""

from typing import cast

import tomlkit
from tomlkit.items import AoT

from holdfire.errors import InputError, RegistryError
from holdfire.model.actor import Refusal
from holdfire.records.toml import read_toml
from holdfire.records.values import convert


def read_refusals(text: str, *, source: str) -> tuple[Refusal, ...]:
    """Read the refused names of a registry; raise RegistryError where a table has no name or wrong keys."""
    try:
        tables = read_toml(text, source=source).get("refused", [])
        return tuple(convert(table, Refusal, source=source) for table in cast("list[object]", tables))
    except (InputError, TypeError) as error:
        raise RegistryError(f"{source}: [[refused]] takes name and, for an alias, actor: {error}") from error


def with_refusal(text: str, refusal: Refusal) -> str:
    """Add a refused name to a registry's text; comments and order stay."""
    if refusal in read_refusals(text, source="actors.toml"):
        return text
    document = tomlkit.parse(text)
    tables = document.get("refused")
    if not isinstance(tables, AoT):
        tables = tomlkit.aot()
        document["refused"] = tables
    table = tomlkit.table()
    table["name"] = refusal.name
    if refusal.actor is not None:
        table["actor"] = refusal.actor
    tables.append(table)
    return tomlkit.dumps(document)
