"""Word classes that the finders share, read once from data/words.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of data/words.toml; see there what each is for."""

    function: frozenset[str]
    after_verb_be: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    possessives: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    modals: frozenset[str]
    do: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    adverbs: frozenset[str]
    forces: frozenset[str]
    unknown_heads: frozenset[str]
    not_the_side: frozenset[str]
    acts: frozenset[str]
    civil: frozenset[str]
    place_prepositions: frozenset[str]
    place_kinds: frozenset[str]
    ground: frozenset[str]
    directions: frozenset[str]
    holding: frozenset[str]
    never_places: frozenset[str]
    not_a_place_next: frozenset[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]


def _pairs(listed: str) -> dict[str, str]:
    return dict(item.split(":", 1) for item in listed.split())


def _read() -> Words:
    data = tomllib.loads(files("holdfire.lexicon").joinpath("data/words.toml").read_text(encoding="utf-8"))
    grammar: dict[str, str] = data["grammar"]
    armed: dict[str, str] = data["armed"]
    place: dict[str, str] = data["place"]
    number: dict[str, str] = data["number"]
    when: dict[str, str] = data["date"]

    def words(table: Mapping[str, str], name: str) -> frozenset[str]:
        return frozenset(table[name].split())

    classes = {name: words(grammar, name) for name in grammar}
    classes |= {name: words(armed, name) for name in armed}
    return Words(
        **classes,
        place_prepositions=words(place, "prepositions"),
        place_kinds=words(place, "kinds"),
        ground=words(place, "ground"),
        directions=words(place, "directions"),
        holding=words(place, "holding"),
        never_places=words(place, "never"),
        not_a_place_next=words(place, "not_a_place_next"),
        numbers={word: float(value) for word, value in _pairs(number["words"]).items()},
        scales={word: float(value) for word, value in _pairs(number["scales"]).items()},
        units=_pairs(number["units"]),
        months={word: int(value) for word, value in _pairs(when["months"]).items()},
        weekdays={word: int(value) for word, value in _pairs(when["weekdays"]).items()},
        seasons={word: int(value) for word, value in _pairs(when["seasons"]).items()},
    )


WORDS = _read()


@cache
def demonyms() -> Mapping[str, tuple[str, ...]]:
    """Read country → the words made from it (folded; two words joined by a hyphen there)."""
    data = tomllib.loads(files("holdfire.lexicon").joinpath("data/demonyms.toml").read_text(encoding="utf-8"))
    return {
        country: tuple(word.replace("-", " ") for word in str(listed).split())
        for country, listed in data.items()
    }
