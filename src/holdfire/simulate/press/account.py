"""What an outlet takes to have happened: what it knows, what it bends for its side, what it gets wrong."""

from dataclasses import dataclass
from datetime import date, timedelta

from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.slots import INVENTED, Fact
from holdfire.simulate.press.world import NOBODY, Happening, World

BENT = 0.6  # share of accounts in which a partisan changes the number of the enemy's dead
WIDER_TOLL = 0.15  # share of neutral accounts with another number than the true one


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One happening as an outlet tells it. kind and actor may be its own reading; fact.true None says so."""

    happening: Happening
    kind: str
    actor: str
    target: str
    place: str
    day: date
    deaths_a: int  # told of the actor
    deaths_b: int  # told of the target
    people: int
    fact: Fact

    @property
    def true_deaths(self) -> tuple[int, int, int]:
        """Give the true numbers for actor, target and people."""
        happening = self.happening
        dead = {happening.side_a: happening.deaths_a, happening.side_b: happening.deaths_b}
        return dead.get(self.actor, 0), dead.get(self.target, 0) if self.target else 0, happening.people

    @property
    def place_is_right(self) -> bool:
        """Say whether it was there."""
        return self.place == self.happening.place

    @property
    def day_is_right(self) -> bool:
        """Say whether it was on that day."""
        return self.day == self.happening.day


def account_of(world: World, outlet: Outlet, happening: Happening, seed: int) -> Account:
    """Tell what this outlet takes to have happened; the same in every report of its own."""
    luck = Luck(seed, "account", outlet.name, happening.id)
    kind, actor, target, true = _reading(outlet, happening, luck)
    dead = {happening.side_a: happening.deaths_a, happening.side_b: happening.deaths_b}
    dead.pop(NOBODY, None)
    slip = luck.pick(("place", "day", "figure")) if luck.chance(outlet.habits.slips) else ""
    return Account(
        happening=happening,
        kind=kind,
        actor=actor,
        target=target,
        place=_neighbour(world, happening.place, luck) if slip == "place" else happening.place,
        day=happening.day - timedelta(days=1) if slip == "day" else happening.day,
        deaths_a=_told(dead.get(actor, 0), outlet, actor, luck),
        deaths_b=_told(dead.get(target, 0), outlet, target, luck),
        people=happening.people + (luck.between(1, 3) if slip == "figure" else 0),
        fact=Fact(about=(happening.id,), true=true) if happening.id else INVENTED,
    )


def _reading(outlet: Outlet, happening: Happening, luck: Luck) -> tuple[str, str, str, bool | None]:
    """Say who did what to whom. Where the war doesn't decide who began, a partisan knows it by heart."""
    kind, one, other = happening.kind, happening.side_a, happening.side_b
    if kind == "attack" and outlet.sides_with == other:
        return ("repel", other, one, None) if luck.chance(0.6) else ("attack", one, other, True)
    if kind != "clash" or happening.directed:
        return kind, one, other, True
    if outlet.sides_with in (one, other):
        own, enemy = (one, other) if outlet.sides_with == one else (other, one)
        return ("repel", own, enemy, None) if luck.chance(0.6) else ("attack", enemy, own, None)
    if outlet.sides_with is not None and luck.chance(0.5):
        return "attack", *luck.pick(((one, other), (other, one))), None
    return "clash", one, other, True


def _told(dead: int, outlet: Outlet, party: str, luck: Luck) -> int:
    if outlet.sides_with is None:
        return dead + luck.between(1, 3) if luck.chance(WIDER_TOLL) and dead else dead
    if party == outlet.sides_with:
        return dead // 2
    return dead * luck.between(1, 3) + luck.between(0, 4) if luck.chance(BENT) else dead


def _neighbour(world: World, place: str, luck: Luck) -> str:
    region = world.region_of[place]
    others = [name for name, there in world.region_of.items() if there == region and name != place]
    return luck.pick(others) if others else place
