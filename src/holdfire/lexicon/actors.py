"""The names under which a registry's actors stand in texts."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from holdfire.lexicon.names import Name, NameIndex
from holdfire.lexicon.normal import fold
from holdfire.lexicon.words import WORDS, demonyms
from holdfire.model.actor import Actor

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_STATE = re.compile(r"(?:(?:the )?government of )?(?P<country>.+)", re.IGNORECASE)
_SHORTEST = 2  # characters; a one-letter alias would be found everywhere
_PEOPLES = ("ists", "ians", "is", "ites", "eers", "ents")  # "Tarnites" → "Tarnite", but Atlas is no plural
_STATE_BODIES = (
    "government",
    "regime",
    "army",
    "military",
    "forces",
    "troops",
    "soldiers",
    "air force",
    "navy",
    "armed forces",
    "security forces",
    "government forces",
    "warplanes",
    "jets",
    "aircraft",
    "helicopters",
    "artillery",
    "border guards",
    "authorities",
    "president",
    "police",
)


def index_actors(actors: Iterable[Actor]) -> NameIndex:
    """Build the index of every name that a text may use for an actor.

    A name that means two actors means none (NameIndex.ambiguous lists it), except that an actor's own name
    and aliases win over what is derived from a country.
    """
    actors = tuple(actors)
    own = [name for actor in actors for name in _own(actor)]
    taken = {name.key for name in own}
    bare = [Name(written=n.written[4:], means=n.means) for n in own if n.written.startswith("the ")]
    derived = [name for actor in actors for name in (*_derived(actor), *_singular(actor))]
    derived = [name for name in (*bare, *derived) if name.key not in taken]
    return NameIndex([*own, *derived])


def written_names(actor: Actor) -> tuple[str, ...]:
    """List every name that texts and event data write for an actor, at whatever time it bears it."""
    return (*_called(actor), *actor.ucdp_names, *actor.acled_names)


def _called(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases, *(alias.name for alias in actor.dated_aliases))


def _own(actor: Actor) -> Iterator[Name]:
    for written in written_names(actor):
        for form in sorted({written, _BRACKETS.sub("", written), _dotted(written)}):
            if len(form) >= _SHORTEST:
                yield Name(written=form, means=actor.id)


def _dotted(written: str) -> str:
    """Write "UN" as "U.N." too; longer acronyms never have dots."""
    acronym = written.isalpha() and written.isupper() and len(written) <= 3
    return "".join(f"{letter}." for letter in written) if acronym else written


def _derived(actor: Actor) -> Iterator[Name]:
    """Name a state's own bodies: "Ruritanian army" for a state called (Government of) Ruritania."""
    if actor.kind != "state":
        return
    for country in countries_of(actor):
        adjectives = demonyms().get(country, ())
        for adjective in adjectives:
            title = adjective.title()
            yield from (Name(written=f"{title} {body}", means=actor.id) for body in _STATE_BODIES)
        name = country.title()
        yield from (Name(written=f"{name} {body}", means=actor.id) for body in _STATE_BODIES[:6])


def _singular(actor: Actor) -> Iterator[Name]:
    """Name a member by what its side is called in the plural: "rebel" of rebels, as in "rebel-held"."""
    for written in _called(actor):
        plural = written.removeprefix("the ")
        named = any(other.startswith(f"{plural[:-1]} ") for other in _called(actor))
        people = plural.islower() or plural.endswith(_PEOPLES) or named
        one_word = plural.islower() or " " not in plural
        if one_word and len(plural) > 4 and plural.endswith("s") and people:
            yield Name(written=plural[:-1], means=actor.id)


def index_adjectives(actors: Iterable[Actor]) -> NameIndex:
    """Build the index of what a state's acts are called by: "Ruritanian" in "Ruritanian air strikes".

    Taken from its aliases ("Ruritanian army") and, of a known country, from its demonyms.
    """
    return NameIndex([name for actor in actors if actor.kind == "state" for name in _adjectives(actor)])


def _adjectives(actor: Actor) -> Iterator[Name]:
    bodies = tuple(f" {body}" for body in _STATE_BODIES)
    for written in written_names(actor):
        word = next((written.removesuffix(body) for body in bodies if written.endswith(body)), "")
        if word and " " not in word and word[0].isupper() and not word.endswith("'s"):
            yield Name(written=word, means=actor.id)
    for country in countries_of(actor):
        yield from (Name(written=word.title(), means=actor.id) for word in demonyms().get(country, ()))


def countries_of(actor: Actor) -> list[str]:
    """List the countries that a state's names name, folded."""
    found = [
        _STATE.fullmatch(form) for name in written_names(actor) for form in (name, _BRACKETS.sub("", name))
    ]
    known = demonyms()
    return sorted({c for match in found if match and (c := fold(match["country"]).strip()) in known})


@lru_cache(maxsize=4096)  # texts repeat their names
def is_metonym(written: str, kind: str) -> bool:
    """Say whether a state's name may as well be a place: "in Ruritania", but not "to the junta"."""
    words = written.split()
    named = all(word[0].isupper() for word in words) and not written.isupper()
    return kind == "state" and named and WORDS.forces.isdisjoint(fold(written).split())
