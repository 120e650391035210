from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader, SideReading
from holdfire.errors import RegistryError
from holdfire.model.actor import Actor, Alias, Membership

TURN = date(2014, 7, 1)
REGISTRY = Registry(
    (
        Actor(id="gov", name="Government of X", kind="state", ucdp_names=("Government of X",)),
        Actor(id="is", name="Islamic State", ucdp_names=("IS",)),
        Actor(id="rebels", name="Rebels", kind="coalition", ucdp_names=("X insurgents",)),
        Actor(id="hts", name="HTS", part_of="rebels"),
        Actor(id="ahrar", name="Ahrar al-Sham", part_of="rebels"),
        Actor(
            id="dawud",
            name="Liwa Dawud",
            memberships=(Membership(part_of="rebels", until=TURN), Membership(part_of="is", since=TURN)),
        ),
        Actor(id="people", name="People", kind="civilians", ucdp_names=("Civilians",)),
    )
)


def days(*day: date) -> NDArray[np.int64]:
    return np.array([(d - date(1970, 1, 1)).days for d in day], dtype=np.int64)


def names(*name: str) -> NDArray[np.object_]:
    return np.array(name, dtype=object)


def read(name: str, day: date = TURN, **parties: tuple[str, ...]) -> str:
    label = SideReader(REGISTRY, parties).read(names(name), days(day))[0]
    assert isinstance(label, str)
    return label


def reading(name: str, day: date = TURN, **parties: tuple[str, ...]) -> SideReading:
    return SideReader(REGISTRY, parties).explain(names(name), days(day))[0]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("IS", "is"),
        ("HTS", "rebels"),
        ("hts", "rebels"),
        ("X insurgents", "rebels"),
        ("Hamza Division", "hamza_division"),
        ("Civilians", "civilians"),
        ("civilians (X)", "civilians"),
        ("HTS; Ahrar al-Sham", "rebels"),
        ("HTS and IS", "mixed"),
        ("HTS and Hamza Division", "hts_and_hamza_division"),
        ("HTS, Ahrar al-Sham", "rebels"),
        ("HTS,Ahrar al-Sham", "rebels"),
        ("HTS, Hamza Division", "rebels"),
        ("HTS, IS", "mixed"),
        ("HTS, IS, Hamza Division", "mixed"),
        ("Hamza Division, Mutasim Brigade", "mixed"),
    ],
)
def test_a_side_is_read_as_its_topmost_parent(name: str, label: str) -> None:
    assert read(name) == label


def test_the_nearest_party_up_the_chain_wins_over_the_coalition_it_belongs_to() -> None:
    parties = {"nusra": ("hts",), "others": ("rebels",)}
    assert read("HTS", **parties) == "nusra"
    assert read("Ahrar al-Sham", **parties) == "others"
    assert read("HTS, Ahrar al-Sham", **parties) == "mixed"


def test_several_actors_merged_into_one_party_are_no_mix() -> None:
    assert read("HTS, IS", jihadis=("hts", "is")) == "jihadis"


def test_a_party_may_be_an_actor_that_only_the_data_know() -> None:
    assert read("Hamza Division", hamza=("hamza_division",)) == "hamza"
    assert read("HTS, Hamza Division", hamza=("hamza_division",)) == "mixed"


@pytest.mark.parametrize(
    ("day", "label"), [(date(2014, 6, 30), "rebels"), (TURN, "is"), (date(2018, 1, 1), "is")]
)
def test_a_side_that_changed_sides_is_read_by_the_day(day: date, label: str) -> None:
    assert read("Liwa Dawud", day) == label


def test_rows_keep_their_places() -> None:
    reader = SideReader(REGISTRY, {})
    side = names("IS", "Liwa Dawud", "HTS", "Liwa Dawud", "IS")
    when = days(TURN, date(2018, 1, 1), TURN, date(2013, 1, 1), TURN)
    assert reader.read(side, when).tolist() == ["is", "is", "rebels", "rebels", "is"]


def test_no_rows_give_no_labels() -> None:
    assert len(SideReader(REGISTRY, {}).read(names(), days())) == 0
    assert SideReader(REGISTRY, {}).explain(names(), days()) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IS", SideReading(name="IS", read_as="is", reading="actor", members=("is",), events=1)),
        ("HTS", SideReading(name="HTS", read_as="rebels", reading="parent", members=("rebels",), events=1)),
        (
            "HTS, Ahrar al-Sham",
            SideReading(
                name="HTS, Ahrar al-Sham", read_as="rebels", reading="parent", members=("rebels",), events=1
            ),
        ),
        (
            "HTS, Hamza Division",
            SideReading(
                name="HTS, Hamza Division",
                read_as="rebels",
                reading="known_parent",
                members=("rebels",),
                unknown=("Hamza Division",),
                events=1,
            ),
        ),
        (
            "HTS, IS",
            SideReading(name="HTS, IS", read_as="mixed", reading="mixed", members=("rebels", "is"), events=1),
        ),
        (
            "Hamza Division",
            SideReading(
                name="Hamza Division",
                read_as="hamza_division",
                reading="proposed",
                unknown=("Hamza Division",),
                events=1,
            ),
        ),
    ],
)
def test_every_reading_says_what_it_found(name: str, expected: SideReading) -> None:
    found = reading(name)
    assert replace(found, why="", actors=(), first=None, last=None) == expected
    assert (found.first, found.last) == (TURN, TURN)


def test_an_explanation_counts_rows_by_name_and_label_the_most_frequent_first() -> None:
    side = names("IS", "Liwa Dawud", "IS", "Liwa Dawud", "IS", "Liwa Dawud")
    when = days(TURN, date(2013, 1, 1), TURN, TURN, TURN, date(2019, 1, 1))
    found = [(r.name, r.read_as, r.events) for r in SideReader(REGISTRY, {}).explain(side, when)]
    assert found == [("IS", "is", 3), ("Liwa Dawud", "is", 2), ("Liwa Dawud", "rebels", 1)]


def test_one_actor_in_two_parties_is_an_error() -> None:
    with pytest.raises(RegistryError, match="two parties"):
        SideReader(REGISTRY, {"a": ("hts",), "b": ("hts", "is")})


@pytest.mark.parametrize(
    ("name", "why", "actors"),
    [
        ("IS", "UCDP name of is", ("is",)),
        ("hts", "name of hts; part of rebels", ("hts",)),
        ("Liwa Dawud", "name of dawud; part of is from 2014-07-01", ("dawud",)),
        (
            "HTS, IS",
            "HTS: name of hts; part of rebels | IS: UCDP name of is",
            ("hts", "is"),
        ),
        (
            "HTS, Hamza Division",
            "HTS: name of hts; part of rebels | not known: Hamza Division",
            ("hts",),
        ),
        ("Hamza Division", "no actor bears this name", ()),
    ],
)
def test_every_reading_says_why(name: str, why: str, actors: tuple[str, ...]) -> None:
    found = reading(name)
    assert (found.why, found.actors) == (why, actors)


def test_an_actor_found_by_another_of_its_names_is_told_from_one_found_by_its_own() -> None:
    registry = Registry((Actor(id="is", name="Islamic State", aliases=("Daesh",), ucdp_names=("IS",)),))
    found = SideReader(registry, {}).explain(names("Daesh", "IS", "Islamic State"), days(TURN, TURN, TURN))
    assert {r.name: r.reading for r in found} == {"Daesh": "alias", "IS": "actor", "Islamic State": "actor"}


def test_a_defection_counts_for_the_one_side_before_the_day_and_for_the_other_from_it_on() -> None:
    rng = np.random.default_rng(5)
    when = days(TURN)[0] + rng.integers(-40, 40, 400)
    found = SideReader(REGISTRY, {}).read(np.full(400, "Liwa Dawud", dtype=object), when)
    assert (found == "rebels").sum() == (when < days(TURN)[0]).sum()
    assert (found == "is").sum() == (when >= days(TURN)[0]).sum()
    assert set(when[found == "rebels"]) | {days(TURN)[0] - 1} == set(when[found == "rebels"])


COMMAND = Actor(id="command", name="Command", kind="coalition")
TIES = Registry(
    (
        COMMAND,
        Actor(id="base", name="Base", part_of="command"),
        Actor(id="splinter", name="Splinter", split_from="base", split_on=date(2014, 2, 3)),
        Actor(id="joiner", name="Joiner", merged_into="base", merged_on=date(2016, 1, 1)),
        Actor(id="undated", name="Undated", split_from="base", merged_into="command"),
        Actor(
            id="sworn",
            name="Sworn",
            split_from="base",
            split_on=date(2014, 2, 3),
            memberships=(Membership(part_of="joiner", until=date(2014, 1, 1)),),
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "day", "label"),
    [
        ("Splinter", date(2014, 2, 2), "command"),
        ("Splinter", date(2014, 2, 3), "splinter"),
        ("Joiner", date(2015, 12, 31), "joiner"),
        ("Joiner", date(2016, 1, 1), "command"),
        ("Undated", date(2015, 1, 1), "undated"),
        ("Sworn", date(2013, 12, 31), "joiner"),
        ("Sworn", date(2014, 1, 1), "command"),
        ("Sworn", date(2014, 2, 3), "sworn"),
    ],
)
def test_splits_and_mergers_hold_from_their_day_on_and_memberships_win(
    name: str, day: date, label: str
) -> None:
    assert SideReader(TIES, {}).read(names(name), days(day)).tolist() == [label]


HOMONYMS = Registry(
    (
        Actor(
            id="xf_north", name="X Front", ucdp_names=("XF",), ucdp_ids=("11",), countries=("Norda (Old)",)
        ),
        Actor(id="xf_south", name="X Front", ucdp_names=("XF",), ucdp_ids=("12",), countries=("Suda",)),
        Actor(
            id="guard",
            name="Guard",
            dated_aliases=(
                Alias(name="Home Army", since=date(2010, 1, 1), until=date(2012, 1, 1)),
                Alias(name="Militia", country="Norda"),
            ),
        ),
        Actor(id="rival", name="Rival", dated_aliases=(Alias(name="Home Army", since=date(2011, 7, 1)),)),
    )
)


@pytest.mark.parametrize(
    ("name", "country", "source_id", "label", "how"),
    [
        ("XF", "Norda", "", "xf_north", "actor"),
        ("XF", "Suda", "", "xf_south", "actor"),
        ("XF", "Westa", "", "xf", "proposed"),
        ("XF", "", "", "mixed", "ambiguous"),
        ("XF", "Suda", "11", "xf_north", "actor"),
        ("another name", "Westa", "12", "xf_south", "actor"),
        ("XF", "Norda", "13", "xf", "proposed"),
        ("XF", "Norda", "11, 12", "mixed", "mixed"),
        ("XF", "Suda", "12, 99", "xf_south", "actor"),
        ("XF, Guard", "", "", "mixed", "ambiguous"),
        ("Militia", "Norda", "", "guard", "alias"),
        ("Militia", "Suda", "", "militia", "proposed"),
    ],
)
def test_a_name_of_several_is_settled_by_id_and_country_else_it_is_ambiguous(
    name: str, country: str, source_id: str, label: str, how: str
) -> None:
    reader = SideReader(HOMONYMS, {})
    found = reader.explain(names(name), days(TURN), names(country), names(source_id))
    assert [(r.read_as, r.reading) for r in found] == [(label, how)]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2009, 12, 31), "home_army"),
        (date(2010, 1, 1), "guard"),
        (date(2011, 6, 30), "guard"),
        (date(2011, 7, 1), "mixed"),
        (date(2011, 12, 31), "mixed"),
        (date(2012, 1, 1), "rival"),
    ],
)
def test_a_name_borne_for_a_time_is_read_by_the_day(day: date, label: str) -> None:
    assert SideReader(HOMONYMS, {}).read(names("Home Army"), days(day)).tolist() == [label]


def test_an_ambiguous_name_says_who_may_be_meant_and_what_would_tell() -> None:
    found = SideReader(HOMONYMS, {}).explain(names("XF"), days(TURN))[0]
    assert found.actors == found.members == ("xf_north", "xf_south")
    assert (
        found.why
        == "may be xf_north or xf_south; tell them apart by countries, ucdp_ids or aliases with days"
    )


def test_a_name_of_several_that_all_have_one_parent_is_that_parent() -> None:
    registry = Registry(
        (
            COMMAND,
            Actor(id="a", name="A", aliases=("the Army",), part_of="command"),
            Actor(id="b", name="B", aliases=("the Army",), part_of="command"),
        )
    )
    found = SideReader(registry, {}).explain(names("the Army"), days(TURN))[0]
    assert (found.read_as, found.reading, found.actors) == ("command", "parent", ("a", "b"))


def test_a_name_that_makes_the_id_of_another_actor_is_not_counted_for_it() -> None:
    registry = Registry((Actor(id="xf", name="X Front", ucdp_names=("XF",), countries=("Norda",)),))
    reader = SideReader(registry, {"xf": ("xf",)})
    assert reader.read(names("XF", "XF"), days(TURN, TURN), names("Norda", "Suda")).tolist() == [
        "xf",
        "xf~other",
    ]


def test_countries_and_days_of_a_reading_are_put_together() -> None:
    reader = SideReader(HOMONYMS, {})
    when = days(date(2012, 5, 1), date(2013, 5, 1), date(2011, 2, 1), date(2012, 5, 1))
    found = reader.explain(names(*["Guard"] * 4), when, names("Suda", "Westa", "Norda", ""))
    assert [(r.events, r.first, r.last, r.countries) for r in found] == [
        (4, date(2011, 2, 1), date(2013, 5, 1), ("Norda", "Suda", "Westa"))
    ]


@pytest.mark.parametrize(
    ("name", "day", "label"),
    [
        ("Military Forces of Norda (2000-2024)", date(2024, 12, 7), "gov"),
        ("Military Forces of Norda (2000-2024)", date(2024, 12, 8), "military_forces_of_norda_2000_2024"),
        ("Military Forces of Norda (2024-)", date(2025, 1, 1), "military_forces_of_norda_2024"),
        ("Police Forces of Norda (2000-2024)", date(2020, 1, 1), "police_forces_of_norda_2000_2024"),
        ("Border Guards of Norda (2000–2024)", date(2020, 1, 1), "gov"),
    ],
)
def test_years_in_a_name_are_taken_where_the_registry_says_when_the_name_held(
    name: str, day: date, label: str
) -> None:
    gov = Actor(
        id="gov",
        name="Norda",
        kind="state",
        aliases=("Police Forces of Norda",),
        dated_aliases=(
            Alias(name="Military Forces of Norda", since=date(2000, 7, 1), until=date(2024, 12, 8)),
        ),
        acled_names=("Border Guards of Norda (2000-2024)",),
    )
    assert SideReader(Registry((gov,)), {}).read(names(name), days(day)).tolist() == [label]
