"""A form over every pair or triple of actors that the data have, with false discoveries held down.

Nobody alleges anything of any of them: no document and no claim is read. It shows how often a form finds what
it looks for, and where one triple lies among all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import numpy as np

from holdfire import __version__
from holdfire.base.events import EventStore
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.area_sources import imported
from holdfire.inquiry.areas import countries_of, resolve_area
from holdfire.inquiry.reading import current_inputs, registry
from holdfire.inquiry.registration import DEFAULT_SEED, hashes_read
from holdfire.inquiry.scan_kept import Kept
from holdfire.inquiry.scan_work import Job, called, run_all, units_of
from holdfire.inquiry.war import event_store, label, load_war
from holdfire.jobs.engines import HERE, Engine
from holdfire.model.allegation import Area, AreaKind, Period
from holdfire.model.ids import digest
from holdfire.model.scan import Scan, ScanRow
from holdfire.model.verdict import ALPHA
from holdfire.records.values import fields_of, line
from holdfire.stats.false_discovery import by_adjusted, draws_for

EVERYWHERE = Area(
    kind=AreaKind.BOX, name="wherever the two fought", asked="", box=(-180.0, -90.0, 180.1, 90.1)
)
MOST_DRAWS = 99_999  # some seconds a triple; with more, a scan of a large war takes hours
CORRECTION = "Benjamini–Yekutieli: the share of false ones among those kept is held under any dependence"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What a user asks to be scanned; without an area, each where the two (or three) fought.

    a, b, against: names of a pair or triple to mark among all.
    """

    form: str
    area: str | None = None
    since: date | None = None
    until: date | None = None
    seed: int = DEFAULT_SEED
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def scan(
    case: Case,
    wanted: Scanned,
    *,
    engine: Engine = HERE,
    progress: Progress = lambda _number, _total, _name: None,
) -> Scan:
    """Run a form on every pair or triple, keep each result as it comes, and adjust for how many there are.

    The same seed gives the same rows with any number of workers, here or on a cluster. What an earlier run
    finished on the same data is taken from `.cache/`.

    Raises
    ------
    QuestionError
        Where the data have no pair or triple to test.
    """
    if engine.workers < 1:
        raise QuestionError(f"a scan takes one worker or more, not {engine.workers}")
    chosen, read = form(wanted.form), hashes_read(case)
    if chosen.needs_captures:
        raise QuestionError(
            f"{chosen.name} ranks captured towns and not pairs: ask about two actors between whom a town "
            "passed (holdfire ask), and the answer ranks every capture"
        )
    if chosen.needs_passage:
        raise QuestionError(
            f"{chosen.name} asks about ways between two places, which pairs of actors have not: holdfire ask"
        )
    store = event_store(case)
    period, area, mark = _period(wanted, store), _area(case, wanted.area, store), _mark(case, wanted, store)
    war = load_war(case, None, area, period)
    units = units_of(war, chosen)
    if not units:
        raise QuestionError(
            f"the data have nothing for {chosen.name} there: too few events of too few actors"
        )
    params = _params(wanted.form, len(units))
    job = Job(
        case=case.path.resolve(),
        read=digest(*sorted(read.items())),
        form=chosen.name,
        params=params,
        area=area,
        period=period,
        seed=wanted.seed,
    )
    kept = Kept(case.path, __version__, sorted(read.items()), *_fixed(job))
    done = {number: row for number, row in kept.read().items() if number <= len(units)}
    keep, todo = kept.keeper(), [unit for unit in units if unit.number not in done]
    for row in run_all(job, war, todo, engine):
        done[row.number] = row
        keep(row)
        progress(len(done), len(units), called(row))
    rows = _ordered(list(done.values()))
    return _result(job, current_inputs(case), rows, mark)


def _fixed(job: Job) -> tuple[str, ...]:
    """Write down what rows depend on beside the data."""
    return tuple(line(part).decode() for part in (job.form, job.params, job.area, job.period, job.seed))


def _period(wanted: Scanned, store: EventStore) -> Period:
    """Take the asked days, else all that the data have."""
    sides = store.side_names()
    if not sides:
        raise QuestionError("the events of this case name no sides")
    since = wanted.since or min(side.first for side in sides)
    return Period(since=since, until=wanted.until or max(side.last for side in sides) + timedelta(days=1))


def _area(case: Case, text: str | None, store: EventStore) -> Area:
    if text is None:
        return EVERYWHERE
    area = resolve_area(text, store.place_names(), imported(case))
    return replace(area, countries=countries_of(area, store.columns()))


def _mark(case: Case, wanted: Scanned, store: EventStore) -> tuple[frozenset[str], str] | None:
    """Find the actors that a user wants to see among all; A and B in any order."""
    if not (wanted.a or wanted.b or wanted.against):
        return None
    if not (wanted.a and wanted.b):
        raise QuestionError(
            "to show where a pair or triple lies, give --a and --b, and --against where asked"
        )
    actors, names = registry(case), tuple(side.name for side in store.side_names())
    a, b, c = (
        label([actors.find(name, data_names=names).id for name in party])
        for party in (wanted.a, wanted.b, wanted.against)
    )
    return frozenset((a, b)), c


def _params(name: str, tests: int) -> object:
    """Take a form's own choices, with draws enough for a single one of so many tests to stand out."""
    params = form(name).params()
    own = {f.name: getattr(params, f.name) for f in fields(params) if f.name in ("draws", "quick_draws")}
    draws = min(MOST_DRAWS, max(own["draws"], draws_for(tests, ALPHA))) if "draws" in own else 0
    return replace(params, **dict.fromkeys(own, draws)) if draws else params


def _ordered(rows: Sequence[ScanRow]) -> tuple[ScanRow, ...]:
    """Adjust the p values of those tested and put them in order; those left out follow, busiest first."""
    tested = sorted((r for r in rows if r.pvalue is not None), key=lambda r: (r.pvalue, r.number))
    left = sorted((r for r in rows if r.pvalue is None), key=lambda r: r.number)
    pvalues = np.array([row.pvalue for row in tested], dtype=np.float64)
    ranks = np.searchsorted(pvalues, pvalues, side="right").tolist()
    adjusted = by_adjusted(pvalues).tolist()
    ranked = (replace(r, qvalue=q, rank=n) for r, q, n in zip(tested, adjusted, ranks, strict=True))
    return (*ranked, *left)


def _result(
    job: Job, inputs: dict[str, str], rows: tuple[ScanRow, ...], mark: tuple[frozenset[str], str] | None
) -> Scan:
    chosen = form(job.form)
    tested = [row for row in rows if row.pvalue is not None]
    small = sum((row.pvalue or 0.0) <= ALPHA for row in tested)
    at = next((n for n, r in enumerate(rows) if (frozenset((r.a, r.b)), r.c) == mark), None)
    return Scan(
        form=chosen.name,
        area=job.area.name,
        since=job.period.since.isoformat(),
        until=job.period.until.isoformat(),
        seed=job.seed,
        level=ALPHA,
        towards=chosen.towards,
        smallest_effect=chosen.smallest_effect,
        null=chosen.null.sentence,
        correction=CORRECTION,
        tested=len(tested),
        small_p=small / len(tested) if tested else None,
        small_q=sum((row.qvalue or 0.0) <= ALPHA for row in tested),
        meet_rule=sum(row.meets_rule for row in tested),
        rows=rows,
        marked=at,
        notes=_notes(job, tested, missing=mark is not None and at is None),
        choices=fields_of(job.params),
        inputs=inputs,
        version=__version__,
    )


def _notes(job: Job, tested: Sequence[ScanRow], *, missing: bool) -> tuple[str, ...]:
    """Say what could not be found at all, and what is not there."""
    said: list[str] = []
    draws = getattr(job.params, "draws", None)
    if draws is not None and draws + 1 < (needed := draws_for(len(tested), ALPHA)):
        said.append(
            f"with {draws:,} draws no single p can outlive the adjustment for {len(tested):,} tests "
            f"({needed:,} would be needed); several together can"
        )
    if missing:
        said.append(
            "the one to be shown is not among them: it has too few events here, or one of its actors counts "
            "with a parent"
        )
    return tuple(said)
