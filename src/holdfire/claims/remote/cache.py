"""Answers paid for once, by a hash of all that they depend on. The folder may be deleted at any time."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from holdfire.errors import InputError
from holdfire.model.ids import digest
from holdfire.records.values import decode, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a model said, and how many tokens that took as its endpoint counts them, or as we estimate."""

    content: str
    tokens_in: int
    tokens_out: int


class Cache:
    """A folder of replies, one file each, written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Reply | None:
        """Read a reply; a file that can't be read is as good as none."""
        try:
            return decode(self._path(key).read_bytes(), Reply, source=key)
        except (OSError, InputError):
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply; a disk that refuses costs a second request, not the run."""
        path = self._path(key)
        name = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n")
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                name = file.name
                file.write(encode(reply))
            os.replace(name, path)  # noqa: PTH105  one call that replaces on every system
        except OSError:
            if name is not None:
                Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def key_of(*parts: object) -> str:
    """Name a reply by what it depends on."""
    return digest(*parts)
