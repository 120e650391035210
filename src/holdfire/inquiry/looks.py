"""A form's cheap run, many times: on other readings of the rows, and where nobody alleges anything.

The same work in this process or in several: each look draws from a stream of its own, so that no result
depends on how many processes there are, or on which comes first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

import numpy as np

from holdfire.base.events import EventStore
from holdfire.case.contents import event_tables
from holdfire.case.folder import Case
from holdfire.errors import QuestionError
from holdfire.forms import form
from holdfire.inquiry.builders import sample_for
from holdfire.inquiry.builders.attacks import build_pair_attacks
from holdfire.inquiry.captured import war_of
from holdfire.inquiry.draws import generator
from holdfire.inquiry.form_choices import params_of
from holdfire.inquiry.others import Other, others_for
from holdfire.inquiry.variants import Combination, changed, combinations_for
from holdfire.inquiry.war import War, load_war
from holdfire.jobs.engines import Engine, each
from holdfire.model.allegation import Question
from holdfire.model.answer import Finding

PLACEBO, VARIANT = 1, 3  # parts of a form's seed sequence; 0 is the answer's, 2 that of scans
LEAST_LOOKS = 40  # with fewer, or on fewer rows, other processes would not be ready before the work is done
LEAST_ROWS = 3_000

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
    """What a look found; None where there is nothing to look at. sample: a hash of what was tested."""

    task: Task
    finding: Finding | None
    sample: str = ""


class Looker:
    """Looks at one question's data: holds what all looks share, and reads what few need when they do."""

    def __init__(self, case: Case, question: Question, war: War) -> None:
        self._case, self._question, self._war = case, question, war
        self._others: dict[str, tuple[Other, ...]] = {}
        self._combinations: dict[str, tuple[Combination, ...]] = {}
        self._bases: dict[str, str | None] = {}

    def variants(self, name: str) -> tuple[Combination, ...]:
        """List the ways to read the rows that are tried for a form."""
        if name not in self._combinations:
            matched = self._war.counted_once > 0
            self._combinations[name] = combinations_for(form(name).needs, matched=matched)
        return self._combinations[name]

    def others(self, name: str) -> tuple[Other, ...]:
        """List of whom else a form is asked."""
        if name not in self._others:
            self._others[name] = others_for(form(name), self._war)
        return self._others[name]

    def look(self, task: Task) -> Look:
        """Run the form of a task; what can't be looked at gives nothing."""
        chosen = form(task.form)
        params = params_of(self._question, task.form)
        try:
            sample = self._placebo(task) if task.part == PLACEBO else self._variant(task)
        except QuestionError:
            return Look(task=task, finding=None)
        if sample is None or (task.part == PLACEBO and task.number and chosen.too_thin(sample, params)):
            return Look(task=task, finding=None)
        rng = generator(self._question.seed, chosen.number, task.part, task.number)
        found = chosen.looked(sample, params, rng)
        kept = replace(found, details={}, caveats=(), sentence="", explain={})
        return Look(task=task, finding=kept, sample=digest_of(sample))

    def _placebo(self, task: Task) -> object:
        chosen = form(task.form)
        if not task.number:
            return sample_for(chosen, self._war)
        other = self.others(task.form)[task.number - 1]
        if other.pair is not None:
            return build_pair_attacks(self._war, *other.pair)
        return sample_for(chosen, replace(self._war, a=other.a, b=other.b, c=other.c))

    def _variant(self, task: Task) -> object:
        chosen = form(task.form)
        if not task.number:
            return sample_for(chosen, self._war)
        combination = self.variants(task.form)[task.number - 1]
        if any(variant.basis not in (None, self._basis(task.form)) for variant in combination):
            return None
        every_row = any(variant.every_row for variant in combination)
        war = changed(self._with_every_row if every_row else self._war, combination)
        return None if war is None else sample_for(chosen, war)

    def _basis(self, name: str) -> str | None:
        """Say what contact is measured from as registered; None for forms without contact."""
        if name not in self._bases:
            self._bases[name] = getattr(sample_for(form(name), self._war), "basis", None)
        return self._bases[name]

    @cached_property
    def _with_every_row(self) -> War:
        """The war with the rows that count once with a row of another data set."""
        question, every = self._question, EventStore(event_tables(self._case))
        war = load_war(self._case, question.triple, question.area, question.period, every)
        own = self._war
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
    question: Question,
    case: Path,
    workers: int,
    progress: Callable[[int, int], None],
) -> Mapping[Task, Look]:
    """Do every task, in this process or in several; the looks are the same either way."""
    found: dict[Task, Look] = {}
    for look in _each(looker, tasks, question, case, workers):
        found[look.task] = look
        progress(len(found), len(tasks))
    return found


def pays(war: War, tasks: Sequence[Task]) -> bool:
    """Say whether there is enough to do that several processes are done sooner than one."""
    return len(tasks) >= LEAST_LOOKS and len(war.events) >= LEAST_ROWS


def _each(
    looker: Looker, tasks: Sequence[Task], question: Question, case: Path, workers: int
) -> Iterator[Look]:
    if workers == 1:
        return (looker.look(task) for task in tasks)
    return each(_looking, (case, question), tasks, engine=Engine(workers=workers))


def _looking(path: Path, question: Question) -> Callable[[Task], Look]:
    """Make a process ready: the case is read once."""
    case = Case.open(path)
    return Looker(case, question, war_of(case, question)).look


def digest_of(sample: object) -> str:
    """Hash what a form is given, without what is only said of it: equal samples have equal hashes."""
    digest = sha256()
    _feed(digest.update, sample)
    return digest.hexdigest()


def _feed(update: Callable[[bytes], None], value: object) -> None:
    if isinstance(value, np.ndarray):
        update(f"{value.dtype.str}{value.shape}".encode())
        update(repr(value.tolist()).encode() if value.dtype == object else value.tobytes())
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "caveats":
                update(field.name.encode())
                _feed(update, getattr(value, field.name))
    else:
        update(repr(value).encode())
