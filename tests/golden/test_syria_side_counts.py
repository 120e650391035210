"""Side names of Syria rolled up by the registry, against counts that were made by hand from the same rows.

The expected counts are `data/validation` of the shared data; its SOURCE.md says how each was counted.
"""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventColumns, EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.records.registry import read_registry

FILES = {
    "ged211_prec12": "ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz",
    "syria_special_2016_2019": "ucdp_ged_syria_2016_2019/ged_syria_652_201601_201911.csv.gz",
}
LABELS = {"gov": ("gov",), "is": ("is",), "rebels": ("rebels",), "kurdish_led": ("ypg",)}
MONTHLY = {
    "gov_is": ("gov", "is"),
    "gov_insurgents": ("gov", "rebels"),
    "is_rebels": ("is", "rebels"),
    "is_kurdish_led": ("is", "kurdish_led"),
}

# one row of IS against "Syrian National Coalition", which was counted as rebel by hand and is no actor yet
NOT_IN_REGISTRY = {("syria_special_2016_2019", "is_rebels"): {"2016-09": (29, 30)}}


@pytest.fixture(scope="module")
def registry(shared: Path) -> Registry:
    file = shared / "cases" / "syria" / "actors.toml"
    return Registry(read_registry(file.read_text(encoding="utf-8"), source=file.name))


@pytest.fixture(scope="module")
def syria(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, EventColumns]:
    found: dict[str, EventColumns] = {}
    for source, file in FILES.items():
        out = tmp_path_factory.mktemp("events") / f"{source}.parquet"
        import_table(FORMAT, [shared / "data" / file], out, dataset=source, skip_bad=False)
        found[source] = EventStore([out]).columns(countries=["Syria"])
    return found


def expected(shared: Path, name: str, source: str) -> list[dict[str, str]]:
    with (shared / "data" / "validation" / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["source"] == source]


def between(events: EventColumns, registry: Registry, one: str, other: str) -> NDArray[np.bool_]:
    reader = SideReader(registry, LABELS)
    a, b = reader.read(events.side_a, events.day), reader.read(events.side_b, events.day)
    return ((a == one) & (b == other)) | ((a == other) & (b == one))


def month(day: int) -> str:
    return str(np.datetime64(int(day), "D").astype("datetime64[M]"))


def test_islamic_state_against_rebels_is_2130_rows_and_not_zero(
    syria: dict[str, EventColumns], registry: Registry
) -> None:
    events = syria["ged211_prec12"]
    assert between(events, registry, "is", "rebels").sum() == 2_130
    raw = {frozenset(pair) for pair in zip(events.side_a, events.side_b, strict=True)}
    assert frozenset({"IS", "Syrian insurgents"}) not in raw


def test_every_opponent_of_islamic_state_is_read_as_the_class_it_was_given_by_hand(
    shared: Path, syria: dict[str, EventColumns], registry: Registry
) -> None:
    events = syria["ged211_prec12"]
    reader = SideReader(registry, LABELS)
    labels = dict(zip(events.side_b, reader.read(events.side_b, events.day), strict=True)) | dict(
        zip(events.side_a, reader.read(events.side_a, events.day), strict=True)
    )
    classes = {"rebel": "rebels", "kurdish_led": "kurdish_led", "civilians": "civilians"}
    rows = expected(shared, "is_opponents_syria.csv", "ged211_prec12")
    found = {row["opponent_of_IS"]: labels[row["opponent_of_IS"]] for row in rows}
    given = {row["opponent_of_IS"]: classes.get(row["class"]) for row in rows}
    assert {n: label for n, label in found.items() if label in classes.values()} == {
        n: label for n, label in given.items() if label is not None
    }


@pytest.mark.parametrize("source", FILES)
@pytest.mark.parametrize("dyad", MONTHLY)
def test_months_of_a_dyad_agree_with_counts_by_hand(
    shared: Path, syria: dict[str, EventColumns], registry: Registry, source: str, dyad: str
) -> None:
    events = syria[source]
    marked = events.take(between(events, registry, *MONTHLY[dyad]))
    months = Counter(month(d) for d in marked.day)
    rows = expected(shared, "dyad_month_counts.csv", source)
    assert rows
    differ = {
        r["month"]: (months[r["month"]], int(r[dyad])) for r in rows if months[r["month"]] != int(r[dyad])
    }
    assert differ == NOT_IN_REGISTRY.get((source, dyad), {})


def test_deaths_of_government_and_islamic_state_agree_by_month(
    shared: Path, syria: dict[str, EventColumns], registry: Registry
) -> None:
    events = syria["ged211_prec12"]
    marked = events.take(between(events, registry, "gov", "is"))
    deaths: Counter[str] = Counter()
    for day, best in zip(marked.day, marked.best, strict=True):
        deaths[month(day)] += int(best)
    rows = expected(shared, "dyad_month_counts.csv", "ged211_prec12")
    assert {r["month"]: deaths[r["month"]] for r in rows} == {r["month"]: int(r["gov_is_best"]) for r in rows}


def test_hama_in_autumn_2017_agrees_with_counts_by_hand(
    syria: dict[str, EventColumns], registry: Registry
) -> None:
    events = syria["syria_special_2016_2019"]
    inside = np.array([name.startswith("Hamah") for name in events.adm_1])
    inside &= np.isin([month(day) for day in events.day], ["2017-10", "2017-11"])
    pairs = {("gov", "rebels"): 86, ("is", "rebels"): 20, ("gov", "is"): 11}
    assert {p: int((between(events, registry, *p) & inside).sum()) for p in pairs} == pairs


def test_the_months_of_2014_and_the_box_of_hama_agree_with_the_methods_paper(
    syria: dict[str, EventColumns], registry: Registry
) -> None:
    """Counts: section 10 of the methods paper."""
    events = syria["ged211_prec12"]
    months = Counter(month(day) for day in events.day[between(events, registry, "gov", "is")])
    assert [months[f"2014-{n:02}"] for n in range(1, 13)] == [14, 23, 18, 15, 15, 21, 62, 110, 60, 55, 88, 95]
    box = (events.lat >= 35.2) & (events.lat < 35.75) & (events.lon >= 37.0) & (events.lon < 37.95)
    autumn = box & np.isin([month(day) for day in events.day], ["2017-10", "2017-11", "2017-12"])
    summer = box & np.isin([month(day) for day in events.day], ["2017-07", "2017-08"])
    pairs = {("gov", "is"): 1, ("gov", "rebels"): 78, ("is", "rebels"): 21}
    assert {p: int((between(events, registry, *p) & autumn).sum()) for p in pairs} == pairs
    assert (between(events, registry, "gov", "is") & summer).sum() == 11


def test_a_precision_filter_alone_takes_more_of_one_dyad_than_of_another(
    syria: dict[str, EventColumns], registry: Registry
) -> None:
    """Exact and near places only: what is left of Government–IS over what is left of Government–rebels."""
    events = syria["syria_special_2016_2019"]
    exact = events.where_prec <= 2
    left = {enemy: float(exact[between(events, registry, "gov", enemy)].mean()) for enemy in ("is", "rebels")}
    assert left["is"] == pytest.approx(0.855, abs=5e-4)
    assert left["is"] / left["rebels"] == pytest.approx(0.934, abs=1e-3)
