"""A chain names people as the registry does, and shows an order only where the kind has one."""

import pytest

from holdfire.dossier.words import sides
from holdfire.model.claim import Claim

NAMES = {"gov": "Government of Velmar", "front": "Free Velmar Front"}


def claim(kind: str, side_a: tuple[str, ...], side_b: tuple[str, ...]) -> Claim:
    return Claim(
        id="c_0000000000000000",
        document="d",
        text_sha256="0" * 64,
        start=0,
        end=1,
        quote="x",
        prefix="",
        suffix="",
        kind=kind,
        side_a=side_a,
        side_b=side_b,
        against=(),
        coder="test/1",
    )


@pytest.mark.parametrize(
    ("kind", "side_a", "side_b", "told"),
    [
        ("attack", ("gov",), ("front",), "Government of Velmar → Free Velmar Front"),
        ("clash", ("gov",), ("front",), "Government of Velmar – Free Velmar Front"),
        ("attack", ("gov",), (), "Government of Velmar → ?"),
        ("attack", ("gov", "front"), (), "Government of Velmar and Free Velmar Front → ?"),
        ("trade", ("gov", "front"), (), "Government of Velmar and Free Velmar Front"),
        ("trade", (), ("gov", "front"), "Government of Velmar and Free Velmar Front"),
        ("trade", ("gov",), (), "Government of Velmar – ?"),
        ("attack", ("nobody_known",), ("gov",), "nobody_known → Government of Velmar"),
    ],
)
def test_sides_are_names_with_an_arrow_only_where_order_matters(
    kind: str, side_a: tuple[str, ...], side_b: tuple[str, ...], told: str
) -> None:
    assert sides(claim(kind, side_a, side_b), NAMES) == told
