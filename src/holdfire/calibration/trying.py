"""One simulated war through the whole chain: sources as files, intake, coder, forms, weighing, verdict."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from holdfire.calibration.scoring import compared
from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.rows import take_rows
from holdfire.inquiry.captured import war_of
from holdfire.inquiry.concluding import Setting, conclude
from holdfire.inquiry.draws import generator
from holdfire.inquiry.form_choices import params_of
from holdfire.inquiry.reading import claims
from holdfire.inquiry.registration import Asked, register
from holdfire.inquiry.war import War
from holdfire.inquiry.weighed.vectors import PLACES, vector_of
from holdfire.intake.gold import GOLD
from holdfire.intake.simulated import Wish, scenarios, truth_in, write_simulated
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.calibration import CodedClaims, FormTrial, Trial
from holdfire.model.claim import Claim
from holdfire.model.event import day_number
from holdfire.model.verdict import Verdict, question_verdict
from holdfire.records.values import decode
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.tables import NEAR, Table, shipped_tables
from holdfire.weighing.weigh import weigh

FORMS = ("silent-front", "concerted-attack", "selective-targeting")
"""Forms that can be asked of any simulated war; the others need a date, a town or a way."""

SECOND = (
    "acled:"  # rows of the second data set: its matching is a work of its own, and rows would count twice
)
ACT = Act(by="calibrate", at="2031-01-01T00:00:00+00:00")  # no clock: a war's bytes follow from its seed
MONTH_DAYS = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Wars:
    """Which wars are tried. reports: how many the press of each writes, at most."""

    seed: int
    months: int = 20
    places: int = 120
    reports: int = 20


def trying(wars: Wars) -> Callable[[int], Trial]:
    """Make what tries one war; the war with a number is the same whoever tries it."""
    tables = shipped_tables()
    names = [one.name for one in scenarios()]

    def one(number: int) -> Trial:
        seed = int(np.random.SeedSequence([wars.seed, number]).generate_state(1)[0])
        wish = Wish(
            scenario=names[number % len(names)],
            seed=seed,
            months=wars.months,
            places=wars.places,
            reports=wars.reports,
        )
        with tempfile.TemporaryDirectory(prefix="holdfire-calibrate-") as folder:
            return _tried(write_simulated(Path(folder) / "case", wish, act=ACT), number, wish, tables)

    return one


def _tried(case: Case, number: int, wish: Wish, tables: Sequence[Table]) -> Trial:
    alleged = truth_in(case).war.allegations[0]
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
        question = register(case, asked, ACT).question
        war = _first_data_set(war_of(case, question))
        answers = [_answer(question, name, war) for name in FORMS]
    except QuestionError:
        answers, war = [], None
    given = [(one.status == "done", Verdict(one.verdict)) for one in answers]
    return Trial(
        number=number,
        scenario=wish.scenario,
        explanation=alleged.explanation,
        forms=tuple(
            FormTrial(form=one.form, verdict=one.verdict if one.status == "done" else None) for one in answers
        ),
        verdict=question_verdict(given).value if given else None,
        rivals={} if war is None else _weighed(war, wish.seed, tables),
        coded=coded,
    )


def _answer(question: Question, name: str, war: War) -> Answer:
    """Run a form and judge it by the rule, without what a reader needs beside the verdict."""
    chosen = form(name)
    finding = chosen.run(
        sample_for(chosen, war), params_of(question, name), generator(question.seed, chosen.number, 0)
    )
    names = dict(zip("abc", (war.a, war.b, war.c), strict=True))
    return conclude(question, chosen, finding, Setting(placebos=None, strip=(), inputs={}, names=names))


def _first_data_set(war: War) -> War:
    own = np.array([not one.startswith(SECOND) for one in war.events.event_id.tolist()], dtype=np.bool_)
    return take_rows(war, own)


def _weighed(war: War, seed: int, tables: Sequence[Table]) -> dict[str, float]:
    """Weigh a war on even priors, as a source that covers as much of it as a table's would have it."""
    rng = generator(seed, 0)
    since, until = day_number(war.period.since), day_number(war.period.until)
    asked = (war.events.day >= since) & (war.events.day < until)
    rows = int(((war.between(war.a, war.c) | war.between(war.b, war.c)) & asked).sum())
    months = round((until - since) / MONTH_DAYS)
    fitting = [
        one
        for one in tables
        if one.size.basis == "control map"
        and abs(one.size.months - months) <= NEAR * one.size.months
        and rows >= (1 - NEAR) * one.size.rows
    ]
    if not fitting:
        return {}
    table = max(fitting, key=lambda one: one.size.rows)
    kept = rng.random(len(war.events)) < min(1.0, table.size.rows / rows)
    vector = vector_of(take_rows(war, kept), rng)
    evidence = {
        part: value for part, value in zip(PLACES, vector.tolist(), strict=True) if not np.isnan(value)
    }
    names = {"a": war.a, "b": war.b, "c": war.c}
    even = dict.fromkeys(table.rivals, 1 / len(table.rivals))
    try:
        found = weigh(evidence, table, shipped_rivals(), names, even)
    except QuestionError:
        return {}
    return {one.name: one.posterior for one in found.hypotheses if one.posterior is not None}


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
        compared(
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
