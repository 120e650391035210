"""Names of several actors, "X, Y, Z", cut into their parts; a registered name is never cut."""

import re
from collections.abc import Callable, Iterable

LISTED = re.compile(r"\s*[,;]\s*(?![^()]*\))")  # a comma in brackets belongs to the name
JOINED = re.compile(r"\s+(?:and|&)\s+")
LEADING_AND = re.compile(r"(?:and|&)\s+")
MOST = 5_000  # characters; what is longer is no list of actors


def most_parts(names: Iterable[str]) -> int:
    """Count the parts into which the longest registered name would fall, so that no longer run is tried."""
    return max((1 + len(_gaps(pattern, name)) for name in names for pattern in (LISTED, JOINED)), default=1)


def parts_of(name: str, known: Callable[[str], bool], longest: int) -> tuple[str, ...]:
    """Cut a side name at commas and semicolons, and at "and" where every part is then a known actor.

    longest: how many parts a registered name may have; runs of parts up to that many are looked up whole.
    """
    if len(name) > MOST:
        return (name,)
    listed = [part.strip() for part in _runs(name, LISTED, known, longest)]
    parts: list[str] = []
    for part in filter(None, listed):
        bare = LEADING_AND.sub("", part, count=1) if LEADING_AND.match(part) else part
        if known(part):
            parts.append(part)
        elif known(bare):
            parts.append(bare)
        else:
            joined = _runs(bare, JOINED, known, longest)
            parts += joined if len(joined) > 1 and all(map(known, joined)) else [part]
    return tuple(parts)


def _runs(name: str, gap: re.Pattern[str], known: Callable[[str], bool], longest: int) -> list[str]:
    """Cut a name at its gaps, the longest known run of parts left whole, from the left."""
    gaps = _gaps(gap, name)
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(name)]
    found: list[str] = []
    at = 0
    while at < len(starts):
        last = min(at + longest, len(starts)) - 1 if starts[at] < ends[at] else at
        run = (k for k in range(last, at, -1) if starts[k] < ends[k])
        whole = (k for k in run if known(name[starts[at] : ends[k]]))
        end = next(whole, at)
        found.append(name[starts[at] : ends[end]])
        at = end + 1
    return found


def _gaps(gap: re.Pattern[str], name: str) -> list[tuple[int, int]]:
    return [found.span() for found in gap.finditer(name)]
