"""The contrast of four actors against brute force in R, and what it says of two real wars."""

import json
import pathlib
from itertools import combinations

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.records.registry import read_registry
from holdfire.stats.quasi_independence import ConditionalLaw, StratifiedLaw, conditional_law
from holdfire.stats.sign_flips import SignFlips

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g4_contrast.json").read_text())
R, PYTHON = GOLDEN["r"], GOLDEN["python"]
CLASHES, EXPOSURE = np.array(GOLDEN["input"]["y"]), np.array(GOLDEN["input"]["e"], dtype=float)
SYRIA = "data/ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
COLOMBIA = "data/ucdp_ged_colombia_hdx/conflict_data_col.csv.gz"


@pytest.fixture(scope="module")
def laws() -> list[ConditionalLaw]:
    return [conditional_law(y, e) for y, e in zip(CLASHES, EXPOSURE, strict=True)]


@pytest.fixture(scope="module")
def total(laws: list[ConditionalLaw]) -> StratifiedLaw:
    return StratifiedLaw(laws, R["observed"])


def test_the_law_of_each_region_agrees_with_brute_force_in_r(laws: list[ConditionalLaw]) -> None:
    for law, listed in zip(laws, R["laws"], strict=True):
        found = np.zeros(len(listed))
        found[law.counts] = law.mass()
        assert found == pytest.approx(listed, rel=1e-9, abs=1e-14)


def test_expected_tail_ratio_and_limits_agree_with_brute_force_in_r(total: StratifiedLaw) -> None:
    ratio = total.ratio()
    assert total.mean() == pytest.approx(R["expected"], rel=1e-9)
    assert ratio.p_low == pytest.approx(R["p_low"], rel=1e-9)
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((R["ratio"], R["low"], R["high"]), rel=1e-9)
    assert total.smallest_found(0.05) == pytest.approx(
        (R["largest_count"], R["minimum_detectable"]), rel=1e-9
    )


def test_variance_scores_and_power_at_a_half_agree_with_the_prototype(laws: list[ConditionalLaw]) -> None:
    assert sum(law.variance() for law in laws) == pytest.approx(PYTHON["variance"], rel=1e-9)
    scores = CLASHES[:, 0] - [law.mean() for law in laws]
    assert scores == pytest.approx(PYTHON["scores"], rel=1e-9)
    at_half = StratifiedLaw(laws, R["largest_count"]).p_low(np.log(0.5))
    assert at_half == pytest.approx(PYTHON["power_at_half"], rel=1e-9)


def counted(sides: tuple[NDArray[np.object_], ...], names: list[str]) -> list[NDArray[np.bool_]]:
    """Mark the rows of each pair of four names, in the order of a table."""
    one, other = sides
    return [((one == a) & (other == b)) | ((one == b) & (other == a)) for a, b in combinations(names, 2)]


def in_years(events: EventColumns, first: int, last: int) -> NDArray[np.bool_]:
    year = np.asarray(events.day).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    return (year >= first) & (year <= last)


def test_in_syria_a_pair_and_its_mirror_can_not_be_told_apart(
    shared: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    out = tmp_path / "syria.parquet"
    import_table(FORMAT, [shared / SYRIA], out, dataset="ged", skip_bad=False)
    events = EventStore([out]).columns(countries=["Syria"])
    file = shared / "cases" / "syria" / "actors.toml"
    registry = Registry(read_registry(file.read_text(encoding="utf-8"), source=file.name))
    reader = SideReader(registry, {"gov": ("gov",), "is": ("is",), "rebels": ("rebels",), "ypg": ("ypg",)})
    sides = reader.read(events.side_a, events.day), reader.read(events.side_b, events.day)
    features = json.loads((shared / "data/syria_admin_boundaries/syr_admin1.geojson").read_text())["features"]
    grounds = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    where = np.array([shapely.contains_xy(ground, events.lon, events.lat) for ground in grounds])
    where &= in_years(events, 2013, 2018)

    def read(names: list[str]) -> tuple[StratifiedLaw, NDArray[np.float64]]:
        clashes = (where[:, None, :] & np.array(counted(sides, names))).sum(axis=2)
        laws = [conditional_law(row, np.ones(6)) for row in clashes]
        tells = np.array([law.variance() > 0 for law in laws])
        clashes, laws = clashes[tells], [law for law in laws if law.variance() > 0]
        scores = clashes[:, 0] - np.array([law.mean() for law in laws])
        return StratifiedLaw(laws, int(clashes[:, 0].sum())), scores

    asked, scores = read(["gov", "is", "rebels", "ypg"])
    ratio = asked.ratio()
    assert where[:, counted(sides, ["gov", "is", "rebels", "ypg"])[0]].sum() == 4_258
    assert len(scores) == 5
    assert ratio.value == pytest.approx(0.30653, rel=2e-3)  # R: glm of these counts, region by actor
    assert ratio.p_low < 1e-60
    assert SignFlips(5, rng=np.random.default_rng(0)).less(scores).pvalue == 2 / 32
    mirror, mirrored = read(["rebels", "ypg", "gov", "is"])
    assert mirror.ratio().value == pytest.approx(ratio.value, rel=1e-9)
    assert mirrored == pytest.approx(scores, rel=1e-9)
    others = {one: read(names)[0].ratio().value for one, names in (
        ("kurds", ["gov", "ypg", "is", "rebels"]), ("rebels", ["gov", "rebels", "is", "ypg"]),
    )}  # fmt: skip
    assert others["kurds"] == pytest.approx(0.015979, rel=1e-2)
    assert others["rebels"] == pytest.approx(38.769, rel=5e-3)


def test_in_colombia_two_pairs_that_never_clash_are_mirror_images(
    shared: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    out = tmp_path / "colombia.parquet"
    import_table(FORMAT, [shared / COLOMBIA], out, dataset="ged", skip_bad=False)
    events = EventStore([out]).columns(countries=["Colombia"])
    now, sides = in_years(events, 1997, 2006), (events.side_a, events.side_b)
    places = np.array([now & (events.adm_1 == name) for name in sorted(set(events.adm_1[now]))])

    def read(names: list[str]) -> StratifiedLaw:
        clashes = (places[:, None, :] & np.array(counted(sides, names))).sum(axis=2)
        laws = [conditional_law(row, np.ones(6)) for row in clashes]
        return StratifiedLaw([law for law in laws if law.variance() > 0], int(clashes[:, 0].sum()))

    state, group = ["Government of Colombia", "AUC"], ["FARC", "ELN"]
    one, other = read([*state, *group]), read([*group, *state])
    assert (one.observed, other.observed) == (0, 0)
    assert one.mean() == pytest.approx(85.8, abs=0.05)
    assert other.mean() == pytest.approx(one.mean(), rel=1e-9)
    assert one.ratio().high == pytest.approx(other.ratio().high, rel=1e-9)
    assert one.ratio().p_low < 1e-10
