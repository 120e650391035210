"""The project's own gold is exact, and the bench lists what is wrong with claims held against it."""

import json
import pathlib
from datetime import date

import pytest

from holdfire.model.claim import KINDS, Modality
from holdfire.model.document import Reading
from holdfire.records.registry import read_registry

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLD = ROOT / "bench" / "gold"
FILES = sorted(GOLD.glob("*/*/gold/*.jsonl"))


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "bench")


def rows_of(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parents[2].name}-{p.stem[:20]}")
def test_every_row_is_a_claim_of_its_text(path: pathlib.Path) -> None:
    document = path.parents[1] / "documents" / f"{path.stem}.txt"
    text = document.read_bytes().decode("utf-8-sig") if document.is_file() else None
    rows = rows_of(path)  # a document may hold no claim
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert 0 <= row["start"] < row["end"]
        if text is not None:
            assert text[row["start"] : row["end"]] == row["quote"]
            flowing = " ".join(text.replace("\n> ", "\n").split())  # a name may go over a line of quoted mail
            assert all(place in flowing for place in row["places"])
        assert row["kind"] in KINDS
        assert row["modality"] in set(Modality)
        if row["date"] is not None:
            since, until = map(date.fromisoformat, row["date"])
            assert since < until


def test_each_set_has_claims() -> None:
    sets = {path.parents[2].name for path in FILES if rows_of(path)}
    assert sets == {path.name for path in GOLD.iterdir() if path.is_dir()}


@pytest.mark.parametrize("path", sorted(GOLD.glob("*/actors.toml")), ids=lambda p: p.parent.name)
def test_sets_name_sides_that_their_registry_lacks(path: pathlib.Path) -> None:
    known = {actor.id for actor in read_registry(path.read_text(encoding="utf-8"), source=path.name)}
    found = (row for gold in path.parent.glob("*/gold/*.jsonl") for row in rows_of(gold))
    named = {side for row in found for key in ("side_a", "side_b", "against") for side in row[key]}
    assert len(named & known) >= 4
    assert len(named - known) >= 2


TEXT = "The army attacked Osk. The rebels fled to Lorn, a nun said. The army denied it."


def claim(start: int, end: int, kind: str, a: str, b: str, **more: object) -> dict:
    row = {"start": start, "end": end, "quote": TEXT[start:end], "kind": kind, "against": [], "figures": {}}
    sides = {"side_a": [a] if a else [], "side_b": [b] if b else []}
    rest = {"places": [], "date": None, "attribution": [], "modality": "asserted"}
    return row | sides | rest | more


@pytest.mark.usefixtures("bench")
def test_mistakes_are_listed_by_what_is_wrong(shared: pathlib.Path) -> None:
    from reading.gold import GoldSet, score, scorer_module
    from reading.mistakes import mistakes

    scorer = shared / "score" / "score_claims.py"
    attack = claim(0, 21, "attack", "army", "rebels", places=["Osk"])
    flight = claim(23, 46, "withdraw", "rebels", "", attribution=[{"source": "a nun"}], modality="reported")
    spare = claim(60, 79, "deny", "army", "", optional=True)
    gold_set = GoldSet(
        name="s",
        half="dev",
        registry=ROOT,
        gold={"d": [attack, flight, spare]},
        readings={"d": Reading(text=TEXT, media_type="text/plain")},
    )
    wrong = claim(0, 21, "capture", "rebels", "army", places=[{"name": "Osk"}], rules=["v.capture"])
    extra = claim(23, 33, "strike", "army", "rebels", rules=["n.strike"])
    denial = claim(60, 79, "deny", "army", "")
    listed = list(mistakes(scorer_module(scorer), gold_set, {"d": [wrong, extra, denial]}))
    assert [line.split()[0] for line in listed] == ["d", "differs", "missed", "spurious", "found:"]
    assert "kind attack → capture; sides army>rebels → rebels>army" in listed[1]
    assert "places" not in listed[1]
    assert "withdraw rebels>-" in listed[2]
    assert "[n.strike]" in listed[3]
    assert listed[4].endswith("attack 1 of 1, withdraw 0 of 1")
    found = score(scorer, [(gold_set, {"d": [wrong, extra, denial]})])
    assert (found["gold"], found["predicted"], found["matched"], found["bad_spans"]) == (2, 2, 1, 0)
