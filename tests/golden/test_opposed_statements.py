"""Twenty pairs of statements on other wars, ten that exclude each other and ten that don't.

The pairs were written before the check. To make them again: they are made by hand, see `about` in the file.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from holdfire.checks.contradictions import contradictions
from holdfire.checks.evidence import Evidence
from holdfire.model.actor import Actor
from holdfire.model.check import CheckStatus
from holdfire.model.claim import (
    Attribution,
    Claim,
    ClaimFigure,
    ClaimPlace,
    DateBasis,
    Modality,
    Qualifier,
)
from holdfire.model.document import Document

PAIRS = json.loads((Path(__file__).parent / "opposed_statements.json").read_text(encoding="utf-8"))["pairs"]
ROSTER = {"drc_brigade": Actor(id="drc_brigade", name="a government brigade", part_of="drc")}


def claim_of(said: dict, number: int, folder: str) -> Claim:
    name_at = said["place"]
    unit = said["figure"]
    return Claim(
        id=f"c_{number}",
        document=folder,
        text_sha256="0" * 64,
        start=10 * number,
        end=10 * number + len(said["quote"]),
        quote=said["quote"],
        prefix="",
        suffix="",
        kind=said["kind"],
        side_a=tuple(said["side_a"]),
        side_b=tuple(said["side_b"]),
        places=()
        if name_at is None
        else (
            ClaimPlace(
                name=name_at[0], lat=name_at[1], lon=name_at[2], radius_km=name_at[3], basis="gazetteer"
            ),
        ),
        date=said["date"] and (date.fromisoformat(said["date"][0]), date.fromisoformat(said["date"][1])),
        date_basis=DateBasis.STATED if said["date"] else DateBasis.NONE,
        attribution=(Attribution(source=said["by"], relation="said", start=0, end=0),) if said["by"] else (),
        modality=Modality(said["modality"]),
        figure_details=()
        if unit is None
        else (
            ClaimFigure(
                unit=unit[0],
                value=unit[1],
                low=unit[2],
                high=unit[3],
                qualifier=Qualifier(unit[4]),
                start=0,
                end=0,
            ),
        ),
        coder="hand",
    )


def document_of(said: dict, folder: str) -> Document:
    return Document(
        folder=folder,
        filename=f"{folder}.txt",
        sha256=folder,
        text_sha256=folder,
        media_type="text/plain",
        published=date.fromisoformat(said["published"]),
        outlet=said["outlet"],
    )


def evidence_of(pair: dict) -> Evidence:
    folders = ["one", "one" if pair["other"].get("same_document") else "other"]
    said = (pair["one"], pair["other"])
    return Evidence(
        claims=tuple(claim_of(s, n, f) for n, (s, f) in enumerate(zip(said, folders, strict=True))),
        documents={f: document_of(s, f) for s, f in zip(said, folders, strict=True)},
        roster=ROSTER,
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_a_pair_is_told_for_what_it_is(pair: dict) -> None:
    found = [f for f in contradictions(evidence_of(pair)) if f.status is CheckStatus.INCONSISTENT]
    if pair["expect"] == "compatible":
        assert found == []
    else:
        assert len(found) == 1
        assert {found[0].claim, found[0].other} == {"c_0", "c_1"}
        assert pair["other"]["quote"] in found[0].reason or pair["one"]["quote"] in found[0].reason


def test_there_are_ten_of_each() -> None:
    assert [sum(p["expect"] == word for p in PAIRS) for word in ("contradict", "compatible")] == [10, 10]
