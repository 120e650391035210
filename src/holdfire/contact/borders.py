"""Where the drawn ground of two holders touches, line by line: fronts as long as the map has them.

`fronts` lays maps on cells of 2 km, as the forms count exposure. Here no line is moved: lengths are those of
the drawn borders on WGS 84.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from holdfire.contact.exposure import NOBODY, Bools, Days, Floats, Ints
from holdfire.contact.ground import drawn_in, stretches
from holdfire.contact.lines import Lines
from holdfire.contact.outlines import Outlines
from holdfire.model.control import ControlSpell
from holdfire.stats.ellipsoid import km_a_radian

GAP_KM = 0.5  # strips and overlaps narrower than this are how a line was drawn, no ground between two
BESIDE_KM = 0.002  # what lies beside a line is looked up so near it
STEP_KM = 0.25  # lines that no other outline has are looked along in such steps
SEVERAL = -2  # on ground of more than one holder
UNDRAWN = -3


@dataclass(frozen=True, slots=True, kw_only=True)
class Borders:
    """Pieces of border between two holders while no border moves; arrays have one entry a piece.

    one, other: codes, the smaller first. lon, lat: the piece's middle. km: its length.
    """

    days: Days
    one: Ints
    other: Ints
    lon: Floats
    lat: Floats
    km: Floats


def borders(
    spells: Sequence[ControlSpell], codes: Mapping[str, int], days: Days, *, step_km: float | None = None
) -> Iterator[Borders]:
    """Find the borders between holders on the map of one source, anew whenever it changes and only then.

    A line that is part of two outlines is a border whole. Along any other line the ground on both sides is
    looked up every 250 m, and half of its length counts, for the other outline brings the other half. So
    corners that only one neighbour has are no harm, nor are gaps and overlaps up to half a km wide. Ground
    that two claim, or that nobody holds, is no one's.

    Parameters
    ----------
    codes
        Holder → code; others, and None, count as no one.
    step_km
        Cut every piece to at most this length, for those who ask where the pieces lie.
    """
    ground = drawn_in(spells, days)
    if not ground:
        return
    outlines = Outlines.of(ground)
    names = {name: number for number, name in enumerate(sorted({s.holder or "" for s in ground}))}
    holder = np.array([names[spell.holder or ""] for spell in ground], dtype=np.int64)
    code_of = np.array([codes.get(name, NOBODY) if name else NOBODY for name in names], dtype=np.int64)
    for part, active in stretches(ground, days):
        if active:
            now = np.zeros(len(ground), dtype=np.bool_)
            now[list(active)] = True
            yield _looked_at(_Map(outlines, now, holder).borders(), code_of, part, step_km)


def _looked_at(lines: Lines, code_of: Ints, days: Days, step_km: float | None) -> Borders:
    """Keep the borders of those that are looked at."""
    lines = replace(lines, left=code_of[lines.left], right=code_of[lines.right])
    lines = lines.take((lines.left >= 0) & (lines.right >= 0) & (lines.left != lines.right))
    if step_km is not None:
        lines = lines.cut(step_km)
    lon, lat = lines.middle()
    return Borders(
        days=days,
        one=np.minimum(lines.left, lines.right),
        other=np.maximum(lines.left, lines.right),
        lon=lon,
        lat=lat,
        km=lines.km() * lines.share,
    )


class _Map:
    """The map while no border moves. holder: of each spell, a number from 0."""

    def __init__(self, outlines: Outlines, now: Bools, holder: Ints) -> None:
        self._outlines = outlines
        self._holder = holder
        self._edges = np.flatnonzero(now[outlines.spell])
        shapes = np.flatnonzero(now[outlines.of_shape])
        self._of_shape = holder[outlines.of_shape[shapes]]
        self._tree = shapely.STRtree(outlines.shapes[shapes])

    def borders(self) -> Lines:
        """Find the lines with ground of two different holders on their sides."""
        shared, alone = self._sorted()
        found, overlapping = self._across(self._met(alone).cut(STEP_KM))
        if not overlapping:
            return Lines.joined([shared, found])
        # A third may lie over a border that two share: then each side of it is looked at, too.
        sides = [self._across(lines.cut(STEP_KM))[0] for lines in (shared, shared.turned())]
        return Lines.joined([found, *sides])

    def _sorted(self) -> tuple[Lines, Lines]:
        """Part the lines into borders that two holders share, and those that are in one outline only."""
        outlines, edges = self._outlines, self._edges
        holder = self._holder[outlines.spell[edges]]
        names = (outlines.lower[edges], outlines.upper[edges], outlines.forward[edges], holder)
        order = np.lexsort(names[::-1])
        lower, upper, forward, code = (name[order] for name in names)
        same = (lower[1:] == lower[:-1]) & (upper[1:] == upper[:-1])
        again = same & (forward[1:] == forward[:-1]) & (code[1:] == code[:-1])
        kept = np.flatnonzero(np.append([True], ~again))
        edge, side, held = edges[order][kept], forward[kept], holder[order][kept]
        start = np.flatnonzero(np.append([True], ~same)[kept])
        two = start[np.diff(np.append(start, len(kept))) == 2]
        two = two[side[two] != side[two + 1]]  # else they overlap there
        alone = np.ones(len(kept), dtype=np.bool_)
        alone[two] = alone[two + 1] = False
        border = two[held[two] != held[two + 1]]
        shared = Lines.of(outlines, edge[border], held[border], held[border + 1])
        return shared, Lines.of(outlines, edge[alone], held[alone], np.full(int(alone.sum()), UNDRAWN))

    def _met(self, lines: Lines) -> Lines:
        """Leave out lines that have nobody else's ground around them."""
        _, north = km_a_radian(np.radians(lines.lat))
        high = np.degrees(2 * GAP_KM / north)
        steep = np.maximum(np.abs(lines.lat), np.abs(lines.to_lat))
        wide = high / np.maximum(np.cos(np.radians(steep)), 0.01)
        boxes = shapely.box(
            np.minimum(lines.lon, lines.to_lon) - wide,
            np.minimum(lines.lat, lines.to_lat) - high,
            np.maximum(lines.lon, lines.to_lon) + wide,
            np.maximum(lines.lat, lines.to_lat) + high,
        )
        line, shape = self._tree.query(boxes)
        met = self._of_shape[shape] != lines.left[line]
        beyond = np.abs(lines.lon) + wide >= 180  # who is there has his ground at the map's other end
        return lines.take(np.union1d(line[met], np.flatnonzero(beyond)))

    def _across(self, lines: Lines) -> tuple[Lines, bool]:
        """Keep the lines with their own holder on the left and another on the right; half of each counts.

        And say whether any line runs through ground of another: then no border is sure without a look.
        """
        if not len(lines):
            return lines, False
        left, right = (self._holder_at(*lines.beside(km)) for km in (BESIDE_KM, -BESIDE_KM))
        overlapping = left == SEVERAL
        loose = np.flatnonzero(overlapping | (right == UNDRAWN))
        if len(loose):
            few = lines.take(loose)
            left[loose], right[loose] = (self._holder_at(*few.beside(km)) for km in (GAP_KM, -GAP_KM))
        found = replace(lines, right=right, share=np.full(len(lines), 0.5))
        kept = (left == lines.left) & (right != lines.left) & (right >= 0)
        return found.take(kept), bool(overlapping.any())

    def _holder_at(self, lon: Floats, lat: Floats) -> Ints:
        """Look up who holds places: one holder, SEVERAL, or UNDRAWN."""
        place, shape = self._tree.query(shapely.points(lon, lat), predicate="intersects")
        holder = self._of_shape[shape]
        found = np.full(len(lon), UNDRAWN, dtype=np.int64)
        found[place] = holder
        lowest, highest = found.copy(), found.copy()
        np.minimum.at(lowest, place, holder)
        np.maximum.at(highest, place, holder)
        return np.where(lowest == highest, found, SEVERAL)
