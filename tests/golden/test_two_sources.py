"""Capture and recapture with two lists: the numbers of R's arithmetic."""

import json
from pathlib import Path

import pytest

from holdfire.stats.two_sources import TwoLists

GOLD = json.loads((Path(__file__).parent / "g6_two_source.json").read_text())
LISTS = TwoLists(first=GOLD["first"], second=GOLD["second"], both=GOLD["both"])


def test_chapman_and_its_error() -> None:
    assert LISTS.chapman == pytest.approx(GOLD["chapman"], rel=1e-9)
    assert LISTS.chapman_variance**0.5 == pytest.approx(GOLD["standard_error"], rel=1e-9)


@pytest.mark.parametrize("odds_ratio", GOLD["missed"])
def test_what_both_missed(odds_ratio: str) -> None:
    assert LISTS.missed(float(odds_ratio)) == pytest.approx(GOLD["missed"][odds_ratio], rel=1e-9)
    found = LISTS.detection_of_first(float(odds_ratio))
    assert found == pytest.approx(GOLD["detection_of_first"][odds_ratio], rel=1e-9)
