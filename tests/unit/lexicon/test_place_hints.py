"""The patterns of places find the same where only their hints are looked at."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from holdfire.lexicon import place_forms as forms
from holdfire.lexicon.normal import fold
from holdfire.lexicon.pieces import Pieces, of_text
from holdfire.lexicon.place_hints import candidates

PIECES = [
    "in",
    "near",
    "Near",
    "IN",
    "ın",
    "ⓘn",
    "al",
    "de",
    "north-west",
    "quiet",
    "across",
    "through-out",
    "the",
    "Osk",
    "Karif",
    "al-Bab",
    "Éze",
    "village",
    "villages",
    "towns",
    "of",
    "town",
    "Front",
    "incl.",
    "i.e.",
    "including",
    "such",
    "as",
    "and",
    "or",
    ",",
    ".",
    "(",
    ")",
    ";",
    "'",
    "’",
    "-",
    "north",
    "southern",
    "captured",
    "entered",
    "reached",
    "seized",
    "Tarn's",
    "district",
]
TEXTS = st.lists(st.sampled_from([*PIECES, "", " "]), max_size=30).map(" ".join)


def hinted(text: str) -> Sequence[Sequence[re.Match[str]]]:
    folded = fold(text)
    return candidates(text, of_text(text, folded, Pieces(folded)))


@given(TEXTS, st.booleans())
def test_hints_lose_and_add_no_match(text: str, glued: bool) -> None:
    if glued:
        text = text.replace(" -", "-").replace(" ,", ",")
    patterns = (
        forms.AFTER_PREPOSITION,
        forms.BEFORE_KIND,
        forms.INCLUDING,
        forms.IN_BRACKETS,
        forms.OF_LIST,
        forms.AFTER_VERB,
    )
    alone = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
    assert [[match.span() for match in found] for found in hinted(text)] == alone


def test_each_pattern_is_tried() -> None:
    text = "in Osk. the Karif valley, such as Tarn. towns (Ana, Bel) fell. villages of Dor. took Fen."
    assert sum(map(bool, hinted(text))) >= 5
