"""What the log remembers of answers: the hashes of the data that the case held when each was written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from holdfire.case.checking import LogLine
from holdfire.inquiry.reading import inputs_of

Inputs = Mapping[str, str]


def answered_from(rows: Iterable[LogLine]) -> Mapping[str, Sequence[Inputs]]:
    """Map the SHA-256 of every answer ever written to the inputs that the case held then.

    The same bytes may have been written more than once. Moves into old/ write nothing new and don't count.
    """
    files: dict[str, str] = {}
    found: defaultdict[str, list[Inputs]] = defaultdict(list)
    for row in rows:
        held = inputs_of(files)
        for name in row.entry.removed:
            files.pop(name, None)
        for file in row.entry.files:
            if file.path.startswith("answers/") and "/old/" not in file.path:
                found[file.sha256].append(held)
            files[file.path] = file.sha256
    return found
