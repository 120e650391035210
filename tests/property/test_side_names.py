import re
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfire.actors.registry import Registry, fold_name
from holdfire.actors.sides import SideReader, SideReading
from holdfire.model.actor import Actor, Alias, Membership

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


HOMELANDS = ["Norda", "Suda", "Westa", ""]
NAMES = [
    "The State",
    "Jaysh al-Nasr",
    "Liwa Dawud",
    "XF",
    "Guard",
    "Home Army",
    "Nobody",
    "The State, XF",
    "Nobody; XF",
]


@st.composite
def registries(draw: st.DrawFn) -> tuple[Actor, ...]:
    """Draw actors that share names, with bounds of every kind; ids that no name makes."""
    day = st.dates(date(2012, 1, 1), date(2016, 1, 1))
    made: list[Actor] = []
    for i in range(draw(st.integers(1, 5))):
        names = draw(st.lists(st.sampled_from(["XF", "Guard", "Home Army"]), max_size=2, unique=True))
        since = draw(st.none() | day)
        until = draw(st.none() | st.dates(since or date(2012, 1, 1), date(2018, 1, 1)))
        until = None if until == since else until
        parent = draw(st.none() | st.sampled_from(made)) if made else None
        made.append(
            Actor(
                id=f"id{i}",
                name=draw(st.sampled_from(["The State", "Jaysh al-Nasr", "Liwa Dawud"])),
                aliases=tuple(names),
                dated_aliases=(Alias(name="Home Army", since=since, until=until),),
                ucdp_ids=(str(i),) if draw(st.booleans()) else (),
                countries=tuple(draw(st.lists(st.sampled_from(HOMELANDS[:3]), max_size=2, unique=True))),
                memberships=()
                if parent is None
                else (Membership(part_of=parent.id, since=since, until=until),),
            )
        )
    return tuple(made)


ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), DAYS, st.sampled_from(HOMELANDS), st.sampled_from(["", "0", "1", "9"])),
    min_size=1,
    max_size=12,
)


def explained(actors: tuple[Actor, ...], rows: list[tuple[str, int, str, str]]) -> tuple[SideReading, ...]:
    names, days, lands, ids = (np.array(column, dtype=object) for column in zip(*rows, strict=True))
    return SideReader(Registry(actors), {}).explain(names, days.astype(np.int64), lands, ids)


@given(registries(), ROWS, st.randoms(use_true_random=False))
def test_the_order_of_actors_changes_no_reading(
    actors: tuple[Actor, ...], rows: list[tuple[str, int, str, str]], shuffler: object
) -> None:
    turned = tuple(sorted(actors, key=lambda _: shuffler.random()))  # type: ignore[attr-defined]
    assert explained(actors, rows) == explained(turned, rows)


@given(registries(), ROWS)
def test_other_ids_give_the_same_readings_under_the_other_ids(
    actors: tuple[Actor, ...], rows: list[tuple[str, int, str, str]]
) -> None:
    other = {actor.id: f"zz{9 - i}" for i, actor in enumerate(actors)}
    renamed = tuple(
        replace(
            a,
            id=other[a.id],
            memberships=tuple(replace(m, part_of=other[m.part_of]) for m in a.memberships),
        )
        for a in actors
    )
    one, two = explained(actors, rows), explained(renamed, rows)
    said = [(r.name, other.get(r.read_as, r.read_as), r.reading, r.events, r.first, r.last) for r in one]
    assert sorted(said) == sorted((r.name, r.read_as, r.reading, r.events, r.first, r.last) for r in two)
    assert {frozenset(other[a] for a in r.actors) for r in one} == {frozenset(r.actors) for r in two}


@given(registries(), ROWS)
def test_every_row_is_read_and_none_by_an_actor_that_does_not_bear_its_name_there_and_then(
    actors: tuple[Actor, ...], rows: list[tuple[str, int, str, str]]
) -> None:
    registry = Registry(actors)
    assert sum(r.events for r in explained(actors, rows)) == len(rows)
    for row in rows:
        (reading,) = explained(actors, [row])
        name, day, land, number = row
        on = date.fromordinal(day + date(1970, 1, 1).toordinal())
        for actor in map(registry.get, reading.actors):
            if actor.ucdp_ids and number in actor.ucdp_ids:
                continue
            assert not (number and actor.ucdp_ids) or "," in name or ";" in name
            assert not (land and actor.countries) or land in actor.countries
            undated = {fold_name(n) for n in (actor.name, *actor.aliases)}
            dated = {fold_name(a.name) for a in actor.dated_aliases if a.holds_on(on)}
            assert (undated | dated) & {fold_name(part) for part in re.split("[,;]", name)}
