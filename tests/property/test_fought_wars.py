"""What holds in every war that parties decide, whatever its scenario, its sizes and its seed."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import NOBODY
from holdfire.simulate.maps import MAPPERS, as_seen
from holdfire.simulate.rates import usual_rates
from holdfire.simulate.setting import CIVILIANS
from holdfire.simulate.war import fight

NAMES = tuple(s.name for s in usual_rates().scenario)
FEW = settings(max_examples=15, deadline=None)


wanted = st.fixed_dictionaries(
    {
        "scenario": st.sampled_from(NAMES),
        "seed": st.integers(0, 2**62),
        "months": st.integers(1, 9),
        "places": st.integers(24, 60),
        "parties": st.integers(3, 8),
    }
)


@FEW
@given(wanted)
def test_counts_are_conserved(asked: dict[str, Any]) -> None:
    war = fight(**asked)
    forces, parties = war.forces, len(war.setting.parties)
    net = forces.recruited + forces.came - forces.killed - forces.deserted - forces.went
    assert (forces.start[1:] == forces.start[:-1] + net[:-1]).all()
    assert (forces.start >= 0).all()
    assert (forces.start[-1] + net[-1] >= 0).all()
    assert ((war.holders >= 0) & (war.holders < parties)).all()
    assert (np.bincount(war.holders[0], minlength=parties).sum()) == len(war.places.cell)


@FEW
@given(wanted)
def test_days_and_names_are_inside_the_war(asked: dict[str, Any]) -> None:
    war = fight(**asked)
    days, parties, places = len(war.setting.month_of_day), len(war.setting.parties), len(war.places.cell)
    events = war.events
    assert ((events.day >= 0) & (events.day < days)).all()
    assert ((events.place >= 0) & (events.place < places)).all()
    assert ((events.other == CIVILIANS) | (events.one < events.other)).all()
    for thing in (*war.turns, *war.acts, *war.realignments):
        assert 0 <= thing.day < days
    for policy in war.policies:
        assert 0 <= policy.since < policy.until
        assert set(policy.members) | set(policy.against) <= set(range(parties))
    for siege in war.sieges:
        assert 0 <= siege.since <= siege.until <= days
        assert siege.besieged not in siege.besiegers
    for given_ in (*war.turns, *war.acts):
        assert given_.policy == NOBODY or 0 <= given_.policy < len(war.policies)


@FEW
@given(wanted, st.integers(0, 2**32 - 1))
def test_every_war_can_be_recorded_and_mapped(asked: dict[str, Any], seed: int) -> None:
    war = fight(**asked)
    rates = usual_rates()
    for habits in (rates.record.first, rates.record.second):
        coded = code_events(war, np.random.default_rng(seed), habits)
        assert (coded.day <= coded.end_day).all()
        assert (coded.low <= coded.best).all()
        assert (coded.best <= coded.high).all()
        assert len(np.unique(coded.truth)) == len(coded)
    for mapper in MAPPERS:
        seen = as_seen(war, mapper, rates.maps, np.random.default_rng(seed))
        assert seen.shape == war.holders.shape
