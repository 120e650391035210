"""Does a list add what it knows, and change nothing that a person wrote or that is not certain?"""

from dataclasses import replace

import pytest

from holdfire.actors.merging import DataSide, Merged, merge
from holdfire.actors.registry import Registry
from holdfire.actors.ucdp_list import ListedActor
from holdfire.model.actor import Actor


def listed(
    number: str, short: str, *countries: str, name: str = "", aliases: tuple[str, ...] = (), **more: object
):
    fields = {"state": False, "notes": (), **more}
    return ListedActor(
        id=number, short=short, name=name or short, aliases=aliases, countries=countries, **fields
    )


def side(name: str, *countries: str, ids: tuple[str, ...] = ()) -> DataSide:
    return DataSide(name=name, countries=frozenset(countries), ids=frozenset(ids))


NORTH = listed(
    "11", "XF", "Norda", name="Northern X Front", aliases=("Frente X",), notes=("split from A (3)",)
)
SOUTH = listed("12", "XF", "Suda", name="Southern X Front")
GUARD = listed("13", "Guard", "Norda", name="Old Guard of Norda", aliases=("Guardia Vieja", "Frente X"))
LIST = (NORTH, SOUTH, GUARD)


def names_of(merged: Merged, actor: str) -> Actor:
    return Registry(merged.actors).get(actor)


def test_an_actor_gets_id_names_countries_and_notes_and_keeps_its_own() -> None:
    own = Actor(id="north", name="My name", ucdp_names=("xf",), aliases=("Mine",), countries=("Norda",))
    merged = merge([own], LIST, [])
    assert merged.updated == ("north",)
    assert merged.added == ()
    assert merged.actors == (
        replace(
            own,
            ucdp_ids=("11",),
            aliases=("Mine", "Northern X Front"),  # "Frente X" is a name of two in the list
            ucdp_notes=("split from A (3)",),
        ),
    )


def test_nothing_changes_where_the_list_was_taken_in_before() -> None:
    once = merge([Actor(id="g", name="G", ucdp_names=("Guard",))], LIST, [side("XF", "Norda", "Suda")])
    again = merge(once.actors, LIST, [side("XF", "Norda", "Suda")])
    assert (again.actors, again.added, again.updated) == (once.actors, (), ())


@pytest.mark.parametrize(
    ("sides", "ids"),
    [
        ([side("XF", "Norda")], ("11",)),
        ([side("XF", "Suda", "Westa")], ("12",)),
        ([side("XF", "Norda", "Suda", ids=("12",))], ("12",)),
        ([side("XF", "Norda", "Suda")], ()),
        ([side("XF", "Norda", "Suda", ids=("11", "12"))], ()),
        ([], ()),
    ],
)
def test_a_name_of_two_is_settled_by_ids_and_countries_of_the_data_else_left(
    sides: list[DataSide], ids: tuple[str, ...]
) -> None:
    merged = merge([Actor(id="x", name="X", ucdp_names=("XF",))], LIST, sides)
    assert merged.actors[0].ucdp_ids == ids
    assert bool(merged.left) is not bool(ids)
    if not ids:
        assert merged.left[0].why.startswith(
            "may be 11 (Northern X Front; Norda) or 12 (Southern X Front; Suda)"
        )
        assert merged.added == ()


def test_sides_that_nobody_is_are_added_homonyms_with_their_countries() -> None:
    merged = merge([], LIST, [side("XF", "Norda", "Suda"), side("guard", "Norda")])
    assert merged.added == ("xf_11", "xf_12", "guard")
    assert names_of(merged, "xf_11").countries == ("Norda",)
    assert names_of(merged, "guard").countries == ()
    assert names_of(merged, "guard").ucdp_names == ("Guard",)
    registry = Registry(merged.actors)
    assert [b.actor.id for b in registry.meant("XF", None, "suda")] == ["xf_12"]


def test_only_what_the_data_have_is_added_unless_all_is_asked_for() -> None:
    assert merge([], LIST, [side("Guard", "Westa (Old)")]).added == ("guard",)  # a country the list has not
    assert merge([], LIST, [side("Guard", "Suda")]).added == ()
    assert merge([], LIST, [side("Guardia Vieja", "Norda")]).added == ("guard",)
    assert merge([], LIST, [side("Frente X", "Norda")]).added == ()
    assert merge([], LIST, []).added == ()
    assert merge([], LIST, [], every=True).added == ("xf_11", "xf_12", "guard")


def test_a_state_abroad_is_added_by_its_name() -> None:
    state = listed("1", "Government of Norda", "Norda", state=True)
    assert (
        names_of(merge([], [state, SOUTH], [side("Government of Norda", "Suda")]), "government_of_norda").kind
        == "state"
    )


def test_a_name_that_a_person_gave_to_an_actor_makes_no_other() -> None:
    own = Actor(id="mine", name="Mine", ucdp_names=("M",), aliases=("Guard",))
    merged = merge([own], LIST, [side("Guard", "Norda")])
    assert merged.actors == (own,)
    assert [(one.name, one.why) for one in merged.left] == [
        ("Guard", "a name of mine already; its id would be 13")
    ]


def test_a_listed_actor_that_two_may_be_is_left() -> None:
    own = (Actor(id="a", name="Old Guard of Norda"), Actor(id="b", name="Guardia Vieja"))
    merged = merge(own, LIST, [])
    assert merged.actors == own
    assert [one.why for one in merged.left] == ["13 may be a and b; write ucdp_ids"]


def test_an_actor_without_data_names_is_found_by_a_name_that_one_listed_actor_has() -> None:
    own = Actor(id="a", name="Old Guard of Norda")
    assert merge([own], LIST, []).actors[0].ucdp_ids == ("13",)
    assert merge([own], LIST, [side("Z", "Suda")]).actors == (own,)  # the case is of another country
    assert merge([replace(own, name="Frente X")], LIST, []).updated == ()


def test_an_actor_that_is_two_listed_ones_has_both_ids() -> None:
    own = Actor(id="a", name="A", ucdp_names=("Guard", "XF"), countries=("Suda", "Norda"), ucdp_ids=("11",))
    assert merge([own], LIST, []).actors[0].ucdp_ids == ("11", "13")


def test_the_order_of_the_list_and_of_the_registry_changes_no_actor() -> None:
    own = [Actor(id="g", name="G", ucdp_names=("Guard",)), Actor(id="x", name="X", ucdp_names=("XF",))]
    sides = [side("XF", "Norda"), side("Guard", "Norda")]
    one, other = merge(own, LIST, sides), merge(own[::-1], LIST[::-1], sides[::-1])
    assert {a.id: a for a in one.actors} == {a.id: a for a in other.actors}
