"""What a file holds, by its first bytes: a name may lie."""

from pathlib import Path

BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzipped file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF", "a PDF"),
    (b"<", "XML"),
)
LONGEST = 64


def held(path: Path) -> str | None:
    """Say what a file begins like; None where it could be anything, such as JSON or a table."""
    with path.open("rb") as file:
        head = file.read(LONGEST).removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = head[2:].replace(b"\0", b"") if wide else head
    return next((what for begins, what in BEGINNINGS if head.startswith(begins)), None)
