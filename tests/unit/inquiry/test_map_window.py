from dataclasses import asdict
from datetime import date

import pytest
from command_line import run
from map_case import HOSTILE, make_map_case

from holdfire.case.folder import Case
from holdfire.inquiry.map_content import map_content, version_of
from holdfire.inquiry.map_window import Choice, shown


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return map_content(Case.open(make_map_case(tmp_path_factory.mktemp("map"))))


def ids(content, **choice):
    found = shown(content, Choice(**choice))
    return [content.events.event_id[row].removeprefix("ucdp:") for row in found.rows]


def test_an_event_belongs_to_the_window_in_which_it_begins_and_until_is_the_first_day_not_shown(content):
    october = {"since": date(2017, 10, 1), "until": date(2017, 11, 1)}
    assert ids(content, **october) == ["1", "2", "3"]
    assert ids(content, since=date(2017, 10, 2), until=date(2017, 10, 9)) == []
    assert ids(content, since=date(2017, 11, 30), until=date(2017, 12, 1)) == ["4"]
    assert ids(content, since=date(2017, 12, 1)) == ["5", "6"]


def test_every_row_and_claim_is_counted_in_exactly_one_place(content):
    choices = (
        Choice(),
        Choice(since=date(2017, 10, 1), until=date(2017, 12, 1), box=(36.9, 34.9, 37.1, 35.1)),
        Choice(actors=("order",), both=True, kinds=("one_sided",)),
        Choice(actors=(), families=()),
    )
    for choice in choices:
        found = shown(content, choice)
        for counted in (found.events_counted, found.claims_counted):
            parts = asdict(counted)
            assert parts.pop("of") == sum(parts.values())
        assert found.events_counted.shown == len(found.rows)


def test_actors_are_asked_for_on_either_side_or_on_both(content):
    assert ids(content, actors=("civilians",)) == ["4"]
    assert ids(content, actors=("government_of_x",)) == ["1", "2", "5", "6"]
    assert ids(content, actors=("order",), both=True) == []
    assert ids(content, actors=("order", "civilians"), both=True) == ["4"]
    assert ids(content, actors=()) == []


def test_kinds_and_the_view_narrow_what_is_shown(content):
    assert ids(content, kinds=("non_state",)) == ["3"]
    assert ids(content, box=(36.9, 34.9, 37.3, 35.3)) == ["1", "2", "4"]


def test_actors_come_by_their_events_whatever_is_shown_and_no_one_actor_last(content):
    assert [(actor.label, actor.events) for actor in content.actors][:2] == [
        ("order", 6),
        ("government_of_x", 4),
    ]
    assert content.actors[-1].label == "civilians"
    assert HOSTILE in {actor.name for actor in content.actors}


def test_what_was_looked_at_is_whole_months_from_the_first_event_to_the_last(content):
    (looked,) = content.looked
    assert (looked.since, looked.until) == (date(2017, 10, 1), date(2018, 3, 1))
    assert (looked.events, looked.countries) == (6, ("X",))


def test_a_place_is_named_by_rows_alone_that_lie_exactly_there(content):
    named = {one.name: (one.lon, one.lat) for one in content.names if one.level == "place"}
    assert named == {"Suha": (37.0, 35.0), "Rabea": (36.5, 34.5)}


def test_the_version_changes_with_what_the_map_is_made_from(tmp_path):
    folder = make_map_case(tmp_path)
    before = version_of(Case.open(folder))
    assert version_of(Case.open(folder)) == before
    more = tmp_path / "more.txt"
    more.write_text("Nothing of note.")
    assert run("-C", folder, "add", more).returncode == 0
    assert version_of(Case.open(folder)) != before
