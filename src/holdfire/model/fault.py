"""What a check found wrong in a case: which file, which line, and in which way."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that does not fit; file is a path inside the case, line counts from 1 as an editor does."""

    file: str
    line: int | None = None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{where}: {self.message}"


def sorted_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Put faults into the order of files and lines; those of a file as a whole come first."""
    return tuple(sorted(set(faults), key=lambda f: (f.file, f.line or 0, f.message)))
