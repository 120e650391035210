"""holdfire.toml: what a case is called, and what is meant where a question leaves it open."""

from dataclasses import asdict, dataclass, field
from datetime import date

import tomlkit

from holdfire.records.coders import NO_CODERS, CoderSettings, read_coders
from holdfire.records.colours import read_colours
from holdfire.records.toml import read_toml, without_none
from holdfire.records.values import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a case; area, since and until fill what a question leaves open ([since, until)).

    colours: of those whom a reader wants drawn in another colour than the usual one, by labels of the map.
    """

    title: str
    language: str = "en"
    privacy: str = "standard"
    area: str | None = None
    since: date | None = None
    until: date | None = None
    simulated: bool = False
    coders: CoderSettings = NO_CODERS
    colours: dict[str, str] = field(default_factory=dict[str, str])


def read_settings(text: str, *, source: str) -> Settings:
    """Read the settings of a case; raise InputError naming source and key."""
    table = read_toml(text, source=source)
    if "from" in table:
        table["since"] = table.pop("from")
    if "coders" in table:
        table["coders"] = read_coders(table["coders"], source=source)
    if "colours" in table:
        table["colours"] = read_colours(table["colours"], source=source)
    return convert(table, Settings, source=source)


def write_settings(settings: Settings) -> str:
    """Write the settings of a case; what is not set is left out."""
    table: dict[str, object] = {
        "title": settings.title,
        "language": settings.language,
        "privacy": settings.privacy,
        "area": settings.area,
        "from": settings.since,
        "until": settings.until,
        "simulated": settings.simulated,
    }
    if settings.coders != NO_CODERS:
        table["coders"] = without_none(asdict(settings.coders))
    if settings.colours:
        table["colours"] = settings.colours
    return tomlkit.dumps({key: value for key, value in table.items() if value is not None})
