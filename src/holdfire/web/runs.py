"""Long work of the app: each in a thread of its own, told in words as it goes, ended when somebody asks."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from holdfire.errors import HoldfireError

LOGGER = logging.getLogger(__name__)
FAILED = "Something went wrong inside holdfire; its terminal says what."

Told = Callable[[str], None]
Work = Callable[[Told], str]


class State(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of work by its key; words: what it does, or what became of it; page: where its result is."""

    key: str
    state: State
    words: str
    page: str


class _CancelledError(Exception):
    """Raised inside the work, where it tells how far it is: nothing of it was kept by then."""


@dataclass(slots=True)
class Runs:
    """All runs of a session, the latest of each key; at most one of a key is running."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _runs: dict[str, Run] = field(default_factory=dict[str, Run])
    _cancelled: set[str] = field(default_factory=set[str])

    def start(self, key: str, page: str, work: Work) -> Run:
        """Begin a piece of work, unless that of this key is still running; work gives its last words."""
        with self._lock:
            found = self._runs.get(key)
            if found is not None and found.state is State.RUNNING:
                return found
            self._cancelled.discard(key)
            run = self._runs[key] = Run(key=key, state=State.RUNNING, words="starting", page=page)
        threading.Thread(target=self._do, args=(run, work), daemon=True).start()
        return run

    def get(self, key: str) -> Run | None:
        """Say how far a piece of work is; None where none was begun."""
        return self._runs.get(key)

    def cancel(self, key: str) -> None:
        """Ask a piece of work to end; it does when it next tells how far it is."""
        with self._lock:
            found = self._runs.get(key)
            if found is not None and found.state is State.RUNNING:
                self._cancelled.add(key)
                self._runs[key] = replace(found, words="ending")

    def _do(self, run: Run, work: Work) -> None:
        def told(words: str) -> None:
            with self._lock:
                if run.key in self._cancelled:
                    raise _CancelledError
                self._runs[run.key] = replace(run, words=words)

        try:
            state, words = State.DONE, work(told)
        except _CancelledError:
            state, words = State.CANCELLED, "Cancelled; nothing of it was kept."
        except HoldfireError as error:
            state, words = State.FAILED, str(error)
        except Exception:
            LOGGER.exception("%s failed", run.key)
            state, words = State.FAILED, FAILED
        with self._lock:
            self._runs[run.key] = replace(run, state=state, words=words)
