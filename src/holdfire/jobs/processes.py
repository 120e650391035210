"""An executor of processes that may die: what a lost one was at is done again."""

import multiprocessing
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from signal import SIG_IGN, SIGINT, signal
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from holdfire.errors import WorkerError

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 2  # a process that died may have made room for another; one that dies at the same task again has not
MOST_DEATHS = 8  # in a row, with nothing finished between them: there is no room for this work at all


class LostError(WorkerError):
    """The processes that worked on a task died, each time it was tried."""


@dataclass(slots=True, kw_only=True)
class _Task:
    future: "Future[Any]"
    call: tuple[Callable[..., object], tuple[object, ...], dict[str, object]]
    tried: int = 0


class _Worker:
    """A process with the end of the pipe on which it answers; `at`: its task, None where it has none."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.at: _Task | None = None
        self.end, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # or its death would go unseen

    def begin(self, task: _Task) -> None:
        task.tried += 1
        self.at = task
        try:
            self.end.send(task.call)
        except OSError:  # it is dead already, which shows when it should answer
            return
        except Exception as error:  # noqa: BLE001  what cannot be sent is an error of the caller's
            self.at = None
            task.future.set_exception(error)

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self.end.close()


class Processes(Executor):
    """Tasks in several spawned processes, over the interface of `concurrent.futures`.

    A standard pool loses all that waits when one process dies. Here another takes its place, and the task
    that it was at is tried again after all others; LostError is the result of one that no process survives.
    Where processes die at the start, every task ends with WorkerError. Ctrl-C is for whoever submits.
    """

    def __init__(self, workers: int) -> None:
        self._most = workers
        self._lock = Lock()
        self._waiting: deque[_Task] = deque()
        self._crew: list[_Worker] = []
        self._deaths = 0
        self._closing = self._stopping = self._rung = False
        self._bell, self._ring = multiprocessing.Pipe(duplex=False)
        self._thread = Thread(target=self._serve, name="holdfire-processes", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """Put a call in the queue; its function, arguments and result must be able to be pickled."""
        future: Future[R] = Future()
        with self._lock:
            if self._closing:
                raise RuntimeError("this executor was shut down")
            self._waiting.append(_Task(future=future, call=(fn, args, kwargs)))
            self._call_for_attention()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Take no more; with cancel_futures also end what runs, since nobody waits for it any more."""
        with self._lock:
            self._closing, self._stopping = True, self._stopping or cancel_futures
            self._call_for_attention()
        if wait:
            self._thread.join()

    def _call_for_attention(self) -> None:
        """Ring once until somebody comes: a full pipe would block whoever holds the lock."""
        if not self._rung:
            self._rung = True
            self._ring.send(None)

    def _serve(self) -> None:
        """Give out tasks and take in results, until nothing is left and nobody may bring more."""
        try:
            while self._engage():
                for end in wait([self._bell, *(worker.end for worker in self._crew)]):
                    if end is self._bell:
                        with self._lock:
                            self._bell.recv()
                            self._rung = False
                    else:
                        self._hear(next(worker for worker in self._crew if worker.end is end))
        finally:
            for worker in self._crew:
                worker.stop()
                if worker.at is not None:
                    worker.at.future.set_exception(WorkerError("the work was stopped"))
            for task in self._waiting:
                task.future.cancel()

    def _engage(self) -> bool:
        """Give everybody a task, engaging more where there is room; say whether to go on."""
        with self._lock:
            if self._stopping:
                return False
            idle = deque(worker for worker in self._crew if worker.at is None)
            while self._waiting and (idle or len(self._crew) < self._most):
                task = self._waiting.popleft()
                if task.tried == 0 and not task.future.set_running_or_notify_cancel():
                    continue
                if not idle:
                    idle.append(_Worker())
                    self._crew.append(idle[0])
                idle.popleft().begin(task)
            return not self._closing or any(worker.at is not None for worker in self._crew)

    def _hear(self, worker: _Worker) -> None:
        try:
            done, result = worker.end.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        task, worker.at, self._deaths = worker.at, None, 0
        if task is None:
            return
        if done:
            task.future.set_result(result)
        else:
            task.future.set_exception(result)

    def _bury(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        worker.stop()
        self._deaths += 1
        task = worker.at
        if self._deaths >= MOST_DEATHS:
            lost = [task, *(other.at for other in self._crew), *self._drained()]
            for other in self._crew:
                other.stop()
            self._crew.clear()
            said = f"{MOST_DEATHS} processes in a row died before they had done anything"
            for one in lost:
                if one is not None and not one.future.done():
                    one.future.set_exception(WorkerError(said))
        elif task is not None and task.tried < TRIES:
            with self._lock:
                self._waiting.append(task)
        elif task is not None:
            task.future.set_exception(LostError(f"the process that worked on it died {TRIES} times"))

    def _drained(self) -> list[_Task]:
        with self._lock:
            waiting = list(self._waiting)
            self._waiting.clear()
        return waiting


def _work(end: Connection) -> None:
    """Answer each call with (True, result) or (False, error), until nobody asks."""
    signal(SIGINT, SIG_IGN)
    with suppress(EOFError):
        while True:
            function, args, kwargs = end.recv()
            try:
                end.send((True, function(*args, **kwargs)))
            except Exception as error:  # noqa: BLE001  it is raised where the result is awaited
                end.send((False, error))
