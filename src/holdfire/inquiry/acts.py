"""What was done to a case, as its log has it: latest first."""

from collections.abc import Sequence

from holdfire.case.folder import Case
from holdfire.case.log import NAME, Entry, read_entry


def acts(case: Case, *, before: int | None = None, limit: int = 200) -> tuple[Sequence[Entry], int]:
    """List acts, the latest first, and say how many the log has; before: only those with a smaller number.

    Raises
    ------
    CaseError
        Where a line that is shown was changed after it was written; names the line.
    """
    rows = case.read(NAME).split(b"\n")
    whole = rows[:-1]  # what follows the last line's end is not whole yet
    end = len(whole) if before is None else max(0, min(before - 1, len(whole)))
    start = max(0, end - limit)
    shown = [read_entry(whole[n], source=f"{NAME}, line {n + 1}") for n in range(start, end)]
    return shown[::-1], len(whole)
