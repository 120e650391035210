"""The press of a simulated war."""

from holdfire.simulate.press.adapting import world_of
from holdfire.simulate.press.first import write_press
from holdfire.simulate.press.gold import gold_rows, links_of, origins_of
from holdfire.simulate.press.newsrooms import newsroom_for
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.writing import write_press as write_reports

__all__ = [
    "Report",
    "gold_rows",
    "links_of",
    "newsroom_for",
    "origins_of",
    "world_of",
    "write_press",
    "write_reports",
]
