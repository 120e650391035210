"""A newsroom for any war: agencies, a paper for each side, papers, a monitor, a foreign service, a blog."""

from collections.abc import Sequence

from holdfire.simulate.press.luck import Luck
from holdfire.simulate.press.outlets import Habits, Newsroom, Outlet, Quarrel
from holdfire.simulate.press.spelling import SCHEMES
from holdfire.simulate.press.world import World

_AGENCIES = ("Meridian Press Agency", "Corran Wire", "Two Rivers News")
_PARTISAN = ("Voice of the {}", "The {} Post", "{} Radio", "The {} Standard")
_PAPERS = ("{} Herald", "{} Courier", "The {} Ledger", "{} Dispatch")
_FOREIGN = ("Agence Ostrale", "Nordmark Rundschau", "Qarida Broadcasting")
_SMALL = 0.1  # how loud a quarrel drawn by lot is
_BLOGS = ("Line of Control", "The Ridge", "Notes from the Ford")


def newsroom_for(world: World, quarrels: Sequence[Quarrel], *, seed: int) -> Newsroom:
    """Give a war its press.

    quarrels: what it quarrels about most; each side against whom nobody is said to work in these has a small
    one of its own, drawn by lot, so that false allegations come from every side.
    """
    luck = Luck(seed, "newsroom")
    regions = list(dict.fromkeys(world.region_of.values()))
    names = [region.split()[0] for region in regions]
    agencies = luck.some(_AGENCIES, 2)
    outlets = [
        Outlet(name=agencies[0], duty="agency", reach=0.9, habits=Habits(bylined=False)),
        Outlet(
            name=agencies[1],
            duty="agency",
            reach=0.5,
            habits=Habits(month_first=True, curly=False, slips=0.1),
        ),
    ]
    outlets += [_partisan(world, party, luck) for party in world.folks]
    for number, name in enumerate(luck.some(names, 2)):
        near = tuple(region for region in regions if region.startswith(name))
        habits = Habits(words_to=luck.pick((9, 10, 12)), curly=luck.chance(0.5), slips=0.1)
        outlets.append(
            Outlet(
                name=luck.pick(_PAPERS).format(name),
                duty="paper",
                reach=0.4,
                regions=near,
                markup="html" if number else "txt",
                habits=habits,
            )
        )
    outlets += [
        Outlet(name=f"{world.country} Observatory", duty="monitor", reach=0.7, habits=Habits(slips=0.02)),
        Outlet(
            name=luck.pick(_FOREIGN),
            duty="foreign",
            reach=0.1,
            habits=Habits(spelling=luck.between(1, SCHEMES - 1)),
        ),
        Outlet(name=luck.pick(_BLOGS), duty="blog", reach=0.2, habits=Habits(curly=False, slips=0.15)),
    ]
    return Newsroom(outlets=_told_apart(outlets), quarrels=_quarrels(world, quarrels, luck))


def _partisan(world: World, party: str, luck: Luck) -> Outlet:
    folk = world.folks[party]
    name = folk.name.removeprefix("the ").removeprefix("The ").split(" of ")[0]
    given = f"{world.country} State Wire" if folk.is_state else luck.pick(_PARTISAN).format(name)
    habits = Habits(
        words_to=luck.pick((9, 12)),
        curly=luck.chance(0.6),
        month_first=luck.chance(0.4),
        slips=0.15,
    )
    markup = "html" if luck.chance(0.4) else "txt"
    return Outlet(name=given, duty="partisan", sides_with=party, reach=0.5, markup=markup, habits=habits)


def _told_apart(outlets: list[Outlet]) -> tuple[Outlet, ...]:
    """Leave out an outlet whose name another one has already."""
    return tuple({outlet.name: outlet for outlet in reversed(outlets)}.values())[::-1]


def _quarrels(world: World, given: Sequence[Quarrel], luck: Luck) -> tuple[Quarrel, ...]:
    """Let every other party be the one against whom two parties are said to work."""
    quarrels = list(given)
    for party in world.folks:
        others = [other for other in world.folks if other != party]
        if party not in {quarrel.against for quarrel in given} and len(others) > 1:
            a, b = luck.some(others, 2)
            quarrels.append(Quarrel(a=a, b=b, against=party, loud=_SMALL))
    return tuple(quarrels)
