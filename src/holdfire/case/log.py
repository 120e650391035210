"""log.jsonl: a hash chain over every act, one line each; appending a line is the commit."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from holdfire.errors import CaseError
from holdfire.records.values import decode, line

NAME = "log.jsonl"
LISTED_LINES = 5_000  # longer texts are checked as a whole: their digests would outgrow the log
SEAL = re.compile(rb', "hash": "([0-9a-f]{64})"\}$')


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A file that an act wrote: its hash, its size, and four hex digits a line where it is a short text.

    lines lets a check name the line that differs; None for tables of bytes and for long texts.
    """

    path: str
    sha256: str
    bytes: int
    lines: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act as the log has it; previous is the hash of the line before, None on the first line."""

    n: int
    at: str
    by: str
    act: str
    detail: Mapping[str, object] = field(default_factory=dict[str, object])
    files: tuple[Touched, ...]
    removed: tuple[str, ...] = ()
    previous: str | None
    hash: str = ""


def touched(path: str, data: bytes) -> Touched:
    """Describe a file's bytes for the log."""
    return Touched(
        path=path, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), lines=line_digests(data)
    )


def line_digests(data: bytes) -> str | None:
    """Give four hex digits for each line of a UTF-8 text; None for other bytes and for long texts."""
    if data.count(b"\n") >= LISTED_LINES or b"\0" in data:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return digests_of_lines(data)


def digests_of_lines(data: bytes) -> str:
    """Give four hex digits for each line of any bytes: a text that was damaged may be no text any more."""
    return "".join(hashlib.blake2b(row, digest_size=2).hexdigest() for row in data.split(b"\n"))


def seal(entry: Entry) -> bytes:
    """Write an entry as its line of the log, with the hash of what stands before it, and a line's end."""
    body = line(entry).removesuffix(b', "hash": ""}')
    return body + f', "hash": "{_hash_of(body)}"}}\n'.encode()


def read_entry(row: bytes, *, source: str) -> Entry:
    """Read one line of the log without its line's end, and check it against its own hash.

    Raises
    ------
    CaseError
        Where the line is no entry, or was changed after it was written.
    """
    sealed = SEAL.search(row)
    if sealed is None:
        raise CaseError(f"{source} is no entry of a log")
    if _hash_of(row[: sealed.start()]) != sealed.group(1).decode():
        raise CaseError(f"{source} was changed after it was written: its hash does not fit")
    return decode(row, Entry, source=source)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far a log was read, in bytes and in lines, and which hash each file has by then."""

    end: int = 0
    lines: int = 0
    logged: Mapping[str, str] = field(default_factory=lambda: MappingProxyType(dict[str, str]()))

    def read_on(self, data: bytes) -> "Replayed":
        """Go on with the bytes that follow; a last line that is not whole yet waits for the next time.

        Raises
        ------
        CaseError
            Where a line is no entry or was changed; names the line.
        """
        whole = data[: data.rfind(b"\n") + 1]
        logged = dict(self.logged)
        rows = whole.split(b"\n")[:-1]
        for n, row in enumerate(rows, start=self.lines + 1):
            entry = read_entry(row, source=f"{NAME}, line {n}")
            for path in entry.removed:
                logged.pop(path, None)
            logged |= {file.path: file.sha256 for file in entry.files}
        return Replayed(self.end + len(whole), self.lines + len(rows), MappingProxyType(logged))


def _hash_of(body: bytes) -> str:
    return hashlib.sha256(body + b"}").hexdigest()
