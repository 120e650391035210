"""The war: what follows from contact and activity, and what a deal changes."""

from dataclasses import replace

import numpy as np
import pytest

from holdfire.simulate.fought import Happenings, SimulatedWar
from holdfire.simulate.ground import fronts
from holdfire.simulate.setting import CIVILIANS, Setting
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.velmar import DEAL

GOV, COVENANT, FRONT = 0, 1, 2
IN_FORCE = slice(120, 243)  # days of May to August 2031


def _days(events: Happenings, one: int, other: int) -> np.ndarray:
    return np.bincount(events.day[events.between(one, other)], minlength=304)


def _as_bytes(war: SimulatedWar) -> list[bytes]:
    events = war.events
    columns = (events.day, events.one, events.other, events.place, events.deaths_one, events.answer)
    return [war.owners.tobytes(), *(column.tobytes() for column in columns)]


def test_the_same_seed_gives_the_same_bytes(plain_setting: Setting) -> None:
    one, two = (simulate_war(plain_setting, np.random.default_rng(5)) for _ in range(2))
    assert _as_bytes(one) == _as_bytes(two)
    assert _as_bytes(one) != _as_bytes(simulate_war(plain_setting, np.random.default_rng(6)))


def test_names_have_no_part_in_the_war(plain_setting: Setting) -> None:
    renamed = tuple(
        replace(party, id=f"x{i}", name=f"Party {i}", aliases=())
        for i, party in enumerate(plain_setting.parties)
    )
    one = simulate_war(plain_setting, np.random.default_rng(5))
    two = simulate_war(replace(plain_setting, parties=renamed), np.random.default_rng(5))
    assert _as_bytes(one) == _as_bytes(two)


def test_events_are_in_order_and_inside_the_war(plain_war: SimulatedWar) -> None:
    events = plain_war.events
    assert (np.diff(events.day) >= 0).all()
    assert events.day.min() >= 0
    assert events.day.max() < len(plain_war.setting.month_of_day)
    clash = events.other != CIVILIANS
    assert (events.one[clash] < events.other[clash]).all()
    assert not events.answer.any()
    assert min(events.deaths_one.min(), events.deaths_other.min(), events.bystanders.min()) >= 0


def test_who_never_met_never_fought(plain_war: SimulatedWar) -> None:
    borders = fronts(plain_war.owners)
    month = plain_war.setting.month_of_day
    met = set(zip(borders.month.tolist(), borders.first.tolist(), borders.second.tolist(), strict=True))
    events = plain_war.events
    clash = events.other != CIVILIANS
    fought = zip(
        month[events.day[clash]].tolist(),
        events.one[clash].tolist(),
        events.other[clash].tolist(),
        strict=True,
    )
    # an echo may fall into the first days of a month in which the front is gone
    apart = sum((m, i, j) not in met and (m - 1, i, j) not in met for m, i, j in fought)
    assert apart == 0


def test_clashes_are_reported_from_settlements_at_the_front_of_the_two(plain_war: SimulatedWar) -> None:
    borders = fronts(plain_war.owners)
    place = plain_war.places.of_cell[borders.cell]
    columns = (borders.month, borders.first, borders.second, place)
    at_front = set(zip(*(column.tolist() for column in columns), strict=True))
    events, month = plain_war.events, plain_war.setting.month_of_day
    clash = np.flatnonzero(events.other != CIVILIANS)
    when = month[events.day[clash]].tolist()
    who = (events.one[clash].tolist(), events.other[clash].tolist(), events.place[clash].tolist())
    found = list(zip(when, *who, strict=True))
    # an echo stays where its clash was, though the front may have moved with the month
    here = sum((m, *rest) in at_front for m, *rest in found)
    assert here > 0.9 * len(found)
    assert all((m, *rest) in at_front or (m - 1, *rest) in at_front for m, *rest in found)


def test_more_front_brings_more_clashes(plain_setting: Setting) -> None:
    calm = replace(
        plain_setting.course,
        party_sd=0,
        dyad_sd=0,
        tide_sd=0,
        burst_sd=0,
        shock=0,
        echo=0,
        trend_sd=0,
        fighting=0.003,
    )
    parties = tuple(replace(party, strength=1.0) for party in plain_setting.parties)
    setting = replace(plain_setting, course=calm, parties=parties)
    wars = [simulate_war(setting, np.random.default_rng(seed)) for seed in range(3)]
    contact = [(fronts(w.owners), w.events) for w in wars]
    pairs = [(i, j) for i in range(6) for j in range(i + 1, 6)]
    km = [sum(int(((f.first == i) & (f.second == j)).sum()) for f, _ in contact) for i, j in pairs]
    clashes = [sum(int(e.between(i, j).sum()) for _, e in contact) for i, j in pairs]
    assert np.corrcoef(km, clashes)[0, 1] > 0.9


def test_a_deal_thins_the_clashes_of_a_and_b_while_it_holds(
    plain_war: SimulatedWar, war_with_deal: SimulatedWar
) -> None:
    without, with_deal = (_days(w.events, GOV, COVENANT) for w in (plain_war, war_with_deal))
    assert without[IN_FORCE].sum() > 20
    assert with_deal[IN_FORCE].sum() < 0.3 * without[IN_FORCE].sum()
    outside = np.ones(len(without), dtype=bool)
    outside[IN_FORCE] = False
    assert (with_deal[outside] == without[outside]).all()


def test_a_deal_leaves_ground_and_other_dyads_as_they_are(
    plain_war: SimulatedWar, war_with_deal: SimulatedWar
) -> None:
    assert (plain_war.owners == war_with_deal.owners).all()
    for dyad in ((GOV, FRONT), (3, 4), (COVENANT, 5)):
        assert (_days(plain_war.events, *dyad) == _days(war_with_deal.events, *dyad)).all()


def test_b_answers_on_the_day_and_at_the_place_of_a_clash_of_a_with_c(war_with_deal: SimulatedWar) -> None:
    events = war_with_deal.events
    answers = np.flatnonzero(events.answer)
    hits = events.between(GOV, FRONT)
    where = set(zip(events.day[hits].tolist(), events.place[hits].tolist(), strict=True))
    assert len(answers) >= 5
    assert events.between(COVENANT, FRONT)[answers].all()
    assert all((int(events.day[i]), int(events.place[i])) in where for i in answers)
    assert (events.day[answers] >= IN_FORCE.start).all()
    assert (events.day[answers] < IN_FORCE.stop).all()


def test_answers_are_the_asked_share_of_those_b_could_give(plain_setting: Setting) -> None:
    deal = replace(DEAL, since=plain_setting.since, concert=1.0, restraint=1.0)
    full = simulate_war(replace(plain_setting, deal=deal), np.random.default_rng(3))
    third = simulate_war(replace(plain_setting, deal=replace(deal, concert=1 / 3)), np.random.default_rng(3))
    possible = int(full.events.answer.sum())
    assert possible > 60
    assert third.events.answer.sum() == pytest.approx(possible / 3, abs=4 * np.sqrt(possible * 2 / 9))
