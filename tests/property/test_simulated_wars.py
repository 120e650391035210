"""What holds in every simulated war, whatever its parties, its length and its seed."""

from dataclasses import replace
from datetime import date

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfire.model.control import ControlSpell
from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.ground import control_spells
from holdfire.simulate.press import Quarrel, newsroom_for, world_of, write_press
from holdfire.simulate.setting import Course, Deal, Land, Party, Setting
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.velmar import PLAIN_WAR, WAR_WITH_DEAL

FEW = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def _land(rows: int, columns: int) -> Land:
    names = [f"Place {i}" for i in range(12)]
    spots = np.random.default_rng(0).random((12, 2)) * (columns * 10, rows * 10)
    return Land(
        name="Nowhere",
        south=-5.0,
        west=170.0,
        rows=rows,
        columns=columns,
        cell_km=10.0,
        settlements=tuple((n, float(x), float(y)) for n, (x, y) in zip(names, spots, strict=True)),
        regions=(("West", columns * 2.5, rows * 5.0), ("East", columns * 7.5, rows * 5.0)),
    )


@st.composite
def small_settings(draw: st.DrawFn) -> Setting:
    rows, columns = draw(st.integers(3, 8)), draw(st.integers(3, 8))
    spot = st.tuples(st.floats(0, columns * 10), st.floats(0, rows * 10))
    parties = tuple(
        Party(
            id=f"p{i}",
            name=f"Party {i}",
            kind="state" if i == 0 else "armed_group",
            seats=(draw(spot),),
            strength=draw(st.floats(0.2, 3)),
        )
        for i in range(draw(st.integers(3, 5)))
    )
    deal = Deal(a="p0", b="p1", against="p2", since=date(2030, 12, 15), restraint=0.0, concert=0.5)
    return Setting(
        land=_land(rows, columns),
        parties=parties,
        since=date(2030, 11, 1),
        months=draw(st.integers(1, 4)),
        course=Course(fighting=0.01, flip=draw(st.floats(0, 1))),
        deal=draw(st.sampled_from([None, deal])),
    )


def _ground(spell: ControlSpell) -> shapely.MultiPolygon:
    return shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in spell.polygons])


def _coded(war: SimulatedWar, seed: int) -> list[list[object]]:
    coded = code_events(war, np.random.default_rng(seed))
    return [coded.day.tolist(), coded.lat.tolist(), coded.deaths.tolist(), coded.where_prec.tolist()]


@FEW
@given(setting=small_settings(), seed=seeds)
def test_every_month_s_maps_cover_the_ground_once(setting: Setting, seed: int) -> None:
    war = simulate_war(setting, np.random.default_rng(seed))
    for since in setting.month_starts[:-1]:
        shapes = [_ground(s) for s in control_spells(setting, war.owners) if s.since == since]
        whole = shapely.union_all(shapes)
        assert len(shapely.get_parts(whole)) == 1
        assert abs(sum(shape.area for shape in shapes) - whole.area) < 1e-9 * whole.area


@FEW
@given(setting=small_settings(), seed=seeds)
def test_a_full_restraint_leaves_no_clash_of_a_and_b(setting: Setting, seed: int) -> None:
    events = simulate_war(setting, np.random.default_rng(seed)).events
    theirs = events.day[events.between(0, 1)]
    if setting.deal is not None:
        assert (theirs < setting.day_number(setting.deal.since)).all()
    else:
        assert not events.answer.any()


@FEW
@given(setting=small_settings(), seed=seeds, suffix=st.text(min_size=1, max_size=3))
def test_renaming_changes_names_and_nothing_else(setting: Setting, seed: int, suffix: str) -> None:
    # the order by name decides which side a row names first, so a new name must keep it
    renamed = replace(
        setting, parties=tuple(replace(party, name=f"{party.name} {suffix}") for party in setting.parties)
    )
    one, two = (simulate_war(s, np.random.default_rng(seed)) for s in (setting, renamed))
    assert (one.events.day == two.events.day).all()
    assert (one.events.place == two.events.place).all()
    assert _coded(one, seed) == _coded(two, seed)


@FEW
@given(setting=small_settings(), seed=seeds)
def test_rows_are_in_order_and_hold_their_true_day(setting: Setting, seed: int) -> None:
    war = simulate_war(setting, np.random.default_rng(seed))
    coded = code_events(war, np.random.default_rng(seed))
    true_day = war.events.day[coded.truth]
    assert (coded.day <= true_day).all()
    assert (true_day <= coded.end_day).all()
    assert (coded.end_day < len(setting.month_of_day)).all()
    assert (np.diff(coded.day) >= 0).all()


@settings(max_examples=10, deadline=None)
@given(seed=seeds, deal=st.booleans())
def test_no_report_is_older_than_what_it_draws_on_and_all_gold_is_exact(seed: int, deal: bool) -> None:
    setting = WAR_WITH_DEAL if deal else PLAIN_WAR
    world = world_of(simulate_war(replace(setting, months=8), np.random.default_rng(seed)))
    room = newsroom_for(world, [Quarrel(a="gov", b="covenant", against="front")], seed=seed)
    reports = write_press(world, room, seed=seed, reports=60)
    by_key = {report.key: report for report in reports}
    assert all(by_key[key].published <= r.published for r in reports for key, _ in r.sources)
    for report in reports:
        text = report.plain()
        for gold in report.gold():
            said = gold.claim.attribution
            assert text[gold.claim.start : gold.claim.end] == gold.claim.quote != ""
            assert all(text[link.start : link.end] == link.source for link in said)
