"""The tests' own fence holds."""

import socket

import pytest


def test_a_test_that_asks_the_network_fails() -> None:
    with socket.socket() as probe, pytest.raises(pytest.fail.Exception, match="asked the network"):
        probe.connect(("192.0.2.1", 80))
