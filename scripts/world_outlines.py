"""Turn Natural Earth's countries into the file of coasts and borders that the map screen draws.

    npm pack world-atlas@2.0.2
    python scripts/world_outlines.py world-atlas-2.0.2.tgz src/holdfire/web/static/map/world.bin

The package world-atlas holds Natural Earth 4.1.0 (public domain) as TopoJSON. Written are the arcs of its
1:50m countries, on its own grid of 0.0036° × 0.0017°: four bytes with the length of a JSON header, the header
(scale, the points of each arc, which arcs are borders, rings of land as arcs, countries with where to
write their names), then each point as two zigzag varints: the first of an arc against 0, the others against
the one before.
"""

import argparse
import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

MEMBER = "package/countries-50m.json"


def main() -> None:
    """Read the package, write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with tarfile.open(given.package) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            parser.error(f"{given.package} holds no {MEMBER}")
        world = json.load(member)
    given.out.write_bytes(packed(world))


def packed(world: dict[str, Any]) -> bytes:
    """Write the header and the arcs of a topology."""
    arcs, countries = world["arcs"], world["objects"]["countries"]["geometries"]
    uses = Counter(abs_arc(arc) for country in countries for ring in rings(country) for arc in ring)
    land = [ring for area in world["objects"]["land"]["geometries"] for ring in rings(area)]
    header = {
        "credit": "Coasts and borders: Natural Earth, public domain",
        **world["transform"],
        "points": [len(arc) for arc in arcs],
        "borders": sorted(arc for arc, times in uses.items() if times > 1),
        "land": land,
        "countries": sorted(written(country, world) for country in countries if rings(country)),
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    body = bytearray()
    for arc in arcs:
        for step in arc:
            for value in step:
                varint(value, body)
    return len(head).to_bytes(4, "little") + head + bytes(body)


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """List the rings of an area, the holes among them."""
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    return [ring for polygon in geometry.get("arcs", []) for ring in polygon]


def abs_arc(arc: int) -> int:
    """Name an arc whichever way it is run."""
    return arc if arc >= 0 else ~arc


def written(country: dict[str, Any], world: dict[str, Any]) -> tuple[str, float, float, float]:
    """Give a country's name, where to write it, and the width of its largest part, in degrees."""
    largest = max(rings(country), key=lambda ring: abs(area_of(points(ring, world))))
    at = points(largest, world)
    doubled = area_of(at)
    lon = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(at)) / (3 * doubled)
    lat = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairwise(at)) / (3 * doubled)
    wide = max(x for x, _ in at) - min(x for x, _ in at)
    return country["properties"]["name"], round((lon + 180) % 360 - 180, 2), round(lat, 2), round(wide, 1)


def area_of(ring: list[tuple[float, float]]) -> float:
    """Twice the signed area in square degrees."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def points(ring: list[int], world: dict[str, Any]) -> list[tuple[float, float]]:
    """Join the arcs of a ring to points in degrees."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    found: list[tuple[float, float]] = []
    for arc in ring:
        steps = world["arcs"][abs_arc(arc)]
        xs, ys = (list(accumulate(step[i] for step in steps)) for i in (0, 1))
        there = [(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)]
        for x, y in there if arc >= 0 else there[::-1]:
            found.append((x + 360 * round((found[-1][0] - x) / 360) if found else x, y))
    return found


def varint(value: int, into: bytearray) -> None:
    """Append a signed number, seven bits a byte, the lowest first."""
    into.extend(_bytes((value << 1) ^ (value >> 63)))


def _bytes(number: int) -> Iterator[int]:
    while number > 127:
        yield (number & 127) | 128
        number >>= 7
    yield number


if __name__ == "__main__":
    main()
