"""A Dask scheduler and workers on this machine, each a process of its own, as on several machines."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOON = 60.0  # seconds after which a cluster on a busy machine will not come any more
RUNNING = Path(__file__).parent


class Cluster:
    """Its address, and its workers, which a test may kill."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._known = folder / "scheduler.json"
        self.processes = [
            _started(folder, "dask_scheduler", "--port", "0", "--scheduler-file", str(self._known))
        ]
        self.address = self._address()
        own = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        for number in range(workers):
            name = (self.address, *own, "--name", f"worker-{number}", "--local-directory", str(folder))
            self.processes.append(_started(folder, "dask_worker", *name))

    @property
    def workers(self) -> "list[subprocess.Popen[bytes]]":
        return self.processes[1:]

    def _address(self) -> str:
        until = time.monotonic() + SOON
        while time.monotonic() < until:
            if self._known.exists() and (text := self._known.read_text()):
                return str(json.loads(text)["address"])
            time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")

    def wait(self) -> None:
        """Wait until every worker is there."""
        from distributed import Client

        with Client(self.address, timeout=SOON, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=SOON)


def _started(folder: Path, program: str, *flags: str) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join([str(RUNNING), *filter(None, [os.environ.get("PYTHONPATH")])])
    flags = (*flags, "--no-dashboard", *(("--host", "127.0.0.1") if program == "dask_scheduler" else ()))
    with (folder / f"{program}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{program}", *flags],
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": path},
        )


@contextmanager
def cluster(folder: Path, *, workers: int = 2) -> Iterator[Cluster]:
    """Start a scheduler and workers, and end them."""
    made = Cluster(folder, workers)
    try:
        made.wait()
        yield made
    finally:
        for process in made.processes:
            process.kill()
            process.wait()
