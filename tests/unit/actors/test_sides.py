from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader, SideReading
from holdfire.errors import RegistryError
from holdfire.model.actor import Actor, Membership

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
def test_every_reading_says_why(name: str, expected: SideReading) -> None:
    assert reading(name) == expected


def test_an_explanation_counts_rows_by_name_and_label_the_most_frequent_first() -> None:
    side = names("IS", "Liwa Dawud", "IS", "Liwa Dawud", "IS", "Liwa Dawud")
    when = days(TURN, date(2013, 1, 1), TURN, TURN, TURN, date(2019, 1, 1))
    found = [(r.name, r.read_as, r.events) for r in SideReader(REGISTRY, {}).explain(side, when)]
    assert found == [("IS", "is", 3), ("Liwa Dawud", "is", 2), ("Liwa Dawud", "rebels", 1)]


def test_one_actor_in_two_parties_is_an_error() -> None:
    with pytest.raises(RegistryError, match="two parties"):
        SideReader(REGISTRY, {"a": ("hts",), "b": ("hts", "is")})
