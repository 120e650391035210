"""The days of a passage: on which a way is there, and when a mover could arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.forms.safe_passage_maps import BestMap
from holdfire.forms.samples import GroundMap, Passage
from holdfire.model.feasibility import is_free
from holdfire.stats.arrival import arrival

LISTED = 12  # maps of a period in a sentence
Layer = tuple[GroundMap, float, int]
"""A map of the period, the share of maps drawn within its error that every way crosses, and how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A mover that sets out on the first asked day or later, and goes on as the maps leave ways open.

    arrives: days since 1970-01-01, with fractions; None where it does not arrive in the asked days. way_days:
    what the shortest way that crosses nothing takes, on the map that decides; None where there is none.
    single: one day alone was asked, on which the map is taken to stand still.
    """

    km_per_day: float
    arrives: float | None
    way_days: float | None
    single: bool

    @property
    def in_time(self) -> bool:
        """Say whether it arrives; a single day says nothing of that."""
        return self.single or self.arrives is not None


def journey(maps: Sequence[BestMap], deciding: BestMap, km_per_day: float) -> Journey | None:
    """Send a mover over the maps of a source as they are drawn, day by day; None where no pace is given."""
    told = [(best, best.ground.days) for best in maps if best.ground.days is not None]
    if not km_per_day or not told:
        return None
    stretches = (best.ways.stretch(float(days[0]), float(days[1])) for best, days in told)
    start, goal = deciding.ways.ends
    single = len(told) == 1 and told[0][1][1] - told[0][1][0] == 1
    return Journey(
        km_per_day=km_per_day,
        arrives=None if single else arrival(stretches, start, goal, km_per_day=km_per_day),
        way_days=None if deciding.around is None else deciding.around.length_km / km_per_day,
        single=single,
    )


def open_days(layers: Iterable[Layer]) -> tuple[int, int] | None:
    """Count the asked days on which a way is there on all but 5 % of maps, and all that have a map."""
    told = [(m.days[1] - m.days[0], share) for m, share, _ in layers if m.days is not None]
    return (sum(n for n, share in told if is_free(share)), sum(n for n, _ in told)) if told else None


def unmapped_days(sample: Passage, layers: Iterable[Layer]) -> int:
    """Count the asked days of which a source's readable maps say nothing."""
    days = open_days(layers)
    return 0 if days is None else max(0, sample.days - days[1])


def day_words(day: int) -> str:
    """Write days since 1970-01-01 as 2014-07-01."""
    return str(np.datetime64(day, "D"))


def layer_caveats(sample: Passage, layers: Sequence[Layer], *, each: bool) -> Iterable[str]:
    """Tell on which of the asked days a way is there."""
    if left := unmapped_days(sample, layers):
        yield (
            f"Of {sample.days:,} asked days the readable maps of {layers[0][0].source} say nothing of "
            f"{left:,}."
        )
    if len(layers) < 2:
        return
    rule = (
        f"Of {len(layers)} maps of the period the one that leaves least room is taken, since a way must be "
        "there on each day"
        if each
        else f"Of {len(layers)} maps of the period the one that leaves most room is taken, since passing on "
        "some day is enough"
    )
    shares = ", ".join(f"{_stretch(m)} {share:.0%}" for m, share, _ in layers[:LISTED])
    yield f"{rule}: {shares}{', …' if len(layers) > LISTED else ''}."
    if (days := open_days(layers)) is not None:
        yield (
            f"By the maps of {layers[0][0].source} a way that crosses no ground of {sample.holder} is there "
            f"on {days[0]:,} of {days[1]:,} asked days (on all but 5 % of drawn maps)."
        )


def journey_caveats(sample: Passage, source: str, journey: Journey | None) -> Iterable[str]:
    """Tell how long the way round takes, and when a mover could arrive."""
    if journey is None:
        return
    pace = f"at {journey.km_per_day:g} km a day"
    takes = "" if journey.way_days is None else f"The way round takes {journey.way_days:,.1f} days {pace}"
    if journey.single:
        if takes:
            yield f"{takes}; the map of the asked day is taken to stand still for as long."
    elif journey.arrives is None:
        yield too_late(sample, source, journey)
    else:
        yield (
            f"{takes + '. ' if takes else ''}Setting out on the first asked day or later, and going on "
            f"{pace} as ways open and close on the maps of {source} as they are drawn, a mover can be in "
            f"{sample.goal} on {day_words(int(journey.arrives))}."
        )


def too_late(sample: Passage, source: str, journey: Journey) -> str:
    """Say that nobody arrives in time."""
    return (
        f"By the maps of {source} as they are drawn, nobody who gets {journey.km_per_day:g} km in a day "
        f"arrives in {sample.goal} within the asked days by ways that cross no ground of {sample.holder}."
    )


def _stretch(ground: GroundMap) -> str:
    """Name the asked days that a map tells of."""
    if ground.days is None:
        return day_words(ground.since)
    first, last = ground.days[0], ground.days[1] - 1
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
