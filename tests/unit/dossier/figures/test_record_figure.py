"""The record as small multiples."""

import itertools
import re
from dataclasses import replace

import pytest

from holdfire.dossier.figures.record import record_panels
from holdfire.dossier.figures.svg import text_width
from holdfire.model.record import RecordRow

ORDER = ["gov", "order", "front"]
LABELS = {"gov": "Government", "order": "Order", "front": "Front"}


def test_each_pair_has_a_panel_with_its_totals_over_the_asked_period(record: tuple[RecordRow, ...]) -> None:
    panels = record_panels(record, ORDER, LABELS)
    assert [panel.name for panel in panels] == ["Government – Order", "Government – Front", "Order – Front"]
    assert [(panel.events, panel.deaths, panel.country_events) for panel in panels] == [
        (11, 22, 33),
        (86, 172, 258),
        (20, 40, 60),
    ]


def test_zeros_are_printed(record: tuple[RecordRow, ...]) -> None:
    *_, last = record_panels(record, ORDER, LABELS)
    assert len(re.findall(r'<text[^>]*class="c-count"[^>]*>0</text>', last.figure.svg)) == 9


def test_asked_months_are_dark_and_stand_on_a_tint_even_where_they_are_zero(
    record: tuple[RecordRow, ...],
) -> None:
    empty = tuple(replace(row, events=0) for row in record)
    for panel in record_panels(empty, ORDER, LABELS):
        assert len(re.findall(r'class="c-window"', panel.figure.svg)) == 2
        assert len(re.findall(r'class="c-count-asked"[^>]*>0<', panel.figure.svg)) == 2


def test_a_month_that_is_asked_in_part_shows_both_parts_and_their_sum() -> None:
    row = RecordRow(
        dyad=("gov", "order"),
        month="2031-10",
        area="asked",
        events=3,
        deaths_best=0,
        by_precision={},
        sources={},
        rows=(),
    )
    (panel,) = record_panels((row, replace(row, area="before", events=4)), ORDER, LABELS)
    assert panel.events == 3
    assert panel.figure.rows == (("October 2031", "4", "3"),)
    assert ">7</text>" in panel.figure.svg


def test_more_months_than_fit_become_years(record: tuple[RecordRow, ...]) -> None:
    pair = record[0].dyad
    rows = tuple(
        replace(record[0], month=f"{year}-{month:02d}", events=1, area="asked", dyad=pair)
        for year in range(2028, 2032)
        for month in range(1, 13)
    )
    (panel,) = record_panels(rows, ORDER, LABELS)
    assert [row[0] for row in panel.figure.rows] == ["2028", "2029", "2030", "2031"]
    assert [row[2] for row in panel.figure.rows] == ["12"] * 4
    assert panel.figure.columns[0] == "year"
    assert ">2028</text>" in panel.figure.svg


def test_a_month_without_data_is_hatched_and_has_no_number(record: tuple[RecordRow, ...]) -> None:
    bare = tuple(replace(row, covered=row.area == "asked") for row in record)
    panel = record_panels(bare, ORDER, LABELS)[0]
    assert "c-hatch-box" in panel.figure.svg
    assert not re.findall(r'class="c-count"', panel.figure.svg)
    assert "no data" in panel.figure.rows[0]


def _values(svg: str) -> list[tuple[float, float, float]]:
    """Middle, baseline and half width of each bar's value."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" class="c-count[^>]*>([\d,]+)<', svg)
    return [(float(x), float(y), text_width(words) / 2) for x, y, words in found]


@pytest.mark.parametrize("width", [212.0, 360.0])
@pytest.mark.parametrize("counts", [(42, 42, 44) * 8, (146, 121, 90) * 8, (1, 188, 102, 99) * 6])
def test_no_value_touches_another_or_leaves_the_drawing(
    record: tuple[RecordRow, ...], counts: tuple[int, ...], width: float
) -> None:
    months = [f"{2030 + n // 12}-{n % 12 + 1:02d}" for n in range(len(counts))]
    rows = tuple(
        replace(record[0], month=month, events=events) for month, events in zip(months, counts, strict=True)
    )
    (panel,) = record_panels(rows, ORDER, LABELS, width=width)
    values = _values(panel.figure.svg)
    assert len(values) == len(counts)
    assert min(y for _, y, _ in values) >= 8
    for (x, y, half), (other_x, other_y, other_half) in itertools.combinations(values, 2):
        assert abs(x - other_x) >= half + other_half + 3 or abs(y - other_y) >= 11
