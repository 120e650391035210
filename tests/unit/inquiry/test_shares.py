"""Shares of an actor's events, on a war written down row by row."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

import pytest

from holdfire.actors.registry import Registry
from holdfire.base.events import EventColumns
from holdfire.errors import UsageError
from holdfire.inquiry.share_ground import Ground, Wanted
from holdfire.inquiry.share_periods import spans
from holdfire.inquiry.share_rows import group_labels, read_sides
from holdfire.inquiry.shares import main_opponents, shares_of
from holdfire.model.actor import Actor
from holdfire.model.share import ShareGroup

ACTORS = Registry(
    (
        Actor(id="velmar", name="Velmar", kind="state", ucdp_names=("Government of Velmar",)),
        Actor(id="osk", name="Osk", kind="state", ucdp_names=("Government of Osk",)),
        Actor(id="reds", name="Reds", kind="coalition", ucdp_names=("Reds",)),
        Actor(id="red_guard", name="Red Guard", part_of="reds", ucdp_names=("Red Guard",)),
        Actor(id="blues", name="Blues", ucdp_names=("Blues",)),
    )
)
Rows = Sequence[dict]


def fight(one: str, other: str, on: date = date(2017, 5, 1), **more: object) -> dict:
    return {"side_a": one, "side_b": other, "on": on, **more}


@pytest.fixture
def ground_of(events_of: Callable[[Rows], EventColumns]) -> Callable[..., Ground]:
    def make(rows: Rows, *, beside: tuple[str, ...] = ("civilians",), **wanted: object) -> Ground:
        sided = read_sides(events_of(sorted(rows, key=lambda r: r["on"])), ACTORS, {"reds": ("reds",)})
        return Ground(
            rows=sided,
            party="reds",
            area="Velmar",
            since=date(2017, 1, 1),
            until=date(2018, 1, 1),
            data_since=date(2017, 1, 1),
            data_until=date(2018, 1, 1),
            beside=frozenset(beside),
            wanted=Wanted(**{"period": None, **wanted}),
            duplicates=0,
        )

    return make


def only(ground: Ground) -> ShareGroup:
    (group,) = shares_of(ground).groups
    return group


def events(group: ShareGroup) -> dict[str, int]:
    return {o.opponent: o.events for o in group.opponents}


def test_either_side_and_any_unit_counts(ground_of: Callable[..., Ground]) -> None:
    group = only(ground_of([fight("Reds", "Blues"), fight("Blues", "Red Guard"), fight("Osk", "Blues")]))
    assert events(group) == {"blues": 2}
    assert group.n == 2
    assert group.anybody == 3


def test_events_within_the_party_and_in_mixed_sides_stand_apart(ground_of: Callable[..., Ground]) -> None:
    rows = [fight("Reds", "Red Guard"), fight("Reds, Blues", "Government of Osk"), fight("Reds", "Blues")]
    group = only(ground_of(rows))
    assert (group.n, group.within, group.in_mixed) == (1, 1, 1)


def test_civilians_stand_beside_the_sum_or_in_it(ground_of: Callable[..., Ground]) -> None:
    rows = [fight("Reds", "Blues"), fight("Reds", "Civilians", kind="one_sided")]
    group = only(ground_of(rows))
    assert (group.n, events(group)) == (1, {"blues": 1, "civilians": 1})
    assert {o.opponent: o.share for o in group.opponents} == {"blues": 1.0, "civilians": None}
    assert only(ground_of(rows, beside=())).n == 2


def test_a_name_that_nobody_has_placed_is_said_to_be_so(ground_of: Callable[..., Ground]) -> None:
    group = only(ground_of([fight("Reds", "Front of the North")]))
    assert [(o.name, o.sort) for o in group.opponents] == [("Front of the North", "proposed")]


def test_a_state_is_foreign_where_it_is_not_the_land_s_own(ground_of: Callable[..., Ground]) -> None:
    rows = ground_of([fight("Reds", "Government of Velmar"), fight("Reds", "Government of Osk")]).rows
    assert group_labels(rows, "foreign-states", ()) == {"osk"}
    assert group_labels(rows, "states", ()) == {"velmar", "osk"}
    assert group_labels(rows, "other", ("reds", "osk")) == {"velmar"}
    assert group_labels(rows, "blues", ()) is None


def test_rows_of_one_day_and_place_are_one_burst(ground_of: Callable[..., Ground]) -> None:
    rows = [fight("Reds", "Blues", place="Kora") for _ in range(5)]
    rows += [fight("Reds", "Osk", date(2017, 5, day), place="Kora") for day in (2, 3)]
    daily, weekly = (only(ground_of(rows, burst_days=days)) for days in (1, 400))
    assert (daily.n, daily.bursts, weekly.bursts) == (7, 3, 1)
    assert weekly.opponents[0].interval is None
    assert (daily.opponents[0].design_effect or 0) > 1


def test_a_year_without_events_is_not_one_that_nobody_covered(ground_of: Callable[..., Ground]) -> None:
    ground = ground_of([fight("Osk", "Blues", date(2017, 3, 1)), fight("Reds", "Blues")], period="quarter")
    told = [(g.period, g.coverage, g.anybody) for g in shares_of(ground).groups]
    assert told == [
        ("2017 Q1", "no_events", 1),
        ("2017 Q2", "events", 1),
        ("2017 Q3", "no_events", 0),
        ("2017 Q4", "no_events", 0),
    ]


def test_shares_by_area_leave_no_row_out(ground_of: Callable[..., Ground]) -> None:
    rows = [fight("Reds", "Blues", adm_1=area) for area in ("North", "South", "South", "")]
    found = shares_of(ground_of(rows, by_area=True)).groups
    assert {g.area: g.n for g in found} == {"North": 1, "South": 2, "no area given": 1}


def test_main_opponents_are_of_every_actor_and_the_most_active_comes_first(
    ground_of: Callable[..., Ground],
) -> None:
    found = main_opponents(ground_of([fight("Reds", "Blues"), fight("Osk", "Blues"), fight("Reds", "Blues")]))
    assert [(f.actor, f.groups[0].n) for f in found] == [("blues", 3), ("reds", 2), ("osk", 1)]
    assert events(found[0].groups[0]) == {"reds": 2, "osk": 1}


def test_periods_are_calendar_ones_cut_at_the_asked_days() -> None:
    cut = list(spans(date(2013, 5, 10), date(2014, 7, 2), "half"))
    assert [s.name for s in cut] == ["2013 H1", "2013 H2", "2014 H1", "2014 H2"]
    assert (cut[0].since, cut[0].until) == (date(2013, 5, 10), date(2013, 7, 1))
    assert (cut[-1].since, cut[-1].until) == (date(2014, 7, 1), date(2014, 7, 2))
    assert [s.name for s in spans(date(2013, 11, 30), date(2014, 1, 2), "month")] == [
        "2013-11",
        "2013-12",
        "2014-01",
    ]
    assert all(one.until == other.since for one, other in pairwise(cut))


@pytest.mark.parametrize("wrong", [{"kinds": ("war",)}, {"period": "decade"}, {"burst_days": 0}])
def test_what_nobody_can_count_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Wanted(**wrong)


def test_none_of_a_few_events_is_not_known_to_be_nought(ground_of: Callable[..., Ground]) -> None:
    few = [fight("Reds", "Blues", date(2017, month, 1)) for month in (2, 5, 8, 11)]
    low, high = only(ground_of(few)).interval_of_none or (1.0, 0.0)
    assert (low, high) == pytest.approx((0.0, 3.182446**2 / (4 + 3.182446**2)), abs=1e-4)  # Student's t, 3 df
    assert only(ground_of(few[:1])).interval_of_none is None
