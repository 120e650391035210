"""Shapefiles (ESRI), with the files beside them: .dbf has the properties, .prj the projection."""

from pathlib import Path

from holdfire.control.features import spells_of
from holdfire.control.reader import MapRead, Reader, Terms
from holdfire.control.vector_layers import features_of, refuse

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read_shapefile(path: Path, terms: Terms) -> MapRead:
    """Read a shapefile as a control map, record by record.

    Text is read as .cpg says; without one as UTF-8, and a table that is not in UTF-8 is refused: nobody can
    tell what its letters are.

    Raises
    ------
    ControlError
        Where a part is missing, the projection or the letters are unknown, or a record is wrong.
    """
    table = _beside(path, ".dbf")
    if table is None:
        refuse(
            path,
            "there is no .dbf beside it, which says who holds the ground; put it into the same folder or zip",
        )
    encoding = None
    if _beside(path, ".cpg") is None:
        encoding = "UTF-8"
        data = table.read_bytes()
        try:
            data[int.from_bytes(data[8:10], "little") :].decode("utf-8")  # the records, behind the header
        except UnicodeDecodeError:
            refuse(
                path, "nothing says how its letters are written (.cpg); save it in UTF-8, or add a .cpg file"
            )
    features, notes = features_of(path, None, encoding=encoding)
    return MapRead(spells=spells_of(features, file=path.name, terms=terms), notes=notes)


def _beside(path: Path, suffix: str) -> Path | None:
    """Find a part of a shapefile by its name, in capitals or not."""
    own = path.stem
    return next((p for p in path.parent.iterdir() if p.stem == own and p.suffix.lower() == suffix), None)


READER = Reader(name="shapefile", suffixes=(".shp",), read=read_shapefile, holds="a shapefile")
