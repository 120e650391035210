"""The parties as a registry: every side name of the data and every word of the press leads to its party."""

from datetime import date

import numpy as np
import pytest

from holdfire.actors.registry import Registry
from holdfire.records.registry import read_registry, write_registry
from holdfire.simulate.coding import code_events
from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.velmar import PARTIES, PLAIN_WAR
from holdfire.simulate.who import actors_of


@pytest.fixture(scope="module")
def registry() -> Registry:
    text = write_registry(actors_of(PLAIN_WAR))
    return Registry(read_registry(text, source="actors.toml"))


def test_a_registry_of_the_parties_can_be_written_and_read(registry: Registry) -> None:
    assert registry.actors == actors_of(PLAIN_WAR)


def test_every_side_name_leads_to_a_party(registry: Registry, plain_war: SimulatedWar) -> None:
    coded = code_events(plain_war, np.random.default_rng(0))
    names = {part for side in (*coded.side_a, *coded.side_b) for part in str(side).split(", ")}
    roots = {registry.chain(registry.find(n).id, date(2031, 1, 1))[-1] for n in names - {"Civilians"}}
    assert roots == {party.id for party in PARTIES}
