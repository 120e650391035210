"""Mapping files: read from disk, or guessed from a table and written beside it."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from holdfire.base.csv_source import open_source
from holdfire.case.folder import SETTINGS
from holdfire.errors import TableError
from holdfire.events.csv_mapping import read_mapping
from holdfire.events.proposal import propose
from holdfire.intake.tables import stem_of
from holdfire.model.ids import slug
from holdfire.model.table import TableFormat

SAMPLE = 5_000  # rows from which a mapping is guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMapping:
    """A mapping that was guessed: where it was written, what was taken for what, what could not be told."""

    file: str
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    text: str

    def sentences(self) -> Iterator[str]:
        """Say it in lines for a reader."""
        yield f"wrote {self.file}; check every line of it, then: holdfire import csv FILE --map {self.file}"
        yield from (f"{ours} is taken from {theirs}" for ours, theirs in self.columns.items())
        yield from (f"could not tell {what}" for what in self.unknown)


def mapping(path: Path) -> TableFormat:
    """Read a mapping file; raise TableError with everything that is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise TableError(f"the mapping {path} can't be read ({why})") from error
    return read_mapping(text, source=path.name)


def propose_mapping(table: Path, out: Path | None, *, write: bool = True) -> ProposedMapping:
    """Guess how a table is to be read and write that as a mapping; an existing file is never overwritten.

    out: where to; None takes the table's name, in its folder. Raises TableError, also for a place in a case.
    """
    out = out or table.with_name(f"{stem_of(table)}.toml")
    if any((folder / SETTINGS).is_file() for folder in out.resolve().parents):
        raise TableError(f"{out} lies in a case, which holds only what its log names; write it elsewhere")
    if out.exists():
        raise TableError(f"{out} exists already and is left as it is; name another file after --propose")
    with tempfile.TemporaryDirectory(prefix="holdfire-") as folder:
        source = open_source(table, Path(folder) / "table.csv")
        proposal = propose(source.header, source.sample(SAMPLE), scheme=slug(stem_of(table)))
    if write:
        try:
            with out.open("x", encoding="utf-8") as file:
                file.write(proposal.text)
        except OSError as error:
            raise TableError(f"{out} can't be written ({error.strerror})") from error
    return ProposedMapping(
        file=str(out), columns=proposal.columns, unknown=proposal.unknown, text=proposal.text
    )
