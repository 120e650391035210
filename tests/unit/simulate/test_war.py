"""A war that parties decide: what is conserved, what seeds and names decide, what policies change."""

from dataclasses import fields, replace

import numpy as np
import pytest

from holdfire.errors import InputError
from holdfire.simulate import cast
from holdfire.simulate.fought import NOBODY, ActKind, Deed, PolicyKind, SimulatedWar, Turned
from holdfire.simulate.rates import Scenario, StatedInterests, usual_rates
from holdfire.simulate.setting import CIVILIANS
from holdfire.simulate.war import fight, scenario_named

SIZE = {"months": 12, "places": 80, "parties": 6}
A, B, C = 0, 1, 2


@pytest.fixture(scope="module")
def war() -> SimulatedWar:
    return fight("collusion", 3, **SIZE)


@pytest.fixture(scope="module", params=[1, 5, 9])
def any_war(request: pytest.FixtureRequest) -> SimulatedWar:
    return fight("plain", request.param, months=15, places=70, parties=7)


def _as_bytes(war: SimulatedWar) -> list[bytes]:
    columns = [getattr(war.events, field.name) for field in fields(war.events)]
    return [war.owners.tobytes(), repr((war.turns, war.policies, war.acts)).encode()] + [
        column.tobytes() for column in columns
    ]


def test_the_same_seed_gives_the_same_war_and_another_one_another(war: SimulatedWar) -> None:
    assert _as_bytes(fight("collusion", 3, **SIZE)) == _as_bytes(war)
    assert _as_bytes(fight("collusion", 4, **SIZE)) != _as_bytes(war)


def test_renamed_parties_fight_the_same_war(war: SimulatedWar, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed = tuple(
        replace(
            p,
            id=f"x{i}",
            name=f"Party {i}",
            aliases=(),
            units=tuple(f"Unit {i}{u}" for u in range(len(p.units))),
        )
        for i, p in enumerate(cast.ROSTER)
    )
    monkeypatch.setattr(cast, "ROSTER", renamed)
    again = fight("collusion", 3, **SIZE)
    assert _as_bytes(again) == _as_bytes(war)
    assert [p.id for p in again.setting.parties[:6]] == [f"x{i}" for i in range(6)]


def test_one_who_has_lost_all_ground_agrees_on_the_others() -> None:
    usual = scenario_named("collusion", usual_rates())
    late = replace(
        usual,
        interests=StatedInterests(strength={"A": 0.02}),
        policy=(replace(usual.policy[0], since=0.95),),
    )
    war = fight(late, 1, months=14, places=60, parties=5)
    (agreed,) = (act for act in war.acts if act.kind is ActKind.AGREEMENT)
    assert not (war.owners[12] == A).any(), "A holds nothing by then"
    last = [turn.winner for turn in war.turns if turn.place == agreed.place and turn.day < agreed.day][-1:]
    assert last in ([], [B]), "B had it from the first day, or took it"


def test_a_further_party_leaves_the_country_and_the_others_luck_as_they_were() -> None:
    six, seven = (fight("plain", 2, months=1, places=80, parties=n) for n in (6, 7))
    assert six.setting.land == seven.setting.land
    assert six.roads is not None
    assert seven.roads is not None
    assert (six.roads.hours == seven.roads.hours).all()
    assert six.forces is not None
    assert seven.forces is not None
    assert (six.forces.start[0, :6] == seven.forces.start[0, :6]).all()
    assert [p.seats for p in six.setting.parties[:6]] == [p.seats for p in seven.setting.parties[:6]]


def test_the_books_of_fighters_balance(any_war: SimulatedWar) -> None:
    forces, events = any_war.forces, any_war.events
    assert forces is not None
    net = forces.recruited + forces.came - forces.killed - forces.deserted - forces.went
    assert (forces.start[:-1] + net[:-1] == forces.start[1:]).all()
    assert (forces.start >= 0).all()
    assert (forces.start[-1] + net[-1] >= 0).all()
    assert forces.came.sum() == forces.went.sum()
    armed = events.other != CIVILIANS
    assert forces.killed.sum() == events.deaths_one.sum() + events.deaths_other[armed].sum()


def test_every_place_has_one_holder_and_changes_it_only_by_a_turn(any_war: SimulatedWar) -> None:
    holders, setting = any_war.holders, any_war.setting
    assert holders is not None
    held = holders[0].copy()
    turns = list(any_war.turns)
    for month, start in enumerate(setting.month_starts[:-1]):
        while turns and turns[0].day < setting.day_number(start):
            turn = turns.pop(0)
            assert held[turn.place] == turn.loser != turn.winner
            held[turn.place] = turn.winner
        assert (holders[month] == held).all()
    assert set(np.unique(holders)) <= set(range(len(setting.parties)))


def test_the_map_shows_who_holds_the_places(any_war: SimulatedWar) -> None:
    cells = any_war.owners.reshape(len(any_war.owners), -1)
    _, first = np.unique(any_war.places.cell, return_index=True)  # two towns in one cell: the last one's
    shared = len(any_war.places.cell) - len(first)
    assert shared <= 2
    same = cells[:, any_war.places.cell] == any_war.holders
    assert (~same).any(axis=0).sum() <= shared


def test_events_are_in_order_inside_the_war_and_name_who_began(any_war: SimulatedWar) -> None:
    events = any_war.events
    assert (np.diff(events.day) >= 0).all()
    assert events.day.min() >= 0
    assert events.day.max() < len(any_war.setting.month_of_day)
    armed = events.other != CIVILIANS
    assert (events.one[armed] < events.other[armed]).all()
    assert ((events.deed == Deed.ASSAULT) == ~armed).all()
    assert ((events.initiator == events.one) | (events.initiator == events.other)).all()
    strikes = events.deed == Deed.STRIKE
    own = np.where(events.initiator == events.one, events.deaths_one, events.deaths_other)
    assert strikes.sum() > 30
    assert own[strikes].sum() == 0


def test_nobody_attacks_an_ally(any_war: SimulatedWar) -> None:
    assert any_war.coalition is not None
    events, month = any_war.events, any_war.setting.month_of_day
    armed = events.other != CIVILIANS
    shifts = {month[r.day] for r in any_war.realignments}
    steady = np.array([m not in shifts and m - 1 not in shifts for m in month[events.day]])
    rows = np.flatnonzero(armed & steady)
    sides = any_war.coalition[month[events.day[rows]]]
    pick = np.arange(len(rows))
    assert len(rows) > 200
    assert (sides[pick, events.one[rows]] != sides[pick, events.other[rows]]).all()


def test_a_place_that_fell_to_an_assault_was_attacked_that_day(any_war: SimulatedWar) -> None:
    events = any_war.events
    attacks = set(zip(events.day.tolist(), events.place.tolist(), events.initiator.tolist(), strict=True))
    fell = [t for t in any_war.turns if t.how is Turned.ASSAULT]
    assert len(fell) > 5
    assert all((t.day, t.place, t.winner) in attacks for t in fell)


def test_collusion_is_recorded_and_thins_the_fighting_of_a_and_b(war: SimulatedWar) -> None:
    (policy,) = (p for p in war.policies if p.kind is PolicyKind.COLLUSION)
    assert (policy.members, policy.against, policy.written) == ((A, B), (C,), True)
    plain = fight(replace(scenario_named("plain", usual_rates())), 3, **SIZE)
    late = [w.events.between(A, B) & (w.events.day >= policy.since) for w in (war, plain)]
    early = [w.events.between(A, B) & (w.events.day < policy.since) for w in (war, plain)]
    assert early[0].sum() == early[1].sum() > 20
    assert late[0].sum() < 0.5 * late[1].sum()
    assert war.in_force(PolicyKind.COLLUSION, policy.since, A, B)
    assert not war.in_force(PolicyKind.COLLUSION, policy.since - 1, A, B)


def test_joint_attacks_are_of_a_and_b_on_c_near_each_other_and_under_the_policy(war: SimulatedWar) -> None:
    events, position = war.events, war.places.position
    (policy,) = (p for p in war.policies if p.kind is PolicyKind.COLLUSION)
    numbers = np.unique(events.joint[events.joint != NOBODY])
    assert len(numbers) >= 5
    for number in numbers:
        rows = np.flatnonzero(events.joint == number)
        assert (events.day[rows] >= policy.since).all()
        assert set(events.initiator[rows].tolist()) <= {A, B}
        if len(rows) == 2:  # else one half didn't happen: its road's end had fallen
            one, other = rows
            assert events.initiator[one] != events.initiator[other]
            assert abs(int(events.day[one]) - int(events.day[other])) <= usual_rates().deals.joint_days
            apart = np.hypot(*(position[events.place[one]] - position[events.place[other]]))
            assert apart <= usual_rates().deals.joint_km


def test_acts_and_turns_name_the_policy_under_which_they_came(war: SimulatedWar) -> None:
    assert {act.kind for act in war.acts} >= {ActKind.AGREEMENT, ActKind.TRADE, ActKind.PASSAGE}
    for act in war.acts:
        policy = war.policies[act.policy]
        assert {act.giver, act.receiver} == set(policy.members)
        assert policy.since <= act.day < policy.until
    given = [t for t in war.turns if t.how in (Turned.HAND_OVER, Turned.EVACUATION, Turned.SWAP)]
    assert all({t.loser, t.winner} == set(war.policies[t.policy].members) for t in given)


def test_a_local_deal_binds_some_regions_only() -> None:
    local = fight("local", 6, **SIZE)
    written = [p for p in local.policies if p.written]
    assert [p.kind for p in written] == [PolicyKind.LOCAL_DEAL]
    assert 0 < len(written[0].regions) < len(local.setting.land.regions)
    quiet = np.isin(local.places.region, written[0].regions)[local.events.place]
    plain = fight("plain", 6, **SIZE)
    held = [(w.events.day >= written[0].since) & (w.events.day < written[0].until) for w in (local, plain)]
    there = [
        (w.events.between(A, B) & h & q).sum()
        for w, h, q in zip(
            (local, plain),
            held,
            (quiet, np.isin(plain.places.region, written[0].regions)[plain.events.place]),
            strict=True,
        )
    ]
    assert there[1] > 20
    assert there[0] < 0.5 * there[1]


def test_who_lacks_capacity_attacks_everybody_less() -> None:
    weak, plain = fight("capacity", 8, **SIZE), fight("plain", 8, **SIZE)
    since = next(p.since for p in weak.policies if p.members == (A,))
    on = [
        ((w.events.initiator == A) & (w.events.deed == Deed.CLASH) & (w.events.day >= since)).sum()
        for w in (weak, plain)
    ]
    assert on[1] > 50
    assert on[0] < 0.6 * on[1]


def test_a_war_too_small_or_unknown_is_refused_with_what_is_possible() -> None:
    with pytest.raises(InputError, match="plain, collusion, tacit"):
        fight("peace", 1)
    with pytest.raises(InputError, match="3 to 8 parties, not 9"):
        fight("plain", 1, parties=9)
    with pytest.raises(InputError, match="24 to 480 places, not 5"):
        fight("plain", 1, places=5)
    with pytest.raises(InputError, match="1 to 120 months, not 0"):
        fight("plain", 1, months=0)
    assert isinstance(scenario_named("tacit", usual_rates()), Scenario)
