"""Safe passage: could a mover get from one place to another without crossing ground of X?

Feasibility and no p value: that every way crosses means that X could have seen the mover, not that X let it
pass. Maps are drawn within the stated error of each source's map; sources are never averaged, the most
cautious decides. Over a period a way exists if it exists on some day, or on each, as the question says.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from holdfire.forms.safe_passage_days import journey, unmapped_days
from holdfire.forms.safe_passage_details import Design, details
from holdfire.forms.safe_passage_ground import cut_cells, pockets
from holdfire.forms.safe_passage_maps import BestMap, Params, draw, reading_of
from holdfire.forms.safe_passage_report import (
    OLDEST_DAYS,
    Found,
    SourceSays,
    caveats,
    explanations,
    found_sentence,
    without_meaning,
)
from holdfire.forms.samples import GroundMap, Passage
from holdfire.forms.spec import Form, shut_gates
from holdfire.model.answer import Exposure, Finding, Null, Numbers, Power, Reference, ReferenceKind

NO_POWER = Power(minimum_detectable=None)


def power(sample: Passage, params: Params) -> Power:  # noqa: ARG001  a map has no power
    """Nothing is tested against chance, so nothing can be detected."""
    return NO_POWER


def run(sample: Passage, params: Params, rng: np.random.Generator) -> Finding:
    """On which share of maps within the error does every way from one place to the other cross ground of X?

    The effect is that share with Wilson's interval; 1 leaves no way round. Misleads where a map's error is
    larger than stated, and where ways need roads. Source: the project's methods paper, T4. Oracles: all ways
    of small grids, Dijkstra on a graph built by itself, an independent prototype (g10).
    """
    return _run(sample, params, rng, whole=True)


def look(sample: Passage, params: Params, rng: np.random.Generator) -> Finding:
    """Read the share alone."""
    return _run(sample, params, rng, whole=False)


def _run(sample: Passage, params: Params, rng: np.random.Generator, *, whole: bool) -> Finding:
    maps, others = rng.spawn(2)
    read = [(one, BestMap.of(one, params.range_km)) for one in sample.maps]
    usable = [best for _, best in read if best is not None]
    if not usable:
        return _undefined(sample, [one for one, _ in read], params)
    streams = maps.spawn(len(usable))
    by_source = groupby(zip(usable, streams, strict=True), key=lambda pair: pair[0].ground.source)
    found = Found(
        sources=tuple(_source(list(group), params, whole=whole) for _, group in by_source),
        no_way=tuple(one for one, best in read if best is None),
    )
    finding = _finding(sample, found, params)
    if not whole:
        return finding
    designs = _designs(found.deciding, params, others)
    return replace(
        finding,
        caveats=caveats(sample, found, params),
        details=details(sample, found, designs, params),
    )


def _finding(sample: Passage, found: Found, params: Params) -> Finding:
    says = found.deciding
    ground, reading = says.best.ground, says.reading
    valid = {"map_age": ground.lag <= OLDEST_DAYS}
    if params.days == "each":
        valid["every_day"] = not unmapped_days(sample, says.layers)
    if says.journey is not None:
        valid["in_time"] = says.journey.in_time or not reading.free
    return Finding(
        effect=reading.effect,
        statistic=reading.crossing_km,
        reference=Reference(
            kind=ReferenceKind.FEASIBILITY, draws=reading.draws, extreme_draws=reading.crossing
        ),
        n=Numbers(events=0, cells=int(says.best.passable.sum())),
        exposure=Exposure(unit="maps", value=float(len(sample.maps)), basis="control map"),
        power=power(sample, params),
        valid=valid,
        explain=shut_gates(explanations(sample, says), valid, {}),
        sentence=found_sentence(sample, found),
    )


def _source(
    maps: Sequence[tuple[BestMap, np.random.Generator]], params: Params, *, whole: bool
) -> SourceSays:
    """Read the map of a source that leaves most room: over a period, that of some day is enough.

    Where a way must be there on each day, it is the map that leaves least.
    """
    drawn = [
        draw(best, params, stream.spawn(1)[0], draws=params.quick) if len(maps) > 1 else None
        for best, stream in maps
    ]
    screened = [0.0 if one is None else one.crossing / one.draws for one in drawn]
    room = 1 if params.days == "any" else -1
    first = min(range(len(maps)), key=lambda i: (room * screened[i], room * maps[i][0].way.crossing_km, i))
    best, stream = maps[first]
    found = draw(best, params, stream, draws=params.draws, whole=whole)
    layers = [
        (one.ground, found.crossing / found.draws if i == first else screened[i], params.quick)
        for i, (one, _) in enumerate(maps)
    ]
    layers[first] = (*layers[first][:2], params.draws)
    return SourceSays(
        best=best,
        drawn=found,
        reading=reading_of(best, found),
        thin=tuple(reading_of(best, found, km) for km in sorted(found.thin)),
        pockets=pockets(best),
        cuts=cut_cells(best) if whole else (),
        layers=tuple(layers),
        journey=journey([one for one, _ in maps], best, params.km_per_day) if whole else None,
    )


def _designs(says: SourceSays, params: Params, rng: np.random.Generator) -> tuple[Design, ...]:
    """Read the deciding map under each of the form's own choices, with as many draws as a look has."""
    registered = Design(words="as registered", reading=says.reading, registered=True)
    other = {
        "half the error": replace(params, error=params.error / 2),
        "twice the error": replace(params, error=params.error * 2),
        f"errors alike over {params.corr_km / 2:g} km": replace(params, corr_km=params.corr_km / 2),
        f"errors alike over {params.corr_km * 2:g} km": replace(params, corr_km=params.corr_km * 2),
    }
    if says.best.ground.lag and params.day_km:
        other["borders that stand still"] = replace(params, day_km=0.0)
        other["borders twice as fast"] = replace(params, day_km=params.day_km * 2)
    streams = rng.spawn(len(other))
    found = (
        Design(words=words, reading=reading_of(says.best, draw(says.best, chosen, s, draws=params.quick)))
        for (words, chosen), s in zip(other.items(), streams, strict=True)
    )
    return (registered, *found)


def _undefined(sample: Passage, no_way: Sequence[GroundMap], params: Params) -> Finding:
    return Finding(
        undefined=without_meaning(sample, no_way, params),
        n=Numbers(events=0, cells=0),
        exposure=Exposure(unit="maps", value=float(len(sample.maps)), basis="control map"),
        power=NO_POWER,
        caveats=sample.caveats,
    )


FORM = Form(
    name="safe-passage",
    number=4,
    trace="every way from one place to the other crosses ground of X",
    data=(
        "dated control maps",
        "who moved through whose ground, from where to where: --mover, --through, --from-place, --to-place",
    ),
    needs=Passage,
    needs_passage=True,
    params=Params,
    null=Null(
        sentence=(
            "Under this map and its stated error a way from one place to the other exists that crosses no "
            "ground of X; it is said on which share of maps, and nothing is tested against chance."
        ),
        keeps=("the map of each source, with its edge", "both places", "the mapped ground, and what is none"),
        shuffles=("where the border of X runs, within the map's error, alike over some km",),
    ),
    towards="greater",
    smallest_effect=2.0,
    references=(
        "Dijkstra 1959, doi:10.1007/BF01386390",
        "Wilson 1927, doi:10.1080/01621459.1927.10502953",
        "Dietrich & Newsam 1997, doi:10.1137/S1064827592240555",
    ),
    power=power,
    run=run,
    look=look,
    chance="maps",
    any_effect="a passage of any kind",
)
