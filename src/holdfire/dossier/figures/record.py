"""The record as small multiples: one panel a pair, a bar a month with its value, zeros printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import NO_DATA, count, counted, month_name, party_of_label
from holdfire.model.record import RecordRow

HEIGHT = 128.0
TOP, BASE = 34.0, 96.0  # above the tallest bar, room for two rows of values
LEAST_COLUMN, PANEL_WIDTH = 14.0, 212.0  # 24 columns fit a phone without being scaled down
BAR_SHARE = 0.86  # of a column; the rest parts it from the next
LABEL_GAP, LABEL_ROW = 4.0, 11.0
MOST_BARS = 24
INITIALS = "JFMAMJJASOND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Rows of one pair in a month or year, before the asked period and in it; covered: somebody looked."""

    name: str
    short: str
    year: str
    before: int
    asked: int
    is_asked: bool
    covered: bool

    @property
    def told(self) -> str:
        """The value in words: a month that nobody covered has none."""
        return count(self.before + self.asked) if self.covered else NO_DATA

    @property
    def cells(self) -> tuple[str, str]:
        """The two counts of the table."""
        return (count(self.before), count(self.asked)) if self.covered else (NO_DATA, NO_DATA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair: its totals over the asked period and area, and its bars; places: of the two in the triple."""

    name: str
    parties: tuple[str, str]
    places: tuple[int, int]
    events: int
    deaths: int
    country_events: int
    figure: Figure

    @property
    def elsewhere(self) -> str:
        """Say how often the pair is recorded in the whole country, so that a zero is not read alone."""
        return f"{count(self.country_events)} in the whole country"


def record_panels(
    rows: Sequence[RecordRow],
    order: Sequence[str],
    labels: Mapping[str, str],
    *,
    width: float = PANEL_WIDTH,
) -> tuple[Panel, ...]:
    """Make one panel a pair, each with its own scale; order: the labels of A, B and C, as rows carry them."""
    pairs = tuple(dict.fromkeys(row.dyad for row in rows))
    return tuple(_panel([row for row in rows if row.dyad == pair], order, labels, width) for pair in pairs)


def _panel(rows: Sequence[RecordRow], order: Sequence[str], labels: Mapping[str, str], width: float) -> Panel:
    sides = sorted(rows[0].dyad, key=lambda side: order.index(side) if side in order else len(order))
    one, other = (party_of_label(side, labels) for side in sides)
    asked = [row for row in rows if row.area == "asked"]
    bars = _bars([row for row in rows if row.area in ("asked", "before")])
    name = f"{one} – {other}"
    events, deaths = sum(row.events for row in asked), sum(row.deaths_best for row in asked)
    totals = f"{counted(events, 'event')}, {counted(deaths, 'death')}"
    counts = ", ".join(f"{bar.name} {bar.told}" for bar in bars)
    first, second = (order.index(side) + 1 if side in order else len(order) + 1 for side in sides)
    return Panel(
        name=name,
        parties=(one, other),
        places=(first, second),
        events=events,
        deaths=deaths,
        country_events=sum(row.events for row in rows if row.area == "country"),
        figure=Figure(
            heading=name,
            subline=totals,
            svg=_drawing(bars, f"{name}: {totals} in the asked period. {counts}.", width),
            columns=(
                "month" if bars[0].year else "year",
                "events before the asked period",
                "events asked about",
            ),
            rows=tuple((bar.name, *bar.cells) for bar in bars),
        ),
    )


def _bars(rows: Iterable[RecordRow]) -> tuple[Bar, ...]:
    """Put rows in the order of time; more months than fit become years, so that every bar keeps its value."""
    chosen = sorted(rows, key=lambda row: row.month)
    by_year = len({row.month for row in chosen}) > MOST_BARS
    keys = tuple(dict.fromkeys(row.month[:4] if by_year else row.month for row in chosen))
    return tuple(
        _bar(key, [row for row in chosen if row.month.startswith(key)], by_year=by_year) for key in keys
    )


def _short(bar: Bar, step: float) -> str:
    """Write a year in full where its column has the room; its last two digits could be read as anything."""
    whole = not bar.year and step >= text_width(bar.name) + LABEL_GAP
    return bar.name if whole else bar.short


def _bar(key: str, rows: Sequence[RecordRow], *, by_year: bool) -> Bar:
    return Bar(
        name=key if by_year else month_name(key),
        short=key[2:4] if by_year else INITIALS[int(key[5:7]) - 1],
        year="" if by_year else key[:4],
        before=sum(row.events for row in rows if row.area == "before"),
        asked=sum(row.events for row in rows if row.area == "asked"),
        is_asked=any(row.area == "asked" for row in rows),
        covered=any(row.covered for row in rows),
    )


def _drawing(bars: Sequence[Bar], label: str, width: float) -> Markup:
    step = max(LEAST_COLUMN, (width - 4) / max(1, len(bars)))
    drawing = Drawing(width=step * len(bars) + 4, height=HEIGHT, label=label)
    largest = max([1, *(bar.before + bar.asked for bar in bars)])
    px_an_event = (BASE - TOP) / largest
    labels = _label_heights(bars, step, px_an_event)
    for n, bar in enumerate(bars):
        _column(drawing, bar, 2 + n * step, step, px_an_event)
        if n == 0 or bar.year != bars[n - 1].year:
            drawing.text(2 + n * step, BASE + 28, bar.year, cls="c-note")
    for n, bar in enumerate(bars):  # after all bars, so that no bar covers a value
        if bar.covered:
            cls = "c-count-asked" if bar.is_asked else "c-count"
            drawing.text(2 + (n + 0.5) * step, labels[n], bar.told, cls=cls, anchor="middle")
    drawing.line(2, BASE, 2 + step * len(bars), BASE, cls="c-axis")
    return drawing.svg()


def _label_heights(bars: Sequence[Bar], step: float, px_an_event: float) -> Mapping[int, float]:
    """Place each value just above its bar, or higher where it would touch a neighbour's value or bar.

    Returns the baseline of each covered bar's value by the bar's place, in px from the top. Who gives way
    depends on who chooses first, so four orders are tried and the one that lifts the values least is kept.
    """
    shown = [n for n, bar in enumerate(bars) if bar.covered]
    tops = [BASE - (bar.before + bar.asked) * px_an_event for bar in bars]
    halves = [text_width(bar.told) / 2 for bar in bars]
    by_height = sorted(shown, key=lambda n: (tops[n], n))
    orders = (shown, shown[::-1], by_height, by_height[::-1])
    placed = [_placed(order, tops, halves, step) for order in orders]
    return max(placed, key=lambda heights: (min(heights.values(), default=0.0), sum(heights.values())))


def _placed(
    order: Sequence[int], tops: Sequence[float], halves: Sequence[float], step: float
) -> dict[int, float]:
    """Let values choose in an order: each takes the lowest height that is free of those placed before."""
    heights: dict[int, float] = {}
    for n in order:
        spills = halves[n] > step * (1 - BAR_SHARE / 2)
        lowest = min(tops[max(0, n - 1) : n + 2] if spills else [tops[n]]) - 4
        near = [at for m, at in heights.items() if abs(n - m) * step < halves[n] + halves[m] + LABEL_GAP]
        tried = [lowest, *(at - LABEL_ROW for at in near if at - LABEL_ROW < lowest)]
        heights[n] = max(y for y in tried if all(abs(y - at) >= LABEL_ROW for at in near))
    return heights


def _column(drawing: Drawing, bar: Bar, x: float, step: float, px_an_event: float) -> None:
    width = step * BAR_SHARE
    before, asked = bar.before * px_an_event, bar.asked * px_an_event
    middle = x + step / 2
    if bar.is_asked:
        drawing.box(x, 2, step, BASE - 2, cls="c-window")
    if not bar.covered:
        drawing.hatch(x, 2, step, BASE - 2)
    drawing.box(middle - width / 2, BASE - before, width, before, cls="c-bar")
    drawing.box(middle - width / 2, BASE - before - asked, width, asked, cls="c-asked")
    drawing.text(middle, BASE + 15, _short(bar, step), anchor="middle")
