"""The gazetteers of a case, read from their Parquet files: what texts may name, and what a name may mean."""

from collections.abc import Collection, Sequence
from pathlib import Path
from string import Template
from typing import Any, TypeAlias

from holdfire.base.engine import Values, connect, literal_paths
from holdfire.model.place import GazetteerPlace, radius_km

Row: TypeAlias = tuple[Any, ...]  # as the engine gives it

NAMEABLE: tuple[str, ...] = (
    *("AIRB", "AIRF", "AIRP", "CMPRF", "DAM", "OILR", "INSM"),  # spots
    *("MT", "MTS", "VAL", "PASS", "ISL", "RGN", "OILF", "AREA"),  # stretches of land
)
"""Features beyond settlements and administrative areas that reports on wars name, as GeoNames codes them."""

KNOWN_ABROAD = 100_000  # people from which on a place is named in texts on another country too
MOST = 100_000  # places that texts are read with: 0.3 GB and some ten seconds; of more, the largest are taken

FIELDS = """name, names, lat, lon, level, coalesce(country, ''), coalesce(population, 0), feature, radius_km,
dataset"""
NAMED = Template("""
SELECT $fields FROM (SELECT * FROM read_parquet($files, union_by_name = true)
WHERE (feature IS NULL OR feature LIKE 'P%' AND feature NOT LIKE '%H' OR level <> 'place'
        OR split_part(feature, '.', 2) IN (SELECT unnest($nameable::VARCHAR[])))
    AND ($everywhere OR coalesce(country, '') IN (SELECT unnest($countries::VARCHAR[]))
        OR level IN ('country', 'adm_1') OR population >= $abroad)
ORDER BY level = 'place', population DESC NULLS LAST, name, lat, lon, place_id, dataset LIMIT $most)
ORDER BY name, lat, lon, place_id, dataset
""")
CALLED = Template("""
SELECT $fields FROM read_parquet($files, union_by_name = true)
WHERE contains(folded, strip_accents(lower($word)))
ORDER BY name, lat, lon, place_id, dataset
""")
TOWNS = Template("""
SELECT $fields FROM read_parquet($files, union_by_name = true)
WHERE level = 'place' AND population >= $least
    AND lon BETWEEN $west AND $east AND lat BETWEEN $south AND $north
ORDER BY population DESC, name, lat, lon, place_id, dataset
""")
COUNTRIES = Template("""
SELECT DISTINCT coalesce(country, '') AS country FROM read_parquet($files, union_by_name = true)
ORDER BY country
""")


def countries_in(files: Sequence[Path]) -> tuple[str, ...]:
    """List the countries of gazetteers as they write them, "" for places of none."""
    return tuple(row[0] for row in _rows(COUNTRIES, files))


def named_places(files: Sequence[Path], countries: Collection[str] | None) -> tuple[GazetteerPlace, ...]:
    """Read the places that texts may name: settlements, areas, and features such as airfields and dams.

    countries: as the gazetteers write them; None takes all. Of other countries come the countries themselves,
    their first-level areas and places of 100,000 people or more; in all at most 100,000, the largest.
    """
    everywhere = "true" if countries is None else "false"
    found = _rows(
        NAMED,
        files,
        everywhere=everywhere,
        nameable=list(NAMEABLE),
        countries=sorted(countries or ()),
        abroad=KNOWN_ABROAD,
        most=MOST,
    )
    return tuple(_place(row) for row in found)


def towns_within(
    files: Sequence[Path], least: int, box: tuple[float, float, float, float]
) -> tuple[GazetteerPlace, ...]:
    """Read the settlements of so many people or more in a box (west, south, east, north), largest first."""
    west, south, east, north = box
    found = _rows(TOWNS, files, least=least, west=west, south=south, east=east, north=north)
    return tuple(_place(row) for row in found)


def places_called(files: Sequence[Path], word: str) -> tuple[GazetteerPlace, ...]:
    """Read the places of any kind that have a word in one of their names, whatever its case and accents."""
    return tuple(_place(row) for row in _rows(CALLED, files, word=word))


def _rows(query: Template, files: Sequence[Path], /, everywhere: str = "", **given: object) -> list[Row]:
    if not files:
        return []
    values = Values()
    bound = {name: values.bind(value) for name, value in given.items()}
    sql = query.safe_substitute(
        bound, files=values.bind(literal_paths(files)), fields=FIELDS, everywhere=everywhere
    )
    with connect() as connection:
        return values.run(connection, sql).fetchall()


def _place(row: Row) -> GazetteerPlace:
    name, names, lat, lon, level, country, population, feature, stated, dataset = row
    return GazetteerPlace(
        name=name,
        names=tuple(names),
        lat=lat,
        lon=lon,
        level=level,
        country=country,
        population=population,
        radius_km=radius_km(level, feature, population) if stated is None else stated,
        dataset=dataset,
    )
