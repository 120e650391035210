"""Who is who: actors by id and by any of their names, and what each belongs to on a given day."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from holdfire.errors import RegistryError
from holdfire.model.actor import Actor
from holdfire.model.ids import slug

NEAR_NAMES, NEAR_ENOUGH = 5, 70
QUOTES = re.compile("['\"`´‘’‚“”„ʹʻʼʽʾʿˈ]")
JOINED_ARTICLES = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|ath|az)-\s*")  # ar-Raqqa; "as" alone is English
ARTICLES = frozenset({"al", "el", "the"})
GOVERNMENT = "government of "


def fold_name(name: str) -> str:
    """Reduce a name to what its spellings share: no case, accents, quotation marks or Arabic articles."""
    plain = unicodedata.normalize("NFKD", QUOTES.sub("", name.casefold())).casefold()  # ㎐ comes apart as Hz
    bare = JOINED_ARTICLES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)))
    words = [word for word in re.sub(r"[\W_]+", " ", bare).split() if word not in ARTICLES]
    return " ".join(words) or " ".join(name.casefold().split())


class Registry:
    """The actors of a case; raises RegistryError where they contradict each other.

    Two actors with one id or one name in event data, a parent that is not there, or a chain of parents that
    comes back to its start on some day are errors. One alias may stand for several actors; `find` then asks.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = tuple(actors)
        self._by_id = {actor.id: actor for actor in self.actors}
        self._spelled: dict[str, list[Actor]] = _index(self.actors, _all_names, str)
        self._folded: dict[str, list[Actor]] = _index(self.actors, _all_names, fold_name)
        self._in_data: dict[str, list[Actor]] = _index(self.actors, _data_names, fold_name)
        states = [actor for actor in self.actors if actor.kind == "state"]
        self._states: dict[str, list[Actor]] = _index(states, _all_names, _state_key)
        self.turns = tuple(sorted({day for actor in self.actors for day in _turns(actor)}))
        self._check()

    def __contains__(self, actor_id: object) -> bool:
        return actor_id in self._by_id

    @property
    def names(self) -> dict[str, str]:
        """Each actor's id with its name."""
        return {actor.id: actor.name for actor in self.actors}

    def get(self, actor_id: str) -> Actor:
        """Fetch an actor by its id."""
        if actor_id not in self._by_id:
            raise RegistryError(f"there is no actor with the id {actor_id!r}{self._near(actor_id, ())}")
        return self._by_id[actor_id]

    def chain(self, actor_id: str, day: date) -> tuple[str, ...]:
        """List an actor, its parent on that day, the parent's parent and so on."""
        here = self.get(actor_id)
        chain = {here.id: None}  # in order; a set that keeps it
        while (parent := here.parent_on(day)) is not None:
            if parent in chain:
                raise RegistryError(
                    f"on {day} the parents of {actor_id} run in a circle: {' → '.join(chain)}"
                )
            chain[parent] = None
            here = self._by_id[parent]
        return tuple(chain)

    def find(self, name: str, *, data_names: Collection[str] = ()) -> Actor:
        """Find the one actor that a person means: by id, name, alias or name in event data.

        The exact spelling goes first, then the folded one. A name that only the data have gets a proposed
        actor. Raises RegistryError with the list where several fit, with near names where none does.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self._spelled.get(name) or self._folded.get(fold_name(name)) or self._state_named(name)
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"{actor.id} ({actor.name})" for actor in found)
            raise RegistryError(f"{name!r} may mean {choices}; give the id")
        spellings = sorted(n for n in data_names if fold_name(n) == fold_name(name))
        if spellings:
            return proposed_actor(name if name in spellings else spellings[0])
        raise RegistryError(f"no actor is called {name!r}{self._near(name, data_names)}")

    def of_side(self, name: str) -> Actor | None:
        """Find the actor behind a side name of event data; None where no single one is known.

        Names in event data go before other names; "Government of X (once Y)" also finds the state called X.
        """
        folded = fold_name(name)
        found = self._in_data.get(folded) or self._folded.get(folded) or self._state_named(name)
        return found[0] if len(found) == 1 else None

    def _state_named(self, name: str) -> list[Actor]:
        return self._states.get(_state_key(name), []) if name.casefold().startswith(GOVERNMENT) else []

    def _near(self, name: str, data_names: Collection[str]) -> str:
        known = {n: fold_name(n) for n in (*self._spelled, *data_names)}
        near = process.extract(
            fold_name(name), known, scorer=fuzz.WRatio, limit=NEAR_NAMES, score_cutoff=NEAR_ENOUGH
        )
        return f"; near names: {', '.join(key for _, _, key in near)}" if near else ""

    def _check(self) -> None:
        faults = [f"the id {i} is given twice" for i in _repeated(actor.id for actor in self.actors)]
        faults += [
            f"{' and '.join(a.id for a in actors)} share the name {name!r} in event data"
            for name, actors in self._in_data.items()
            if len(actors) > 1
        ]
        for actor in self.actors:
            parents = {actor.part_of, *(m.part_of for m in actor.memberships)} - {None}
            absent = sorted(str(p) for p in parents if p not in self._by_id)
            faults += [f"{actor.id} is part of {parent}, which is not in the registry" for parent in absent]
        if faults:
            raise RegistryError(f"the actor registry contradicts itself: {'; '.join(faults)}")
        for day in (date.min, *self.turns):
            for actor in self.actors:
                self.chain(actor.id, day)


def proposed_actor(name: str) -> Actor:
    """Make the entry that a name of the data gets while nobody has said who it is."""
    folded = fold_name(name)
    kind = (
        "state" if folded.startswith(GOVERNMENT) else "civilians" if folded == "civilians" else "armed_group"
    )
    return Actor(id=slug(name), name=name, kind=kind, ucdp_names=(name,), proposed=True)


def _all_names(actor: Actor) -> tuple[str, ...]:
    return (actor.id, actor.name, *actor.aliases, *_data_names(actor))


def _data_names(actor: Actor) -> tuple[str, ...]:
    return (*actor.ucdp_names, *actor.acled_names)


def _index(
    actors: Sequence[Actor], names: Callable[[Actor], tuple[str, ...]], key: Callable[[str], str]
) -> dict[str, list[Actor]]:
    """Map each key of each name to the actors that bear it, each once, in their order."""
    index: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for found in dict.fromkeys(key(name) for name in names(actor)):
            index[found].append(actor)
    return dict(index)


def _state_key(name: str) -> str:
    """Reduce the name of a state or of its government; what stands in parentheses is an older name."""
    return fold_name(re.sub(r"\(.*?\)", " ", name)).removeprefix(GOVERNMENT)


def _turns(actor: Actor) -> tuple[date, ...]:
    return tuple(day for m in actor.memberships for day in (m.since, m.until) if day is not None)


def _repeated(ids: Iterable[str]) -> list[str]:
    return [i for i, times in Counter(ids).items() if times > 1]
