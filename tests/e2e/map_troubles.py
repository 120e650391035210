"""What else is put into pictures of maps: layers that shine through, boxes, marks, lakes, insets."""

import numpy as np
import shapely
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from shapely.geometry.base import BaseGeometry

Colour = tuple[int, int, int]
Pixels = Image.Image

BASEMAP: tuple[Colour, ...] = ((242, 239, 233), (173, 209, 158), (224, 223, 223), (205, 235, 176))


def basemap(rng: Generator, size: tuple[int, int]) -> Pixels:
    """Draw what lies under ground that shines through: land, woods, towns and streets."""
    width, height = size
    field_ = _cloud(rng, size, 0.07)
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = BASEMAP[0]
    pixels[field_ > 1.0] = BASEMAP[1]
    pixels[field_ < -1.3] = BASEMAP[2]
    image = Image.fromarray(pixels)
    pen = ImageDraw.Draw(image)
    for _ in range(25):
        ends = rng.uniform(0, 1, (3, 2)) * size
        pen.line([tuple(p) for p in ends.tolist()], fill=(255, 255, 255), width=max(1, width // 500))
    return image


def _cloud(rng: Generator, size: tuple[int, int], share: float) -> np.ndarray:
    """Make a smooth field of mean 0 and deviation 1; share: of the width, from one hill to the next."""
    width, height = size
    step = max(2, round(share * width))
    small = rng.normal(0, 1, (height // step + 3, width // step + 3)).astype(np.float32)
    grown = np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))
    return (grown - grown.mean()) / grown.std()


def graded(rng: Generator, image: Pixels) -> Pixels:
    """Shade hills from the north-west, and let the whole picture grow darker to one side."""
    hills = _cloud(rng, image.size, 0.04)
    down, across = np.gradient(hills)
    slope = -(down + across)
    slope /= np.quantile(np.abs(slope), 0.98)
    side = np.linspace(-1, 1, image.width)[None] * rng.choice([-1, 1])
    shade = 1 + 0.05 * np.clip(slope, -1, 1) + 0.025 * side
    return Image.fromarray(np.clip(np.asarray(image) * shade[..., None], 0, 255).astype(np.uint8))


def watermark(rng: Generator, image: Pixels, font: ImageFont.FreeTypeFont) -> Pixels:
    """Put large words across a picture that it shines through."""
    words = Image.new("L", image.size, 0)
    pen = ImageDraw.Draw(words)
    for at in rng.uniform(0, 0.7, (4, 2)) * image.size:
        pen.text(tuple(at), "observer.example", fill=int(rng.integers(40, 80)), font=font)
    image.paste((255, 255, 255), mask=words.rotate(float(rng.uniform(10, 35))))
    return image


def lakes(rng: Generator, pen: ImageDraw.ImageDraw, size: tuple[int, int], water: Colour) -> None:
    """Draw long lakes, narrower than what may be filled."""
    width, height = size
    for _ in range(6):
        middle = rng.uniform(0.1, 0.9, 2) * (width, height)
        angle = rng.uniform(0, np.pi)
        way = np.linspace(-1, 1, 30)
        along = np.array([np.cos(angle), np.sin(angle)]) * width * rng.uniform(0.03, 0.07)
        across = np.array([-np.sin(angle), np.cos(angle)]) * width * rng.uniform(0.004, 0.009)
        bulge = np.sqrt(1 - way**2) * (1 + 0.3 * np.sin(way * 7))
        sides = [middle + way[:, None] * along + s * bulge[:, None] * across for s in (1, -1)]
        ring = np.concatenate([sides[0], sides[1][::-1]])
        pen.polygon([tuple(p) for p in ring.tolist()], fill=water)


def boxed(image: Pixels, font: ImageFont.FreeTypeFont, fill: Colour, text: str) -> BaseGeometry:
    """Put a title on a box; gives what it covers."""
    left, top = round(image.width * 0.3), round(image.height * 0.01)
    box = (left, top, left + round(image.width * 0.42), top + round(image.width * 0.055))
    pen = ImageDraw.Draw(image)
    pen.rectangle(box, fill=fill)
    pen.text((left + image.width * 0.02, top + image.width * 0.006), text, fill=(20, 20, 20), font=font)
    return shapely.box(*box)


def second_legend(image: Pixels, font: ImageFont.FreeTypeFont) -> BaseGeometry:
    """Explain signs in a box of its own, at the upper right."""
    size = max(10, round(image.width * 0.016))
    left, top = image.width - size * 11, round(image.height * 0.12)
    box = (left, top, left + size * 10, top + size * 8)
    pen = ImageDraw.Draw(image)
    pen.rectangle(box, fill=(255, 255, 255), outline=(60, 60, 60))
    for number, (fill, name) in enumerate(
        (((200, 60, 50), "Road"), ((20, 20, 20), "Town"), ((80, 130, 200), "River"))
    ):
        y = top + size * (0.8 + 2.2 * number)
        pen.rectangle([left + size * 0.6, y, left + size * 2.6, y + size * 1.1], fill=fill)
        pen.text((left + size * 3.2, y), name, fill=(20, 20, 20), font=font)
    return shapely.box(*box)


def inset(image: Pixels) -> BaseGeometry:
    """Put the whole map, small and blurred, into a framed corner at the upper left."""
    wide, tall = round(image.width * 0.2), round(image.height * 0.2)
    small = image.resize((wide, tall), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(0.4))
    box = (6, 6, 6 + wide, 6 + tall)
    pen = ImageDraw.Draw(image)
    pen.rectangle(
        [box[0] - 3, box[1] - 3, box[2] + 2, box[3] + 2], fill=(255, 255, 255), outline=(20, 20, 20)
    )
    image.paste(small, box[:2])
    return shapely.box(2, 2, box[2] + 3, box[3] + 3)
