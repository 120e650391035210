"""The picture of a scan: every row that was tested is a dot, the one asked about stands out by name."""

from dataclasses import replace

import pytest

from holdfire.dossier.figures.scan import BOTTOM, TOP, scan_figure
from holdfire.dossier.picture import picture
from holdfire.model.answer import Effect
from holdfire.model.scan import Scan, ScanRow


def _row(number: int, value: float, p: float, q: float) -> ScanRow:
    effect = Effect(name="near pairs over expected", value=value, interval=(value / 2, value * 2))
    return ScanRow(
        number=number,
        a="ash",
        b=f"b{number}",
        c="cedar",
        countries=("Velmar",),
        effect=effect,
        pvalue=p,
        qvalue=q,
        rank=number,
    )


@pytest.fixture
def scan() -> Scan:
    rows = (_row(1, 3.0, 0.0001, 0.002), _row(2, 1.2, 0.04, 0.4), _row(3, 0.8, 0.7, 1.0))
    left_out = ScanRow(number=4, a="ash", b="b4", c="cedar", countries=(), reason="too few")
    return Scan(
        form="concerted-attack",
        area="Velmar",
        since="2030-01-01",
        until="2031-01-01",
        seed=1,
        level=0.05,
        towards="greater",
        smallest_effect=2.0,
        null="n",
        correction="c",
        tested=3,
        small_p=2 / 3,
        small_q=1,
        meet_rule=0,
        rows=(*rows, left_out),
    )


def _dots(svg: str, cls: str) -> list[float]:
    parts = [part for part in svg.split("<circle")[1:] if f'class="{cls}"' in part]
    return [float(part.split('cy="')[1].split('"')[0]) for part in parts]


def test_every_tested_row_is_a_dot_and_what_outlives_the_adjustment_is_filled(scan: Scan) -> None:
    figure = scan_figure(scan, {})
    assert figure is not None
    assert (len(_dots(figure.svg, "c-asked")), len(_dots(figure.svg, "c-empty"))) == (1, 2)
    (kept,) = _dots(figure.svg, "c-asked")
    assert TOP <= kept < min(_dots(figure.svg, "c-empty")) < max(_dots(figure.svg, "c-empty")) <= BOTTOM
    assert [row[0] for row in figure.rows] == ["1", "2", "3"]
    assert figure.rows[0][2:] == ("3.0×", "p < 0.001", "p = 0.002")


def test_the_one_that_was_asked_about_is_named_with_its_rank(scan: Scan) -> None:
    figure = scan_figure(replace(scan, marked=1), {"ash": "Ash", "b2": "Birch & Co", "cedar": "Cedar"})
    assert figure is not None
    assert "Ash – Birch &amp; Co, against Cedar, rank 2 of 3" in figure.svg
    assert len(_dots(figure.svg, "c-solid")) == 1
    assert "nan" not in picture(figure)


def test_one_that_could_not_be_tested_is_said_to_the_reader_and_has_no_dot(scan: Scan) -> None:
    figure = scan_figure(replace(scan, marked=3), {})
    assert figure is not None
    assert "not tested" in figure.svg
    assert not _dots(figure.svg, "c-solid")


def test_without_a_tested_row_there_is_no_picture(scan: Scan) -> None:
    assert scan_figure(replace(scan, rows=scan.rows[3:]), {}) is None
