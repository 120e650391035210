"""Likelihood tables: the evidence vectors of simulated wars, by prior set and rival, as one small file."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from holdfire.errors import InputError

Floats = NDArray[np.float64]

NEAR = 0.2  # a table fits a question of up to a fifth more or less
ENDING = ".npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much data a question has: months of its period, rows of A–C and B–C clashes in area and period.

    basis: what contact was measured from. onset: months of the period before what is alleged begins.
    sources: overlapping data sets, matched so that each event counts once: 1, 2, or 3 with a party's releases
    on its strikes.
    """

    months: int
    rows: int
    basis: str = "control map"
    onset: int = 0
    sources: int = 1

    def near(self, other: "Size") -> bool:
        """Say whether two sizes are within a fifth of each other, of data of one kind."""
        pairs = ((self.months, other.months), (self.rows, other.rows), (self.onset, other.onset))
        same = self.basis == other.basis and self.sources == other.sources
        return same and all(abs(a - b) <= NEAR * max(a, b) for a, b in pairs)

    def away(self, other: "Size") -> float:
        """Give how far two sizes are apart, to choose the nearest of several that fit."""
        return abs(np.log(max(1, self.rows) / max(1, other.rows))) + abs(
            np.log(max(1, self.months) / max(1, other.months))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Evidence vectors of simulated wars. wars: (prior set, rival) → (wars, parts), nan where missing.

    made: the command that makes it again. rivals_version: of the file with the priors.
    """

    size: Size
    parts: tuple[str, ...]
    wars: Mapping[tuple[str, str], Floats]
    seed: int
    made: str
    version: str

    @property
    def rivals(self) -> tuple[str, ...]:
        """Name the rivals, in order."""
        return tuple(dict.fromkeys(rival for _, rival in self.wars))

    @property
    def sets(self) -> tuple[str, ...]:
        """Name the prior sets, in order."""
        return tuple(dict.fromkeys(one for one, _ in self.wars))

    @property
    def each(self) -> int:
        """Give the number of wars of the rival and set that has fewest."""
        return min(len(rows) for rows in self.wars.values())

    def columns(self, parts: Sequence[str]) -> dict[tuple[str, str], Floats]:
        """Take the wars that have all of these parts, and these parts of them."""
        at = [self.parts.index(part) for part in parts]
        taken = {key: rows[:, at] for key, rows in self.wars.items()}
        return {key: rows[~np.isnan(rows).any(axis=1)] for key, rows in taken.items()}

    def joined(self, other: "Table") -> "Table":
        """Add the wars of other rivals of the same size."""
        return Table(
            size=self.size,
            parts=self.parts,
            wars={**self.wars, **other.wars},
            seed=self.seed,
            made=self.made,
            version=self.version,
        )


def write_table(table: Table) -> bytes:
    """Write a table as a compressed archive of arrays; the same table gives the same bytes."""
    head = {"size": asdict(table.size), "parts": table.parts, "seed": table.seed, "made": table.made,
            "version": table.version, "keys": [list(key) for key in table.wars]}  # fmt: skip
    arrays: dict[str, NDArray[np.generic]] = {
        f"wars{n}": rows.astype(np.float32) for n, rows in enumerate(table.wars.values())
    }
    data = io.BytesIO()
    arrays["head"] = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
    np.savez_compressed(data, allow_pickle=False, **arrays)
    return data.getvalue()


def read_table(data: bytes, *, source: str) -> Table:
    """Read a table; InputError where the file is none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            head = json.loads(stored["head"].tobytes())
            keys = [(str(one), str(rival)) for one, rival in head["keys"]]
            wars = {key: stored[f"wars{n}"].astype(np.float64) for n, key in enumerate(keys)}
            return Table(
                size=Size(**head["size"]),
                parts=tuple(head["parts"]),
                wars=wars,
                seed=head["seed"],
                made=head["made"],
                version=head["version"],
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
        raise InputError(f"{source} is no table of simulated wars: {error}") from error


def shipped_tables() -> tuple[Table, ...]:
    """Read the tables of the standard sizes, which come with the package."""
    folder = files("holdfire.weighing") / "standard"
    if not folder.is_dir():
        return ()
    found = sorted((one for one in folder.iterdir() if one.name.endswith(ENDING)), key=lambda one: one.name)
    return tuple(read_table(one.read_bytes(), source=one.name) for one in found)


def table_for(size: Size, tables: Iterable[Table]) -> Table | None:
    """Choose the table whose size is nearest among those that fit; None where none does."""
    fitting = [table for table in tables if table.size.near(size)]
    return min(fitting, key=lambda table: table.size.away(size), default=None)
