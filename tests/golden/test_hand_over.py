"""Ranks and ridge scores against R and plain loops, and the deaths near Palmyra each time that it fell."""

import json
import math
import pathlib
from datetime import date

import numpy as np
import pytest

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.model.event import FOUGHT, day_number
from holdfire.records.registry import read_registry
from holdfire.stats.conformal import Conformal

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g7_conformal.json").read_text())
INPUT, R, PROTOTYPE = GOLDEN["input"], GOLDEN["r"], GOLDEN["prototype"]
SYRIA = "data/ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
WEST, SOUTH, EAST, NORTH = 37.9, 34.4, 38.6, 34.75


@pytest.mark.parametrize("oracle", [R, PROTOTYPE], ids=["r", "prototype"])
def test_rank_and_robust_z_agree_with_r_and_the_prototype(oracle: dict[str, float]) -> None:
    others = np.array(INPUT["reference"])
    scores = Conformal.of(others, np.zeros((len(others) + 1, 0))).at(INPUT["candidate"])
    assert scores.rank / scores.of == oracle.get("p_low", oracle.get("p"))
    assert np.median(scores.references) == oracle["median"]
    assert scores.robust_z == pytest.approx(oracle["robust_z"], rel=1e-9)


def test_what_the_ridge_regression_leaves_agrees_with_r_mass() -> None:
    ridge = INPUT["ridge"]
    outcomes, features = np.array(ridge["outcomes"]), np.array(ridge["features"])
    scores = Conformal.of(outcomes[1:], features, penalty=ridge["penalty"]).at(outcomes[0])
    assert [scores.asked, *scores.references.tolist()] == pytest.approx(R["left_over"], rel=1e-9, abs=1e-12)
    assert scores.rank == R["rank"]


def test_scores_follow_a_plain_refit_for_every_outcome_of_the_asked_case() -> None:
    ridge = INPUT["ridge"]
    outcomes, features = np.array(ridge["outcomes"]), np.array(ridge["features"])
    made = Conformal.of(outcomes[1:], features, penalty=2.5)
    centred = features - features.mean(axis=0)
    standard = centred / np.sqrt((centred**2).mean(axis=0))
    rows = len(outcomes)
    penalised = np.vstack([np.column_stack([np.ones(rows), standard]), np.zeros((3, 4))])
    penalised[rows:, 1:] = math.sqrt(2.5) * np.eye(3)
    for outcome in (-3.0, 0.0, 8.5):
        every = np.concatenate(([outcome], outcomes[1:], np.zeros(3)))
        coefficients, *_ = np.linalg.lstsq(penalised, every)
        left = (every - penalised @ coefficients)[:rows]
        scores = made.at(outcome)
        assert [scores.asked, *scores.references.tolist()] == pytest.approx(left.tolist(), abs=1e-9)
        assert scores.rank == 1 + sum(other <= left[0] + 1e-9 for other in left[1:])


@pytest.fixture(scope="module")
def palmyra(
    shared: pathlib.Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[EventColumns, list[bool]]:
    """The fights of the Palmyra area, and which of them are between the Government and IS."""
    file = shared / "cases" / "syria" / "actors.toml"
    registry = Registry(read_registry(file.read_text(encoding="utf-8"), source=file.name))
    out = tmp_path_factory.mktemp("events") / "syria.parquet"
    import_table(FORMAT, [shared / SYRIA], out, dataset="ged211", skip_bad=False)
    events = EventStore([out]).columns(countries=["Syria"])
    here = (events.lon >= WEST) & (events.lon < EAST) & (events.lat >= SOUTH) & (events.lat < NORTH)
    events = events.take(here & np.isin(events.kind.astype(str), FOUGHT))
    reader = SideReader(registry, {"gov": ("gov",), "is": ("is",)})
    one, other = (reader.read(side, events.day) for side in (events.side_a, events.side_b))
    return events, [{a, b} == {"gov", "is"} for a, b in zip(one.tolist(), other.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("first", "last", "rows", "between", "deaths"),
    [
        (date(2015, 5, 10), date(2015, 5, 31), 16, None, 286),
        (date(2016, 3, 5), date(2016, 4, 5), 32, 26, 344),
        (date(2016, 12, 5), date(2016, 12, 20), 4, None, 139),
        (date(2017, 2, 1), date(2017, 3, 10), 10, 9, 40),
    ],
)
def test_palmyra_did_not_fall_without_a_fight(
    palmyra: tuple[EventColumns, list[bool]],
    first: date,
    last: date,
    rows: int,
    between: int | None,
    deaths: int,
) -> None:
    events, of_the_two = palmyra
    now = (events.day >= day_number(first)) & (events.day <= day_number(last))
    assert int(now.sum()) == rows
    assert int(events.best[now].sum()) == deaths
    if between is not None:
        assert int((now & np.array(of_the_two)).sum()) == between
