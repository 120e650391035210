"""Processes behind the interface of an executor: lost work is done again, and who stops ends it all."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, as_completed
from pathlib import Path

import pytest
import units_of_work as work

from holdfire.errors import QuestionError, WorkerError
from holdfire.jobs.engines import Engine, each
from holdfire.jobs.processes import MOST_DEATHS, Processes

TWO = Engine(workers=2)


def results(make: object, *given: object, units: int) -> Iterator[int]:
    return each(make, given, range(units), engine=TWO, called=lambda unit: f"unit {unit}")


def test_every_unit_is_done_once() -> None:
    assert sorted(results(work.squares, 1, units=30)) == [number * number + 1 for number in range(30)]


def test_nothing_to_do_starts_nobody() -> None:
    assert list(results(work.dying_at_the_start, units=0)) == []


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(QuestionError, match="7 is nothing to ask about"):
        list(results(work.refusing, 7, units=9))


def test_what_a_process_that_died_was_at_is_done_again(tmp_path: Path) -> None:
    assert sorted(results(work.dying_once, tmp_path, 2, units=12)) == list(range(12))


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


def test_it_is_an_executor_as_the_standard_library_knows_them() -> None:
    with Processes(2) as pool:
        assert isinstance(pool, Executor)
        assert list(pool.map(abs, [-3, -2, -1])) == [3, 2, 1]
        futures = [pool.submit(pow, 2, number) for number in range(200)]
        assert sum(future.result() for future in as_completed(futures)) == 2**200 - 1
        with pytest.raises(TypeError):
            pool.submit(abs, "not a number").result()
        with pytest.raises(Exception, match="pickle"):
            pool.submit(lambda: 1).result()
        assert pool.submit(abs, -7).result() == 7, "it goes on after an error"
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(abs, 1)
