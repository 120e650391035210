"""The file of coasts and borders that the map draws, read as its script reads it."""

import json
from importlib.resources import files
from itertools import accumulate

import pytest


@pytest.fixture(scope="module")
def world():
    data = files("holdfire.web").joinpath("static", "map", "world.bin").read_bytes()
    length = int.from_bytes(data[:4], "little")
    head, numbers = json.loads(data[4 : 4 + length]), list(unpacked(data[4 + length :]))
    assert len(numbers) == 2 * sum(head["points"])
    arcs, at = [], 0
    for points in head["points"]:
        steps = numbers[at : at + 2 * points]
        across, up = (list(accumulate(steps[axis::2])) for axis in (0, 1))
        (sx, sy), (tx, ty) = head["scale"], head["translate"]
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in zip(across, up, strict=True)])
        at += 2 * points
    return head, arcs


def unpacked(data):
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield (number >> 1) ^ -(number & 1)
            number = shift = 0


def test_every_point_is_on_the_earth(world):
    _, arcs = world
    assert all(-180.01 <= x <= 180.01 and -90.01 <= y <= 90.01 for arc in arcs for x, y in arc)


def test_rings_of_land_close(world):
    head, arcs = world
    for ring in head["land"]:
        ends = [(arcs[a][0], arcs[a][-1]) if a >= 0 else (arcs[~a][-1], arcs[~a][0]) for a in ring]
        for (_, end), (start, _) in zip(ends, ends[1:] + ends[:1], strict=True):
            assert end == pytest.approx(start, abs=1e-6)


def test_borders_lie_between_countries_and_names_on_them(world):
    head, arcs = world
    names = {name: (lon, lat) for name, lon, lat, _ in head["countries"]}
    assert len(names) > 200
    assert names["Syria"] == pytest.approx((38.5, 35.0), abs=0.7)
    assert min(lon for lon, _ in names.values()) >= -180
    euphrates = [arcs[n] for n in head["borders"] if any(37 < x < 42 and 36.5 < y < 37.4 for x, y in arcs[n])]
    assert euphrates  # Syria and Turkey
    assert len(head["borders"]) < len(arcs) / 2
    assert "public domain" in head["credit"]
