"""A person's decision goes into the case as a line at the end of a file, behind all that others decided."""

from collections.abc import Mapping

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import BusyError
from holdfire.records.values import lines

TRIES = 20  # two people may decide at once; each adds a line, so that the later one only reads again


def append_line(
    case: Case, name: str, value: object, act: Act, verb: str, *, detail: Mapping[str, object]
) -> None:
    """Add a value as a line; where somebody else was faster, read theirs and add it behind."""
    for attempt in range(1, TRIES + 1):
        held = case.logged().get(name)  # before the bytes: a line added after this makes the commit fail
        before = case.read(name) if held is not None else b""
        try:
            write = {name: before + lines([value])}
            case.commit(act, verb, write=write, expects={name: held}, detail=detail)
        except BusyError:
            if attempt == TRIES or case.logged().get(name) == held:
                raise
        else:
            return
