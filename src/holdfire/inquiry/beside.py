"""What stands beside every result: the same form on other readings of the rows, and on everybody else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from holdfire.inquiry.looks import PLACEBO, VARIANT, Look, Looker, Part, Task, look_at_all, pays
from holdfire.inquiry.placebos import Others, own_strip, ranks_itself
from holdfire.inquiry.variants import Combination
from holdfire.model.answer import Finding

SAID = 10  # how often progress is told while looks are made


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The looks of one form. variants: by how the rows were read, the registered reading first."""

    others: Others
    variants: Sequence[tuple[Combination, Look]]


def look_beside(
    looker: Looker, findings: Mapping[str, Finding], *, workers: int, progress: Callable[[str], None]
) -> Mapping[str, Beside]:
    """Look at all other readings and all others of every form that has a result; the rest need none."""
    tasks = [task for name, finding in findings.items() for task in _tasks(looker, name, finding)]

    def told(done: int, total: int) -> None:
        if done * SAID // total > (done - 1) * SAID // total:
            progress(f"{done:,} of {total:,} other choices and other pairs")

    looks = look_at_all(looker, tasks, workers=workers if pays(looker.war, tasks) else 1, progress=told)
    return {name: _of(looker, name, looks) for name in findings}


def _tasks(looker: Looker, name: str, finding: Finding) -> list[Task]:
    """List what is looked at beside a finding; nothing without an effect, no others where it has its own."""
    if finding.undefined is not None or finding.effect is None:
        return []
    variants = range(len(looker.variants(name)) + 1)
    tasks = [Task(form=name, part=VARIANT, number=number) for number in variants]
    if finding.pvalue is not None and own_strip(finding, None) is None and not ranks_itself(finding):
        others = range(len(looker.others(name)) + 1)
        tasks += [Task(form=name, part=PLACEBO, number=number) for number in others]
    return tasks


def _of(looker: Looker, name: str, looks: Mapping[Task, Look]) -> Beside:
    def found(part: Part) -> list[tuple[int, Look]]:
        mine = [(task.number, look) for task, look in looks.items() if (task.form, task.part) == (name, part)]
        return sorted(mine, key=lambda pair: pair[0])

    placebos, variants = found(PLACEBO), found(VARIANT)
    others = looker.others(name) if placebos else ()
    return Beside(
        others=Others(
            looks=[(others[number - 1], look) for number, look in placebos if number],
            asked=next((look for number, look in placebos if not number), None),
        ),
        variants=[(looker.variants(name)[number - 1] if number else (), look) for number, look in variants],
    )
