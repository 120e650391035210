"""Pictures of made-up control maps whose ground is known, drawn with pillow; knows nothing of the reader.

A seed decides everything: land, holders, projection, colours, fonts, what is drawn over the ground, where the
legend is, how the picture is saved, where the control points are and how far off they were clicked.
"""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import map_troubles as troubles
import numpy as np
import shapely
from map_lands import Land, make_land
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

Colour = tuple[int, int, int]

PALETTES: tuple[tuple[Colour, ...], ...] = (
    ((235, 192, 179), (202, 231, 196), (180, 178, 174), (226, 217, 116), (176, 208, 236)),
    ((205, 60, 55), (70, 150, 75), (60, 95, 170), (240, 200, 60), (120, 70, 140)),
    ((252, 225, 190), (214, 170, 140), (170, 205, 205), (190, 175, 215), (240, 240, 160)),
    ((230, 110, 90), (245, 170, 110), (250, 225, 130), (150, 200, 130), (100, 150, 180)),
    ((90, 30, 40), (30, 80, 60), (40, 50, 100), (140, 110, 40), (100, 100, 100)),
    ((250, 180, 200), (180, 220, 250), (200, 250, 190), (255, 235, 170), (225, 200, 245)),
)
SEAS: tuple[Colour, ...] = (
    (255, 255, 255),
    (198, 226, 245),
    (165, 191, 221),
    (240, 240, 236),
    (120, 160, 200),
)
ABROAD: tuple[Colour, ...] = ((236, 236, 228), (222, 222, 222), (250, 246, 232), (205, 200, 190))
INKS: tuple[Colour, ...] = ((20, 20, 20), (60, 60, 60), (90, 40, 20), (20, 30, 90))
RIVERS: tuple[Colour, ...] = ((80, 130, 200), (120, 170, 220), (60, 100, 160))
ROADS: tuple[Colour, ...] = ((200, 60, 50), (250, 250, 250), (130, 130, 130), (240, 190, 60), (60, 60, 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What is drawn and how it is saved; the seed chooses what is left open."""

    seed: int
    width: int
    save: str  # png, jpeg60, jpeg75, jpeg90, gif, palette
    projection: str  # plain, mercator, conic, transverse, azimuthal, equal
    holders: int
    similar: bool = False
    hatched: bool = False
    relief: bool = False
    halos: bool = False
    scan: bool = False
    legend: str = "corner"  # corner, inside, margin, bare
    border: str = "dark"  # none, dark, white, grey
    points: int = 8
    click: float = 0.7
    picked: float = 0.0  # how far, in levels, legend colours were picked wrong
    palette: int = 0
    # basemap, graded, watermark, lakes, titled, second, inset, thick, painted (names in a holder's colour)
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture with what a user would say of it, and the truth: holder → ground in degrees."""

    style: Style
    data: bytes
    suffix: str
    points: str
    legend: str
    truth: dict[str, BaseGeometry]
    hidden: BaseGeometry  # under the legend and other boxes, in degrees
    frame: BaseGeometry  # the edge of the picture, in degrees
    km_px: float
    legend_box: tuple[int, int, int, int]


def style_of(seed: int, *, width: int | None = None) -> Style:
    """Draw a style from all there are."""
    rng = np.random.default_rng([seed, 7])
    pick = lambda *values: values[int(rng.integers(len(values)))]  # noqa: E731
    similar = bool(rng.random() < 0.35)  # then nothing else may shift colours by as much as tells them apart
    return Style(
        seed=seed,
        width=width or int(rng.integers(800, 3000)),
        save=pick("png", "jpeg60", "jpeg60", "jpeg75", "jpeg90", "gif", "palette"),
        projection=pick("plain", "mercator", "mercator", "conic", "transverse", "azimuthal", "equal"),
        holders=int(rng.integers(3, 6)),
        similar=similar,
        hatched=bool(rng.random() < 0.35),
        relief=bool(rng.random() < 0.3) and not similar,
        halos=bool(rng.random() < 0.5),
        scan=bool(rng.random() < 0.15),
        legend=pick("corner", "inside", "margin", "bare"),
        border=pick("none", "dark", "white", "grey"),
        points=int(rng.integers(4, 20)),
        click=float(rng.uniform(0.2, 1.5)),
        picked=pick(0.0, 0.0, 2.0) if similar else pick(0.0, 0.0, 2.0, 5.0),
        palette=int(rng.integers(len(PALETTES))),
    )


def draw(style: Style) -> Drawn:
    """Draw a map of a style."""
    return _Drawing(style).done()


class _Drawing:
    """A map while it is drawn, at twice the size where that is not too much."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.rng = rng = np.random.default_rng(style.seed)
        self.width, self.height = style.width, int(style.width * rng.uniform(0.65, 1.0))
        self.zoom = 2 if style.width <= 2000 else 1
        self.land: Land = make_land(rng, self.width, self.height, style.holders)
        self.colours = self._colours()
        self.sea = SEAS[int(rng.integers(len(SEAS)))]
        self.abroad = ABROAD[int(rng.integers(len(ABROAD)))]
        self.ink = INKS[int(rng.integers(len(INKS)))]
        self.fonts = _fonts()
        self.box: tuple[int, int, int, int] = (0, 0, 0, 0)
        self.covered: list[BaseGeometry] = []
        self.more = np.random.default_rng([style.seed, 11])  # so that troubles change nothing else
        self.to_degrees, self.km_px = _projection(style, rng, self.width, self.height)

    def _colours(self) -> list[Colour]:
        order = self.rng.permutation(5)[: self.style.holders]
        found = [PALETTES[self.style.palette][i] for i in order]
        if self.style.similar:
            shift = self.rng.choice([-1, 1], 3) * self.rng.integers(9, 15, 3)
            found[1] = tuple(
                int(np.clip(c + s if 30 < c + s < 250 else c - s, 0, 255))
                for c, s in zip(found[0], shift, strict=True)
            )
        return found

    def done(self) -> Drawn:
        image = Image.new("RGB", (self.width * self.zoom, self.height * self.zoom), self.sea)
        image = self._ground(image)
        pen = ImageDraw.Draw(image)
        if self.style.hatched:
            self._hatch(image)
        self._lines(pen)
        image = image.resize((self.width, self.height), Image.Resampling.BOX) if self.zoom > 1 else image
        if self.style.relief:
            image = self._relief(image)
        image = self._layers(image)
        self._labels(ImageDraw.Draw(image))
        self._boxes(image)
        self._legend(ImageDraw.Draw(image))
        if self.style.scan:
            noisy = np.asarray(image, float) + self.rng.normal(0, 5, (self.height, self.width, 3))
            image = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(
                ImageFilter.GaussianBlur(0.6)
            )
        data, suffix = _saved(image, self.style.save)
        names = self._names()
        return Drawn(
            style=self.style,
            data=data,
            suffix=suffix,
            points=self._points(),
            legend=self._legend_table(names),
            truth={name: self._degrees(area) for name, area in zip(names, self.land.areas, strict=True)},
            hidden=self._degrees(shapely.union_all([shapely.box(*self.box), *self.covered])),
            frame=self._degrees(shapely.box(0, 0, self.width, self.height)),
            km_px=self.km_px,
            legend_box=self.box,
        )

    def _names(self) -> list[str]:
        return [f"Force {chr(65 + i)}" for i in range(self.style.holders)]

    def _ground(self, image: Image.Image) -> Image.Image:
        if self.land.abroad is not None:
            self._fill(image, self.land.abroad, self.abroad)
        if "basemap" not in self.style.troubles:
            for area, colour in zip(self.land.areas, self.colours, strict=True):
                self._fill(image, area, colour)
            return image
        under, opaque = troubles.basemap(self.more, image.size), float(self.more.uniform(0.6, 0.85))
        mask = self._mask(image.size, shapely.union_all(self.land.areas))
        image.paste(under, mask=mask)
        over = image.copy()
        for area, colour in zip(self.land.areas, self.colours, strict=True):
            self._fill(over, area, colour)
        # the legend shows its colours on white, which the map nowhere does
        self.colours = [
            tuple(round(c * opaque + 255 * (1 - opaque)) for c in colour) for colour in self.colours
        ]
        return Image.blend(image, over, opaque)

    def _layers(self, image: Image.Image) -> Image.Image:
        if "graded" in self.style.troubles:
            image = troubles.graded(self.more, image)
        if "lakes" in self.style.troubles:
            troubles.lakes(
                self.more, ImageDraw.Draw(image), image.size, RIVERS[self.style.seed % len(RIVERS)]
            )
        if "watermark" in self.style.troubles:
            image = troubles.watermark(self.more, image, self._font(int(self.width * 0.06)))
        return image

    def _boxes(self, image: Image.Image) -> None:
        font = self._font(int(self.width * 0.03))
        if "titled" in self.style.troubles:
            fill = ((255, 255, 255), (250, 240, 60), (40, 60, 110))[self.style.seed % 3]
            self.covered.append(troubles.boxed(image, font, fill, self._word()))
        if "second" in self.style.troubles:
            self.covered.append(troubles.second_legend(image, self._font(max(10, int(self.width * 0.016)))))
        if "inset" in self.style.troubles:
            self.covered.append(troubles.inset(image))

    def _fill(self, image: Image.Image, area: BaseGeometry, colour: Colour) -> None:
        image.paste(colour, mask=self._mask(image.size, area))

    def _mask(self, size: tuple[int, int], area: BaseGeometry) -> Image.Image:
        mask = Image.new("L", size, 0)
        pen = ImageDraw.Draw(mask)
        for part in shapely.get_parts(area):
            pen.polygon(self._px(part.exterior), fill=255)
            for hole in part.interiors:
                pen.polygon(self._px(hole), fill=0)
        return mask

    def _px(self, line: BaseGeometry) -> list[tuple[float, float]]:
        # pillow's pixel (0, 0) has its middle at (0, 0): half a pixel less than where edges count from
        return [tuple(p) for p in (shapely.get_coordinates(line) * self.zoom - 0.5).tolist()]

    def _hatch(self, image: Image.Image) -> None:
        which = int(self.rng.integers(len(self.land.areas)))
        step, wide = int(self.rng.integers(7, 16)) * self.zoom, int(self.rng.integers(1, 3)) * self.zoom
        lines = Image.new("L", image.size, 0)
        pen = ImageDraw.Draw(lines)
        for start in range(-image.height, image.width, step):
            pen.line([(start, image.height), (start + image.height, 0)], fill=255, width=wide)
        mask = self._mask(image.size, self.land.areas[which])
        both = Image.fromarray(np.minimum(np.asarray(lines), np.asarray(mask)))
        image.paste(self.ink, mask=both)

    def _lines(self, pen: ImageDraw.ImageDraw) -> None:
        unit = self.zoom * max(1.0, self.width / 1000)
        thick = 5.0 if "thick" in self.style.troubles else 1.5
        if self.style.border != "none":
            colour = {"dark": self.ink, "white": (255, 255, 255), "grey": (128, 128, 128)}[self.style.border]
            for area in self.land.areas:
                for part in shapely.get_parts(area):
                    for ring in (part.exterior, *part.interiors):
                        pen.line(
                            self._px(ring), fill=colour, width=max(1, round(unit * thick)), joint="curve"
                        )
        river = RIVERS[int(self.rng.integers(len(RIVERS)))]
        for line in self.land.rivers:
            pen.line(
                self._px(line),
                fill=river,
                width=max(1, round(unit * self.rng.uniform(1.5, 5))),
                joint="curve",
            )
        for line in self.land.roads:
            colour, wide = ROADS[int(self.rng.integers(len(ROADS)))], unit * self.rng.uniform(1, 4)
            if self.rng.random() < 0.4:
                pen.line(
                    self._px(line), fill=(90, 90, 90), width=max(2, round(wide + 2 * unit)), joint="curve"
                )
            pen.line(self._px(line), fill=colour, width=max(1, round(wide)), joint="curve")

    def _relief(self, image: Image.Image) -> Image.Image:
        small = self.rng.normal(0, 1, (self.height // 12 + 1, self.width // 12 + 1))
        field_ = Image.fromarray(small.astype(np.float32)).resize(image.size, Image.Resampling.BICUBIC)
        shade = 1 + 0.03 * np.clip(np.asarray(field_), -2, 2)
        return Image.fromarray(np.clip(np.asarray(image) * shade[..., None], 0, 255).astype(np.uint8))

    def _labels(self, pen: ImageDraw.ImageDraw) -> None:
        for at in self.land.towns:
            size = int(self.width * self.rng.choice([0.010, 0.013, 0.018]))
            font = self._font(max(9, size))
            dot = max(2, size // 4)
            x, y = at
            pen.ellipse([x - dot, y - dot, x + dot, y + dot], fill=self.ink, outline=(255, 255, 255))
            self._write(pen, (x + dot + 2, y - size * 0.6), self._word(), font)
        big = self._font(int(self.width * 0.035))
        for number, area in enumerate(self.land.areas[:3]):
            spot = area.representative_point()
            ink = self.colours[number - 1] if "painted" in self.style.troubles else self.ink
            self._write(pen, (spot.x - self.width * 0.06, spot.y), self._word().upper(), big, ink)
        self._write(pen, (self.width * 0.3, self.height * 0.01), "Control of ground " + self._word(), big)

    def _write(
        self,
        pen: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        font: ImageFont.FreeTypeFont,
        ink: Colour | None = None,
    ) -> None:
        stroke = (
            {"stroke_width": max(1, self.width // 700), "stroke_fill": (255, 255, 255)}
            if self.style.halos
            else {}
        )
        pen.text(at, text, fill=ink or self.ink, font=font, **stroke)

    def _word(self) -> str:
        letters = "aeioubdfgklmnprstz"
        return "".join(
            letters[i] for i in self.rng.integers(0, len(letters), int(self.rng.integers(4, 9)))
        ).title()

    def _font(self, size: int) -> ImageFont.FreeTypeFont:
        if not self.fonts:
            return ImageFont.load_default(size)
        return ImageFont.truetype(self.fonts[int(self.rng.integers(len(self.fonts)))], size)

    def _legend(self, pen: ImageDraw.ImageDraw) -> None:
        size = max(10, int(self.width * 0.016))
        font = self._font(size)
        wide, tall = int(size * 11), int(size * 1.9) * self.style.holders + size
        gap = int(self.width * 0.012)
        spots = {
            "corner": (self.width - wide - gap, self.height - tall - gap),
            "inside": (int(self.width * 0.55), int(self.height * 0.62)),
            "margin": (gap, gap),
            "bare": (gap, self.height - tall - gap),
        }
        left, top = spots[self.style.legend]
        if self.style.legend != "bare":
            framed = (
                {"outline": (60, 60, 60), "width": max(1, self.width // 900)}
                if self.rng.random() < 0.7
                else {}
            )
            pen.rectangle([left, top, left + wide, top + tall], fill=(255, 255, 255), **framed)
        self.box = (left, top, left + wide, top + tall)
        for number, (name, colour) in enumerate(zip(self._names(), self.colours, strict=True)):
            y = top + size * 0.6 + number * size * 1.9
            x = left + size * 0.6
            edge = {"outline": (40, 40, 40)} if self.style.seed % 2 else {}
            pen.rectangle([x, y, x + size * 2, y + size * 1.2], fill=colour, **edge)
            pen.text((x + size * 2.6, y), name, fill=(20, 20, 20), font=font)

    def _legend_table(self, names: list[str]) -> str:
        rows = ["colour,holder"]
        for name, colour in zip(names, self.colours, strict=True):
            off = self.rng.normal(0, 1, 3) * self.style.picked
            red, green, blue = (int(np.clip(round(c + o), 0, 255)) for c, o in zip(colour, off, strict=True))
            rows.append(f"#{red:02x}{green:02x}{blue:02x},{name}")
        return "\n".join(rows) + "\n"

    def _points(self) -> str:
        count = self.style.points
        cells = self.rng.permutation(np.array([(i, j) for i in range(5) for j in range(5)]))[:count]
        at = (cells + self.rng.uniform(0.2, 0.8, cells.shape)) / 5 * np.array([self.width, self.height])
        while np.linalg.svd(at - at.mean(0), compute_uv=False)[1] < 0.1 * self.width:
            at = self.rng.uniform(0, 1, (count, 2)) * np.array([self.width, self.height])
        degrees = self.to_degrees(at)
        clicked = at + self.rng.normal(0, self.style.click, at.shape)
        rows = [
            f"{x:.1f},{y:.1f},{lon:.5f},{lat:.5f}"
            for (x, y), (lon, lat) in zip(clicked, degrees, strict=True)
        ]
        return "\n".join(["x,y,lon,lat", *rows]) + "\n"

    def _degrees(self, area: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shapely.segmentize(area, 5.0), self.to_degrees)


def _projection(style: Style, rng: Generator, width: int, height: int):
    """Choose a part of the earth and how it lies in the picture; gives pixels → degrees and km a pixel."""
    across_km = float(rng.choice([80, 250, 600, 1500]))
    lon, lat = rng.uniform(-120, 140), rng.uniform(-35, 62)
    if style.projection == "conic":
        lat = abs(lat) + 8
    about = f"+lon_0={lon + rng.uniform(-4, 4)} +ellps=WGS84"
    text = {
        "plain": None,
        "equal": f"+proj=eqc +lat_ts={lat} {about}",
        "mercator": "+proj=webmerc",
        "conic": f"+proj=lcc +lat_1={lat - 6} +lat_2={lat + 7} +lat_0={lat} {about}",
        "transverse": f"+proj=tmerc {about}",
        "azimuthal": f"+proj=laea +lat_0={lat + rng.uniform(-3, 3)} {about}",
    }[style.projection]
    stretch = 1 / np.cos(np.radians(lat)) if style.projection == "mercator" else 1.0
    turn = np.radians(rng.uniform(-3, 3)) if rng.random() < 0.3 else 0.0
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    if text is None:
        unit = across_km / 111.3 / width / np.cos(np.radians(lat))

        def plain(xy):
            return (np.asarray(xy) - (width / 2, height / 2)) @ spin.T * (unit, -unit) + (lon, lat)

        return plain, across_km / width
    proj = Proj(text)
    middle = np.array(proj(lon, lat))
    metres = across_km * 1000 * stretch / width

    def to_degrees(xy):
        plane = (np.asarray(xy) - (width / 2, height / 2)) @ spin.T * (metres, -metres) + middle
        return np.column_stack(proj(plane[:, 0], plane[:, 1], inverse=True))

    return to_degrees, across_km / width


def _fonts() -> list[str]:
    wanted = ("DejaVu", "NotoSans-", "NotoSerif-", "Inter-", "Liberation")
    found = [p for p in Path("/usr/share/fonts").rglob("*.[to]tf") if p.name.startswith(wanted)]
    return sorted(map(str, found))


def _saved(image: Image.Image, how: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    if how.startswith("jpeg"):
        image.save(out, "JPEG", quality=int(how[4:]))
        return out.getvalue(), ".jpg"
    if how == "gif":
        image.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(out, "GIF")
        return out.getvalue(), ".gif"
    if how == "palette":
        image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG")
        return out.getvalue(), ".png"
    image.save(out, "PNG")
    return out.getvalue(), ".png"


def plainer(style: Style, **changes: object) -> Style:
    """Change what a seed chose."""
    return replace(style, **changes)
