"""What works on this machine, and how to get what does not."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version

from holdfire import __version__
from holdfire.claims.syntax.model import Package, chosen, installed
from holdfire.claims.syntax.status import GET, comparison, hashes, remark, spacy_remark

INSTALL_EXTRA = "pip install -c constraints.txt '.[{extra}]' (in the project's folder)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the program: what it is for, whether it works here, and what to do if not.

    detail: what was found of it. hashes: of a model's files, the recorded and the found SHA-256.
    """

    name: str
    needed_for: str
    works: bool
    remedy: str
    detail: str = ""
    hashes: Mapping[str, Mapping[str, str | None]] = field(
        default_factory=dict[str, Mapping[str, str | None]]
    )


def diagnose() -> tuple[Part, ...]:
    """Look at the interpreter, the installed packages of every extra, and the browser for the tests."""
    python = Part(
        name=f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}",
        needed_for="everything",
        works=sys.version_info >= (3, 11),
        remedy="install Python 3.11 or newer",
    )
    base = Part(
        name=f"holdfire {__version__}",
        needed_for="everything",
        works=not _missing(None),
        remedy="install it again",
    )
    extras = tuple(_extra(name) for name in _extras())
    browser = Part(
        name="chromium",
        needed_for="the browser tests only",
        works=any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
        remedy="install the chromium package of your system",
    )
    return (python, base, *extras, _parser(), *map(_model, installed()), browser)


def _parser() -> Part:
    package, spacy = chosen(), spacy_remark()
    found = [
        f"{package.model} from {package.name}" if package else "no model that can be used",
        spacy or "no spaCy",
    ]
    if (compared := comparison()) is not None:
        found.append(compared)
    return Part(
        name="dependency parser",
        needed_for="reading claims by grammar; without it, by word order",
        works=package is not None,
        remedy=GET,
        detail="; ".join(found),
    )


def _model(package: Package) -> Part:
    return Part(
        name=f"model {package.name} {package.version}",
        needed_for="the dependency parser",
        works=package.model is not None,
        remedy=f"install it again: {GET}",
        detail=remark(package),
        hashes=hashes(package),
    )


def _extra(name: str) -> Part:
    uses = {
        "dev": "running the project's own tests",
        "digitise": "pictures of control maps",
        "maps": "shapefiles and GeoPackages",
        "parser": "reading claims by grammar",
    }
    return Part(
        name=f"extra [{name}]",
        needed_for=uses.get(name, "see the README"),
        works=not _missing(name),
        remedy=INSTALL_EXTRA.format(extra=name),
    )


def _requirements() -> list[str]:
    try:
        return requires("holdfire") or []
    except PackageNotFoundError:
        return []


def _extras() -> tuple[str, ...]:
    """Name the extras that the installed distribution declares."""
    named = {r.split("extra ==")[1].strip(" '\")") for r in _requirements() if "extra ==" in r}
    return tuple(sorted(named))


def _missing(extra: str | None) -> tuple[str, ...]:
    """Name the packages of an extra, or of the base, that are not installed."""
    lacking: list[str] = []
    for requirement in _requirements():
        text, _, marker = requirement.partition(";")
        if (
            (f"extra == '{extra}'" in marker or f'extra == "{extra}"' in marker)
            if extra
            else "extra" not in marker
        ):
            name = next(
                (text[:i] for i, c in enumerate(text) if not (c.isalnum() or c in "-_.")), text
            ).strip()
            try:
                version(name)
            except PackageNotFoundError:
                lacking.append(name)
    return tuple(lacking)
