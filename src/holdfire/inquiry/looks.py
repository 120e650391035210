"""A form's cheap run, many times: on other readings of the rows, and where nobody alleges anything.

The same work in this process or in several: each look draws from a stream of its own, so that no result
depends on how many processes there are, or on which comes first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from holdfire.base.events import EventStore
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.builders import sample_for, sample_of_other
from holdfire.inquiry.builders.attacks import build_pair_attacks
from holdfire.inquiry.captured import war_of
from holdfire.inquiry.draws import generator
from holdfire.inquiry.form_choices import params_of
from holdfire.inquiry.others import Other, others_for
from holdfire.inquiry.sample_hash import digest_of
from holdfire.inquiry.variants import Combination, changed, combinations_for
from holdfire.inquiry.war import War, load_war
from holdfire.jobs.engines import Engine, each
from holdfire.model.allegation import Question
from holdfire.model.answer import Finding

PLACEBO, VARIANT = 1, 3  # parts of a form's seed sequence; 0 is the answer's, 2 that of scans
LEAST_WORK = 2_000_000  # looks by rows, 6 s of one process: with less, others would hardly be ready in time
SAID_OF_IT = ("caveats",)  # fields of a sample that are said of it and not tested

Part = Literal[1, 3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One look: which form, at what. number: of the placebo or the combination, from 1; 0: as registered."""

    form: str
    part: Part
    number: int

    def __str__(self) -> str:
        what = "another pair" if self.part == PLACEBO else "another choice"
        return f"{self.form}, {what}, number {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look found; None where there is nothing to look at. sample: hash of what a reading tests."""

    task: Task
    finding: Finding | None
    sample: str = ""


class Looker:
    """Looks at one question's data: holds what all looks share, and reads what few need when they do."""

    def __init__(self, case: Case, question: Question, war: War) -> None:
        self.case, self.question, self.war = case, question, war
        self._others: dict[str, tuple[Other, ...]] = {}
        self._combinations: dict[str, tuple[Combination, ...]] = {}
        self._registered: dict[str, object] = {}

    def variants(self, name: str) -> tuple[Combination, ...]:
        """List the ways to read the rows that are tried for a form."""
        if name not in self._combinations:
            matched = self.war.counted_once > 0
            self._combinations[name] = combinations_for(form(name).needs, matched=matched)
        return self._combinations[name]

    def others(self, name: str) -> tuple[Other, ...]:
        """List of whom else a form is asked."""
        if name not in self._others:
            self._others[name] = others_for(form(name), self.war)
        return self._others[name]

    def registered(self, name: str) -> object:
        """Build the sample of a form as its question has it, once."""
        if name not in self._registered:
            self._registered[name] = sample_for(form(name), self.war)
        return self._registered[name]

    def look(self, task: Task) -> Look:
        """Run the form of a task; what can't be looked at gives nothing."""
        chosen = form(task.form)
        params = params_of(self.question, task.form)
        try:
            sample = self._placebo(task) if task.part == PLACEBO else self._variant(task)
        except QuestionError:
            return Look(task=task, finding=None)
        if sample is None or (task.part == PLACEBO and task.number and chosen.too_thin(sample, params)):
            return Look(task=task, finding=None)
        rng = generator(self.question.seed, chosen.number, task.part, task.number)
        found = chosen.looked(sample, params, rng)
        kept = replace(found, details={}, caveats=(), sentence="", explain={})
        tested = digest_of(sample, without=SAID_OF_IT) if task.part == VARIANT else ""
        return Look(task=task, finding=kept, sample=tested)

    def _placebo(self, task: Task) -> object:
        if not task.number:
            return self.registered(task.form)
        other = self.others(task.form)[task.number - 1]
        if other.pair is not None:
            return build_pair_attacks(self.war, *other.pair)
        theirs = replace(self.war, a=other.a, b=other.b, c=other.c)
        return sample_of_other(form(task.form), self.registered(task.form), self.war, theirs)

    def _variant(self, task: Task) -> object:
        if not task.number:
            return self.registered(task.form)
        combination = self.variants(task.form)[task.number - 1]
        needed = {variant.basis for variant in combination if variant.basis is not None}
        if needed and getattr(self.registered(task.form), "basis", None) not in needed:
            return None
        every_row = any(variant.every_row for variant in combination)
        war = changed(self._with_every_row if every_row else self.war, combination)
        return None if war is None else sample_for(form(task.form), war)

    @cached_property
    def _with_every_row(self) -> War:
        """The war with the rows that count once with a row of another data set."""
        question, every = self.question, EventStore(event_tables(self.case))
        war = load_war(self.case, question.triple, question.area, question.period, every)
        own = self.war
        return replace(
            war,
            captures=own.captures,
            newer=own.newer,
            registered=own.registered,
            crossing=own.crossing,
        )


def look_at_all(
    looker: Looker,
    tasks: Sequence[Task],
    *,
    workers: int,
    progress: Callable[[int, int], None],
) -> Mapping[Task, Look]:
    """Do every task, in this process or in several; the looks are the same either way."""
    found: dict[Task, Look] = {}
    for look in _each(looker, tasks, workers):
        found[look.task] = look
        progress(len(found), len(tasks))
    return found


def pays(war: War, tasks: Sequence[Task]) -> bool:
    """Say whether there is enough to do that several processes are done sooner than one."""
    return len(tasks) * len(war.events) >= LEAST_WORK


def _each(looker: Looker, tasks: Sequence[Task], workers: int) -> Iterator[Look]:
    if workers == 1:
        return (looker.look(task) for task in tasks)
    given = (looker.case.path, looker.question)
    return each(_looking, given, tasks, engine=Engine(workers=workers))


def _looking(path: Path, question: Question) -> Callable[[Task], Look]:
    """Make a process ready: the case is read once."""
    case = Case.open(path)
    return Looker(case, question, war_of(case, question)).look
