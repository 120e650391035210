"""Do a case's files and its log still say the same, and does the log still hang together?"""

import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfire.case.disk import sha256_of
from holdfire.case.folder import OWN, Case
from holdfire.case.log import NAME as LOG
from holdfire.case.log import Entry, Touched, digests_of_lines, read_entry
from holdfire.errors import InputError
from holdfire.model.fault import Fault, sorted_faults
from holdfire.records.values import decode

DIGITS = 4  # hex digits of one line's digest


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the log that can be read, though it may have been changed; changed says how."""

    line: int
    entry: Entry
    changed: str | None = None


def check_files(case: Case) -> tuple[Fault, ...]:
    """Compare every file with the log, and every line of the log with the one before it.

    Files of `.staging`, `.cache` and git are left out. Faults come in the order of files and lines.
    """
    rows, faults = _read_rows(case)
    faults += _chain_faults(rows)
    faults += _file_faults(case, rows)
    return sorted_faults(faults)


def readable_entries(case: Case) -> tuple[LogLine, ...]:
    """Read what can be read of a log that may be damaged, in the order of its lines."""
    return tuple(_read_rows(case)[0])


def differing_line(wanted: bytes, found: bytes) -> int | None:
    """Name the first line in which two texts differ; None where they are equal."""
    return _first_difference(wanted.split(b"\n"), found.split(b"\n"))


def _read_rows(case: Case) -> tuple[list[LogLine], list[Fault]]:
    path = case.path / LOG
    data = path.read_bytes() if path.is_file() else b""
    faults: list[Fault] = []
    if not data:
        faults.append(Fault(file=LOG, message="is missing or empty: nothing in this case can be checked"))
    elif not data.endswith(b"\n"):
        faults.append(Fault(file=LOG, line=data.count(b"\n") + 1, message="the last line is cut"))
    rows: list[LogLine] = []
    for n, row in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            rows.append(LogLine(line=n, entry=read_entry(row, source="this line")))
        except InputError as error:
            faults.append(Fault(file=LOG, line=n, message=str(error)))
            rows += _despite(row, n, str(error))
    return rows, faults


def _despite(row: bytes, n: int, changed: str) -> list[LogLine]:
    """Take what a changed line still says, so that one changed byte does not orphan the files of its act."""
    try:
        return [LogLine(line=n, entry=decode(row, Entry, source="this line"), changed=changed)]
    except InputError:
        return []


def _chain_faults(rows: Sequence[LogLine]) -> Iterator[Fault]:
    """Follow the chain; a line that was changed is named once, where it was changed."""
    followed: dict[str | None, int] = {}  # hash → the line that follows on the line with this hash
    hashes: set[str | None] = {None}
    forked = False
    last, last_hash, after_changed = 0, None, False
    for row in rows:
        previous = row.entry.previous
        doubtful = after_changed or row.changed is not None or row.line != last + 1  # named already
        if previous != last_hash and not doubtful:
            if previous in followed:
                forked = True
                yield _fork(row.line, followed[previous])
            elif not (forked and previous in hashes):
                text = f"does not follow on line {last}: a line was taken out, put in or written anew"
                yield Fault(file=LOG, line=row.line, message=text)
        followed.setdefault(previous, row.line)
        hashes.add(row.entry.hash)
        last, last_hash, after_changed = row.line, row.entry.hash, row.changed is not None


def _fork(line: int, other: int) -> Fault:
    merged = f"the log forked at line {line}: two copies of this case were merged"
    return Fault(file=LOG, line=line, message=f"{merged} (line {other} follows on the same line)")


def _file_faults(case: Case, rows: Sequence[LogLine]) -> Iterator[Fault]:
    logged: dict[str, tuple[Touched, int]] = {}
    for row in rows:
        for name in row.entry.removed:
            logged.pop(name, None)
        logged.update({file.path: (file, row.line) for file in row.entry.files})
    for name, (file, line) in logged.items():
        yield from _one_file(case.path / name, file, line)
    for name in _names_on_disk(case.path):
        if name not in logged:
            yield Fault(file=name, message="is not in the log: no act of this case wrote it")


def _one_file(path: pathlib.Path, file: Touched, line: int) -> Iterator[Fault]:
    if path.is_symlink() or not path.is_file():
        what = "is a symbolic link" if path.is_symlink() else "is missing"
        yield Fault(file=file.path, message=f"{what}; line {line} of the log wrote the file")
    elif sha256_of(path) != file.sha256:
        yield Fault(
            file=file.path,
            line=_changed_line(file, path.read_bytes()),
            message=f"differs from what line {line} of the log wrote",
        )


def _changed_line(file: Touched, data: bytes) -> int | None:
    """Name the first line whose digest differs; None for tables of bytes and long texts."""
    if file.lines is None:
        return None
    return _first_difference(_cut(file.lines), _cut(digests_of_lines(data)))


def _cut(digests: str) -> list[str]:
    return [digests[at : at + DIGITS] for at in range(0, len(digests), DIGITS)]


def _first_difference(wanted: Sequence[object], found: Sequence[object]) -> int | None:
    for n, (one, other) in enumerate(zip(wanted, found, strict=False), start=1):
        if one != other:
            return n
    return None if len(wanted) == len(found) else min(len(wanted), len(found)) + 1


def _names_on_disk(root: pathlib.Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        top = name.split("/", 1)[0]
        if top not in OWN and not top.startswith(".git") and (path.is_symlink() or path.is_file()):
            yield name
