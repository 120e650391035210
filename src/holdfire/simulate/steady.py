"""A war without minds: clashes follow contact and activity, and a deal changes what its terms say, no more.

Forms are calibrated on it, because its null is exact; wars that are decided from interests are in `war`.
"""

import numpy as np
from numpy.typing import NDArray

from holdfire.simulate.clashes import Clashes, clashes_along, echoes
from holdfire.simulate.fought import NOBODY, Deed, Happenings, SimulatedWar
from holdfire.simulate.ground import Owners, move_ground
from holdfire.simulate.places import Places
from holdfire.simulate.setting import CIVILIANS, Deal, Floats, Ints, Setting

REACH_KM = 40.0  # B can answer a clash where it holds ground within this distance
DEADLY = 0.75  # share of events in which somebody dies
BYSTANDERS = 0.15  # people killed in a clash, on average


def simulate_war(setting: Setting, rng: np.random.Generator) -> SimulatedWar:
    """Draw a war: the ground first, then the clashes along its fronts, then what a deal changes.

    Where the setting has no deal, A and B are like any other two parties. A deal doesn't move the fronts: it
    thins A–B clashes on the same contact, and adds B's answers to A's clashes with C. So a war with a deal
    and one without, from the same state of the generator, are the same war but for that and the dead.
    """
    strength = np.array([p.strength for p in setting.parties])
    lasting = strength * np.exp(rng.normal(0, setting.course.party_sd, len(strength)))
    owners = move_ground(setting, lasting, rng)
    places = Places.of(setting.land)
    clashes = clashes_along(setting, owners, places, lasting, rng)
    clashes = echoes(clashes, setting, rng)
    assaults = _assaults(setting, owners, places, lasting, rng)
    answer = np.zeros(len(clashes), dtype=np.bool_)
    if setting.deal is not None:
        clashes = _restrained(clashes, setting, setting.deal, rng)
        answers = _answers(clashes, setting, setting.deal, owners, places, rng)
        answer = np.repeat((False, True), (len(clashes), len(answers)))
        clashes = clashes.joined(answers)
    answer = np.concatenate((answer, np.zeros(len(assaults), dtype=np.bool_)))
    return SimulatedWar(
        setting=setting,
        places=places,
        owners=owners,
        events=_with_deaths(clashes.joined(assaults), answer, rng),
    )


def _in_force(setting: Setting, deal: Deal, day: Ints) -> NDArray[np.bool_]:
    until = setting.until if deal.until is None else deal.until
    return (day >= setting.day_number(deal.since)) & (day < setting.day_number(until))


def _restrained(clashes: Clashes, setting: Setting, deal: Deal, rng: np.random.Generator) -> Clashes:
    """Leave out the A–B clashes that the deal prevents."""
    low, high = sorted((setting.index(deal.a), setting.index(deal.b)))
    theirs = (clashes.one == low) & (clashes.other == high) & _in_force(setting, deal, clashes.day)
    kept = ~theirs | (rng.random(len(clashes)) < deal.restraint)
    return clashes.taken(np.flatnonzero(kept))


def _answers(
    clashes: Clashes, setting: Setting, deal: Deal, owners: Owners, places: Places, rng: np.random.Generator
) -> Clashes:
    """Add B's answers to A's clashes with C: the same day and place, where B holds ground near by."""
    a, b, c = (setting.index(party) for party in (deal.a, deal.b, deal.against))
    theirs = (clashes.one == min(a, c)) & (clashes.other == max(a, c))
    near = _ground_near(owners == b, setting, places)
    month = setting.month_of_day
    possible = theirs & _in_force(setting, deal, clashes.day) & near[month[clashes.day], clashes.place]
    answered = np.flatnonzero(possible & (rng.random(len(clashes)) < deal.concert))
    return Clashes(
        day=clashes.day[answered],
        one=np.full(len(answered), min(b, c)),
        other=np.full(len(answered), max(b, c)),
        place=clashes.place[answered],
    )


def _ground_near(held: NDArray[np.bool_], setting: Setting, places: Places) -> NDArray[np.bool_]:
    """Say in which months a holder has ground within reach of each settlement: (months, settlements)."""
    apart = places.position[:, None, :] - setting.land.centres[None, :, :]
    within = (apart**2).sum(axis=2) <= REACH_KM**2
    return held.reshape(len(held), -1).astype(np.int64) @ within.T.astype(np.int64) > 0


def _assaults(
    setting: Setting, owners: Owners, places: Places, lasting: Floats, rng: np.random.Generator
) -> Clashes:
    """Draw one-sided violence: each party turns on people on its own ground, in step with its activity."""
    month = setting.month_of_day
    rate = setting.course.assaults * lasting[owners].reshape(setting.months, -1)
    counts = rng.poisson(rate * np.bincount(month, minlength=setting.months)[:, None])
    when, cell = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape))
    starts = np.searchsorted(month, np.arange(setting.months + 1))
    length = np.diff(starts)[when]
    return Clashes(
        day=starts[when] + np.floor(rng.random(len(when)) * length).astype(np.int64),
        one=owners.reshape(setting.months, -1)[when, cell],
        other=np.full(len(when), CIVILIANS),
        place=places.of_cell[cell],
    )


def _with_deaths(events: Clashes, answer: NDArray[np.bool_], rng: np.random.Generator) -> Happenings:
    """Count the dead and put everything in order of days."""
    count = len(events)
    # a long tail: most events kill a few, some kill dozens
    dead = np.where(rng.random(count) < DEADLY, 1 + np.floor(rng.lognormal(0.3, 1.1, count)), 0).astype(
        np.int64
    )
    civil = events.other == CIVILIANS
    share = np.where(civil, 0.0, rng.beta(2, 2, count))
    deaths_one = rng.binomial(dead, share)
    bystanders = np.where(civil, 0, rng.poisson(BYSTANDERS, count))
    order = np.lexsort((events.place, events.other, events.one, events.day))
    return Happenings(
        day=events.day[order],
        one=events.one[order],
        other=events.other[order],
        place=events.place[order],
        deaths_one=deaths_one[order],
        deaths_other=(dead - deaths_one)[order],
        bystanders=bystanders[order],
        answer=answer[order],
        deed=np.where(civil, Deed.ASSAULT, Deed.CLASH)[order].astype(np.int64),
        initiator=np.where(civil, events.one, NOBODY)[order],
        joint=np.full(count, NOBODY),
    )
