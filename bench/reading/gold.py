"""Sets of gold, and the shared scorer run on what a coder made of them."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from holdfire.lexicon import Lexicon
from holdfire.model.document import Reading
from holdfire.records.registry import read_registry
from reading.coders import Row, claims_in, coder_named, reading_of, rows_of, write_rows

GOLD = Path(__file__).resolve().parents[1] / "gold"
DEV, HELD = "dev", "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Documents with the claims marked in them; registry: the actors.toml that they are read with."""

    name: str
    half: str
    registry: Path
    gold: Mapping[str, list[Row]]
    readings: Mapping[str, Reading]


def gold_sets(shared: Path, held: Path | None) -> Iterator[GoldSet]:
    """Give the Syria case of the shared folder, the sets of `bench/gold`, and those of another folder."""
    syria = shared / "cases" / "syria"
    yield _set("syria", DEV, syria, syria / "actors.toml", shared)
    roots = [(half, folder / half, folder.name) for half in (DEV, HELD) for folder in sorted(GOLD.iterdir())]
    roots += [(HELD, folder, folder.name) for folder in (sorted(held.iterdir()) if held else [])]
    for half, folder, name in roots:
        if not (folder / "gold").is_dir():
            continue
        own = (folder / "actors.toml", GOLD / name / "actors.toml")
        registry = next((path for path in own if path.is_file()), syria / "actors.toml")
        yield _set(name, half, folder, registry, shared)


def _set(name: str, half: str, folder: Path, registry: Path, shared: Path) -> GoldSet:
    gold = {f.stem: _lines(f) for f in sorted((folder / "gold").glob("*.jsonl"))}
    readings = {stem: reading_of(_text(folder, stem, shared), f"{stem}.txt") for stem in gold}
    return GoldSet(name=name, half=half, registry=registry, gold=gold, readings=readings)


def _text(folder: Path, stem: str, shared: Path) -> bytes:
    """Read a document beside its gold, or, for <part>__<id>, out of the shared re3d corpus."""
    beside = folder / "documents" / f"{stem}.txt"
    if beside.is_file():
        return beside.read_bytes()
    part, _, key = stem.partition("__")
    corpus = shared / "gold" / "re3d" / part / "documents.json"
    return next(str(row["text"]).encode() for row in _lines(corpus) if row["_id"] == key)


def _lines(path: Path) -> list[Row]:
    rows = path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: U+2028 may stand in a string
    return [json.loads(row) for row in rows if row.strip()]


def coded(gold_set: GoldSet, coder: str) -> dict[str, list[Row]]:
    """Code each document of a set, by its name."""
    chosen = coder_named(coder)
    registry = gold_set.registry
    lexicon = Lexicon(read_registry(registry.read_text(encoding="utf-8"), source=str(registry)))
    return {
        stem: list(rows_of(claims_in(chosen, reading, lexicon, f"{stem}.txt"), f"{stem}.txt"))
        for stem, reading in gold_set.readings.items()
    }


def score(scorer: Path, sets: Iterable[tuple[GoldSet, Mapping[str, list[Row]]]]) -> Row:
    """Run the scorer on some sets as on one: documents of two sets may have one name."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for part in ("gold", "documents"):
            (folder / part).mkdir()
        predicted: list[Row] = []
        for gold_set, found in sets:
            for stem, rows in gold_set.gold.items():
                name = f"{gold_set.name}.{gold_set.half}.{stem}"
                write_rows(folder / "gold" / f"{name}.jsonl", rows)
                text = gold_set.readings[stem].text
                (folder / "documents" / f"{name}.txt").write_bytes(text.encode())
                predicted += [row | {"document": f"{name}.txt"} for row in found[stem]]
        write_rows(folder / "predicted.jsonl", predicted)
        call = [str(scorer), str(folder / "gold"), str(folder / "predicted.jsonl"), "--json"]
        call += ["--documents", str(folder / "documents")]
        done = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)  # noqa: S603 - the user's scorer
    if not done.stdout.startswith("{"):
        raise RuntimeError(f"{scorer}: {done.stderr}")
    return json.loads(done.stdout)


def scorer_module(scorer: Path) -> ModuleType:
    """Load the scorer, so that its own matching lists what is wrong."""
    spec = importlib.util.spec_from_file_location("shared_scorer", scorer)
    if spec is None or spec.loader is None:
        raise ImportError(f"{scorer} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
