"""Work that goes on beside the app."""

import threading
import time

import pytest

from holdfire.errors import InputError
from holdfire.web.runs import Runs, State


def wait_for(runs: Runs, key: str) -> tuple[State, str]:
    for _ in range(500):
        found = runs.get(key)
        if found is not None and found.state is not State.RUNNING:
            return found.state, found.words
        time.sleep(0.01)
    pytest.fail("the work did not end")


def test_work_tells_how_far_it_is_and_what_became_of_it() -> None:
    runs, go, told_once = Runs(), threading.Event(), threading.Event()

    def work(told) -> str:
        told("1 of 2")
        told_once.set()
        go.wait(5)
        return "Answered."

    runs.start("q_1", "/questions/q_1", work)
    assert told_once.wait(5)
    assert runs.get("q_1").words == "1 of 2"
    assert runs.start("q_1", "/", lambda _: "another").words == "1 of 2"  # one of a key at a time
    go.set()
    assert wait_for(runs, "q_1") == (State.DONE, "Answered.")
    assert runs.get("q_2") is None


def test_cancelled_work_ends_when_it_next_tells_how_far_it_is() -> None:
    runs, go, kept = Runs(), threading.Event(), []

    def work(told) -> str:
        go.wait(5)
        told("2 of 2")
        kept.append("committed")
        return "Answered."

    runs.start("q_1", "/", work)
    runs.cancel("q_1")
    go.set()
    assert wait_for(runs, "q_1")[0] is State.CANCELLED
    assert kept == []
    runs.start("q_1", "/", lambda told: told("again") or "Answered.")
    assert wait_for(runs, "q_1")[0] is State.DONE


def test_what_fails_is_told_in_words_and_a_fault_of_ours_goes_to_the_log(caplog) -> None:
    runs = Runs()

    def refused(_) -> str:
        raise InputError("the case has no events")

    def broken(_) -> str:
        raise ZeroDivisionError("a fault of ours")

    runs.start("a", "/", refused)
    assert wait_for(runs, "a") == (State.FAILED, "the case has no events")
    runs.start("b", "/", broken)
    state, words = wait_for(runs, "b")
    assert state is State.FAILED
    assert "a fault of ours" not in words
    assert "a fault of ours" in caplog.text
