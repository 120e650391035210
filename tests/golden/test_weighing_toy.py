"""The toy of the weighing: five explanations, five statistics, an error that two of them share.

Bounds: ECE of the synthetic likelihood .012 as assumed, .071 with effects 0.6 as strong, .079 with noise
doubled; of the product .017, .109, .109, and .147, .251, .273 with one item entered four times (a prototype
with strengths of its own, 10,000 wars). Made again by: python bench/weighing.py toy
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench" / "weighing.py"
SYNTHETIC, PRODUCT, COPIED = (
    "synthetic likelihood",
    "independent product",
    "the same, T1 entered four times",
)
WORLDS = ("as assumed", "effects 0.6 as strong", "noise twice as large")


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_weighing", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH.parent))  # it imports its neighbours, as a script does
        spec.loader.exec_module(module)
    return module


def test_the_synthetic_likelihood_keeps_its_promise_and_a_copied_item_breaks_the_product(
    bench: ModuleType,
) -> None:
    scores = bench.toy_scores()
    error = {key: value[2] for key, value in scores.items()}
    golden = {
        ("as assumed", SYNTHETIC): 0.012,
        ("as assumed", PRODUCT): 0.031,
        ("as assumed", COPIED): 0.140,
        ("effects 0.6 as strong", SYNTHETIC): 0.072,
        ("effects 0.6 as strong", PRODUCT): 0.131,
        ("effects 0.6 as strong", COPIED): 0.281,
        ("noise twice as large", SYNTHETIC): 0.074,
        ("noise twice as large", PRODUCT): 0.112,
        ("noise twice as large", COPIED): 0.248,
    }
    assert error == pytest.approx(golden, abs=0.001)
    assert error["as assumed", SYNTHETIC] <= 0.03
    for world in WORLDS:
        right, brier, own = scores[world, SYNTHETIC]
        assert own <= 0.10
        assert own < error[world, PRODUCT] < error[world, COPIED]
        assert brier < scores[world, PRODUCT][1]
        assert right >= scores[world, PRODUCT][0]
