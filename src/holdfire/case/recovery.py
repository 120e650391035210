"""What whoever opens a case does first: finish what the log's last line says, drop what no line names.

A commit stages its files in `.staging/<n>/`, appends line n to the log (this is the commit), then renames the
files into place. So after a kill there is at most one folder in `.staging/`: with line n in the log its files
go into place, without it they are dropped.
"""

import os
import pathlib
import shutil

from holdfire.case.disk import inside, last_line, sync_folders
from holdfire.case.log import NAME, Entry, read_entry
from holdfire.errors import CaseError

STAGING = ".staging"
LOCK = ".lock"
KEPT = frozenset((LOCK, ".gitignore"))


def is_unsettled(root: pathlib.Path) -> bool:
    """Say whether a commit was left in the middle, or is being made now."""
    staging = root / STAGING
    if staging.is_dir() and any(path.name not in KEPT for path in staging.iterdir()):
        return True
    log = root / NAME
    return log.is_file() and bool(row := last_line(log)) and not row.endswith(b"\n")


def settle(root: pathlib.Path) -> None:
    """Roll a case forward to what its log says; only under the lock, and as often as one likes.

    A last line that was written in part is cut. A last line that was changed later is left for `verify`.
    """
    log = root / NAME
    left = [p for p in (root / STAGING).iterdir() if p.name not in KEPT]
    staged = frozenset(int(p.name) for p in left if p.is_dir() and p.name.isdecimal())
    if log.is_file():
        _mend_end(log, in_flight=staged)
        last = _readable(last_line(log).rstrip(b"\n"))
        if last is not None and last.n in staged:
            put_in_place(root, last)
    for path in left:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def put_in_place(root: pathlib.Path, entry: Entry) -> None:
    """Move what an act staged to where its entry says, and take away what it removes; again without harm."""
    staged = root / STAGING / str(entry.n)
    changed: set[pathlib.Path] = set()
    for index, file in enumerate(entry.files):
        if (source := staged / str(index)).exists():
            target = inside(root, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            changed.update(
                folder for folder in target.parents if folder == root or folder.is_relative_to(root)
            )
    for name in entry.removed:
        target = inside(root, name)
        target.unlink(missing_ok=True)
        if target.parent.is_dir():
            changed.add(target.parent)
    sync_folders(changed)
    shutil.rmtree(staged, ignore_errors=True)


def last_entry(root: pathlib.Path) -> Entry | None:
    """Read the last entry of the log; None for a log that is still empty.

    Raises
    ------
    CaseError
        Where the last line is no entry: nothing may be built onto it.
    """
    log = root / NAME
    if not log.is_file() or not log.stat().st_size:
        return None
    row = last_line(log)
    if not row.endswith(b"\n"):
        raise CaseError(f"the last line of {NAME} was changed; `holdfire verify` says more")
    return read_entry(row.rstrip(b"\n"), source=f"the last line of {NAME}")


def _mend_end(log: pathlib.Path, *, in_flight: frozenset[int]) -> None:
    """Cut a last line that was written in part; end one that is whole but for its line's end."""
    row, size = last_line(log), log.stat().st_size
    if _readable(row.rstrip(b"\n")) is not None:
        if not row.endswith(b"\n"):
            with log.open("ab") as file:
                file.write(b"\n")
                os.fsync(file.fileno())
        return
    before = _readable(last_line(log, end=size - len(row)).rstrip(b"\n"))
    n = before.n + 1 if before is not None else 1
    torn = n in in_flight  # the disk had kept only parts of it
    if not row.endswith(b"\n"):
        torn = (torn or _begins(row, n)) and _readable(row[:-1]) is None  # else its line's end was changed
    if row and torn:
        with log.open("r+b") as file:
            file.truncate(size - len(row))
            os.fsync(file.fileno())


def _begins(row: bytes, n: int) -> bool:
    """Say whether bytes may be the beginning of line n: what else stands at the end, no commit wrote."""
    begun = f'{{"n": {n}, "at": "'.encode()
    return row.startswith(begun) or begun.startswith(row)


def _readable(row: bytes) -> Entry | None:
    try:
        return read_entry(row, source=NAME)
    except CaseError:
        return None
