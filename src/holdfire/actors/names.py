"""What spellings of one name share, and who bears a name where and when."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from holdfire.model.actor import Actor, Alias

NameKind: TypeAlias = Literal["UCDP name", "ACLED name", "name", "alias", "id"]

KEPT = 50_000  # names whose folded form is kept: event data repeat a few thousand
QUOTES = re.compile("['\"`´‘’‚“”„ʹʻʼʽʾʿˈ]")
JOINED_ARTICLES = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|ath|az)-\s*")  # ar-Raqqa; "as" alone is English
ARTICLES = frozenset({"al", "el", "the"})
GOVERNMENT = "government of "
IN_BRACKETS = re.compile(r"\(.*?\)")
YEARS = re.compile(r"\s*\((?P<first>\d{4})\s*[-–]\s*(?P<last>\d{4})?\)\s*$")


@lru_cache(maxsize=KEPT)
def fold_name(name: str) -> str:
    """Reduce a name to what its spellings share: no case, accents, quotation marks or Arabic articles."""
    plain = unicodedata.normalize("NFKD", QUOTES.sub("", name.casefold())).casefold()  # ㎐ comes apart as Hz
    bare = JOINED_ARTICLES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)))
    words = [word for word in re.sub(r"[\W_]+", " ", bare).split() if word not in ARTICLES]
    return " ".join(words) or " ".join(name.casefold().split())


def state_key(name: str) -> str:
    """Reduce the name of a state, its government or a country; in brackets stands an older name."""
    return fold_name(IN_BRACKETS.sub(" ", name)).removeprefix(GOVERNMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """That an actor bears a name; spell: for how long and where, if not always and everywhere."""

    actor: Actor
    name: str
    kind: NameKind
    spell: Alias | None = None

    @property
    def countries(self) -> frozenset[str]:
        """The keys of the countries in which the name means the actor; empty for everywhere."""
        if self.spell is not None and self.spell.country is not None:
            return frozenset({state_key(self.spell.country)})
        return frozenset(map(state_key, self.actor.countries))

    def may_hold(self, day: date | None, country: str) -> bool:
        """Say whether the name may mean the actor there and then; what is not known excludes nothing.

        country: its key, "" where not known.
        """
        if self.spell is not None and day is not None and not self.spell.holds_on(day):
            return False
        return not country or not self.countries or country in self.countries

    def meets(self, years: tuple[int, int]) -> bool:
        """Say whether a name that holds for a time does so in any of these years; an undated one does not."""
        if self.spell is None or (self.spell.since is None and self.spell.until is None):
            return False
        first, last = years
        begins = self.spell.since is None or self.spell.since.year <= last
        return begins and (self.spell.until is None or self.spell.until > date(first, 1, 1))


class NameTable:
    """Who bears which name, by a key of it; each actor once a name, data names before other names."""

    def __init__(self, bearings: Iterable[Bearing], key: Callable[[str], str]) -> None:
        self._key = key
        self._bearers: dict[str, list[Bearing]] = defaultdict(list)
        for bearing in bearings:
            self._bearers[key(bearing.name)].append(bearing)

    def items(self) -> Iterable[tuple[str, list[Bearing]]]:
        """List every key with who bears it."""
        return self._bearers.items()

    def find(self, name: str, day: date | None = None, country: str = "") -> tuple[Bearing, ...]:
        """List who may be meant by a name there and then, each actor once, in the order of their ids."""
        found: dict[str, Bearing] = {}
        for bearing in self._bearers.get(self._key(name), ()):
            if bearing.actor.id not in found and bearing.may_hold(day, country):
                found[bearing.actor.id] = bearing
        return tuple(found[i] for i in sorted(found))


def bearings_of(actor: Actor) -> Iterable[Bearing]:
    """List the names of an actor: those in event data first, its id last."""
    named: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
        ("UCDP name", actor.ucdp_names),
        ("ACLED name", actor.acled_names),
        ("name", (actor.name,)),
        ("alias", actor.aliases),
    )
    for kind, names in named:
        yield from (Bearing(actor=actor, name=name, kind=kind) for name in names)
    yield from (Bearing(actor=actor, name=s.name, kind="alias", spell=s) for s in actor.dated_aliases)
    yield Bearing(actor=actor, name=actor.id, kind="id")


def in_data(bearing: Bearing) -> bool:
    """Say whether a name is one that event data have for its actor."""
    return bearing.kind in ("UCDP name", "ACLED name")


def years_of(name: str) -> tuple[str, tuple[int, int]] | None:
    """Cut "Military Forces of X (2000-2024)" into the name and its years; None where it has none."""
    found = YEARS.search(name)
    if found is None:
        return None
    return name[: found.start()], (int(found["first"]), int(found["last"] or date.max.year))
