"""Tables of simulated wars: the same for any number of workers, resumable, and moved by what a world says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from holdfire.inquiry.weighed import making
from holdfire.inquiry.weighed.making import Order, make_table, one_war, parts_of
from holdfire.inquiry.weighed.vectors import PLACES, vector_of
from holdfire.inquiry.weighed.worlds import World, fought
from holdfire.jobs.engines import Engine
from holdfire.weighing.rivals import SETS, Strengths, shipped_noise, shipped_rivals
from holdfire.weighing.tables import NEAR, Size, write_table

SIZE = Size(months=3, rows=40)
ORDER = Order(rivals=shipped_rivals()[:1], size=SIZE, wars=2, seed=5)


def test_a_table_does_not_depend_on_workers_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    seen: list[int] = []

    def stop(number: int, _total: int, _name: str) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_table(ORDER, kept=tmp_path, progress=stop)
    again = make_table(
        ORDER,
        engine=Engine(workers=2),
        kept=tmp_path,
        progress=lambda number, _total, _name: seen.append(number),
    )
    assert seen == [3], "two of three parts were kept"
    whole = make_table(ORDER)
    assert write_table(again) == write_table(whole)
    (shard, *_) = sorted(tmp_path.rglob("*.shard"))
    shard.write_bytes(shard.read_bytes()[:-3])
    assert write_table(make_table(ORDER, kept=tmp_path)) == write_table(whole)
    for number in range(2):
        np.testing.assert_array_equal(
            whole.wars["medium", "collusion"][number], one_war(ORDER, 0, "medium", number)
        )


def test_parts_cover_every_war_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PART", 7)
    order = replace(ORDER, rivals=shipped_rivals(), wars=17)
    wars = [(p.rival, p.prior_set, n) for p in parts_of(order) for n in range(p.first, p.end)]
    assert sorted(wars) == sorted((r, s, n) for r in range(5) for s in SETS for n in range(17))


def test_a_war_has_the_size_that_was_asked() -> None:
    record = fought(World(), SIZE, np.random.default_rng(1))
    assert record is not None
    war = record.war
    asked = war.events.day >= war.events.day.max() - 90
    rows = ((war.between(war.a, war.c) | war.between(war.b, war.c)) & asked).sum()
    assert (1 - 2 * NEAR) * SIZE.rows <= rows <= (1 + 2 * NEAR) * SIZE.rows


def test_a_source_that_sees_little_of_the_two_has_few_rows_of_them() -> None:
    def share(world: World) -> float:
        record = fought(world, Size(months=6, rows=150), np.random.default_rng(3))
        assert record is not None
        return float(record.war.between(record.war.a, record.war.b).mean())

    assert share(World(detection=0.1)) < 0.4 * share(World())
    assert share(World(restraint=0.05, sparing=0.05, concert=0.3)) < 0.8 * share(World())


def test_effects_can_be_weakened_all_the_way_to_none() -> None:
    world = World.drawn(
        Strengths(restraint=(0.2, 0.2), concert=(0.4, 0.4), threat=(0.5, 0.5), early=(1.0, 1.0)),
        np.random.default_rng(1),
    )
    assert (world.restraint, world.concert, world.threat, world.early) == (0.2, 0.4, 0.5, True)
    half = world.weaker(0.5)
    assert (half.restraint, half.concert, half.threat) == pytest.approx((0.6, 0.2, 0.25))
    assert world.weaker(1.0).restraint == pytest.approx(0.2)
    none = world.weaker(0.0).scenario(0.4)
    assert (none.policy, none.blind) == ((), 0)
    assert none.interests.value == {}


def test_every_war_draws_how_restless_it_is_from_the_range_of_the_file() -> None:
    assert ORDER.restless == shipped_noise()
    twice = one_war(replace(ORDER, restless=(2.0, 2.0)), 0, "medium", 0)
    np.testing.assert_array_equal(
        one_war(replace(ORDER, restless=(1.0, 1.0), noise=2.0), 0, "medium", 0), twice
    )
    assert not np.array_equal(one_war(replace(ORDER, restless=(1.0, 1.0)), 0, "medium", 0), twice)


def test_a_date_within_the_period_gives_the_truce_break_a_number() -> None:
    order = replace(
        ORDER, rivals=shipped_rivals(), size=Size(months=50, rows=1000, onset=20), forms=("truce-break",)
    )
    vector = dict(zip(PLACES, one_war(order, 1, "medium", 0).tolist(), strict=True))
    assert not np.isnan(vector["truce-break"])
    assert np.isnan(vector["silent-front"])


def test_a_blind_source_is_told_from_sparing_by_a_second_one() -> None:
    def parts(world: World, seed: int) -> dict[str, float]:
        rng = np.random.default_rng(seed)
        record = fought(world, Size(months=6, rows=150, sources=3), rng)
        assert record is not None
        assert ("acled", "ucdp") in [overlap.datasets for overlap in record.overlaps]
        return dict(zip(PLACES, vector_of(record, rng).tolist(), strict=True))

    blind, spared = parts(World(detection=0.15), 3), parts(World(worth=0.2, threat=0.9), 3)
    assert blind["two-sources"] < -1 < spared["two-sources"]
    assert not np.isnan(blind["selective-targeting"])
