"""The map's address for what a question asks about: its days, its parties and its area."""

from urllib.parse import urlencode

from holdfire.actors.registry import Registry
from holdfire.inquiry.areas import bounds
from holdfire.model.allegation import AreaKind, Question


def map_address(asked: Question, actors: Registry) -> str:
    """Write the address under which the map shows A and B in the days and the area of a question."""
    words = {
        "from": asked.period.since.isoformat(),
        "until": asked.period.until.isoformat(),
        "actors": ",".join(_labels(asked, actors)),
        "sides": "both",
    }
    if (box := bounds(asked.area)) is not None:
        words["box"] = ",".join(f"{edge:.7g}" for edge in box)
    elif asked.area.kind is AreaKind.ADM_1:  # the map writes it by name, and knows where
        words["near"] = asked.area.name
    return f"/map?{urlencode(words, safe=',:')}"


def _labels(asked: Question, actors: Registry) -> tuple[str, ...]:
    """Name both parties as the map does: by their topmost parents."""
    ids = (*asked.triple.a, *asked.triple.b)
    return tuple(dict.fromkeys(actors.chain(i, asked.period.since)[-1] if i in actors else i for i in ids))
