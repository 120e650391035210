"""The actor list that UCDP gives out: one actor a row, with its id, its names and what it came from.

Source: UCDP Actor Dataset Codebook; columns by name, as of versions 17 to 22.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.errors import Problem, TableError

NEEDED = frozenset({"actorid", "namedata"})
NONE = frozenset({"", "n/a", "na", "-"})
GOVERNMENTS = "4"  # the code of `Org` for a state
TIES: Mapping[str, tuple[str, str]] = {
    "split from": ("nameprev", "actoridprev"),
    "split for a time from": ("namesplittemp", "actoridsplittemp"),
    "allied in": ("namealliance", "actoridalliance"),
    "joined": ("groupname", "actoridgroup"),
}
_LISTED = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedActor:
    """One row: the actor's id, its short name in event data, its other names, where it acted, its ties.

    name: the full English name it had last. aliases: all others, those that are one English word left out,
    since such a word ("Union") is found in any text. notes: splits, alliances; the list has no days for them.
    """

    id: str
    short: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    notes: tuple[str, ...]
    state: bool


def is_actor_list(head: str) -> bool:
    """Say whether a text begins as an actor list does."""
    return _columns(next(csv.reader([head.partition("\n")[0]]), [])) >= NEEDED


def read_actor_list(text: str, *, source: str) -> tuple[ListedActor, ...]:
    """Read an actor list; raise TableError with every row that has no id, no name or an id seen before."""
    problems: list[Problem] = []
    found: dict[str, ListedActor] = {}
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [_key(name) for name in next(rows)]
        twice = sorted({name for name in header if header.count(name) > 1})
        if twice:
            raise TableError(f"{source} has columns of one name: {', '.join(twice)}")
        for cells in rows:
            if not any(cells):
                continue
            row = dict(zip(header, map(_clean, cells), strict=False))
            number, short = row.get("actorid", ""), row.get("namedata", "")
            if wrong := _wrong(cells, header, number, short, found):
                problems.append(Problem(file=source, row=rows.line_num, value=number, message=wrong))
                continue
            found[number] = _listed(row)
    except csv.Error as error:
        raise TableError(f"{source} is no CSV that can be read: line {rows.line_num}: {error}") from error
    if problems:
        raise TableError("the actor list has rows that can't be taken; nothing was changed:", problems)
    return tuple(found.values())


def _wrong(
    cells: Sequence[str], header: Sequence[str], number: str, short: str, found: Mapping[str, object]
) -> str:
    if len(cells) != len(header):
        return f"the row has {len(cells)} cells, and the header {len(header)}"
    if not number.isdecimal():
        return "ActorId is no number"
    if not short:
        return "NameData is empty"
    return "this ActorId stands in the list before" if number in found else ""


def _listed(row: Mapping[str, str]) -> ListedActor:
    short = row["namedata"]
    now = _listed_as(row, "newname")
    native = [row.get(column, "") for column in ("nameorig", "nameorigfull")]
    native += _listed_as(row, "newnamefullmothertongue")
    english = [row.get("nameorigfulleng", ""), *_listed_as(row, "newnamefulleng")]
    translated = [name for name in english if " " in name]
    names = [name for name in (*now, *native, *translated) if name.casefold() not in NONE]
    state = row.get("org") == GOVERNMENTS
    return ListedActor(
        id=row["actorid"],
        short=short,
        name=short if state or not translated else translated[-1],
        aliases=tuple(dict.fromkeys(names)),
        countries=tuple(filter(None, _LISTED.split(row.get("location", "")))),
        notes=tuple(_notes(row)),
        state=state,
    )


def _listed_as(row: Mapping[str, str], column: str) -> list[str]:
    """Cut later names at commas where there are as many as short ones; else a comma may be in a name."""
    times = len(_LISTED.split(row.get("newname", "")))
    parts = [part for part in _LISTED.split(row.get(column, "")) if part]
    if len(parts) == times:
        return parts
    return [row[column]] if times == 1 and row.get(column) else []


def _notes(row: Mapping[str, str]) -> Iterable[str]:
    for words, (names, ids) in TIES.items():
        others, numbers = row.get(names, ""), row.get(ids, "")
        if others and others.casefold() not in NONE:
            yield f"{words} {others}" + (f" ({numbers})" if numbers else "")


def _columns(header: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_key, header))


def _key(column: str) -> str:
    return column.strip().lstrip("\ufeff").replace("_", "").casefold()


def _clean(cell: str) -> str:
    return " ".join(cell.split())
