"""Which rows of two tables of events tell of one event, and how sure that is: arrays in, pairs out.

Rows within reach of each other (`reach`) are compared field by field (`agreement`, `fields`); how much each
agreement says is learnt from the rows themselves (`fitting`), and rivals share the probability (`rivals`).
"""

from holdfire.matching.fields import BURSTS, FIELDS, PRIOR, RIVALS
from holdfire.matching.pairing import Matched, match_rows
from holdfire.matching.rows import Parties, Rows

__all__ = ["BURSTS", "FIELDS", "PRIOR", "RIVALS", "Matched", "Parties", "Rows", "match_rows"]
