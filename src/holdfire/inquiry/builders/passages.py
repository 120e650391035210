"""Control maps to `Passage`: ground of X, mapped ground and both places, on each map of the asked days."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import ndimage

from holdfire.contact.exposure import Bools, Floats
from holdfire.contact.sheets import Sheet
from holdfire.control import close_spells
from holdfire.errors import QuestionError
from holdfire.forms.samples import GroundMap, Passage
from holdfire.inquiry.areas import PlacedEvents, cells_inside
from holdfire.inquiry.builders.passage_roads import FAR_OFF_KM, cell_at, roads_on
from holdfire.inquiry.war import Crossing, Spot, War
from holdfire.model.control import ControlSpell
from holdfire.model.event import date_of, day_number
from holdfire.stats.least_crossing_roads import Roads

FAR_OFF_CELLS = 3.0  # a place so near to mapped ground stands at its edge; a harbour is no sea
POST_DAYS = 365  # how long before the asked days an event with X shows a post of it

Cell = tuple[int, int]
Days = tuple[int, int]


def build_passage(war: War) -> Passage:
    """Lay every map of the asked days on a grid, one a source and layer.

    Ground that X claims and another too counts as X's: a way must avoid it. Ground is mapped where a source
    draws it for anybody, nobody included.
    """
    asked = war.crossing
    if asked is None:
        raise QuestionError(
            "safe-passage asks who moved through whose ground: give --mover, --through, --from-place and "
            "--to-place"
        )
    maps: list[GroundMap] = []
    unusable: list[str] = []
    spells = close_spells(asked.spells)
    drawn = [spell for spell in spells if spell.polygons]
    posts = _posts(asked, spells)
    for source in sorted({spell.source for spell in drawn}):
        own = [spell for spell in drawn if spell.source == source]
        layers = _layers(own, asked)
        if not layers:
            unusable.append(f"The maps of {source} say nothing of {_days(asked)}: {_spans(own)}.")
            continue
        sheet = Sheet.over([spell for active in layers.values() for spell in active], war.cell_km)
        laid = None if asked.roads is None else roads_on(sheet, asked.roads, (asked.start, asked.goal))
        if isinstance(laid, Spot):
            unusable.append(_no_road(laid))
            continue
        for days, active in layers.items():
            found = _ground(war, _Layer(active=active, days=days, sheet=sheet, laid=laid), posts)
            if isinstance(found, GroundMap):
                maps.append(found)
            else:
                unusable.append(found)
    if not drawn:
        unusable.append(
            "The case has no control map with areas; import one with: holdfire import control FILE"
        )
    return Passage(
        mover=asked.mover,
        holder=asked.holder,
        start=asked.start.name,
        goal=asked.goal.name,
        maps=tuple(maps),
        days=asked.end - asked.first,
        unusable=tuple(dict.fromkeys(unusable)),
        caveats=_caveats(war, maps),
    )


def _layers(own: Sequence[ControlSpell], asked: Crossing) -> Mapping[Days, tuple[ControlSpell, ...]]:
    """Cut the asked days where a spell begins or ends; by the days [first, end) of each, what is drawn."""
    edges = {day_number(day) for s in own for day in (s.since, s.until) if day is not None}
    cuts = sorted({asked.first, *(day for day in edges if asked.first < day < asked.end)})
    found = {
        (cut, end): tuple(
            s for s in own if day_number(s.since) <= cut and (s.until is None or cut < day_number(s.until))
        )
        for cut, end in pairwise([*cuts, asked.end])
    }
    return {days: active for days, active in found.items() if active}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """What a source draws on some of the asked days, [first, end), and the sheet of all its maps."""

    active: Sequence[ControlSpell]
    days: tuple[int, int]
    sheet: Sheet
    laid: tuple[Roads, tuple[float, float]] | None


def _ground(war: War, layer: _Layer, posts: tuple[Floats, Floats]) -> GroundMap | str:
    """Lay one map on its grid, or say why it can't be read."""
    asked, sheet, active = war.crossing, layer.sheet, layer.active
    if asked is None:
        raise QuestionError("no passage is asked about")
    since, source = max(day_number(spell.since) for spell in active), active[0].source
    passable = sheet.covered(active)
    if asked.within_area:
        passable &= _in_area(war, sheet)
    held = sheet.covered(s for s in active if s.holder == asked.label) & passable
    named = f"The map of {source} of {date_of(since)}"
    if not held.any():
        holders = ", ".join(sorted({s.holder or "nobody" for s in active}))
        return f"{named} draws no ground of {asked.holder} there; it draws: {holders}."
    ends = _ends(asked, layer, passable)
    if isinstance(ends, Spot):
        which = "the nearest road" if layer.laid else "it"
        return f"{named} doesn't reach {ends.name}: {which} lies outside the mapped ground."
    cells, off = ends
    if cells[0] == cells[1]:
        return f"{asked.start.name} and {asked.goal.name} lie in one cell: there is no way between them."
    errors = [spell.error_km for spell in active if spell.error_km is not None]
    return GroundMap(
        source=source,
        since=since,
        lag=max(0, layer.days[0] - since),
        error_km=max(errors, default=None),
        held=held,
        passable=passable,
        start=cells[0],
        goal=cells[1],
        cell_km=sheet.cell_km,
        post_km=_post_km(sheet, *posts),
        off_km=off,
        days=layer.days,
        roads=None if layer.laid is None else layer.laid[0],
    )


def _ends(asked: Crossing, layer: _Layer, passable: Bools) -> tuple[tuple[Cell, Cell], float] | Spot:
    """Find the cells of both places and how far off the farther lies; the place that has none, else."""
    places = (asked.start, asked.goal)
    if layer.laid is not None:
        roads, off = layer.laid
        on_road = [cell_at(roads, node, passable) for node in (roads.start, roads.goal)]
        lost = next((place for place, at in zip(places, on_road, strict=True) if at is None), None)
        return lost or ((on_road[0] or (0, 0), on_road[1] or (0, 0)), max(off))
    found = [_nearest(layer.sheet, passable, place.lon, place.lat) for place in places]
    if found[0] is None or found[1] is None:
        return asked.start if found[0] is None else asked.goal
    return (found[0][0], found[1][0]), max(found[0][1], found[1][1])


def _no_road(place: Spot) -> str:
    return f"No given road comes within {FAR_OFF_KM:g} km of {place.name}; give roads that lead there."


def _nearest(sheet: Sheet, passable: Bools, lon: float, lat: float) -> tuple[tuple[int, int], float] | None:
    """Find the mapped cell of a place, or the nearest one within a few cells, and how far off it is (km)."""
    row, column = (float(v[0]) for v in sheet.cells_of(np.array([lon]), np.array([lat])))
    at = int(np.floor(row)), int(np.floor(column))
    inside = 0 <= at[0] < sheet.shape[0] and 0 <= at[1] < sheet.shape[1]
    if inside and passable[at]:
        return at, 0.0
    rows, columns = np.nonzero(passable)
    if not len(rows):
        return None
    away = np.hypot(rows + 0.5 - row, columns + 0.5 - column)
    first = int(np.argmin(away))
    if not away[first] <= FAR_OFF_CELLS:
        return None
    beside = (abs(v - c - 0.5) - 0.5 for v, c in ((row, rows[first]), (column, columns[first])))
    edge = math.hypot(*(max(0.0, float(km)) for km in beside))
    return (int(rows[first]), int(columns[first])), edge * sheet.cell_km


def _in_area(war: War, sheet: Sheet) -> Bools:
    """Mark the cells inside the asked area."""
    events = war.events
    x, y = sheet.projection.forward(events.lon, events.lat)
    placed = PlacedEvents(events=events, projection=sheet.projection, x=x, y=y)
    east, north = sheet.projection.forward(sheet.lon.ravel(), sheet.lat.ravel())
    return cells_inside(war.area, placed, east, north).reshape(sheet.shape)


def _posts(asked: Crossing, spells: Iterable[ControlSpell]) -> tuple[Floats, Floats]:
    """List where X is known to stand: place marks of the asked days, events of the year before."""
    marks = [
        spell.point
        for spell in spells
        if spell.point is not None
        and spell.holder == asked.label
        and day_number(spell.since) < asked.end
        and (spell.until is None or asked.first < day_number(spell.until))
    ]
    lon, lat = (np.array([mark[i] for mark in marks]) for i in (0, 1))
    seen = (asked.event_day >= asked.first - POST_DAYS) & (asked.event_day < asked.end)
    return np.append(lon, asked.event_lon[seen]), np.append(lat, asked.event_lat[seen])


def _post_km(sheet: Sheet, lon: Floats, lat: Floats) -> Floats | None:
    """Give each cell's distance from the nearest post; None where none lies on the sheet."""
    row, column = (np.floor(v) for v in sheet.cells_of(lon, lat))
    on = (row >= 0) & (row < sheet.shape[0]) & (column >= 0) & (column < sheet.shape[1])
    if not on.any():
        return None
    away = np.ones(sheet.shape, dtype=np.bool_)
    away[row[on].astype(int), column[on].astype(int)] = False
    return np.asarray(ndimage.distance_transform_edt(away), dtype=np.float64) * sheet.cell_km


def _days(asked: Crossing) -> str:
    first, last = date_of(asked.first), date_of(asked.end - 1)
    return str(first) if first == last else f"{first} to {last}"


def _spans(own: Sequence[ControlSpell]) -> str:
    """Say from when until when a source's maps hold."""
    ends = [spell.until for spell in own]
    last = None if None in ends else max(end for end in ends if end is not None)
    first = min(spell.since for spell in own)
    return f"they hold from {first} on" if last is None else f"they hold from {first} until {last}"


def _caveats(war: War, maps: Sequence[GroundMap]) -> tuple[str, ...]:
    larger = sorted({one.cell_km for one in maps if one.cell_km > war.cell_km})
    return tuple(
        f"The mapped ground is so wide that its cells are {km:g} km; what is narrower is not seen."
        for km in larger
    )
