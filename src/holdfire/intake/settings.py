"""The settings of a case, edited by hand, into the case's log: a change without a line there is a fault."""

import pathlib
from dataclasses import dataclass, replace

from holdfire.case.act import Act
from holdfire.case.contents import settings
from holdfire.case.folder import SETTINGS, Case
from holdfire.errors import InputError
from holdfire.intake.actors import BYTE_ORDER_MARK
from holdfire.records.colours import read_colours
from holdfire.records.settings import read_settings, write_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsReport:
    """What the settings say of coders now; the rest a reader sees in the file."""

    title: str
    coders: tuple[str, ...]
    model: str | None

    def sentences(self) -> tuple[str, ...]:
        """Say it in lines for a reader."""
        coders = ", ".join(self.coders) or "the built-in ones"
        model = f"; the model coder may ask {self.model} where --coder model says so" if self.model else ""
        return (f"settings of “{self.title}”; coders: {coders}{model}",)


def set_colour(case: Case, actor: str, colour: str | None, act: Act) -> dict[str, str]:
    """Let the maps of a case draw an actor in a colour, None: in its usual one again; give all that stand.

    Raises
    ------
    InputError
        Where the colour is none, is grey or another's, or can't be told from the ground; nothing was changed.
    """
    usual = settings(case)
    wanted = {label: one for label, one in usual.colours.items() if label != actor}
    wanted |= {} if colour is None else {actor: colour}
    colours = read_colours(wanted, source=SETTINGS)
    if colours != usual.colours:
        write = {SETTINGS: write_settings(replace(usual, colours=colours)).encode()}
        detail = {"actor": actor, "colour": colours.get(actor)}
        case.commit(act, "colour", write=write, expects={SETTINGS: case.logged()[SETTINGS]}, detail=detail)
    return colours


def import_settings(case: Case, path: pathlib.Path, act: Act) -> SettingsReport:
    """Make a file the settings of a case; the file may be the case's own holdfire.toml, edited by hand.

    Raises
    ------
    InputError
        Where the file can't be read or a key of it is wrong; nothing was changed.
    """
    try:
        data = path.read_bytes().removeprefix(BYTE_ORDER_MARK)
        found = read_settings(data.decode(), source=str(path))
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no UTF-8 text (byte {error.start}); save it as UTF-8") from error
    case.commit(act, "import settings", write={SETTINGS: data}, detail={"file": path.name})
    model = found.coders.model
    return SettingsReport(
        title=found.title, coders=found.coders.use, model=model.model if model is not None else None
    )
