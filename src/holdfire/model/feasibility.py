"""Whether a mover could have gone round some ground: a number of maps, never a p value."""

from dataclasses import dataclass
from enum import StrEnum

from holdfire.model.answer import Effect

LEAST_SURE = 0.95  # share of maps from which on every route is said to cross
STILL_FREE = 0.05  # share of maps up to which a route is said to exist


def is_free(share: float) -> bool:
    """Say whether so few maps have every way cross that one without is there."""
    return share <= STILL_FREE


class PassageWord(StrEnum):
    """What maps say of a passage; X stands for the holder of the ground."""

    ROUTE_EXISTS = "a route without crossing X exists"
    EVERY_ROUTE_CROSSES = "every route crosses X"
    DEPENDS = "depends on the map"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageReading:
    """What one source's map and its stated error say.

    draws: maps drawn within the error; crossing: those of them on which every route crosses. interval: of
    their share (Wilson). crossing_km: the shortest crossing on the best map, 0 where none is needed; way_km:
    length of that way. way_round_km: length of the shortest way that crosses nothing, None where there is
    none. on_ground: a place itself lies on ground of X. quantiles_km: of the shortest crossing over the
    drawn maps (2.5 %, median, 97.5 %). thin_km: posts further off than this leave ground free; None: all
    ground counts.
    """

    source: str
    draws: int
    crossing: int
    interval: tuple[float, float]
    crossing_km: float
    way_km: float
    way_round_km: float | None
    quantiles_km: tuple[float, float, float]
    thin_km: float | None = None
    on_ground: bool = False

    @property
    def share(self) -> float:
        """Share of maps on which every route crosses."""
        return self.crossing / self.draws

    @property
    def free(self) -> bool:
        """Say whether a way that crosses nothing exists, within the map's error."""
        return is_free(self.share)

    @property
    def word(self) -> PassageWord:
        """Say it in the form's own words."""
        if self.free:
            return PassageWord.ROUTE_EXISTS
        return PassageWord.EVERY_ROUTE_CROSSES if self.share >= LEAST_SURE else PassageWord.DEPENDS

    @property
    def effect(self) -> Effect:
        """Give the share as an answer has it; 1 says that there was no way round."""
        return Effect(
            name="share of maps in which every way crosses", value=self.share, interval=self.interval
        )


def together(passages: tuple[PassageReading, ...]) -> PassageWord:
    """Put sources and readings of thin control together: all must say so, else it depends on the map."""
    words = {passage.word for passage in passages}
    return words.pop() if len(words) == 1 else PassageWord.DEPENDS
