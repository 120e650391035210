"""What a case holds as values: its settings, documents, texts and actors, each read from its file."""

import hashlib
from functools import lru_cache
from pathlib import Path

from holdfire.case.folder import SETTINGS, Case
from holdfire.errors import AnchorError, DocumentError
from holdfire.model.actor import Actor, Refusal
from holdfire.model.document import Document
from holdfire.model.layout import NO_LAYOUT, Layout
from holdfire.records.refusals import read_refusals
from holdfire.records.registry import read_registry
from holdfire.records.settings import Settings, read_settings
from holdfire.records.values import decode

ACTORS = "actors.toml"
LEAST_DIGITS = 12  # of a folder's name; shorter beginnings are no name of a document


def settings(case: Case) -> Settings:
    """Read the title of a case and what it means where a question leaves something open."""
    return read_settings(case.read(SETTINGS).decode(), source=SETTINGS)


def actors(case: Case) -> tuple[Actor, ...]:
    """Read the registry of a case; none where it has no registry."""
    if ACTORS not in case.logged():
        return ()
    return _actors(case.read(ACTORS).decode())


@lru_cache(maxsize=2)  # one screen or answer asks for it several times
def _actors(text: str) -> tuple[Actor, ...]:
    return read_registry(text, source=ACTORS)


@lru_cache(maxsize=2)
def _refusals(text: str) -> tuple[Refusal, ...]:
    return read_refusals(text, source=ACTORS)


def refusals(case: Case) -> tuple[Refusal, ...]:
    """Read the names that a person refused in the registry of a case."""
    if ACTORS not in case.logged():
        return ()
    return _refusals(case.read(ACTORS).decode())


def event_tables(case: Case) -> tuple[Path, ...]:
    """List the event tables of a case; the stem of each is the name of its data set."""
    return tuple(case.path / name for name in case.names("events/*.parquet"))


def documents(case: Case) -> tuple[Document, ...]:
    """List the documents of a case by day of publication, then by name; undated ones come last."""
    found = [decode(case.read(name), Document, source=name) for name in case.names("documents/*/meta.json")]
    return tuple(sorted(found, key=lambda d: (d.published is None, d.published, d.filename, d.folder)))


def document(case: Case, name: str) -> Document:
    """Find a document by its file name, its folder's name or at least 12 digits of that.

    Raises
    ------
    DocumentError
        Where no document or more than one has that name; lists them.
    """
    every = documents(case)
    found = [d for d in every if d.folder == name] or [d for d in every if d.filename == name]
    digits, mark, number = name.partition("~")  # short ids are shown as 0123456789ab~2
    if not found and len(digits) >= LEAST_DIGITS:
        found = [d for d in every if d.folder.startswith(digits) and d.folder.endswith(mark + number)]
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"  {d.folder}  {d.filename}" for d in found or every) or "  none"
    if found:
        raise DocumentError(
            f"several documents are called {name}; give the folder's name instead of it:\n{listed}"
        )
    raise DocumentError(f"no document is called {name}; the case has:\n{listed}")


def text_of(case: Case, folder: str) -> str:
    """Read the text layer of a document; offsets count its code points.

    Raises
    ------
    AnchorError
        Where the text is not the one that the document was read into: then no offset means anything.
    """
    meta, name = f"documents/{folder}/meta.json", f"documents/{folder}/text.txt"
    data = case.read(name)
    if hashlib.sha256(data).hexdigest() != decode(case.read(meta), Document, source=meta).text_sha256:
        raise AnchorError(
            f"{name} is not the text that the document was read into; `holdfire verify` says more"
        )
    return data.decode()


def layout_of(case: Case, folder: str) -> Layout:
    """Read the pages and blocks of a text layer; a case from before there were layouts has none."""
    name = f"documents/{folder}/layout.json"
    return decode(case.read(name), Layout, source=name) if name in case.logged() else NO_LAYOUT
