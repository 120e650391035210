"""Names that the registry lacks: sides to add and spellings to confirm, each with where it stands."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from holdfire.claims.coder import Context, Near, Proposal
from holdfire.lexicon import Lexicon, Names
from holdfire.lexicon.normal import fold
from holdfire.lexicon.variants import Variant
from holdfire.model.actor import Actor
from holdfire.model.ids import slug
from holdfire.model.span import Span, quote

CONTEXTS, NEAR, LIKE = 5, 3, 70  # places shown of a proposal, near names shown, least likeness (0-100)
KEPT = 4096  # names whose near ones are kept


def proposals(names: Names, text: str, lexicon: Lexicon) -> tuple[Proposal, ...]:
    """List what a text proposes for the registry, by id; text: the text layer that offsets refer to."""
    registry = _registry(lexicon)
    sides = (
        Proposal(
            id=side.id,
            name=side.name,
            mentions=len(side.spans),
            kind=side.kind,
            contexts=_contexts(text, side.spans),
            near=registry.near(side.name),
        )
        for side in names.unlisted
    )
    return tuple(sorted((*sides, *_spellings(names.variants, text)), key=lambda p: (p.id, p.alias_of or "")))


class _Registry:
    """The names of a registry, to which those that it lacks are compared."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._known = {fold(name): actor.id for actor in actors for name in (*actor.aliases, actor.name)}
        self._names = list(self._known)
        self.near = lru_cache(maxsize=KEPT)(self._near)  # texts on a war repeat what a registry lacks

    def _near(self, name: str) -> tuple[Near, ...]:
        """Give the likest names, one an actor."""
        likest: dict[str, Near] = {}
        found = process.extract(fold(name), self._names, scorer=fuzz.ratio, limit=None, score_cutoff=LIKE)
        for written, score, _ in sorted(found, key=lambda item: (-item[1], item[0])):
            who = self._known[written]
            likest.setdefault(who, Near(id=who, name=written, score=round(score / 100, 2)))
        return tuple(likest.values())[:NEAR]


_REGISTRIES: WeakKeyDictionary[Lexicon, _Registry] = WeakKeyDictionary()


def _registry(lexicon: Lexicon) -> _Registry:
    """Give the registry of a lexicon, made once for all texts that are read with it."""
    if (registry := _REGISTRIES.get(lexicon)) is None:
        registry = _REGISTRIES[lexicon] = _Registry(lexicon.actors.values())
    return registry


def _spellings(variants: Iterable[Variant], text: str) -> Iterator[Proposal]:
    """Propose each spelling once as an alias of its actor."""
    found: dict[tuple[str, str], list[Variant]] = {}
    for variant in variants:
        name = " ".join(text[variant.start : variant.end].split())
        found.setdefault((slug(name), variant.means), []).append(variant)
    for (key, actor), places in found.items():
        name = " ".join(text[places[0].start : places[0].end].split())
        yield Proposal(
            id=key,
            name=name,
            mentions=len(places),
            contexts=_contexts(text, ((v.start, v.end) for v in places)),
            near=(Near(id=actor, name=places[0].name, score=_score(name, places[0].name)),),
            alias_of=actor,
        )


def _contexts(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Context, ...]:
    """Quote the first places, each with the characters around it."""
    shown: list[Context] = []
    for start, end in list(spans)[:CONTEXTS]:
        found = quote(text, Span(start=start, end=end))
        shown.append(
            Context(start=start, end=end, quote=found.exact, prefix=found.prefix, suffix=found.suffix)
        )
    return tuple(shown)


def _score(one: str, other: str) -> float:
    return round(fuzz.ratio(fold(one), fold(other)) / 100, 2)
