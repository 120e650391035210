from datetime import date, timedelta

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.inquiry.builders.attacks import build_attacks, build_pair_attacks
from holdfire.model.allegation import Area, AreaKind

FIRST = date(2017, 10, 1)
SINCE_1970 = (FIRST - date(1970, 1, 1)).days


def row(one, other, day=0, x=0.0, y=0.0, **more):
    return {"side_a": one, "side_b": other, "on": FIRST + timedelta(days=day), "x": x, "y": y, **more}


def test_the_two_series_are_the_engagements_of_a_and_of_b_with_c(war_of):
    attacks = build_attacks(
        war_of(
            [
                row("gov", "rebels", 3),
                row("rebels", "gov", 4),
                row("rebels", "is", 5, kind="non_state"),
                row("gov", "is", 6),
                row("gov", "rebels", 7, kind="one_sided"),
                row("gov", "rebels", 8, adm_1="South"),
            ]
        )
    )
    assert attacks.a.day.tolist() == [3, 4]
    assert attacks.b.day.tolist() == [5]
    assert (attacks.days, attacks.directed) == (61, False)


def test_hits_reach_28_days_beyond_the_period_on_both_sides(war_of):
    attacks = build_attacks(war_of([row("gov", "rebels", d) for d in (-29, -28, 0, 60, 61, 88, 89)]))
    assert attacks.a.day.tolist() == [-28, 0, 60, 61, 88]


def test_distances_between_hits_are_true(war_of):
    attacks = build_attacks(war_of([row("gov", "rebels", 1, 10, 20), row("is", "rebels", 1, 13, 24)]))
    apart = np.hypot(attacks.a.x[0] - attacks.b.x[0], attacks.a.y[0] - attacks.b.y[0])
    assert apart == pytest.approx(5, abs=1e-3)


def test_uncertain_dates_and_places_go_along(war_of):
    rows = [
        row("gov", "rebels", date_prec=1),
        row("gov", "rebels", date_prec=4, radius_km=40.0),
        row("gov", "rebels", date_prec=2, end_day=SINCE_1970 + 2),
        row("gov", "rebels", date_prec=3),
    ]
    hits = build_attacks(war_of(rows)).a
    assert hits.span_days.tolist() == [0, 30, 2, 6]
    assert hits.radius_km.tolist() == [1.0, 40.0, 1.0, 1.0]


def test_data_without_precision_are_taken_as_exact_and_say_so(war_of):
    attacks = build_attacks(
        war_of([row("gov", "rebels", radius_km=float("nan"), date_prec=0), row("is", "rebels")])
    )
    assert attacks.a.radius_km.tolist() == [1.0]
    assert attacks.a.span_days.tolist() == [0]
    assert [c[:17] for c in attacks.caveats] == ["For 1 of 2 engage"] * 2
    assert build_attacks(war_of([row("gov", "rebels")])).caveats == ()


def test_regions_are_provinces_where_rows_name_them(war_of):
    rows = [row("gov", "rebels"), row("is", "rebels", adm_1="South"), row("gov", "rebels", adm_1="South")]
    country = Area(kind=AreaKind.COUNTRY, name="Velmar", asked="Velmar", countries=("Velmar",))
    attacks = build_attacks(war_of(rows, area=country))
    assert attacks.a.region.tolist() == [0, 1]
    assert attacks.b.region.tolist() == [1]


def test_regions_are_squares_of_100_km_where_rows_name_no_province(war_of):
    box = Area(kind=AreaKind.BOX, name="box", asked="box", box=(30.0, 30.0, 45.0, 40.0))
    rows = [row("gov", "rebels", x=x, adm_1="") for x in (-150, -1, 1, 150)]
    assert sorted(build_attacks(war_of(rows, area=box)).a.region.tolist()) == [0, 1, 2, 3]


def test_a_box_leaves_out_the_rows_of_countries_that_it_does_not_touch(war_of):
    box = Area(kind=AreaKind.BOX, name="box", asked="box", box=(37.5, 34.5, 38.5, 35.5))
    rows = [row("gov", "rebels"), row("gov", "rebels", x=300, country="Ostra")]
    war = war_of(rows, area=box)
    assert len(build_pair_attacks(war, ("gov", "rebels"), ("is", "rebels")).a) == 1


def test_a_placebo_pair_is_read_anywhere_in_the_country(war_of):
    rows = [row("gov", "rebels", adm_1="South"), row("ypg", "is", 2), row("gov", "is", 1)]
    attacks = build_pair_attacks(war_of(rows), ("gov", "rebels"), ("is", "ypg"))
    assert (attacks.a.day.tolist(), attacks.b.day.tolist()) == ([0], [2])


def test_exchanging_a_and_b_exchanges_the_series(war_of):
    rows = [row("gov", "rebels", d, d, 2 * d) for d in range(9)] + [row("is", "rebels", 4, 1, 1)]
    one, two = build_attacks(war_of(rows)), build_attacks(war_of(rows, a="is", b="gov"))
    assert np.allclose(one.a.x, two.b.x)
    assert one.a.day.tolist() == two.b.day.tolist()


def test_a_question_without_c_is_refused(war_of):
    with pytest.raises(QuestionError, match="--against"):
        build_attacks(war_of([row("gov", "rebels")], c=""))


def test_a_war_without_hits_gives_empty_series(war_of):
    attacks = build_attacks(war_of([row("gov", "is")]))
    assert len(attacks.a) == len(attacks.b) == 0


def alike_of(war_of, *rows):
    found = build_attacks(war_of(list(rows))).alike
    return list(zip(found.one.tolist(), found.two.tolist(), strict=True))


def test_a_row_of_each_dyad_with_one_day_place_and_deaths_may_be_one_event(war_of):
    one, two = row("gov", "rebels", 3, 4.0, 5.0), row("rebels", "is", 3, 4.0, 5.0)
    assert alike_of(war_of, one, row("gov", "rebels", 9), two) == [(0, 0)]
    told = {"best": 4.0, "low": 4.0, "high": 6.0, "sources": "Agency, 4 October"}
    assert alike_of(war_of, one | told, two | told) == [(0, 0)]


def test_what_tells_two_rows_apart_makes_them_two_events(war_of):
    one = row("gov", "rebels", 3, 4.0, 5.0, best=4.0, sources="Agency")
    same = row("rebels", "is", 3, 4.0, 5.0, best=4.0, sources="Agency")
    others = ({"best": 5.0, "sources": "Radio"}, {"best": 5.0, "sources": ""}, {"x": 4.5},
              {"radius_km": 25.0}, {"on": FIRST + timedelta(days=4)}, {"end_day": SINCE_1970 + 5},
              {"date_prec": 2})  # fmt: skip
    for alike in ({}, {"best": 5.0}, {"sources": "Radio"}):
        assert alike_of(war_of, one, same | alike) == [(0, 0)], alike
    for other in others:
        assert alike_of(war_of, one, same | other) == [], other
