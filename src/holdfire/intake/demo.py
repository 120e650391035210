"""The demonstration case: a simulated war and its press, put into a case by the same steps as a real one.

The war was chosen so that of three allegations of its press one is true and the data bear it out, one is
false and the data speak against it, and of one the data can't tell.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.simulated import TRUTH, Wish, truth_in, write_simulated
from holdfire.simulate.velmar import LAND

__all__ = ["DEMO_SEED", "TRUTH", "SuggestedQuestion", "suggested_questions", "truth_in", "write_demo"]

DEMO_SEED = 1
DEMO = Wish(
    scenario="demo", seed=DEMO_SEED, months=50, places=70, parties=6, reports=32, tables=1, maps=1
)  # one data set and one map: three questions with their placebos within seconds
FORMS = ("truce-break",)  # what an agreement that began on a day would show most clearly


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedQuestion:
    """What the demonstration's press alleges, as a question; actors by id, days in [since, until).

    on: the day from which the two are said to work together.
    """

    a: str
    b: str
    against: str
    area: str
    since: date
    until: date
    on: date
    forms: tuple[str, ...] = FORMS


def write_demo(path: Path, *, seed: int, act: Act) -> Case:
    """Make the demonstration case in a folder that is new or empty; seed and act decide every byte of it.

    Raises
    ------
    CaseError
        Where the folder is a case already, is not empty or can't be made.
    """
    return write_simulated(path, replace(DEMO, seed=seed), act=act)


def suggested_questions(case: Case) -> tuple[SuggestedQuestion, ...]:
    """Give the allegations of the demonstration's press as questions, the one it quarrels about first."""
    war = truth_in(case).war
    return tuple(
        SuggestedQuestion(
            a=said.a,
            b=said.b,
            against=said.against,
            area=LAND.name,
            since=war.since,
            until=war.until,
            on=said.since,
        )
        for said in war.allegations
    )
