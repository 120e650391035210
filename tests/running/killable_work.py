"""Runs code in processes that a test kills, each forked from one that has loaded what the code needs."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

ENDED = "ended\n"
LOOP = """
import json, os, sys
for line in sys.stdin:
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        given = json.loads(line)
        break
    os.waitpid(child, 0)
    print("ended", flush=True)
else:
    os._exit(0)
"""


class Work:
    """A process that runs the code once; what it prints is read line by line."""

    def __init__(self, server: "subprocess.Popen[str]") -> None:
        assert server.stdout is not None
        self._printed = server.stdout
        self._pid = int(self._printed.readline())

    def line(self) -> str:
        """Wait for a line; "ended" where the process is at its end."""
        return self._printed.readline()

    def kill(self) -> str:
        """Kill the process, if it still runs, and give the lines that it has printed since, each whole."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        return self.rest()

    def rest(self) -> str:
        """Wait for the end of the process and give what it has printed since."""
        return "".join(iter(self._printed.readline, ENDED))


class Workshop:
    """A process that has loaded what the code needs; `given` is what the code was started with."""

    def __init__(self, loading: str, code: str) -> None:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        program = f"{loading}\n{LOOP}\n{code}\nos._exit(0)"
        self._server = subprocess.Popen([sys.executable, "-c", program], **pipes, text=True)

    def start(self, *given: str) -> Work:
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(given) + "\n")
        self._server.stdin.flush()
        return Work(self._server)

    def close(self) -> None:
        self._server.communicate()
