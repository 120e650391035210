"""Somebody writes one report: names get shorter as it goes on, and no wording stands in it twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from holdfire.simulate.press.filling import Called, Facts, filled_in
from holdfire.simulate.press.grammar import is_plural
from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.marks import Text
from holdfire.simulate.press.naming import Names, names_of
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.slots import UNDECIDED, Fact, Slot, Voice
from holdfire.simulate.press.wording import prose
from holdfire.simulate.press.world import NOBODY, World

# share of reports that name a party by its formal name first; few call an army by its government's name
_FORMAL, _FORMAL_STATE = 0.8, 0.25


@dataclass(slots=True, kw_only=True)
class Story:
    """One report while it is written. published: the day that "Monday" and "yesterday" are counted from.

    named: how often each party was named so far; used: the wordings that stand in it already.
    """

    world: World
    outlet: Outlet
    luck: Luck
    published: date
    named: dict[str, int] = field(default_factory=dict[str, int])
    heard: dict[str, int] = field(default_factory=dict[str, int])
    used: set[str] = field(default_factory=set[str])
    _names: dict[str, Names] = field(default_factory=dict[str, Names])

    def names(self, party: str) -> Names:
        """Give what the outlet calls a party."""
        if party not in self._names:
            self._names[party] = names_of(self.world.folks[party], self.outlet)
        return self._names[party]

    def ids(self, party: str) -> tuple[str, ...]:
        """Give the id of a side in claims; people who don't fight have one only in some registries."""
        side = party or self.world.civilians
        return (side,) if side else ()

    def choose(self, name: str, use: str) -> str:
        """Choose a wording that doesn't stand in this report yet, if there is one left."""
        wordings = prose(name)[use]
        fresh = [wording for wording in wordings if wording not in self.used]
        chosen = self.luck.pick(fresh or wordings)
        self.used.add(chosen)
        return chosen

    def tell(self, name: str, use: str, fact: Fact | Facts = UNDECIDED, /, **slots: Slot) -> Text:
        """Choose a wording of a kind of report for some use and fill it in."""
        return self.write(self.choose(name, use), fact, slots)

    def write(self, wording: str, fact: Fact | Facts, slots: Mapping[str, Slot]) -> Text:
        """Fill a wording in."""
        return filled_in(wording, fact if isinstance(fact, Mapping) else {"": fact}, slots, self)

    def call(self, party: str, form: str) -> Called:
        """Name a party and say whether the name takes a plural verb; the first time by its formal name."""
        if party == NOBODY:
            return Called(text="civilian" if form == "short" else "civilians", plural=True)
        names = self.names(party)
        if form == "short":
            return Called(text=names.short, plural=False)
        before = self.named.get(party, 0)
        if form == "men" or (form == "org" and before):
            return _called(self.luck.pick(names.men if form == "men" else names.org))
        self.named[party] = before + 1
        formal = _FORMAL_STATE if self.world.folks[party].is_state else _FORMAL
        if form != "full" and (before or not self.luck.chance(formal)):
            return _called(self.luck.pick(names.later))
        short = f" ({names.abbreviation})" if names.abbreviation and before == 0 else ""
        return Called(text=names.full + short, plural=is_plural(names.full))

    def voiced(self, voice: Voice, form: str) -> str:
        """Name somebody who speaks: shorter the second time."""
        self.heard[voice.text] = self.heard.get(voice.text, 0) + 1
        return voice.text if self.heard[voice.text] == 1 or form == "full" else voice.again


def _called(name: str) -> Called:
    return Called(text=name, plural=is_plural(name))
