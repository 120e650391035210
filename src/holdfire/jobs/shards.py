"""Finished parts of long work, one file each, so that a stopped run goes on where it was."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Shards(Generic[T]):
    """Results under a hash of all that they depend on; the folder may be deleted at any time.

    A file holds the hash of the inputs, that of its content, and the content. One that is torn, was changed
    or belongs to other inputs is as good as none. It appears whole or not at all; a disk that refuses costs a
    second computation, not the run.
    """

    def __init__(
        self, folder: Path, inputs: str, *, write: Callable[[T], bytes], read: Callable[[bytes], T]
    ) -> None:
        """write, read: a result to bytes and back; read raises ValueError for what is no result."""
        self._folder, self._inputs = folder / inputs[:16], inputs
        self._write, self._read = write, read

    def finished(self, numbers: Iterable[int]) -> dict[int, T]:
        """Read what is there of the parts with these numbers."""
        found = ((number, self._stored(number)) for number in numbers)
        return {number: result for number, result in found if result is not None}

    def keep(self, number: int, result: T) -> None:
        """Store a part: beside its place first, then by one rename."""
        body = self._write(result)
        head = {"inputs": self._inputs, "part": number, "sha256": sha256(body).hexdigest()}
        path = self._path(number)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(".part")
            draft.write_bytes(json.dumps(head).encode() + b"\n" + body)
            draft.replace(path)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06d}.shard"

    def _stored(self, number: int) -> T | None:
        try:
            head, _, body = self._path(number).read_bytes().partition(b"\n")
            told = json.loads(head)
            wanted = {"inputs": self._inputs, "part": number, "sha256": sha256(body).hexdigest()}
            return self._read(body) if told == wanted else None
        except (OSError, ValueError):
            return None
