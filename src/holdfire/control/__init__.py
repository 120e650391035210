"""Maps and tables of who held what to dated spells; one file a format."""

from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from holdfire.control import geojson, geopackage, kml, shapefile
from holdfire.control.content import held
from holdfire.control.geojson import read_geojson, write_geojson
from holdfire.control.layers import close_spells
from holdfire.control.reader import UNSAID, MapRead, Reader, Terms
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell

__all__ = [
    "READERS",
    "UNSAID",
    "MapRead",
    "Reader",
    "Terms",
    "close_spells",
    "read_control",
    "read_geojson",
    "read_map",
    "write_geojson",
]

READERS: tuple[Reader, ...] = (geojson.READER, kml.READER, shapefile.READER, geopackage.READER)


def read_control(path: Path, *, source: str | None = None) -> tuple[ControlSpell, ...]:
    """Read a control map; see `read_map`."""
    return read_map(path, source=source).spells


def read_map(path: Path, *, source: str | None = None, terms: Terms = UNSAID) -> MapRead:
    """Read a control map by its file name's suffix, if its content is of that kind.

    source: what to call the source of features that name none; by default the file's name.

    Raises
    ------
    ControlError
        Where no reader takes the suffix, or the file is wrong; it carries every problem.
    """
    suffix = path.suffix.lower()
    reader = next((reader for reader in READERS if suffix in reader.suffixes), None)
    if reader is None:
        known = ", ".join(s for r in READERS for s in r.suffixes)
        _refuse(path, f"no reader for {suffix or 'a file without suffix'}; known: {known}")
    try:
        content = held(path)
    except FileNotFoundError:
        _refuse(path, "there is no such file")
    except OSError as error:
        _refuse(path, f"the file can't be read: {error.strerror}")
    if content != reader.holds:
        _refuse(path, f"its name says {reader.name}, but it holds {content or 'something else'}")
    found = reader.read(path, terms)
    spells = (replace(spell, source=spell.source or source or path.stem) for spell in found.spells)
    return replace(found, spells=tuple(spells))


def _refuse(path: Path, message: str) -> NoReturn:
    raise ControlError(f"{path.name} is no control map", [Problem(file=path.name, message=message)])
