"""The actor list of UCDP into a case: what it says of the actors that the case's data or registry have."""

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from holdfire.actors.merging import DataSide, Left, merge
from holdfire.actors.parts import parts_of
from holdfire.actors.registry import Registry
from holdfire.actors.ucdp_list import is_actor_list, read_actor_list
from holdfire.base.event_sides import sides_of
from holdfire.base.events import EventStore
from holdfire.base.unpacking import plain_text
from holdfire.case.act import Act
from holdfire.case.contents import ACTORS, actors, event_tables
from holdfire.case.folder import Case
from holdfire.records.registry import read_registry, write_registry

HEAD = 4_096  # bytes in which a list shows its columns
SHOWN = 20  # names a line of the report; --json has all


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorListReport:
    """What a list brought: ids of new actors, ids of those that got something, names left and why."""

    listed: int
    added: tuple[str, ...]
    updated: tuple[str, ...]
    left: tuple[Left, ...]

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        number = "1 actor" if self.listed == 1 else f"{self.listed:,} actors"
        left = [f"left: {one.name} {one.why}" for one in self.left[:SHOWN]]
        if len(self.left) > SHOWN:
            left.append(f"left: {len(self.left) - SHOWN:,} more names; --json has all")
        return (
            f"the list has {number}: {len(self.added):,} added, {len(self.updated):,} updated; "
            f"names left: {len(self.left):,}",
            *(_named("added", self.added)),
            *(_named("updated", self.updated)),
            *left,
        )


def text_of_list(path: Path) -> str | None:
    """Read an actor list, plain, gzip or zip; None where the file is something else."""
    with tempfile.TemporaryDirectory(prefix="holdfire-list-") as folder:
        plain = plain_text(path, Path(folder) / "list.csv").path
        with plain.open(encoding="utf-8-sig") as file:
            if not is_actor_list(file.read(HEAD)):
                return None
        return plain.read_text(encoding="utf-8-sig")


def import_actor_list(case: Case, text: str, act: Act, *, source: str, every: bool) -> ActorListReport:
    """Add what a list says to the registry of a case; nothing that a person wrote there is changed.

    every: all actors of the list, not those alone that the case's data or registry concern. Raises TableError
    with every row that can't be taken.
    """
    listed = read_actor_list(text, source=source)
    expects = {ACTORS: case.logged().get(ACTORS)}
    onto = case.read(ACTORS).decode() if ACTORS in case.logged() else ""
    merged = merge(actors(case), listed, _sides(case), every=every)
    if merged.added or merged.updated:
        written = write_registry(merged.actors, onto=onto)
        Registry(read_registry(written, source=ACTORS))
        detail = {"file": source, "added": len(merged.added), "updated": len(merged.updated)}
        case.commit(
            act, "import actor list", write={ACTORS: written.encode()}, expects=expects, detail=detail
        )
    return ActorListReport(listed=len(listed), added=merged.added, updated=merged.updated, left=merged.left)


def _sides(case: Case) -> tuple[DataSide, ...]:
    """List the side names of a case's events, whole and in parts, with their countries and ids."""
    files = event_tables(case)
    if not files:
        return ()
    sides = sides_of(EventStore(files).columns())
    lands: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for name, country, source_id in set(zip(sides.name, sides.country, sides.source_id, strict=True)):
        parts = parts_of(name, lambda _: False, 1)
        for part in {name, *parts}:
            lands[part].add(country)
        if source_id:
            ids[name].add(source_id)
    return tuple(
        DataSide(name=name, countries=frozenset(lands[name]), ids=frozenset(ids[name]))
        for name in sorted(lands)
    )


def _named(what: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        return ()
    more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
    return (f"{what}: {', '.join(ids[:SHOWN])}{more}",)
