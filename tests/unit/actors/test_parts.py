"""Are names of several actors cut where people cut them, and no registered name ever?"""

import pytest

from holdfire.actors.names import fold_name
from holdfire.actors.parts import most_parts, parts_of

REGISTERED = {
    "Alpha",
    "Beta",
    "Gamma",
    "Old Guard and Sons",
    "Guard, ex-Army",
    "Peace, Bread and Land Party",
}
KNOWN = {fold_name(name) for name in REGISTERED}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Alpha", ["Alpha"]),
        ("Alpha, Beta", ["Alpha", "Beta"]),
        ("Alpha,Beta;Gamma", ["Alpha", "Beta", "Gamma"]),
        ("Alpha , Nobody", ["Alpha", "Nobody"]),
        ("Alpha and Beta", ["Alpha", "Beta"]),
        ("Alpha & Beta and Gamma", ["Alpha", "Beta", "Gamma"]),
        ("Alpha and Nobody", ["Alpha and Nobody"]),
        ("Nobody and Sons", ["Nobody and Sons"]),
        ("Alpha, Beta and Gamma", ["Alpha", "Beta", "Gamma"]),
        ("Alpha, Beta, and Gamma", ["Alpha", "Beta", "Gamma"]),
        ("Alpha, Beta and Nobody", ["Alpha", "Beta and Nobody"]),
        ("Old Guard and Sons, Beta", ["Old Guard and Sons", "Beta"]),
        ("Alpha and Old Guard and Sons", ["Alpha", "Old Guard and Sons"]),
        ("Beta, Guard, ex-Army, Alpha", ["Beta", "Guard, ex-Army", "Alpha"]),
        ("guard,  ex-army; Peace, Bread and Land Party", ["guard,  ex-army", "Peace, Bread and Land Party"]),
        ("Faction (forces of A, B and C)", ["Faction (forces of A, B and C)"]),
        ("Faction (of A, B), Alpha", ["Faction (of A, B)", "Alpha"]),
        ("Alpha, , Beta,", ["Alpha", "Beta"]),
        ("Sandy Band", ["Sandy Band"]),
        ("Wing, of somewhere; Alpha", ["Wing, of somewhere", "Alpha"]),
        ("Wing, of somewhere; Alpha and Beta", ["Wing, of somewhere", "Alpha", "Beta"]),
        (", ;", []),
    ],
)
def test_a_name_is_cut_into_its_parts(name: str, parts: list[str]) -> None:
    found = parts_of(name, lambda part: fold_name(part) in KNOWN, most_parts(REGISTERED))
    assert list(found) == parts


def test_a_text_of_any_length_is_read_in_little_time() -> None:
    long = "(, " * 400_000
    assert parts_of(long, lambda _: False, 3) == (long,)
