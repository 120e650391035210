"""One simulated war through the whole chain: sources as files, intake, coder, forms, weighing, verdict."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from holdfire.base.events import EventStore
from holdfire.calibration.scoring import COLLUSION, matched_claims
from holdfire.case.act import Act
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.case.matched import same_events
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.rows import take_rows
from holdfire.inquiry.captured import war_of
from holdfire.inquiry.concluding import Setting, conclude
from holdfire.inquiry.draws import generator
from holdfire.inquiry.form_choices import params_of
from holdfire.inquiry.matching import Wanted, find_matches
from holdfire.inquiry.reading import claims
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.two_sources import compared
from holdfire.inquiry.war import War, load_war
from holdfire.inquiry.weighed.recorded import Recorded, datasets_of
from holdfire.inquiry.weighed.vectors import PLACES, vector_of
from holdfire.inquiry.weighed.weighing import sources_of
from holdfire.intake.gold import GOLD
from holdfire.intake.simulated import Wish, scenarios, truth_in, write_simulated
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.calibration import CodedClaims, FormTrial, Trial
from holdfire.model.claim import Claim
from holdfire.model.event import day_number
from holdfire.model.verdict import Verdict, question_verdict
from holdfire.records.values import decode
from holdfire.simulate.known import KnownAllegation, KnownWar
from holdfire.weighing.tables import NEAR, Size, shipped_tables

FORMS = ("silent-front", "concerted-attack", "selective-targeting")
"""Forms that can be asked of any simulated war; the others need a date, a town or a way."""

ACT = Act(by="calibrate", at="2031-01-01T00:00:00+00:00")  # no clock: a war's bytes follow from its seed
MONTH_DAYS = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Wars:
    """Which wars are tried. reports: how many the press of each writes, at most. maps: makers of maps."""

    seed: int
    months: int = 20
    places: int = 120
    reports: int = 20
    maps: int = 3


def trying(wars: Wars) -> Callable[[int], Trial]:
    """Make what tries one war; the war with a number is the same whoever tries it."""
    sizes = sizes_tried()
    names = [one.name for one in scenarios()]

    def one(number: int) -> Trial:
        seed = int(np.random.SeedSequence([wars.seed, number]).generate_state(1)[0])
        wish = Wish(
            scenario=names[number % len(names)],
            seed=seed,
            months=wars.months,
            places=wars.places,
            reports=wars.reports,
            maps=wars.maps,
        )
        with tempfile.TemporaryDirectory(prefix="holdfire-calibrate-") as folder:
            return _tried(write_simulated(Path(folder) / "case", wish, act=ACT), number, wish, sizes)

    return one


def sizes_tried() -> tuple[Size, ...]:
    """List the sizes of the package's tables that these wars may have: with maps, without a date within."""
    found = (table.size for table in shipped_tables())
    return tuple(one for one in found if one.basis == "control map" and one.onset == 0)


def _tried(case: Case, number: int, wish: Wish, sizes: Sequence[Size]) -> Trial:
    truth = truth_in(case).war
    alleged = truth.allegations[0]
    asked = Asked(
        a=(alleged.a,),
        b=(alleged.b,),
        against=(alleged.against,),
        since=alleged.since,
        until=alleged.until,
        forms=FORMS,
        seed=wish.seed,
    )
    coded = _coded(case)
    try:
        find_matches(case, Wanted(), ACT)  # first: what could be found is told of events, each counted once
        question = register(case, asked, ACT).question
        war = war_of(case, question)
        answers = [_answer(question, name, war) for name in FORMS]
        found = _weighable(case, question, war, sizes)
    except QuestionError:
        answers, found = [], _Weighable(evidence={}, size=None)
    given = [(one.status == "done", Verdict(one.verdict)) for one in answers]
    written = _written(truth, alleged)
    return Trial(
        number=number,
        scenario=wish.scenario,
        explanation=alleged.explanation,
        forms=tuple(
            FormTrial(
                form=one.form,
                verdict=one.verdict if one.status == "done" else None,
                pvalue=one.pvalue_family,
                detectable=one.power.minimum_detectable,
                written=written.get(one.form),
            )
            for one in answers
        ),
        verdict=question_verdict(given).value if given else None,
        evidence=found.evidence,
        size={} if found.size is None else asdict(found.size),
        coded=coded,
        rows=found.rows,
    )


def _written(truth: KnownWar, alleged: KnownAllegation) -> dict[str, float]:
    """Give what a deal writes into the numbers of forms: what is left of clashes of the two, and of strikes.

    Only of a deal that binds the two everywhere; on days that it does not bind, nothing is missing. How many
    more joint attacks there are than chance brings, a deal does not say.
    """
    asked = (alleged.until - alleged.since).days
    for deal in truth.policies:
        together = set(deal.members) == {alleged.a, alleged.b} and not deal.regions
        if deal.kind == alleged.explanation == COLLUSION and together:
            bound = (min(deal.until, alleged.until) - max(deal.since, alleged.since)).days / asked
            left = {"silent-front": deal.restraint, "selective-targeting": deal.sparing}
            return {name: 1 - bound * (1 - share) for name, share in left.items()}
    return {}


def _answer(question: Question, name: str, war: War) -> Answer:
    """Run a form and judge it by the rule, without what a reader needs beside the verdict."""
    chosen = form(name)
    finding = chosen.run(
        sample_for(chosen, war), params_of(question, name), generator(question.seed, chosen.number, 0)
    )
    names = dict(zip("abc", (war.a, war.b, war.c), strict=True))
    return conclude(question, chosen, finding, Setting(placebos=None, strip=(), inputs={}, names=names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighable:
    """What the weighing takes of a war. size: of the table that it was thinned to; None where none fits.

    rows: of A–C and B–C clashes in what is asked.
    """

    evidence: Mapping[str, float]
    size: Size | None
    rows: int = 0


def _weighable(case: Case, question: Question, war: War, sizes: Sequence[Size]) -> _Weighable:
    """Read the evidence as sources that heard of as much of the war as a table's would have it."""
    since, until = day_number(war.period.since), day_number(war.period.until)
    asked = (war.events.day >= since) & (war.events.day < until)
    rows = int(((war.between(war.a, war.c) | war.between(war.b, war.c)) & asked).sum())
    months = round((until - since) / MONTH_DAYS)
    same = same_events(case).groups
    sources = sources_of(same)
    fitting = [
        one
        for one in sizes
        if one.sources == sources
        and abs(one.months - months) <= NEAR * one.months
        and rows >= (1 - NEAR) * one.rows
    ]
    if not fitting:
        return _Weighable(evidence={}, size=None, rows=rows)
    size = max(fitting, key=lambda one: one.rows)
    rng = generator(question.seed, 0)
    store = EventStore(event_tables(case))
    every = load_war(case, question.triple, question.area, question.period, store)
    vector = vector_of(_heard_of(war, every, same, min(1.0, size.rows / rows), rng), rng)
    found = zip(PLACES, vector.tolist(), strict=True)
    evidence = {part: value for part, value in found if not np.isnan(value)}
    return _Weighable(evidence=evidence, size=size, rows=rows)


def _heard_of(
    war: War, every: War, same: Sequence[Sequence[str]], share: float, rng: np.random.Generator
) -> Recorded:
    """Leave out all rows of some events; compare what the data sets have of the others.

    war: each event once. every: all rows. same: ids of the rows that tell of one event, a group each.
    """
    ids = every.events.event_id.tolist()
    row_of = {event: row for row, event in enumerate(ids)}
    luck = rng.random(len(ids))
    for group in same:
        rows = [row_of[event] for event in group if event in row_of]
        luck[rows] = luck[rows[:1]]
    lists = take_rows(every, luck < share)
    left = set(lists.events.event_id.tolist())
    once = np.array([event in left for event in war.events.event_id.tolist()], dtype=np.bool_)
    return Recorded(war=take_rows(war, once), overlaps=compared(lists, same, datasets_of(lists.events)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gold:
    """What is read of a line of the gold beside its claim."""

    optional: bool


def _coded(case: Case) -> CodedClaims:
    """Hold the coder's claims against the gold of the press, document by document."""
    lines = case.read(GOLD).splitlines()
    gold = [decode(line, Claim, source=GOLD) for line in lines]
    optional = [decode(line, _Gold, source=GOLD).optional for line in lines]
    by_text: dict[str, list[int]] = {}
    for number, claim in enumerate(gold):
        by_text.setdefault(claim.text_sha256, []).append(number)
    found: dict[str, list[Claim]] = {}
    for claim in claims(case):
        found.setdefault(claim.text_sha256, []).append(claim)
    counts = [
        matched_claims(
            found.get(text, []),
            [gold[n] for n in by_text.get(text, [])],
            [optional[n] for n in by_text.get(text, [])],
        )
        for text in dict.fromkeys((*by_text, *found))
    ]
    return CodedClaims(
        found=sum(one.found for one in counts),
        gold=sum(one.gold for one in counts),
        same=sum(one.same for one in counts),
    )
