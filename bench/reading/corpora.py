"""Corpora that other people made: sides found, and how much is claimed, beside what others published.

The registry is made of the corpus's own names, so what is measured is the reading, not the actor list.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as ET

from holdfire.claims.coder import Coder
from holdfire.lexicon import Lexicon
from holdfire.lexicon.words import WORDS
from holdfire.model.actor import Actor
from holdfire.model.claim import FAMILIES, SYMMETRIC_KINDS, Claim
from holdfire.model.document import Reading
from holdfire.model.ids import slug
from reading.coders import Row, claims_in

HOSTILE = frozenset((*FAMILIES["violence"], "capture", "advance", "handover", "lose"))
FRIENDLY = frozenset((*FAMILIES["cooperation"], "transit"))
YIELDING = frozenset((*FAMILIES["movement"], *FAMILIES["cooperation"], "handover", "lose"))
PLOVER_KINDS = {"FIGHT": HOSTILE, "ASSAULT": HOSTILE, "COOPERATE": FRIENDLY, "RETREAT": YIELDING}
CAMEO_KINDS = {"18": HOSTILE, "19": HOSTILE, "20": HOSTILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A pair that a text states at [start, end): who to whom, by which kinds; ordered where that matters."""

    one: str
    other: str
    start: int
    end: int
    kinds: frozenset[str]
    ordered: bool = False

    def order(self) -> tuple[int, int, str, str]:
        """Give what sorts pairs by where they stand."""
        return self.start, self.end, self.one, self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a corpus says of a coder: counts by name, and what was missed or claimed, a line each."""

    figures: Mapping[str, float]
    shown: list[str] = field(default_factory=list[str])


Sentence: TypeAlias = tuple[str, list[str], list[str], frozenset[str]]


def re3d(folder: Path, coder: Coder) -> Result:
    """Recall of "fighting against" and "allies of" between two named organisations, order left aside."""
    parts = sorted(path.parent for path in folder.glob("*/relations.json"))
    texts = {str(d["_id"]): str(d["text"]) for part in parts for d in _rows(part / "documents.json")}
    entities = [e for part in parts for e in _rows(part / "entities.json") if e["type"] == "Organisation"]
    lexicon = Lexicon(actors(str(e["value"]) for e in entities))
    relations = [row for part in parts for row in _rows(part / "relations.json")]
    pairs: dict[str, set[Wanted]] = {}
    for row in relations:
        pair = _related(row)
        if pair is not None and {pair.one, pair.other} <= lexicon.actors.keys():
            pairs.setdefault(str(row["documentId"]), set()).add(pair)
    hits, totals, claimed = {HOSTILE: 0, FRIENDLY: 0}, {HOSTILE: 0, FRIENDLY: 0}, 0
    shown: list[str] = []
    for document, text in texts.items():
        claims = _code(text, coder, lexicon)
        claimed += len(claims)
        for pair in sorted(pairs.get(document, set()), key=Wanted.order):
            found = stated(pair, claims)
            hits[pair.kinds] += found
            totals[pair.kinds] += 1
            if not found:
                shown.append(f"missed {pair.one} | {pair.other} | {_line(text[pair.start : pair.end])}")
        shown += [f"claim {c.kind} {c.side_a} {c.side_b} | {_line(c.quote)}" for c in claims]
    words = sum(len(text.split()) for text in texts.values())
    figures = {
        "fighting_against": hits[HOSTILE],
        "fighting_against_of": totals[HOSTILE],
        "allies_of": hits[FRIENDLY],
        "allies_of_of": totals[FRIENDLY],
        "claims_per_1000_words": round(1000 * claimed / words, 1),
    }
    return Result(figures=figures, shown=shown)


def _related(row: Row) -> Wanted | None:
    kinds = {"FightingAgainst": HOSTILE, "AlliesOf": FRIENDLY}.get(str(row["type"]))
    one, other = sorted(identity(str(row[side])) for side in ("source", "target"))
    if kinds is None or one == other:
        return None
    extent = [int(str(row[f"{of}{at}"])) for of in ("source", "target") for at in ("Begin", "End")]
    return Wanted(one=one, other=other, start=min(extent), end=max(extent), kinds=kinds)


def plover(folder: Path, coder: Coder) -> Result:
    """Records of PLOVER's fighting, assaulting, cooperating and yielding that name a source and a target."""
    records = json.loads((folder / "PLOVER_GSR_CAMEO.json").read_text(encoding="utf-8"), strict=False)
    wanted: list[Sentence] = []
    for record in records:
        sources, targets = (
            [str(a["actorText"]) for a in record.get(side) or () if isinstance(a, dict)]
            for side in ("source", "target")
        )
        if not targets and len(sources) > 1:
            sources, targets = sources[:1], sources[1:]
        if record["event"] in PLOVER_KINDS and sources and targets:
            wanted.append((record["text"], sources, targets, PLOVER_KINDS[record["event"]]))
    return _sentences(wanted, coder)


def petrarch(folder: Path, coder: Coder) -> Result:
    """Sentences of PETRARCH's unit tests with a coding of force; names are told by a code's first letters."""
    tree = ET.parse(folder / "PETR.UnitTest.records.xml")  # noqa: S314 - a corpus that the user named
    wanted: list[Sentence] = []
    for sentence in tree.getroot().iter("Sentence"):
        text = _line(sentence.findtext("Text") or "")
        capitals = re.findall(r"[A-Z][\w-]+", text)
        for event in sentence.iter("EventCoding"):
            kinds = CAMEO_KINDS.get(event.get("eventcode", "")[:2])
            sides = [
                [w for w in capitals if w.upper().startswith(event.get(key, "")[:3] or "-")][:1]
                for key in ("sourcecode", "targetcode")
            ]
            if kinds is not None and all(sides):
                wanted.append((text, sides[0], sides[1], kinds))
    return _sentences(wanted, coder)


def _sentences(wanted: list[Sentence], coder: Coder) -> Result:
    both = kind = 0
    shown: list[str] = []
    for text, sources, targets, kinds in wanted:
        claims = _code(text, coder, Lexicon(actors((*sources, *targets))))
        pairs = [
            Wanted(one=identity(a), other=identity(b), start=0, end=len(text), kinds=kinds, ordered=True)
            for a in sources
            for b in targets
        ]
        found = any(stated(pair, claims) for pair in pairs)
        both += found
        kind += any(claim.kind in kinds for claim in claims)
        if not found:
            got = [(c.kind, c.side_a, c.side_b) for c in claims]
            shown.append(f"missed {sources} {targets} | {text} | {got}")
    figures = {"sentences": len(wanted), "claim_of_the_kind": kind, "both_sides_right": both}
    return Result(figures=figures, shown=shown)


def stated(wanted: Wanted, claims: Iterable[Claim]) -> bool:
    return any(_states(wanted, claim) for claim in claims)


def _states(wanted: Wanted, claim: Claim) -> bool:
    if claim.kind not in wanted.kinds or claim.end <= wanted.start or claim.start >= wanted.end:
        return False
    if wanted.ordered and claim.kind not in SYMMETRIC_KINDS:
        return wanted.one in claim.side_a and wanted.other in claim.side_b
    return {wanted.one, wanted.other} <= {*claim.side_a, *claim.side_b}


def _code(text: str, coder: Coder, lexicon: Lexicon) -> tuple[Claim, ...]:
    return claims_in(coder, Reading(text=text, media_type="text/plain"), lexicon)


def bare(name: str) -> str:
    """Cut what is no part of a name: the article, the possessive, and "forces" or "fighters" behind it."""
    words = re.sub(r"['’]s?$", "", _line(name)).split()
    while words and words[0].lower() in ("the", "a", "an", "their", "our", "its"):
        words = words[1:]
    while len(words) > 1 and words[-1].islower() and words[-1] in WORDS.forces | WORDS.civil:
        words = words[:-1]
    return " ".join(words)


def identity(name: str) -> str:
    """Give the ways to write a name one id: "Northern Security Forces", "Northern security forces"."""
    words = bare(name).split()
    while len(words) > 1 and words[-1].lower() in WORDS.forces | {"terrorist"}:
        words = words[:-1]
    return slug(" ".join(words))


def actors(names: Iterable[str]) -> tuple[Actor, ...]:
    found: dict[str, set[str]] = {}
    for name in map(bare, names):
        if len(name) > 1 and name[0].isupper() and name.lower() not in WORDS.pronouns | WORDS.determiners:
            found.setdefault(identity(name), set()).add(name)
    return tuple(
        Actor(id=key, name=min(written), aliases=tuple(sorted(written)))
        for key, written in sorted(found.items())
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _rows(path: Path) -> Iterator[Row]:
    for row in path.read_text(encoding="utf-8-sig").splitlines():
        if row.strip():
            yield json.loads(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A folder of the shared gold, how it is measured, what is published of other tools."""

    folder: str
    measure: Callable[[Path, Coder], Result]
    published: str


CORPORA = (
    Corpus(
        folder="re3d",
        measure=re3d,
        published="none for this measure; its makers give no figures of a reader",
    ),
    Corpus(
        folder="plover_gsr_cameo",
        measure=plover,
        published='none: its makers say that "no known automatic coder" gets them all',
    ),
    Corpus(
        folder="petrarch_unit_records",
        measure=petrarch,
        published="UniversalPetrarch on its 1,018 records: 44 % of events right, 315 % extra",
    ),
)
