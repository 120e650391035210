"""From what a user names to single files: folders, archives and mailboxes are opened, in a fixed order."""

import pathlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from holdfire.documents import CONTAINERS, READERS, Member, container_for
from holdfire.errors import DocumentError, Problem

SUFFIXES = frozenset(suffix for one in (*READERS, *CONTAINERS) for suffix in one.suffixes)
LARGEST_INPUT = 1024 * 1024 * 1024  # bytes of one file; more would not fit into the memory of a small machine
_NOBODYS = "__MACOSX"  # what a packing program adds


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that may be a document: its name, its bytes, what it came in and where in it."""

    name: str
    data: bytes
    shown: str
    part_of: str | None = None
    path_inside: str | None = None

    @property
    def suffix(self) -> str:
        """Give the ending of the name, in small letters."""
        return pathlib.PurePath(self.name).suffix.lower()


@dataclass(slots=True)
class Gathered:
    """The files that were found, what is no document, and what could not be opened."""

    found: list[Found] = field(default_factory=list[Found])
    others: list[str] = field(default_factory=list[str])
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def left_out(self) -> tuple[str, ...]:
        """List the files of folders and archives that are no documents by their names."""
        return tuple(self.others)


def gather(paths: Sequence[pathlib.Path]) -> Gathered:
    """List the files of folders, archives and mailboxes, by name; what can't be read becomes a problem."""
    gathered = Gathered()
    for path in paths:
        if path.is_dir():
            _add_folder(gathered, path)
        else:
            _add_file(gathered, path, path.name, None)
    return gathered


def _add_folder(gathered: Gathered, folder: pathlib.Path) -> None:
    before = len(gathered.found) + len(gathered.problems)
    for path in _inside(folder):
        inside = path.relative_to(folder).as_posix()
        if path.suffix.lower() in SUFFIXES:
            _add_file(gathered, path, folder.resolve().name, inside)
        else:
            gathered.others.append(inside)
    if len(gathered.found) + len(gathered.problems) == before:
        known = ", ".join(sorted(SUFFIXES))
        message = f"holds no document; known endings are {known}"
        gathered.problems.append(Problem(file=str(folder), message=message))


def _inside(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """List the files of a folder and its folders by name; hidden ones are no one's documents."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _add_file(gathered: Gathered, path: pathlib.Path, part_of: str, inside: str | None) -> None:
    try:
        if path.stat().st_size > LARGEST_INPUT:
            raise DocumentError(f"is larger than {LARGEST_INPUT // 2**20} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        gathered.problems.append(Problem(file=str(path), message=f"can't be read: {error.strerror}"))
        return
    except DocumentError as error:
        gathered.problems.append(Problem(file=str(path), message=str(error)))
        return
    found = Found(
        name=path.name,
        data=data,
        shown=str(path),
        part_of=part_of if inside is not None else None,
        path_inside=inside,
    )
    _add(gathered, found)


def _add(gathered: Gathered, found: Found) -> None:
    """Keep a document, or open a container and keep what is in it."""
    container = container_for(found.name)
    if container is None:
        gathered.found.append(found)
        return
    kept, troubles = len(gathered.found), len(gathered.problems)
    try:
        for member in container.members(found.data, found.name):
            _add_member(gathered, found, member)
    except DocumentError as error:
        del gathered.found[kept:]
        message = str(error).removeprefix(f"{found.name}: ")
        gathered.problems.append(Problem(file=found.shown, message=message))
    if (len(gathered.found), len(gathered.problems)) == (kept, troubles):
        gathered.problems.append(Problem(file=found.shown, message="holds no document"))


def _add_member(gathered: Gathered, around: Found, member: Member) -> None:
    path = pathlib.PurePosixPath(member.path)
    shown = f"{around.shown}: {member.path}"
    if member.refused is not None:
        gathered.problems.append(Problem(file=shown, message=member.refused))
    elif any(part.startswith(".") or part == _NOBODYS for part in path.parts):
        return
    elif path.suffix.lower() not in SUFFIXES:
        gathered.others.append(member.path)
    else:
        part_of = around.name if around.part_of is None else f"{around.part_of}/{around.path_inside}"
        _add(
            gathered,
            Found(name=path.name, data=member.data, shown=shown, part_of=part_of, path_inside=member.path),
        )
