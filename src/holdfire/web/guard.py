"""Who may talk to the app: this machine, its own pages, and for changes whoever holds the token.

A page of another site can reach 127.0.0.1 through the reader's own browser. Three checks keep it out: the
Host that was asked for (DNS rebinding ends in another name), the Origin that asks, and a token for every
request that changes something. They are one piece of ASGI so that no route can forget them.
"""

import logging
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-holdfire-token"  # noqa: S105  the name of a header, not a token
TOKEN_FIELD = "token"  # noqa: S105  the name of a form field
LARGEST_FORM = 100_000  # bytes; the forms of this app hold a token and little else
LOGGER = logging.getLogger(__name__)
FAILED = PlainTextResponse("Something went wrong inside holdfire; its terminal says what.", 500)
READING = frozenset(("GET", "HEAD", "OPTIONS"))

POLICY = "content-security-policy"
STRICTER = frozenset((POLICY, "x-frame-options"))
"""Headers that a page of the app may set for itself: a dossier's preview allows less, and its own frame."""

SECURITY_HEADERS: Mapping[str, str] = {
    POLICY: (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a browser sends our own forms with Origin: null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

OWN_FILES = "/static/"
KEPT = "private, max-age=60"
"""The app's own files hold nothing of the case: from screen to screen they need not come again."""


class Guard:
    """ASGI middleware that refuses what is not meant for this app and marks every answer."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = frozenset((f"127.0.0.1:{port}", f"localhost:{port}"))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the reason why not."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        begun = False

        async def send_marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    if name not in STRICTER or name not in headers:
                        headers[name] = value
                if scope["path"].startswith(OWN_FILES):
                    headers["cache-control"] = KEPT
            await send(message)

        refused, receive = await self._refusal(scope, receive)
        try:
            await (refused or self._app)(scope, receive, send_marked)
        except Exception as error:  # else the answer would be made outside, without the headers
            if begun:
                raise
            LOGGER.error("%s %r failed: %r", scope["method"], scope["path"], error)
            await FAILED(scope, receive, send_marked)

    async def _refusal(self, scope: Scope, receive: Receive) -> tuple[Response | None, Receive]:
        """Name the reason to refuse a request, if there is one; hand on its body where it was read."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This app answers under its own address only.", 421), receive
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            return PlainTextResponse("Requests from pages of other origins are refused.", 403), receive
        if scope["method"] in READING or self._fits(headers.get(TOKEN_HEADER)):
            return None, receive
        return await self._without_header(headers, receive)

    async def _without_header(self, headers: Headers, receive: Receive) -> tuple[Response | None, Receive]:
        """Look for the token in a form, as a page without script sends it."""
        refused = PlainTextResponse("What changes the case needs the token of this session.", 401)
        if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return refused, receive
        body = await _read(receive)
        if body is None:
            return PlainTextResponse("The form is too large.", 413), receive
        given = parse_qs(body.decode("utf-8", "replace")).get(TOKEN_FIELD, [""])[0]
        return (None if self._fits(given) else refused), _again(body)

    def _fits(self, given: str | None) -> bool:
        return given is not None and secrets.compare_digest(given.encode(), self._token)


async def _read(receive: Receive) -> bytes | None:
    """Read a request's body; None where it is larger than any form of this app."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_FORM:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes) -> Receive:
    """Hand a body that was read to whoever reads next."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
