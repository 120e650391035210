"""A year of war with its press: some 700 reports, written once."""

import pytest

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.press import Newsroom, Quarrel, Report, newsroom_for, world_of, write_press
from holdfire.simulate.press.world import World
from holdfire.simulate.war import fight

SEED = 3


@pytest.fixture(scope="package")
def war() -> SimulatedWar:
    return fight("collusion", SEED, months=12, places=120)


@pytest.fixture(scope="package")
def world(war: SimulatedWar) -> World:
    return world_of(war)


@pytest.fixture(scope="package")
def room(world: World) -> Newsroom:
    return newsroom_for(world, [Quarrel(a="gov", b="covenant", against="front")], seed=SEED)


@pytest.fixture(scope="package")
def reports(world: World, room: Newsroom) -> tuple[Report, ...]:
    return write_press(world, room, seed=SEED, reports=700)
