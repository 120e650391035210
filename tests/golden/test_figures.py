"""Stated figures of the project's own making: those that cannot be are told from those that can."""

import pathlib
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckStatus

HERE = pathlib.Path(__file__).parent
STATEMENTS = [
    (gold, statement)
    for file in ("figures.toml", "figures_held_out.toml", "figures_third_round.toml")
    for gold in (tomllib.loads((HERE / file).read_text(encoding="utf-8")),)
    for statement in gold["statements"]
]


def named(value: Mapping[str, Any]) -> str:
    return f"{value['kind']}-{value['status']}-{value['text'][:30]}" if "kind" in value else ""


@pytest.mark.parametrize(("gold", "statement"), STATEMENTS, ids=named)
def test_figures_that_cannot_be_are_told_from_those_that_can(
    gold: Mapping[str, Any], statement: Mapping[str, str], check_text, event_rows
) -> None:
    published = statement.get("published")
    found = check_text(
        statement["text"],
        [KnownPlace(name=n, lat=lat, lon=lon, radius_km=3.0) for n, (lat, lon) in gold["places"].items()],
        published=published and date.fromisoformat(published),
        events=event_rows(gold["events"]),
    )
    said = [(f.check, f.status) for f in found]
    assert (statement["kind"], statement["status"]) in said, [f"{f.status}: {f.reason}" for f in found]
    if statement["status"] != CheckStatus.INCONSISTENT:
        assert CheckStatus.INCONSISTENT not in [f.status for f in found]
