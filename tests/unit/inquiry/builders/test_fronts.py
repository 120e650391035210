from datetime import date, timedelta

import pytest

from holdfire.contact.grid import Projection
from holdfire.inquiry.builders.fronts import build_fronts
from holdfire.model.allegation import Area, AreaKind, Period
from holdfire.model.control import ControlSpell

FIRST = date(2017, 10, 1)
PLANE = Projection(lon=38.0, lat=35.0)


def row(one, other, day=10, x=5.0, y=5.0, **more):
    return {"side_a": one, "side_b": other, "on": FIRST + timedelta(days=day), "x": x, "y": y, **more}


def two_provinces():
    """Three actors in two provinces; everyone has fought everyone often enough, long ago and far away."""
    long_ago = [
        row(a, b, -900, 400, y, adm_1="South")
        for a, b in (("gov", "is"), ("gov", "rebels"), ("is", "rebels"))
        for y in range(25)
    ]
    now = [row("gov", "rebels"), row("is", "rebels", 20), row("gov", "is", 12), row("gov", "is", 15, 55, 5)]
    return [*long_ago, *now]


def number(fronts, one, other):
    names = [{fronts.actors[i], fronts.actors[j]} for i, j in fronts.sides.tolist()]
    return names.index({one, other})


def ground(holder, west, south, east, north, source="desk", **more):
    x, y = [west, east, east, west, west], [south, south, north, north, south]
    lon, lat = PLANE.inverse(x, y)
    ring = tuple(zip(lon.tolist(), lat.tolist(), strict=True))
    return ControlSpell(holder=holder, since=date(2017, 1, 1), polygons=((ring,),), source=source, **more)


def test_the_asked_dyad_comes_first_and_every_dyad_that_clashes_follows(war_of):
    fronts = build_fronts(war_of([*two_provinces(), row("rebels", "ypg")]))
    assert [fronts.actors[i] for i in fronts.sides[0]] == ["gov", "is"]
    assert len(fronts.sides) == 4
    assert fronts.eligible.tolist() == [True, True, True, False]


def test_clashes_are_counted_by_dyad_region_and_period(war_of):
    fronts = build_fronts(war_of(two_provinces()))
    assert fronts.regions == ("North", "South")
    assert fronts.clashes[0].tolist() == [2, 0]
    assert fronts.asked_clashes.tolist()[0] == fronts.wide_clashes[0] == 2
    assert (fronts.days, fronts.basis, fronts.one_region) == (61, "co-presence", True)


def test_without_maps_contact_is_co_presence_without_the_dyads_own_clashes(war_of):
    fronts = build_fronts(war_of(two_provinces()))
    # both meet the rebels in one place: on the squares whose centres are near, on days 0 to 40
    squares, rest = divmod(fronts.asked_exposure[0], 41)
    assert rest == 0
    assert 4 <= squares <= 9
    assert fronts.uncovered[0] == 1  # the clash 50 km away, where neither was seen with anyone else
    assert fronts.exposure[0].sum() == fronts.asked_exposure[0] == fronts.wide_exposure[0]


def test_rows_with_a_coarse_place_count_for_visibility_only(war_of):
    rows = [*two_provinces(), row("gov", "is", 13, where_prec=4), row("gov", "is", 14, where_prec=2)]
    fronts = build_fronts(war_of(rows))
    assert fronts.asked_clashes[0] == 3
    assert fronts.visibility.of_region == 6
    assert any(c.startswith("1 clashes") for c in fronts.caveats)


def test_rows_without_precision_are_counted_and_said(war_of):
    fronts = build_fronts(war_of([{**r, "where_prec": 0} for r in two_provinces()]))
    assert fronts.asked_clashes[0] == 2
    assert any("don't say how exactly places" in c for c in fronts.caveats)


def test_one_sided_violence_and_mixed_sides_are_no_clashes(war_of):
    rows = [
        *two_provinces(),
        row("gov", "civilians", 13, kind="one_sided"),
        row("gov", "mixed", 14),
        row("rebels", "rebels", 14),
    ]
    fronts = build_fronts(war_of(rows))
    assert fronts.actors == ("gov", "is", "rebels")
    assert fronts.clashes.sum() == 4
    assert any("1 rows with a side of several parties" in c for c in fronts.caveats)


def test_the_last_day_is_outside_and_the_first_inside(war_of):
    rows = [*two_provinces(), *(row("gov", "is", d) for d in (-1, 0, 60, 61))]
    assert build_fronts(war_of(rows)).asked_clashes[0] == 4


def test_visibility_looks_a_year_back_and_a_year_ahead(war_of):
    days = (-366, -365, -1, 0, 60, 61, 425, 426)  # 2016-10-01 and 2018-12-01 are the ends of the two years
    fronts = build_fronts(war_of([row("gov", "is", d) for d in days]))
    assert fronts.visibility.within_year == 4
    assert fronts.visibility.in_war == 8


def test_the_years_around_a_leap_day_are_found(war_of):
    period = Period(since=date(2016, 2, 29), until=date(2020, 2, 29))
    assert build_fronts(war_of([row("gov", "is")], period=period)).visibility.in_war == 1


def test_a_zero_is_made_by_coding_where_a_name_meets_one_opponent_only(war_of):
    rows = [row("gov", "rebels", 1), row("gov", "ypg", 2), row("is", "ypg", 3)]
    assert not build_fronts(war_of(rows)).visibility.coded
    assert build_fronts(war_of([*rows, row("is", "rebels", 4)])).visibility.coded
    assert build_fronts(war_of([*rows, row("is", "gov", 4)])).visibility.coded


def test_an_actor_that_the_data_never_name_has_no_contact(war_of):
    fronts = build_fronts(war_of([row("gov", "rebels")]))
    assert (fronts.asked_exposure[0], fronts.asked_clashes[0]) == (0, 0)
    assert not fronts.visibility.coded


def test_with_a_map_contact_is_the_length_of_the_front(war_of):
    spells = ground("gov", -50, 0, 50, 50), ground("is", -50, -50, 50, 0)
    rows = [row("gov", "rebels", x=-40, y=-40), row("gov", "is", x=40, y=40), row("gov", "is", y=2)]
    fronts = build_fronts(war_of(rows, spells=spells))
    assert fronts.basis == "control map"
    assert fronts.asked_exposure[0] == pytest.approx(100 * 0.785 * 61, rel=0.03)
    assert (fronts.asked_clashes[0], fronts.uncovered[0]) == (2, 1)


def test_of_several_maps_the_widest_is_used_and_the_others_are_said(war_of):
    spells = [
        *(ground("gov", -50, 0, 50, 50), ground("is", -50, -50, 50, 0)),
        ground("gov", -50, 10, 50, 50, source="late", until=date(2017, 11, 15)),
        ground("is", -50, -50, 50, 10, source="late", until=date(2017, 11, 15)),
    ]
    rows = [row("gov", "rebels", x=-40, y=-40), row("gov", "is", x=40, y=40)]
    fronts = build_fronts(war_of(rows, spells=spells))
    alone = build_fronts(war_of(rows, spells=spells[:2]))
    assert (fronts.asked_exposure == alone.asked_exposure).all()
    assert [("by that of late" in c, "km-days" in c) for c in fronts.caveats] == [(True, True)]


@pytest.mark.parametrize(
    "spells",
    [
        (ground("gov", -50, 0, 50, 50, until=date(2017, 10, 20)),),
        (ground("gov", 200, 200, 250, 250), ground("is", 250, 200, 300, 250)),
    ],
)
def test_a_map_that_leaves_out_most_of_the_days_or_places_is_not_used(war_of, spells):
    fronts = build_fronts(war_of(two_provinces(), spells=spells))
    assert fronts.basis == "co-presence"
    assert any("too little to read fronts" in c for c in fronts.caveats)


def test_a_layer_without_an_end_holds_until_the_next_of_its_source(war_of):
    first = ground("gov", -50, 0, 50, 50), ground("is", -50, -50, 50, 0)
    later = ControlSpell(holder="gov", since=date(2017, 11, 1), polygons=first[0].polygons, source="desk")
    rows = [row("gov", "rebels", x=-40, y=-40), row("gov", "is", x=40, y=40)]
    fronts = build_fronts(war_of(rows, spells=(*first, later)))
    assert fronts.asked_exposure[0] == pytest.approx(100 * 0.785 * 31, rel=0.03)


def test_a_box_over_two_provinces_is_not_one_region(war_of):
    wide = Area(kind=AreaKind.BOX, name="b", asked="b", box=(30.0, 30.0, 45.0, 40.0))
    small = Area(kind=AreaKind.BOX, name="b", asked="b", box=(37.9, 34.9, 38.1, 35.1))
    assert not build_fronts(war_of(two_provinces(), area=wide)).one_region
    assert build_fronts(war_of(two_provinces(), area=small)).one_region


def test_exchanging_a_and_b_exchanges_the_ends_of_the_asked_dyad_only(war_of):
    one, two = (build_fronts(war_of(two_provinces(), a=a, b=b)) for a, b in (("gov", "is"), ("is", "gov")))
    assert one.sides[0].tolist() == two.sides[0].tolist()[::-1]
    assert (one.clashes == two.clashes).all()
    assert (one.exposure == two.exposure).all()
    assert one.visibility == two.visibility


def test_rows_without_coordinates_count_nowhere_and_are_said(war_of):
    usual = build_fronts(war_of(two_provinces()))
    rows = [*two_provinces(), row("gov", "is", 13, mapped=False), row("gov", "rebels", 13, mapped=False)]
    fronts = build_fronts(war_of(rows))
    assert (fronts.asked_clashes == usual.asked_clashes).all()
    assert (fronts.asked_exposure == usual.asked_exposure).all()
    assert [c for c in fronts.caveats if "not on the map" in c and c.startswith("2 clashes") and "1 of" in c]


@pytest.mark.parametrize(
    ("kind", "clashes"),
    [("battle", 3), ("remote_violence", 3), ("one_sided", 2), ("protest", 2), ("riot", 2), ("strategic", 2)],
)
def test_only_what_two_sides_fight_is_a_clash(war_of, kind, clashes):
    fronts = build_fronts(war_of([*two_provinces(), row("gov", "is", 13, kind=kind)]))
    assert fronts.asked_clashes[0] == clashes


def test_a_rough_row_lies_somewhere_in_its_province(war_of):
    rows = [*two_provinces(), *(row("gov", "is", day, where_prec=4, radius_km=100.0) for day in (13, 14))]
    fronts = build_fronts(war_of(rows))
    assert fronts.rough.dyad.tolist() == [0]
    assert fronts.rough.rows.tolist() == [2]
    assert fronts.rough.inside[0].tolist() == pytest.approx([1.0, 0.0])
    assert not fronts.rough.outside.any()


def test_a_row_whose_province_is_not_known_may_lie_in_any_that_its_disc_reaches(war_of):
    rows = [*two_provinces(), row("gov", "rebels", x=200.0, where_prec=6, radius_km=400.0)]
    fronts = build_fronts(war_of(rows))
    assert fronts.rough.dyad.tolist() == [number(fronts, "gov", "rebels")]
    inside, outside = fronts.rough.inside[0], fronts.rough.outside[0]
    assert (inside + outside).sum() == pytest.approx(1)
    assert fronts.regions == ("North", "South")
    assert inside[0] > 0.2
    assert outside[1] > 0.2
    assert inside[1] == outside[0] == 0


def test_rough_rows_of_other_days_and_of_one_sided_violence_are_not_spread(war_of):
    rows = [
        *two_provinces(),
        row("gov", "is", 300, where_prec=4, radius_km=100.0),
        row("gov", "is", 10, where_prec=4, radius_km=100.0, kind="one_sided"),
    ]
    assert build_fronts(war_of(rows)).rough is None


def test_counts_of_the_asked_area_are_kept_by_region(war_of):
    fronts = build_fronts(war_of(two_provinces()))
    clashes, exposure = fronts.in_area
    assert clashes[0].tolist() == [2, 0]
    assert clashes.sum(axis=1).tolist() == fronts.asked_clashes.tolist()
    assert exposure.sum(axis=1) == pytest.approx(fronts.asked_exposure)
    assert fronts.actors[fronts.against] == "rebels"


def test_a_reference_passes_the_bar_that_the_asked_pair_must_pass_to_be_seen(war_of):
    few = [row("rebels", "ypg", -900, 400, y, adm_1="South") for y in range(5)]
    fewer = [row("is", "ypg", -900, 400, y, adm_1="South") for y in range(4)]
    fronts = build_fronts(war_of([*two_provinces(), *few, *fewer]))
    assert fronts.eligible[number(fronts, "rebels", "ypg")]
    assert not fronts.eligible[number(fronts, "is", "ypg")]
