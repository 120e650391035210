"""Roads that a browser sent, kept for the session until a question is registered with them."""

from holdfire.errors import QuestionError
from holdfire.inquiry.passing import FrozenRoads

MOST = 4  # files of roads at once


class SentRoads:
    """Files of roads by the hash under which a question takes them; past a few the oldest goes."""

    def __init__(self) -> None:
        self._kept: dict[str, FrozenRoads] = {}

    def keep(self, roads: FrozenRoads) -> str:
        """Keep roads, and give the hash that stands for them in forms and addresses."""
        key = roads.choice.partition(" ")[0]
        self._kept.pop(key, None)
        self._kept[key] = roads
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        return key

    def get(self, key: str | None) -> FrozenRoads | None:
        """Give the roads of a hash; None where none was asked for."""
        if not key:
            return None
        if key not in self._kept:
            raise QuestionError("these roads were sent in another session; choose their file again")
        return self._kept[key]
