"""Claims as sayings: who speaks, in which documents the same words stand, what they put forward or deny."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from holdfire.checks.evidence import Evidence
from holdfire.checks.sides import FIGHTS, day_of, directed, line, pairs
from holdfire.lexicon.normal import fold
from holdfire.model.actor import Actor
from holdfire.model.claim import FAMILIES, Claim, Modality

AGREEMENTS = frozenset(FAMILIES["cooperation"])
_COUNTED_OUT = frozenset(("deny", "accuse", "say", "figure", "capacity", "less_targeting"))
Key = tuple[str, ...]


class Rule(StrEnum):
    """What makes two sayings exclude each other."""

    QUIET = "one says that the two did not fight, the other that they did"
    DENIED = "one denies what the other puts forward"
    HELD = "one place had two holders"
    BEATEN = "one says that it was taken, the other that the attack on it was beaten off"
    LOST = "one says that it was lost, the other that the same side had it"
    FIGURES = "the figures exclude each other"
    DENIAL = "one denies something to do with what the other puts forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim with its voice; copies: other documents in which the same words stand, counted once.

    voice: the outlet (or the document, where no outlet is known) of an author, or the quoted speaker.
    """

    claim: Claim
    voice: tuple[str, str]
    outlet: str
    published: date | None
    copies: tuple[str, ...] = ()

    @property
    def quoted(self) -> bool:
        """Say whether somebody other than the author speaks."""
        return self.voice[0] == "speaker"


def sayings(evidence: Evidence) -> tuple[Saying, ...]:
    """Turn claims into sayings by day of publication; verbatim copies become one, the first."""
    found: dict[Key, Claim] = {}
    copies: defaultdict[Key, list[str]] = defaultdict(list)

    def place(claim: Claim) -> tuple[bool, date, str, int, str]:
        published = _published(evidence, claim)
        return published is None, published or date.max, claim.document, claim.start, claim.id

    for claim in sorted(evidence.claims, key=place):
        key = _wording(claim)
        if key in found and found[key].document != claim.document:
            copies[key].append(_title(evidence, claim))
        found.setdefault(key, claim)
    return tuple(
        Saying(
            claim=claim,
            voice=_voice(evidence, claim),
            outlet=_title(evidence, claim),
            published=_published(evidence, claim),
            copies=tuple(dict.fromkeys(copies[key])),
        )
        for key, claim in found.items()
    )


def _wording(claim: Claim) -> Key:
    """Name what makes two claims verbatim copies: their words and figures, how they were coded, their day."""
    words = " ".join(fold(claim.quote).split()) or claim.id
    sides = ("|".join(sorted(claim.side_a)), "|".join(sorted(claim.side_b)))
    figures = ((f.unit, f.qualifier, str(f.value), str(f.high)) for f in claim.figure_details)
    coded = (claim.kind, *sides, claim.modality, str(claim.date), *(a.source for a in claim.attribution))
    return words, *coded, *(part for figure in figures for part in figure)


def _voice(evidence: Evidence, claim: Claim) -> tuple[str, str]:
    if claim.attribution:
        return "speaker", " ".join(fold(claim.attribution[0].source).split())
    return "author", _title(evidence, claim)


def _title(evidence: Evidence, claim: Claim) -> str:
    document = evidence.documents.get(claim.document)
    return claim.document if document is None else document.outlet or document.filename


def _published(evidence: Evidence, claim: Claim) -> date | None:
    document = evidence.documents.get(claim.document)
    return None if document is None else document.published


def may_oppose(one: Saying, other: Saying) -> bool:
    """Say whether two sayings can be held against each other.

    An author who quotes somebody and says otherwise in the same text does not contradict himself.
    """
    return one.claim.document != other.claim.document or one.quoted == other.quoted


@dataclass(slots=True)
class Bucket:
    """Sayings that may exclude each other: those that say no (or hold one thing), those that say yes."""

    no: list[int]
    yes: list[int]


def buckets(found: Sequence[Saying], roster: Mapping[str, Actor]) -> dict[tuple[Rule, Key], Bucket]:
    """Sort sayings by rule and by whom they are about; only what shares a bucket is compared."""
    sorted_in: defaultdict[tuple[Rule, Key], Bucket] = defaultdict(lambda: Bucket([], []))
    for number, saying in enumerate(found):
        day = day_of(saying.claim, saying.published)
        for rule, key in dict.fromkeys(_denials(saying.claim)):
            sorted_in[rule, key].no.append(number)
        for rule, key in dict.fromkeys(_assertions(saying.claim, roster, day)):
            sorted_in[rule, key].yes.append(number)
    both = {key: bucket for key, bucket in sorted_in.items() if bucket.no and bucket.yes}
    return both | _holders(found, roster)


def _denials(claim: Claim) -> Iterator[tuple[Rule, Key]]:
    """Say under what a saying that excludes others is looked up; a denial holds for whom it names."""
    denied = claim.modality is Modality.DENIED
    if claim.kind == "no_clash" or (denied and claim.kind == "clash"):
        if not (denied and claim.kind == "no_clash"):
            yield from ((Rule.QUIET, pair) for pair in pairs(claim, ordered=False))
    elif denied:
        named = tuple(pairs(claim, ordered=directed(claim.kind))) or tuple((a, "") for a in claim.side_a)
        yield from ((Rule.DENIED, (claim.kind, *pair)) for pair in named)
    elif claim.kind == "deny":
        yield from ((Rule.DENIAL, pair) for pair in pairs(claim, ordered=False))
    elif claim.kind == "repel":
        yield from ((Rule.BEATEN, (b,)) for b in claim.side_b)
    elif claim.kind == "lose":
        yield from ((Rule.LOST, (a,)) for a in claim.side_a)
    yield from (key for key in _figures(claim) if not denied)


def _assertions(claim: Claim, roster: Mapping[str, Actor], day: date) -> Iterator[tuple[Rule, Key]]:
    """Say what excludes a saying; it is of each side's parents as well: a unit's fight is its army's."""
    denied = claim.modality is Modality.DENIED
    if denied and claim.kind != "no_clash":
        return
    wide = [
        pair
        for a, b in pairs(claim, ordered=True)
        for pair in product(line(roster, a, day), line(roster, b, day))
    ]
    either = [tuple(sorted(pair)) for pair in wide]
    if (claim.kind in FIGHTS) != denied:
        yield from ((Rule.QUIET, pair) for pair in either)
    if denied:
        return
    if claim.kind not in _COUNTED_OUT and claim.kind not in ("clash", "no_clash"):
        chosen = wide if directed(claim.kind) else either
        yield from ((Rule.DENIED, (claim.kind, *pair)) for pair in chosen)
        yield from ((Rule.DENIED, (claim.kind, up, "")) for a in claim.side_a for up in line(roster, a, day))
    if claim.kind in AGREEMENTS:
        yield from ((Rule.DENIAL, pair) for pair in either)
    holders = [up for a in claim.side_a for up in line(roster, a, day)]
    if claim.kind == "capture":
        yield from ((Rule.BEATEN, (up,)) for up in holders)
    if claim.kind in ("capture", "control"):
        yield from ((Rule.LOST, (up,)) for up in holders)
    yield from _figures(claim)


def _figures(claim: Claim) -> Iterator[tuple[Rule, Key]]:
    """Name what the figures of a claim count: of which act, between whom, in which unit."""
    if claim.kind in ("figure", "capacity") or not claim.side_a:
        return
    named = tuple(pairs(claim, ordered=directed(claim.kind))) or tuple((a, "") for a in claim.side_a)
    for figure in claim.figure_details:
        yield from ((Rule.FIGURES, (claim.kind, figure.unit, *pair)) for pair in named)


def _holders(found: Sequence[Saying], roster: Mapping[str, Actor]) -> dict[tuple[Rule, Key], Bucket]:
    """Put the ground of each holder beside that of each other one; joint holders are left out."""
    ground: defaultdict[str, list[int]] = defaultdict(list)
    for number, saying in enumerate(found):
        claim = saying.claim
        if claim.kind == "control" and claim.modality is not Modality.DENIED and len(claim.side_a) == 1:
            ground[line(roster, claim.side_a[0], day_of(claim, saying.published))[-1]].append(number)
    holders = sorted(ground)
    return {
        (Rule.HELD, (one, other)): Bucket(ground[one], ground[other])
        for i, one in enumerate(holders)
        for other in holders[i + 1 :]
    }
