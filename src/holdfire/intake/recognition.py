"""What a file is, by what it holds: a table or a map by its columns, a document by its ending."""

import json
import tempfile
import tomllib
import zipfile
from enum import StrEnum
from pathlib import Path, PurePath

from holdfire.actors.ucdp_list import is_actor_list
from holdfire.base.csv_source import CsvSource, SourceError, open_source
from holdfire.documents import CONTAINERS, READERS
from holdfire.errors import InputError
from holdfire.events import acled, strikes, ucdp_ged
from holdfire.intake.place_formats import GAZETTEER, GEONAMES_DUMP
from holdfire.model.table import TableFormat

DOCUMENT_ENDINGS = frozenset(suffix for reader in (*READERS, *CONTAINERS) for suffix in reader.suffixes)
HOLDERS = frozenset({"holder", "held_by", "controlled_by"})
MAP_ENDINGS = (".kml", ".kmz", ".gpkg", ".shp")
OUTLINES = frozenset({"Polygon", "MultiPolygon"})


class Sort(StrEnum):
    """Kinds of files, in the order in which they come into a case: what later ones build on comes first."""

    ACTORS = "actors"
    UCDP = "ucdp"
    ACLED = "acled"
    ACTOR_LIST = "actor list"
    CONTROL = "control"
    PLACES = "places"
    DOCUMENTS = "documents"

    @property
    def words(self) -> str:
        """Say what it is."""
        return _WORDS[self]


_WORDS = {
    Sort.ACTORS: "an actor registry",
    Sort.UCDP: "UCDP events",
    Sort.ACLED: "ACLED events",
    Sort.ACTOR_LIST: "the actor list of UCDP",
    Sort.CONTROL: "a control map",
    Sort.PLACES: "a gazetteer or boundaries",
    Sort.DOCUMENTS: "documents",
}


def sort_of(path: Path) -> Sort:
    """Say what a file is; raise InputError, with what to do, where that can't be told."""
    if not path.exists():
        raise InputError(f"{path}: there is no such file")
    ending = PurePath(path.name.lower()).suffix
    if ending == ".toml":
        return _of_settings(path)
    if path.is_file() and (ending in MAP_ENDINGS or _holds_map(path)):
        return Sort.CONTROL
    if path.is_dir() or (ending in DOCUMENT_ENDINGS and not _holds_table(path)):
        return Sort.DOCUMENTS
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        try:
            plain = open_source(path, Path(folder) / "table.csv")
        except SourceError as error:
            raise InputError(f"{path}: {error.problem.message}") from error
        return _of_table(path, plain, Path(folder))


def _holds_map(path: Path) -> bool:
    """Say whether a zip holds a shapefile or another map of a format that is nothing else."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as folder:
        names = [name.lower() for name in folder.namelist() if not name.endswith("/")]
    return any(name.endswith(".shp") for name in names) or (
        bool(names) and all(name.endswith(MAP_ENDINGS) for name in names)
    )


def _holds_table(path: Path) -> bool:
    """Say whether a .txt or .zip is a table that is brought in as one: GeoNames and UCDP give such files."""
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        try:
            header = open_source(path, Path(folder) / "table.csv").header
        except SourceError:
            return False
    return len(header) >= 5 and (_is_dump(header) or _known(header) is not None)


def _of_settings(path: Path) -> Sort:
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: this is no TOML ({error})") from error
    if "actor" not in found:
        raise InputError(f"{path}: this TOML is no actor registry, which has [[actor]] tables")
    return Sort.ACTORS


def _of_table(path: Path, table: CsvSource, folder: Path) -> Sort:
    header = frozenset(name.casefold() for name in table.header)
    if table.unit == "feature" and (sort := _of_features(path, header, folder)) is not None:
        return sort
    if is_actor_list(",".join(table.header)):
        return Sort.ACTOR_LIST
    if (known := _known(table.header)) is not None:
        return known
    if header & HOLDERS:
        return Sort.CONTROL
    if _is_dump(table.header) or _fits(GAZETTEER, header):
        return Sort.PLACES
    if _holds_strikes(header):
        raise InputError(
            f"{path}: this looks like releases of strikes, which don't say who struck whom; make a case, "
            f"then: holdfire import strikes {path.name} --side-a NAME --side-b NAME"
        )
    columns = ", ".join(table.header[:8])
    raise InputError(
        f"{path}: this is a table of no known kind (columns: {columns}, …); if it holds events: "
        f"holdfire import csv {path.name} --propose"
    )


def _holds_strikes(header: frozenset[str]) -> bool:
    """Say whether a table has all that releases of strikes have, but for the sides, which none has."""
    return not set(strikes.FORMAT.missing(header)) - {"side_a", "side_b"}


def _known(header: tuple[str, ...]) -> Sort | None:
    names = frozenset(name.casefold() for name in header)
    fits = [
        sort for sort, fmt in ((Sort.UCDP, ucdp_ged.FORMAT), (Sort.ACLED, acled.FORMAT)) if _fits(fmt, names)
    ]
    return fits[0] if len(fits) == 1 else None


def _fits(fmt: TableFormat, header: frozenset[str]) -> bool:
    return not fmt.missing(header)


def _is_dump(header: tuple[str, ...]) -> bool:
    """Say whether the first line is a row of a GeoNames dump, which has no header."""
    return len(header) == len(GEONAMES_DUMP) and header[0].isdigit()


def _of_features(path: Path, header: frozenset[str], folder: Path) -> Sort | None:
    """Tell maps from events: who holds ground is control, other outlines are boundaries."""
    if "holder" in header:
        return Sort.CONTROL
    plain = folder / "table.csv"  # the unpacked copy, where the file is packed
    whole = json.loads((plain if plain.is_file() else path).read_text(encoding="utf-8-sig"))
    shapes = (feature.get("geometry") for feature in whole["features"])
    return Sort.PLACES if any(s.get("type") in OUTLINES for s in shapes if isinstance(s, dict)) else None
