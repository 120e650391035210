"""The two data sets and the releases of a fought war: how they err, overlap, and name coalitions."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from holdfire.simulate.acled import COLUMNS, TRANSFERS, acled_csv
from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import Deed, SimulatedWar
from holdfire.simulate.rates import Habits, usual_rates
from holdfire.simulate.releases import releases_csv
from holdfire.simulate.setting import CIVILIANS
from holdfire.simulate.war import fight

FIRST, SECOND = usual_rates().record.first, usual_rates().record.second
PERFECT = Habits(missing=0.0, where_prec=(1.0,), date_prec=(1.0,), spread=0.0, by_unit=0.0, unknown_toll=0.0)


@pytest.fixture(scope="module")
def war() -> SimulatedWar:
    return fight("plain", 4, months=15, places=80, parties=7)


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_small_events_are_missed_more_than_large_ones(war: SimulatedWar) -> None:
    coded = code_events(war, _rng(), FIRST)
    seen = np.isin(np.arange(len(war.events)), coded.truth)
    dead = war.events.dead
    assert not seen[dead == 0].any()
    assert seen[dead == 1].mean() < seen[dead > 5].mean() - 0.05


def test_some_places_are_watched_less_than_chance_would_have_it(war: SimulatedWar) -> None:
    habits = replace(PERFECT, missing=0.3, missing_place_sd=0.8)
    coded = code_events(war, _rng(), habits)
    deadly = np.flatnonzero(war.events.dead > 0)
    place = war.events.place[deadly]
    total = np.bincount(place)
    missed = np.bincount(place, ~np.isin(deadly, coded.truth))
    busy = total > 15
    expected = total[busy] * missed[busy].sum() / total[busy].sum()
    chi = ((missed[busy] - expected) ** 2 / (expected * (1 - expected / total[busy]))).sum()
    assert chi > 2 * busy.sum()


def test_a_source_that_is_blind_misses_a_and_b_and_nobody_else(war: SimulatedWar) -> None:
    coded = code_events(war, _rng(), replace(PERFECT, blind=0.75))
    deadly = war.events.dead > 0
    theirs = war.events.between(0, 1)
    seen = np.isin(np.arange(len(war.events)), coded.truth)
    assert seen[deadly & ~theirs].all()
    count = (deadly & theirs).sum()
    assert count > 30
    assert seen[deadly & theirs].mean() == pytest.approx(0.25, abs=4 * np.sqrt(0.19 / count))


def test_wrong_days_and_places_are_as_many_as_asked(war: SimulatedWar) -> None:
    coded = code_events(war, _rng(), replace(PERFECT, wrong_day=0.2, late=0.1, late_days=3, wrong_place=0.3))
    off = coded.day - war.events.day[coded.truth]
    assert set(np.unique(off)) <= set(range(-2, 6))
    assert (off != 0).mean() == pytest.approx(1 - 0.8 * 0.9, abs=0.05)
    assert off.mean() > 0.1  # late ones are late
    moved = coded.place != war.events.place[coded.truth]
    assert 0.2 < moved.mean() < 0.32  # a wrong place may be the right one by chance
    region = war.places.region
    assert (region[coded.place] == region[war.events.place[coded.truth]]).all()


def test_coalitions_are_named_where_an_ally_holds_ground_near(war: SimulatedWar) -> None:
    coded = code_events(war, _rng(), replace(PERFECT, coalition_name=1.0))
    names = [p.name for p in war.setting.parties]
    month = war.setting.month_of_day
    joint = 0
    for i, k in enumerate(coded.truth):
        m = month[war.events.day[k]]
        for side in (coded.side_a[i], coded.side_b[i]):
            members = [names.index(name) for name in str(side).split(", ") if name != "Civilians"]
            assert len({war.coalition[m, p] for p in members}) <= 1
            joint += len(members) > 1
    assert joint > 20


def test_the_second_data_set_overlaps_with_the_first_and_has_events_without_deaths(war: SimulatedWar) -> None:
    first, second = code_events(war, _rng(), FIRST), code_events(war, np.random.default_rng(2), SECOND)
    both = np.intersect1d(first.truth, second.truth)
    assert 0.5 * len(first) < len(both) < len(first)
    assert (war.events.dead[second.truth] == 0).sum() > 50


def test_the_second_file_is_of_acleds_shape_and_says_what_it_saw(war: SimulatedWar) -> None:
    coded = code_events(war, _rng(), SECOND)
    rows = list(csv.DictReader(io.StringIO(acled_csv(war, coded, _rng(), heard=1.0).decode())))
    assert tuple(rows[0]) == COLUMNS
    assert len(COLUMNS) == len(set(COLUMNS)) == 31
    transfers = [r for r in rows if r["sub_event_type"] == "Non-violent transfer of territory"]
    assert len(transfers) == sum(t.how in TRANSFERS for t in war.turns) > 3
    assert len(rows) == len(coded) + len(transfers)
    kinds = {d: (war.events.deed[coded.truth] == d).sum() for d in Deed}
    found = [
        sum(r["event_type"] == kind for r in rows)
        for kind in ("Battles", "Explosions/Remote violence", "Violence against civilians")
    ]
    assert found == [kinds[Deed.CLASH], kinds[Deed.STRIKE], kinds[Deed.ASSAULT]]
    assert [r["event_date"] for r in rows] == sorted(r["event_date"] for r in rows)
    assert not [r for r in acled_csv(war, coded, _rng(), heard=0.0).decode().split("\n") if "transfer" in r]


def test_releases_name_the_strikes_of_their_party_and_whom_they_hit(war: SimulatedWar) -> None:
    rows = list(csv.DictReader(io.StringIO(releases_csv(war, 0, usual_rates().releases, _rng()).decode())))
    events, names = war.events, [p.name for p in war.setting.parties]
    own = (events.deed == Deed.STRIKE) & (events.initiator == 0) & (events.other != CIVILIANS)
    assert 0.8 * own.sum() < len(rows) <= own.sum()
    assert {r["striker"] for r in rows} == {names[0]}
    hit = {names[i] for i in (*events.one[own], *events.other[own])} - {names[0]}
    assert {r["target"] for r in rows} <= hit
