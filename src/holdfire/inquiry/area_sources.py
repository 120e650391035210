"""Areas of imported boundaries and gazetteers, asked where the event data have no such name, or by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from re import compile as pattern

from holdfire.base.places import places_called
from holdfire.case.folder import Case
from holdfire.errors import AreaError
from holdfire.inquiry.area_names import EXACT, bare_name, fit
from holdfire.lexicon import KnownPlace
from holdfire.lexicon.countries import country_code, country_name
from holdfire.lexicon.same_places import merged
from holdfire.model.allegation import Area, AreaKind
from holdfire.model.place import Boundary
from holdfire.records.boundaries import read_boundaries

PLACE_KM = 25.0  # a town's name stands for what happens around it
MOST_LISTED = 10
BOUNDARY, GAZETTEER = "boundary", "gazetteer"
_ASKED = pattern(r"\s*(boundary|gazetteer)\s*:\s*(?:(country|adm_[1-5]|place)\s*:\s*)?(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a case has imported: areas with outlines, and the files of its gazetteers."""

    boundaries: tuple[Boundary, ...] = ()
    gazetteers: tuple[Path, ...] = ()


NOTHING = Imported()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An imported area that a name fits; off as for names of the data. within: its parent or country."""

    source: str
    level: str
    name: str
    within: str
    off: int
    area: Area
    code: str = ""

    @property
    def rank(self) -> tuple[bool, bool, str, int]:
        """Put boundaries before gazetteers, wide areas before narrow ones, better fits before worse."""
        return self.source == GAZETTEER, self.level == "place", self.level.replace("country", "a"), self.off

    def __str__(self) -> str:
        within = f", {self.within}" if self.within else ""
        return f"{self.source}:{self.level}:{self.name}{within}"


def imported(case: Case) -> Imported:
    """Read what a case has imported; the order of its files has no part in it."""
    outlines = [
        area
        for name in case.names("places/*.geojson")
        for area in read_boundaries(case.read(name), source=name)
    ]
    ordered = sorted(outlines, key=lambda a: (a.level, a.country, a.parents, a.name, a.code, a.outline))
    files = tuple(case.path / name for name in case.names("places/*.parquet"))
    return Imported(boundaries=tuple(dict.fromkeys(ordered)), gazetteers=files)


def asked_source(asked: str) -> tuple[str, str | None, str] | None:
    """Read "boundary:NAME" and "gazetteer:adm_1:NAME" as source, level and name."""
    match = _ASKED.fullmatch(asked)
    return None if match is None else (match[1], match[2], match[3].strip())


def resolve_imported(asked: str, of: Imported) -> Area | None:
    """Find the area of an imported source that a name means; None where none does.

    Boundaries come before gazetteers, wide areas before narrow ones, better fits before worse.

    Raises
    ------
    AreaError
        Where two areas fit as well, or the source is named and has no such name.
    """
    source = asked_source(asked)
    found = candidates(asked, of)
    if not found:
        if source is None:
            return None
        raise AreaError(
            f"no imported {source[0]} is called {source[2]!r}; `holdfire import places` adds some"
        )
    best = found[0]
    tied = [other for other in found if other.rank == best.rank]
    if len(tied) > 1:
        raise AreaError(
            f"{asked!r} means {len(tied)} areas; write one of them in full, or give a box: "
            f"{_told_apart(tied)}"
        )
    return best.area


def candidates(asked: str, of: Imported) -> list[Found]:
    """List the imported areas that a name may mean, the likeliest first."""
    source, level, name = asked_source(asked) or (None, None, asked)
    found = _fitting(name, "", of, source)
    if not found and "," in name:
        found = _fitting(*(part.strip() for part in name.rsplit(",", 1)), of=of, source=source)
    return sorted((one for one in found if level in (None, one.level)), key=lambda one: (one.rank, str(one)))


def _fitting(name: str, within: str, of: Imported, source: str | None) -> list[Found]:
    drawn = _boundaries(name, within, of) if source != GAZETTEER else []
    listed = _gazetteers(name, within, of) if source != BOUNDARY else []
    return [*drawn, *listed]


def _boundaries(name: str, within: str, of: Imported) -> list[Found]:
    found: list[Found] = []
    for one in of.boundaries:
        off = 0 if one.code and one.code == name else fit(name, (one.name, *one.names))
        if off is None or not _lies_in(within, (*one.parents, one.country)):
            continue
        area = Area(kind=AreaKind.POLYGON, name=one.name, asked=name, polygon=one.outline)
        parent = one.parents[-1] if one.parents else country_name(one.country)
        found.append(
            Found(
                source=BOUNDARY,
                level=one.level,
                name=one.name,
                within=parent,
                off=off,
                area=area,
                code=one.code,
            )
        )
    return found


def _gazetteers(name: str, within: str, of: Imported) -> list[Found]:
    """Find places letter by letter: among very many names, one letter off is another place."""
    word = max(bare_name(name).split(), key=len, default="")
    rows = places_called(of.gazetteers, word) if word else ()
    fitting = [row for row in rows if _lies_in(within, (row.country,))]
    exact = {
        KnownPlace(
            name=row.name,
            names=row.names,
            lat=row.lat,
            lon=row.lon,
            radius_km=row.radius_km,
            country=country_name(row.country),
            level=row.level,
        ): off
        for row in fitting
        if (off := fit(name, (row.name, *row.names))) is not None and off <= EXACT
    }
    return [_listed(place, name) for place in merged(exact)]


def _listed(place: KnownPlace, asked: str) -> Found:
    """Make an area of a gazetteer's place: a disc, for a gazetteer has no outlines."""
    wide = max(PLACE_KM, place.radius_km) if place.level == "place" else place.radius_km
    off = fit(asked, (place.name, *place.names))
    area = Area(
        kind=AreaKind.PLACE, name=place.name, asked=asked, lon=place.lon, lat=place.lat, radius_km=wide
    )
    return Found(
        source=GAZETTEER,
        level=place.level,
        name=place.name,
        within=place.country,
        off=EXACT if off is None else off,
        area=area,
    )


def _lies_in(within: str, parents: Sequence[str]) -> bool:
    wanted = bare_name(within)
    return not within or any(
        bare_name(parent) == wanted or country_code(parent) == country_code(within)
        for parent in parents
        if parent
    )


def _told_apart(tied: Sequence[Found]) -> str:
    """List areas so that each can be asked for: by code where names don't tell them apart."""
    names = [str(one) for one in tied]
    listed = [
        name if names.count(name) == 1 else f"{one.source}:{one.code}" if one.code else f"{name} {_at(one)}"
        for one, name in zip(tied, names, strict=True)
    ]
    return "; ".join(listed[:MOST_LISTED])


def _at(one: Found) -> str:
    return "" if one.area.lat is None else f"({one.area.lat:.2f}, {one.area.lon:.2f})"
