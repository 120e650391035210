"""Wars made of one war: the turning series turned at random, some attacks of the staying one answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfire.stats.cumulants import uniform_cumulants, upper_point
from holdfire.stats.rotation import Points, Rotation, rotation

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_ENTRIES = 1_000_000  # numbers in one table of made wars held at once
_TURNED = 8_000_000  # numbers in the tables of all cells at all turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who can stand where in made wars: the settled series, then the answers that could be put beside it.

    points: both, in that order. turning: how many are of the settled series. s: (points, 2 reach + 1) what
    each gives to S, moved by -reach … reach days. near: (points,) near pairs, weighed as in S, that each is
    expected to have; expected: those of the settled series, each counted once. cuts: edges of the blocks at
    each origin; the first are those within which the series is settled and turned.
    """

    points: Points
    s: Floats
    near: Floats
    expected: float
    reach: int
    turning: int
    cuts: tuple[Ints, ...]

    def rotation(self) -> Rotation:
        """Put the settled series into the cells that turn, which it holds one after the other."""
        home = {name: getattr(self.points, name)[: self.turning] for name in ("x", "y", "day", "region")}
        return rotation(Points(**home), self.cuts[0])

    @property
    def answers(self) -> int:
        """How many answers there can be: one an attack, and not more than there are hits to move there."""
        return min(self.turning, len(self.points) - self.turning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Made wars, drawn.

    shift: (wars, cells) by how many days each cell is turned; day: (wars, turning) of each turned hit.
    leaves, answers: (wars, most) indices into the cast's points, in the order in which hits leave and answers
    come.
    """

    shift: Ints
    day: Ints
    leaves: Ints
    answers: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """The cells that turn, at each of their turns, by the cells at one origin into which their hits fall.

    first: of turn t of turning cell c at [t cells + c], up to the next, its parts. cell, rows: (parts,) the
    cell that a part falls into and (parts, longest) what it gives there to S at every shift.
    """

    first: Ints
    cell: Ints
    rows: Floats

    def tables(self, shift: Ints, cells: int) -> Floats:
        """Add up the tables of wars whose turning cells are turned so: (wars cells, longest)."""
        wars, turning = shift.shape
        turn = (shift * turning + np.arange(turning)).ravel()
        parts = self.first[turn + 1] - self.first[turn]
        part = np.arange(parts.sum()) + np.repeat(self.first[turn] - (np.cumsum(parts) - parts), parts)
        war = np.repeat(np.repeat(np.arange(wars), turning), parts)
        return _summed(war * cells + self.cell[part], self.rows[part], wars * cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What came of made wars: (counts of answers, wars).

    margin: by how many standard deviations S lies beyond the edge at which its p is small enough, at the
    origin with the smaller margin. excess: S above its mean at the first origin; near: near pairs expected,
    weighed.
    """

    margin: Floats
    excess: Floats
    near: Floats


def scores(cast: Cast, counts: Ints, *, wars: int, tail: float, rng: np.random.Generator) -> Scores:
    """Make wars, have ever more attacks answered in them, and read S against its law under rotation."""
    turns = [_turned(cast, edges) for edges in cast.cuts]
    rows = cast.turning if any(one is None for one in turns) else int(counts.max())
    regions = int(cast.points.region.max()) + 1
    each = [max(rows, regions * len(edges)) * int(np.diff(edges).max()) for edges in cast.cuts]
    parts = [
        _read(cast, drawn, counts, tail, turns)
        for drawn in _drawn(cast, int(counts.max()), wars, max(1, _ENTRIES // max(each)), rng)
    ]
    return Scores(
        margin=np.concatenate([part.margin for part in parts], axis=1),
        excess=np.concatenate([part.excess for part in parts], axis=1),
        near=np.concatenate([part.near for part in parts], axis=1),
    )


def _drawn(cast: Cast, most: int, wars: int, at_once: int, rng: np.random.Generator) -> Iterator[Draws]:
    turning = cast.rotation()
    start = cast.points.day[: cast.turning] - turning.phase
    candidates = len(cast.points) - cast.turning
    for first in range(0, wars, at_once):
        here = min(at_once, wars - first)
        shift = rng.integers(turning.lengths, size=(here, len(turning.lengths)))
        leaves, answers = (
            np.argsort(rng.random((here, size)), axis=1)[:, :most] for size in (cast.turning, candidates)
        )
        yield Draws(
            shift=shift,
            day=start + (turning.phase + shift[:, turning.cell]) % turning.length,
            leaves=leaves,
            answers=answers + cast.turning,
        )


def _read(cast: Cast, drawn: Draws, counts: Ints, tail: float, turns: Sequence[Turned | None]) -> Scores:
    margins = np.full((len(counts), len(drawn.day)), np.inf)
    excess = np.zeros_like(margins)
    for origin, edges in enumerate(cast.cuts):
        for row, (observed, cumulants) in enumerate(_laws(cast, drawn, counts, edges, turns[origin])):
            spread = np.sqrt(cumulants[1])
            beyond = observed - upper_point(cumulants, tail)
            margin = np.where(spread > 0, beyond / np.where(spread > 0, spread, 1.0), -np.inf)
            np.minimum(margins[row], margin, out=margins[row])
            if not origin:
                excess[row] = observed - cumulants[0]
    come, leave = (np.cumsum(cast.near[index], axis=1) for index in (drawn.answers, drawn.leaves))
    changed = np.pad(come - leave, ((0, 0), (1, 0)))[:, counts].T
    return Scores(margin=margins, excess=excess, near=cast.near[: cast.turning].sum() + changed)


def _laws(
    cast: Cast, drawn: Draws, counts: Ints, edges: Ints, turned: Turned | None
) -> Iterator[tuple[Floats, Floats]]:
    """Give S as it came out and its cumulants, (wars,) and (4, wars), for each count of answers, in order."""
    wars, cells = len(drawn.day), (int(cast.points.region.max()) + 1) * (len(edges) - 1)
    lengths = np.tile(np.diff(edges), wars * cells // (len(edges) - 1))
    if turned:
        tables = turned.tables(drawn.shift, cells)
    else:
        tables = _summed(*_rows(cast, _every(cast, wars), drawn.day, edges), wars * cells)
    laws = uniform_cumulants(tables, lengths)
    observed, total = (a.reshape(*a.shape[:-1], wars, cells).sum(axis=-1) for a in (tables[:, 0], laws))
    before = 0
    for count in counts.tolist():
        cell, rows = _answered(cast, drawn, slice(before, count), edges)
        before = count
        touched, at = np.unique(cell, return_inverse=True)
        change = _summed(at, rows, len(touched))
        tables[touched] += change
        now = uniform_cumulants(tables[touched], lengths[touched])
        moved = np.vstack((now - laws[:, touched], change[:, 0]))
        laws[:, touched] = now
        by_war = [np.bincount(touched // cells, weights=row, minlength=wars) for row in moved]
        total, observed = total + by_war[:4], observed + by_war[4]
        yield observed, total


def _every(cast: Cast, times: int) -> Ints:
    return np.broadcast_to(np.arange(cast.turning), (times, cast.turning))


def _turned(cast: Cast, edges: Ints) -> Turned | None:
    """Read every turn of every turning cell at once; None where that takes too much room."""
    turning = cast.rotation()
    turns, cells = int(turning.length.max()), (int(cast.points.region.max()) + 1) * (len(edges) - 1)
    if turns * cast.turning * int(np.diff(edges).max()) > _TURNED:
        return None
    start, many = cast.points.day[: cast.turning] - turning.phase, len(turning.lengths)
    keys: list[Ints] = []
    summed: list[Floats] = []
    for turn in range(turns):
        day = start + (turning.phase + turn) % turning.length
        cell, rows = _rows(cast, _every(cast, 1), day[None], edges)
        parts, at = np.unique((turn * many + turning.cell) * cells + cell, return_inverse=True)
        keys.append(parts)
        summed.append(_summed(at, rows, len(parts)))
    key = np.concatenate(keys)
    first = np.searchsorted(key, np.arange(turns * many + 1) * cells)
    return Turned(first=first, cell=key % cells, rows=np.concatenate(summed))


def _answered(cast: Cast, drawn: Draws, which: slice, edges: Ints) -> tuple[Ints, Floats]:
    """Give the cells that answers change, and by what: hits that leave, then the same hits as answers."""
    leave, come = drawn.leaves[:, which], drawn.answers[:, which]
    left, rows = _rows(cast, leave, np.take_along_axis(drawn.day, leave, axis=1), edges)
    reached, others = _rows(cast, come, cast.points.day[come], edges)
    return np.concatenate((left, reached)), np.concatenate((-rows, others))


def _summed(cell: Ints, rows: Floats, cells: int) -> Floats:
    longest = rows.shape[1]
    flat = (cell[:, None] * longest + np.arange(longest)).ravel()
    sums = np.bincount(flat, weights=rows.ravel(), minlength=cells * longest)
    return np.asarray(sums, dtype=np.float64).reshape(cells, longest)


def _rows(cast: Cast, index: Ints, day: Ints, edges: Ints) -> tuple[Ints, Floats]:
    """Read what points on given days give to S at every shift of their blocks, and their cells."""
    lengths = np.diff(edges)
    block = np.searchsorted(edges, day, side="right") - 1
    regions = int(cast.points.region.max()) + 1
    war = np.arange(len(day))[:, None]
    cell = ((war * regions + cast.points.region[index]) * len(lengths) + block).ravel()
    start, length = edges[block].ravel()[:, None], lengths[block].ravel()[:, None]
    shift = np.arange(int(lengths.max()))
    moved = day.ravel()[:, None] - start + shift
    at = (day - cast.points.day[index] + cast.reach + index * cast.s.shape[1]).ravel()[:, None] + shift
    at -= length * (moved >= length)
    rows = cast.s.reshape(-1).take(at)
    if lengths.min() < len(shift):
        rows *= shift < length
    return cell, rows
