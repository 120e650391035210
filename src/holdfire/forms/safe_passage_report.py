"""What `safe-passage` says: when it has no meaning, what was found, what misleads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.forms.safe_passage_days import (
    Journey,
    Layer,
    day_words,
    journey_caveats,
    layer_caveats,
    too_late,
    unmapped_days,
)
from holdfire.forms.safe_passage_ground import Pockets
from holdfire.forms.safe_passage_maps import BestMap, Drawn, Params, sigma_km
from holdfire.forms.samples import GroundMap, Passage
from holdfire.model.feasibility import PassageReading, PassageWord, together

OLDEST_DAYS = 180  # between a map and the asked day
OFF_ROAD_KM = 0.5  # from which on a place's distance from its road is said
BINDING_KM = 20.0  # thin control up to which every reading must say that every way crosses


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSays:
    """The map of one source that decides for it, read whole: over a period the one that leaves most room.

    layers: share of maps that every way crosses, of each map of the source in the period, with its draws.
    journey: when a mover could arrive by the maps as they are drawn; None where that is not asked.
    """

    best: BestMap
    drawn: Drawn
    reading: PassageReading
    thin: tuple[PassageReading, ...]
    pockets: Pockets
    cuts: tuple[tuple[int, int], ...]
    layers: tuple[Layer, ...]
    journey: Journey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All sources; that decides on which the most maps have every way cross. no_way: maps without any way."""

    sources: tuple[SourceSays, ...]
    no_way: tuple[GroundMap, ...] = ()

    @property
    def deciding(self) -> SourceSays:
        """Give the most cautious source."""
        return max(self.sources, key=lambda says: says.reading.share)

    @property
    def word(self) -> PassageWord:
        """Put all sources and readings of thin control together in the form's own words."""
        read = [says.reading for says in self.sources]
        whole = together(tuple(read))
        thin = [r for says in self.sources for r in says.thin if (r.thin_km or 0) <= BINDING_KM]
        return together((*read, *thin)) if whole is PassageWord.EVERY_ROUTE_CROSSES else whole


def literal(name: str) -> str:
    """Let a name stand in a sentence whose braces are filled later."""
    return name.replace("{", "{{").replace("}", "}}")


def without_meaning(sample: Passage, no_way: Sequence[GroundMap], params: Params) -> str:
    """Say why no map of any source can be read."""
    said = [*sample.unusable, *_no_way(sample, no_way, params)]
    return " ".join(dict.fromkeys(said)) or "There is no map of the asked days."


def _no_way(sample: Passage, maps: Iterable[GroundMap], params: Params) -> Iterable[str]:
    short = f"no way of {params.range_km:,g} km or less" if params.range_km else "no way"
    for one in maps:
        by = "" if one.roads is None else "along the given roads "
        yield (
            f"On the map of {one.source} of {day_words(one.since)} {short} leads {by}from {sample.start} to "
            f"{sample.goal} inside the mapped ground."
        )


def found_sentence(sample: Passage, found: Found) -> str:
    """Tell on how many maps every way crosses, and how long the ways are."""
    says = found.deciding
    reading, best = says.reading, says.best
    along = " along roads" if best.ground.roads is not None else ""
    if reading.way_round_km is not None:
        way = f"On the map itself a way of {reading.way_round_km:,.0f} km goes round{along}."
    else:
        way = f"On the map itself the shortest crossing is {best.way.crossing_km:,.1f} km."
    return literal(
        f"On {reading.crossing:,} of {reading.draws:,} maps within the error of that of {reading.source}, "
        f"every way{along} from {sample.start} to {sample.goal} crosses ground of {sample.holder}. {way}"
    )


def explanations(sample: Passage, says: SourceSays) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    ground, journey = says.best.ground, says.journey
    return {
        "map_age": (
            f"The map is of {day_words(ground.since)}, {ground.lag:,} days from the asked day; with more "
            f"than {OLDEST_DAYS} days between them nothing can be said of who held what."
        ),
        "every_day": (
            f"A way must be there on each asked day, and of {unmapped_days(sample, says.layers):,} of them "
            f"no map of {ground.source} can be read."
        ),
        "in_time": "" if journey is None else too_late(sample, ground.source, journey),
    }


def caveats(sample: Passage, found: Found, params: Params) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    says = found.deciding
    return (
        f"That every way crosses means that {sample.holder} could have seen the mover, not that it let it "
        "pass; that a way goes round does not mean that it was taken.",
        _ways(sample, says, params),
        *_on_ground(sample, found),
        *_error(says.best.ground, params),
        *_others(found),
        *layer_caveats(sample, says.layers, each=params.days == "each"),
        *journey_caveats(sample, says.reading.source, says.journey),
        *_thin(sample, says),
        *_pockets(sample, says),
        *_moved(sample, says.best.ground),
        *_no_way(sample, found.no_way, params),
        *sample.unusable,
        *sample.caveats,
    )


def _on_ground(sample: Passage, found: Found) -> Iterable[str]:
    for says in found.sources:
        ground = says.best.ground
        ends = ((ground.start, sample.start), (ground.goal, sample.goal))
        names = [name for end, name in ends if ground.held[end]]
        if names:
            one = len(names) == 1
            yield (
                f"{' and '.join(names)} {'lies' if one else 'lie'} on ground of {sample.holder} on the map "
                f"of {ground.source}: every way there crosses it, whatever lies between."
            )


def _error(ground: GroundMap, params: Params) -> Iterable[str]:
    sigma = sigma_km(ground, params)
    stated = (
        "its source states no error" if ground.error_km is None else f"stated error {ground.error_km:g} km"
    )
    yield (
        f"The border is drawn with an error of {sigma:.1f} km: {stated}, cells of {ground.cell_km:g} km, and "
        f"{ground.lag:,} days between the map ({day_words(ground.since)}) and the asked day."
    )


def _others(found: Found) -> Iterable[str]:
    others = [says.reading for says in found.sources if says is not found.deciding]
    if others:
        listed = "; ".join(f"{one.source}: {one.share:.0%}" for one in others)
        yield (
            f"The map of {found.deciding.reading.source} decides, on which the most drawn maps have every "
            f"way cross; other sources say {listed}. They are not averaged."
        )


def _ways(sample: Passage, says: SourceSays, params: Params) -> str:
    rest = f"the size of the force, night, and how thin {sample.holder} stood are not in the number."
    limit = (
        f" Ways longer than {params.range_km:g} km are none; the shortest crossing is that of ways of any "
        "length in between."
        if params.range_km
        else ""
    )
    roads = says.best.ground.roads
    if roads is not None:
        return (
            f"Ways follow the {roads.km.sum():,.0f} km of roads that were given, and nothing else: they meet "
            f"where their lines cross, bridges and checkpoints are not told apart, and {rest}{limit}"
        )
    return f"Ways run over open ground of the map: no roads, rivers or mountains, and {rest}{limit}"


def _thin(sample: Passage, says: SourceSays) -> Iterable[str]:
    if says.best.ground.post_km is None:
        yield (
            f"No post of {sample.holder} is known, so thin control could not be tried: all its ground counts."
        )
        return
    listed = ", ".join(f"{one.thin_km:g} km {one.share:.0%}" for one in says.thin)
    yield (
        f"If ground of {sample.holder} counts only within some distance of its known posts and events, every "
        f"way crosses it on fewer maps: {listed}."
    )


def _pockets(sample: Passage, says: SourceSays) -> Iterable[str]:
    if not says.pockets.number:
        return
    ends = ((says.pockets.start, sample.start), (says.pockets.goal, sample.goal))
    inside = [name for within, name in ends if within]
    holds = f"; {' and '.join(inside)} {'lies' if len(inside) == 1 else 'lie'} in one" if inside else ""
    number = says.pockets.number
    yield (
        f"{sample.holder} encircles {number:,} {'pocket' if number == 1 else 'pockets'} of other ground, "
        f"{says.pockets.km2:,.0f} km²{holds}."
    )


def _moved(sample: Passage, ground: GroundMap) -> Iterable[str]:
    if ground.roads is not None:
        if ground.off_km >= OFF_ROAD_KM:
            yield (
                f"{sample.start} or {sample.goal} lies {ground.off_km:.1f} km from the nearest road, "
                "which is taken to lead there."
            )
    elif ground.off_km:
        yield (
            f"{sample.start} or {sample.goal} lies {ground.off_km:.1f} km outside the mapped ground; its "
            "nearest cell is taken."
        )
