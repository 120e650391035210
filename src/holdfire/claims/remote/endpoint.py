"""Where a model answers: an address that is safe to send text and a key to."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from holdfire.errors import CoderError

PATH = "/chat/completions"
_LOOPBACK = frozenset(("localhost",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A host, a port and a path; secure: over TLS, which only this machine itself may do without."""

    host: str
    port: int
    path: str
    secure: bool

    @property
    def shown(self) -> str:
        """Name it for a reader."""
        usual = 443 if self.secure else 80
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def local(self) -> bool:
        """Say whether it is on this machine."""
        return is_loopback(self.host)


def endpoint_of(url: str) -> Endpoint:
    """Read the address of an endpoint; "/chat/completions" is added where it is left out.

    Raises
    ------
    CoderError
        Where it is no address, is not https (but for this machine), or holds a name and password.
    """
    where = "holdfire.toml, [coders.model]"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise CoderError(f"{where}: `url` is no address of an endpoint ({error})") from error
    if parts.username is not None or parts.password is not None:
        raise CoderError(
            f"{where}: `url` holds a name or password; put a key into key_env's variable instead"
        )
    odd = not host or parts.query or parts.fragment or not _plain(url)
    if odd or parts.scheme not in ("http", "https"):
        raise CoderError(f"{where}: `url` is no address such as https://host/v1")
    assert host is not None  # noqa: S101  said by `odd`
    if parts.scheme == "http" and not is_loopback(host):
        raise CoderError(f"{where}: `url` must be https; http is for a model on this machine only")
    path = parts.path.rstrip("/")
    return Endpoint(
        host=host,
        port=port or (443 if parts.scheme == "https" else 80),
        path=path if path.endswith(PATH) else path + PATH,
        secure=parts.scheme == "https",
    )


def is_loopback(host: str) -> bool:
    """Say whether a host name is this machine's own, whatever a name server says."""
    if host in _LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _plain(url: str) -> bool:
    return url.isascii() and url.isprintable() and " " not in url
