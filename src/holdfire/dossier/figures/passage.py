"""The picture of a passage: how surely each square is ground of X, both places, the ways between."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.dossier.figures.figure import WIDTH, Figure
from holdfire.dossier.figures.svg import Drawing, number, text_width
from holdfire.dossier.words import share
from holdfire.model.verdict import Verdict

TOP, FOOT = 4.0, 58.0
TALLEST = 420.0
KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
ROW = 17.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageMap:
    """A map in squares, rows from the north: a digit for how surely a square is X's, a blank for no ground.

    Points are in squares from the west and from the north. way_round: empty where every way crosses. roads:
    steps along roads, where ways follow them.
    """

    rows: tuple[str, ...]
    square_km: float
    levels: int
    start: tuple[str, Point]
    goal: tuple[str, Point]
    way: tuple[Point, ...]
    way_round: tuple[Point, ...]
    roads: tuple[tuple[Point, Point], ...] = ()
    holder: str
    source: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What one source's map says, for the table."""

    source: str
    date: str
    value: float
    low: float
    high: float
    crossing_km: float | None
    way_round_km: float | None


def passage_figure(drawn: PassageMap, sources: Sequence[SourceRow], *, verdict: Verdict) -> Figure | None:
    """Draw the map of the source that decides; None for a map without squares."""
    if not drawn.rows or not drawn.rows[0]:
        return None
    wide, tall = len(drawn.rows[0]), len(drawn.rows)
    step = min(WIDTH / wide, TALLEST / tall)
    drawing = Drawing(
        width=WIDTH, height=TOP + tall * step + FOOT, label=_label(drawn, sources), tone=f"v-{verdict}"
    )
    _ground(drawing, drawn, step)
    if drawn.roads:
        steps = (f"M{number(a * step)} {number(TOP + b * step)}L{number(c * step)} {number(TOP + d * step)}"
                 for (a, b), (c, d) in drawn.roads)  # fmt: skip
        drawing.path("".join(steps), cls="c-road")
    _way(drawing, drawn.way_round or drawn.way, step)
    for name, at in (drawn.start, drawn.goal):
        _place(drawing, name, at, step)
    _scale(drawing, drawn.square_km, step, TOP + tall * step)
    _legend(drawing, drawn, TOP + tall * step + 2 * ROW)
    return Figure(
        heading=f"Ground of {drawn.holder}, and ways between the two places",
        subline=f"map of {drawn.source}, {drawn.date}; the darker, the surer within the map's error",
        svg=drawing.svg(),
        columns=("source", "map of", "every way crosses", "range", "shortest crossing", "way round"),
        rows=tuple(
            (
                one.source,
                one.date,
                share(one.value),
                f"{share(one.low)} to {share(one.high)}",
                _km(one.crossing_km, "none needed"),
                _km(one.way_round_km, "there is none"),
            )
            for one in sources
        ),
    )


def _label(drawn: PassageMap, sources: Sequence[SourceRow]) -> str:
    said = "; ".join(f"{one.source}: {share(one.value)}" for one in sources)
    way = "a way round is drawn" if drawn.way_round else "the way that crosses least is drawn"
    return (
        f"Map from {drawn.start[0]} to {drawn.goal[0]}: share of maps on which every way crosses ground of "
        f"{drawn.holder}: {said}; {way}."
    )


def _km(value: float | None, none: str) -> str:
    return none if value is None else f"{value:,.0f} km" if value >= 10 else f"{value:,.1f} km"


def _ground(drawing: Drawing, drawn: PassageMap, step: float) -> None:
    """Fill runs of equal squares, one path a level."""
    paths: dict[str, list[str]] = {}
    for y, row in enumerate(drawn.rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end] == row[x]:
                end += 1
            if row[x] != " ":
                corner = f"M{number(x * step)} {number(TOP + y * step)}"
                paths.setdefault(row[x], []).append(
                    f"{corner}h{number((end - x) * step)}v{number(step)}H{number(x * step)}z"
                )
            x = end
    for level in sorted(paths):
        drawing.path("".join(paths[level]), cls=f"c-sure-{level}")


def _way(drawing: Drawing, points: Sequence[Point], step: float) -> None:
    if len(points) < 2:
        return
    joined = "L".join(f"{number(x * step)} {number(TOP + y * step)}" for x, y in points)
    drawing.path(f"M{joined}", cls="c-way-rim")
    drawing.path(f"M{joined}", cls="c-way")


def _place(drawing: Drawing, name: str, at: Point, step: float) -> None:
    x, y = at[0] * step, TOP + at[1] * step
    drawing.dot(x, y, 4.5, cls="c-hollow")
    right = x + 8 + text_width(name) < WIDTH
    drawing.text(
        x + (8 if right else -8),
        max(TOP + 10, y + 4),
        name,
        cls="c-value",
        anchor="start" if right else "end",
    )


def _scale(drawing: Drawing, square_km: float, step: float, bottom: float) -> None:
    """Draw a bar of whole km, a quarter of the picture at most, and where north is."""
    km = max((km for km in KM if km / square_km * step <= WIDTH / 4), default=KM[0])
    length, y = km / square_km * step, bottom + 12
    drawing.line(8, y, 8 + length, y, cls="c-tone")
    drawing.text(14 + length, y + 4, f"{km:,} km", cls="c-note")
    drawing.path(f"M{number(WIDTH - 12)} {number(bottom + 4)}l-4 12h8z", cls="c-ink-fill")
    drawing.text(WIDTH - 20, y + 4, "N", cls="c-note", anchor="end")


def _legend(drawing: Drawing, drawn: PassageMap, y: float) -> None:
    x = 8.0
    for level in range(1, drawn.levels + 1):
        drawing.box(x, y - 9, 14, 10, cls=f"c-sure-{level}")
        x += 14
    drawing.text(x + 6, y, f"{drawn.holder}: seldom to surely", cls="c-note")
    drawing.line(8, y + ROW - 4, 8 + 14 * drawn.levels, y + ROW - 4, cls="c-way")
    what = "shortest way round" if drawn.way_round else "way that crosses least"
    what += " along roads" if drawn.roads else ""
    drawing.text(x + 6, y + ROW, what, cls="c-note")
