"""All pairs or triples of a scan at once: effect across, p upwards; the one asked about stands out."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfire.dossier.figures.figure import Figure
from holdfire.dossier.figures.scales import LogScale, log_scale
from holdfire.dossier.figures.svg import Drawing, text_width
from holdfire.dossier.words import counted, form_name, party_of_label, pvalue, ratio, tick
from holdfire.model.scan import Scan, ScanRow

WIDE, HEIGHT = 560.0, 330.0
LEFT, RIGHT = 52.0, WIDE - 12.0
TOP, BOTTOM = 40.0, HEIGHT - 42.0
LEAST_P = 1e-3  # the axis reaches at least so far, so that a few large p values don't fill the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dot:
    """A row that was tested, with what places it."""

    row: ScanRow
    value: float
    p: float


def scan_figure(scan: Scan, names: Mapping[str, str]) -> Figure | None:
    """Draw every row that was tested; None where there is none with an effect."""
    dots = [_Dot(row=r, value=r.effect.value, p=r.pvalue) for r in scan.rows if r.effect and r.pvalue]
    if not dots:
        return None
    marked = None if scan.marked is None else scan.rows[scan.marked]
    drawing = Drawing(width=WIDE, height=HEIGHT, label=_label(scan, marked, names))
    across = log_scale((dot.value for dot in dots), left=LEFT, right=RIGHT, least=(0.2, 5.0))
    least = min(LEAST_P, *(dot.p for dot in dots))
    upwards = LogScale(low=least / 1.5, high=1.0, left=TOP, right=BOTTOM)
    _axes(drawing, across, upwards, scan)
    for dot in sorted(dots, key=lambda dot: dot.row is marked):  # the marked one lies on top
        x, y = across.at(dot.value), upwards.at(dot.p)
        if dot.row is marked:
            _mark(drawing, x, y, f"{row_name(dot.row, names)}, {place(dot.row, scan)}")
        else:
            kept = (dot.row.qvalue or 0.0) <= scan.level
            drawing.dot(x, y, 3.5, cls="c-asked" if kept else "c-empty")
    return Figure(
        heading=f"{form_name(scan.form)}: where each lies among all",
        subline=f"{counted(len(dots), what(scan))}, {scan.since} until {scan.until}; no allegation is read",
        svg=drawing.svg(),
        columns=("rank", "actors", "effect", "p", "adjusted p"),
        rows=tuple(
            (
                str(dot.row.rank),
                row_name(dot.row, names),
                ratio(dot.value),
                pvalue(dot.p),
                pvalue(dot.row.qvalue or 0.0),
            )
            for dot in dots
        ),
    )


def place(row: ScanRow, scan: Scan) -> str:
    """Say where a row lies among those tested, the smallest p first."""
    return "not tested" if row.rank is None else f"rank {row.rank} of {scan.tested}"


def row_name(row: ScanRow, names: Mapping[str, str]) -> str:
    """Name the actors of a row."""
    pair = f"{party_of_label(row.a, names)} – {party_of_label(row.b, names)}"
    return f"{pair}, against {party_of_label(row.c, names)}" if row.c else pair


def what(scan: Scan) -> str:
    """Name what the rows of a scan are: "triple" or "pair"."""
    return "triple" if any(row.c for row in scan.rows) else "pair"


def _label(scan: Scan, marked: ScanRow | None, names: Mapping[str, str]) -> str:
    small = f"{scan.small_p or 0.0:.1%} of {counted(scan.tested, 'test')} have p at most {scan.level:g}"
    kept = f"{scan.small_q} after adjusting for their number."
    this = "" if marked is None else f" {row_name(marked, names)}: {place(marked, scan)}."
    return f"{small}, {kept}{this}"


def _mark(drawing: Drawing, x: float, y: float, words: str) -> None:
    drawing.line(x, TOP - 8, x, BOTTOM, cls="c-thin-range")
    drawing.dot(x, y, 5.5, cls="c-solid")
    half = text_width(words) / 2
    at = min(max(x, LEFT + half), RIGHT - half)
    drawing.text(at, TOP - 14, words, cls="c-value-tone", anchor="middle")


def _axes(drawing: Drawing, across: LogScale, upwards: LogScale, scan: Scan) -> None:
    one, level = across.at(1.0), upwards.at(scan.level)
    drawing.line(LEFT, BOTTOM, RIGHT, BOTTOM, cls="c-axis")
    drawing.line(LEFT, TOP, LEFT, BOTTOM, cls="c-axis")
    drawing.line(one, TOP, one, BOTTOM, cls="c-null")
    drawing.line(LEFT, level, RIGHT, level, cls="c-matters")
    for x, value in across.marks(wanted=(1.0, scan.smallest_effect)):
        drawing.text(x, BOTTOM + 16, tick(value), anchor="middle")
    for y, value in upwards.marks(wanted=(scan.level, 1.0)):
        drawing.text(LEFT - 6, y + 4, f"{value:g}", anchor="end")
    drawing.text(6, TOP - 14 if scan.marked is None else 12, "▴ smaller p", cls="c-note")
    drawing.text(LEFT, HEIGHT - 8, "◂ less than expected", cls="c-note")
    drawing.text(
        (LEFT + RIGHT) / 2, HEIGHT - 8, f"filled: adjusted p ≤ {scan.level:g}", cls="c-note", anchor="middle"
    )
    drawing.text(RIGHT, HEIGHT - 8, "more than expected ▸", cls="c-note", anchor="end")
