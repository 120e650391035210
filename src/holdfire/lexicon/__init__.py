"""Names in text to actors, places, dates and figures: tables and matching, no judgement."""

from holdfire.lexicon.lexicon import Lexicon, Names
from holdfire.lexicon.places import KnownPlace

__all__ = ["KnownPlace", "Lexicon", "Names"]
