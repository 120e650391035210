"""Bytes that are on the disk when a call returns, and names that stay inside a folder."""

import hashlib
import os
import pathlib
import shutil
from collections.abc import Iterable

from holdfire.errors import CaseError

BLOCK = 1 << 16


def inside(root: pathlib.Path, name: str) -> pathlib.Path:
    """Give the path of a name in a folder.

    Raises
    ------
    CaseError
        Where the name is absolute, climbs out, is not in its plain form, or passes through a symbolic link
        that leads out of the folder.
    """
    plain = pathlib.PurePosixPath(name)
    odd = name in ("", ".") or str(plain) != name or "\0" in name or "\\" in name
    if odd or plain.is_absolute() or ".." in plain.parts:
        raise CaseError(f"{name!r} is no name of a file in a case")
    path = root / plain
    if not path.resolve().is_relative_to(root.resolve()):
        raise CaseError(f"{name} leads out of the case through a symbolic link; put the file itself there")
    return path


def write_synced(path: pathlib.Path, source: bytes | pathlib.Path) -> None:
    """Write bytes, or copy a file, and wait until the disk has them."""
    with path.open("xb") as file:
        if isinstance(source, bytes):
            file.write(source)
        else:
            with source.open("rb") as original:
                shutil.copyfileobj(original, file, BLOCK)
        file.flush()
        os.fsync(file.fileno())


def append_synced(path: pathlib.Path, data: bytes) -> None:
    """Add bytes at the end of a file and wait for the disk; what could not be added whole is taken back."""
    size = path.stat().st_size if path.exists() else None
    try:
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if size is None:
            sync_folders((path.parent,))
    except BaseException:
        if path.exists():
            os.truncate(path, size or 0)
        raise


def sync_folders(folders: Iterable[pathlib.Path]) -> None:
    """Wait until the disk knows which names these folders hold."""
    if os.name == "nt":  # there a folder can't be opened, and needs not be
        return
    for folder in sorted(set(folders)):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sha256_of(path: pathlib.Path) -> str:
    """Hash a file without holding it in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def last_line(path: pathlib.Path, *, end: int | None = None) -> bytes:
    """Read the last line of a file, or of its first `end` bytes, with its line's end; b"" where none is."""
    with path.open("rb") as file:
        at = end if end is not None else file.seek(0, os.SEEK_END)
        tail = b""
        while at > 0 and b"\n" not in tail[:-1]:
            at, was = max(0, at - BLOCK), at
            file.seek(at)
            tail = file.read(was - at) + tail
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]
