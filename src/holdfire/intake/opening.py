"""A new case: an empty folder with its settings and its registry of actors."""

import pathlib

from holdfire.case.act import Act
from holdfire.case.folder import SETTINGS, Case
from holdfire.errors import RegistryError
from holdfire.records.registry import read_registry
from holdfire.records.settings import Settings, write_settings

ACTORS = "actors.toml"
NO_ACTORS = """\
# Who is who: one [[actor]] table each, with id, name, kind, aliases (names in texts), ucdp_names (names in
# the event data), part_of (the parent), and [[actor.membership]] tables with part_of, from, until where a
# parent holds for a time only.
"""


def new_case(path: pathlib.Path, *, title: str, actors: pathlib.Path | None, act: Act) -> Case:
    """Make an empty case in a folder that is new or empty.

    Parameters
    ----------
    actors
        A registry that is taken over as it is, comments and all; None for an empty one.

    Raises
    ------
    RegistryError
        Where the registry can't be read; lists every problem, and no folder is made.
    CaseError
        Where the folder is a case already, is not empty or can't be made.
    """
    registry = NO_ACTORS.encode() if actors is None else read_actors(actors)
    files = {SETTINGS: write_settings(Settings(title=title)).encode(), ACTORS: registry}
    return Case.create(path, files, act)


def read_actors(path: pathlib.Path) -> bytes:
    """Read a registry file and check it; its bytes go into the case unchanged."""
    try:
        data = path.read_bytes()
        read_registry(data.decode("utf-8-sig"), source=str(path))
    except OSError as error:
        raise RegistryError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8") from error
    return data.removeprefix(b"\xef\xbb\xbf")
