"""The command line: a thin face over intake and inquiry."""

import signal
from importlib import import_module

from holdfire.cli.interruption import Interruption


def main() -> None:
    """Run `holdfire`; the handler of Ctrl-C stands before anything large is loaded."""
    interruption = Interruption()
    signal.signal(signal.SIGINT, interruption)
    try:
        import_module("holdfire.cli.main").run(interruption)
    finally:
        interruption.leave()
