"""Who may talk to the app, and what every answer carries."""

import asyncio

import httpx
import pytest

TOKEN = {"x-holdfire-token": "a-token-of-this-session"}
ASK = "/api/questions/q_1a2b3c4d5e6f/ask"
PATHS = (
    "/",
    "/documents",
    "/claims",
    "/api/claims",
    "/static/app.css",
    "/favicon.ico",
    "/nowhere",
    "/api/nowhere",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_the_app_does_not_use(client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "localhost.evil.example:8000", "[::1]:8000", ""]
)
def test_another_host_name_is_misdirected(client, host: str) -> None:
    response = client.get("/api/claims", headers={"host": host})
    assert response.status_code == 421
    assert "claim" not in response.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000"])
def test_the_apps_own_names_are_answered(client, host: str) -> None:
    assert client.get("/api/claims", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8000",
        "http://127.0.0.1:8001",
        "file://",
        "127.0.0.1:8000",
        "",
    ],
)
def test_a_foreign_origin_is_refused_even_for_reading_and_with_the_token(client, origin: str) -> None:
    assert client.get("/api/claims", headers={"origin": origin}).status_code == 403
    assert client.post(ASK, headers={"origin": origin, **TOKEN}).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", [ASK, "/", "/nowhere", "/documents"])
def test_what_changes_something_needs_the_token_wherever_it_goes(client, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 401
    assert client.request(method, path, headers={"x-holdfire-token": "wrong"}).status_code == 401
    assert client.request(method, path, headers={"x-holdfire-token": "wröng".encode()}).status_code == 401


def test_the_token_is_not_taken_from_the_address(client) -> None:
    assert client.post(f"{ASK}?token=a-token-of-this-session").status_code == 401


def test_a_form_may_carry_the_token(client) -> None:
    refused = client.post("/questions/q_000000/ask", data={"token": "wrong"})
    accepted = client.post("/questions/q_000000/ask", data={"token": "a-token-of-this-session"})
    assert (refused.status_code, accepted.status_code) == (401, 404)


def test_a_form_that_is_too_large_is_refused_unread(client) -> None:
    assert client.post(ASK, data={"token": "x" * 200_000}).status_code == 413


def test_json_without_the_token_is_refused(client) -> None:
    assert client.post(ASK, json={"token": "a-token-of-this-session"}).status_code == 401


def test_a_web_socket_is_closed(client) -> None:
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", b"127.0.0.1:8000")]}
    asyncio.run(client.app(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_page_of_the_app_shows_no_token_in_its_address_or_links(client) -> None:
    response: httpx.Response = client.get("/questions/q_1a2b3c4d5e6f")
    assert response.status_code == 200
    assert "token=" not in response.text


def test_a_failure_inside_the_app_is_answered_with_the_same_headers(client, caplog) -> None:
    async def fail() -> None:
        raise ZeroDivisionError("a fault of ours")

    client.app.add_api_route("/fails", fail)
    client.app.router.routes.insert(0, client.app.router.routes.pop())
    response = client.get("/fails")
    assert response.status_code == 500
    assert response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "ZeroDivisionError" not in response.text
    assert "a fault of ours" in caplog.text
    assert "Traceback" not in caplog.text
