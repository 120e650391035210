"""Picture files to pixels: refused before they are decoded where they lie, cost too much or are none."""

import io
import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import ControlError, Problem

Library = Any
"""The module PIL.Image, which may not be installed."""

Image = Any
"""A picture as that library gives it."""

MOST_PIXELS = 40_000_000
MOST_BYTES = 100_000_000
LEAST_SIDE = 50  # pixels
FORMATS = {"PNG": (".png",), "JPEG": (".jpg", ".jpeg", ".jpe"), "GIF": (".gif",)}
INSTALL = "pip install -c constraints.txt '.[digitise]' (in the project's folder)"
DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Pixels (height, width, 3) in sRGB, and what was done to get them."""

    rgb: NDArray[np.uint8]
    format: str
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.rgb.shape[1], self.rgb.shape[0]


def read_picture(data: bytes, name: str) -> Picture:
    """Read PNG, JPEG or GIF, whatever its depth, with its see-through parts on white.

    Raises
    ------
    ControlError
        Where it is none of these, lies about what it is, is cut off, moves, or has more than MOST_PIXELS.
    """
    image_of = _library(name)
    if (wrong := _wrong_at_sight(data)) is not None:
        _refuse(name, wrong)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes: they are looked at below
            found = image_of.open(io.BytesIO(data), formats=tuple(FORMATS))
    except image_of.DecompressionBombError as error:
        _refuse(name, f"at most {MOST_PIXELS:,} pixels are read: {_said(error)}")
    except Exception as error:  # noqa: BLE001  whatever a broken file makes the library raise
        _refuse(name, f"this is no PNG, JPEG or GIF that can be read: {_said(error)}")
    if (wrong := _wrong_before_decoding(found, name)) is not None:
        _refuse(name, wrong)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found.load()
            rgb, notes = _pixels(found, image_of)
    except Exception as error:  # noqa: BLE001  as above
        _refuse(name, f"the file is cut off or damaged: {_said(error)}; save or download it again")
    return Picture(rgb=rgb, format=str(found.format), notes=notes)


def write_png(rgb: NDArray[np.uint8]) -> bytes:
    """Write pixels as PNG."""
    out = io.BytesIO()
    _library("the overlay").fromarray(rgb).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _library(name: str) -> Library:
    try:
        import_module("PIL.GifImagePlugin")
        return import_module("PIL.Image")
    except ImportError:
        _refuse(name, f"pictures need the optional part [digitise]; install it with: {INSTALL}")


def _refuse(name: str, message: str) -> NoReturn:
    raise ControlError(
        f"{name} is no picture of a map that can be read", [Problem(file=name, message=message)]
    )


def _said(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _wrong_at_sight(data: bytes) -> str | None:
    if len(data) > MOST_BYTES:
        return f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        what = "an SVG drawing" if b"<svg" in head.lower() else "a page or drawing in XML"
        return f"this is {what}, not a picture of pixels, and nothing in it is run; save it as PNG"
    if head.startswith(b"%PDF"):
        return "this is a PDF; save the page with the map as PNG"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "this is a TIFF; save it as PNG"
    return None


def _wrong_before_decoding(found: Image, name: str) -> str | None:
    width, height = found.size
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    ours = {known for suffixes in FORMATS.values() for known in suffixes}
    if suffix not in FORMATS[found.format]:
        says = f"its name says {suffix[1:].upper()}" if suffix in ours else "its name does not say what it is"
        return f"{says}, but it holds a {found.format} picture; name it …{FORMATS[found.format][0]}"
    if width * height > MOST_PIXELS:
        return f"{width:,} × {height:,} pixels; at most {MOST_PIXELS:,} in all are read. Save it smaller"
    if min(width, height) < LEAST_SIDE:
        return f"{width} × {height} pixels are too few for a map; at least {LEAST_SIDE} each way"
    if getattr(found, "n_frames", 1) > 1:
        return f"this picture moves: it has {found.n_frames} frames. Save the one that is the map"
    return None


def _pixels(found: Image, image_of: Library) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    notes: list[str] = []
    turned = import_module("PIL.ImageOps").exif_transpose(found)
    if turned.size != found.size or found.getexif().get(0x0112, 1) != 1:
        notes.append("the file says to turn the picture; pixels are counted as it is shown")
    image = turned
    if image.mode in DEEP:
        deep = np.asarray(image, float)
        image = image_of.fromarray((deep / max(deep.max(), 1) * 255).astype(np.uint8))
        notes.append("more than 8 bits a pixel were brought to 8")
    if image.mode == "CMYK":
        notes.append(
            "inks (CMYK) were turned to colours without their profile: "
            "legend colours must be read from this picture"
        )
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = image_of.new("RGBA", image.size, (255, 255, 255, 255))
        if image.getextrema()[3][0] < 255:
            notes.append("see-through parts were put on white")
        image = image_of.alpha_composite(white, image)
    return np.asarray(image.convert("RGB")), tuple(notes)
