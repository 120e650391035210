"""Whose "the army", "soldiers" and "the 21st Brigade" are: the one state that they can be of."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from holdfire.lexicon.armed import ARMED
from holdfire.lexicon.names import Found
from holdfire.model.actor import Actor

_SAFE = 3  # mentions of a state, and …
_SHARE = 2 / 3  # … their share among all states', that make "the army" its own
_HEAD = 600  # characters in which a dateline stands
_ARMIES = frozenset(("army", "military", "troops", "soldiers", "navy", "marines"))
_TOWN = re.compile(r"[A-Z][A-Z'’. -]+, $")  # "OSK, Ruritania, May 5 (Agency) -"
_NUMBERED = re.compile(
    r"(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?: (?:marine|infantry|mechani[sz]ed|armou?red|airborne|artillery|motori[sz]ed|mountain|tank|naval))?"
    r" (?:brigade|battalion|division|regiment|corps)"
)
_UNITS = re.compile(r"(?:brigade|battalion|division|regiment)s?(?!\w)")
_START = attrgetter("start")


class Owner:
    """Says whose forces are meant that a text does not name by their state; None where that stays open."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        states = [actor for actor in actors if actor.kind == "state"]
        self._states = frozenset(actor.id for actor in states)
        home = _only(actor.id for actor in states if any(map(_is_role, actor.aliases)))
        self._home = home or _only(actor.id for actor in states if any(map(_is_army, actor.aliases)))
        others = (actor for actor in actors if actor.kind not in ("state", "unit"))
        self._numbered = not any(
            _UNITS.search(name.casefold())
            for actor in others
            for name in (actor.name, *actor.aliases, *actor.ucdp_names)
        )

    def of(self, plain: str, named: Sequence[Found]) -> str | None:
        """Name the state that the registry calls so, its only one, the dateline's, or the text's."""
        if self._home is not None or len(self._states) == 1:
            return self._home or next(iter(self._states))
        if (there := _dateline(plain, named, self._states)) is not None:
            return there
        counts = Counter(hit.means for hit in named if hit.means in self._states)
        if not counts:
            return None
        (first, number), *_ = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return first if number >= _SAFE and number >= _SHARE * counts.total() else None

    def there(self, plain: str, named: Sequence[Found], start: int) -> str | None:
        """Name the state that heads the sentence as a place: "In Ruritania, soldiers …"."""
        at = bisect_left(named, start, key=_START) - 1
        if at < 0 or named[at].means not in self._states:
            return None
        hit = named[at]
        heads = plain[max(0, hit.start - 3) : hit.start] == "In " and plain[hit.end : hit.end + 1] == ","
        return hit.means if heads and ". " not in plain[hit.end : start] else None

    def numbered(self, name: str) -> bool:
        """Say whether a name is that of a numbered unit where only states are known to have such."""
        return self._numbered and _NUMBERED.fullmatch(name.casefold()) is not None


def _dateline(plain: str, named: Sequence[Found], states: Collection[str]) -> str | None:
    for hit in named:
        if hit.start > _HEAD:
            return None
        line = plain[max(0, hit.start - 40) : hit.start]
        if hit.means in states and _TOWN.search(line) and plain[hit.end : hit.end + 1] in ",(":
            return hit.means
    return None


def _is_role(alias: str) -> bool:
    """Say whether an alias is a bare word of a state: "the regime", "government forces"."""
    words = alias.removeprefix("the ").split()
    return alias.islower() and all(w in ARMED.state or w in ARMED.state_adjectives for w in words)


def _is_army(alias: str) -> bool:
    """Say whether an alias is the name of armed forces: "Ruritanian army", "Armed Forces of Ruritania"."""
    words = alias.casefold().split()
    return words[-1] in _ARMIES or words[:2] == ["armed", "forces"]


def _only(ids: Iterable[str]) -> str | None:
    found = tuple(dict.fromkeys(ids))
    return found[0] if len(found) == 1 else None
