"""Trials are weighed when all are there: by the table of their size, or not at all."""

from dataclasses import asdict, replace

import pytest
from made_up_tables import MEANS, PARTS, table

from holdfire.calibration.calibrating import weighed_trial
from holdfire.model.calibration import CodedClaims, Trial
from holdfire.weighing.tables import Size

MADE = table()


def trial(size: Size, evidence: tuple[float, ...]) -> Trial:
    return Trial(
        number=1,
        scenario="collusion",
        explanation="collusion",
        forms=(),
        verdict=None,
        evidence=dict(zip(PARTS, evidence, strict=True)),
        size=asdict(size),
        coded=CodedClaims(found=0, gold=0, same=0),
    )


def test_a_trial_is_weighed_by_the_table_of_its_size() -> None:
    found = weighed_trial(trial(MADE.size, MEANS["collusion"]), (MADE,))
    assert sum(found.rivals.values()) == pytest.approx(1)
    assert max(found.rivals, key=lambda name: found.rivals[name]) == "collusion"
    assert replace(found, rivals={}) == trial(MADE.size, MEANS["collusion"])


def test_without_a_table_of_its_size_or_a_story_that_fits_it_is_not_weighed() -> None:
    matched = replace(MADE.size, sources=3)
    assert weighed_trial(trial(matched, MEANS["collusion"]), (MADE,)).rivals == {}
    assert weighed_trial(trial(MADE.size, (9.0, -9.0, 9.0)), (MADE,)).rivals == {}
    assert weighed_trial(replace(trial(MADE.size, MEANS["collusion"]), evidence={}), (MADE,)).rivals == {}
