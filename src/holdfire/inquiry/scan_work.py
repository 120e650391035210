"""One form on one pair or triple of a war; the same work in this process or in several."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.rows import of_touched_countries
from holdfire.inquiry.draws import generator
from holdfire.inquiry.dyads import busy_dyads, busy_pairs, in_period
from holdfire.inquiry.others import other_end, shared_actor
from holdfire.inquiry.war import War, load_war
from holdfire.jobs.engines import Engine, each
from holdfire.model.actor import Dyad
from holdfire.model.allegation import Area, Period
from holdfire.model.answer import Finding
from holdfire.model.scan import ScanRow
from holdfire.model.verdict import Rule, Verdict, judge

SCAN = 2  # the part of a form's seed sequence that scans draw from; 0 is the answer's, 1 the placebos'
THIN = "too few events of the two near each other for this form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process needs to know of a scan, beside the pairs or triples that it is given.

    read: hash of what is read of the case, so that a cluster's worker does not use what it was before.
    """

    case: Path
    read: str
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
    where = _countries(war, dyads)
    return tuple(
        ScanRow(number=number, a=a, b=b, c=c, countries=tuple(sorted(_touched(where, a, b, c))))
        for number, (a, b, c) in enumerate(found, start=1)
    )


def measuring(war: War, job: Job) -> Callable[[ScanRow], ScanRow]:
    """Make what runs the form; rows of the countries that the unit before was about are not sought again."""
    held: dict[tuple[str, ...], War] = {}

    def measure(unit: ScanRow) -> ScanRow:
        if unit.countries not in held:
            held.clear()
            area = war.area if war.area.countries else replace(war.area, countries=unit.countries)
            held[unit.countries] = of_touched_countries(replace(war, area=area))
        return _measure(held[unit.countries], job, unit)

    return measure


def _measure(war: War, job: Job, unit: ScanRow) -> ScanRow:
    """Look at a pair or triple as placebos are looked at; where that meets the rule, the whole form decides.

    The p and the effect are those of the look; the whole form has further gates.
    """
    chosen = form(job.form)
    war = replace(war, a=unit.a, b=unit.b, c=unit.c)
    looking, running = generator(job.seed, chosen.number, SCAN, unit.number).spawn(2)
    try:
        sample = sample_for(chosen, war)
        if chosen.too_thin(sample, job.params):
            return replace(unit, reason=THIN)
        row = _row(unit, chosen.looked(sample, job.params, looking), chosen)
        if row.meets_rule and chosen.look is not None:
            whole = _row(unit, chosen.run(sample, job.params, running), chosen)
            row = replace(row, meets_rule=whole.meets_rule)
    except QuestionError as error:
        return replace(unit, reason=str(error))
    return row


def run_all(job: Job, war: War, units: Sequence[ScanRow], engine: Engine) -> Iterator[ScanRow]:
    """Measure all, in any order; with several workers each is a process that reads the case by itself."""
    together = _by_countries(units)
    if engine.here or (engine.cluster is None and len(units) < engine.workers):
        return map(measuring(war, job), together)
    return each(_measuring_there, (job,), together, engine=engine, called=called)


def _measuring_there(job: Job) -> Callable[[ScanRow], ScanRow]:
    return measuring(load_war(Case.open(job.case), None, job.area, job.period), job)


def _by_countries(units: Sequence[ScanRow]) -> list[ScanRow]:
    """Put what is about the same countries together; else the busiest stay first."""
    groups: dict[tuple[str, ...], list[ScanRow]] = {}
    for unit in units:
        groups.setdefault(unit.countries, []).append(unit)
    return [unit for group in groups.values() for unit in group]


def called(unit: ScanRow) -> str:
    """Name a pair or triple."""
    return " – ".join(filter(None, (unit.a, unit.b, unit.c)))


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


def _countries(war: War, dyads: Iterable[Dyad]) -> dict[Dyad, set[str]]:
    """Name the countries in which the rows between two lie, of whatever kind and date."""
    found: dict[Dyad, set[str]] = {dyad: set() for dyad in dyads}
    sides = zip(war.one.tolist(), war.other.tolist(), war.events.country.tolist(), strict=True)
    for one, other, country in set(sides):
        if country and one != other and (dyad := Dyad(one, other)) in found:
            found[dyad].add(country)
    return found


def _touched(where: Mapping[Dyad, set[str]], a: str, b: str, c: str) -> set[str]:
    """Name the countries that a pair or triple is about."""
    return where[Dyad(a, c)] | where[Dyad(b, c)] if c else where[Dyad(a, b)]
