"""The tests' own fence holds, and one file of the package alone can ask another machine for anything."""

import ast
import pathlib
import socket

import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src" / "holdfire"
ASKING = SOURCE / "claims" / "remote" / "http.py"
LISTENING = SOURCE / "cli" / "commands_showing.py"  # the web app's port on this machine
NETWORK = frozenset(
    (
        *(
            "socket",
            "ssl",
            "http.client",
            "ftplib",
            "imaplib",
            "nntplib",
            "poplib",
            "smtplib",
            "telnetlib",
            "xmlrpc",
        ),
        *(
            "urllib.request",
            "asyncio.open_connection",
            "requests",
            "httpx",
            "aiohttp",
            "urllib3",
            "websockets",
        ),
    )
)


def test_a_test_that_asks_the_network_fails() -> None:
    with socket.socket() as probe, pytest.raises(pytest.fail.Exception, match="asked the network"):
        probe.connect(("192.0.2.1", 80))


def test_the_server_listens_and_connects_to_nothing() -> None:
    called = {
        node.attr for node in ast.walk(ast.parse(LISTENING.read_text())) if isinstance(node, ast.Attribute)
    }
    assert called.isdisjoint(("connect", "connect_ex", "create_connection", "getaddrinfo", "sendto"))


@pytest.mark.parametrize(
    "file",
    [file for file in sorted(SOURCE.rglob("*.py")) if file not in (ASKING, LISTENING)],
    ids=lambda p: str(p.name),
)
def test_no_other_file_takes_a_module_that_asks_the_network(file: pathlib.Path) -> None:
    assert _asks(file) == []


def test_the_guard_sees_the_file_that_may_ask() -> None:
    assert _asks(ASKING) == ["http.client", "socket", "ssl"]


def test_the_file_that_asks_is_loaded_for_its_coder_alone() -> None:
    takers = [file for file in SOURCE.rglob("*.py") if "holdfire.claims.remote.http" in _imports(file)]
    assert sorted(file.name for file in takers) == ["asking.py", "retrying.py"]


def _imports(file: pathlib.Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _asks(file: pathlib.Path) -> list[str]:
    """List what a file imports of modules that open connections; names inside them count as they do."""
    named = _imports(file)
    return sorted(name for name in named if any(f"{name}.".startswith(f"{asks}.") for asks in NETWORK))
