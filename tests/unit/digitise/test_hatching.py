"""Ground under hatching, where JPEG mixes the lines' colour into it."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from holdfire.digitise.hatching import unhatched

GREYS = np.array([(180, 178, 174), (191, 168, 186), (235, 192, 179)], float)
SEA = (198, 226, 245)


def drawn(ground: int, save: str, *, lines: bool = True) -> np.ndarray:
    """Draw ground of one grey beside ground of the other; the left half may be hatched."""
    image = Image.new("RGB", (600, 400), SEA)
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 60, 300, 340), fill=tuple(GREYS[ground].astype(int)))
    pen.rectangle((301, 60, 540, 340), fill=tuple(GREYS[1 - ground].astype(int)))
    hatch, mask = image.copy(), Image.new("L", image.size, 0)
    for start in range(-400, 600, 9):
        ImageDraw.Draw(hatch).line([(start, 400), (start + 400, 0)], fill=(60, 60, 60), width=2)
    ImageDraw.Draw(mask).rectangle((60, 60, 300, 340), fill=255 if lines else 0)
    image.paste(hatch, mask=mask)
    out = io.BytesIO()
    image.save(out, save, quality=60)
    return np.asarray(Image.open(out).convert("RGB"))


@pytest.mark.parametrize("save", ["JPEG", "PNG"])
@pytest.mark.parametrize("ground", [0, 1])
def test_hatched_ground_gets_the_colour_it_has_and_not_one_much_like_it(ground: int, save: str) -> None:
    rgb = drawn(ground, save)
    plain = unhatched(rgb, GREYS, np.zeros(rgb.shape[:2], bool), jpeg=save == "JPEG")
    middle = plain[80:320, 80:280].reshape(-1, 3)
    assert (np.abs(middle - GREYS[ground]).max(axis=1) <= 1).mean() > 0.97
    assert (plain[:, 310:] == rgb[:, 310:]).all()
    assert (plain[:50] == rgb[:50]).all()


def test_what_has_no_hatching_or_is_to_be_left_alone_stays() -> None:
    without, hatched = drawn(0, "JPEG", lines=False), drawn(0, "JPEG")
    assert unhatched(without, GREYS, np.zeros(without.shape[:2], bool), jpeg=True) is without
    assert (unhatched(hatched, GREYS, np.ones(hatched.shape[:2], bool), jpeg=True) == hatched).all()


def test_hatched_ground_of_no_legend_colour_stays() -> None:
    rgb = drawn(0, "PNG")
    assert (unhatched(rgb, GREYS[2:], np.zeros(rgb.shape[:2], bool), jpeg=False) == rgb).all()


def test_letters_are_no_hatching() -> None:
    image = Image.fromarray(drawn(0, "PNG", lines=False).copy())
    pen = ImageDraw.Draw(image)
    for row in range(4):
        pen.text((70, 90 + 50 * row), "CONTROL OF GROUND", fill=(20, 20, 20), font_size=28)
    rgb = np.asarray(image)
    assert (unhatched(rgb, GREYS, np.zeros(rgb.shape[:2], bool), jpeg=False) == rgb).all()
