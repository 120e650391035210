"""Do matched rows add up? Rows that are there, probabilities from their weights, decisions kept."""

import hashlib
from collections.abc import Iterator

from holdfire.base.events import EventStore
from holdfire.case.checking import readable_entries
from holdfire.case.folder import Case
from holdfire.case.matched import JUDGEMENTS, MATCHES
from holdfire.errors import InputError
from holdfire.inquiry.matching import probability_of
from holdfire.inquiry.verifying_reviews import rewritten
from holdfire.model.fault import Fault
from holdfire.model.match import Judgement, Matching, match_id
from holdfire.records.matches import read_matching
from holdfire.records.values import decode, line_of_error


def match_faults(case: Case) -> Iterator[Fault]:
    """Check `matches.json` and every line of `matches.jsonl`, and that no act changed a decision."""
    path = case.path / MATCHES
    if path.is_file():
        data = path.read_bytes()
        try:
            found = read_matching(data, source="this file")
        except InputError as error:
            yield Fault(file=MATCHES, line=line_of_error(data, error), message=str(error))
        else:
            yield from _pair_faults(case, found, data)
            yield from _input_faults(case, found)
    yield from _judgement_faults(case)
    yield from rewritten(readable_entries(case), JUDGEMENTS)


def _pair_faults(case: Case, found: Matching, data: bytes) -> Iterator[Fault]:
    lines = {row.strip()[8:26]: n for n, row in enumerate(data.split(b"\n"), start=1)}
    fresh = _is_fresh(case, found)
    there = _datasets_of(case, found) if fresh else {}
    for pair in found.pairs:
        line = lines.get(pair.id.encode())
        if pair.id != match_id(pair.one, pair.other):
            yield Fault(file=MATCHES, line=line, message=f"{pair.id}: does not follow from its two events")
        if (again := probability_of(pair.evidence)) != pair.probability:
            message = f"{pair.id}: probability is {pair.probability}, but its weights give {again}"
            yield Fault(file=MATCHES, line=line, message=message)
        for row, dataset in zip((pair.one, pair.other), pair.datasets, strict=True):
            if fresh and there.get(row) != dataset:
                message = f"{pair.id}: {row} is no event of {dataset}, from which it was computed"
                yield Fault(file=MATCHES, line=line, message=message)


def _is_fresh(case: Case, found: Matching) -> bool:
    """Say whether the data sets are as they were; else rows may have gone, and the list says so."""
    for name, sha in found.inputs.items():
        path = case.path / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            return False
    return True


def _datasets_of(case: Case, found: Matching) -> dict[str, str]:
    files = [case.path / name for name in sorted(found.inputs) if name.startswith("events/")]
    ids = sorted({row for pair in found.pairs for row in (pair.one, pair.other)})
    return {str(row["event_id"]): str(row["dataset"]) for row in EventStore(files).rows(ids)}


def _input_faults(case: Case, found: Matching) -> Iterator[Fault]:
    """Find hashes that no file of that name ever had: a computation from data that nobody has."""
    had = {(file.path, file.sha256) for row in readable_entries(case) for file in row.entry.files}
    for name, sha in found.inputs.items():
        if (name, sha) not in had:
            yield Fault(file=MATCHES, message=f"was computed from a {name} that this case never held")


def _judgement_faults(case: Case) -> Iterator[Fault]:
    path = case.path / JUDGEMENTS
    if not path.is_file():
        return
    for line, row in enumerate(path.read_bytes().removesuffix(b"\n").split(b"\n"), start=1):
        try:
            made = decode(row, Judgement, source="this line")
        except InputError as error:
            yield Fault(file=JUDGEMENTS, line=line, message=str(error))
            continue
        if made.match and made.match != match_id(made.one, made.other):
            message = f"{made.match}: does not follow from its two events"
            yield Fault(file=JUDGEMENTS, line=line, message=message)
