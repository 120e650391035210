"""Values to plain dictionaries, and to the data frames of whichever library the user has."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, Protocol, cast, runtime_checkable

from holdfire.errors import UsageError
from holdfire.model.scan import Scan
from holdfire.model.share import ActorShares
from holdfire.records.values import encode, line

Library = Literal["pandas", "polars"]
LIBRARIES: tuple[Library, ...] = ("pandas", "polars")
BULKY = ("details",)  # arrays for pictures; `to_dict` has them


@runtime_checkable
class _WithJson(Protocol):
    """A value that is more than its fields in JSON, such as an inquiry, which `ask --json` prints."""

    def as_json(self) -> dict[str, object]: ...


@runtime_checkable
class _WithAnswers(Protocol):
    @property
    def answers(self) -> Sequence[object]: ...


def to_dict(value: object) -> Any:  # noqa: ANN401  a dictionary, or a list of them
    """Turn a value, or several, into the plain values of its JSON form: what files and `--json` hold.

    One value gives a dictionary, several give a list of dictionaries. Dates become ISO text.
    """
    whole = value.as_json() if isinstance(value, _WithJson) else value
    return json.loads(encode(whole))


def to_frame(value: object, *, library: Library | None = None) -> Any:  # noqa: ANN401  the user's own library
    """Turn a value, or several, into a data frame of pandas or polars.

    One row an answer (of an inquiry, each of its answers), a row of a record, of a scan or of shares, a
    claim, a match, a deal. Fields within fields get names such as effect_value; an interval becomes low and
    high; what is no single value, and no list of such, is JSON text.

    Parameters
    ----------
    value
        What any function of holdfire returns.
    library
        Which library; None: pandas where it is installed, else polars. holdfire needs neither of them.

    Raises
    ------
    UsageError
        Where no such library is installed, or the value has no rows.
    """
    rows = [dict(_flat(row)) for row in _rows(value)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    if _library(library) == "polars":
        return import_module("polars").DataFrame(columns, strict=False)
    return import_module("pandas").DataFrame(columns)


def _library(wanted: Library | None) -> Library:
    if wanted is not None and wanted not in LIBRARIES:
        raise UsageError(f"to_frame makes frames of {' or '.join(LIBRARIES)}, not of {wanted}")
    for library in LIBRARIES if wanted is None else (wanted,):
        if find_spec(library) is not None:
            return library
    lacking = wanted or " or ".join(LIBRARIES)
    raise UsageError(f"to_frame needs {lacking}, which is not installed here; to_dict needs no library")


def _rows(value: object) -> Iterable[object]:
    """Find what the rows of a frame are."""
    if isinstance(value, Scan):
        return value.rows
    if isinstance(value, _WithAnswers):
        return value.answers
    many = isinstance(value, Sequence) and not isinstance(value, str | bytes)
    values = cast("Sequence[object]", value) if many else (value,)
    if all(isinstance(one, ActorShares) for one in values):
        return tuple(_of_shares(cast("Sequence[ActorShares]", values)))
    if not all(is_dataclass(one) for one in values):
        raise UsageError(f"a {type(value).__name__} has no rows to make a frame of")
    return values


def _of_shares(shares: Iterable[ActorShares]) -> Iterator[Mapping[str, object]]:
    """Make a row an opponent of each period and area."""
    for one in shares:
        for group in one.groups:
            own = {k: v for k, v in _flat(group) if k not in ("opponents", "interval_of_none")}
            for opponent in group.opponents:
                yield {"actor": one.actor, **own, **dict(_flat(opponent))}


def _flat(value: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """List the single values of a value by name; a value within keeps the name of its field in front."""
    if isinstance(value, Mapping):
        yield from cast("Mapping[str, object]", value).items()
        return
    for part in fields(cast("Any", value)):
        inner: object = getattr(value, part.name)
        if part.name in BULKY:
            continue
        if part.name == "answer":  # an answer with its place in a case: the place stands beside its fields
            yield from _flat(inner)
        elif is_dataclass(inner):
            yield from _flat(inner, f"{prefix}{part.name}_")
        elif part.name == "interval":
            low, high = cast("tuple[object, object]", inner or (None, None))
            yield from ((f"{prefix}low", low), (f"{prefix}high", high))
        else:
            yield f"{prefix}{part.name}", _single(inner)


def _single(value: object) -> object:
    """Keep a single value, or a list of texts or numbers; write what nests deeper as JSON text."""
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    if isinstance(value, tuple | list):
        items = [str(item) if isinstance(item, str) else item for item in cast("Sequence[object]", value)]
        if all(isinstance(item, str) for item in items) or all(
            isinstance(item, int | float) for item in items
        ):
            return items
    return line(value).decode()
