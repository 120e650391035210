from dataclasses import replace

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms.safe_passage import Ground, passage
from holdfire.model.answer import Exposure, Finding, Numbers, Power, Reference, ReferenceKind
from holdfire.model.feasibility import PassageWord, together
from holdfire.model.verdict import Rule, Verdict, judge

WALL = np.zeros((5, 7), dtype=bool)
WALL[:, 3] = True
GAP = WALL.copy()
GAP[0, 3] = False
ALL = np.ones_like(WALL)
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)


def cell(row, column):
    found = np.zeros_like(WALL)
    found[row, column] = True
    return found


def ground(held, walls, gaps=0, **other):
    said = {"source": "map", "passable": ALL, "start": cell(4, 0), "goal": cell(4, 6)}
    return Ground(**{**said, "held": held, "drawn": (WALL,) * walls + (GAP,) * gaps, **other})


def test_the_best_map_gives_the_crossing_and_drawn_maps_their_share():
    found = passage(ground(WALL, 30, 10))
    assert (found.crossing_km, found.way_km, found.way_round_km) == (2.0, 12.0, None)
    assert (found.crossing, found.draws, found.share) == (30, 40, 0.75)
    assert found.interval[0] < 0.75 < found.interval[1]
    assert found.quantiles_km == (0.0, 2.0, 2.0)
    assert found.effect.value == 0.75


def test_a_way_round_is_longer_and_crosses_nothing():
    found = passage(ground(GAP, 0, 40))
    assert found.crossing_km == 0
    assert found.way_km == found.way_round_km > 12
    assert found.word is PassageWord.ROUTE_EXISTS


@pytest.mark.parametrize(
    ("walls", "word"),
    [
        (2, PassageWord.ROUTE_EXISTS),
        (3, PassageWord.DEPENDS),
        (37, PassageWord.DEPENDS),
        (38, PassageWord.EVERY_ROUTE_CROSSES),
    ],
)
def test_the_words_are_those_of_five_and_ninety_five_percent(walls, word):
    assert passage(ground(WALL, walls, 40 - walls)).word is word


def test_sources_that_disagree_leave_it_to_the_map():
    one, other = passage(ground(WALL, 40)), passage(ground(GAP, 0, 40))
    assert together((one, one)) is PassageWord.EVERY_ROUTE_CROSSES
    assert together((one, other)) is PassageWord.DEPENDS


def test_ground_outside_the_map_is_no_way_and_no_wall():
    inside = ALL.copy()
    inside[0] = False
    assert passage(ground(GAP, 0, 4, passable=inside)).crossing == 4
    with pytest.raises(QuestionError, match="no way leads"):
        passage(ground(WALL, 4, passable=ALL & ~WALL))
    with pytest.raises(QuestionError, match="none"):
        passage(ground(WALL, 0))


@pytest.mark.parametrize(
    ("walls", "verdict"),
    [(0, "does_not_support"), (2, "does_not_support"), (3, "cannot_tell"), (40, "cannot_tell")],
)
def test_the_rule_never_supports_by_a_passage(walls, verdict):
    found = Finding(
        effect=passage(ground(WALL, walls, 40 - walls)).effect,
        reference=Reference(kind=ReferenceKind.FEASIBILITY),
        n=Numbers(events=0, cells=35),
        exposure=Exposure(unit="maps", value=40, basis="control map"),
        power=Power(minimum_detectable=None),
    )
    assert judge(found, RULE)[0] == verdict
    shut = replace(found, valid={"map": False})
    assert judge(shut, RULE)[0] is Verdict.CANNOT_TELL
    assert judge(replace(found, undefined="No map."), RULE) == (Verdict.CANNOT_TELL, "No map.")
