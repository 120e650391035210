"""A case that is made by a program: beside its place, and moved there whole."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from holdfire.case.folder import Case
from holdfire.errors import InputError


def make_whole(folder: Path, fill: Callable[[Path], object]) -> Case:
    """Make the case beside its place and move it there whole, so that no half of it stays behind."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is not an empty folder; give another one")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".holdfire-making-", dir=folder.absolute().parent) as beside:
        made = Path(beside) / "case"
        fill(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return Case.open(folder)
