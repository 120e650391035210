"""What people decide about matched rows goes into the case as a line of `matches.jsonl`, and nowhere else."""

from collections.abc import Sequence

from holdfire.base.events import EventStore
from holdfire.case.act import Act
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.case.matched import JUDGEMENTS, judgements, matching
from holdfire.errors import InputError
from holdfire.intake.appending import append_line
from holdfire.model.match import Judgement, Ruling, match_id


def judge_pair(
    case: Case, named: Sequence[str], ruling: Ruling, act: Act, *, note: str | None = None
) -> Judgement:
    """Confirm a pair or undo it; named: its id (m_…), or the ids of two events that no computation paired.

    Raises InputError where there is no such pair or event, or both are one row.
    """
    if len(named) == 1:
        one, other, datasets = _listed(case, named[0])
    elif len(named) == 2:
        one, other, datasets = _events(case, named[0], named[1])
    else:
        raise InputError("name one match (m_…) or two events")
    made = Judgement(
        ruling=ruling,
        by=act.by,
        at=act.at,
        match=match_id(one, other),
        one=one,
        other=other,
        datasets=datasets,
        note=note,
    )
    return _append(case, act, made, {"match": made.match, "ruling": ruling.value})


def judge_dataset(
    case: Case, dataset: str, actors: Sequence[str], act: Act, *, note: str | None = None
) -> Judgement:
    """Mark a data set as partisan for actors, or as neutral where none is named."""
    there = [file.stem for file in event_tables(case)]
    if dataset not in there:
        raise InputError(f"no data set is called {dataset}; the case has: {', '.join(there) or 'none'}")
    ruling = Ruling.PARTISAN if actors else Ruling.NEUTRAL
    made = Judgement(ruling=ruling, by=act.by, at=act.at, dataset=dataset, actors=tuple(actors), note=note)
    return _append(case, act, made, {"dataset": dataset, "ruling": ruling.value})


def _listed(case: Case, wanted: str) -> tuple[str, str, tuple[str, str]]:
    """Find a pair among those computed and those decided before."""
    found = matching(case)
    for pair in (*(found.pairs if found is not None else ()),):
        if pair.id == wanted:
            return pair.one, pair.other, pair.datasets
    for made in judgements(case):
        if made.match == wanted:
            return made.one, made.other, made.datasets
    raise InputError(f"no match is called {wanted}; holdfire matches lists them")


def _events(case: Case, one: str, other: str) -> tuple[str, str, tuple[str, str]]:
    store = EventStore(event_tables(case))
    rows = {str(row["event_id"]): str(row["dataset"]) for row in store.rows([one, other])}
    absent = [row for row in (one, other) if row not in rows]
    if absent:
        raise InputError(f"no event is called {' or '.join(absent)}")
    if one == other:
        raise InputError(f"{one} is one event already: name two")
    return one, other, (rows[one], rows[other])


def _append(case: Case, act: Act, made: Judgement, detail: dict[str, object]) -> Judgement:
    append_line(case, JUDGEMENTS, made, act, "match", detail=detail)
    return made
