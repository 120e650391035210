"""Control maps into a case: read, checked feature by feature, stored in one normal form."""

import hashlib
import json
import pathlib
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from holdfire.actors.holders import holder_label
from holdfire.actors.registry import Registry
from holdfire.case.act import Act
from holdfire.case.contents import actors
from holdfire.case.folder import Case
from holdfire.contact.ground import by_source
from holdfire.control import UNSAID, Terms, read_control, read_map, write_geojson
from holdfire.control.agreement import agreements
from holdfire.control.mending import mend
from holdfire.errors import ControlError, Problem
from holdfire.intake.control_report import ControlReport, MarksReport, SpellChanges
from holdfire.intake.map_position import turned_round
from holdfire.intake.marked_ground import MarkRules, marked_ground
from holdfire.intake.packed_maps import PACKED, TABLES, unpacked
from holdfire.intake.tables import stem_of
from holdfire.model.control import ControlSpell
from holdfire.model.ids import slug

__all__ = ["ControlReport", "MapWishes", "import_control", "put_map"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapWishes:
    """What the user says of maps beyond what stands in them.

    source: what to call the source of features that name none. terms: days, columns and layer of maps.
    marks: how place marks become ground.
    """

    source: str | None = None
    terms: Terms = UNSAID
    marks: MarkRules = field(default_factory=MarkRules)


NO_WISHES = MapWishes()


def import_control(
    case: Case, paths: Sequence[pathlib.Path], *, name: str | None, act: Act, wishes: MapWishes = NO_WISHES
) -> ControlReport:
    """Put the maps of one source into a case as control/<name>.geojson; a map of that name is replaced.

    Holders stay as the maps name them; they are looked up among the actors when a question is asked.

    Parameters
    ----------
    paths
        One file or several files of one source.
    name
        What to call the source; None: the name of its file.

    Raises
    ------
    ControlError
        With every problem of every file; nothing was changed.
    BusyError
        Where another process imports a map of that name at the same time.
    """
    if name is None and len(paths) != 1:
        message = "several files become one source; say with --name what to call it"
        raise ControlError(message, [Problem(file=str(p), message="is one of several") for p in paths])
    title = slug(name if name is not None else stem_of(paths[0]))
    read = _read_all(case, paths, wishes, source=wishes.source or title)
    sources = [{"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in paths]
    report = put_map(case, read.spells, title=title, sources=sources, act=act)
    return replace(report, mended=read.mended, notes=read.notes, marks=read.marks)


def put_map(  # noqa: PLR0913  a map, its name, where it is from, who puts it there, and what goes with it
    case: Case,
    spells: Sequence[ControlSpell],
    *,
    title: str,
    sources: Sequence[Mapping[str, str]],
    act: Act,
    verb: str = "import control",
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> ControlReport:
    """Put the ground of one source into a case as control/<title>.geojson, in place of a map of that name.

    sources: the files that it was read from, each with its hash. beside: further files of the same commit.

    Raises
    ------
    ControlError
        Where latitude and longitude are swapped; nothing was changed.
    BusyError
        Where another process imports a map of that name at the same time.
    """
    target = f"control/{title}.geojson"
    others = _others(case, target)
    files = tuple(source["file"] for source in sources)
    _refuse_turned_round(case, files, spells, others)
    data = write_geojson(spells)
    write = {target: data, **beside}
    before = {name: case.logged().get(name) for name in write}
    unchanged = all(before[n] == _sha256(content) == _hash_in_place(case, n) for n, content in write.items())
    replaced = before[target] is not None and not unchanged
    older = case.read(target) if replaced and target in case.names(target) else b""
    report = ControlReport(
        name=title,
        files=files,
        spells=len(spells),
        holders=tuple(sorted({s.holder for s in spells if s.holder is not None})),
        unassigned=sum(s.holder is None for s in spells),
        days=tuple(sorted({s.since.isoformat() for s in spells})),
        replaced=replaced,
        unchanged=unchanged,
        agreement=tuple(
            agreements(by_source(spells), by_source(others), holder_label(Registry(actors(case))))
        ),
        changes=_changes(older, data) if replaced else None,
    )
    if not unchanged:
        case.commit(act, verb, write=write, expects=before, detail={"name": title, "sources": sources})
    return report


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hash_in_place(case: Case, name: str) -> str | None:
    """Hash a file of the case as it is now; None where it is gone, though the log may name it."""
    path = case.path / name
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


@dataclass(slots=True, kw_only=True)
class _Read:
    """What all files gave, while they are read."""

    spells: tuple[ControlSpell, ...] = ()
    mended: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    notes: tuple[str, ...] = ()
    marks: MarksReport | None = None
    advice: str = "mend these:"
    problems: list[Problem] = field(default_factory=list[Problem])
    total: int = 0

    def fault(self, problems: Sequence[Problem], total: int | None = None) -> None:
        self.problems += problems
        self.total += len(problems) if total is None else total


def _read_all(case: Case, paths: Sequence[pathlib.Path], wishes: MapWishes, *, source: str) -> _Read:
    """Read every file; raise once, with what is wrong in all of them."""
    read = _Read()
    tables: list[pathlib.Path] = []
    for path in paths:
        try:
            tables += _read_map(path, read, wishes.terms, source)
        except ControlError as error:
            read.fault(error.problems, error.total)
    if tables and (wishes.terms.since or wishes.terms.until or wishes.terms.layer):
        message = "place marks have a day each and no layers; leave out --from, --until and --layer"
        read.fault([Problem(file=path.name, message=message) for path in tables])
    elif tables:
        try:
            spells, read.marks = marked_ground(case, tables, columns=wishes.terms.columns, rules=wishes.marks)
            read.spells += tuple(replace(spell, source=source) for spell in spells)
        except ControlError as error:
            read.advice = error.summary.removeprefix("nothing was imported; ")
            read.fault(error.problems, error.total)
    if not read.problems and not read.spells:
        read.fault([Problem(file=path.name, message="has no feature, so it is no map") for path in paths])
    if read.problems:
        raise ControlError(f"nothing was imported; {read.advice}", read.problems, read.total)
    return read


def _read_map(path: pathlib.Path, read: _Read, terms: Terms, source: str) -> list[pathlib.Path]:
    """Read a map into what was read so far; a table of place marks is given back."""
    with (
        tempfile.TemporaryDirectory(prefix="holdfire-") as folder,
        unpacked(path, pathlib.Path(folder)) as (
            inner,
            called,
        ),
    ):
        if inner.suffix.lower() in (*TABLES, *PACKED):
            return [path]
        try:
            found = read_map(inner, source=source, terms=terms)
        except ControlError as error:
            named = [replace(problem, file=called) for problem in error.problems]
            raise ControlError(error.summary, named, error.total) from error
    sound = mend(found.spells, file=called)
    if sound.faults:
        raise ControlError("nothing was imported; mend these:", sound.faults)
    read.spells += sound.spells
    read.notes += tuple(note.replace(inner.name, called) for note in found.notes)
    if sound.features:
        read.mended[called] = sound.features
    return []


def _others(case: Case, target: str) -> list[ControlSpell]:
    names = (name for name in case.names("control/*.geojson") if name != target)
    return [spell for name in names for spell in read_control(case.path / name)]


def _refuse_turned_round(
    case: Case, files: Sequence[str], spells: Sequence[ControlSpell], others: Sequence[ControlSpell]
) -> None:
    if turned_round(case, spells, others):
        message = "lies off all places and maps of the case, and on them with latitude and longitude swapped"
        problems = [Problem(file=file, message=f"{message}; write longitude first") for file in files]
        raise ControlError("nothing was imported; mend this:", problems)


def _changes(old: bytes, new: bytes) -> SpellChanges:
    """Compare two versions of a map as they are stored, one feature a line."""
    before, now = (Counter(line.rstrip(b",") for line in data.splitlines()[1:-1]) for data in (old, new))
    added, gone = (Counter(map(_of, (a - b).elements())) for a, b in ((now, before), (before, now)))
    changed = (added & gone).total()
    return SpellChanges(new=added.total() - changed, changed=changed, deleted=gone.total() - changed)


def _of(feature: bytes) -> str:
    """Say what a stored feature is of: the same ground from the same day on, by the same source."""
    read = json.loads(feature)
    said = read["properties"]
    return json.dumps((read["geometry"], said["from"], said.get("source")))
