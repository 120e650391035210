"""A question's answers weighed: the wars of its size, the rivals, and a reader's own prior."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from holdfire.case.folder import Case
from holdfire.case.matched import same_events
from holdfire.errors import InputError, QuestionError
from holdfire.inquiry.war import label
from holdfire.inquiry.weighed.making import Order, make_table
from holdfire.inquiry.weighed.vectors import SIMULATED, TRUCE
from holdfire.jobs.engines import HERE, Engine
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.ids import digest
from holdfire.model.record import RecordRow
from holdfire.model.weighing import Weighing
from holdfire.records.values import line
from holdfire.weighing.evidence import evidence_of
from holdfire.weighing.rivals import Rival, read_rivals, shipped_rivals
from holdfire.weighing.tables import ENDING, Size, Table, read_table, shipped_tables, table_for, write_table
from holdfire.weighing.weigh import weigh

FOLDER = ".cache/weighing"
SEED = 20260101
MONTH_DAYS = 30.44
RELEASES = "strikes"  # scheme of a belligerent's releases

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What a reader brings to a weighing. prior: by rival. own: a file with rivals of the reader's.

    assumed: by unknown, where the reader takes another value than the usual one. wars: how many to simulate
    for each rival and prior set where no table fits; 0 = none.
    """

    prior: Mapping[str, float] = field(default_factory=dict[str, float])
    assumed: Mapping[str, float] = field(default_factory=dict[str, float])
    own: Path | None = None
    wars: int = 0
    engine: Engine = HERE
    progress: Progress = lambda _number, _total, _name: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A weighing, or None and the reason why there is none; lacking: the size of the table that it takes."""

    weighing: Weighing | None
    reason: str = ""
    lacking: Size | None = None


NOT_ASKED = Reader()
NOT_WEIGHED = Weighed(weighing=None, reason="not asked yet")


def weighed(
    case: Case,
    question: Question,
    record: Sequence[RecordRow],
    answers: Sequence[Answer],
    names: Mapping[str, str],
    reader: Reader = NOT_ASKED,
) -> Weighed:
    """Weigh what a question's answers found against simulated wars of its size.

    Raises QuestionError or InputError for what a reader brought and that can't be used.
    """
    if not question.triple.against:
        return Weighed(weighing=None, reason="nobody is named against whom A and B are said to act")
    evidence = evidence_of({one.form: one for one in answers if one.status == "done"})
    if not evidence:
        return Weighed(weighing=None, reason="no form gave an effect")
    size = size_of(question, record, answers, sources=sources_of(same_events(case).groups))
    own = () if reader.own is None else _own(reader.own)
    forms = tuple(name for name in question.forms if name in SIMULATED)
    table = _table(case, size, own, reader, forms)
    if table is None:
        return Weighed(
            weighing=None,
            reason=f"no table of simulated wars has this size ({size.months} months, {size.rows:,} rows of "
            f"the two with the third, contact from {size.basis}, {size.onset} months before an alleged "
            f"date, {_told(size.sources)}); --simulate N makes one",
            lacking=size,
        )
    try:
        rivals = (*shipped_rivals(), *own)
        found = weigh(evidence, table, rivals, names, reader.prior or None, reader.assumed)
    except QuestionError as error:
        if reader.prior or reader.assumed or own:
            raise
        return Weighed(weighing=None, reason=str(error))
    return Weighed(weighing=found)


def sizes_at_hand(case: Case) -> tuple[Size, ...]:
    """Give the sizes of the tables that come with the package and of those made for this case."""
    return tuple(one.size for one in (*_shipped(), *_cached(case.path.resolve() / FOLDER)))


def tables_made(case: Case) -> tuple[str, ...]:
    """Name the state of the tables that were made for this case: they stand beside the log, not in it."""
    made = [(path.name, path.stat()) for path in sorted((case.path / FOLDER).glob(f"*{ENDING}"))]
    return tuple(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in made)


def size_of(
    question: Question, record: Sequence[RecordRow], answers: Sequence[Answer], *, sources: int = 1
) -> Size:
    """Measure a question as tables are measured; no clash of A and B is counted, which is what is weighed."""
    triple = question.triple
    c = label(triple.against)
    with_c = {frozenset((label(party), c)) for party in (triple.a, triple.b)}
    rows = sum(row.events for row in record if row.area == "asked" and frozenset(row.dyad) in with_c)
    days = (question.period.until - question.period.since).days
    front = next((one for one in answers if one.form == "silent-front" and one.status == "done"), None)
    basis = "co-presence" if front is not None and front.exposure.basis == "co-presence" else "control map"
    return Size(
        months=max(1, round(days / MONTH_DAYS)),
        rows=rows,
        basis=basis,
        onset=_onset(question),
        sources=sources,
    )


def sources_of(same: Sequence[Sequence[str]]) -> int:
    """Tell from the matched rows what data sets overlap: 1 where none do, 3 where strikes are told, too.

    same: ids of rows that tell of one event, a group each.
    """
    schemes = {event.partition(":")[0] for group in same for event in group}
    if len(schemes - {RELEASES}) < 2:
        return 1
    return 3 if RELEASES in schemes else 2


def _told(sources: int) -> str:
    return (
        "one data set",
        "two matched data sets",
        "two matched data sets and releases on strikes",
    )[sources - 1]


def _onset(question: Question) -> int:
    """Count the months of the period before the alleged date; 0 where none is alleged."""
    on = question.choices.get(TRUCE, {}).get("on")
    if not isinstance(on, str) or not on:
        return 0
    return round((date.fromisoformat(on) - question.period.since).days / MONTH_DAYS)


@cache
def _shipped() -> tuple[Table, ...]:
    return shipped_tables()


def _own(path: Path) -> tuple[Rival, ...]:
    """Read a reader's own rivals; their names are not those of the five."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read: {error}") from error
    found = read_rivals(text, source=path.name)
    if taken := {one.name for one in found} & {one.name for one in shipped_rivals()}:
        raise InputError(
            f"{path.name}: {', '.join(sorted(taken))} is one of the five; give yours another name"
        )
    return found


def _table(
    case: Case, size: Size, own: tuple[Rival, ...], reader: Reader, forms: tuple[str, ...]
) -> Table | None:
    """Choose the table that fits, or simulate one where that is wanted; a reader's own rivals always are."""
    folder = case.path.resolve() / FOLDER
    table = table_for(size, (*_shipped(), *_cached(folder)))
    if table is None and reader.wars:
        table = _simulated(folder, shipped_rivals(), size, reader.wars, reader, forms)
    if table is None or not own:
        return table
    return table.joined(_simulated(folder, own, table.size, reader.wars or table.each, reader, forms))


def _simulated(
    folder: Path,
    rivals: tuple[Rival, ...],
    size: Size,
    wars: int,
    reader: Reader,
    forms: tuple[str, ...],
) -> Table:
    """Make a table in the case's cache, and keep it there for the next time."""
    made = f"holdfire ask --simulate {wars}"
    order = Order(rivals=rivals, size=size, wars=wars, seed=SEED, made=made, forms=forms)
    table = make_table(order, engine=reader.engine, kept=folder / "parts", progress=reader.progress)
    if rivals == shipped_rivals():
        with suppress(OSError):
            path = folder / f"{digest(line(order).decode())[:16]}{ENDING}"
            draft = path.with_suffix(".part")
            draft.write_bytes(write_table(table))
            draft.replace(path)
    return table


def _cached(folder: Path) -> tuple[Table, ...]:
    """Read the tables that were simulated for this case before; one that can't be read is as good as none."""
    found: list[Table] = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        with suppress(InputError, OSError):
            found.append(read_table(path.read_bytes(), source=path.name))
    return tuple(found)
