"""Two small wars from the same state of the generator: one with a deal, one without."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from holdfire.simulate.fought import SimulatedWar
from holdfire.simulate.setting import Setting
from holdfire.simulate.steady import simulate_war
from holdfire.simulate.velmar import DEAL, PLAIN_WAR

SEED = 11


@pytest.fixture(scope="session")
def plain_setting() -> Setting:
    return replace(PLAIN_WAR, months=10)


@pytest.fixture(scope="session")
def plain_war(plain_setting: Setting) -> SimulatedWar:
    return simulate_war(plain_setting, np.random.default_rng(SEED))


@pytest.fixture(scope="session")
def war_with_deal(plain_setting: Setting) -> SimulatedWar:
    deal = replace(DEAL, since=date(2031, 5, 1), until=date(2031, 9, 1))
    return simulate_war(replace(plain_setting, deal=deal), np.random.default_rng(SEED))
