"""The data sets of a case are compared two by two: which of their rows tell of one event."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfire import __version__
from holdfire.base.comparison import shared_ids
from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.case.matched import MATCHES
from holdfire.errors import InputError, UsageError
from holdfire.inquiry.compared_rows import compared_rows
from holdfire.inquiry.reading import registry
from holdfire.matching import BURSTS, FIELDS, PRIOR, RIVALS, Matched, Parties, Rows, match_rows
from holdfire.model.match import THRESHOLD, Compared, Evidence, Matching, Pair, families, match_id
from holdfire.records.matches import write_matching

TOGETHER = " + "  # between the names of data sets that are compared as one
LEAST_THRESHOLD = 0.5  # below, a row could count with two others
LEAST = 0.1  # pairs less probable than that are not stored
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to compare: data sets (none named: all), also each with itself; from where on a pair counts."""

    datasets: tuple[str, ...] = ()
    within: bool = False
    threshold: float = THRESHOLD


def find_matches(
    case: Case,
    wanted: Wanted,
    act: Act,
    *,
    progress: Progress = lambda _: None,
) -> Matching:
    """Compare the data sets of a case and store the pairs in place of older ones; decisions stay.

    Raises
    ------
    UsageError
        Where the threshold is below one half: a row could then count with two others.
    InputError
        Where a data set is not there, or there is nothing to compare.
    """
    if not LEAST_THRESHOLD <= wanted.threshold <= 1:
        raise UsageError("--threshold takes a number from 0.5 to 1; below, a row could count with two others")
    names = _datasets(case, wanted)
    logged = case.logged()
    inputs = {f"events/{name}.parquet": logged[f"events/{name}.parquet"] for name in names}
    read: dict[str, str | None] = {**inputs, MATCHES: logged.get(MATCHES)}
    if "actors.toml" in logged:
        inputs["actors.toml"] = read["actors.toml"] = logged["actors.toml"]
    progress("reading the events")
    tables = _Tables.read(case, names)
    compared = list(_sharing(case, names, tables))
    pairs: list[Pair] = []
    for one, other in _comparisons(names, families(compared), within=wanted.within):
        progress(f"comparing {TOGETHER.join(one)} with {TOGETHER.join(other) if one != other else 'itself'}")
        done, found = tables.compare(one, other)
        compared.append(done)
        pairs += found
    matching = Matching(
        version=__version__,
        inputs=inputs,
        threshold=wanted.threshold,
        least=LEAST,
        within=wanted.within,
        compared=tuple(compared),
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.probability, pair.id))),
    )
    data = write_matching(matching)
    if MATCHES not in logged or case.read(MATCHES) != data:
        counted = sum(pair.probability >= wanted.threshold and not pair.within for pair in pairs)
        detail = {"datasets": list(names), "pairs": len(pairs), "counted": counted}
        case.commit(act, "match", write={MATCHES: data}, expects=read, detail=detail)
    return matching


def _datasets(case: Case, wanted: Wanted) -> tuple[str, ...]:
    there = tuple(file.stem for file in event_tables(case))
    absent = [name for name in wanted.datasets if name not in there]
    if absent:
        raise InputError(
            f"no data set is called {', '.join(absent)}; the case has: {', '.join(there) or 'none'}"
        )
    names = tuple(name for name in there if name in wanted.datasets) if wanted.datasets else there
    if len(names) < 2 and not (names and wanted.within):
        raise InputError(
            f"there is nothing to compare: the case has {', '.join(there) or 'no data set'}; import another "
            "data set, or look for events that one has twice with --within"
        )
    return names


def _comparisons(
    names: Sequence[str], family: Mapping[str, str], *, within: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give what to compare: data sets that share ids tell events apart together, and stand on one side."""
    members: dict[str, tuple[str, ...]] = {}
    for name in names:
        first = family.get(name, name)
        members[first] = (*members.get(first, ()), name)
    yield from combinations(members.values(), 2)
    if within:
        yield from (((name,), (name,)) for name in names)


def _sharing(case: Case, names: Sequence[str], tables: "_Tables") -> Iterator[Compared]:
    """Tell which data sets have events under one id."""
    for pair in combinations(names, 2):
        shared = shared_ids(*(case.path / f"events/{name}.parquet" for name in pair))
        if shared:
            one, other = (len(tables.of((name,))) for name in pair)
            yield Compared(datasets=pair, rows=(one, other), shared_ids=shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The events of the compared data sets in one order, as the comparison sees them."""

    event_id: NDArray[np.object_]
    dataset: NDArray[np.object_]
    rows: Rows
    parties: Parties

    @classmethod
    def read(cls, case: Case, names: Sequence[str]) -> "_Tables":
        store = EventStore([case.path / f"events/{name}.parquet" for name in names])
        events = store.columns()
        rows, parties = compared_rows(events, registry(case))
        return cls(event_id=events.event_id, dataset=store.datasets(), rows=rows, parties=parties)

    def of(self, names: Sequence[str]) -> NDArray[np.int64]:
        """Give the places of the rows of data sets, an event that several have once."""
        return np.flatnonzero(np.isin(self.dataset, list(names)))

    def compare(self, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Compared, list[Pair]]:
        """Compare data sets with others, those that share ids as one, or one with itself."""
        places = [self.of(names) for names in (one, other)]
        lengths = (len(places[0]), len(places[1]))
        done = Compared(datasets=(TOGETHER.join(one), TOGETHER.join(other)), rows=lengths)
        tables = [self.rows.take(at) for at in places]
        found = match_rows(tables[0], None if one == other else tables[1], self.parties, least=LEAST)
        unmapped = (int(np.isnan(tables[0].lat).sum()), int(np.isnan(tables[1].lat).sum()))
        done = replace(done, unmapped=unmapped, pairs=found.compared, expected=round(found.expected, 1))
        return done, list(self._pairs(found, *places))

    def _pairs(self, found: Matched, first: NDArray[np.int64], second: NDArray[np.int64]) -> Iterator[Pair]:
        names = (*(field.name for field in FIELDS), BURSTS, PRIOR, RIVALS)
        for at, (i, j) in enumerate(zip(found.one.tolist(), found.other.tolist(), strict=True)):
            says = [
                field.levels[level].words
                for field, level in zip(FIELDS, found.levels[at].tolist(), strict=True)
            ]
            says += [""] * (len(names) - len(says))
            evidence = tuple(
                Evidence(field=name, says=words, bits=bits)
                for name, words, bits in zip(names, says, found.weights[at].tolist(), strict=True)
            )
            rows = (first[i], second[j])
            one, other = (str(self.event_id[row]) for row in rows)
            yield Pair(
                id=match_id(one, other),
                one=one,
                other=other,
                datasets=(str(self.dataset[rows[0]]), str(self.dataset[rows[1]])),
                probability=probability_of(evidence),
                evidence=evidence,
            )


def probability_of(evidence: Collection[Evidence]) -> float:
    """Turn weights in bits into the probability that is stored with them."""
    return round(1.0 / (1.0 + 2.0 ** -sum(part.bits for part in evidence)), 6)
