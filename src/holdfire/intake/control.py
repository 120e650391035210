"""Control maps into a case: read, checked feature by feature, stored in one normal form."""

import hashlib
import pathlib
from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.control import read_control, write_geojson
from holdfire.errors import ControlError, Problem
from holdfire.model.control import ControlSpell
from holdfire.model.ids import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlReport:
    """What was imported: the source's name in the case, its features, its holders as named, its days.

    replaced: another map of that name went; unchanged: the case had this very map, and nothing was written.
    """

    name: str
    files: tuple[str, ...]
    spells: int
    holders: tuple[str, ...]
    unassigned: int
    days: tuple[str, ...]
    replaced: bool
    unchanged: bool = False

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        verb = "replaced" if self.replaced else "imported"
        span = (
            self.days[0]
            if len(self.days) == 1
            else f"{len(self.days)} days from {self.days[0]} to {self.days[-1]}"
        )
        lines = [f"{verb} control map {self.name}: {self.spells} features, {span}"]
        if self.unchanged:
            lines = [
                f"control map {self.name} is unchanged: {self.spells} features, {span}; nothing was written"
            ]
        lines.append(f"holders: {', '.join(self.holders) or 'none'}")
        if self.unassigned:
            lines.append(f"{self.unassigned} features have no holder: nobody's or contested ground")
        return tuple(lines)


def import_control(case: Case, paths: Sequence[pathlib.Path], *, name: str | None, act: Act) -> ControlReport:
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
    title = slug(name if name is not None else paths[0].stem)
    spells = _read_all(paths, title)
    target = f"control/{title}.geojson"
    before = case.logged().get(target)
    data = write_geojson(spells)
    unchanged = before == hashlib.sha256(data).hexdigest() == _hash_in_place(case, target)
    if not unchanged:
        sources = [{"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in paths]
        case.commit(
            act,
            "import control",
            write={target: data},
            expects={target: before},
            detail={"name": title, "sources": sources},
        )
    return ControlReport(
        name=title,
        files=tuple(p.name for p in paths),
        spells=len(spells),
        holders=tuple(sorted({s.holder for s in spells if s.holder is not None})),
        unassigned=sum(s.holder is None for s in spells),
        days=tuple(sorted({s.since.isoformat() for s in spells})),
        replaced=before is not None and not unchanged,
        unchanged=unchanged,
    )


def _hash_in_place(case: Case, name: str) -> str | None:
    """Hash a file of the case as it is now; None where it is gone, though the log may name it."""
    path = case.path / name
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _read_all(paths: Sequence[pathlib.Path], title: str) -> tuple[ControlSpell, ...]:
    """Read every file; raise once, with what is wrong in all of them."""
    spells: list[ControlSpell] = []
    problems: list[Problem] = []
    total = 0
    for path in paths:
        try:
            spells += read_control(path, source=title)
        except ControlError as error:
            problems += error.problems
            total += error.total
    if not problems and not spells:
        problems = [Problem(file=path.name, message="has no feature, so it is no map") for path in paths]
        total = len(problems)
    if problems:
        raise ControlError("nothing was imported; mend these:", problems, total)
    return tuple(spells)
