"""The simulated data set as a file with the 49 columns of a UCDP GED release: importers meet all of them.

Source of the column names and codes: Högbladh, UCDP GED Codebook (release 23.1). Ids are invented.
"""

import csv
import io
import math
from collections.abc import Iterable, Mapping

from holdfire.simulate.coding import CodedEvents
from holdfire.simulate.fought import SimulatedWar

FIRST_ID = 900_001
COUNTRY_ID = 999  # no country has this Gleditsch & Ward number
WORLD_REGION = "Atlantic (fictional)"
DISTRICT_PRECISION, REGION_PRECISION = 3, 4  # where_prec: only the district, only the region is known
COLUMNS: tuple[str, ...] = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id",
    "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
    "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip


def ucdp_csv(war: SimulatedWar, coded: CodedEvents) -> bytes:
    """Write the rows as a UCDP GED CSV in UTF-8; the same war and rows give the same bytes."""
    sides = _numbered((*coded.side_a, *coded.side_b), 8001)
    dyads = _numbered(_dyad_names(coded), 15001)
    conflicts = _numbered((_conflict(war, coded, i) for i in range(len(coded))), 13001)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=COLUMNS, lineterminator="\n")
    writer.writeheader()
    for i in range(len(coded)):
        conflict, dyad = _conflict(war, coded, i), f"{coded.side_a[i]} - {coded.side_b[i]}"
        writer.writerow(
            _when_and_how_many(war, coded, i)
            | _where(war, coded, i)
            | _reported(war, coded, i)
            | _named("conflict", conflict, conflicts)
            | _named("dyad", dyad, dyads)
            | _named("side_a", str(coded.side_a[i]), sides)
            | _named("side_b", str(coded.side_b[i]), sides)
        )
    return out.getvalue().encode()


def row_ids(coded: CodedEvents) -> tuple[int, ...]:
    """Give the id that each row has in the file."""
    return tuple(range(FIRST_ID, FIRST_ID + len(coded)))


def _numbered(names: Iterable[object], first: int) -> dict[str, int]:
    return {name: first + i for i, name in enumerate(sorted({str(name) for name in names}))}


def _named(what: str, name: str, numbers: Mapping[str, int]) -> dict[str, object]:
    column = what if what.startswith("side") else f"{what}_name"
    return {column: name, f"{what}_dset_id": numbers[name], f"{what}_new_id": numbers[name]}


def _dyad_names(coded: CodedEvents) -> Iterable[str]:
    return (f"{a} - {b}" for a, b in zip(coded.side_a, coded.side_b, strict=True))


def _conflict(war: SimulatedWar, coded: CodedEvents, i: int) -> str:
    """A war for the government has the country's name; the others that of their dyad."""
    if coded.kind[i] == 1:
        return f"{war.setting.land.name}: Government"
    return f"{coded.side_a[i]} - {coded.side_b[i]}"


def _when_and_how_many(war: SimulatedWar, coded: CodedEvents, i: int) -> dict[str, object]:
    start, end = war.setting.date_of(coded.day[i]), war.setting.date_of(coded.end_day[i])
    number, dead = FIRST_ID + i, coded.deaths[i]
    state = COUNTRY_ID if coded.kind[i] == 1 else ""
    return {
        "id": number,
        "relid": f"SIM-{start.year}-{coded.kind[i]}-{number}",
        "year": start.year,
        "active_year": 1,
        "code_status": "Clear",
        "type_of_violence": int(coded.kind[i]),
        "date_prec": int(coded.date_prec[i]),
        "date_start": start.isoformat(),
        "date_end": end.isoformat(),
        "event_clarity": 2 if coded.date_prec[i] > 2 else 1,
        "deaths_a": int(dead[0]),
        "deaths_b": int(dead[1]),
        "deaths_civilians": int(dead[2]),
        "deaths_unknown": int(dead[3]),
        "best": int(dead.sum()),
        "high": int(coded.high[i]),
        "low": int(coded.low[i]),
        "gwnoa": state,
        "gwnob": "",
    }


def _where(war: SimulatedWar, coded: CodedEvents, i: int) -> dict[str, object]:
    land, code, place = war.setting.land, coded.where_prec[i], coded.place[i]
    lat, lon = float(coded.lat[i]), float(coded.lon[i])
    region = land.regions[war.places.region[place]][0]
    district = f"{land.settlements[war.places.district[place]][0]} district"
    named = {DISTRICT_PRECISION: district, REGION_PRECISION: region}.get(
        int(code), land.settlements[place][0]
    )
    return {
        "where_prec": int(code),
        "where_coordinates": named,
        "where_description": f"near {named}" if code == 2 else named,
        "adm_1": region,
        "adm_2": "" if code >= REGION_PRECISION else district,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})",
        "priogrid_gid": math.floor((lat + 90) * 2) * 720 + math.floor((lon + 180) * 2) + 1,
        "country": land.name,
        "country_id": COUNTRY_ID,
        "region": WORLD_REGION,
    }


def _reported(war: SimulatedWar, coded: CodedEvents, i: int) -> dict[str, object]:
    day = war.setting.date_of(int(coded.end_day[i]) + 1)
    place = war.setting.land.settlements[coded.place[i]][0]
    total = int(coded.deaths[i].sum())
    what = "attack on civilians" if coded.kind[i] == 3 else "clashes"
    headline = f"{total} reported dead in {what} around {place}"
    return {
        "number_of_sources": int(coded.sources[i]),
        "source_article": f'"{coded.office[i]},{day},{headline}"',
        "source_office": coded.office[i],
        "source_date": day.isoformat(),
        "source_headline": headline,
        "source_original": coded.office[i],
    }
