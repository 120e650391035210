"""Step 6d: verb frames: "X attacked Y", "Y was attacked by X", "X crossed Y-held ground"."""

from collections.abc import Sequence

from holdfire.claims.completing import EACH_OTHER, complete
from holdfire.claims.drafts import Draft, against, satisfied
from holdfire.claims.groups import Party, group, lemma_of, verb_group
from holdfire.claims.reach import Reach
from holdfire.claims.structure import Structure
from holdfire.claims.tables import TABLES, Frame
from holdfire.claims.tokens import Token
from holdfire.lexicon.words import WORDS
from holdfire.model.claim import SYMMETRIC_KINDS

_TRANSITIVE = frozenset(("attack", "strike", "one_sided", "repel", "capture"))
_STRUCK = frozenset(("attack", "clash", "one_sided", "repel"))  # by what strikes from afar, it is a strike
_FIGURATIVE = TABLES.cues["target.figurative"]
_PARTICLE_REACH = 8
_THROUGH = frozenset(("through", "across", "via", "past", "over"))
_ON_GROUND = _THROUGH | {"into", "on", "in", "from", "of"}
_ROWS = {  # each with the forms of its last word: a sentence that has none of them does not have it
    lemma: [
        (frame, after, frozenset(f"{last}{plural}" for last in after[-1:] for plural in ("", "s")))
        for frame, after in rows
    ]
    for lemma, rows in TABLES.verbs.items()
}


def verb_draft(s: Structure, i: int) -> Draft | None:
    """Make the draft of the verb at i: by the row of the longest and closest words that finds enough."""
    rows = _ROWS.get(lemma_of(s.tokens[i]))
    if rows is None:
        return None
    words = s.words
    if not words.isdisjoint(_FIGURATIVE) and _figurative(s.tokens, i):
        rows = [row for row in rows if row[0].kind not in _TRANSITIVE]
    fitting: list[tuple[int, int, Frame]] = []
    for frame, after, ends in rows:
        if after and words.isdisjoint(ends):
            continue
        last = _followed_by(s, i, after) if after else i
        if last is not None and not (frame.passive and not s.passive(i)):
            fitting.append((-len(after), last, frame))
    if len(fitting) > 1:
        fitting.sort(key=lambda row: row[:2])
    for _, last, frame in fitting:
        if (draft := _read(s, i, last, frame)) is not None:
            return draft
    return None


def _figurative(tokens: Sequence[Token], i: int) -> bool:
    """Say whether the verb at i has no armed sense here: "struck a balance", "captured the mood"."""
    for token in tokens[i + 1 : i + 5]:
        if token.tag not in "DN#B":
            return False
        if token.word in _FIGURATIVE:
            return True
    return False


def _followed_by(s: Structure, i: int, words: tuple[str, ...]) -> int | None:
    """Find the words of a compound verb soon after the verb: "push X back", "reached a secret deal".

    Of a passive they stand before it: "a joint command was formed".
    """
    tokens = s.tokens
    if s.passive(i) and any(t.word in (words[-1], f"{words[-1]}s") for t in tokens[max(0, i - 6) : i]):
        return i
    j = i
    for word in words:
        for k in range(j + 1, min(j + 1 + _PARTICLE_REACH, len(tokens))):
            if tokens[k].word == word or tokens[k].word.rstrip("s") == word:
                j = k
                break
            if tokens[k].tag in "VS" or tokens[k].word in (";", ":"):
                return None
        else:
            return None
    return j


def _read(s: Structure, i: int, last: int, frame: Frame) -> Draft | None:
    tokens, passive = s.tokens, s.passive(i)
    doer = _doer(s, i, frame)
    if doer is None and frame.needs_doer and not passive and s.words.isdisjoint(EACH_OTHER):
        return None
    behind = _behind(s, i, last, frame)
    if last == i and not passive and frame.kind in _TRANSITIVE and _describes(tokens, i, frame, behind):
        return None
    sides: dict[str, tuple[str, ...]] = {"a": (), "b": ()}
    if doer is not None:
        role = _passive_role(frame) if passive else frame.subject
        if role:
            sides[role] = doer.actors
    _place_behind(frame, behind, sides, passive=passive)
    if frame.kind == "release":
        sides["b"] = sides["b"] or next((t.kin for t in tokens[i + 1 : behind.end] if t.kin), ())
    if passive and frame.object != "b" and doer is not None and not sides["b"] and frame.holder:
        sides["b"] = doer.actors if doer.ground else ()
    first = verb_group(tokens, i) if doer is None else min(doer.first, verb_group(tokens, i))
    draft = Draft(kind=_kind(frame, doer), trigger=i, first=first, last=behind.end - 1, rules=[frame.id])
    draft.a, draft.b = sides["a"], tuple(x for x in sides["b"] if x not in sides["a"])
    draft.pronoun = doer is not None and doer.pronoun
    located = "place" in behind.found or (i > 0 and tokens[i - 1].tag == "L")
    if passive and verb_group(tokens, i) == i and not draft.b and not located:
        return None  # "a pocket encircled by X": a description of the pocket
    complete(s, i, last, draft, behind, frame)
    against(behind, draft)
    if frame.through and not _goes_through(tokens, i, behind, draft):
        return None
    return draft if satisfied(frame, draft, behind) else None


def _passive_role(frame: Frame) -> str:
    """Say which side a passive's subject is: of a row for passives that takes no object, its subject."""
    if frame.passive and not frame.object:
        return frame.subject
    return "b" if frame.object == "b" else ""


def _kind(frame: Frame, doer: Party | None) -> str:
    """Name what is claimed: what planes and guns do to somebody is a strike."""
    return "strike" if doer is not None and doer.means and frame.kind in _STRUCK else frame.kind


def _behind(s: Structure, i: int, last: int, frame: Frame) -> Reach:
    """Collect what stands behind a verb, of a compound one also inside it ("push X back")."""
    tokens = s.tokens
    behind = s.reach(i, last if last == i or tokens[last].word not in frame.preps else last - 1)
    if last == i and not behind.preps and behind.object is None and (final := _coordinated(tokens, i)) > i:
        behind = s.reach(final)
    if behind.object is None and last > i:
        inside = next((k for k in range(i + 1, last) if tokens[k].tag in "AG"), None)
        behind.object = None if inside is None else group(tokens, inside)
    return behind


def _coordinated(tokens: Sequence[Token], i: int) -> int:
    """Find the last verb of "armed, trained and paid (by X)", which has the object or agent of all."""
    last, joined, k = i, False, i + 1
    while k < len(tokens):
        if tokens[k].word in (",", "and"):
            joined = True
        elif tokens[k].tag == "V" and joined:
            last, joined = k, False
        elif tokens[k].tag != "B":
            break
        k += 1
    return last


def _doer(s: Structure, i: int, frame: Frame) -> Party | None:
    """Find the subject, but no civilians as doers of violence: "civilians besieged in P" are its victims."""
    doer = s.subject(i)
    if doer is None or frame.kind not in _TRANSITIVE or s.passive(i):
        return doer
    return None if s.tokens[doer.last].word.split(" ")[-1] in WORDS.civil else doer


def _describes(tokens: Sequence[Token], i: int, frame: Frame, behind: Reach) -> bool:
    """Say whether a participle only describes the noun before it: "tanks captured near P"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    no_object = behind.object is None and "place-object" not in behind.found
    turned = after is not None and after.tag == "P" and after.word not in frame.preps
    form = TABLES.forms.get(tokens[i].word)
    participle = form is not None and "part" in form.kinds and verb_group(tokens, i) == i
    return no_object and turned and participle


def _place_behind(frame: Frame, behind: Reach, sides: dict[str, tuple[str, ...]], *, passive: bool) -> None:
    if behind.object is not None:
        role = frame.holder if behind.object.ground else frame.object
        if behind.object.ground and not role:
            role = "b" if frame.object == "b" else ""
        if role and not sides[role]:
            sides[role] = behind.object.actors
    for prep, party in behind.preps:
        role = frame.preps.get(prep, "")
        if prep == "by" and passive:
            role = frame.subject
        elif prep == "between" and frame.kind in SYMMETRIC_KINDS and len(party.actors) > 1 and not sides["a"]:
            sides["a"], sides["b"] = party.actors[:1], party.actors[1:]
            continue
        elif not role and party.ground and frame.holder and prep in _ON_GROUND:
            role = frame.holder
        if role and not sides[role]:
            sides[role] = party.actors


def _goes_through(tokens: Sequence[Token], i: int, behind: Reach, draft: Draft) -> bool:
    """Require held ground on the way: "through X-held areas", "crossed Y, controlled by X"."""
    if lemma_of(tokens[i]) in ("cross", "traverse") and not draft.b:
        draft.b = next((t.actors for t in tokens[i + 1 : behind.end + 1] if t.tag == "G"), ())
    else:
        way = [party for prep, party in behind.preps if prep in _THROUGH and (party.ground or prep == "past")]
        draft.b = way[0].actors if way else ()
        crossed = (
            lemma_of(tokens[i]) in ("cross", "traverse", "pass")
            and behind.object is not None
            and behind.object.ground
        )
        if not draft.b and crossed and behind.object is not None:
            draft.b = behind.object.actors
    return bool(draft.b)
