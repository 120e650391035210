"""A new case: an empty folder with its settings and its registry of actors."""

import pathlib

from holdfire.case.act import Act
from holdfire.case.contents import ACTORS
from holdfire.case.folder import SETTINGS, Case
from holdfire.intake.actors import read_actors
from holdfire.records.settings import Settings, write_settings

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
