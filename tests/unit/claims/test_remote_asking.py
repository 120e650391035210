"""Asking an endpoint: what is sent and what never is, what is asked again, where it stops, what it costs."""

import contextlib
import json
import pathlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from holdfire.claims.remote.asking import Asking
from holdfire.claims.remote.cache import Cache, Reply
from holdfire.claims.remote.endpoint import endpoint_of
from holdfire.claims.remote.prompt import VERSION, prompt
from holdfire.errors import CoderError, EndpointError
from holdfire.model.claim import KINDS
from holdfire.records.coders import ModelSettings

KEY = "sk-0123456789abcdef"


@pytest.fixture
def waits() -> list[float]:
    return []


def asking(url: str, waits: list[float], **fields: object) -> Asking:
    settings = ModelSettings(**{"url": url, "model": "recorded", "key_env": "A_KEY", **fields})
    return Asking(endpoint=endpoint_of(url), settings=settings, key=KEY, sleep=waits.append)


def test_a_request_asks_for_our_schema_without_chance(chat, waits: list[float]):
    asking(chat.url, waits).ask("Some text.", ["Kestrel Front"])
    (asked,) = chat.asked
    assert (asked["temperature"], asked["seed"], asked["stream"], asked["max_tokens"]) == (0, 1, False, 4_096)
    assert asked["response_format"]["type"] == "json_schema"
    assert asked["response_format"]["json_schema"]["schema"] == prompt().schema
    assert json.loads(asked["messages"][1]["content"]) == {"names": ["Kestrel Front"], "text": "Some text."}
    assert chat.keys == [f"Bearer {KEY}"]


def test_an_endpoint_without_schemas_is_asked_for_json_and_then_for_nothing(chat, waits: list[float]):
    refusal = (400, {}, b'{"error": {"message": "response_format is not known"}}')
    chat.script = [refusal, refusal]
    it = asking(chat.url, waits)
    it.ask("One.", [])
    it.ask("Two.", [])
    forms = [asked.get("response_format", {}).get("type") for asked in chat.asked]
    assert forms == ["json_schema", "json_object", None, None]
    assert waits == []


def test_a_request_that_is_refused_in_every_form_is_an_error_with_the_endpoint_s_words(
    chat, waits: list[float]
):
    chat.script = [(400, {}, json.dumps({"error": {"message": f"no model {KEY}"}}).encode())] * 3
    with pytest.raises(EndpointError, match=r"HTTP 400.*no model \[key\]") as error:
        asking(chat.url, waits).ask("One.", [])
    assert KEY not in str(error.value)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_what_passes_is_asked_again_after_growing_waits(chat, waits: list[float], status: int):
    chat.script = [(status, {}, b"")] * 3
    asking(chat.url, waits).ask("One.", [])
    assert waits == [1.0, 2.0, 4.0]
    assert len(chat.asked) == 4


def test_an_endpoint_says_how_long_to_wait_within_bounds(chat, waits: list[float]):
    chat.script = [(429, {"Retry-After": said}, b"") for said in ("7", "999999", "soon")]
    asking(chat.url, waits).ask("One.", [])
    assert waits == [7.0, 60.0, 4.0]


def test_after_five_attempts_it_gives_up(chat, waits: list[float]):
    chat.script = [(503, {}, b"")] * 9
    with pytest.raises(EndpointError, match=r"5 attempts \(the last: HTTP 503\)"):
        asking(chat.url, waits).ask("One.", [])
    assert len(chat.asked) == 5


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_its_variable_and_repeats_nothing(chat, waits: list[float], status: int):
    chat.script = [(status, {}, json.dumps({"error": {"message": f"bad key {KEY[:8]}"}}).encode())]
    with pytest.raises(EndpointError, match="A_KEY") as error:
        asking(chat.url, waits).ask("One.", [])
    assert KEY[:8] not in str(error.value)
    assert len(chat.asked) == 1


def test_no_redirect_is_followed(chat, waits: list[float]):
    chat.script = [(307, {"Location": f"{chat.url}/elsewhere"}, b"")]
    with pytest.raises(EndpointError, match="redirect"):
        asking(chat.url, waits).ask("One.", [])
    assert len(chat.asked) == 1


@pytest.mark.parametrize("body", [b"", b"hello", b"[]", b'{"choices": 1}', b"[" * 100_000, b"\xff"])
def test_an_answer_of_another_protocol_is_an_error(chat, waits: list[float], body: bytes):
    chat.script = [(200, {}, body)]
    with pytest.raises(EndpointError, match="no answer of a chat completion"):
        asking(chat.url, waits).ask("One.", [])


def test_a_giant_answer_is_cut_off(chat, waits: list[float]):
    chat.script = [(200, {}, b" " * 5_000_000)]
    with pytest.raises(EndpointError, match="larger than 4,000,000 bytes"):
        asking(chat.url, waits).ask("One.", [])


def test_tokens_are_the_endpoint_s_and_estimated_where_it_counts_none(chat, waits: list[float]):
    assert asking(chat.url, waits).ask("One.", []) == Reply(
        content='{"claims": []}', tokens_in=1_000, tokens_out=50
    )
    chat.usage = None
    reply = asking(chat.url, waits).ask("One.", [])
    assert reply.tokens_in > len(prompt().instruction) // 5
    assert reply.tokens_out > 0


@contextlib.contextmanager
def dripping(piece: bytes, pause: float) -> Iterator[str]:
    """Run a server that sends a little at a time and never ends; pause 0: it says nothing at all."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            server.settimeout(0.05)
            held = []
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    held.append(server.accept()[0])
                for one in held:
                    with contextlib.suppress(OSError):
                        one.send(piece if pause else b"")
            for one in held:
                one.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        stop.set()
        thread.join()


@pytest.mark.parametrize(("piece", "pause"), [(b"", 0.0), (b"H", 0.05)])
def test_silence_and_drops_end_by_the_clock(waits: list[float], piece: bytes, pause: float):
    began = time.monotonic()
    with dripping(piece, pause) as url, pytest.raises(EndpointError, match=r"5 attempts .*within 0.2 s"):
        asking(url, waits, timeout_seconds=0.2).ask("One.", [])
    assert time.monotonic() - began < 5
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_nobody_there_is_an_error_after_all_attempts(waits: list[float]):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(EndpointError, match=f"127.0.0.1:{port} gave no answer in 5 attempts"):
        asking(f"http://127.0.0.1:{port}", waits).ask("One.", [])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/v1", "must be https"),
        ("http://127.0.0.1.example.org/v1", "must be https"),
        ("ftp://localhost/v1", "no address"),
        ("https:///v1", "no address"),
        ("https://user:secret@example.org/v1", "name or password"),
        ("https://example.org/v1?x=1", "no address"),
        ("https://example.org/v1\r\nX: y", "no address"),
        ("https://example.org:99999/v1", "no address"),
    ],
)
def test_an_address_that_is_not_safe_to_send_to_is_refused(url: str, why: str):
    with pytest.raises(CoderError, match=why) as error:
        endpoint_of(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "shown", "path", "local"),
    [
        ("https://example.org/v1", "example.org", "/v1/chat/completions", False),
        ("https://example.org:8443/v1/chat/completions", "example.org:8443", "/v1/chat/completions", False),
        ("http://localhost:11434/v1/", "localhost:11434", "/v1/chat/completions", True),
        ("http://[::1]:8000", "[::1]:8000", "/chat/completions", True),
    ],
)
def test_an_address_is_completed(url: str, shown: str, path: str, local: bool):
    found = endpoint_of(url)
    assert (found.shown, found.path, found.local) == (shown, path, local)


def test_a_key_is_in_no_representation(chat, waits: list[float]):
    assert KEY not in repr(asking(chat.url, waits))


def test_a_cached_reply_that_was_cut_is_none_and_a_disk_that_refuses_stops_nothing(tmp_path: pathlib.Path):
    cache, reply = Cache(tmp_path / "cache"), Reply(content="{}", tokens_in=1, tokens_out=2)
    cache.put("ab12", reply)
    assert cache.get("ab12") == reply
    (file,) = (tmp_path / "cache").rglob("*.json")
    assert [path.name for path in file.parent.iterdir()] == ["ab12.json"]
    file.write_bytes(file.read_bytes()[:5])
    assert cache.get("ab12") is None
    (tmp_path / "file").write_text("")
    Cache(tmp_path / "file").put("ab12", reply)


def test_the_schema_lists_every_kind_and_the_prompt_of_a_version_stays_as_it_is():
    items = prompt().schema["properties"]["claims"]["items"]
    assert items["properties"]["kind"]["enum"] == list(KINDS)
    assert all(kind in prompt().instruction for kind in KINDS)
    assert (VERSION, prompt().digest[:16]) == (
        "1",
        "1705ae764261f798",
    )  # another text is another folder of data/
