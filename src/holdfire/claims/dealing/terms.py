"""What each side gives and gets, from the words of a sentence about a deal."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from holdfire.claims.dealing.directions import Direction, between, direction
from holdfire.claims.dealing.sentence import Sentence
from holdfire.claims.dealing.words import deal_words
from holdfire.model.deal import DEAL_KINDS, Term

_CUT_LEFT = re.compile(
    r'; | that (?!(?:the )?\w+ (?:hold|held))|: |" ?| - |\(|,? according to |, while |, whereas |^'
)
_CUT_RIGHT = re.compile(
    r",? (?:according to|as reported|while|whereas|which|who|where|and (?:for )?(?:the|reveal\w*|an?)|but)"
    r"(?![\w-])"
    r'|;|"|\)|\(| - |, (?:said|says|the source|reports?|sources|officials|he|she|they)(?![\w-])'
)
_NEXT = re.compile(r",? and (?:the |for the |an? )?|, |;")
_PEOPLE = frozenset(("prisoners", "hostages", "bodies"))
_BOTH = re.compile(
    r"(?<![\w-])(?:both (?:sides|parties)|the two (?:sides|parties)|each side|the sides|they both)(?![\w-])"
)
_PASSIVE_VERB = re.compile(r" be (?:\w+ed|driven|taken|given|let|freed|sent|brought)(?![\w-])")
_ALLOWING = re.compile(
    r"(?<![\w-])(?:deal|agreement|accord|pact|arrangement|truce|ceasefire|settlement|it|which|that)"
    r" (?:will |would |was to |is to |also |then ){0,2}"
    r"(?:allow(?:s|ed)?|lets?|permit(?:s|ted)?|gives?|gave|grants?|granted|guarantees?|guaranteed|enable[sd]?)"
    r"(?![\w-])(?=(?P<way>[^.;]{0,90} to (?:leave|withdraw|pass|cross|go|move|travel|evacuate|depart|exit))?)"
)
_SUBJECT_GAP = 48  # characters between a party and its "was to"


def category(folded: str, start: int, end: int) -> str | None:
    """Name what a passage gives by the first category that has a word in it."""
    return next((name for name, words in deal_words().categories if words.search(folded, start, end)), None)


def read_terms(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Iterator[Term]:
    """List the terms in [begin, end) of a sentence that speaks of a deal of these parties.

    "Would" and "is to" oblige only where the sentence calls a deal by its name or follows such a one.
    """
    taken: list[tuple[int, int]] = []
    named = deal_words().any_noun.search(
        sentence.folded, sentence.start, sentence.end
    ) is not None or not any(
        claim.start < end and begin < claim.end for claim in sentence.claims if claim.kind in DEAL_KINDS
    )
    for reader in (_pivots, *([_obligations] if named else []), _permissions, _nominals):
        for term in reader(sentence, parties, begin, end):
            span = (term.words.start, term.words.end)
            if not any(span[0] < stop and start < span[1] for start, stop in taken):
                taken.append(span)
                yield term


def _term(
    sentence: Sentence, span: tuple[int, int], way: Direction, *, agreed: bool, what: str = ""
) -> Term | None:
    words = sentence.words(*span)
    kind = what or category(sentence.folded, *span)
    if words is None or kind is None:
        return None
    return Term(
        giver=(way.giver,) if way.giver else (),
        receiver=(way.receiver,) if way.receiver else (),
        what=kind,
        words=words,
        agreed=agreed,
        figures=sentence.counted(words.start, words.end),
    )


def _pivots(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Iterator[Term]:
    """Read "… in exchange for …": the two pieces go opposite ways."""
    for start, stop in pivots(sentence, begin, end):
        left, right = _pieces(sentence, (begin, end), (start, stop))
        ways = [direction(sentence, parties, *left), direction(sentence, parties, *right, got=True)]
        agreed = deal_words().obliged.search(sentence.folded, *left) is not None or (
            deal_words().stipulates.search(sentence.folded, max(begin, left[0] - 24), start) is not None
        )
        for n, piece in enumerate((left, right)):
            term = _term(sentence, piece, ways[n].against(ways[1 - n], parties), agreed=agreed)
            if term is not None:
                yield term


def _pieces(
    sentence: Sentence, region: tuple[int, int], turn: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Bound what stands on either side of the turn; "in exchange for B, A" tells the second first."""
    start, stop = turn
    first = _left(sentence, region[0], start)
    comma = sentence.folded.find(", ", stop, region[1])
    if not sentence.folded[first:start].strip(" ,\"'-") and comma >= 0:
        return (comma + 1, _right(sentence, comma + 1, region[1])), (stop, comma)
    return (first, start), (stop, _right(sentence, stop, region[1]))


def pivots(sentence: Sentence, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Find where a passage turns from what is given to what is got: "in exchange for", "against 19 men"."""
    words = deal_words()
    denied = [m.span() for denial in words.no_return for m in denial.finditer(sentence.folded, begin, end)]
    for pivot in words.pivot.finditer(sentence.folded, begin, end):
        if not any(start <= pivot.start() < stop for start, stop in denied):
            yield pivot.span()
    for pivot in words.pivot_counted.finditer(sentence.folded, begin, end):
        counts = any(pivot.end() <= f.start <= pivot.end() + 5 for f in sentence.figures)
        left = category(sentence.folded, _left(sentence, begin, pivot.start()), pivot.start())
        if counts and left in _PEOPLE and _people(sentence, pivot.end()):
            yield pivot.span()


def _people(sentence: Sentence, at: int) -> bool:
    return any(
        f.unit
        in ("fighters", "people", "soldiers", "prisoners", "civilians", "hostages", "detainees", "bodies")
        or category(sentence.folded, f.start, min(sentence.end, f.end + 12)) in _PEOPLE
        for f in sentence.figures
        if at <= f.start <= at + 5
    )


def _left(sentence: Sentence, begin: int, pivot: int) -> int:
    stipulates = [m.end() for m in deal_words().stipulates.finditer(sentence.folded, begin, pivot)]
    cuts = [m.end() for m in _CUT_LEFT.finditer(sentence.folded, begin, pivot)]
    return max([begin, *cuts, *(s for s in stipulates if sentence.folded[s : s + 1] == " ")])


def _right(sentence: Sentence, start: int, end: int) -> int:
    cut = _CUT_RIGHT.search(sentence.folded, start + 1, end)
    return cut.start() if cut else end


def _obligations(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Iterator[Term]:
    """Read "X was to free the captives, while Y would lift the siege": one term a clause."""
    words = deal_words()
    cuts = [begin, *(m.start() for m in words.splits.finditer(sentence.folded, begin, end)), end]
    for start, stop in pairwise(cuts):
        verb = words.obliged.search(sentence.folded, start, stop)
        if verb is None:
            continue
        first, way = _subject(sentence, parties, start, verb.span(), stop)
        if first is None:
            continue
        term = _term(sentence, (first, _right(sentence, verb.end(), stop)), way, agreed=True)
        if term is not None:
            yield term


def _subject(
    sentence: Sentence, parties: Sequence[str], start: int, verb: tuple[int, int], stop: int
) -> tuple[int | None, Direction]:
    """Find who is obliged; of a passive ("were to be freed"), who is served."""
    both = _BOTH.search(sentence.folded, start, verb[0])
    if both is not None and verb[0] - both.end() <= 2:
        return both.start(), Direction()
    hits = [h for h in sentence.actors if start <= h.start and h.end <= verb[0]]
    subject = hits[-1] if hits else None
    if subject is None or subject.means not in parties or not _adjoins(sentence, subject.end, verb[0]):
        return None, Direction()
    if len(hits) > 1 and subject.start - hits[-2].end <= 9 and hits[-2].means != subject.means:
        return hits[-2].start, Direction()  # "X and Y were to"
    if _PASSIVE_VERB.match(sentence.folded, verb[1], stop):
        return subject.start, between(parties, receiver=subject.means, strength=2)
    return subject.start, between(parties, giver=subject.means, strength=2)


def _adjoins(sentence: Sentence, name: int, verb: int) -> bool:
    return verb - name <= _SUBJECT_GAP and "," not in sentence.folded[name:verb]


def _permissions(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Iterator[Term]:
    """Read "the agreement will allow X to withdraw to P": X gets it, whoever grants it."""
    for found in _ALLOWING.finditer(sentence.folded, begin, end):
        behind = [h for h in sentence.actors if found.end() <= h.start < min(end, found.end() + _SUBJECT_GAP)]
        if not behind or behind[0].means not in parties:
            continue
        way = between(parties, receiver=behind[0].means, strength=2)
        span = (found.start(), _right(sentence, found.end(), end))
        term = _term(sentence, span, way, agreed=True, what="passage" if found["way"] else "")
        if term is not None:
            yield term


def _nominals(sentence: Sentence, parties: Sequence[str], begin: int, end: int) -> Iterator[Term]:
    """Read "the deal provided for the withdrawal of X's men from P and the release of Y's captives"."""
    words = deal_words()
    cue = words.stipulates.search(sentence.folded, begin, end)
    if cue is None:
        return
    nouns = list(words.nominal.finditer(sentence.folded, cue.end(), end))
    last = Direction()
    turned = [start for start, _ in pivots(sentence, begin, end)]
    for noun in nouns:
        cut = _NEXT.search(sentence.folded, noun.end(), end)
        stops = [cut.start() if cut else end, _right(sentence, noun.end(), end)]
        stops += [start for start in turned if start > noun.start()]
        way = direction(sentence, parties, noun.start(), min(stops))
        if not way.strength and turned and noun.start() > turned[0]:
            way = last
        last = way if way.strength else last
        term = _term(sentence, (noun.start(), min(stops)), way, agreed=True)
        if term is not None:
            yield term
