"""Concerted attack on arrays: events that stand in both tables are looked for where deaths are told."""

from typing import Any

import numpy as np

from holdfire.inquiry.plain.concerted_attack import concerted_attack
from holdfire.model.answer import Answer

Table = dict[str, list[Any]]


def tables(*, deaths: bool) -> tuple[Table, Table]:
    """Make 200 attacks of each in eight towns, of which 60 of the one stand among the other's, too."""
    rng = np.random.default_rng(8)
    towns = rng.uniform(0, 300, (8, 2))
    made: list[Table] = []
    for _ in "ab":
        at = towns[rng.integers(0, 8, 200)]
        day, deaths_of = rng.integers(0, 365, 200), rng.integers(0, 30, 200)
        made.append({"day": list(day), "x": list(at[:, 0]), "y": list(at[:, 1]), "deaths": list(deaths_of)})
    one, two = made
    for name, values in two.items():
        values[:60] = one[name][:60]
    for table in made if not deaths else ():
        del table["deaths"]
    return one, two


def ask(one: Table, two: Table) -> Answer:
    return concerted_attack(one, two, since=0, until=365, draws=199, quick_draws=199, imputations=0)


def test_events_that_stand_in_both_tables_never_support() -> None:
    found = ask(*tables(deaths=True))
    assert found.pvalue is not None
    assert found.pvalue < 0.05
    assert found.verdict == "cannot_tell"
    assert found.strict["counted_twice"] is False
    counted = found.details["counted_twice"]
    assert isinstance(counted, dict)
    assert counted["pairs"] in (60, 61, 62)


def test_other_deaths_make_them_two_unless_one_source_tells_of_both() -> None:
    one, two = tables(deaths=True)
    two["deaths"] = [deaths + 100 for deaths in two["deaths"]]
    own = [f"story {n}" for n in range(200)]
    for sources, pairs, gate in (([f"other {n}" for n in range(200)], 0, True), (own, 60, False)):
        found = ask(one | {"source": own}, two | {"source": sources})
        counted = found.details["counted_twice"]
        assert isinstance(counted, dict)
        assert (counted["pairs"], found.strict["counted_twice"]) == (pairs, gate)


def test_without_deaths_nobody_looks_and_the_caveat_says_so() -> None:
    found = ask(*tables(deaths=False))
    assert found.details["counted_twice"] is None
    assert any("codes once with each" in caveat for caveat in found.caveats)
