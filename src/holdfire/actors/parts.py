"""Names of several actors, "X, Y, Z", cut into their parts; a registered name is never cut."""

import re
from collections.abc import Callable, Iterable

SEMICOLONS = re.compile(r"\s*;\s*(?![^()]*\))")  # what stands in brackets belongs to the name
COMMAS = re.compile(r"\s*,\s*(?![^()]*\))")
JOINED = re.compile(r"\s+(?:and|&)\s+")
LEADING_AND = re.compile(r"(?:and|&)\s+")
MOST = 5_000  # characters; what is longer is no list of actors


def most_parts(names: Iterable[str]) -> int:
    """Count the parts into which the longest registered name would fall, so that no longer run is tried."""
    gaps = (SEMICOLONS, COMMAS, JOINED)
    return max((1 + len(_gaps(gap, name)) for name in names for gap in gaps), default=1)


def parts_of(name: str, known: Callable[[str], bool], longest: int) -> tuple[str, ...]:
    """Cut a side name at semicolons, else at commas; and at "and" where every part is then a known actor.

    In a list with semicolons a comma may belong to a name: it is cut where every part is then known.
    longest: how many parts a registered name may have; runs of parts up to that many are looked up whole.
    """
    if len(name) > MOST:
        return (name,)
    gap, finer = (SEMICOLONS, (COMMAS, JOINED)) if _gaps(SEMICOLONS, name) else (COMMAS, (JOINED,))
    listed = [part.strip(",; ") for part in _runs(name, gap, known, longest)]
    parts: list[str] = []
    for part in filter(None, listed):
        bare = LEADING_AND.sub("", part, count=1) if LEADING_AND.match(part) else part
        if known(part):
            parts.append(part)
        elif known(bare):
            parts.append(bare)
        else:
            cuts = (_runs(bare, fine, known, longest) for fine in finer)
            parts += next((cut for cut in cuts if len(cut) > 1 and all(map(known, cut))), [part])
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
