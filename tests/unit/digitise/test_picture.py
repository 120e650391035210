"""Picture files: the honest ones are read, the others are refused before they cost anything."""

import io
import struct
import tracemalloc
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from holdfire.digitise.picture import MOST_PIXELS, read_picture
from holdfire.errors import ControlError


def saved(image: Image.Image, how: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, how, **more)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """Make a small PNG that says it is side by side pixels of nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PLAIN = Image.new("RGB", (80, 60), (10, 200, 30))
FRAMES = {"save_all": True, "append_images": [Image.new("RGB", (80, 60), (1, 2, 3))]}
HOSTILE = {
    "a bomb": ("a.png", bomb(50_000), f"at most {MOST_PIXELS:,}"),
    "a lying suffix": ("a.png", saved(PLAIN, "JPEG"), "its name says PNG, but it holds a JPEG picture"),
    "half a file": ("a.jpg", saved(Image.effect_noise((300, 300), 90), "JPEG")[:4000], "cut off"),
    "half a PNG": ("a.png", saved(Image.effect_noise((300, 300), 90), "PNG")[:9000], "cut off"),
    "a film": ("a.gif", saved(PLAIN, "GIF", **FRAMES), "2 frames"),
    "a drawing": ("a.svg", b"<svg xmlns='x'><script>alert(1)</script></svg>", "an SVG drawing"),
    "a drawing called PNG": ("a.png", b"<?xml version='1.0'?><svg/>", "an SVG drawing"),
    "a TIFF": ("a.tif", saved(PLAIN, "TIFF"), "a TIFF"),
    "a PDF": ("a.pdf", b"%PDF-1.7", "a PDF"),
    "nothing": ("a.png", b"", "no PNG, JPEG or GIF"),
    "noise": ("a.png", bytes(range(256)), "no PNG, JPEG or GIF"),
    "a stamp": ("a.png", saved(Image.new("RGB", (20, 20)), "PNG"), "too few"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_picture_of_a_map_is_refused(what: str) -> None:
    name, data, said = HOSTILE[what]
    tracemalloc.start()
    with pytest.raises(ControlError, match=said):
        read_picture(data, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_every_kind_of_pixel_becomes_colour() -> None:
    for mode in ("RGB", "L", "P", "1", "RGBA", "LA"):
        assert read_picture(saved(PLAIN.convert(mode), "PNG"), "a.png").rgb.shape == (60, 80, 3)
    clear = Image.new("RGBA", (80, 60), (255, 0, 0, 0))
    found = read_picture(saved(clear, "PNG"), "a.PNG")
    assert (found.rgb == 255).all()
    assert found.notes == ("see-through parts were put on white",)
    inks = read_picture(saved(PLAIN.convert("CMYK"), "JPEG"), "a.jpeg")
    assert "CMYK" in inks.notes[0]
    deep = Image.fromarray(np.linspace(0, 65535, 4800).reshape(60, 80).astype(np.uint16))
    found = read_picture(saved(deep, "PNG"), "a.png")
    assert (found.rgb.min(), found.rgb.max()) == (0, 255)
    assert "more than 8 bits" in found.notes[0]
