"""Maps and tables of who held what to dated spells; one file a format."""

from dataclasses import replace
from pathlib import Path

from holdfire.control import geojson
from holdfire.control.geojson import read_geojson, write_geojson
from holdfire.control.layers import close_spells
from holdfire.control.reader import Reader
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell

__all__ = ["READERS", "Reader", "close_spells", "read_control", "read_geojson", "write_geojson"]

READERS: tuple[Reader, ...] = (geojson.READER,)


def read_control(path: Path, *, source: str | None = None) -> tuple[ControlSpell, ...]:
    """Read a control map by its file name's suffix.

    source: what to call the source of features that name none; by default the file's name.

    Raises
    ------
    ControlError
        Where no reader takes the suffix, or the file is wrong; it carries every problem.
    """
    suffix = path.suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            named = source or path.stem
            return tuple(replace(spell, source=spell.source or named) for spell in reader.read(path))
    known = ", ".join(s for r in READERS for s in r.suffixes)
    problem = Problem(
        file=path.name, message=f"no reader for {suffix or 'a file without suffix'}; known: {known}"
    )
    raise ControlError(f"{path.name} is no control map", [problem])
