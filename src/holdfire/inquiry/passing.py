"""Who moved through whose ground, from where to where: words become choices, and these a crossing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import shapely

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import PlaceName
from holdfire.case.folder import Case
from holdfire.control.geometry import Line
from holdfire.control.roads import parse_roads, read_roads, write_roads
from holdfire.errors import AreaError, ControlError, QuestionError
from holdfire.inquiry.area_sources import Imported, resolve_imported
from holdfire.inquiry.areas import resolve_area
from holdfire.inquiry.reading import registry
from holdfire.inquiry.side_names import read_sides
from holdfire.inquiry.war import Crossing, Spot, War, label, labelled_spells, read_spells
from holdfire.model.allegation import Area, AreaKind, Question
from holdfire.model.event import day_number
from holdfire.model.fault import Fault

FORM = "safe-passage"
LACKING = ("--mover", "--through", "--from-place", "--to-place")
Choices = Mapping[str, float | int | str]

TO_A_PLACE = 2  # UCDP's where_prec of an event that is placed near a town; a rougher one shows no post
_POSITION = re.compile(r"\s*([-+]?[\d.]+)\s*,\s*([-+]?[\d.]+)\s*")


def roads_name(question: str) -> str:
    """Name the file of the roads that a question was registered with."""
    return f"questions/{question}.roads.geojson"


def passage_choices(
    sides: tuple[Sequence[str], Sequence[str]],
    ends: tuple[str, str],
    places: Sequence[PlaceName],
    of: Imported,
) -> Choices:
    """Fix who moved through whose ground, and both places as points. sides: ids of mover and holder."""
    mover, holder = (label(sorted(set(side))) for side in sides)
    if set(mover.split("+")) & set(holder.split("+")):
        raise QuestionError("who moved and whose ground it was (--mover, --through) must be two")
    start, goal = (spot(text, places, of) for text in ends)
    return {
        "mover": mover,
        "through": holder,
        "start": _written(start),
        "goal": _written(goal),
    }


def spot(text: str, places: Sequence[PlaceName], of: Imported) -> Spot:
    """Find the point that a place's name, or lon,lat, means; raise AreaError where there is none."""
    if (position := _POSITION.fullmatch(text)) is not None:
        return _at(text.strip(), position[1], position[2])
    try:
        area = resolve_area(f"place:{text.strip()}", places, of)
    except AreaError:
        found = resolve_imported(text.strip(), of)
        if found is None:
            raise
        area = found
    if area.lon is not None and area.lat is not None:
        return Spot(name=area.name, lon=area.lon, lat=area.lat)
    inner = shapely.from_geojson(area.polygon or "").representative_point()
    return Spot(name=area.name, lon=inner.x, lat=inner.y)


def _at(text: str, first: str, second: str) -> Spot:
    try:
        lon, lat = float(first), float(second)
    except ValueError:
        lon = lat = np.inf
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise AreaError(f"{text!r} is no place: write lon,lat in degrees, such as 37.15,36.20")
    return Spot(name=text.replace(" ", ""), lon=lon, lat=lat)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRoads:
    """The roads that a question is registered with, as they are written beside it."""

    data: bytes
    name: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file of roads; raise QuestionError with all that is wrong with it."""
        try:
            return cls(data=write_roads(read_roads(path)), name=path.name)
        except ControlError as error:
            raise QuestionError(f"--roads: {error}") from error

    @property
    def choice(self) -> str:
        """Write them as a choice: their hash and the file's name."""
        return f"{sha256(self.data).hexdigest()} {self.name}"

    def file_of(self, question: str) -> Mapping[str, bytes]:
        """Name the file of a question that keeps them."""
        return {roads_name(question): self.data}


def roads_of(case: Case, asked: Question) -> tuple[Line, ...] | None:
    """Read the roads that a question was registered with; None where it has none."""
    name = roads_name(asked.id)
    if not asked.choices[FORM].get("roads"):
        return None
    if name not in case.logged():
        raise QuestionError(f"{name} is missing; {asked.id} was registered with roads")
    return parse_roads(case.read(name))


def road_faults(case: Case, asked: Question) -> Sequence[Fault]:
    """Compare the roads kept beside a question with the hash that was registered."""
    wanted = str(asked.choices.get(FORM, {}).get("roads") or "").partition(" ")[0]
    name = roads_name(asked.id)
    path = case.path / name
    found = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    if found == wanted:
        return ()
    what = "are not those that were registered" if found else "are missing"
    return (Fault(file=name, message=f"the roads of {asked.id} {what}"),)


def mapped_area(case: Case) -> Area:
    """Bound all ground that the case's control maps draw: the area of a question that names none."""
    corners = [at for spell in read_spells(case) for polygon in spell.polygons for at in polygon[0]]
    if not corners:
        raise QuestionError(
            "this case has no control map with areas; import one: holdfire import control FILE"
        )
    lon, lat = np.array(corners).T
    box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    return Area(kind=AreaKind.BOX, name="the mapped ground", asked="", box=box)


def holders(case: Case) -> tuple[str, ...]:
    """List whose ground the control maps of a case draw, as they name them."""
    return tuple(sorted({spell.holder for spell in read_spells(case) if spell.holder}))


def with_crossing(war: War, case: Case, asked: Question) -> War:
    """Give a war the crossing that its question asks about; as it is where none is asked."""
    choices = asked.choices.get(FORM)
    if choices is None:
        return war
    actors = registry(case)
    held = str(choices["through"])
    reader = SideReader(actors, {held: tuple(held.split("+"))})
    one, other, _ = read_sides(war.events, reader, [held])
    events = war.events
    placed = np.isfinite(events.lon) & np.isfinite(events.lat) & (events.where_prec <= TO_A_PLACE)
    mine = ((one == held) | (other == held)) & placed
    on = str(choices["on"])
    first = day_number(date.fromisoformat(on) if on else asked.period.since)
    crossing = Crossing(
        mover=_named(actors, str(choices["mover"])),
        holder=_named(actors, held),
        label=held,
        start=_spot(str(choices["start"])),
        goal=_spot(str(choices["goal"])),
        first=first,
        end=first + 1 if on else day_number(asked.period.until),
        spells=labelled_spells(read_spells(case), reader),
        event_day=events.day[mine],
        event_lon=events.lon[mine],
        event_lat=events.lat[mine],
        within_area=choices["within"] == "area",
        roads=roads_of(case, asked),
    )
    return replace(war, crossing=crossing)


def _written(place: Spot) -> str:
    """Write a place as a choice: 37.15,36.2 and its name."""
    return f"{place.lon!r},{place.lat!r} {place.name}"


def _spot(written: str) -> Spot:
    position, _, name = written.partition(" ")
    lon, lat = map(float, position.split(","))
    return Spot(name=name, lon=lon, lat=lat)


def _named(actors: Registry, party: str) -> str:
    return " and ".join(actors.get(actor).name for actor in party.split("+"))
