"""The exact ratios against R, the rank of L against plain loops, and the end of an alleged truce in Syria."""

import json
import math
import pathlib
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from holdfire.actors.registry import Registry
from holdfire.actors.sides import SideReader
from holdfire.base.events import EventStore
from holdfire.base.tables import import_table
from holdfire.events.ucdp_ged import FORMAT
from holdfire.forms.truce_break_dates import read_at, read_best
from holdfire.forms.truce_break_series import TwoSeries
from holdfire.model.event import day_number
from holdfire.records.registry import read_registry
from holdfire.stats.intervals import t_lower_tail, t_quantile
from holdfire.stats.poisson_ratios import e_value, rate_ratio, ratio_of_ratios

GOLDEN = json.loads((pathlib.Path(__file__).parent / "g1_truce.json").read_text())
INPUT, R, FORMULAS = GOLDEN["input"], GOLDEN["r"], GOLDEN["formulas"]
FISHER = 5e-5  # how exact R's own root finder is
SYRIA = "data/ucdp_ged211_global_prec12/ged211_prec12_syria_iraq_lebanon.csv.gz"
PARTIES = {"gov": ("gov",), "is": ("is",), "rebels": ("rebels",)}


def test_the_rate_ratio_agrees_with_r_poisson_test() -> None:
    days = {"days_before": INPUT["days_before"], "days_after": INPUT["days_after"]}
    found = rate_ratio(INPUT["before"], INPUT["after"], **days)
    assert found.value == pytest.approx(R["rate_ratio"], rel=1e-9)
    assert (found.low, found.high) == pytest.approx(R["interval"], rel=1e-9)
    assert found.p_low == pytest.approx(R["p_low"], rel=1e-9)


def test_the_ratio_of_ratios_agrees_with_r_fisher_test() -> None:
    counts = (INPUT["before"], INPUT["after"], INPUT["others_before"], INPUT["others_after"])
    found = ratio_of_ratios(*counts)
    assert found.value == pytest.approx(R["ratio_of_ratios"], rel=FISHER)
    assert (found.low, found.high) == pytest.approx(R["ratio_interval"], rel=FISHER)
    assert found.p_low == pytest.approx(R["ratio_p_low"], rel=1e-9)
    assert found.high == pytest.approx(FORMULAS["tipping"], rel=1e-9)
    assert found.high is not None
    assert e_value(found.high) == pytest.approx(FORMULAS["e_value"], rel=1e-9)


def test_the_e_value_of_the_paper_that_made_it() -> None:
    assert e_value(1 / 3.9) == pytest.approx(7.263, abs=5e-4)
    assert e_value(1.2) == 1.0


def test_the_log_change_of_the_worked_example() -> None:
    own, others = np.zeros(180, dtype=np.int64), np.zeros(180, dtype=np.int64)
    own[0], own[90], others[89], others[179] = 41, 9, 120, 97
    changes = TwoSeries(own=own, others=others).changes(np.array([90]), 90)
    assert changes.log_ratio == pytest.approx([FORMULAS["log_ratio"]], rel=1e-12)


def slow_log_ratio(series: TwoSeries, on: int, width: int) -> tuple[float, float]:
    """Count day by day, and give L with its se²."""
    change, variance = 0.0, 0.0
    for daily, sign in ((series.own, 1), (series.others, -1)):
        before = sum(int(daily[day]) for day in range(on - width, on)) + 0.5
        after = sum(int(daily[day]) for day in range(on, on + width)) + 0.5
        change += sign * math.log(after / before)
        variance += 1 / before + 1 / after
    return change, variance


@pytest.fixture
def series() -> TwoSeries:
    rng = np.random.default_rng(4)
    own = rng.poisson(np.exp(1.5 * np.sin(np.arange(160) / 11)))
    return TwoSeries(own=own, others=rng.poisson(1.5, 160))


def test_rank_limits_and_second_opinion_agree_with_plain_loops(series: TwoSeries) -> None:
    days, width, on = len(series), 9, 70
    dates = [d for d in range(width, days - width + 1) if abs(d - on) >= 2 * width]
    others = [slow_log_ratio(series, d, width) for d in dates]
    asked, se2 = slow_log_ratio(series, on, width)
    values = [value for value, _ in others]
    mean = sum(values) / len(values)
    spread = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
    tau2 = max(0.0, spread - sum(v for _, v in others) / len(others))
    df = days / (2 * width) - 1
    reach = t_quantile(0.975, df) * math.sqrt(se2 + tau2)

    found = read_at(series, on, (width,))
    assert found.of == len(dates) + 1
    assert found.rank == 1 + sum(v <= asked + 1e-9 for v in values)
    assert found.high_rank == 1 + sum(v >= asked - 1e-9 for v in values)
    assert found.pvalue == found.rank / found.of
    assert found.log_ratio == pytest.approx(asked, rel=1e-12)
    assert tau2 > 0
    assert found.tau2 == pytest.approx(tau2, rel=1e-9)
    assert found.limits == pytest.approx((math.exp(asked - reach), math.exp(asked + reach)), rel=1e-9)
    t = asked / math.sqrt(se2 + tau2 * (1 + 1 / df))
    assert found.t_pvalue == pytest.approx(t_lower_tail(t, df), rel=1e-9)


def test_several_windows_agree_with_plain_loops(series: TwoSeries) -> None:
    widths, on, days = (9, 5, 12), 70, len(series)
    dates = [d for d in range(12, days - 12 + 1) if abs(d - on) >= 24]
    table = {w: [slow_log_ratio(series, d, w)[0] for d in dates] for w in widths}
    sd = {w: float(np.std(table[w], ddof=1)) for w in widths}
    null = [min(table[w][n] / sd[w] for w in widths) for n in range(len(dates))]
    asked = min(slow_log_ratio(series, on, w)[0] / sd[w] for w in widths)
    found = read_at(series, on, widths)
    assert found.observed == pytest.approx(asked, rel=1e-9)
    assert (found.rank, found.of) == (1 + sum(v <= asked + 1e-9 for v in null), len(dates) + 1)


def test_the_search_agrees_with_plain_loops(series: TwoSeries) -> None:
    width, days = 9, len(series)
    dates = range(width, days - width + 1)

    def deepest(shift: int) -> float:
        turned = TwoSeries(own=np.roll(series.own, shift), others=series.others)

        def own(day: int, first: int, last: int) -> float:
            return sum(int(turned.own[(day + n) % days]) for n in range(first, last)) + 0.5

        def change(day: int) -> float:
            flat = TwoSeries(own=np.zeros(days, dtype=np.int64), others=series.others)
            return math.log(own(day, 0, width) / own(day, -width, 0)) + slow_log_ratio(flat, day, width)[0]

        return min(change(day) for day in dates)

    null = [deepest(shift) for shift in range(width, days - width + 1)]
    found = read_best(series, (width,))
    assert found.observed == pytest.approx(deepest(0), rel=1e-9)
    assert found.null == pytest.approx(null, rel=1e-9)
    assert found.rank == 1 + sum(v <= deepest(0) + 1e-9 for v in null)


@pytest.fixture(scope="module")
def syria(shared: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> TwoSeries:
    """Government against IS beside Government against rebels, July 2013 to December 2018."""
    file = shared / "cases" / "syria" / "actors.toml"
    registry = Registry(read_registry(file.read_text(encoding="utf-8"), source=file.name))
    out = tmp_path_factory.mktemp("events") / "syria.parquet"
    import_table(FORMAT, [shared / SYRIA], out, dataset="ged211", skip_bad=False)
    events = EventStore([out]).columns(countries=["Syria"])
    reader = SideReader(registry, PARTIES)
    one, other = (reader.read(side, events.day) for side in (events.side_a, events.side_b))
    first, end = (day_number(date(year, month, 1)) for year, month in ((2013, 7), (2019, 1)))

    def daily(enemy: str) -> NDArray[np.int64]:
        mine = ((one == "gov") & (other == enemy)) | ((one == enemy) & (other == "gov"))
        days = events.day[mine] - first
        return np.bincount(days[(days >= 0) & (days < end - first)], minlength=end - first)

    return TwoSeries(own=daily("is"), others=daily("rebels"))


@pytest.mark.parametrize(
    ("width", "counts", "ratio"),
    [(90, (51, 231, 2_588, 1_776), 6.55), (60, (36, 162, 1_624, 1_166), 6.20)],
)
def test_the_end_of_an_alleged_truce_in_syria(
    syria: TwoSeries, width: int, counts: tuple[int, ...], ratio: float
) -> None:
    on = day_number(date(2014, 7, 1)) - day_number(date(2013, 7, 1))
    found = read_at(syria, on, (width,))
    around = (found.found.own, found.found.others)
    assert tuple(int(n) for one in around for n in (one.before[0], one.after[0])) == counts
    assert math.exp(found.log_ratio) == pytest.approx(ratio, abs=0.005)
    assert found.high_pvalue == pytest.approx(0.030, abs=5e-4)
