"""Questions and answers as lines of a terminal."""

from typing import Literal

import pytest

from holdfire.cli.wording import record_table
from holdfire.model.record import RecordRow


def _row(month: str, area: Literal["asked", "before"], events: int, *, covered: bool = True) -> RecordRow:
    return RecordRow(
        dyad=("gov", "order"),
        month=month,
        area=area,
        events=events,
        deaths_best=2 * events,
        by_precision={},
        sources={},
        rows=(),
        covered=covered,
    )


@pytest.fixture
def table() -> dict[str, tuple[str, ...]]:
    rows = (
        _row("2030-01", "asked", 1_200),
        _row("2030-02", "asked", 0),
        _row("2030-03", "asked", 0, covered=False),
        *(_row(f"2029-{month:02d}", "before", 0, covered=False) for month in range(1, 13)),
    )
    _, lines = record_table(rows, {"gov": "Government", "order": "Order"})
    return {where: tuple(rest) for _, where, *rest in lines}


def test_months_in_which_nobody_looked_are_no_zero(table: dict[str, tuple[str, ...]]) -> None:
    assert table["12 months before"] == ("no data", "no data", "2029-01 to 2029-12: no data")
    assert table["in the area"][:2] == ("1,200", "2,400")


def test_a_month_and_its_count_are_one_word_that_no_line_end_parts(table: dict[str, tuple[str, ...]]) -> None:
    assert table["in the area"][2].split() == ["2030-01:1,200", "2030-02:0", "2030-03:no-data"]
