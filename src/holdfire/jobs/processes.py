"""One piece of work on many units, in several processes that may die."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from signal import SIG_IGN, SIGINT, signal
from typing import Generic, TypeVar

from holdfire.errors import WorkerError

Unit = TypeVar("Unit")
Result = TypeVar("Result")

TRIES = 2  # a process that died may have made room for another; one that dies at the same unit again has not
MOST_DEATHS = 8  # in a row, with nothing finished between them: there is no room for this work at all


def each_in_processes(
    make: Callable[..., Callable[[Unit], Result]],
    given: tuple[object, ...],
    units: Sequence[Unit],
    *,
    workers: int,
    called: Callable[[Unit], str],
) -> Iterator[Result]:
    """Do every unit and give the results as they come, in any order.

    make: a module's function, called with `given` once in each process; what it returns does one unit.
    called: the name of a unit, for an error.

    Ctrl-C is for the process that calls this. When that stops, or asks for no more results, the others end at
    once. Where one dies (killed, out of memory) another takes its place, and the unit that it was at is tried
    again after all others. An error of the work itself is raised here.

    Raises
    ------
    WorkerError
        When all else is done, if a unit's process died each time; at once, if nothing else happens.
    """
    crew = _Crew(make, given, units)
    try:
        while crew.engage(workers):
            yield from crew.results()
    finally:
        crew.dismiss()
    if crew.lost:
        names = "; ".join(called(unit) for unit in crew.lost)
        raise WorkerError(f"the process that worked on it died {TRIES} times (out of memory?): {names}")


class _Worker(Generic[Unit]):
    """A process with the end of the pipe on which it answers; `at`: its unit, and which try that is."""

    def __init__(
        self, make: Callable[..., object], given: tuple[object, ...], first: tuple[Unit, int]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self.end, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, make, given), daemon=True)
        self._process.start()
        theirs.close()  # or its death would go unseen
        self.begin(first)

    def begin(self, task: tuple[Unit, int]) -> None:
        self.at = task
        with suppress(OSError):  # it is dead already, which shows when it should answer
            self.end.send(task[0])

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self.end.close()


class _Crew(Generic[Unit, Result]):
    """Who works on what, and what waits; what failed once waits behind all else."""

    def __init__(
        self, make: Callable[..., Callable[[Unit], Result]], given: tuple[object, ...], units: Sequence[Unit]
    ) -> None:
        self.lost: list[Unit] = []
        self._make, self._given = make, given
        self._waiting = deque((unit, 1) for unit in units)
        self._busy: dict[object, _Worker[Unit]] = {}  # by the end on which they answer
        self._deaths = 0

    def engage(self, workers: int) -> bool:
        """Put as many to work as there is room and work for; say whether anybody works."""
        while self._waiting and len(self._busy) < workers:
            worker = _Worker(self._make, self._given, self._waiting.popleft())
            self._busy[worker.end] = worker
        return bool(self._busy)

    def results(self) -> Iterator[Result]:
        """Wait until somebody answers or dies; give what was done."""
        for end in wait([worker.end for worker in self._busy.values()]):
            worker = self._busy[end]
            try:
                done, result = worker.end.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if not done:
                raise result
            self._deaths = 0
            if self._waiting:
                worker.begin(self._waiting.popleft())
            else:
                self._busy.pop(worker.end).stop()
            yield result

    def dismiss(self) -> None:
        """End everybody."""
        for worker in self._busy.values():
            worker.stop()

    def _bury(self, worker: _Worker[Unit]) -> None:
        self._busy.pop(worker.end).stop()
        unit, tried = worker.at
        if tried < TRIES:
            self._waiting.append((unit, tried + 1))
        else:
            self.lost.append(unit)
        self._deaths += 1
        if self._deaths >= MOST_DEATHS:
            raise WorkerError(f"{MOST_DEATHS} processes in a row died before they had done anything")


def _work(end: Connection, make: Callable[..., Callable[[Unit], object]], given: tuple[object, ...]) -> None:
    """Answer each unit with (True, result) or (False, error), until nobody asks."""
    signal(SIGINT, SIG_IGN)
    try:
        do = make(*given)
        with suppress(EOFError):
            while True:
                end.send((True, do(end.recv())))
    except Exception as error:  # noqa: BLE001  it is raised where the results are awaited
        end.send((False, error))
