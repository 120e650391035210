"""Every other way to read the rows does what its words say, and says so when it changes nothing."""

from datetime import date

import numpy as np
import pytest

from holdfire.forms.samples import Attacks, Fronts, Passage
from holdfire.inquiry.side_names import SideNames
from holdfire.inquiry.variants import VARIANTS, Variant, changed, combinations_for
from holdfire.model.event import day_number

PAIR = {"side_a": "gov", "side_b": "is"}
ROWS = [
    PAIR,
    {**PAIR, "where_prec": 3, "radius_km": 40.0, "event_id": "rough"},
    {**PAIR, "where_prec": 6, "radius_km": 400.0, "event_id": "country"},
    {**PAIR, "date_prec": 3, "end_day": day_number(date(2017, 10, 21)), "event_id": "long"},
    {**PAIR, "kind": "non_state", "event_id": "non-state"},
    {**PAIR, "kind": "remote_violence", "event_id": "shelling"},
    {**PAIR, "side_b": "civilians", "kind": "one_sided", "event_id": "one-sided"},
    {**PAIR, "side_b": "mixed", "event_id": "mixed"},
]
OUT = {
    "exact places only": {"rough", "country"},
    "exact days only": {"long"},
    "state-based only": {"non-state"},
    "no shelling, strikes": {"shelling"},
    "fighting alone": {"one-sided"},
    "own names only": {"rough"},
}


def _named(words: str) -> Variant:
    return next(variant for variant in VARIANTS if variant.words == words)


@pytest.fixture
def war(war_of):
    rolled, among = np.zeros((len(ROWS), 2), dtype=np.bool_), np.full((len(ROWS), 2), "", dtype=object)
    rolled[1, 0] = True
    among[-1, 1] = "is"
    return war_of(ROWS, names=SideNames(rolled=rolled, among=among))


@pytest.mark.parametrize("words", OUT)
def test_rows_that_a_way_leaves_out(war, words):
    left = _named(words).change(war)
    assert set(war.events.event_id) - set(left.events.event_id) == OUT[words]
    assert _named(words).change(left) is left
    assert len(left.names.rolled) == len(left.events) == len(left.one)


def test_a_district_counts_as_exact_and_a_country_does_not(war):
    events = _named("districts as exact").change(war).events
    assert events.where_prec.tolist()[1:3] == [1, 6]
    assert events.radius_km.tolist()[1:3] == [1.0, 400.0]


def test_a_long_event_is_dated_by_its_middle_and_rows_stay_in_the_order_of_days(war):
    moved = _named("long events mid-way").change(war)
    at = moved.events.event_id.tolist().index("long")
    assert moved.events.day[at] == day_number(date(2017, 10, 18))
    assert moved.events.end_day[at] == day_number(date(2017, 10, 21))
    assert (np.diff(moved.events.day) >= 0).all()
    assert at == len(ROWS) - 1


def test_a_shared_name_counts_for_the_one_party_in_it(war):
    assert war.between("gov", "is").sum() == len(ROWS) - 2
    assert _named("shared names count").change(war).between("gov", "is").sum() == len(ROWS) - 1


def test_what_makes_no_difference_is_no_other_choice(war_of):
    war = war_of([{**PAIR, "where_prec": 1, "date_prec": 1, "radius_km": 1.0}])
    for variant in VARIANTS:
        if variant.sample is None and not variant.every_row:
            assert variant.change(war) is war
            assert changed(war, (variant,)) is None


def test_each_way_is_tried_alone_and_every_two_that_read_other_things_together():
    tried = combinations_for(Attacks, matched=True)
    fitting = [variant for variant in VARIANTS if variant.sample is None]
    assert len(set(tried)) == len(tried)
    assert sum(len(one) == 1 for one in tried) == len(fitting)
    assert all(one.of != two.of for one, two in (pair for pair in tried if len(pair) == 2))
    of = [variant.of for variant in fitting]
    assert sum(len(one) == 2 for one in tried) == sum(a != b for n, a in enumerate(of) for b in of[:n])


def test_where_contact_is_measured_anew_each_way_is_tried_alone():
    assert combinations_for(Fronts, matched=True) == tuple(
        (variant,) for variant in VARIANTS if variant.sample in (None, Fronts)
    )


def test_a_map_is_laid_on_other_cells_and_no_row_is_read_otherwise():
    tried = combinations_for(Passage, matched=True)
    assert [one[0].words for one in tried] == ["1 km cells", "4 km cells"]


def test_squares_and_matched_rows_are_tried_only_where_they_can_matter():
    words = {variant.words for one in combinations_for(Attacks, matched=False) for variant in one}
    assert not words & {"5 km squares", "20 km squares", "matched rows twice"}
