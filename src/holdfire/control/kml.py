"""KML control maps (OGC KML 2.2 and 2.3), read without entities, network and what they link to."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  it has no types of its own

from holdfire.control.features import from_text, spells_of
from holdfire.control.reader import MapRead, Reader, Terms
from holdfire.errors import ControlError, Problem

Element = Any
"""An element of lxml, which has no types of its own."""

LINKS = frozenset(("NetworkLink", "NetworkLinkControl", "Update"))
DRAWN = frozenset(
    ("Polygon", "Point", "MultiGeometry", "LineString", "LinearRing", "Track", "MultiTrack", "Model")
)


def read_kml(path: Path, terms: Terms) -> MapRead:
    """Read the placemarks of a KML file, in their order.

    A property is a Data or SimpleData of the placemark's ExtendedData; besides there are `name`, `folder`
    and `style`, for the user to say which of them is the holder. TimeSpan gives from and until: its end is an
    instant, a bare day the beginning of that day, so it no longer counts. TimeStamp gives from.

    Raises
    ------
    ControlError
        Where the file is no KML, declares a document type, links to other maps, or a placemark is wrong.
    """
    root = _root(path)
    faults = [
        Problem(
            file=path.name,
            row=found.sourceline,
            column=_name(found),
            message="a part of this map lies elsewhere, and nothing is fetched; save it and import that file",
        )
        for found in root.iter()
        if _name(found) in LINKS
    ]
    features = [_feature(mark) for mark in root.iter() if _name(mark) == "Placemark"]
    if not faults and not features:
        faults = [Problem(file=path.name, message="the file has no Placemark")]
    if faults:
        raise ControlError(f"{path.name} is no control map", faults)
    return MapRead(spells=spells_of(features, file=path.name, terms=terms))


def line_strings(path: Path) -> list[object]:
    """List the lines of a KML file as GeoJSON geometries; what is no line is left out."""
    return [
        {"type": "LineString", "coordinates": _positions(_text(line, "coordinates"))}
        for line in _root(path).iter()
        if _name(line) == "LineString"
    ]


READER = Reader(name="KML", suffixes=(".kml",), read=read_kml, holds="XML")


def _root(path: Path) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        tree: Any = etree.fromstring(path.read_bytes(), parser).getroottree()
    except OSError as error:
        _refuse(path, f"the file can't be read: {error.strerror}")
    except (etree.XMLSyntaxError, ValueError) as error:
        _refuse(path, f"this is no XML that can be read: {error}", getattr(error, "lineno", None))
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        _refuse(path, "the file declares a document type (DOCTYPE, entities), as no map needs; take that out")
    root = tree.getroot()
    if _name(root) not in {"kml", "Document", "Folder", "Placemark"}:
        _refuse(path, f"this is XML but no KML: its first element is {_name(root)!r}")
    return root


def _refuse(path: Path, message: str, row: int | None = None) -> NoReturn:
    raise ControlError(f"{path.name} is no control map", [Problem(file=path.name, row=row, message=message)])


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: Element, name: str) -> Element | None:
    return next((part for part in element if _name(part) == name), None)


def _text(element: Element, name: str) -> str:
    found = _child(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def _feature(mark: Element) -> dict[str, object]:
    drawn = [part for part in mark if _name(part) in DRAWN]
    return {
        "type": "Feature",
        "properties": from_text({**_named(mark), **_days(mark)}),
        "geometry": _geometry(drawn[0]) if len(drawn) == 1 else None,
    }


def _named(mark: Element) -> dict[str, object]:
    """List what a placemark says of itself; what it names goes before where it stands."""
    folder = next(
        (parent for parent in mark.iterancestors() if _name(parent) in {"Folder", "Document"}), None
    )
    found: dict[str, object] = {
        "name": _text(mark, "name") or None,
        "folder": None if folder is None else _text(folder, "name") or None,
        "style": _text(mark, "styleUrl").lstrip("#") or None,
    }
    extended = _child(mark, "ExtendedData")
    for part in () if extended is None else extended.iter():
        if _name(part) == "Data":
            found[str(part.get("name"))] = _text(part, "value") or None
        elif _name(part) == "SimpleData":
            found[str(part.get("name"))] = (part.text or "").strip() or None
    return found


def _days(mark: Element) -> dict[str, object]:
    """Read TimeSpan and TimeStamp, the placemark's own or that of the folder around it."""
    for element in (mark, *mark.iterancestors()):
        if (span := _child(element, "TimeSpan")) is not None:
            told = {"from": _day(_text(span, "begin"), up=False), "until": _day(_text(span, "end"), up=True)}
            return {name: value for name, value in told.items() if value}
        if (stamp := _child(element, "TimeStamp")) is not None:
            return {"from": _day(_text(stamp, "when"), up=False)}
    return {}


def _day(text: str, *, up: bool) -> str:
    """Give the day of an instant; up: the first that no longer counts. What is none stays, to be reported."""
    if len(text) <= len("2017-10-01"):
        return text
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return text
    day: date = instant.date()
    within = up and instant.time() != datetime.min.time()
    return (day + timedelta(days=1) if within else day).isoformat()


def _geometry(drawn: Element) -> dict[str, object]:
    kind = _name(drawn)
    if kind == "Point":
        positions = _positions(_text(drawn, "coordinates"))
        return {"type": "Point", "coordinates": positions[0] if len(positions) == 1 else positions}
    if kind == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(drawn)}
    return _several(drawn) if kind == "MultiGeometry" else {"type": kind}


def _several(drawn: Element) -> dict[str, object]:
    parts = [part for part in drawn.iter() if _name(part) in DRAWN - {"MultiGeometry", "LinearRing"}]
    if len(parts) == 1:
        return _geometry(parts[0])
    if other := [_name(part) for part in parts if _name(part) != "Polygon"]:
        return {"type": f"MultiGeometry with {other[0]}"}
    return {"type": "MultiPolygon", "coordinates": [_rings(part) for part in parts]}


def _rings(polygon: Element) -> list[object]:
    """List the outer ring, then the holes, whatever their order in the file."""
    found: list[object] = []
    for side in ("outerBoundaryIs", "innerBoundaryIs"):
        for border in (part for part in polygon if _name(part) == side):
            found += [
                _positions(_text(ring, "coordinates")) for ring in border if _name(ring) == "LinearRing"
            ]
    return found


def _positions(text: str) -> list[object]:
    return [_position(part) for part in text.split()]


def _position(text: str) -> object:
    """Read "lon,lat" or "lon,lat,height"; what is none stays text, to be reported as no position."""
    try:
        return [float(number) for number in text.split(",")]
    except ValueError:
        return text
