"""Maps that leave a way, maps that leave none, and maps that leave it to their error."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from holdfire.errors import QuestionError
from holdfire.forms.safe_passage import FORM, Params
from holdfire.forms.safe_passage_ground import cut_cells, pockets
from holdfire.forms.safe_passage_maps import BestMap, signed_km
from holdfire.forms.samples import GroundMap, Passage
from holdfire.model.feasibility import PassageWord
from holdfire.model.verdict import Rule, Verdict, judge
from holdfire.stats.least_crossing import Passage as Grid
from holdfire.stats.least_crossing_roads import Roads

FEW = Params(draws=200, quick=20, lengths=20)
RULE = Rule(towards="greater", smallest_effect=2.0, family=1)


def run(sample, params=FEW, seed=7):
    return FORM.run(sample, params, np.random.default_rng(seed))


def drawn(text, **other):
    """Read a map from text, the north first: X ground of X, . free, # no ground, P and Q the places."""
    cells = np.array([list(row) for row in text.split()])[::-1]
    ends = {name: tuple(np.argwhere(cells == letter)[0]) for name, letter in (("start", "P"), ("goal", "Q"))}
    fields = {"source": "map", "since": 0, "lag": 0, "error_km": 0.0, "cell_km": 2.0, **other}
    return GroundMap(held=cells == "X", passable=cells != "#", **{**ends, **fields})


WALL = "..XX.. P.XX.Q ..XX.."
CORRIDOR = "XXXXXXX P.....Q XXXXXXX"
POCKET = "....... .XXXXX. .X.P.X. .XXXXX. ...Q..."
ENCLAVE = "P...... ..XXX.. ..XXX.. ......Q"
COAST = "P.X##.Q ..X##.. ..X#... ..X...."
TWO_COASTS = "P.##.Q ..##.. ......"


def test_a_wall_is_crossed_on_every_map(make_passage):
    found = run(make_passage(wide=10, error_km=1.0))
    assert found.effect.value == 1
    assert found.effect.interval[0] > 0.98
    assert found.details["word"] == PassageWord.EVERY_ROUTE_CROSSES
    assert found.details["crossing_km"] == found.statistic == pytest.approx(20.0)
    assert found.details["way_round_km"] is None
    assert judge(found, RULE)[0] is Verdict.CANNOT_TELL


def test_a_wide_gap_leaves_a_way_on_every_map(make_passage):
    found = run(make_passage(gap=14))
    assert found.effect.value == 0
    assert found.details["crossing_km"] is None
    assert found.details["way_round_km"] == pytest.approx(found.details["sources"][0]["way_km"])
    assert judge(found, RULE)[0] is Verdict.DOES_NOT_SUPPORT


def test_a_narrow_gap_leaves_it_to_the_error(make_passage):
    found = run(make_passage(gap=2))
    assert 0.05 < found.effect.value < 0.95
    low, middle, high = found.details["sources"][0]["quantiles_km"]
    assert low == 0 <= middle <= high > 0
    assert judge(found, RULE)[0] is Verdict.CANNOT_TELL


def test_the_most_cautious_source_decides_and_none_is_averaged(make_passage):
    free, shut = make_passage(gap=14), make_passage(wide=10, error_km=1.0)
    both = replace(free, maps=(free.maps[0], replace(shut.maps[0], source="other")))
    found = run(both)
    assert found.effect.value == 1
    assert found.details["word"] == PassageWord.DEPENDS
    assert [s["share"] for s in found.details["sources"]] == [0.0, 1.0]
    assert any("map 0: 0%" in caveat for caveat in found.caveats)


def test_over_a_period_one_day_with_a_way_is_enough(make_passage):
    free, shut = make_passage(gap=14).maps[0], make_passage(wide=10, error_km=1.0).maps[0]
    days = tuple(replace(one, since=100 + n) for n, one in enumerate((shut, free, shut)))
    found = run(replace(make_passage(), maps=days))
    assert found.effect.value == 0
    assert [layer["share"] for layer in found.details["sources"][0]["layers"]] == [1.0, 0.0, 1.0]
    assert found.details["sources"][0]["map"] == "1970-04-12"


def test_a_place_on_the_ground_itself_is_said(make_passage):
    found = run(make_passage(gap=14, start=(4, 15)))
    assert found.effect.value == 1
    assert any("P lies on ground of x" in caveat for caveat in found.caveats)


def test_where_no_way_leads_at_all_there_is_no_answer(make_passage):
    passable = np.ones((24, 30), dtype=bool)
    passable[:, 20] = False
    found = run(make_passage(passable=passable))
    assert "no way leads from P to Q" in found.undefined
    none = Passage(mover="f", holder="x", start="P", goal="Q", maps=(), unusable=("No map.",))
    assert run(none).undefined == "No map."


def test_ground_of_nobody_known_counts_less_and_less(make_passage):
    near = np.full((24, 30), 5.0)
    near[18:] = 15.0
    near[12:18] = 35.0
    found = run(make_passage(wide=10, error_km=1.0, post_km=near))
    thin = {entry["km"]: entry["share"] for entry in found.details["sources"][0]["thin"]}
    assert thin[10.0] == 0
    assert thin[10.0] <= thin[20.0] <= thin[40.0] <= found.effect.value == 1


def test_ways_can_be_too_long(make_passage):
    sample = make_passage(gap=11, wide=10, error_km=1.0)
    assert run(sample).effect.value < 0.5
    assert run(sample, replace(FEW, range_km=50.0)).effect.value == 1


def test_an_old_map_can_tell_nothing(make_passage):
    found = run(make_passage(gap=14, lag=181))
    assert found.valid == {"map_age": False}
    assert judge(found, RULE) == (Verdict.CANNOT_TELL, found.explain["map_age"])


def test_a_corridor_one_cell_wide_is_a_way_whose_cells_cannot_be_gone_round():
    best = BestMap.of(drawn(CORRIDOR))
    assert best.crossing_km is None
    assert best.around.length_km == pytest.approx(12.0)
    assert cut_cells(best) == tuple((1, column) for column in range(1, 6))


def test_a_diagonal_wall_holds():
    best = BestMap.of(drawn("P.X .X. X.Q"))
    assert best.crossing_km == pytest.approx(2.0)


def test_a_pocket_encircles_a_place():
    best = BestMap.of(drawn(POCKET))
    found = pockets(best)
    assert (found.number, found.km2, found.start, found.goal) == (1, 12.0, True, False)
    assert best.crossing_km == pytest.approx(2.0)


def test_an_enclave_is_gone_round():
    best = BestMap.of(drawn(ENCLAVE))
    assert best.crossing_km is None
    assert pockets(best).number == 0
    assert cut_cells(best) == ()


def test_the_sea_is_no_way_and_its_corners_are_not_cut():
    assert BestMap.of(drawn(COAST)).crossing_km == pytest.approx(2.0)
    best = BestMap.of(drawn(TWO_COASTS))
    assert cut_cells(best) == tuple((0, column) for column in range(1, 5))
    assert best.around.length_km == pytest.approx(2 * (3 + 2 + 2 * np.sqrt(2)))
    assert BestMap.of(drawn("P#. #.. ..Q")) is None


def test_distances_count_from_the_border_and_the_edge_of_the_map_is_none():
    one = drawn(WALL)
    away = signed_km(one, one.passable)
    assert away[1].tolist() == [-3.0, -1.0, 1.0, 1.0, -1.0, -3.0]
    everywhere = replace(one, held=np.ones_like(one.held))
    assert np.isinf(signed_km(everywhere, one.passable)).all()


def test_cut_cells_agree_with_taking_each_cell_away():
    rng = np.random.default_rng(3)
    checked = 0
    for _ in range(150):
        held = rng.random((7, 8)) < 0.42
        held[0, 0] = held[6, 7] = False
        one = GroundMap(
            source="m", since=0, lag=0, error_km=None, held=held, passable=np.ones_like(held),
            start=(0, 0), goal=(6, 7),
        )  # fmt: skip
        best = BestMap.of(one)
        if best.around is None:
            continue
        checked += 1
        wanted = []
        ends = [np.zeros_like(held) for _ in "ab"]
        ends[0][0, 0] = ends[1][6, 7] = True
        grid = Grid.over(held, cell_km=2.0)
        for cell in best.around.cells[1:-1]:
            number = cell[0] * 8 + cell[1]
            left = (grid.one != number) & (grid.two != number)
            steps = replace(
                grid, one=grid.one[left], two=grid.two[left], km=grid.km[left], crossing=grid.crossing[left]
            )
            if steps.around(*ends) is None:
                wanted.append(cell)
        assert list(cut_cells(best)) == wanted
    assert checked > 20


def test_more_ground_never_makes_a_way_cross_less():
    rng = np.random.default_rng(11)
    for _ in range(60):
        held = rng.random((9, 11)) < 0.4
        more = held | (rng.random(held.shape) < 0.15)
        ends = {"start": (0, 0), "goal": (8, 10)}
        fields = {"source": "m", "since": 0, "lag": 0, "error_km": 0.0, "passable": np.ones_like(held)}
        less, bigger = (BestMap.of(GroundMap(held=h, **ends, **fields)) for h in (held, more))
        assert (bigger.crossing_km or 0) >= (less.crossing_km or 0) - 1e-9


@pytest.mark.parametrize(
    "wrong",
    [{"draws": 5}, {"corr_km": 0}, {"thin": "10,x"}, {"thin": "-4"}, {"within": "sea"}, {"range_km": -1.0}],
)
def test_a_choice_that_cannot_be_is_refused(wrong):
    with pytest.raises(QuestionError, match="safe-passage"):
        Params(**wrong)


def test_a_way_must_be_there_on_each_day_where_the_question_says_so(make_passage):
    free, shut = make_passage(gap=14).maps[0], make_passage(wide=10, error_km=1.0).maps[0]
    days = tuple(replace(one, since=100 + n, days=(n, n + 1)) for n, one in enumerate((free, shut, free)))
    found = run(replace(make_passage(), maps=days), replace(FEW, days="each"))
    assert found.effect.value == 1
    assert found.details["sources"][0]["open_days"] == (2, 3)
    assert any("least room" in caveat for caveat in found.caveats)
    assert any("there on 2 of 3 asked days" in caveat for caveat in found.caveats)


def test_no_way_is_longer_than_its_range(make_passage):
    sample = make_passage(gap=11, wide=10, error_km=0.0, cell_km=1.0)
    best = BestMap.of(sample.maps[0])
    long = best.around.length_km
    assert BestMap.of(sample.maps[0], long - 0.01).around is None
    assert BestMap.of(sample.maps[0], long).around.length_km == pytest.approx(long)
    for km, wanted in ((long - 0.01, True), (long, False)):
        short = BestMap.of(sample.maps[0], km)
        assert short.ways.free(sample.maps[0].held, None) is not wanted
    assert "no way of 20 km or less leads" in run(sample, replace(FEW, range_km=20.0)).undefined


def test_who_is_too_slow_to_go_round_in_the_asked_days_leaves_it_open(make_passage):
    sample = make_passage(gap=14, days=(100, 103))
    way = run(sample).details["way_round_km"]
    fast, slow = (run(sample, replace(FEW, km_per_day=way / days)) for days in (2.5, 3.5))
    assert fast.valid["in_time"]
    assert fast.details["sources"][0]["journey"] == {
        "km_per_day": pytest.approx(way / 2.5), "way_days": pytest.approx(2.5), "arrives": "1970-04-13"
    }  # fmt: skip
    assert judge(fast, RULE)[0] is Verdict.DOES_NOT_SUPPORT
    assert judge(slow, RULE) == (Verdict.CANNOT_TELL, slow.explain["in_time"])
    single = run(
        replace(sample, maps=(replace(sample.maps[0], days=(100, 101)),)), replace(FEW, km_per_day=9.0)
    )
    assert single.valid["in_time"]
    assert any("taken to stand still" in caveat for caveat in single.caveats)


def on_roads(make_passage, *, second):
    """Lay a road through the wall along row 4, and perhaps one round it in row 20."""

    def pieces(nodes, cells):
        return [(*pair, cell) for pair, cell in zip(pairwise(nodes), cells, strict=True)]

    straight = pieces(range(25), [4 * 30 + 3 + n for n in range(24)])
    up, far, down = range(100, 116), range(115, 140), range(139, 155)
    round_it = pieces([0, *up[1:]], [(5 + n) * 30 + 3 for n in range(15)])
    round_it += pieces(far, [20 * 30 + 3 + n for n in range(24)])
    round_it += pieces([*down[:-1], 24], [(19 - n) * 30 + 27 for n in range(15)])
    at = np.zeros((160, 2))
    at[:25] = [[4.5, 3.5 + n] for n in range(25)]
    at[100:116] = [[4.5 + n, 3.5] for n in range(16)]
    at[115:140] = [[19.5, 3.5 + n] for n in range(25)]
    at[139:155] = [[19.5 - n, 27.5] for n in range(16)]
    one, two, cell = np.array([*straight, *(round_it if second else [])], dtype=np.int64).T
    roads = Roads(one=one, two=two, km=np.full(len(one), 2.0), cell=cell, at=at, start=0, goal=24, columns=30)
    return make_passage(gap=8, wide=8, error_km=0.0, cell_km=2.0, roads=roads)


def test_along_roads_open_ground_beside_them_is_no_way(make_passage):
    shut, free = (run(on_roads(make_passage, second=second)) for second in (False, True))
    assert shut.effect.value == 1
    assert shut.details["crossing_km"] == pytest.approx(16.0)
    assert (free.details["crossing_km"], free.details["way_round_km"]) == (None, pytest.approx(108.0))
    assert any("48 km of roads" in caveat for caveat in shut.caveats)
    assert "along roads" in free.sentence


def test_cut_cells_of_roads_are_those_that_no_other_road_goes_round(make_passage):
    best = BestMap.of(on_roads(make_passage, second=True).maps[0])
    cut = cut_cells(best)
    assert set(cut) == set(best.around.cells) - {(4, 3), (4, 27)}


def test_roads_are_seen_on_the_picture(make_passage):
    found = run(on_roads(make_passage, second=True)).details["passage_map"]["roads"]
    assert sum(abs(x1 - x2) + abs(y1 - y2) for x1, y1, x2, y2 in found) == pytest.approx(24 + 24 + 15 + 15)
    assert all(3 < x < 28 and 4 < y < 20 for x1, y1, x2, y2 in found for x, y in ((x1, y1), (x2, y2)))
    assert run(make_passage()).details["passage_map"]["roads"] is None


def test_a_day_without_a_map_is_no_day_with_a_way(make_passage):
    free = make_passage(gap=14, days=(100, 104)).maps[0]
    sample = replace(make_passage(), maps=(free,), days=6)
    each, some = (run(sample, replace(FEW, days=days)) for days in ("each", "any"))
    assert judge(each, RULE) == (Verdict.CANNOT_TELL, each.explain["every_day"])
    assert "of 2 of them no map" in each.explain["every_day"]
    assert judge(some, RULE)[0] is Verdict.DOES_NOT_SUPPORT
    assert any("Of 6 asked days" in caveat and "nothing of 2" in caveat for caveat in some.caveats)
    whole = run(replace(sample, days=4), replace(FEW, days="each"))
    assert judge(whole, RULE)[0] is Verdict.DOES_NOT_SUPPORT
