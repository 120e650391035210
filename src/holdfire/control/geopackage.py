"""GeoPackages (OGC): one file with layers in it."""

from pathlib import Path
from warnings import catch_warnings, simplefilter

from holdfire.control.features import spells_of
from holdfire.control.reader import MapRead, Reader, Terms
from holdfire.control.vector_layers import features_of, library, refuse

MARKS = (b"GPKG", b"GP10", b"GP11")  # application_id: GeoPackage 1.2 and newer, 1.0, 1.1
MARK_AT = 68


def read_geopackage(path: Path, terms: Terms) -> MapRead:
    """Read the one layer of a GeoPackage that has geometry, or the one that the user names.

    Raises
    ------
    ControlError
        Where it is another database, has several layers and none is named, or a feature is wrong.
    """
    with path.open("rb") as file:
        head = file.read(MARK_AT + 4)
    if head[MARK_AT:] not in MARKS:
        refuse(path, "this is an SQLite database but no GeoPackage")
    pyogrio = library(path)
    try:
        with catch_warnings():
            simplefilter("ignore")  # what matters is said again when the layer is read
            layers = [str(name) for name, kind in pyogrio.list_layers(path).tolist() if kind is not None]
    except pyogrio.errors.DataSourceError as error:
        refuse(path, f"the file can't be read: {error}")
    listed = ", ".join(layers) or "none"
    if terms.layer is not None and terms.layer not in layers:
        refuse(path, f"it has no layer {terms.layer!r}; its layers: {listed}")
    if terms.layer is None and len(layers) != 1:
        refuse(path, f"say with --layer which layer is the map; its layers: {listed}")
    features, notes = features_of(path, terms.layer or layers[0])
    return MapRead(spells=spells_of(features, file=path.name, terms=terms), notes=notes)


READER = Reader(name="GeoPackage", suffixes=(".gpkg",), read=read_geopackage, holds="an SQLite database")
