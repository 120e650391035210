"""Print how the rule coder does on corpora that it was not written on: sides found, and how much it claims.

usage: score_unseen.py SHARED_DIR [--show]
SHARED_DIR holds gold/re3d, gold/plover_gsr_cameo and gold/petrarch_unit_records; one that is absent is
skipped with the reason. The registry is made of the corpus's own names, so what is measured is the reading,
not the actor list.
"""

import argparse
import hashlib
import json
import pathlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from holdfire.claims import CODERS
from holdfire.lexicon import Lexicon
from holdfire.lexicon.words import WORDS
from holdfire.model.actor import Actor
from holdfire.model.claim import FAMILIES, SYMMETRIC_KINDS, Claim
from holdfire.model.document import Document
from holdfire.model.ids import slug

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


def code(text: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(folder=sha, filename="x.txt", sha256=sha, text_sha256=sha, media_type="text/plain")
    claims = CODERS[0].code(document, text, lexicon).claims
    if any(text[claim.start : claim.end] != claim.quote for claim in claims):
        raise ValueError(f"a quote differs from its text: {text[:80]}")
    return claims


def stated(wanted: Wanted, claims: Iterable[Claim]) -> bool:
    return any(_states(wanted, claim) for claim in claims)


def _states(wanted: Wanted, claim: Claim) -> bool:
    if claim.kind not in wanted.kinds or claim.end <= wanted.start or claim.start >= wanted.end:
        return False
    if wanted.ordered and claim.kind not in SYMMETRIC_KINDS:
        return wanted.one in claim.side_a and wanted.other in claim.side_b
    return {wanted.one, wanted.other} <= {*claim.side_a, *claim.side_b}


def bare(name: str) -> str:
    """Cut what is no part of a name: the article, the possessive, and "forces" or "fighters" behind it."""
    words = re.sub(r"['’]s?$", "", " ".join(name.split())).split()
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


def lines(path: pathlib.Path) -> Iterator[dict[str, object]]:
    for row in path.read_text(encoding="utf-8-sig").splitlines():
        if row.strip():
            yield json.loads(row)


def re3d(folder: pathlib.Path, *, show: bool) -> None:
    """Recall of "fighting against" and "allies of" between two named organisations, order left aside."""
    parts = sorted(path.parent for path in folder.glob("*/relations.json"))
    texts = {str(d["_id"]): str(d["text"]) for part in parts for d in lines(part / "documents.json")}
    entities = [e for part in parts for e in lines(part / "entities.json") if e["type"] == "Organisation"]
    lexicon = Lexicon(actors(str(e["value"]) for e in entities))
    pairs: dict[str, set[Wanted]] = {}
    for part in parts:
        for row in lines(part / "relations.json"):
            kinds = {"FightingAgainst": HOSTILE, "AlliesOf": FRIENDLY}.get(str(row["type"]))
            one, other = (identity(str(row[side])) for side in ("source", "target"))
            if kinds is None or one == other or not {one, other} <= lexicon.actors.keys():
                continue
            extent = [int(str(row[f"{of}{at}"])) for of in ("source", "target") for at in ("Begin", "End")]
            one, other = sorted((one, other))
            pair = Wanted(one=one, other=other, start=min(extent), end=max(extent), kinds=kinds)
            pairs.setdefault(str(row["documentId"]), set()).add(pair)
    hits, totals, claimed = {HOSTILE: 0, FRIENDLY: 0}, {HOSTILE: 0, FRIENDLY: 0}, 0
    for document, text in texts.items():
        claims = code(text, lexicon)
        claimed += len(claims)
        for pair in sorted(pairs.get(document, set()), key=Wanted.order):
            found = stated(pair, claims)
            hits[pair.kinds] += found
            totals[pair.kinds] += 1
            if show and not found:
                print("missed", pair.one, "|", pair.other, "|", " ".join(text[pair.start : pair.end].split()))
        if show:
            for claim in claims:
                print("claim", claim.kind, claim.side_a, claim.side_b, "|", " ".join(claim.quote.split()))
    words = sum(len(text.split()) for text in texts.values())
    print(f"re3d fighting_against={hits[HOSTILE]}/{totals[HOSTILE]}")
    print(f"re3d allies_of={hits[FRIENDLY]}/{totals[FRIENDLY]}")
    print(f"re3d claims={claimed} words={words} claims_per_1000_words={1000 * claimed / words:.1f}")


def plover(folder: pathlib.Path, *, show: bool) -> None:
    """Records of PLOVER's fighting, assaulting, cooperating and yielding that name a source and a target."""
    records = json.loads((folder / "PLOVER_GSR_CAMEO.json").read_text(encoding="utf-8"), strict=False)
    wanted: list[tuple[str, list[str], list[str], frozenset[str]]] = []
    for record in records:
        sources, targets = (
            [str(a["actorText"]) for a in record.get(side) or () if isinstance(a, dict)]
            for side in ("source", "target")
        )
        if not targets and len(sources) > 1:
            sources, targets = sources[:1], sources[1:]
        if record["event"] in PLOVER_KINDS and sources and targets:
            wanted.append((record["text"], sources, targets, PLOVER_KINDS[record["event"]]))
    _sentences("plover", wanted, show=show)


def petrarch(folder: pathlib.Path, *, show: bool) -> None:
    """Sentences of PETRARCH's unit tests with a coding of force; names are told by a code's first letters."""
    tree = ET.parse(folder / "PETR.UnitTest.records.xml")  # noqa: S314 - a corpus that the user named
    wanted: list[tuple[str, list[str], list[str], frozenset[str]]] = []
    for sentence in tree.getroot().iter("Sentence"):
        text = " ".join((sentence.findtext("Text") or "").split())
        capitals = re.findall(r"[A-Z][\w-]+", text)
        for event in sentence.iter("EventCoding"):
            kinds = CAMEO_KINDS.get(event.get("eventcode", "")[:2])
            sides = [
                [w for w in capitals if w.upper().startswith(event.get(key, "")[:3] or "-")][:1]
                for key in ("sourcecode", "targetcode")
            ]
            if kinds is not None and all(sides):
                wanted.append((text, sides[0], sides[1], kinds))
    _sentences("petrarch", wanted, show=show)


def _sentences(
    name: str, wanted: list[tuple[str, list[str], list[str], frozenset[str]]], *, show: bool
) -> None:
    both = kind = 0
    for text, sources, targets, kinds in wanted:
        claims = code(text, Lexicon(actors((*sources, *targets))))
        pairs = [
            Wanted(one=identity(a), other=identity(b), start=0, end=len(text), kinds=kinds, ordered=True)
            for a in sources
            for b in targets
        ]
        found = any(stated(pair, claims) for pair in pairs)
        both += found
        kind += any(claim.kind in kinds for claim in claims)
        if show and not found:
            print("missed", sources, targets, "|", text, "|", [(c.kind, c.side_a, c.side_b) for c in claims])
    print(f"{name} sentences={len(wanted)} claim_of_the_kind={kind} both_sides_right={both}")


PARTS: dict[str, Callable[..., None]] = {
    "re3d": re3d,
    "plover_gsr_cameo": plover,
    "petrarch_unit_records": petrarch,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for name, score in PARTS.items():
        folder = options.shared / "gold" / name
        if folder.is_dir():
            score(folder, show=options.show)
        else:
            print(f"{name} skipped: the shared data hold no gold/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
