"""Step 8: who says so: "according to X", "X said that …", "…, X said", accusations, quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from holdfire.claims.groups import is_passive, lemma_of, verb_group
from holdfire.claims.pronouns import ACCUSING
from holdfire.claims.tables import TABLES
from holdfire.claims.tokens import Token
from holdfire.model.claim import Attribution, Modality

_CUES = TABLES.cues
_REPORTING = {
    **dict.fromkeys(sorted(_CUES["speech.neutral"]), Modality.REPORTED),
    **dict.fromkeys(sorted(_CUES["speech.conceding"]), Modality.REPORTED),
    **dict.fromkeys(sorted(_CUES["speech.doubtful"]), Modality.ALLEGED),
    **dict.fromkeys(sorted(_CUES["speech.denying"]), Modality.DENIED),
}
_AUTHOR = frozenset(("i", "we"))
_NOT_SPEAKERS = frozenset(("it", "this", "that", "these", "which", "what", "there", "map", "below", "above"))
_END_OF_SOURCE = frozenset((",", ".", ";", ":", "(", ")", '"', "-", "!", "?"))
_TRIM = re.compile(r"^(?:even |and |but |the fact that |as |while |meanwhile )+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Words [first, last] of a sentence are said by someone (link), or by nobody named (link None)."""

    first: int
    last: int
    link: Attribution | None
    modality: Modality


def speeches(tokens: Sequence[Token], plain: str) -> tuple[Speech, ...]:
    """Find what in a sentence is said by whom; later ones are nested in earlier ones where they overlap."""
    found = [*_according(tokens, plain)]
    for i, token in enumerate(tokens):
        modality = _REPORTING.get(lemma_of(token)) if token.tag == "V" else None
        if modality is not None and not any(t.tag == "-" for t in tokens[verb_group(tokens, i) : i]):
            speech = _said(tokens, i, plain, modality)
            if speech is not None:
                found.append(speech)
    return tuple(found)


def _according(tokens: Sequence[Token], plain: str) -> list[Speech]:
    """Read "according to X" covers its clause; at the head of a sentence, all of it."""
    found: list[Speech] = []
    for i, token in enumerate(tokens[:-2]):
        if token.word != "according" or tokens[i + 1].tag != "T":
            continue
        last = i + 2
        while last + 1 < len(tokens) and not _source_ends(tokens, last + 1):
            last += 1
        link = _link(tokens, i + 2, last, plain, "according_to")
        found.append(Speech(first=0, last=len(tokens) - 1, link=link, modality=Modality.REPORTED))
    return found


def _source_ends(tokens: Sequence[Token], k: int) -> bool:
    token = tokens[k]
    return (
        token.word in _END_OF_SOURCE
        or token.tag in "VXRS"
        or (token.tag == "O" and token.word in ("they", "it", "he", "she"))
    )


def _said(tokens: Sequence[Token], i: int, plain: str, modality: Modality) -> Speech | None:
    """Read the reporting verb at i with its speaker, before it or (behind a quotation) after it."""
    if is_passive(tokens, i):
        return None
    following = tokens[i + 1].tag if i + 1 < len(tokens) else "."
    if i > 0 and tokens[i - 1].word in (",", '"') and following in "NDA":
        last = i + 1
        while last + 1 < len(tokens) and not _source_ends(tokens, last + 1):
            last += 1
        return _speech(tokens, (i + 1, last), (0, i - 1), plain, ("said", modality))
    first = verb_group(tokens, i)
    if first > 0 and tokens[first - 1].tag == "T":
        first = _before_infinitive(tokens, first)
    source = _subject_phrase(tokens, first)
    content = (i + 1, len(tokens) - 1)
    accuses = lemma_of(tokens[i]) in ACCUSING
    told = source is not None and source[0] > 1 and tokens[source[0] - 1].word in (",", '"')
    closes = i + 1 >= len(tokens) - 1 or (told and not _takes_content(tokens, i))
    if told and not accuses and source is not None and tokens[source[0] - 1].word == '"':
        content = (0, len(tokens) - 1)  # a quotation on both sides of its speaker
    elif source is not None and not accuses and closes:
        content = (0, source[0] - 1)  # "…, X said." closes the sentence
    elif not accuses and modality is not Modality.DENIED and not _takes_content(tokens, i):
        return None
    return _speech(
        tokens, source, content, plain, ("accused", Modality.ALLEGED) if accuses else ("said", modality)
    )


def _before_infinitive(tokens: Sequence[Token], first: int) -> int:
    """Go over "had to", "was forced to", "continues to" to the verb that the speaker is the subject of."""
    k = first - 2
    while k >= 0 and tokens[k].tag in "BN-" and k > first - 5:
        k -= 1
    return verb_group(tokens, k + 1) if k >= 0 and tokens[k].tag == "X" else verb_group(tokens, max(k, 0))


def _takes_content(tokens: Sequence[Token], i: int) -> bool:
    """Say whether content follows the verb: "that …", a quotation, a clause, "on the fight"."""
    for token in tokens[i + 1 : i + 9]:
        if token.word in ("that", '"', ":", "how", "on"):
            return True
        if token.tag in "XV":
            return True
    return any(token.word in TABLES.nouns for token in tokens[i + 1 : i + 5])


def _subject_phrase(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """Find the noun phrase [start, end] that ends where the verb group begins, no relative clause in it."""
    end = first - 1
    while end >= 0 and tokens[end].tag in "B-":
        end -= 1
    if end >= 0 and tokens[end].tag == "R" and tokens[end].word in ("who", "which", "that"):
        end -= 1
        if end >= 0 and tokens[end].word == ",":
            end -= 1
    start = end
    while start >= 0 and (
        tokens[start].tag in "DNALG#W" or (tokens[start].tag in "PC" and _inside(tokens, start))
    ):
        start -= 1
    start += 1
    if start > end >= 0 and tokens[end].tag == "O" and tokens[end].word not in _NOT_SPEAKERS:
        return end, end
    while start < end and tokens[start].tag in "PC":
        start += 1
    return (start, end) if start <= end else None


def _inside(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].word in ("of", "in", "from", "and", "for") and k > 0 and tokens[k - 1].tag in "NAL"


def _speech(
    tokens: Sequence[Token],
    source: tuple[int, int] | None,
    content: tuple[int, int],
    plain: str,
    manner: tuple[str, Modality],
) -> Speech | None:
    if source is None or content[0] > content[1]:
        return None
    if tokens[source[0]].word in _AUTHOR or tokens[source[1]].word in _AUTHOR:
        return None
    if tokens[source[0]].word in _NOT_SPEAKERS and source[0] == source[1]:
        return None
    relation, modality = manner
    link = _link(tokens, source[0], source[1], plain, relation)
    last = content[1]
    if source[1] < content[0]:
        last = next((k - 1 for k in range(content[0], last) if tokens[k].word == "-"), last)
    return Speech(first=content[0], last=last, link=link, modality=modality)


def _link(tokens: Sequence[Token], first: int, last: int, plain: str, relation: str) -> Attribution:
    while first < last and tokens[first].tag in "DBC":
        first += 1
    start, end = tokens[first].start, tokens[last].end
    return Attribution(source=" ".join(plain[start:end].split()), relation=relation, start=start, end=end)


def cover(found: Sequence[Speech], i: int) -> tuple[Speech, ...]:
    """List the speeches that the token at i lies in, the innermost (closest to the event) first."""
    holding = [speech for speech in found if speech.first <= i <= speech.last]
    return tuple(sorted(holding, key=lambda s: (s.last - s.first, -s.first)))


def modality_of(tokens: Sequence[Token], first: int, last: int) -> Modality | None:
    """Read a hedge from the words around a claim itself."""
    words = {t.word for t in tokens[max(0, first - 2) : last + 1]}
    if words & _CUES["speech.alleged"]:
        return Modality.ALLEGED
    if words & _CUES["speech.reported"] and _report_verb(tokens, first, last):
        return Modality.REPORTED
    if words & _CUES["speech.hedged"]:
        return Modality.HEDGED
    before = {t.word for t in tokens[max(0, first - 9) : first]}
    return Modality.INFERRED if before & _CUES["speech.inferred"] else None


def _report_verb(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        t.word == "reportedly" or (t.word == "reported" and t.tag == "V" and is_passive(tokens, k))
        for k, t in enumerate(tokens[: last + 1])
        if k >= first - 2
    )
