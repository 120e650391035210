"""Work that a process of its own can load: what tests of several processes make them do."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from holdfire.errors import QuestionError

Work = Callable[[int], int]


def squares(added: int) -> Work:
    return lambda number: number * number + added


def refusing(number: int) -> Work:
    def do(unit: int) -> int:
        if unit == number:
            raise QuestionError(f"{unit} is nothing to ask about")
        return unit

    return do


def dying_once(folder: Path, number: int) -> Work:
    """Die as by a lack of memory when somebody comes to a unit for the first time."""

    def do(unit: int) -> int:
        if unit == number and not (mark := folder / "died").exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return unit

    return do


def dying_at(number: int) -> Work:
    return lambda unit: os._exit(9) if unit == number else unit


def dying_at_the_start() -> Work:
    os._exit(9)


def endless(folder: Path) -> Work:
    def do(unit: int) -> int:
        (folder / f"{unit}-{os.getpid()}").touch()
        while unit:
            pass
        return unit

    return do


def slow_squares(seconds: float) -> Work:
    def do(unit: int) -> int:
        time.sleep(seconds)
        return unit * unit

    return do
