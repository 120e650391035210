"""Words for armed sides that no registry lists, read once from data/armed.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from holdfire.lexicon.words import demonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """The lists of data/armed.toml; see there what each is for."""

    bodies: frozenset[str]
    bodies_or_civil: frozenset[str]
    people: frozenset[str]
    state: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    roles: frozenset[str]
    open: frozenset[str]
    of_the_state: frozenset[str]
    own: frozenset[str]
    state_adjectives: frozenset[str]
    prefixes: frozenset[str]
    modifiers: frozenset[str]
    tied: frozenset[str]
    civil: frozenset[str]
    unarmed: frozenset[str]
    attribute_of: frozenset[str]
    speech: frozenset[str]
    acronyms: frozenset[str]
    no_people: frozenset[str]
    bare_groups: frozenset[str]
    arms: frozenset[str]
    strip: frozenset[str]
    machines: frozenset[str]
    offices: frozenset[str]
    plain_heads: frozenset[str]
    some: frozenset[str]
    past: frozenset[str]
    kinds: Mapping[str, frozenset[str]]


def _read() -> Armed:
    data = tomllib.loads(files("holdfire.lexicon").joinpath("data/armed.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(str(words).split()) for part in data.values() for name, words in part.items()}
    kinds = {kind: lists.pop(kind) for kind in data["kinds"]}
    pairs = frozenset((a, b) for a, b in (pair.split(":") for pair in lists.pop("pairs")))
    return Armed(**lists, pairs=pairs, kinds=kinds)


ARMED = _read()
HEADS = ARMED.bodies | ARMED.bodies_or_civil | ARMED.people | ARMED.state


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str:
    """Guess what a side is from the last word of its name that says so."""
    for word in reversed(name.casefold().split()):
        for kind, words in ARMED.kinds.items():
            if word in words:
                return kind
    return "armed_group"


def _countries() -> Mapping[str, str]:
    """Map what a people is called to its country; a word of two countries says nothing."""
    meant: dict[str, list[str]] = {}
    for country, words in sorted(demonyms().items(), key=lambda item: (len(item[0]), item[0])):
        for word in (*words, country):
            meant.setdefault(word, []).append(country)
    return {w: found[0] for w, found in meant.items() if all(c.startswith(found[0]) for c in found)}


COUNTRIES = _countries()
"""People and country to country; "Ruritania (Tarn)" is Ruritania under an older name."""
PEOPLES = frozenset(word for words in demonyms().values() for word in words)
