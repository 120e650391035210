"""The matched rows of a case as a reader sees them: each pair with its state, opened with both rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfire.base.events import EventStore
from holdfire.case.folder import Case
from holdfire.case.matched import judgements, matching, same_events
from holdfire.errors import InputError
from holdfire.inquiry.war import counted_events
from holdfire.model.match import (
    THRESHOLD,
    Compared,
    Evidence,
    Judgement,
    Matching,
    Pair,
    added_pair,
    counts,
    partisan_sets,
    rulings,
)

COMPARED = ("dataset", "date_start", "date_end", "side_a", "side_b", "low", "best", "high", "kind")
WHERE = ("place", "adm_2", "adm_1", "country", "lat", "lon", "radius_km")
TOLD = ("sources", "headline")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPair:
    """A pair with what became of it.

    counts: whether its two rows count once. state: "computed", "confirmed" or "undone" by a person, "below"
    the threshold, "within" one data set, "clash" where it would bring two rows of one data set together,
    "gone" where a row is not in the case any more. differ: fields in which the two versions differ.
    """

    id: str
    one: str
    other: str
    datasets: tuple[str, str]
    probability: float
    counts: bool
    state: str
    differ: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchList:
    """The pairs of a case. stale: files that changed since they were computed."""

    pairs: tuple[ListedPair, ...]
    threshold: float | None
    stale: tuple[str, ...]
    compared: tuple[Compared, ...]
    partisan: Mapping[str, tuple[str, ...]]
    rows_counted_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPair:
    """A field of two rows side by side."""

    field: str
    one: object
    other: object
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMatch:
    """A pair with both versions, the evidence, who decided what, and the event that stands for both."""

    pair: ListedPair
    counts_as: str | None
    evidence: tuple[Evidence, ...]
    fields: tuple[FieldPair, ...]
    judgements: tuple[Judgement, ...]
    partisan: Mapping[str, tuple[str, ...]]


def match_list(case: Case) -> MatchList:
    """List the pairs that were computed or decided on, those that count first."""
    found, made = matching(case), judgements(case)
    pairs = _pairs(found, made)
    store = counted_events(case)
    rows = _rows(store, pairs)
    groups = _groups(case)
    decided, threshold = rulings(made), found.threshold if found is not None else THRESHOLD
    listed = [_listed(pair, threshold, decided.get(pair.id), rows, groups) for pair in pairs]
    return MatchList(
        pairs=tuple(sorted(listed, key=lambda p: (not p.counts, -p.probability, p.id))),
        threshold=found.threshold if found is not None else None,
        stale=_stale(case, found),
        compared=found.compared if found is not None else (),
        partisan=partisan_sets(made),
        rows_counted_once=len(store.counted_elsewhere()),
    )


def opened_match(case: Case, wanted: str) -> OpenedMatch:
    """Open one pair: both rows, field by field, with the evidence; raises InputError where there is none."""
    found, made = matching(case), judgements(case)
    pair = next((pair for pair in _pairs(found, made) if pair.id == wanted), None)
    if pair is None:
        raise InputError(f"no match is called {wanted}; holdfire matches lists them")
    store = counted_events(case)
    rows = _rows(store, [pair])
    threshold = found.threshold if found is not None else THRESHOLD
    listed = _listed(pair, threshold, rulings(made).get(pair.id), rows, _groups(case))
    elsewhere = store.counted_elsewhere()
    return OpenedMatch(
        pair=listed,
        counts_as=elsewhere.get(pair.one, elsewhere.get(pair.other)) if listed.counts else None,
        evidence=pair.evidence,
        fields=tuple(_side_by_side(rows.get(pair.one, {}), rows.get(pair.other, {}))),
        judgements=tuple(one for one in made if one.match == pair.id),
        partisan={name: actors for name, actors in partisan_sets(made).items() if name in pair.datasets},
    )


def _pairs(found: Matching | None, made: Sequence[Judgement]) -> tuple[Pair, ...]:
    """Take the computed pairs, then those that only people know."""
    computed = found.pairs if found is not None else ()
    known = {pair.id for pair in computed}
    return (*computed, *(added_pair(one) for one in rulings(made).values() if one.match not in known))


def _rows(store: EventStore, pairs: Sequence[Pair]) -> dict[str, Row]:
    ids = {row for pair in pairs for row in (pair.one, pair.other)}
    return {str(row["event_id"]): row for row in store.rows(sorted(ids))}


def _groups(case: Case) -> dict[str, int]:
    return {row: n for n, group in enumerate(same_events(case).groups) for row in group}


def _listed(
    pair: Pair,
    threshold: float,
    ruling: Judgement | None,
    rows: Mapping[str, Row],
    groups: Mapping[str, int],
) -> ListedPair:
    there = pair.one in rows and pair.other in rows
    wanted = counts(pair, threshold, ruling)
    joined = pair.one in groups and groups.get(pair.one) == groups.get(pair.other)
    if not there:
        state = "gone"
    elif ruling is not None:
        state = "confirmed" if wanted else "undone"
    elif pair.within:
        state = "within"
    elif not wanted:
        state = "below"
    else:
        state = "computed" if joined else "clash"
    return ListedPair(
        id=pair.id,
        one=pair.one,
        other=pair.other,
        datasets=pair.datasets,
        probability=pair.probability,
        counts=there and wanted and joined,
        state=state,
        differ=_differ(rows[pair.one], rows[pair.other]) if there else (),
    )


def _differ(one: Row, other: Row) -> tuple[str, ...]:
    """Name what two versions of an event do not agree on: its days, its deaths."""
    found: list[str] = []
    if not (_first(one) <= _last(other) and _first(other) <= _last(one)):
        found.append("day")
    if None not in (one["best"], other["best"]) and one["best"] != other["best"]:
        found.append("deaths")
    return tuple(found)


def _first(row: Row) -> date:
    first = row["date_start"]
    return first if isinstance(first, date) else date.min


def _last(row: Row) -> date:
    last = row["date_end"]
    return last if isinstance(last, date) else _first(row)


def _stale(case: Case, found: Matching | None) -> tuple[str, ...]:
    """Name the files that are not as they were."""
    if found is None:
        return ()
    logged = case.logged()
    return tuple(name for name, sha in sorted(found.inputs.items()) if logged.get(name) != sha)


def _side_by_side(one: Row, other: Row) -> Iterator[FieldPair]:
    for field in (*COMPARED, *WHERE, *TOLD):
        values = one.get(field), other.get(field)
        if values != (None, None):
            yield FieldPair(field=field, one=values[0], other=values[1], differs=values[0] != values[1])
