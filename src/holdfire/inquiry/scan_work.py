"""One form on one pair or triple of a war; the same work in this process or in several."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

import numpy as np
from numpy.typing import NDArray

from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.draws import generator
from holdfire.inquiry.dyads import busy_dyads, busy_pairs, in_period
from holdfire.inquiry.others import other_end, shared_actor
from holdfire.inquiry.war import War, load_war
from holdfire.model.actor import Dyad
from holdfire.model.allegation import Area, Period
from holdfire.model.answer import Finding
from holdfire.model.scan import ScanRow
from holdfire.model.verdict import Rule, Verdict, judge

SCAN = 2  # the part of a form's seed sequence that scans draw from; 0 is the answer's, 1 the placebos'
THIN = "too few events of the two near each other for this form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process needs to know of a scan, beside the pairs or triples that it is given."""

    case: Path
    form: str
    params: object
    area: Area
    period: Period
    seed: int


def units_of(war: War, chosen: AnyForm) -> tuple[ScanRow, ...]:
    """List what is scanned, busiest first, nothing computed yet.

    Triples: A and B who both fought C in the asked area and period. Pairs, where the form asks for no C:
    A and B who fought each other anywhere at any date, since silence here is what may be found.
    """
    now = in_period(war) & war.inside
    dyads = busy_dyads(war, now if chosen.needs_c else np.ones(len(war.events), dtype=np.bool_))
    if not chosen.needs_c:
        found = [(dyad.first, dyad.second, "") for dyad in dyads]
    else:
        shared = ((one, two, shared_actor(one, two)) for one, two in busy_pairs(dyads))
        found = [(*sorted((other_end(one, c), other_end(two, c))), c) for one, two, c in shared if c]
    where = {dyad: war.between(dyad.first, dyad.second) for dyad in dyads}
    return tuple(
        ScanRow(number=number, a=a, b=b, c=c, countries=_countries(war, where, a, b, c))
        for number, (a, b, c) in enumerate(found, start=1)
    )


def measure(war: War, job: Job, unit: ScanRow) -> ScanRow:
    """Run the form as it would run if somebody asked for this pair or triple."""
    chosen = form(job.form)
    area = war.area if war.area.countries else replace(war.area, countries=unit.countries)
    war = replace(war, a=unit.a, b=unit.b, c=unit.c, area=area)
    (own,) = generator(job.seed, chosen.number, SCAN, unit.number).spawn(1)
    try:
        sample = sample_for(chosen, war)
        if chosen.too_thin(sample, job.params):
            return replace(unit, reason=THIN)
        finding = chosen.run(sample, job.params, own)
    except QuestionError as error:
        return replace(unit, reason=str(error))
    return _row(unit, finding, chosen)


def run_all(job: Job, war: War, units: Sequence[ScanRow], workers: int) -> Iterator[ScanRow]:
    """Measure all, in any order; with several workers each is a process that reads the case by itself."""
    if workers == 1 or len(units) < workers:
        yield from (measure(war, job, unit) for unit in units)
        return
    executor = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_open, initargs=(job,)
    )
    try:
        waiting = [executor.submit(_measure_here, unit) for unit in units]
        for done in as_completed(waiting):
            yield done.result()
    finally:  # also where the scan is stopped: what has not begun never will
        executor.shutdown(wait=False, cancel_futures=True)


_here: list[Callable[[ScanRow], ScanRow]] = []


def _open(job: Job) -> None:
    """Make a process ready: Ctrl-C is for the one that started it, and the case is read once."""
    signal(SIGINT, SIG_IGN)
    war = load_war(Case.open(job.case), None, job.area, job.period)
    _here[:] = [lambda unit: measure(war, job, unit)]


def _measure_here(unit: ScanRow) -> ScanRow:
    return _here[0](unit)


def _row(unit: ScanRow, finding: Finding, chosen: AnyForm) -> ScanRow:
    """Keep what is compared; where a gate is shut that binds every verdict, it says so beside the numbers."""
    rule = Rule(towards=chosen.towards, smallest_effect=chosen.smallest_effect, family=1)
    verdict, why = judge(finding, rule)
    judged = finding.undefined is None and finding.pvalue is not None and all(finding.valid.values())
    return replace(
        unit,
        events=finding.n.events,
        effect=finding.effect,
        pvalue=None if finding.undefined else finding.pvalue,
        meets_rule=verdict is Verdict.SUPPORTS,
        reason="" if judged else why,
    )


def _countries(war: War, where: dict[Dyad, NDArray[np.bool_]], a: str, b: str, c: str) -> tuple[str, ...]:
    """Name the countries in which the fights lie that a pair or triple is about."""
    rows = where[Dyad(a, c)] | where[Dyad(b, c)] if c else where[Dyad(a, b)]
    return tuple(sorted({country for country in war.events.country[rows].tolist() if country}))
