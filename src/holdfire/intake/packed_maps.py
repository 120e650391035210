"""Maps in zip archives (KMZ, zipped shapefiles): the one map of the archive, taken out under a name of ours.

The limits on what an archive may hold and cost are those for documents.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from holdfire.control import READERS
from holdfire.control.content import held
from holdfire.control.shapefile import PARTS
from holdfire.documents.containers import Member, archive
from holdfire.errors import ControlError, DocumentError, Problem

PACKED = (".kmz", ".zip")
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".gz")  # gzipped, too: their content is looked at
MAIN_KML = "doc.kml"
JUNK = "__MACOSX/"


@contextmanager
def unpacked(path: Path, folder: Path) -> Generator[tuple[Path, str]]:
    """Give the map itself and what to call it; a file that is not packed is its own map.

    Raises
    ------
    ControlError
        Where the archive is damaged, would cost too much, holds what no archive should, or not one map.
    """
    if path.suffix.lower() not in PACKED or not path.is_file():
        yield path, path.name
        return
    if (found := held(path)) != "a zip archive":
        raise _refused(path, f"its name says zip archive, but it holds {found or 'something else'}")
    try:
        members = [m for m in archive(path.read_bytes(), path.name) if not m.path.startswith(JUNK)]
    except DocumentError as error:
        raise _refused(path, str(error).removeprefix(f"{path.name}: ")) from error
    if wrong := [m for m in members if m.refused is not None]:
        faults = [Problem(file=path.name, value=m.path[:80], message=str(m.refused)) for m in wrong]
        raise ControlError(f"{path.name} is no control map", faults)
    chosen = _the_map(path, members)
    if chosen.path.lower().endswith(TABLES):
        yield path, path.name  # tables are unpacked where they are read
        return
    suffix = PurePosixPath(chosen.path).suffix.lower()
    for part in _parts(chosen, members):
        (folder / f"map{PurePosixPath(part.path).suffix.lower()}").write_bytes(part.data)
    yield folder / f"map{suffix}", f"{path.name}: {chosen.path}"


def _refused(path: Path, message: str) -> ControlError:
    return ControlError(f"{path.name} is no control map", [Problem(file=path.name, message=message)])


def _the_map(path: Path, members: Sequence[Member]) -> Member:
    """Find the one map of an archive; a KMZ may have several KML files, of which doc.kml counts."""
    endings = (*(suffix for reader in READERS for suffix in reader.suffixes), *TABLES)
    maps = [m for m in members if m.path.lower().endswith(endings)]
    notes = [m for m in maps if PurePosixPath(m.path).stem.lower() == "readme"]
    maps = [m for m in maps if m not in notes]
    if path.suffix.lower() == ".kmz":
        maps = [m for m in maps if m.path == MAIN_KML] or maps
    if len(maps) != 1:
        found = ", ".join(m.path for m in (maps or members)[:10]) or "nothing"
        raise _refused(path, f"an archive must hold exactly one map; this one holds {found}")
    return maps[0]


def _parts(chosen: Member, members: Sequence[Member]) -> Sequence[Member]:
    """List a map and, of a shapefile, the files that belong to it."""
    if not chosen.path.lower().endswith(".shp"):
        return (chosen,)
    stem = chosen.path[: -len(".shp")]
    return [m for m in members if m.path[: -len(".shp")] == stem and m.path.lower().endswith(PARTS)]
