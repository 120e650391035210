"""Work in several processes: all results, errors that are raised here, processes that die or are stopped."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import units_of_work as work

from holdfire.errors import QuestionError, WorkerError
from holdfire.jobs.processes import MOST_DEATHS, each_in_processes


def results(make: Callable[..., work.Work], *given: object, units: int) -> Iterator[int]:
    return each_in_processes(make, given, range(units), workers=2, called=lambda unit: f"unit {unit}")


def test_every_unit_is_done_once() -> None:
    assert sorted(results(work.squares, 1, units=30)) == [number * number + 1 for number in range(30)]


def test_nothing_to_do_starts_nobody() -> None:
    assert list(results(work.dying_at_the_start, units=0)) == []


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(QuestionError, match="7 is nothing to ask about"):
        list(results(work.refusing, 7, units=9))


def test_what_a_process_that_died_was_at_is_done_again(tmp_path: Path) -> None:
    found = list(results(work.dying_once, tmp_path, 2, units=12))
    assert sorted(found) == list(range(12))
    assert found.index(2) >= 10, "it comes after all that waited"


def test_a_unit_that_no_process_survives_is_named_when_all_else_is_done() -> None:
    found: list[int] = []
    with pytest.raises(WorkerError, match=r"died 2 times .*: unit 3$"):
        found.extend(results(work.dying_at, 3, units=8))
    assert sorted(found) == [0, 1, 2, 4, 5, 6, 7]


def test_processes_that_die_at_once_are_not_started_for_ever() -> None:
    with pytest.raises(WorkerError, match=f"^{MOST_DEATHS} processes in a row"):
        list(results(work.dying_at_the_start, units=100))


def test_who_stops_asking_ends_the_work(tmp_path: Path) -> None:
    asked = results(work.endless, tmp_path, units=9)
    assert next(asked) == 0
    asked.close()
    started = [int(path.name.partition("-")[2]) for path in tmp_path.iterdir()]
    assert started
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
