"""Stated figures of the project's own making: those that cannot be are told from those that can."""

import pathlib
import tomllib
from collections.abc import Mapping
from datetime import date

import pytest

from holdfire.lexicon import KnownPlace
from holdfire.model.check import CheckStatus

GOLD = tomllib.loads(pathlib.Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
PLACES = tuple(
    KnownPlace(name=name, lat=lat, lon=lon, radius_km=3.0) for name, (lat, lon) in GOLD["places"].items()
)


def named(statement: Mapping[str, str]) -> str:
    return f"{statement['kind']}-{statement['status']}-{statement['text'][:30]}"


@pytest.mark.parametrize("statement", GOLD["statements"], ids=named)
def test_figures_that_cannot_be_are_told_from_those_that_can(
    statement: Mapping[str, str], check_text, event_rows
) -> None:
    published = statement.get("published")
    found = check_text(
        statement["text"],
        PLACES,
        published=published and date.fromisoformat(published),
        events=event_rows(GOLD["events"]),
    )
    said = [(f.check, f.status) for f in found]
    assert (statement["kind"], statement["status"]) in said, [f"{f.status}: {f.reason}" for f in found]
    if statement["status"] != CheckStatus.INCONSISTENT:
        assert CheckStatus.INCONSISTENT not in [f.status for f in found]
