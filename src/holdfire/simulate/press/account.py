"""What an outlet takes to have happened: what it knows, what it bends for its side, what it gets wrong."""

from dataclasses import dataclass
from datetime import date, timedelta

from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Outlet
from holdfire.simulate.press.slots import INVENTED, Fact
from holdfire.simulate.press.world import NOBODY, Happening, World

BENT = 0.6  # share of accounts in which a partisan changes the number of the enemy's dead
BEGINNER_KNOWN = 0.5  # share of attacks of which somebody without a side knows who began
ENEMIES_GUESSED = 0.5  # share of its enemies' fights with each other in which a partisan names a beginner
PROUD = 0.65  # share of its own attacks that a side tells as such, not as the enemy's
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
    """Say who did what to whom. A partisan knows by heart who began; others often don't."""
    kind, one, other = happening.kind, happening.side_a, happening.side_b
    if kind not in ("attack", "clash"):
        return kind, one, other, True
    if outlet.sides_with in (one, other):
        return _partisan(outlet.sides_with, happening, luck)
    if outlet.sides_with is not None and luck.chance(ENEMIES_GUESSED):
        first, second = luck.pick(((one, other), (other, one)))
        return "attack", first, second, first == one if happening.directed else None
    if happening.directed and luck.chance(BEGINNER_KNOWN):
        return "attack", one, other, True
    return "clash", one, other, True


def _partisan(own: str, happening: Happening, luck: Luck) -> tuple[str, str, str, bool | None]:
    """Let a side tell of its own fight: it was attacked, and held, unless it is proud of having begun."""
    enemy = next(side for side in happening.sides if side != own)
    began = None if not happening.directed else happening.side_a == own
    if began and luck.chance(PROUD):
        return "attack", own, enemy, True
    if luck.chance(0.6):
        return "repel", own, enemy, False if began else None
    return "attack", enemy, own, None if began is None else not began


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
