"""holdfire.toml: what a case is called, and what is meant where a question leaves it open."""

from dataclasses import dataclass
from datetime import date

import tomlkit

from holdfire.records.toml import read_toml
from holdfire.records.values import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a case; area, since and until fill what a question leaves open ([since, until))."""

    title: str
    language: str = "en"
    privacy: str = "standard"
    area: str | None = None
    since: date | None = None
    until: date | None = None
    simulated: bool = False


def read_settings(text: str, *, source: str) -> Settings:
    """Read the settings of a case; raise InputError naming source and key."""
    table = read_toml(text, source=source)
    if "from" in table:
        table["since"] = table.pop("from")
    return convert(table, Settings, source=source)


def write_settings(settings: Settings) -> str:
    """Write the settings of a case; what is not set is left out."""
    table = {
        "title": settings.title,
        "language": settings.language,
        "privacy": settings.privacy,
        "area": settings.area,
        "from": settings.since,
        "until": settings.until,
        "simulated": settings.simulated,
    }
    return tomlkit.dumps({key: value for key, value in table.items() if value is not None})
