"""Silent front on arrays: clashes whose place is rough are spread, and what can't be is said."""

import numpy as np
import pytest

from holdfire.errors import TableError
from holdfire.inquiry.plain.silent_front import silent_front
from holdfire.model.answer import Answer

NAMES = "abcdefg"


def table(asked_clashes: int = 2) -> list[dict[str, object]]:
    rng = np.random.default_rng(1)
    rows: list[dict[str, object]] = []
    for i, one in enumerate(NAMES):
        for other in NAMES[i + 1 :]:
            clashes = asked_clashes if (one, other) == ("a", "b") else int(rng.poisson(30))
            for region, share in (("north", 0.5), ("south", 0.5)):
                rows.append(
                    {"one": one, "other": other, "region": region, "clashes": round(clashes * share),
                     "exposure": 1_000.0 * share}
                )  # fmt: skip
    return rows


def ask(rough: object = None, seed: int = 1) -> Answer:
    return silent_front(table(), a="a", b="b", days=180, basis="control map", rough=rough, seed=seed)


def test_rough_clashes_of_the_two_can_undo_silence() -> None:
    alone = ask()
    few = ask([{"one": "b", "other": "a", "clashes": 1, "region": "north"}])
    many = ask([{"one": "a", "other": "b", "clashes": 40}])
    assert alone.strict["rough_places"]
    assert few.strict["rough_places"]
    assert not many.strict["rough_places"]
    assert any("40 clashes" in caveat for caveat in many.caveats)
    assert many.effect == alone.effect  # what is rough is counted nowhere, and only tried


def test_what_lies_outside_for_sure_changes_nothing() -> None:
    outside = [{"one": "a", "other": "b", "clashes": 40, "inside": 0.0}]
    assert ask(outside).strict["rough_places"]


def test_a_seed_gives_the_same_answer_again() -> None:
    rough = [{"one": "a", "other": "b", "clashes": 6, "inside": 0.5}]
    one, again, other = (ask(rough, seed=seed).caveats for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_pairs_and_regions_that_are_not_there_are_all_named() -> None:
    wrong = [
        {"one": "a", "other": "z", "clashes": 1, "region": "north"},
        {"one": "a", "other": "b", "clashes": 1, "region": "west"},
        {"one": "a", "other": "b", "clashes": 0, "region": "north"},
    ]
    with pytest.raises(TableError) as error:
        ask(wrong)
    assert {(p.row, p.column) for p in error.value.problems} == {(0, None), (1, "region"), (2, "clashes")}
