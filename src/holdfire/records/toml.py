"""TOML text to plain dicts, with errors that name the file and the line."""

import tomllib

from holdfire.errors import InputError


def read_toml(text: str, *, source: str) -> dict[str, object]:
    """Read TOML into dicts, lists and scalars.

    Raises
    ------
    InputError
        Where the text is no TOML; names source, line and column.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{source} is no TOML: {error}") from error
    except RecursionError as error:
        raise InputError(f"{source} is no TOML of ours: its lists or tables nest too deep") from error


def without_none(value: object) -> object:
    """Leave out what is None, at every depth: TOML has no word for it, and absence says the same."""
    if isinstance(value, dict):
        return {key: without_none(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [without_none(part) for part in value]
    return value
