"""A registry of actors into a case, as it is: a new one, or the case's own after someone edited it."""

import pathlib
from dataclasses import dataclass

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS
from holdfire.case.disk import sha256_of
from holdfire.case.folder import Case
from holdfire.errors import RegistryError
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


def import_actors(case: Case, path: pathlib.Path, act: Act) -> ActorsReport:
    """Make a file the registry of a case; the file may be the case's own actors.toml, edited by hand.

    Raises
    ------
    RegistryError
        With every problem of the file; nothing was changed.
    """
    data = read_actors(path)
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
        read_registry(data.decode(), source=str(path))
    except OSError as error:
        raise RegistryError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return data
