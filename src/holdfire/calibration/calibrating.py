"""Many wars, by any number of workers, each kept as it is finished."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

from holdfire import __version__
from holdfire.calibration.scoring import summed
from holdfire.calibration.trying import FORMS, Wars, sizes_tried, trying
from holdfire.errors import InputError, QuestionError, UsageError
from holdfire.jobs.engines import HERE, Engine, each
from holdfire.jobs.shards import Shards
from holdfire.model.calibration import Calibration, FormTrial, Trial
from holdfire.model.ids import digest
from holdfire.records.values import decode, encode, line
from holdfire.simulate.rates import usual_rates
from holdfire.weighing.rivals import shipped_rivals
from holdfire.weighing.tables import Table, shipped_tables
from holdfire.weighing.weigh import weigh

Progress = Callable[[int, int, str], None]


def calibrate(
    number: int,
    wars: Wars,
    *,
    engine: Engine = HERE,
    kept: Path | None = None,
    progress: Progress = lambda _number, _total, _name: None,
    seen: Callable[[Trial], object] = lambda _: None,
) -> Calibration:
    """Try so many wars and sum them up; any number of workers gives the same.

    kept: a folder for finished wars, so that a stopped run goes on, and a longer one takes the shorter one's.
    seen: called with each war when all are done, in the order of their numbers.
    """
    if number < 1:
        raise UsageError(f"--wars takes 1 or more, not {number}")
    shards = None if kept is None else _shards(wars, kept)
    done = {} if shards is None else shards.finished(range(number))
    todo = [one for one in range(number) if one not in done]
    for trial in each(trying, (wars,), todo, engine=engine, called=lambda one: f"war {one}"):
        done[trial.number] = trial
        if shards is not None:
            shards.keep(trial.number, trial)
        progress(len(done), number, f"{trial.scenario} war")
    tables = shipped_tables()
    trials = [weighed_trial(trial, tables) for _, trial in sorted(done.items())]
    for trial in trials:
        seen(trial)
    return summed(trials, seed=wars.seed)


def weighed_trial(trial: Trial, tables: Sequence[Table]) -> Trial:
    """Weigh what a war showed on even priors; as it is where no table fits, or none of the stories does."""
    table = next((one for one in tables if asdict(one.size) == trial.size), None)
    if table is None:
        return trial
    even = dict.fromkeys(table.rivals, 1 / len(table.rivals))
    names = {"a": "A", "b": "B", "c": "C"}
    try:
        found = weigh(trial.evidence, table, shipped_rivals(), names, even)
    except QuestionError:
        return trial
    rivals = {one.name: one.posterior for one in found.hypotheses if one.posterior is not None}
    return replace(trial, rivals=rivals)


def _shards(wars: Wars, folder: Path) -> Shards[Trial]:
    """Keep trials under a hash of all that they depend on, and of what is put down of each.

    They are weighed when all are there, so that another table of the same size needs no new war.
    """
    sizes = sorted(line(size).decode() for size in sizes_tried())
    noted = [field.name for one in (Trial, FormTrial) for field in fields(one)]
    inputs = digest(
        "calibrate", __version__, line(wars).decode(), line(usual_rates()).decode(), *FORMS, *sizes, *noted
    )
    return Shards(folder, inputs, write=encode, read=_read)


def _read(data: bytes) -> Trial:
    try:
        return decode(data, Trial, source="a finished war")
    except InputError as error:
        raise ValueError(str(error)) from error
