from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfire.actors.registry import Registry, fold_name
from holdfire.actors.sides import SideReader
from holdfire.model.actor import Actor, Membership

TURN = date(2014, 7, 1)
REGISTRY = Registry(
    (
        Actor(id="state", name="The State"),
        Actor(id="front", name="The Front", kind="coalition"),
        Actor(id="one", name="Jaysh al-Nasr", part_of="front"),
        Actor(id="two", name="Liwa Fajr", part_of="front"),
        Actor(
            id="turncoat",
            name="Liwa Dawud",
            memberships=(Membership(part_of="front", until=TURN), Membership(part_of="state", since=TURN)),
        ),
    )
)
MEMBERS = ["The State", "Jaysh al-Nasr", "Liwa Fajr", "Liwa Dawud", "Nobody's Brigade", "Hamza Division"]
PARTS = ["al", "the", "ar", "-", "_", " ", "’", "Nasr", "é", "1"]
COALITION = st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=4, unique=True)
DAYS = st.integers((date(2010, 1, 1) - date(1970, 1, 1)).days, (date(2020, 1, 1) - date(1970, 1, 1)).days)


def read(names: list[str], days: list[int]) -> list[object]:
    reader = SideReader(REGISTRY, {"b": ("two",)})
    return reader.read(np.array(names, dtype=object), np.array(days, dtype=np.int64)).tolist()


@given(COALITION, st.randoms(use_true_random=False), DAYS)
def test_the_order_of_a_coalition_does_not_matter(members: list[str], shuffler: object, day: int) -> None:
    turned = sorted(members, key=lambda _: shuffler.random())  # type: ignore[attr-defined]
    assert read([", ".join(members)], [day]) == read([", ".join(turned)], [day])


@given(st.lists(st.tuples(COALITION, DAYS), max_size=12))
def test_rows_are_read_alone_as_they_are_read_together(rows: list[tuple[list[str], int]]) -> None:
    names, days = [", ".join(members) for members, _ in rows], [day for _, day in rows]
    assert read(names, days) == [read([n], [d])[0] for n, d in zip(names, days, strict=True)]


@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PARTS), max_size=6).map("".join)))
def test_folding_a_name_twice_changes_nothing_more(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.sampled_from(MEMBERS), st.sampled_from(["upper", "lower", "swapcase", "title"]))
def test_case_does_not_matter(name: str, how: str) -> None:
    assert fold_name(getattr(name, how)()) == fold_name(name)
