"""Do names that nobody knows come with the registered ones they may be spellings of, and with no others?"""

from datetime import date

import pytest

from holdfire.actors.near import near_names
from holdfire.actors.registry import Registry
from holdfire.model.actor import Actor, Alias

REGISTRY = Registry(
    (
        Actor(id="islam", name="Jaysh al-Islam", aliases=("جيش الإسلام",)),
        Actor(id="zenki", name="Nour al-Din Zenki"),
        Actor(id="iran", name="Government of Iran", kind="state"),
        Actor(id="sdf", name="SDF"),
        Actor(id="xf", name="X Front", ucdp_names=("XF",), countries=("Norda",)),
        Actor(
            id="gov",
            name="Norda",
            aliases=("Military Forces of Norda",),
            dated_aliases=(Alias(name="Norda Rangers", since=date(2001, 1, 1)),),
        ),
    )
)


@pytest.mark.parametrize(
    ("name", "near", "why"),
    [
        ("Jaish-ul-Islam", ["islam"], "the same consonants in another spelling"),
        ("Джейш аль-Ислам", ["islam"], "the same consonants in another spelling"),
        ("Noureddin Zenki", ["zenki"], "the same consonants in another spelling"),
        ("Nour al-Dine Zinki", ["zenki"], "the same consonants in another spelling"),
        ("XF", ["xf"], "the same name, borne elsewhere, at another time or under another id"),
        ("Military Forces of Norda (2000-2024)", ["gov"], "the same name but for its years"),
        ("Zenki Nour al-Dinn", ["zenki"], "most letters in common"),
        ("Government of Iraq", [], ""),
        ("SSDF", [], ""),
        ("Islam Army", [], ""),
    ],
)
def test_near_names_come_with_the_reason(name: str, near: list[str], why: str) -> None:
    found = near_names([name], REGISTRY).get(name, ())
    assert [n.actor for n in found] == near
    assert all(n.of == name and 0 <= n.likeness <= 1 for n in found)
    if near:
        assert found[0].why == why


def test_each_actor_is_near_once_by_the_nearest_of_its_names_and_three_at_most() -> None:
    many = Registry(
        [Actor(id=f"a{i}", name=f"Northern Brigade {i}", aliases=("Nothern Brigade",)) for i in range(9)]
    )
    found = near_names(["Northern Brigade"], many)["Northern Brigade"]
    assert [n.actor for n in found] == ["a0", "a1", "a2"]
    assert len({n.name for n in found}) == 1


def test_nothing_is_near_where_nothing_is() -> None:
    assert near_names([], REGISTRY) == near_names(["Anybody"], Registry(())) == {}
