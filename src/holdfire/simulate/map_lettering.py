"""What is written on a map's sheet: towns, the grid, title, legend, scale and who drew it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfire.simulate.map_sheets import COLUMN, PAD, ROW, Box, Font, Pen, Sheet, font
from holdfire.simulate.map_styles import Colour, Style
from holdfire.simulate.setting import Floats

TITLE, DATED, TOWN, SMALL, KEY = 30, 18, 15, 13, 17  # heights of letters
PATCH = (34, 20)
SCALES_KM = (200, 100, 50, 20, 10)
CROSS = 5  # half of its width


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A place on the map; name: None for a dot without one."""

    at: tuple[float, float]
    name: str | None


def write_towns(pen: Pen, sheet: Sheet, style: Style, towns: Sequence[Town]) -> None:
    """Write names beside their dots where there is room: none over another, none over the edge."""
    taken: list[Box] = []
    for town in towns:
        x, y = town.at
        r = 3 if town.name else 1.5
        pen.ellipse((x - r, y - r, x + r, y + r), fill=style.ink)
        taken.append((x - r, y - r, x + r, y + r))
    letters = font(TOWN)
    for town in (town for town in towns if town.name):
        for box in _beside(pen, town, letters):
            if _inside(box, sheet.frame) and not any(_meet(box, other) for other in taken):
                pen.text(
                    box[:2],
                    town.name or "",
                    fill=style.ink,
                    font=letters,
                    anchor="lt",
                    stroke_width=2,
                    stroke_fill="white",
                )
                taken.append(box)
                break


def _beside(pen: Pen, town: Town, letters: Font) -> Iterable[Box]:
    x, y = town.at
    left, top, right, bottom = pen.textbbox((0, 0), town.name or "", font=letters, anchor="lt")
    wide, high = right - left, bottom - top
    for dx, dy in ((8, -high / 2), (-8 - wide, -high / 2), (-wide / 2, -8 - high), (-wide / 2, 8)):
        yield x + dx, y + dy, x + dx + wide, y + dy + high


def _inside(box: Box, frame: Box) -> bool:
    return frame[0] + 4 < box[0] and frame[1] + 4 < box[1] and box[2] < frame[2] - 4 and box[3] < frame[3] - 4


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] + 3 and two[0] < one[2] + 3 and one[1] < two[3] + 3 and two[1] < one[3] + 3


def write_grid(pen: Pen, sheet: Sheet, style: Style, crosses: Floats, edge: Floats) -> None:
    """Draw the edge of the map, the crosses of the grid, and their degrees at the edge."""
    pen.line([(x, y) for x, y in sheet.pixels(edge).tolist()], fill=style.ink, width=2)
    left, _, _, bottom = sheet.frame
    south, west = crosses[:, 1].min(), crosses[:, 0].min()
    for (lon, lat), (x, y) in zip(crosses.tolist(), sheet.pixels(crosses).tolist(), strict=True):
        pen.line((x - CROSS, y, x + CROSS, y), fill=style.ink)
        pen.line((x, y - CROSS, x, y + CROSS), fill=style.ink)
        if lat == south:
            pen.text((x, bottom + 7), _degrees(lon, "EW"), fill=style.ink, font=font(SMALL), anchor="mt")
        if lon == west:
            pen.text((left - 7, y), _degrees(lat, "NS"), fill=style.ink, font=font(SMALL), anchor="rm")


def _degrees(value: float, sides: str) -> str:
    whole, minutes = divmod(round(abs(value) * 60), 60)
    return f"{whole}°{minutes:02d}'{sides[0] if value >= 0 else sides[1]}"


def write_title(pen: Pen, sheet: Sheet, style: Style, title: str, dated: str) -> None:
    """Write what the map is and of which day."""
    x = sheet.frame[0]
    pen.text(
        (x, PAD),
        title,
        fill=style.ink,
        font=font(TITLE),
        anchor="lt",
        stroke_width=0.6,
        stroke_fill=style.ink,
    )
    pen.text((x, PAD + TITLE + 14), dated, fill=style.ink, font=font(DATED), anchor="lt")


def write_legend(pen: Pen, sheet: Sheet, style: Style, entries: Sequence[tuple[Colour, str]]) -> None:
    """Write whose each colour is, one under the other or in rows."""
    x, y = sheet.key
    per_row = max(1, int(sheet.key_width // COLUMN)) if style.legend == "below" else 1
    pen.text(
        (x, y + ROW / 2),
        "Held by",
        fill=style.ink,
        font=font(KEY),
        anchor="lm",
        stroke_width=0.4,
        stroke_fill=style.ink,
    )
    for number, (colour, name) in enumerate(entries):
        left, top = x + number % per_row * COLUMN, y + (number // per_row + 1) * ROW
        box = (left, top + (ROW - PATCH[1]) / 2, left + PATCH[0], top + (ROW + PATCH[1]) / 2)
        pen.rectangle(box, fill=colour, outline=style.ink)
        pen.text((left + PATCH[0] + 10, top + ROW / 2), name, fill=style.ink, font=font(KEY), anchor="lm")


def write_foot(pen: Pen, sheet: Sheet, style: Style, maker: str) -> None:
    """Write who drew it, and how long a distance is."""
    left, _, right, _ = sheet.frame
    y = sheet.size[1] - PAD
    pen.text((left, y), f"Drawn by {maker}", fill=style.ink, font=font(SMALL), anchor="lb")
    km = next(
        km for km in SCALES_KM if km * 1000 / sheet.metres_px < (right - left) / 4 or km == SCALES_KM[-1]
    )
    long = km * 1000 / sheet.metres_px
    pen.line((right - long, y - 4, right, y - 4), fill=style.ink, width=3)
    for x in (right - long, right):
        pen.line((x, y - 8, x, y), fill=style.ink)
    pen.text((right - long - 8, y), f"{km} km", fill=style.ink, font=font(SMALL), anchor="rb")
