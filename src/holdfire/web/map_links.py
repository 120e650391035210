"""The map's address for what a question asks about: its days, its parties and its area."""

from urllib.parse import urlencode

from holdfire.actors.registry import Registry
from holdfire.model.allegation import AreaKind, Question

NAMED = (AreaKind.ADM_1, AreaKind.PLACE)  # areas that the map writes by name


def map_address(asked: Question, actors: Registry) -> str:
    """Write the address under which the map shows A and B in the days and the area of a question."""
    words = {
        "from": asked.period.since.isoformat(),
        "until": asked.period.until.isoformat(),
        "actors": ",".join(_labels(asked, actors)),
        "sides": "both",
    }
    if asked.area.kind in NAMED:
        words["near"] = asked.area.name
    return f"/map?{urlencode(words, safe=',:')}"


def _labels(asked: Question, actors: Registry) -> tuple[str, ...]:
    """Name both parties as the map does: by their topmost parents."""
    ids = (*asked.triple.a, *asked.triple.b)
    return tuple(dict.fromkeys(actors.chain(i, asked.period.since)[-1] if i in actors else i for i in ids))
