"""Hash what a form is given: equal samples have equal hashes, whatever they came in."""

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from typing import cast

import numpy as np

from holdfire.model.ids import digest


def digest_of(sample: object, *, without: Collection[str] = ()) -> str:
    """Hash every value of a sample to 64 hex digits. without: names of fields that are left out."""
    return digest(*_parts(sample, without))


def _parts(value: object, without: Collection[str]) -> tuple[str, ...]:
    if isinstance(value, np.ndarray):
        held = repr(value.tolist()) if value.dtype == object else value.tobytes().hex()
        return (f"{value.dtype.str}{value.shape}", held)
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
    elif isinstance(value, Mapping):
        named = dict(sorted(cast("Mapping[str, object]", value).items()))
    elif isinstance(value, tuple):
        named = {str(place): inner for place, inner in enumerate(cast("tuple[object, ...]", value))}
    else:
        return (repr(value),)
    return tuple(
        part
        for name, inner in named.items()
        if name not in without
        for part in (name, *_parts(inner, without))
    )
