"""What works on this machine, and how to get what does not."""

import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from holdfire import __version__

INSTALL_EXTRA = "pip install -c constraints.txt '.[{extra}]' (in the project's folder)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the program: what it is for, whether it works here, and what to do if not."""

    name: str
    needed_for: str
    works: bool
    remedy: str


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
    return (python, base, *extras, browser)


def _extra(name: str) -> Part:
    uses = {"dev": "running the project's own tests"}
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
