"""Names in text to actors, places, dates and figures: tables and matching, no judgement.

What a text has by the hundred (`Found`, `PlaceFound`, `DateFound` …) is never changed, only not frozen: to
make a frozen one costs two or three times as much.
"""

from holdfire.lexicon.lexicon import Lexicon, Names
from holdfire.lexicon.places import KnownPlace

__all__ = ["KnownPlace", "Lexicon", "Names"]
