"""Ctrl-C: the work stops as soon as Python runs again, whatever swallowed the first request."""

import signal
import sys
import threading

INTERRUPTED = 130
SECONDS_BETWEEN = 0.2


class Interruption:
    """What SIGINT calls; remembers that it was called.

    An exception out of a signal handler can be lost: a compiled module that is being loaded turns it into an
    ImportError, a query into a RuntimeError, a finaliser drops it. So it is raised again until the process
    ends, and `main` asks `wanted` before it takes any other error for one.
    """

    def __init__(self) -> None:
        self.wanted = False

    def __call__(self, _signal: int, _frame: object) -> None:
        """Say once that the work stops, and stop it."""
        if not self.wanted:
            sys.stderr.write("\nstopped; the case is whole, run the same command to go on\n")
            self.wanted = True
        again = threading.Timer(SECONDS_BETWEEN, signal.raise_signal, [signal.SIGINT])
        again.daemon = True
        again.start()
        sys.exit(INTERRUPTED)

    def leave(self) -> None:
        """End the process with 130 if that was asked for; from here on nothing interrupts its clean-up."""
        if self.wanted:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            sys.exit(INTERRUPTED)
