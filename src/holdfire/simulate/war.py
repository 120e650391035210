"""A war that parties decide from their stated interests, with everything that is true of it.

    war = fight("collusion", seed=7, months=20, places=120, parties=6)

`fight` gives a `SimulatedWar` (module `fought` says what each field holds): `setting` with the land and the
parties (A, B and C of the allegation are parties 0, 1 and 2), `events` (clashes, strikes, assaults with
initiator and dead), `turns` (places that changed hands, and how), `sieges`, `policies` (who held to what,
from when to when, where; written by the scenario or grown from interests), `acts` (evacuation, swap, trade,
passage, hand-over, agreement), `realignments`, `forces`, `owners` by month, `restraint` by month and pair.
Scenarios, rates and their sources are in data/war.toml; `replace` what should differ and pass the result.
"""

from dataclasses import replace
from datetime import date

from holdfire.errors import InputError
from holdfire.simulate.board import begin
from holdfire.simulate.campaign import campaign
from holdfire.simulate.cast import make_cast
from holdfire.simulate.fought import PolicyKind, SimulatedWar
from holdfire.simulate.moods import draw_moods
from holdfire.simulate.rates import Rates, Scenario, usual_rates
from holdfire.simulate.setting import Deal, Land, Party, Setting
from holdfire.simulate.streams import Part, stream
from holdfire.simulate.telling import tell
from holdfire.simulate.terrain import make_terrain

SINCE = date(2031, 1, 1)


def scenario_named(name: str, rates: Rates) -> Scenario:
    """Give a scenario of the file of rates."""
    for scenario in rates.scenario:
        if scenario.name == name:
            return scenario
    raise InputError(f"no scenario {name!r}; there are {', '.join(s.name for s in rates.scenario)}")


def fight(
    scenario: str | Scenario,
    seed: int,
    *,
    months: int = 24,
    places: int = 120,
    parties: int = 6,
    rates: Rates | None = None,
) -> SimulatedWar:
    """Fight a war; the same arguments give the same war.

    Raises
    ------
    InputError
        Where there is no such scenario, or the sizes are beyond what can be simulated.
    """
    rates = usual_rates() if rates is None else rates
    scenario = scenario_named(scenario, rates) if isinstance(scenario, str) else scenario
    if not 1 <= months <= 120:
        raise InputError(f"a simulated war has 1 to 120 months, not {months}")
    terrain = make_terrain(places, rates.terrain, stream(seed, Part.TERRAIN))
    cast = make_cast(parties, scenario, terrain, rates.parties, rates.assaults.brutality_sd, seed)
    setting = _setting(scenario, terrain.land, cast.parties, months)
    month = setting.month_of_day
    moods = draw_moods(len(month), len(terrain.land.regions), cast.numbers, rates.moods, seed)
    board = begin(cast, terrain, rates)
    before = (board.holder.copy(), board.troops.copy())
    events = campaign(board, moods, month, scenario.policy, seed)
    return tell(board, events, replace(setting, parties=tuple(board.parties)), before)


def _setting(scenario: Scenario, land: Land, parties: tuple[Party, ...], months: int) -> Setting:
    """Describe the war; a collusion stands in `deal` too, where wars without minds have theirs."""
    setting = Setting(land=land, parties=parties, since=SINCE, months=months)
    days = len(setting.month_of_day)
    for policy in scenario.policy:
        if policy.kind is PolicyKind.COLLUSION:
            deal = Deal(
                a=parties[0].id,
                b=parties[1].id,
                against=parties[2].id,
                since=setting.date_of(round(policy.since * days)),
                until=setting.date_of(round(policy.until * days)),
                restraint=policy.restraint,
                concert=policy.concert,
            )
            return replace(setting, deal=deal)
    return setting
