"""Values to JSON and back: one form for files, for the log and for what commands print."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar, cast, runtime_checkable

import msgspec

from holdfire.errors import HoldfireError, InputError

T = TypeVar("T")

Key = str | int
TOML_LINE = re.compile(r"\(at line (\d+)")
JSON_BYTE = re.compile(r"\(byte (\d+)\)$")
JSON_FIELD = re.compile(r"at `\$([^`]+)`$")
FIELD_PART = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


@runtime_checkable
class _Scalar(Protocol):
    """One number of an array library, which knows its plain form."""

    shape: tuple[int, ...]

    def item(self) -> object: ...


def to_builtins(value: object) -> object:
    """Turn a value into dicts, lists, text, numbers and None, as JSON has them.

    Numbers of array libraries become plain ones; dates become ISO text, enums their values.
    """
    return msgspec.to_builtins(value, str_keys=True, enc_hook=_plain)


def fields_of(value: object) -> dict[str, object]:
    """Turn a value with fields into a dictionary, to add something to it before it is written."""
    return cast("dict[str, object]", to_builtins(value))


def encode(value: object) -> bytes:
    """Write a value as JSON with two spaces of indent and one scalar a line, so that a line names a number.

    Raises
    ------
    ValueError
        Where a number is not finite: what is not known is None, never NaN.
    """
    return f"{json.dumps(to_builtins(value), ensure_ascii=False, allow_nan=False, indent=2)}\n".encode()


def line(value: object) -> bytes:
    """Write a value as one line of JSON, without the line's end; ValueError where a number is not finite."""
    return json.dumps(to_builtins(value), ensure_ascii=False, allow_nan=False).encode()


def lines(values: Iterable[object]) -> bytes:
    """Write values as JSON Lines."""
    return b"".join(line(value) + b"\n" for value in values)


def decode(data: bytes, cls: type[T], *, source: str) -> T:
    """Read a value of a class from JSON; fields that the class does not know are left out.

    Raises
    ------
    InputError
        Where the text is no JSON, or a field is missing or of another kind; names source and field.
    """
    try:
        return msgspec.json.decode(data, type=cls)
    except HoldfireError as error:
        raise type(error)(f"{source}: {error}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: {error}") from error
    except RecursionError as error:
        raise InputError(f"{source}: lists or objects nest too deep") from error


def convert(value: object, cls: type[T], *, source: str) -> T:
    """Read a value of a class from dicts, lists and scalars (of TOML, say); raises as `decode` does."""
    try:
        return msgspec.convert(value, cls)
    except HoldfireError as error:
        raise type(error)(f"{source}: {error}") from error
    except msgspec.MsgspecError as error:
        raise InputError(f"{source}: {error}") from error


def read_lines(data: bytes, cls: type[T], *, source: str) -> tuple[T, ...]:
    """Read values of a class from JSON Lines; raises as `decode` does and names the line."""
    return tuple(
        decode(row, cls, source=f"{source}, line {n}")
        for n, row in enumerate(data.split(b"\n"), start=1)
        if row.strip()
    )


def line_of(data: bytes, *path: Key) -> int | None:
    """Name the line on which a field stands in what `encode` wrote: line_of(data, "effect", "value").

    None where the data are no JSON, are laid out in another way, or have no such field.
    """
    try:
        value = cast("object", json.loads(data))
    except (ValueError, RecursionError):
        return None
    at = 1
    if at + _height(value) - 1 != len(data.rstrip(b"\n").split(b"\n")):
        return None
    for key in path:
        parts = _parts(value)
        if key not in parts:
            return None
        at += 1 + sum(_height(part) for part in list(parts.values())[: list(parts).index(key)])
        value = parts[key]
    return at


def line_of_error(data: bytes, error: Exception) -> int | None:
    """Name the line of a JSON or TOML text that an error of reading it speaks of, if it speaks of one."""
    try:
        data.decode()
    except UnicodeDecodeError as fault:  # messages count its place in a string, not in the text
        return data.count(b"\n", 0, fault.start) + 1
    message = str(error)
    if found := TOML_LINE.search(message):
        return int(found[1])
    if found := JSON_BYTE.search(message):
        return data.count(b"\n", 0, int(found[1])) + 1
    if found := JSON_FIELD.search(message):
        return line_of(data, *(key or int(index) for key, index in FIELD_PART.findall(found[1])))
    return None


def _parts(value: object) -> Mapping[Key, object]:
    if isinstance(value, dict):
        return cast("dict[Key, object]", value)
    return dict(enumerate(cast("list[object]", value))) if isinstance(value, list) else {}


def _height(value: object) -> int:
    parts = _parts(value)
    return 2 + sum(_height(part) for part in parts.values()) if parts else 1


def _plain(value: object) -> object:
    """Turn what msgspec does not know into what it does."""
    if isinstance(value, _Scalar) and value.shape == ():
        return value.item()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[object, object]", value))
    if isinstance(value, Sequence):
        return list(cast("Sequence[object]", value))
    raise TypeError(f"{type(value).__name__} has no form in JSON")
