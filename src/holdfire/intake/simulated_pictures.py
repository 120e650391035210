"""Pictures of a simulated war's maps as files of its case, with what they show and what was so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

import numpy as np

from holdfire.control import write_geojson
from holdfire.digitise.picture import INSTALL
from holdfire.errors import InputError, UsageError
from holdfire.model.ids import slug
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.map_ground import drawn_ground, true_ground
from holdfire.simulate.maps import Mapper, Sketch, sketch
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.streams import Part, stream

FOLDER = "pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePicture:
    """A picture of a map over [since, until), and the files beside it.

    points, legend: as `control digitise` takes them. drawn: the ground that it shows. held: who held it in
    truth. sides_with: the party that its maker is for. error_km: by how much its lines are off.
    """

    file: str
    points: str
    legend: str
    drawn: str
    held: str
    maker: str
    sides_with: str | None
    since: date
    until: date
    error_km: float


def file_stem(mapper: Mapper) -> str:
    """Name the files of a maker."""
    return slug(mapper.name.removesuffix(" (simulated)")).replace("_", "-")


def refuse_pictures(count: int, months: int) -> None:
    """Say before a war is fought that so many dates can't be drawn.

    Raises
    ------
    InputError
        Where a war has fewer months.
    UsageError
        Where the part that draws is not installed.
    """
    if not 0 <= count <= months:
        raise InputError(f"a war of {months} months has maps of {months} dates; {count} can't be drawn")
    try:
        import_module("PIL.ImageFont")
    except ImportError:
        raise UsageError(f"pictures need the optional part [digitise]; install it with: {INSTALL}") from None


def picture_files(
    war: SimulatedWar, seed: int, makers: Sequence[Mapper], count: int
) -> tuple[dict[str, bytes], tuple[TruePicture, ...]]:
    """Draw maps of so many dates, evenly apart, the last among them, as each maker draws them."""
    files: dict[str, bytes] = {}
    told: list[TruePicture] = []
    for number, mapper in enumerate(makers):
        drawn = sketch(war, mapper, usual_rates().maps, stream(seed, Part.MAPS, number))
        for picture, parts in _of_maker(war, mapper, drawn, count):
            files |= parts
            told.append(picture)
    return files, tuple(told)


def _of_maker(
    war: SimulatedWar, mapper: Mapper, drawn: Sketch, count: int
) -> Iterator[tuple[TruePicture, dict[str, bytes]]]:
    from holdfire.simulate.map_pictures import draw_picture  # needs Pillow

    error_km, parties = usual_rates().maps.error_km, war.setting.parties
    for month in np.linspace(0, war.setting.months - 1, count + 1).round().astype(int)[1:].tolist():
        ground, held = drawn_ground(war, drawn, month), true_ground(war, month)
        made = draw_picture(war, mapper, ground, month)
        stem = f"{FOLDER}/{file_stem(mapper)}-{ground.since}"
        names = {party: parties[party].name for party in held.areas}
        told = TruePicture(
            file=f"{stem}.png",
            points=f"{stem}.points.csv",
            legend=f"{stem}.legend.csv",
            drawn=f"{stem}.drawn.geojson",
            held=f"{FOLDER}/held-{ground.since}.geojson",
            maker=mapper.name,
            sides_with=None if mapper.sides_with is None else parties[mapper.sides_with].id,
            since=ground.since,
            until=ground.until,
            error_km=error_km,
        )
        spells = ground.spells(made.names, source=mapper.name, error_km=error_km)
        yield (
            told,
            {
                told.file: made.png,
                told.points: made.points.encode(),
                told.legend: made.legend.encode(),
                told.drawn: write_geojson(spells),
                told.held: write_geojson(held.spells(names, source="truth")),
            },
        )
