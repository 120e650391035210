"""What `import` takes, one line a kind: how it is called, what it is, and who reads it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from holdfire.case.folder import Case
from holdfire.cli.application import this_act
from holdfire.control.cells import REACH_KM
from holdfire.errors import UsageError
from holdfire.events import format_for
from holdfire.events.csv_mapping import with_fixed
from holdfire.intake.actors import import_actors
from holdfire.intake.captures import import_captures
from holdfire.intake.control import NO_WISHES, MapWishes, import_control
from holdfire.intake.locating import located_by
from holdfire.intake.mapping import mapping
from holdfire.intake.marked_ground import MarkRules
from holdfire.intake.places import import_gazetteer
from holdfire.intake.quick import Report
from holdfire.intake.settings import import_settings
from holdfire.intake.tables import import_events
from holdfire.model.table import TableFormat

MOST_REACH_KM = 1_000.0  # beyond it a plane is too bent to draw on


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One call of `import`, as the user made it."""

    case: Case
    kind: str
    files: tuple[Path, ...]
    name: str | None = None
    skip_bad: bool = False
    columns: tuple[str, ...] = ()
    every: bool = False
    mapping: Path | None = None
    sides: tuple[str | None, str | None] = (None, None)
    place_names: bool = False
    maps: MapWishes = NO_WISHES

    def only_file(self) -> Path:
        """Give the one file of kinds of which a case has one."""
        if len(self.files) != 1:
            raise UsageError(f"import {self.kind} takes one file: {KINDS[self.kind].what} of the case")
        return self.files[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What it is, for help and messages, and the call that imports it."""

    what: str
    run: Callable[[Import], Report]


def _events(asked: Import, scheme: str | TableFormat | None = None) -> Report:
    return import_events(
        asked.case,
        scheme or asked.kind,
        asked.files,
        name=asked.name,
        skip_bad=asked.skip_bad,
        act=this_act(),
        locate=located_by(asked.case) if asked.place_names else None,
    )


def _mapped(asked: Import) -> Report:
    if asked.mapping is None:
        raise UsageError("import csv needs --map MAP.toml; --propose writes one to begin with")
    return _events(asked, with_fixed(mapping(asked.mapping), _sides(asked)))


def _strikes(asked: Import) -> Report:
    fmt = format_for((), "strikes") if asked.mapping is None else mapping(asked.mapping)
    return _events(asked, with_fixed(fmt, _sides(asked)))


def _sides(asked: Import) -> dict[str, str]:
    """Name who struck whom, as far as the user says."""
    return {ours: name for ours, name in zip(("side_a", "side_b"), asked.sides, strict=True) if name}


def _columns(asked: Import) -> dict[str, str]:
    """Read which column of the table holds what, as far as the user says."""
    pairs = [
        (ours.strip(), sign, theirs.strip())
        for ours, sign, theirs in (c.partition("=") for c in asked.columns)
    ]
    if wrong := [
        given for given, (ours, _, theirs) in zip(asked.columns, pairs, strict=True) if not (ours and theirs)
    ]:
        raise UsageError(f"--column is written OURS=THEIRS, such as name=NAME_1, not {wrong[0]!r}")
    return {ours: theirs for ours, _, theirs in pairs}


def _captures(asked: Import) -> Report:
    return import_captures(
        asked.case,
        asked.files,
        name=asked.name,
        columns=_columns(asked),
        skip_bad=asked.skip_bad,
        act=this_act(),
    )


def mark_rules(
    reach: float | None, gap: int | None, seen: Sequence[Path] | None, within: Path | None
) -> MarkRules:
    """Read how place marks are to become ground; raise UsageError for what can't be meant."""
    if reach is not None and not 0 < reach <= MOST_REACH_KM:
        raise UsageError(f"--reach takes more than 0 and at most {MOST_REACH_KM:g} km, not {reach:g}")
    if gap is not None and gap < 0:
        raise UsageError(f"--gap takes 0 days or more, not {gap}")
    if seen and gap is None:
        raise UsageError("--seen needs --gap: how many days a mark counts after it was last seen")
    return MarkRules(
        reach_km=REACH_KM if reach is None else reach, gap_days=gap, seen=tuple(seen or ()), within=within
    )


def _control(asked: Import) -> Report:
    terms = replace(asked.maps.terms, columns=_columns(asked))
    marks = replace(asked.maps.marks, skip_bad=asked.skip_bad)
    wishes = replace(asked.maps, terms=terms, marks=marks)
    return import_control(asked.case, asked.files, name=asked.name, act=this_act(), wishes=wishes)


def _places(asked: Import) -> Report:
    return import_gazetteer(
        asked.case,
        asked.files,
        name=asked.name,
        columns=_columns(asked),
        skip_bad=asked.skip_bad,
        act=this_act(),
    )


KINDS: Mapping[str, Kind] = {
    "ucdp": Kind(what="event data of UCDP", run=_events),
    "acled": Kind(what="event data of ACLED", run=_events),
    "strikes": Kind(what="releases of strikes (needs --side-a, --side-b)", run=_strikes),
    "csv": Kind(what="any table of events (needs --map)", run=_mapped),
    "control": Kind(what="control maps, and tables of dated place marks", run=_control),
    "captures": Kind(what="dated changes of who holds a town (CSV)", run=_captures),
    "places": Kind(what="gazetteers and boundaries", run=_places),
    "actors": Kind(
        what="the actor registry, or an actor list of UCDP",
        run=lambda i: import_actors(i.case, i.only_file(), this_act(), every=i.every),
    ),
    "settings": Kind(what="the settings", run=lambda i: import_settings(i.case, i.only_file(), this_act())),
}

_NAMES = tuple(KINDS)
KINDS_LISTED = f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}"
KINDS_HELP = "; ".join(f"{name}: {kind.what}" for name, kind in KINDS.items()) + "."
