"""Countries that act in a text: "Ruritania struck the convoy", "Ruritania has supplied both"."""

from holdfire.lexicon.armed import ARMED
from holdfire.lexicon.text_words import TextWords
from holdfire.lexicon.words import WORDS, demonyms

_LONGEST = 3  # words of a country's name
_NAMES = {tuple(name.split()): name for name in demonyms() if len(name.split()) <= _LONGEST}
FIRST_WORDS = frozenset(words[0] for words in _NAMES)
_BETWEEN = WORDS.have | WORDS.adverbs | {"will", "would", "did", "may", "might", "must", "could", "also"}
_DONE_TEXT = """struck sent gave given sold shot hit fought took taken broke began let bought led withdrew
withdrawn made won lost paid met held kept"""
_DONE = frozenset(_DONE_TEXT.split()) | ARMED.past
_NOT_BEFORE = WORDS.prepositions | WORDS.directions | WORDS.conjunctions


class ActingCountries(TextWords):
    """Tells a country that acts from one that is only a place."""

    def _acting_country(self, i: int) -> tuple[int, str] | None:
        """Give the last word and the name of the country that begins at i, where a verb of its own follows.

        Not behind a preposition or another name: "the men from Ruritania attacked", "Radio Ruritania told".
        """
        if self._joined(i) and (self._words[i - 1] in _NOT_BEFORE or self._capital(i - 1)):
            return None
        for length in range(_LONGEST, 0, -1):
            name = _NAMES.get(tuple(self._words[i : i + length]))
            if name is not None and self._does(i + length):
                return i + length - 1, name
        return None

    def _does(self, k: int) -> bool:
        passing = k
        while self._joined(passing) and passing < k + 3 and self._words[passing] in _BETWEEN:
            passing += 1
        if not self._joined(passing) or self._capital(passing):
            return False
        word = self._words[passing]
        return word in _DONE or (word.endswith("ed") and len(word) > 4)
