"""A case out of files of any kind: guess what each is, bring them in together, or leave nothing behind."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.errors import CaseError, HoldfireError, InputError
from holdfire.intake.actor_list import import_actor_list, text_of_list
from holdfire.intake.actors import import_actors
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.opening import new_case
from holdfire.intake.places import import_gazetteer
from holdfire.intake.recognition import Sort, sort_of
from holdfire.intake.tables import import_events, stem_of
from holdfire.model.ids import slug


class Report(Protocol):
    """What every import says of itself."""

    def sentences(self) -> Iterable[str]:
        """Say it in lines for a reader."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file, what it was taken for, and what its import said."""

    file: str
    sort: Sort
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickReport:
    """Where the case is, and what each file was taken for, in the order in which they were brought in."""

    case: str
    files: tuple[Taken, ...]

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        for taken in self.files:
            yield f"{taken.file} was taken for {taken.sort.words}"
            yield from (f"  {line}" for line in taken.said)
        yield f"the case: {self.case}"


def quick_case(files: Sequence[Path], into: Path | None, act: Act) -> QuickReport:
    """Make a case beside the first file, under its name, or at `into`, and bring every file into it.

    Raises
    ------
    InputError
        Where any file is of no known kind or can't be taken; lists what is wrong with each. No case is made.
    CaseError
        Where the folder is not empty or can't be made.
    """
    folder = into or files[0].parent / f"{stem_of(files[0])}-case"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"{folder} exists and is not empty; name another folder with --into")
    sorts, faults = _sorted(files)
    if faults:
        raise InputError(_whole(faults))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".holdfire-quick-", dir=folder.absolute().parent) as beside:
            made = Path(beside) / "case"
            case = new_case(made, title=stem_of(files[0]), actors=None, act=act)
            taken = _bring(case, sorts, act)
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise CaseError(f"{folder} can't be made ({error.strerror}); choose one with --into") from error
    return QuickReport(case=str(folder), files=taken)


def _sorted(files: Sequence[Path]) -> tuple[list[tuple[Path, Sort]], list[str]]:
    """Guess what each file is, in the order in which imports build on one another."""
    found: list[tuple[Path, Sort]] = []
    faults: list[str] = []
    for file in files:
        try:
            found.append((file, sort_of(file)))
        except HoldfireError as error:
            faults.append(str(error))
    order = list(Sort)
    return sorted(found, key=lambda pair: order.index(pair[1])), faults


def _bring(case: Case, sorts: Sequence[tuple[Path, Sort]], act: Act) -> tuple[Taken, ...]:
    taken: list[Taken] = []
    faults: list[str] = []
    for file, sort in sorts:
        try:
            report = IMPORTERS[sort](case, file, act)
        except HoldfireError as error:
            faults.append(f"{file}, taken for {sort.words}: {error}")
            continue
        taken.append(Taken(file=str(file), sort=sort, said=tuple(report.sentences())))
    if faults:
        raise InputError(_whole(faults))
    return tuple(taken)


def _whole(faults: Sequence[str]) -> str:
    return "\n".join(("no case was made:", *faults))


def _free_name(case: Case, file: Path) -> str:
    """Name a data set as its file, numbered where another file of the call has that name."""
    name = slug(stem_of(file))
    taken = {
        Path(other).stem for folder in ("events", "control", "places") for other in case.names(f"{folder}/*")
    }
    return next(n for n in (name, *(f"{name}_{k}" for k in range(2, len(taken) + 3))) if n not in taken)


def _events(case: Case, file: Path, act: Act, scheme: str) -> Report:
    return import_events(case, scheme, [file], name=_free_name(case, file), skip_bad=False, act=act)


def _actor_list(case: Case, file: Path, act: Act) -> Report:
    return import_actor_list(case, text_of_list(file) or "", act, source=file.name, every=False)


def _places(case: Case, file: Path, act: Act) -> Report:
    return import_gazetteer(case, [file], name=_free_name(case, file), columns={}, skip_bad=False, act=act)


IMPORTERS: dict[Sort, Callable[[Case, Path, Act], Report]] = {
    Sort.ACTORS: import_actors,
    Sort.UCDP: lambda case, file, act: _events(case, file, act, "ucdp"),
    Sort.ACLED: lambda case, file, act: _events(case, file, act, "acled"),
    Sort.ACTOR_LIST: _actor_list,
    Sort.CONTROL: lambda case, file, act: import_control(case, [file], name=_free_name(case, file), act=act),
    Sort.PLACES: _places,
    Sort.DOCUMENTS: lambda case, file, act: add_documents(case, [file], About(), act),
}
