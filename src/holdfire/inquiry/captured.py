"""The captures of a case: which there are, which a question was registered with, who took from whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import numpy as np

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.places import towns_within
from holdfire.case.captured import TABLES, captures_in, frozen_name, imported_captures, written
from holdfire.case.folder import Case
from holdfire.control.changing import Town, map_captures
from holdfire.inquiry.builders.captures import SAME_DEG, build_captures
from holdfire.inquiry.passing import FORM as PASSAGE
from holdfire.inquiry.passing import with_crossing
from holdfire.inquiry.reading import registry
from holdfire.inquiry.war import War, counted_events, label, load_war, read_spells
from holdfire.lexicon.normal import fold
from holdfire.model.allegation import Question, Triple
from holdfire.model.capture import Capture
from holdfire.model.event import day_number
from holdfire.model.fault import Fault
from holdfire.model.place import GazetteerPlace

FORM = "hand-over"
TOWN = 5_000  # people from which on a place of a gazetteer is looked up on control maps
Place = tuple[float, float]  # longitude, latitude
GAZETTEERS, CONTROL = "places/*.parquet", "control/*.geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The captures that a question is registered with, as they are written beside it, and their hash."""

    data: bytes
    sha256: str

    def file_of(self, question: str) -> Mapping[str, bytes]:
        """Name the file of a question that keeps them; none where there are no captures."""
        return {frozen_name(question): self.data} if self.data else {}


def gather(case: Case) -> tuple[Capture, ...]:
    """List every capture of a case once, of tables and of control maps; no death is looked up."""
    found = dict.fromkeys((*_of_tables(case), *_of_maps(case)))
    return tuple(sorted(found, key=lambda c: (c.first, c.last, c.place, c.id, c.source)))


def has_captures(case: Case) -> bool:
    """Say whether a case may know of captures; of maps only with a gazetteer that names the towns."""
    return bool(case.names(TABLES)) or bool(case.names(CONTROL) and case.names(GAZETTEERS))


def freeze(captures: Sequence[Capture]) -> Frozen:
    """Fix captures for a question; the hash of none is "" ."""
    data = written(captures)
    return Frozen(data=data, sha256=sha256(data).hexdigest() if captures else "")


def with_captures(war: War, case: Case, captures: Sequence[Capture], triple: Triple) -> War:
    """Give a war its captures, their sides named as those of its events are."""
    parties = (triple.a, triple.b, triple.against)
    return replace(war, captures=labelled(captures, registry(case), parties))


def labelled(
    captures: Sequence[Capture], actors: Registry, parties: Sequence[tuple[str, ...]] = ()
) -> tuple[Capture, ...]:
    """Replace loser and taker by the labels that events carry, so that ground and fights name them alike."""
    reader = SideReader(actors, {label(party): party for party in parties if party})
    names = np.array([side for c in captures for side in (c.loser, c.taker)], dtype=object)
    days = np.array([day_number(c.first) for c in captures for _ in "lt"], dtype=np.int64)
    labels = iter(reader.read(names, days).tolist())
    return tuple(replace(c, loser=next(labels), taker=next(labels)) for c in captures)


def registered_with(case: Case, asked: Question) -> tuple[Capture, ...]:
    """List the captures that were fixed when a question was registered."""
    name = frozen_name(asked.id)
    return captures_in(case, name) if name in case.logged() else ()


def since_registered(case: Case, asked: Question, fixed: Sequence[Capture]) -> tuple[Capture, ...]:
    """List the captures that came to pass after the registration: what happened before can't be added to it.

    The question may be about one of them; it is compared with the fixed ones alone.
    """
    since = registered_on(asked.registered)
    if since is None:
        return ()
    known = {c.id for c in fixed}
    return tuple(c for c in gather(case) if c.first > since and c.id not in known)


def registered_on(at: str) -> date | None:
    """Give the day of a registration; None where nothing says when it was."""
    return date.fromisoformat(at[:10]) if at else None


def handed_over(case: Case, asked: Question, captures: Sequence[Capture]) -> bool:
    """Say whether a town passed between the two in the asked area and period; no death is looked up."""
    triple = asked.triple
    actors = registry(case)
    ends = {label(triple.a), label(triple.b)}
    read = labelled(captures, actors, (triple.a, triple.b, triple.against))
    since, until = asked.period.since, asked.period.until
    meant = tuple(c for c in read if {c.loser, c.taker} == ends and since <= c.last < until)
    if not meant:
        return False
    war = replace(load_war(case, triple, asked.area, asked.period), captures=meant)
    return bool(build_captures(war).asked.any())


def war_of(case: Case, asked: Question) -> War:
    """Read what a registered question needs: its captures as they were registered, its crossing."""
    store = counted_events(case) if asked.forms == (PASSAGE,) else None  # which needs no events
    war = with_crossing(load_war(case, asked.triple, asked.area, asked.period, store), case, asked)
    if FORM not in asked.forms:
        return war
    fixed = registered_with(case, asked)
    war = with_captures(war, case, fixed, asked.triple)
    newer = with_captures(war, case, since_registered(case, asked, fixed), asked.triple).captures
    return replace(war, newer=newer, registered=registered_on(asked.registered))


def frozen_faults(case: Case, asked: Question) -> Sequence[Fault]:
    """Compare the captures kept beside a question with the hash that was registered."""
    if FORM not in asked.choices:
        return ()
    name, wanted = frozen_name(asked.id), asked.choices[FORM].get("captures", "")
    path = case.path / name
    found = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    if found == wanted:
        return ()
    what = "are not those that were registered" if found else "are missing"
    return (Fault(file=name, message=f"the captures of {asked.id} {what}"),)


def towns_around(case: Case, around: Sequence[Place], least: int) -> tuple[GazetteerPlace, ...]:
    """List the towns of a case's gazetteers around some places, each once though several of them name it."""
    files = [case.path / name for name in case.names(GAZETTEERS)]
    if not files or not around:
        return ()
    lon, lat = [place[0] for place in around], [place[1] for place in around]
    box = (min(lon) - SAME_DEG, min(lat) - SAME_DEG, max(lon) + SAME_DEG, max(lat) + SAME_DEG)
    kept: dict[str, list[GazetteerPlace]] = {}
    for place in towns_within(files, least, box):
        alike = kept.setdefault(fold(place.name), [])
        if not any(_near(town, place) for town in alike):
            alike.append(place)
    return tuple(town for alike in kept.values() for town in alike)


def _near(town: GazetteerPlace, other: GazetteerPlace | Capture) -> bool:
    return abs(town.lon - other.lon) <= SAME_DEG and abs(town.lat - other.lat) <= SAME_DEG


def _of_maps(case: Case) -> tuple[Capture, ...]:
    spells = read_spells(case)
    corners = [position for spell in spells for polygon in spell.polygons for position in polygon[0]]
    towns = towns_around(case, corners, TOWN)
    drawn = [Town(name=t.name, lat=t.lat, lon=t.lon, population=t.population) for t in towns]
    return map_captures(spells, drawn) if drawn else ()


def _of_tables(case: Case) -> tuple[Capture, ...]:
    """Read the imported captures; where a table says nothing of a town's people, a gazetteer may."""
    found = imported_captures(case)
    called: dict[str, list[GazetteerPlace]] = {}
    for town in towns_around(case, [(c.lon, c.lat) for c in found if c.population is None], 1):
        for name in {fold(name) for name in (town.name, *town.names)}:
            called.setdefault(name, []).append(town)
    return tuple(_peopled(c, called.get(fold(c.place), ())) if c.population is None else c for c in found)


def _peopled(capture: Capture, towns: Sequence[GazetteerPlace]) -> Capture:
    """Take the population of the one town of that name, in any script, at that place."""
    here = [town.population for town in towns if _near(town, capture)]
    return replace(capture, population=here[0]) if len(here) == 1 else capture
