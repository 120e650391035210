"""What a form's answer may not depend on: where the map's origin lies, what rows and labels are called."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.forms import form
from holdfire.forms.concerted_designs import Params
from holdfire.forms.concerted_pairs import Design, Windows, pair_up, weigh
from holdfire.forms.concerted_synchrony import measure
from holdfire.forms.samples import Attacks, Fronts, Hits, Strikes, Targets
from holdfire.forms.selective_targeting_occasions import Occasions, odds_ratio
from holdfire.model.answer import Finding
from holdfire.stats.rotation import Points
from holdfire.stats.sign_flips import SignFlips

ATTACK, FRONT = form("concerted-attack"), form("silent-front")
TARGETING = form("selective-targeting")
STRIKES = TARGETING.params(draws=999)
FEW = Params(draws=199, quick_draws=99, imputations=2)

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
seeds = st.integers(0, 10_000)


def _attack(sample: Attacks) -> Finding:
    return ATTACK.run(sample, FEW, np.random.default_rng(3))


def _quarters(hits: Hits) -> Hits:
    """Round places to quarters of a km, so that moving them is exact."""
    return replace(hits, x=np.round(hits.x * 4) / 4, y=np.round(hits.y * 4) / 4)


def _sample(make_attacks: Callable[..., Attacks], seed: int) -> Attacks:
    sample = make_attacks(seed, count=70, days=120)
    return replace(sample, a=_quarters(sample.a), b=_quarters(sample.b))


@few
@given(seed=seeds, east=st.integers(-5_000, 5_000), north=st.integers(-5_000, 5_000))
def test_moving_the_map_changes_nothing(
    make_attacks: Callable[..., Attacks], seed: int, east: int, north: int
) -> None:
    sample = _sample(make_attacks, seed)

    def moved(hits: Hits) -> Hits:
        return replace(hits, x=hits.x + east, y=hits.y + north)

    assert _attack(sample) == _attack(replace(sample, a=moved(sample.a), b=moved(sample.b)))


@few
@given(seed=seeds, data=st.data())
def test_the_order_of_rows_and_the_labels_of_regions_change_nothing(
    make_attacks: Callable[..., Attacks], seed: int, data: Any
) -> None:
    sample = _sample(make_attacks, seed)
    labels = np.array(data.draw(st.permutations(range(10, 14))))

    def renamed(hits: Hits) -> Hits:
        order = np.array(data.draw(st.permutations(range(len(hits)))))
        return Hits(
            x=hits.x[order],
            y=hits.y[order],
            day=hits.day[order],
            span_days=hits.span_days[order],
            radius_km=hits.radius_km[order],
            region=labels[hits.region[order]],
        )

    assert _attack(sample) == _attack(replace(sample, a=renamed(sample.a), b=renamed(sample.b)))


@few
@given(seed=seeds, blocks=st.integers(1, 5))
def test_moving_both_series_by_whole_blocks_changes_no_law(seed: int, blocks: int) -> None:
    rng = np.random.default_rng(seed)
    windows = Windows(near_days=2, shoulder_days=7, course_days=17, far_km=60.0)
    design = Design(near_km=10.0, block_days=28, origin=0)

    def points(count: int, first: int, last: int) -> Points:
        return Points(
            x=rng.uniform(0, 80, count),
            y=rng.uniform(0, 20, count),
            day=np.sort(rng.integers(first, last, count)),
            region=rng.integers(0, 3, count),
        )

    fixed, rotated = points(40, -7, 119), points(30, 0, 112)
    found = []
    for shift in (0, 28 * blocks):
        moved = (replace(series, day=series.day + shift) for series in (fixed, rotated))
        pairing = pair_up(*moved, 112 + shift, windows, (design,))
        found.append(measure(pairing, weigh(pairing, 10.0), design))
    one, other = found
    assert (one.z.values == other.z.values).all()
    assert (one.near.values == other.near.values).all()
    assert (one.s.values == other.s.values).all()
    assert one.z_observed == other.z_observed
    assert one.effect() == other.effect()


@few
@given(seed=seeds, data=st.data())
def test_renumbering_actors_and_reordering_dyads_keeps_the_answer(
    make_fronts: Callable[..., Fronts], seed: int, data: Any
) -> None:
    sample = make_fronts(seed, actors=6, restraint=0.3)
    number = np.array(data.draw(st.permutations(range(6))))
    rest = data.draw(st.permutations(range(1, 15)))
    order = np.array([0, *rest])
    names = np.array(sample.actors)
    renamed = names.copy()
    renamed[number] = names
    other = replace(
        sample,
        actors=tuple(renamed.tolist()),
        sides=number[sample.sides[order]],
        clashes=sample.clashes[order],
        exposure=sample.exposure[order],
        asked_clashes=sample.asked_clashes[order],
        asked_exposure=sample.asked_exposure[order],
        wide_clashes=sample.wide_clashes[order],
        wide_exposure=sample.wide_exposure[order],
    )
    one, two = (FRONT.run(s, FRONT.params(), np.random.default_rng(0)) for s in (sample, other))
    assert one.effect is not None
    assert two.effect is not None
    assert one.sentence == two.sentence
    assert one.effect.interval_kind == two.effect.interval_kind
    np.testing.assert_allclose(
        [one.effect.value, *one.effect.interval, one.pvalue],
        [two.effect.value, *two.effect.interval, two.pvalue],
        rtol=1e-7,
    )


@few
@given(seed=seeds, scale=st.sampled_from([0.001, 0.5, 40.0]))
def test_the_unit_of_contact_changes_no_effect(
    make_fronts: Callable[..., Fronts], seed: int, scale: float
) -> None:
    sample = make_fronts(seed, actors=6, restraint=0.3)
    other = replace(
        sample,
        exposure=sample.exposure * scale,
        asked_exposure=sample.asked_exposure * scale,
        wide_exposure=sample.wide_exposure * scale,
    )
    one = FRONT.run(sample, FRONT.params(), np.random.default_rng(0))
    two = FRONT.run(other, FRONT.params(least_contact=200.0 * scale), np.random.default_rng(0))
    assert one.effect is not None
    assert two.effect is not None
    np.testing.assert_allclose(
        [one.effect.value, *one.effect.interval, one.pvalue],
        [two.effect.value, *two.effect.interval, two.pvalue],
        rtol=1e-7,
    )


@few
@given(seed=seeds, data=st.data())
def test_renaming_sides_renames_what_struck_whom(
    make_strikes: Callable[..., Strikes], seed: int, data: Any
) -> None:
    sample = make_strikes(seed, occasions=30, spared=0.5)
    names = dict(zip("abc", data.draw(st.permutations("abc")), strict=True))

    def renamed(side: Targets) -> Targets:
        striker, partner, third = (names[s] for s in (side.striker, side.partner, side.third))
        return replace(side, striker=striker, partner=partner, third=third)

    other = replace(sample, a=renamed(sample.a), b=renamed(sample.b), others=())
    one, two = (
        TARGETING.looked(s, STRIKES, np.random.default_rng(1)) for s in (replace(sample, others=()), other)
    )
    assert one.sentence == two.sentence
    assert (one.effect, one.pvalue, one.reference) == (two.effect, two.pvalue, two.reference)


@few
@given(seed=seeds, more=st.integers(1, 40))
def test_more_strikes_on_the_partner_never_look_more_like_sparing(
    make_strikes: Callable[..., Strikes], seed: int, more: int
) -> None:
    sample = make_strikes(seed, occasions=24, spared=0.6)
    rng = np.random.default_rng(seed)
    turned = np.minimum(rng.multinomial(more, np.full(24, 1 / 24)), sample.a.on_third)
    other = replace(sample.a, on_partner=sample.a.on_partner + turned, on_third=sample.a.on_third - turned)
    before, after = (Occasions.of(side, "front") for side in (sample.a, other))
    assert odds_ratio(after) >= odds_ratio(before)
    assert (after.scores_at(1.0) >= before.scores_at(1.0)).all()
    flips = SignFlips(24, rng=rng)
    assert flips.less(after.scores_at(1.0)).pvalue >= flips.less(before.scores_at(1.0)).pvalue
