"""A mapping file guessed from a table's header and first rows; what can't be told is left open and said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import tomlkit

from holdfire.events.csv_mapping import REQUIRED
from holdfire.model.event import EventKind

NAMES: Mapping[str, tuple[str, ...]] = {
    "event_id": ("id", "event_id", "eventid", "uid", "globaleventid", "incident_id", "ref"),
    "raw_kind": ("event_type", "type", "category", "kind", "incident_type", "type_of_event", "attack_type"),
    "side_a": (
        "side_a",
        "actor1",
        "actor_1",
        "actor_a",
        "party_a",
        "group_a",
        "actor",
        "perpetrator",
        "attacker",
        "belligerent",
        "party",
        "group",
    ),
    "side_b": (
        "side_b",
        "actor2",
        "actor_2",
        "actor_b",
        "party_b",
        "group_b",
        "target",
        "victim",
        "opponent",
        "adversary",
    ),
    "side_a_allies": ("assoc_actor_1", "allies_a"),
    "side_b_allies": ("assoc_actor_2", "allies_b"),
    "date_start": (
        "date_start",
        "date",
        "event_date",
        "start_date",
        "day",
        "incident_date",
        "datum",
        "fecha",
    ),
    "date_end": ("date_end", "end_date"),
    "lat": ("latitude", "lat", "y", "lat_dd", "point_y"),
    "lon": ("longitude", "lon", "long", "lng", "x", "point_x"),
    "country": ("country", "country_name", "pays", "pais"),
    "adm_1": ("adm_1", "admin1", "adm1", "admin_1", "province", "governorate", "state", "region", "oblast"),
    "adm_2": ("adm_2", "admin2", "adm2", "admin_2", "district", "county"),
    "place": ("place", "location", "town", "village", "city", "settlement", "site", "where"),
    "low": ("low", "deaths_low", "killed_min", "min_deaths"),
    "best": ("best", "fatalities", "deaths", "killed", "total_killed", "casualties", "dead"),
    "high": ("high", "deaths_high", "killed_max", "max_deaths"),
    "sources": ("source", "sources", "source_office", "outlet"),
    "headline": ("headline", "notes", "description", "title", "summary", "text"),
    "acts": ("strikes", "number_of_strikes", "airstrikes", "attacks"),
}
DATE_FORMS = (
    *("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"),
    *("%d-%m-%Y", "%m-%d-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%B %d, %Y"),
    *("%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "%m-%d-%y", "%y-%m-%d", "%d %b %y", "%d-%b-%y"),
)
NOTHING = ("NA", "N/A", "n/a", "NULL", "null", "None", "none", "-", "Unknown", "unknown", "1753-01-01")
KIND_WORDS: tuple[tuple[str, EventKind], ...] = (
    (r"civilian|one.?sided|massacre|execution|abduct|kidnap", EventKind.ONE_SIDED),
    (r"strike|air|shell|bomb|artiller|drone|missile|rocket|mine\b|ied\b|explos|remote", EventKind.REMOTE),
    (r"clash|battle|fight|combat|ambush|offensive|firefight", EventKind.BATTLE),
    (r"protest|demonstrat", EventKind.PROTEST),
    (r"riot|mob", EventKind.RIOT),
    (r"agreement|arrest|truce|ceasefire|strategic|withdraw", EventKind.STRATEGIC),
)
MOST_KINDS = 40  # a column with more different words holds no kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A mapping file that was guessed, what was taken for what, and what could not be told."""

    text: str
    columns: Mapping[str, str]
    unknown: tuple[str, ...]


def propose(header: Sequence[str], rows: Sequence[Sequence[str]], *, scheme: str) -> Proposal:
    """Guess how a table of events is to be read; rows: its first rows, as text."""
    cells = {
        name: [row[at].strip() for row in rows if at < len(row)] for at, name in enumerate(header) if name
    }
    columns = _columns(cells)
    empty = [word for word in NOTHING if any(word in values for values in cells.values())]
    dates, dated = _dates(cells.get(columns.get("date_start", ""), []), empty)
    kinds, kinds_open = _kinds(cells.get(columns.get("raw_kind", ""), []), empty)
    if not kinds and not kinds_open:
        columns.pop("raw_kind", None)
    unknown = tuple(_unknown(columns, dated, kinds, kinds_open))
    parts = [
        "# How a table of events is read; made by: holdfire import csv FILE --propose",
        "# Check every line. What could not be told stands below with a question mark.",
        f"scheme = {_quoted(scheme)}  # stands before each event's id",
        f"dates = [{', '.join(map(_quoted, dates))}]{'' if not dated else f'  # ? {dated}'}",
        *_lines_of_decimal(columns, cells),
        f"empty = [{', '.join(map(_quoted, empty))}]  # words for “nothing”",
        *_lines_of_columns(columns, header),
        *_lines_of_fixed(columns, kinds, kinds_open),
        *_lines_of_kinds(kinds, kinds_open),
    ]
    return Proposal(text="\n".join(parts) + "\n", columns=columns, unknown=unknown)


def _columns(cells: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Take for each of ours the column whose name is known for it and whose values may be such."""
    named = {re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_"): name for name in reversed(list(cells))}
    found: dict[str, str] = {}
    for ours, words in NAMES.items():
        fits = [named[w] for w in words if w in named and _may_be(ours, cells[named[w]])]
        free = [name for name in fits if name not in found.values()]
        if free:
            found[ours] = free[0]
    return {
        ours: name
        for ours, name in found.items()
        if not ours.endswith("_allies") or ours.removesuffix("_allies") in found
    }


def _may_be(ours: str, values: Sequence[str]) -> bool:
    filled = [value for value in values if value and value not in NOTHING]
    if ours in {"lat", "lon"}:
        return _numbers_within(filled, 90 if ours == "lat" else 180)
    if ours in {"low", "best", "high", "acts"}:
        return all(re.fullmatch(r"\d+(\.0+)?", value) for value in filled)
    if ours == "event_id":
        return len(set(values)) == len(values) and all(values)
    if ours == "date_start":
        return any(_is_day(value, form) for value in filled for form in DATE_FORMS)
    return True


def _numbers_within(values: Sequence[str], bound: float) -> bool:
    try:
        numbers = [float(value.replace(",", ".")) for value in values]
    except ValueError:
        return False
    mixed = all(any(mark in value for value in values) for mark in ".,")
    return not mixed and all(abs(number) <= bound for number in numbers)


def _forms(values: Sequence[str]) -> list[str]:
    return [form for form in DATE_FORMS if values and all(_is_day(value, form) for value in values)]


def _is_day(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007  only whether it is one
    except ValueError:
        return False
    return True


def _dates(values: Sequence[str], empty: Sequence[str]) -> tuple[list[str], str]:
    """Find the forms in which every day reads; several that read them differently are left open."""
    filled = [value for value in values if value and value not in empty]
    if not filled:
        return [], "no column of days was found; name the form, such as %d/%m/%Y"
    fits = _forms(filled)
    if len(fits) == 1:
        return fits, ""
    if fits:
        return [], f"every day reads in several forms; choose {' or '.join(map(_quoted, fits))}"
    mixed = [form for form in DATE_FORMS if any(_is_day(value, form) for value in filled)]
    return [], f"the days are written in several forms; name them, perhaps {', '.join(map(_quoted, mixed))}"


def _kinds(values: Sequence[str], empty: Sequence[str]) -> tuple[dict[str, EventKind], list[str]]:
    """Guess what each word for a kind means; give also the words of which nothing is known."""
    words = sorted({value for value in values if value and value not in empty})
    if len(words) > MOST_KINDS:
        return {}, []
    meant = {word: next((k for p, k in KIND_WORDS if re.search(p, word.casefold())), None) for word in words}
    return {w: k for w, k in meant.items() if k is not None}, [w for w, k in meant.items() if k is None]


def _unknown(
    columns: Mapping[str, str], dated: str, kinds: Mapping[str, EventKind], kinds_open: Sequence[str]
) -> Iterator[str]:
    yield from (f"which column is {ours}" for ours in REQUIRED if ours not in columns)
    if dated and "date_start" in columns:
        yield f"how days are written: {dated}"
    if not kinds and not kinds_open:
        yield "what kind of event a row is"
    yield from (f"what kind of event {word!r} is" for word in kinds_open)
    if not {"lat", "lon"} <= columns.keys():
        yield "where events are: without lat and lon they are not on the map"


def _lines_of_decimal(columns: Mapping[str, str], cells: Mapping[str, Sequence[str]]) -> Iterator[str]:
    numbers = (value for ours in ("lat", "lon") if ours in columns for value in cells[columns[ours]])
    if any("," in value for value in numbers):
        yield 'decimal = ","  # numbers are written 10,5'


def _lines_of_columns(columns: Mapping[str, str], header: Sequence[str]) -> Iterator[str]:
    yield "\n[columns]  # ours = the column of the table"
    yield from (f"{ours} = {_quoted(name)}" for ours, name in columns.items())
    yield from (f'# {ours} = "?"' for ours in REQUIRED if ours not in columns)
    rest = [name for name in header if name and name not in columns.values()]
    if rest:
        yield f"# not used: {', '.join(_quoted(name) for name in rest)}"


def _lines_of_fixed(
    columns: Mapping[str, str], kinds: Mapping[str, EventKind], kinds_open: Sequence[str]
) -> Iterator[str]:
    yield "\n[fixed]  # what holds for every row that says nothing else itself"
    yield from (f'# {ours} = "?"' for ours in ("side_a", "side_b", "country") if ours not in columns)
    if not kinds and not kinds_open:
        yield f'# kind = "?"  # one of {", ".join(EventKind)}'
    yield '# initiator = "side_a"  # only where the source says who acted'


def _lines_of_kinds(kinds: Mapping[str, EventKind], kinds_open: Sequence[str]) -> Iterator[str]:
    if not kinds and not kinds_open:
        return
    yield f"\n[kinds]  # word of raw_kind = one of {', '.join(EventKind)}"
    yield from (f"{_quoted(word)} = {_quoted(kind)}" for word, kind in kinds.items())
    yield from (f'# {_quoted(word)} = "?"' for word in kinds_open)


def _quoted(text: str) -> str:
    return tomlkit.item(str(text)).as_string()
