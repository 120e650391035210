"""The rows that shares are counted on: both sides read as parties, bursts named, opponents sorted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.actors.registry import Registry, fold_name, proposed_actor
from holdfire.actors.sides import CIVILIANS, MIXED, SideReader
from holdfire.base.event_sides import NOBODY, Sides, sides_of
from holdfire.base.events import EventColumns
from holdfire.dossier.words import listed
from holdfire.model.share import Sort

Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]
_SIDES = np.array(["side_a", "side_b"], dtype=object)
_ONCE = re.compile(r"\(.*?\)")
_GOVERNMENT = "government of "
GROUPS: tuple[str, ...] = ("civilians", "mixed", "proposed", "states", "foreign-states", "non-state", "other")
"""Words that mean a group of opponents, wherever an opponent is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fights:
    """The rows of one actor against somebody else.

    Arrays of one length: opponent (labels), burst (rows of one place within burst_days are one burst), acted
    ("us" or "them" where the data say who acted, else ""), and columns of the events.
    """

    opponent: Texts
    burst: NDArray[np.int64]
    day: NDArray[np.int64]
    area: Texts
    acted: NDArray[np.object_]
    where_prec: NDArray[np.int64]
    deaths: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.opponent)

    def take(self, mask: Bools) -> "Fights":
        """Keep the rows that a mask marks."""
        return replace(self, **{f.name: getattr(self, f.name)[mask] for f in fields(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class SidedRows:
    """Rows with both sides as labels; what each label is; mixed_members: side name → the parties in it.

    codes: (2, rows) the labels as numbers, which compare faster; numbers: label → its number.
    """

    events: EventColumns
    codes: NDArray[np.int64]
    numbers: Mapping[str, int]
    one: Texts
    other: Texts
    sorts: Mapping[str, Sort]
    names: Mapping[str, str]
    states: frozenset[str]
    foreign: frozenset[str]
    mixed_members: Mapping[str, frozenset[str]]

    def fights_of(self, actor: str, *, burst_days: int) -> Fights:
        """Take the rows in which an actor stands on one side and somebody else on the other."""
        first, second = self.codes == self.numbers.get(actor, -1)
        chosen = first ^ second
        rows = self.events.take(chosen)
        one, other = self.one[chosen], self.other[chosen]
        own = second[chosen].astype(np.int64)
        return Fights(
            opponent=np.where(own == 0, other, one),
            burst=_bursts(rows, burst_days),
            day=rows.day,
            area=rows.adm_1,
            acted=np.where(rows.initiator == "", "", np.where(rows.initiator == _SIDES[own], "us", "them")),
            where_prec=rows.where_prec,
            deaths=np.nan_to_num(rows.best),
        )

    def within(self, actor: str) -> Bools:
        """Mark the rows in which parts of one actor stand against each other."""
        return np.asarray((self.codes == self.numbers.get(actor, -1)).all(axis=0), dtype=np.bool_)

    def in_mixed(self, actor: str) -> Bools:
        """Mark the rows in which an actor is one of several parties on a side; they count for nobody."""
        names = [name for name, members in self.mixed_members.items() if actor in members]
        if not names:
            return np.zeros(len(self.events), dtype=np.bool_)
        among = np.isin(self.events.side_a, names) | np.isin(self.events.side_b, names)
        beside = (self.codes == self.numbers.get(actor, -1)).any(axis=0)
        return np.asarray(among & ~beside, dtype=np.bool_)


def read_sides(
    events: EventColumns, actors: Registry, parties: Mapping[str, tuple[str, ...]] | None = None
) -> SidedRows:
    """Read both sides of every row; parties: label → actors that are counted as one."""
    reader = SideReader(actors, parties or {})
    sides = sides_of(events)
    labels, readings = reader.read(*sides.columns), reader.explain(*sides.columns)
    one, other = sides.by_row(labels, len(events))
    kinds = {a.id: a.kind for a in actors.actors}
    unknown = {r.read_as: proposed_actor(r.name) for r in readings if r.reading == "proposed"}
    kinds |= {key: actor.kind for key, actor in unknown.items() if key not in kinds}
    states = frozenset(key for key, kind in kinds.items() if kind == "state")
    merged = {key: listed([actors.names.get(i, i) for i in ids]) for key, ids in (parties or {}).items()}
    sorts: dict[str, Sort] = {r.read_as: "proposed" if r.read_as in unknown else "actor" for r in readings}
    sorts |= {key: "civilians" for key in sorts if key == CIVILIANS or kinds.get(key) == "civilians"}
    sorts |= {key: "mixed" for key in sorts if key == MIXED}
    sorts |= {NOBODY: "proposed"} if (one == NOBODY).any() or (other == NOBODY).any() else {}
    known, codes = np.unique(np.r_[one, other].astype(str), return_inverse=True)
    return SidedRows(
        events=events,
        codes=codes.reshape(2, len(events)).astype(np.int64),
        numbers={str(key): number for number, key in enumerate(known)},
        one=one,
        other=other,
        sorts=sorts,
        names={**{k: a.name for k, a in unknown.items()}, **actors.names, **merged}
        | {
            MIXED: "sides of two parties",
            NOBODY: "nobody named",
            CIVILIANS: actors.names.get(CIVILIANS, "Civilians"),
        },
        states=states,
        foreign=_foreign(sides, labels, states),
        mixed_members={r.name: frozenset(r.members) for r in readings if r.read_as == MIXED},
    )


def _foreign(sides: Sides, labels: Texts, states: frozenset[str]) -> frozenset[str]:
    """Name the states that are in no row the government of the country where the row lies."""
    named = zip(sides.name, sides.country, labels, strict=True)
    pairs = {(s, c, k) for s, c, k in named if k in states}
    home = {k for s, c, k in pairs if _bare(s).removeprefix(_GOVERNMENT) == _bare(c)}
    return frozenset({k for _, _, k in pairs} - home)


def _bare(name: str) -> str:
    return fold_name(_ONCE.sub(" ", name))


def _bursts(rows: EventColumns, days: int) -> NDArray[np.int64]:
    """Number the bursts: rows at one place (its name, else its position) in one stretch of days."""
    places: dict[tuple[str, ...], int] = {}
    keys = [
        (c, place) if place else (c, a, f"{lat:.2f} {lon:.2f}")
        for c, a, place, lat, lon in zip(
            rows.country, rows.adm_1, rows.place, rows.lat, rows.lon, strict=True
        )
    ]
    codes = np.fromiter((places.setdefault(key, len(places)) for key in keys), np.int64, len(keys))
    if not len(rows):
        return codes
    stretches = rows.day // days
    stretches -= stretches.min()
    return codes * (1 + int(stretches.max())) + stretches


def group_labels(rows: SidedRows, word: str, named: Sequence[str]) -> frozenset[str] | None:
    """Say which labels a word for a group means; None where it is none.

    named: labels that have a share of their own; "non-state" and "other" leave them out.
    """
    every = frozenset(rows.sorts)
    unarmed = {key for key, sort in rows.sorts.items() if sort == "civilians"}
    groups = (
        frozenset(unarmed),
        frozenset(key for key, sort in rows.sorts.items() if sort == "mixed"),
        frozenset(key for key, sort in rows.sorts.items() if sort == "proposed"),
        every & rows.states,
        every & rows.foreign,
        every - rows.states - unarmed - set(named),
        every - set(named),
    )
    return dict(zip(GROUPS, groups, strict=True)).get(word)
