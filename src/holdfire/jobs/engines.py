"""Where work on many units is done: in this process, in several, or on a cluster; the results are equal."""

import pickle
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from threading import local
from typing import Any, ParamSpec, TypeVar

from holdfire.errors import UsageError, WorkerError
from holdfire.jobs.processes import TRIES, LostError, Processes

P = ParamSpec("P")
R = TypeVar("R")
Unit = TypeVar("Unit")
Result = TypeVar("Result")

CONNECT_SECONDS = 10
AHEAD = 4  # tasks that wait for each worker, so that none is idle while a result is kept
MOST_AHEAD = 4_096

_ready = local()  # in a worker: the token of the work that it is ready for, and what does a unit of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How many processes of this machine work, or the address of a Dask scheduler whose workers do."""

    workers: int = 1
    cluster: str | None = None

    @property
    def here(self) -> bool:
        """Say whether all is done in this process."""
        return self.cluster is None and self.workers == 1


HERE = Engine()


class InThisProcess(Executor):
    """Does each task when it is submitted."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """Do it now."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  it is raised where the result is awaited
            future.set_exception(error)
        return future


@contextmanager
def executor(engine: Engine) -> Generator[Executor]:
    """Open what an engine names, and end at the close whatever still runs."""
    if engine.cluster is not None:
        with _cluster(engine.cluster) as opened:
            yield opened
        return
    opened = InThisProcess() if engine.here else Processes(engine.workers)
    try:
        yield opened
    finally:
        opened.shutdown(cancel_futures=True)


def each(
    make: Callable[..., Callable[[Unit], Result]],
    given: tuple[object, ...],
    units: Sequence[Unit],
    *,
    engine: Engine,
    called: Callable[[Unit], str] = str,
    begun: Callable[[Unit], None] | None = None,
) -> Iterator[Result]:
    """Do every unit and give the results as they come, in any order.

    make: a module's function, called with `given` once by each worker; what it returns does one unit. given
    and units are what travels: names, paths and seeds, never the data. called: a unit's name, for an error.
    begun: told of each unit before it is given to a worker.
    An error of the work itself is raised here, and the rest is not done.

    Raises
    ------
    WorkerError
        When all else is done, if each worker that came to a unit died; at once, if nothing else happens.
    UsageError
        Where no cluster answers at the address.
    """
    if not units:
        return
    coming = units if begun is None else _told(units, begun)
    with executor(engine) as opened:
        yield from _results(opened, _one(make, given, engine), iter(coming), engine, called)


def _told(units: Sequence[Unit], begun: Callable[[Unit], None]) -> Iterator[Unit]:
    for unit in units:
        begun(unit)
        yield unit


def _results(
    opened: Executor,
    one: "tuple[Callable[..., Result], tuple[object, ...]]",
    coming: Iterator[Unit],
    engine: Engine,
    called: Callable[[Unit], str],
) -> Iterator[Result]:
    do, first = one
    lost: list[str] = []
    pending: dict[Future[Result], Unit] = {}
    ahead = _ahead(opened, engine)
    while True:
        for unit in coming:
            pending[opened.submit(do, *first, unit)] = unit
            if len(pending) >= ahead:
                break
        if not pending:
            break
        for future in _finished(pending):
            unit = pending.pop(future)
            try:
                yield future.result()
            except Exception as error:
                if not _was_lost(error):
                    raise
                lost.append(called(unit))
    if lost:
        raise WorkerError(
            f"the process that worked on it died {TRIES} times (out of memory?): {'; '.join(lost)}"
        )


def _finished(pending: "dict[Future[Result], Unit]") -> "list[Future[Result]]":
    """Wait for some; those that were submitted first come first."""
    done = wait(pending, return_when=FIRST_COMPLETED).done
    return [future for future in pending if future in done]


def _one(
    make: Callable[..., Callable[[Unit], Result]], given: tuple[object, ...], engine: Engine
) -> "tuple[Callable[..., Result], tuple[object, ...]]":
    """Give what does a unit, and what it takes before the unit."""
    if engine.here:
        return make(*given), ()
    token = blake2b(pickle.dumps((make, given)), digest_size=16).hexdigest()
    return _there, (token, make, given)


def _there(
    token: str, make: Callable[..., Callable[[Unit], Result]], given: tuple[object, ...], unit: Unit
) -> Result:
    """Do a unit in a worker, which makes itself ready once for all units of the same work."""
    if getattr(_ready, "token", None) != token:
        _ready.token, _ready.do = None, None  # what is no longer needed goes before more is loaded
        _ready.do = make(*given)
        _ready.token = token
    return _ready.do(unit)


def _ahead(opened: Executor, engine: Engine) -> int:
    if engine.here:
        return 1
    if engine.cluster is None:
        return AHEAD * engine.workers
    threads: int = sum(getattr(opened, "_client").nthreads().values())  # noqa: B009  the interface tells it not
    return min(MOST_AHEAD, AHEAD * max(1, threads))


def _was_lost(error: Exception) -> bool:
    """Say whether a task ended since its workers died; Dask has its own error for that."""
    return isinstance(error, LostError) or type(error).__name__ == "KilledWorker"


@contextmanager
def _cluster(address: str) -> Generator[Any]:
    """Open a Dask cluster by its own executor, which gives what a lost worker was at to another."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--cluster needs the extra “cluster”: pip install -c constraints.txt '.[cluster]'"
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        if not client.nthreads():
            raise UsageError(
                f"the Dask scheduler at {address} has no workers yet; start some: dask worker {address}"
            )
        opened = client.get_executor(pure=False)
        try:
            yield opened
        finally:
            opened.shutdown(wait=False)
