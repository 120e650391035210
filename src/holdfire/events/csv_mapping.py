"""A mapping file (TOML) as a table format: any table of events becomes one that is read like the others."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from holdfire.errors import Problem, TableError
from holdfire.model.event import COLUMNS, EventKind
from holdfire.model.ids import slug
from holdfire.model.table import MEMBERS, Column, Day, Decimal, Joined, Kind, TableFormat, Text, Whole

KINDS_OF_COLUMNS: Mapping[str, Kind] = {
    "date_start": Day(),
    "date_end": Day(),
    "date_prec": Whole(minimum=1, maximum=5),
    "lat": Decimal(minimum=-90, maximum=90),
    "lon": Decimal(minimum=-180, maximum=180),
    "where_prec": Whole(minimum=1, maximum=7),
    "radius_km": Decimal(minimum=0, maximum=20_000),
    "low": Whole(minimum=0),
    "best": Whole(minimum=0),
    "high": Whole(minimum=0),
    "acts": Whole(minimum=0),
    "clarity": Whole(minimum=1),
}
MAPPED = tuple(name for name in COLUMNS if name not in {"dataset", "row", "kind"})
FIXABLE = (*(name for name in MAPPED if name not in {"event_id", "date_start", "raw_kind"}), "kind")
ALLIES = {"side_a_allies": "side_a", "side_b_allies": "side_b"}
REQUIRED = ("side_a", "date_start")
DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
TOP = (
    "scheme",
    "licence",
    "dates",
    "decimal",
    "empty",
    "columns",
    "kinds",
    "fixed",
    "radius_km",
    "where_prec",
    "date_prec",
)

DIRECTIVE = re.compile(r"%-?.?")
YEAR, MONTH, MONTHDAY = {"%Y", "%y"}, {"%m", "%-m", "%b", "%B"}, {"%d", "%-d"}
CLOCK = {"%H", "%-H", "%I", "%-I", "%M", "%-M", "%S", "%-S", "%f", "%p", "%z"}
READABLE = {*YEAR, *MONTH, *MONTHDAY, *CLOCK, "%a", "%A", "%%"}
"""Parts of a form of days: one of each of the first three is needed; the engine does not know all others."""

Entry = tuple[str, str]
"""Where in a mapping, and what is wrong there."""


def read_mapping(text: str, *, source: str) -> TableFormat:
    """Read a mapping file; raise TableError with everything that is wrong with it."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{source} is no TOML: {error}") from error
    if wrong := list(_wrong(given)):
        problems = [Problem(file=source, column=where, message=what) for where, what in wrong]
        raise TableError(f"{source} maps no table:", problems)
    columns: dict[str, str] = given["columns"]
    return TableFormat(
        name="csv",
        scheme=slug(given["scheme"]),
        columns={ours: _column(ours, given) for ours in MAPPED if ours in columns},
        dates=tuple(given.get("dates", DATES)),
        decimal=given.get("decimal", "."),
        empty=("", *given.get("empty", ())),
        kinds={str(raw): kind for raw, kind in given.get("kinds", {}).items()},
        radius_km=_numbers(given.get("radius_km", {})),
        codes={ours: _codes(given[ours]) for ours in ("where_prec", "date_prec") if ours in given},
        fixed={ours: str(value) for ours, value in given.get("fixed", {}).items()},
        licence=given.get("licence", ""),
    )


def with_fixed(fmt: TableFormat, fixed: Mapping[str, str]) -> TableFormat:
    """Say of every row what its table does not, such as who struck whom."""
    return replace(fmt, fixed={**fmt.fixed, **fixed})


def _column(ours: str, given: Mapping[str, Mapping[str, str]]) -> Column:
    columns = given["columns"]
    told = "kind" not in given.get("fixed", {})  # the kind, by raw_kind and nothing else
    codes = [int(code) for code in given.get(ours, {})]
    kind = KINDS_OF_COLUMNS.get(ours, Text())
    allies = next((columns[a] for a, side in ALLIES.items() if side == ours and a in columns), None)
    return Column(
        aliases=(columns[ours].strip().casefold(),),
        kind=Whole(minimum=min(codes), maximum=max(codes)) if codes else kind,
        required=ours in (*REQUIRED, "event_id") or (ours == "raw_kind" and told),
        joined=None if allies is None else Joined(aliases=(allies.strip().casefold(),), glue=MEMBERS),
    )


def _numbers(given: Mapping[str, float]) -> dict[int, float]:
    return {int(code): float(km) for code, km in given.items()}


def _codes(given: Mapping[str, int]) -> dict[int, int]:
    return {int(code): ours for code, ours in given.items()}


def _wrong(given: Mapping[str, object]) -> Iterator[Entry]:
    yield from ((key, f"unknown; known are {', '.join(TOP)}") for key in given if key not in TOP)
    if not isinstance(given.get("scheme"), str) or not str(given.get("scheme")).strip():
        yield "scheme", "a word is needed that stands before each event's id, such as the source's name"
    if not isinstance(given.get("licence", ""), str):
        yield "licence", "must be text"
    if given.get("decimal", ".") not in (".", ","):
        yield "decimal", 'must be "." or ",", as numbers are written in the table'
    for key in ("dates", "empty"):
        words = given.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            yield key, "must be a list of words"
    yield from _wrong_dates(given.get("dates", DATES))
    for key in ("columns", "kinds", "fixed", "radius_km", "where_prec", "date_prec"):
        if not isinstance(given.get(key, {}), dict):
            yield key, "must be a table of pairs"
            return
    yield from _wrong_columns(_table(given, "columns"), _table(given, "fixed"))
    yield from _wrong_fixed(_table(given, "fixed"))
    yield from _wrong_kinds(given)
    yield from _wrong_codes(given)


def _table(given: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = given.get(key, {})
    return found if isinstance(found, dict) else {}


def _wrong_dates(forms: object) -> Iterator[Entry]:
    if not forms:
        yield "dates", "must name at least one form, such as %d/%m/%Y (day first) or %m/%d/%Y (month first)"
    for form in forms if isinstance(forms, list) else []:
        parts = set(DIRECTIVE.findall(str(form)))
        if not all(parts & needed for needed in (YEAR, MONTH, MONTHDAY)) or parts - READABLE:
            yield "dates", f"{form!r} is no form of a day, such as %d/%m/%Y"


def _wrong_columns(columns: Mapping[str, object], fixed: Mapping[str, object]) -> Iterator[Entry]:
    known = (*MAPPED, *ALLIES)
    for ours, theirs in columns.items():
        if ours not in known:
            yield f"columns.{ours}", f"no column of ours; these are: {', '.join(known)}"
        elif not isinstance(theirs, str) or not theirs.strip():
            yield f"columns.{ours}", "must name a column of the table"
        elif ours in ALLIES and ALLIES[ours] not in columns:
            yield f"columns.{ours}", f"needs {ALLIES[ours]}, whose allies these are"
    for ours in REQUIRED:
        if ours not in columns and ours not in fixed:
            yield f"columns.{ours}", "is needed: an event has a day and at least one side"


def _wrong_fixed(fixed: Mapping[str, object]) -> Iterator[Entry]:
    for ours, value in fixed.items():
        kind = KINDS_OF_COLUMNS.get(ours, Text())
        if ours not in FIXABLE:
            yield f"fixed.{ours}", f"can't be the same for every row; these can: {', '.join(FIXABLE)}"
        elif ours == "initiator" and value not in ("side_a", "side_b"):
            yield "fixed.initiator", "must be side_a or side_b"
        elif ours == "kind" and value not in set(EventKind):
            yield "fixed.kind", f"must be one of {', '.join(EventKind)}"
        elif (wrong := _not_of(kind, str(value))) is not None:
            yield f"fixed.{ours}", wrong


def _not_of(kind: Kind, value: str) -> str | None:
    """Say why a value is not of a kind; None where it is."""
    if isinstance(kind, Day):
        try:
            date.fromisoformat(value)
        except ValueError:
            return "must be a day such as 2017-10-01"
    if isinstance(kind, Whole | Decimal):
        try:
            number = int(value) if isinstance(kind, Whole) else float(value)
        except ValueError:
            return "must be a whole number" if isinstance(kind, Whole) else "must be a number"
        low, high = kind.minimum, kind.maximum
        if not (low is None or number >= low) or not (high is None or number <= high):
            return f"must lie between {low} and {high}" if high is not None else f"must be at least {low}"
    return None


def _wrong_kinds(given: Mapping[str, object]) -> Iterator[Entry]:
    kinds, columns = _table(given, "kinds"), _table(given, "columns")
    for raw, kind in kinds.items():
        if kind not in set(EventKind):
            yield f"kinds.{raw}", f"must be one of {', '.join(EventKind)}"
    fixed = "kind" in _table(given, "fixed")
    if not fixed and not kinds:
        yield "kinds", "say what each word of raw_kind means, or give fixed.kind for every row"
    if kinds and "raw_kind" not in columns:
        yield "columns.raw_kind", "is needed: the column that holds the words under [kinds]"


def _wrong_codes(given: Mapping[str, object]) -> Iterator[Entry]:
    for key in ("radius_km", "where_prec", "date_prec"):
        for code, ours in _table(given, key).items():
            whole = isinstance(ours, int) and not isinstance(ours, bool)
            fits = code.isdigit() and (whole or (key == "radius_km" and isinstance(ours, float)))
            if not fits:
                yield f"{key}.{code}", "must map a code to a number"
            elif (wrong := _not_of(KINDS_OF_COLUMNS[key], str(ours))) is not None:
                yield f"{key}.{code}", wrong if key == "radius_km" else f"{wrong}, UCDP's codes"
