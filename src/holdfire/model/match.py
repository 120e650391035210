"""Rows of several data sets that tell of one event: what was computed, decided by people, and counts once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from holdfire.model.ids import digest

THRESHOLD = 0.51
"""A pair counts once from this probability on: a false pair hides an event, a missed one counts it twice.

A little above one half, so that of two equally good partners neither counts.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one field says: how it agrees, in words, and its weight in bits (1 doubles the odds).

    Without words: "bursts" (distinct events agree so oftener than chance has it), "rows around" (how many lie
    in reach, and how many have a match at all), "rivals" (other pairs could hold instead).
    """

    field: str
    says: str
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two rows, by event id, with the probability that they tell of one event and what it follows from.

    The bits of the evidence add up to the logarithm (base 2) of the odds.
    """

    id: str
    one: str
    other: str
    datasets: tuple[str, str]
    probability: float
    evidence: tuple[Evidence, ...]

    @property
    def within(self) -> bool:
        """Do both rows stand in one data set? Such a pair is shown, and counts once if a person says so."""
        return self.datasets[0] == self.datasets[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two data sets that were compared, or one with itself.

    rows: of each. unmapped: of each, those that are not on the map, which have no pair. pairs: within reach
    of each other. expected: how many events both are expected to have; more than the pairs that count
    where several rows are equally good. shared_ids: events that both have under one id; data sets that share
    some are not compared, since their ids tell events apart. With any other they are compared as one, and
    stand in `datasets` joined by " + ".
    """

    datasets: tuple[str, str]
    rows: tuple[int, int]
    unmapped: tuple[int, int] = (0, 0)
    pairs: int = 0
    expected: float = 0.0
    shared_ids: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What `matches.json` holds. inputs: file → SHA-256 of what it was computed from."""

    version: str
    inputs: Mapping[str, str]
    threshold: float
    least: float
    within: bool
    compared: tuple[Compared, ...]
    pairs: tuple[Pair, ...] = ()


class Ruling(StrEnum):
    """What a person decided of a pair, or of a data set (whether it is partisan)."""

    CONFIRM = "confirm"
    UNDO = "undo"
    PARTISAN = "partisan"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A line of `matches.jsonl`; the latest on a pair or a data set holds.

    match, one, other: the pair, by its id and its rows. dataset, actors: a data set, and whose side it takes.
    """

    ruling: Ruling
    by: str
    at: str
    match: str = ""
    one: str = ""
    other: str = ""
    datasets: tuple[str, str] = ("", "")
    dataset: str = ""
    actors: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SameEvents:
    """Event ids that tell of one event, a group each, and the data sets whose rows stand back in a group."""

    groups: tuple[tuple[str, ...], ...] = ()
    partisan: frozenset[str] = field(default_factory=frozenset[str])


NO_MATCHES = SameEvents()


def match_id(one: str, other: str) -> str:
    """Name a pair by its two event ids, in whatever order, so that decisions outlive computations."""
    return f"m_{digest(*sorted((one, other)))[:16]}"


def rulings(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Take the latest judgement on each pair, by the pair's id."""
    return {made.match: made for made in judgements if made.match}


def partisan_sets(judgements: Iterable[Judgement]) -> dict[str, tuple[str, ...]]:
    """Name the data sets that people hold to be partisan by now, with whose side they take."""
    latest = {made.dataset: made for made in judgements if made.dataset}
    return {name: made.actors for name, made in latest.items() if made.ruling is Ruling.PARTISAN}


def counts(pair: Pair, threshold: float, ruling: Judgement | None) -> bool:
    """Say whether a pair counts once: a person's decision goes before the probability."""
    if ruling is not None:
        return ruling.ruling is Ruling.CONFIRM
    return pair.probability >= threshold and not pair.within


def pairs_in_force(matching: Matching | None, judgements: Sequence[Judgement]) -> tuple[Pair, ...]:
    """List the pairs that count once, those that people added among them, the most probable first."""
    decided = rulings(judgements)
    computed = matching.pairs if matching is not None else ()
    threshold = matching.threshold if matching is not None else THRESHOLD
    known = {pair.id for pair in computed}
    held = [pair for pair in computed if counts(pair, threshold, decided.get(pair.id))]
    added = [
        added_pair(made)
        for made in decided.values()
        if made.match not in known and made.ruling is Ruling.CONFIRM
    ]
    stood = [(pair.id not in decided, -pair.probability, pair.id, pair) for pair in (*held, *added)]
    return tuple(pair for *_, pair in sorted(stood, key=lambda row: row[:3]))


def added_pair(made: Judgement) -> Pair:
    """Make the pair that a person stands by and the computation does not list."""
    return Pair(
        id=made.match, one=made.one, other=made.other, datasets=made.datasets, probability=1.0, evidence=()
    )


def families(compared: Iterable[Compared]) -> dict[str, str]:
    """Name data sets that share event ids, also by way of a third, by the first of them."""
    first: dict[str, str] = {}
    for done in compared:
        if done.shared_ids:
            one, other = (first.setdefault(name, name) for name in done.datasets)
            first |= {name: min(one, other) for name, of in first.items() if of in (one, other)}
    return first


def grouped(
    pairs: Iterable[Pair], decided: Mapping[str, Judgement], family: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], ...]:
    """Join pairs to groups of rows that tell of one event, the surest pairs first.

    A pair is passed over where it would bring rows together that a person holds to be two events; also two
    rows of one data set, or of two that share ids (`families`), which are two by their coders, unless a
    person joined this pair.
    """
    of = family or {}
    apart = {frozenset((made.one, made.other)) for made in decided.values() if made.ruling is Ruling.UNDO}
    group: dict[str, list[str]] = {}
    sets: dict[str, str] = {}
    for pair in pairs:
        sets |= {
            row: of.get(name, name) for row, name in zip((pair.one, pair.other), pair.datasets, strict=True)
        }
        one, other = group.setdefault(pair.one, [pair.one]), group.setdefault(pair.other, [pair.other])
        if one is other:
            continue
        clash = {sets[row] for row in one} & {sets[row] for row in other}
        undone = any(frozenset((a, b)) in apart for a in one for b in other) if apart else False
        if undone or (clash and pair.id not in decided):
            continue
        one += other
        group |= dict.fromkeys(other, one)
    found = {id(rows): tuple(sorted(rows)) for rows in group.values() if len(rows) > 1}
    return tuple(sorted(found.values()))
