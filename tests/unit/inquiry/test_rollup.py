"""Does a roll-up account for every side of the data, with the reason, and count what nobody knows?"""

from datetime import date

import pytest

from holdfire.actors.registry import Registry
from holdfire.base.event_sides import sides_of
from holdfire.inquiry.rollup import rolled
from holdfire.model.actor import Actor, Membership

TURN = date(2017, 10, 15)
REGISTRY = Registry(
    (
        Actor(id="league", name="League", ucdp_ids=("7",)),
        Actor(id="crown", name="Crown"),
        Actor(
            id="brigade",
            name="Marsh Brigade",
            memberships=(Membership(part_of="crown", until=TURN), Membership(part_of="league", since=TURN)),
        ),
    )
)


@pytest.fixture
def events(events_of):
    before = date(2017, 10, 14)
    return events_of(
        [
            {"side_a": "League", "side_b": "Marsh Brigade", "on": before},
            {"side_a": "Crown", "side_b": "Marsh Brigade", "on": TURN},
            {"side_a": "Crown", "side_b": "Marsh Brigade", "on": TURN},
            {"side_a": "Crown", "side_b": "Mersh Brigade", "country": "Suda"},
            {"side_a": "Crown", "side_b": "League, Nobody"},
            {"side_a": "League", "side_b": "League"},
            {"side_a": "Nobody", "side_b": "Crown, League"},
            {"side_a": "Crown", "side_b": ""},
            {"event_id": "ucdp:1", "side_a": "Lg", "side_b": "Crown", "side_a_id": "7"},
            {"event_id": "other:1", "side_a": "Lg", "side_b": "Crown", "side_a_id": "7"},
        ]
    )


def test_the_events_of_all_names_add_up_to_the_sides_of_the_data(events) -> None:
    found = rolled(events, REGISTRY)
    named = sum(name != "" for name in (*events.side_a, *events.side_b))
    assert found.totals.sides == named == 19
    assert sum(side.reading.events for side in found.sides) == named
    assert sum(found.totals.sides_by_how.values()) == named


def test_every_name_says_what_it_was_taken_for_and_since_when(events) -> None:
    found = {
        (s.reading.name, s.reading.read_as): (
            s.reading.reading,
            s.reading.events,
            s.reading.first,
            s.reading.last,
        )
        for s in rolled(events, REGISTRY).sides
    }
    before = date(2017, 10, 14)
    assert found["Marsh Brigade", "crown"] == ("parent", 1, before, before)
    assert found["Marsh Brigade", "league"] == ("parent", 2, TURN, TURN)
    assert found["League, Nobody", "league"] == ("known_parent", 1, TURN, TURN)
    assert found["Crown, League", "mixed"] == ("mixed", 1, TURN, TURN)
    assert found["Lg", "league"] == ("actor", 1, TURN, TURN)
    assert found["Lg", "lg"] == ("proposed", 1, TURN, TURN)
    assert found["League", "league"] == ("actor", 3, before, TURN)


def test_unknown_names_come_with_their_near_ones_and_their_share_of_events(events) -> None:
    found = rolled(events, REGISTRY)
    near = {side.reading.name: [(n.of, n.actor) for n in side.near] for side in found.sides if side.near}
    assert near == {"Mersh Brigade": [("Mersh Brigade", "brigade")]}
    assert found.totals.events == 10
    assert found.totals.events_by_how["proposed"] == 3
    assert found.totals.unknown_share == pytest.approx(0.3)


def test_a_row_with_two_such_sides_counts_once_among_the_events(events_of) -> None:
    found = rolled(events_of([{"side_a": "P", "side_b": "Q"}, {"side_a": "P", "side_b": "Crown"}]), REGISTRY)
    assert found.totals.sides_by_how == {"actor": 1, "proposed": 3}
    assert found.totals.events_by_how == {"actor": 1, "proposed": 2}


def test_labels_go_back_to_the_rows_and_sides_they_came_from(events) -> None:
    sides = sides_of(events)
    one, other = sides.by_row(sides.name, len(events))
    assert one.tolist() == events.side_a.tolist()
    assert other.tolist() == events.side_b.tolist()
