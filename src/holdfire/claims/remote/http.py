"""One request and its answer: the only file of the package that opens a connection to another program.

No redirect is followed, no proxy is asked, the answer's size and time are bounded, and what goes wrong is
told without the request's headers, which hold the key.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from dataclasses import dataclass

from holdfire.claims.remote.endpoint import Endpoint
from holdfire.errors import EndpointError

LARGEST = 4_000_000  # bytes of an answer
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an endpoint answered; retry_after: how many seconds it asks to wait."""

    status: int
    body: bytes
    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """No whole answer came: why. Asking again may help."""

    reason: str


def post(endpoint: Endpoint, body: bytes, key: str | None, timeout_seconds: float) -> Answer | Silence:
    """Send JSON and read the answer; timeout_seconds: for connecting, and again for all the rest.

    Raises
    ------
    EndpointError
        Where asking again can't help: the certificate is wrong, or the answer is larger than allowed.
    """
    connection = _connection(endpoint, timeout_seconds)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    late = threading.Event()
    try:
        connection.connect()
        with _deadline(connection.sock, timeout_seconds, late):
            connection.request("POST", endpoint.path, body=body, headers=headers)
            return _read(connection.getresponse(), endpoint)
    except ssl.SSLCertVerificationError as error:
        raise EndpointError(
            f"{endpoint.shown}: its certificate is not valid: {error.verify_message}"
        ) from error
    except TimeoutError:
        return Silence(reason=f"no answer within {timeout_seconds:g} s")
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            return Silence(reason=f"no whole answer within {timeout_seconds:g} s")
        return Silence(reason=f"the connection failed ({type(error).__name__})")
    finally:
        connection.close()


def _connection(endpoint: Endpoint, timeout_seconds: float) -> http.client.HTTPConnection:
    if not endpoint.secure:
        return http.client.HTTPConnection(endpoint.host, endpoint.port, timeout=timeout_seconds)
    return http.client.HTTPSConnection(
        endpoint.host, endpoint.port, timeout=timeout_seconds, context=ssl.create_default_context()
    )


@contextlib.contextmanager
def _deadline(sock: socket.socket, seconds: float, late: threading.Event):  # noqa: ANN202  a generator
    """Cut the connection after some time: the socket's own limit is for each byte, not for all of them."""

    def cut() -> None:
        late.set()
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read(response: http.client.HTTPResponse, endpoint: Endpoint) -> Answer:
    body = bytearray()
    while block := response.read(_BLOCK):
        body += block
        if len(body) > LARGEST:
            raise EndpointError(
                f"{endpoint.shown}: its answer is larger than {LARGEST:,} bytes; nothing was used"
            )
    return Answer(
        status=response.status, body=bytes(body), retry_after=_seconds(response.getheader("Retry-After"))
    )


def _seconds(value: str | None) -> float | None:
    """Read how long to wait; dates, which need a clock, are left out."""
    if value is None or len(value) > 6 or not value.isascii() or not value.isdigit():
        return None
    return float(value)
