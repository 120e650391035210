"""Step 4: which words are verbs, told from nouns by what stands beside them (English order, no parser)."""

from collections.abc import Sequence

from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS

_NOUNISH_NEXT = frozenset(("on", "against", "of", "by", "in", "near", "between", "with", "from", "and", "or"))
_STARTS_OBJECT = frozenset("ALG#DO")
_GOES_ON = _STARTS_OBJECT | frozenset("TSRV-B")
_PAST, _BASE = frozenset(("past", "part")), frozenset(("base",))
_SPEECH = frozenset(
    word
    for word, form in TABLES.forms.items()
    if form.lemma in TABLES.cues["speech.neutral"] | TABLES.cues["speech.doubtful"]
)
_MOTION = frozenset(
    ("into", "from", "towards", "toward", "through", "across", "with", "against", "over", "back", "out")
)
_LETTING = frozenset(("let", "lets", "letting", "help", "helps", "helped", "helping", "see", "saw"))
_NOT_PAST = frozenset(
    (
        "indeed",
        "need",
        "speed",
        "red",
        "seed",
        "feed",
        "weed",
        "breed",
        "hundred",
        "kindred",
        "sacred",
        "united",
        "so-called",
    )
)


def may_be_verbs(tokens: Sequence[Token]) -> Sequence[int]:
    """List the words of a sentence that have a verb's form."""
    forms = TABLES.forms
    return [
        i
        for i, token in enumerate(tokens)
        if token.tag in "NB" and (token.word in forms or token.word.endswith("ed"))
    ]


def mark_verbs(tokens: Sequence[Token], among: Sequence[int]) -> None:
    """Give tag V to the verbs of a sentence, in place; among: the words that have a verb's form."""
    for i in among:
        if tokens[i].tag in "NB" and _is_verb(tokens, i):
            tokens[i].tag = "V"


def before(tokens: Sequence[Token], i: int) -> Token | None:
    """Return the token before i that is no adverb or negator."""
    j = i - 1
    while j >= 0 and tokens[j].tag in "B-" and tokens[j].word != "no":
        j -= 1
    return tokens[j] if j >= 0 else None


def _is_verb(tokens: Sequence[Token], i: int) -> bool:
    word = tokens[i].word
    if tokens[i].tag == "B" and i and tokens[i - 1].tag == "V":
        return False  # "pushed back the column": part of the verb before it
    form = TABLES.forms.get(word)
    if form is None:
        unknown_past = word.endswith("ed") and len(word) > 4 and "-" not in word and word not in _NOT_PAST
        return unknown_past and not tokens[i].capital and _past_is_verb(tokens, i)
    if tokens[i].capital and i > 0 and form.kinds == _BASE:
        return False
    if not form.kinds.isdisjoint(_PAST):
        return _past_is_verb(tokens, i)
    return _ing_is_verb(tokens, i) if "ing" in form.kinds else _present_is_verb(tokens, i)


def _past_is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Read "X attacked", "was attacked", "attacked by": verb; "the besieged town": adjective."""
    left = before(tokens, i)
    right = tokens[i + 1] if i + 1 < len(tokens) else None
    if left is None:
        return True
    stated = tokens[i].word in TABLES.cues["phrase.states"] and right is not None and right.tag in "NA"
    if left.tag == "V" and (stated or tokens[i].word not in TABLES.forms):
        return False  # "let wounded X fighters cross"
    if right is not None and left.tag == "N" and right.tag == "N":
        return right.word not in WORDS.forces
    if left.tag in "D#" and right is not None and right.tag == "X":
        return False  # "not one shot has been fired"
    describes = left.tag in "D#-P" and right is not None and right.tag in "NAL"
    return not describes and not (left.tag == "A" and left.possessive)


def _ing_is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Read "is attacking", "after attacking": verb; "the shelling of", "heavy fighting": noun."""
    left = before(tokens, i)
    right = tokens[i + 1] if i + 1 < len(tokens) else None
    if left is not None and (left.word in WORDS.be or left.word == "been"):
        return True
    if left is not None and (left.tag in "D#-" or left.possessive):
        return False
    objects = right is not None and right.tag in _STARTS_OBJECT
    if left is None or left.tag in "PS.":
        acting = right is not None and right.tag == "N" and tokens[i].word not in TABLES.nouns
        return (
            objects
            or acting
            or (right is not None and right.tag in "PT" and right.word not in ("of", "between", "in"))
        )
    if left.tag == "N":
        return objects
    return right is None or right.word not in ("of", "between")


def _present_is_verb(tokens: Sequence[Token], i: int) -> bool:
    """Read "to attack", "they attack", "X attacks the": verb; "an attack", "X attacks on": noun."""
    left = before(tokens, i)
    if left is None or left.possessive or (left.tag in "DP#-" and left.word not in ("both", "all")):
        return False
    base = "base" in TABLES.forms[tokens[i].word].kinds
    if left.tag == "T" or left.word in WORDS.modals or left.word in WORDS.do:
        return base
    if left.tag in "ORXD":
        return left.tag != "X"
    if left.tag == "A" and base:
        let = any(t.word in _LETTING for t in tokens[max(0, i - 7) : i])
        if let or _singular(tokens, i):
            return let
    right = tokens[i + 1] if i + 1 < len(tokens) else None
    return _behind_insertion(tokens, i, right) or _fits_verb(left, tokens[i], right)


def _behind_insertion(tokens: Sequence[Token], i: int, right: Token | None) -> bool:
    """Read "…, claims X" and "X, which …, shells Y": a verb behind a comma, before a name or an article."""
    plural = tokens[i].word not in TABLES.nouns
    if tokens[i - 1].word not in (",", '"') or not (tokens[i].word.endswith("s") or plural):
        return False
    if right is None or right.tag not in ("DALGN#" if plural else "DALG"):
        return False
    return tokens[i].word in _SPEECH or any(t.tag == "R" for t in tokens[:i])


def _fits_verb(left: Token, word: Token, right: Token | None) -> bool:
    """Judge a present form by its two neighbours, more strictly where the word may be a noun trigger."""
    if left.tag in "AGLN" and word.word not in TABLES.nouns:
        return _goes_on(left, word, right)
    takes_object = right is not None and right.tag in _STARTS_OBJECT
    if left.tag in "AN":
        return takes_object or (right is not None and right.tag in "TS")
    if left.tag == "C":
        return takes_object and word.word not in _NOUNISH_NEXT
    return takes_object and left.tag == "V" and "base" in TABLES.forms[word.word].kinds


def _singular(tokens: Sequence[Token], i: int) -> bool:
    """Say whether "a" or "an" goes before the name: "an X attempt" can be no verb."""
    j = i - 1
    while j >= 0 and tokens[j].tag in "AN":
        j -= 1
    return j >= 0 and tokens[j].word in ("a", "an")


def _goes_on(left: Token, word: Token, right: Token | None) -> bool:
    """Say whether what follows a present form fits a verb: an object, a way, or (of speech) the end."""
    if right is None or right.tag == "." or left.word in TABLES.cues["speech.sources"]:
        return word.word in _SPEECH
    if right.tag in _GOES_ON or right.word in _MOTION:
        return True
    return right.tag == "N" if left.tag == "A" else right.tag == "P"
