"""Shares as rows of dots with intervals: a panel an opponent, a row a period; published ones as diamonds.

Rows and panels tell opponents apart, never a colour; what is printed beside a dot is its share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import count, listed, share_interval
from holdfire.dossier.words import share as percent
from holdfire.model.share import ActorShares, Bounds, ShareGroup

ROW, TOP, FOOT = 22.0, 40.0, 26.0
PANEL, GAP = 132.0, 70.0
MOST_PANELS = 4
NAME_ROW = 13.0

Key = tuple[str, ...]  # labels that are counted together


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A share of the data with its interval, and what was published beside it."""

    share: float | None
    interval: Bounds | None = None
    stated: float | None = None
    stated_interval: Bounds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the picture: a period (and area) with its number of events, or why there is none."""

    name: str
    n: str
    lack: str
    points: dict[Key, Point]
    of_none: Bounds | None = None  # interval of whoever has no event here
    whole: bool = True  # whoever has no point here has no event; not so in a row of published shares


def shares_figure(shares: ActorShares) -> Figure:
    """Draw whom an actor's events are with, row by row in the order of time."""
    lines = (*(_line(group, shares.area) for group in shares.groups), *_compared(shares))
    panels = _panels(shares)
    names = {o.opponent: o.name for group in shares.groups for o in group.opponents}
    titles = {key: _title(key, names, shares) for key in panels}
    left = 8 + max([40.0, *(text_width(line.name) for line in lines)]) + 12
    start = left + max(text_width(line.n) for line in lines) + 18
    drawing = Drawing(
        width=start + len(panels) * (PANEL + GAP),
        height=TOP + ROW * len(lines) + FOOT,
        label=_spoken(shares, lines, titles),
        tone="shares",
    )
    drawing.text(start - 18, TOP - 8, "events", cls="c-note", anchor="end")
    for place, key in enumerate(panels):
        _panel(drawing, start + place * (PANEL + GAP), titles[key], len(lines))
    for row, line in enumerate(lines):
        _row(drawing, TOP + ROW * (row + 0.5), line, start, panels)
    return Figure(
        heading=f"Whom events of {shares.name} are with",
        subline=_subline(shares),
        svg=drawing.svg(),
        columns=("period", "area", "opponent", "events", "of", "share", f"{percent(shares.level)} interval"),
        rows=tuple(_table(shares)),
    )


def _subline(shares: ActorShares) -> str:
    told = f"{shares.area}; dot: share of events, bar: {percent(shares.level)} interval over bursts"
    return f"{told}; diamond and “vs”: as published" if shares.comparisons else told


def _panels(shares: ActorShares) -> tuple[Key, ...]:
    """Choose what gets a panel: published ones, then the opponents with the most events."""
    stated = dict.fromkeys(c.counted_as for c in shares.comparisons)
    events: dict[Key, int] = {}
    for opponent in (o for group in shares.groups for o in group.opponents if o.share is not None):
        events[opponent.opponent,] = events.get((opponent.opponent,), 0) + opponent.events
    largest = sorted(events, key=lambda key: (-events[key], key))
    return tuple(dict.fromkeys((*stated, *largest)))[: max(MOST_PANELS, len(stated))]


def _title(key: Key, names: dict[str, str], shares: ActorShares) -> str:
    stated = next((c.stated.of for c in shares.comparisons if c.counted_as == key), "")
    return names.get(key[0], key[0]) if len(key) == 1 else stated or listed([names.get(k, k) for k in key])


def _line(group: ShareGroup, whole: str) -> Line:
    points = {
        (o.opponent,): Point(share=o.share, interval=o.interval)
        for o in group.opponents
        if o.share is not None
    }
    lack = {"events": "", "no_events": "no events", "not_covered": "not covered by the data"}
    name = group.period if group.area == whole else f"{group.area}, {group.period}"
    return Line(
        name=name, n=count(group.n), lack=lack[group.coverage], points=points, of_none=group.interval_of_none
    )


def _compared(shares: ActorShares) -> Iterator[Line]:
    """Give each time that a published share speaks of a row of its own."""
    spans = dict.fromkeys((c.since, c.until, c.n, c.stated.source) for c in shares.comparisons)
    for since, until, n, source in spans:
        points = {
            c.counted_as: Point(
                share=c.share, interval=c.interval, stated=c.stated.share, stated_interval=c.stated_interval
            )
            for c in shares.comparisons
            if (c.since, c.until, c.stated.source) == (since, until, source)
        }
        name = f"{source or 'published'}, {since} to {until - timedelta(days=1)}"
        yield Line(name=name, n=count(n), lack="", points=points, whole=False)


def _panel(drawing: Drawing, x: float, title: str, rows: int) -> None:
    bottom = TOP + ROW * rows
    for n, words in enumerate(_wrapped(title, PANEL + GAP - 8)):
        drawing.text(x, TOP - 22 + NAME_ROW * n, words, cls="c-count-asked")
    for share in (0.0, 0.5, 1.0):
        at = x + share * PANEL
        drawing.box(at - 0.75, TOP, 1.5, bottom - TOP, cls="c-zone")
        drawing.text(at, bottom + 15, f"{100 * share:.0f}\u00a0%", anchor="start" if share == 0 else "middle")


def _wrapped(title: str, width: float) -> tuple[str, ...]:
    """Break a name into two lines at most, the second one cut where it is too long."""
    words, first = title.split(), ""
    while words and text_width(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    while rest and text_width(rest + "…") > width:
        rest = rest[:-1]
    second = rest if rest == " ".join(words) else rest + "…"
    return tuple(part for part in (first, second) if part)


def _row(drawing: Drawing, y: float, line: Line, start: float, panels: Sequence[Key]) -> None:
    drawing.text(8, y + 4, line.name, cls="c-count")
    drawing.text(start - 18, y + 4, line.n, cls="c-count", anchor="end")
    if line.lack:
        width = drawing.width - start - GAP
        if line.lack != "no events":
            drawing.hatch(start, y - 8, width, 16)
        drawing.text(start + 6, y + 4, line.lack, cls="c-value")
        return
    for place, key in enumerate(panels):
        if (point := line.points.get(key)) is not None:
            _point(drawing, start + place * (PANEL + GAP), y, point)
        elif line.whole and line.points and len(key) == 1:
            _point(drawing, start + place * (PANEL + GAP), y, Point(share=0.0, interval=line.of_none))


def _point(drawing: Drawing, x: float, y: float, point: Point) -> None:
    """Draw dot, bar and diamond; the share stands to the right of whatever reaches farthest."""
    reach = x
    if point.interval is not None:
        low, high = (x + end * PANEL for end in point.interval)
        drawing.box(low, y - 5, max(1.5, high - low), 10, cls="c-bar")
        reach = max(reach, high)
    if point.stated is not None:
        at = x + point.stated * PANEL
        if point.stated_interval is not None:
            low, high = (x + end * PANEL for end in point.stated_interval)
            drawing.line(low, y, high, y, cls="c-mark")
            reach = max(reach, high)
        drawing.path(f"M{at:.2f} {y - 6:.2f}l6 6l-6 6l-6 -6z", cls="c-hollow")
        reach = max(reach, at + 6)
    if point.share is not None:
        drawing.dot(x + point.share * PANEL, y, 2.5, cls="c-ink-fill")
        reach = max(reach, x + point.share * PANEL + 4)
        beside = "" if point.stated is None else f" vs {percent(point.stated)}"
        drawing.text(reach + 4, y + 4, percent(point.share) + beside, cls="c-value")


def _spoken(shares: ActorShares, lines: Sequence[Line], titles: dict[Key, str]) -> str:
    """Say the picture in words, a sentence a row."""
    told: list[str] = [f"Whom events of {shares.name} are with."]
    for line in lines:
        parts = [
            f"{titles[key]} {percent(p.share)}" + (f" (published {percent(p.stated)})" if p.stated else "")
            for key, p in line.points.items()
            if key in titles and p.share is not None
        ]
        told.append(f"{line.name}: {line.lack or ', '.join(parts)}.")
    return " ".join(told)


def _table(shares: ActorShares) -> Iterator[tuple[str, ...]]:
    for group in shares.groups:
        for o in group.opponents:
            beside = o.share is None
            yield (
                group.period,
                group.area,
                o.name,
                count(o.events),
                "beside the sum" if beside else count(group.n),
                "" if o.share is None else percent(o.share),
                "" if beside else share_interval(o.interval),
            )
