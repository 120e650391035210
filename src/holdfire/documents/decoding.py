"""Bytes to characters: UTF-8, another encoding only where it is certain, an error that helps otherwise."""

from charset_normalizer import from_bytes

from holdfire.errors import DocumentError

LARGEST_FILE = 64 * 1024 * 1024  # bytes; a longer "document" is an archive or a mistake
_SAMPLE = 256 * 1024  # bytes that are enough to tell an encoding
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1b")
_LARGEST_DOUBT = 0.05  # charset-normalizer's share of implausible characters ("chaos")


def decode(data: bytes, filename: str) -> str:
    """Turn a file's bytes into characters and change none of them; a byte-order mark is removed.

    Raises
    ------
    DocumentError
        For an empty file, a binary one, one too large, and one whose encoding is anyone's guess.
    """
    if len(data) > LARGEST_FILE:
        size, limit = len(data) // 2**20, LARGEST_FILE // 2**20
        raise DocumentError(f"{filename}: {size} MB is more than a document may have ({limit} MB); split it")
    text = _decoded(data, filename)
    if not text.strip():
        raise DocumentError(f"{filename}: the file holds no text")
    if not _CONTROLS.isdisjoint(text):
        raise DocumentError(
            f"{filename}: this is no text file (it holds control characters); add it as text or HTML"
        )
    return text


def _decoded(data: bytes, filename: str) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        raise DocumentError(f"{filename}: this is no text file (it holds NUL bytes); add it as text or HTML")
    try:
        return data.decode(encoding or "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_guessed(data, filename), errors="strict")


def _guessed(data: bytes, filename: str) -> str:
    """Name the encoding of bytes that are not UTF-8, if the guess is sure and fits every byte."""
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.chaos <= _LARGEST_DOUBT and best.coherence > 0:
        try:
            data.decode(best.encoding)
        except UnicodeDecodeError:
            pass
        else:
            return best.encoding
    guess = "" if best is None else f" ({best.encoding} is a guess)"
    raise DocumentError(
        f"{filename}: the file is not UTF-8 and its encoding is not certain{guess}; "
        f"convert it, for instance with: iconv -f ENCODING -t UTF-8 {filename}"
    )
