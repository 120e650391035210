"""Actors into a case: a registry as it is, new or edited by hand, or what a list of UCDP adds to it."""

import pathlib
from dataclasses import dataclass

from holdfire.actors.registry import Registry
from holdfire.case.act import Act
from holdfire.case.contents import ACTORS
from holdfire.case.disk import sha256_of
from holdfire.case.folder import Case
from holdfire.errors import RegistryError, UsageError
from holdfire.intake.actor_list import ActorListReport, import_actor_list, text_of_list
from holdfire.records.registry import read_registry

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsReport:
    """How many actors the registry has now."""

    actors: int

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        number = "1 actor" if self.actors == 1 else f"{self.actors} actors"
        return (f"the registry has {number}; documents are coded again with it when claims are asked",)


def import_actors(
    case: Case, path: pathlib.Path, act: Act, *, every: bool = False
) -> ActorsReport | ActorListReport:
    """Make a file the registry of a case, or add to the registry what an actor list of UCDP says.

    A registry may be the case's own actors.toml, edited by hand. every: all actors of a list.

    Raises
    ------
    RegistryError, TableError
        With every problem of the file; nothing was changed.
    """
    if path.suffix != ".toml" and path.is_file() and (text := text_of_list(path)) is not None:
        return import_actor_list(case, text, act, source=path.name, every=every)
    if every:
        raise UsageError(f"{path.name} is no actor list; a registry comes in whole without --all")
    try:
        data = read_actors(path)
    except RegistryError as error:
        if path.suffix == ".toml" or not path.is_file():
            raise
        lacks = "no actor list of UCDP (a table with ActorId and NameData)"
        raise RegistryError(f"{path.name} is {lacks}, nor a registry: {error}") from error
    case.commit(act, "import actors", write={ACTORS: data}, detail={"file": path.name})
    return ActorsReport(actors=len(read_registry(data.decode(), source=path.name)))


def edited_by_hand(case: Case) -> bool:
    """Say whether a case's registry is not what the log has; until it is imported, nothing is coded."""
    path, logged = case.path / ACTORS, case.logged().get(ACTORS)
    return (sha256_of(path) if path.is_file() else None) != logged


def read_actors(path: pathlib.Path) -> bytes:
    """Read a registry file and check it; its bytes go into the case unchanged but for a byte-order mark."""
    try:
        data = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
        found = read_registry(data.decode(), source=str(path))
    except OSError as error:
        raise RegistryError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8") from error
    try:
        Registry(found)
    except RegistryError as error:
        raise RegistryError(f"{path}: {error}; nothing was changed") from error
    return data
