"""The gold of a simulated press, on the text layers that the program makes of its files."""

from collections.abc import Iterable

from holdfire.documents import read_document
from holdfire.records.values import lines
from holdfire.simulate.press import Report, gold_rows

GOLD = "gold.jsonl"


def press_gold(reports: Iterable[Report]) -> bytes:
    """Give every claim of every report as a line of JSON, with what the war says of it."""
    return lines(
        row
        for report in reports
        for row in gold_rows(report, read_document(report.data, report.filename).text)
    )
