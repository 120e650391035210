"""The press of a simulated war: outlets that take sides, reports in prose, and the gold of what they claim.

``world_of(war)`` is what it writes about, ``newsroom_for(world, quarrels, seed=7)`` who writes, and
``write_press(world, room, seed=7, reports=40)`` what they write.
"""

from holdfire.simulate.press.adapting import world_of
from holdfire.simulate.press.gold import TrueLink, TrueOrigin, gold_rows, links_of, origins_of
from holdfire.simulate.press.newsrooms import newsroom_for
from holdfire.simulate.press.outlets import Newsroom, Quarrel
from holdfire.simulate.press.report import Report
from holdfire.simulate.press.truths import TrueReport, true_reports
from holdfire.simulate.press.writing import write_press

__all__ = [
    "Newsroom",
    "Quarrel",
    "Report",
    "TrueLink",
    "TrueOrigin",
    "TrueReport",
    "gold_rows",
    "links_of",
    "newsroom_for",
    "origins_of",
    "true_reports",
    "world_of",
    "write_press",
]
