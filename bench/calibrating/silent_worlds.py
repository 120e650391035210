"""Simulated wars for `silent-front`: six actors, fourteen regions, two years; A-B is dyad 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from holdfire.forms.samples import Fronts, Visibility
from holdfire.forms.silent_front_report import LEAST_IN_WAR

ACTORS, REGIONS, MONTHS, DAYS = 6, 14, 24, 730
SIDES = np.array(list(combinations(range(ACTORS), 2)), dtype=np.int64)
CLASHES = 100.0  # of a dyad of common activity and contact, over the whole war
ACTOR_SD, REGION_SD, CONTACT_SD, DRIFT_SD = 0.6, 0.3, 0.8, 0.5  # of logarithms
APART = 0.15  # dyad-regions without contact
WITHIN = 0.15  # clashes of a pair of one camp over those of a pair of two
WEAK = 0.2
CELLS, CELL_KM, TOWNS = (70, 80), 5.0, 60  # of the map in the world with wrong borders

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a war has beyond activity and contact.

    scatter: sd of each dyad's own departure, in logarithms. bursts: months in which clashes come in lumps
    (negative binomial, size 1). trend, tide, shocks: what all dyads share, everywhere or in a region, by
    month. lasting: sd of differences by dyad and region. caught: share of A-B clashes in the source. weak: A
    fights a fifth as much as it could, everywhere. camp: how many actors are of A's and B's camp.
    wrong_contact: sd of the error of each dyad's contact in a region. wrong_borders_km: how far borders are
    drawn from where they are (correlated over 10 km). left: share of A-B clashes that a deal leaves. bar: how
    often a dyad must have clashed to be a reference. contrast_scatter: as scatter, where the contrast is
    read.
    """

    scatter: float = 0.4
    bursts: bool = False
    trend: bool = False
    tide: bool = False
    shocks: bool = False
    lasting: float = 0.0
    caught: float = 1.0
    weak: bool = False
    camp: int = 0
    wrong_contact: float = 0.0
    wrong_borders_km: float = 0.0
    left: float = 1.0
    bar: int = LEAST_IN_WAR
    contrast_scatter: float = 0.0


WORLDS: Mapping[str, World] = {
    "none": World(),
    "bursts": World(bursts=True),
    "shared trend": World(bursts=True, trend=True),
    "regional tide": World(bursts=True, tide=True),
    "shocks": World(bursts=True, shocks=True),
    "dyad by region": World(bursts=True, lasting=0.7),
    "A weak": World(bursts=True, weak=True),
    "camp of three": World(bursts=True, camp=3),
    "camp of four": World(bursts=True, camp=4),
    "contact wrong": World(bursts=True, wrong_contact=0.7),
    "borders wrong": World(bursts=True, wrong_borders_km=7.0),
    "half reported": World(bursts=True, caught=0.5),
    "deal": World(bursts=True, left=0.1),
    "camp of two": World(bursts=True, camp=2),
    "bar of twenty": World(bursts=True, camp=3, bar=20),
    "own scatter": World(bursts=True, contrast_scatter=0.4),
}


def simulate(world: World, rng: np.random.Generator) -> Fronts:
    """Draw a war: two years that only show who fights whom at all, then the asked two."""
    true, seen = _contact(world, rng)
    rates = true / true[true > 0].mean() * np.exp(_logs(world, rng))
    rates *= CLASHES / REGIONS / MONTHS
    before = _count(world, rates, rng).sum(axis=1)
    rates[0] *= world.left
    clashes = _count(world, rates, rng)
    ever = before + clashes.sum(axis=1)
    return Fronts(
        actors=tuple("abcdef"),
        sides=SIDES,
        eligible=ever >= world.bar,
        regions=tuple(f"region {n}" for n in range(REGIONS)),
        clashes=clashes,
        exposure=seen,
        asked_clashes=clashes.sum(axis=1),
        asked_exposure=seen.sum(axis=1),
        wide_clashes=clashes.sum(axis=1),
        wide_exposure=seen.sum(axis=1),
        one_region=False,
        uncovered=np.where(seen > 0, 0, clashes).sum(axis=1),
        days=DAYS,
        basis="control map",
        visibility=Visibility(in_war=int(ever[0]), within_year=int(before[0]), of_region=50),
        against=2,
    )


def _count(world: World, rates: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw the clashes of two years that the source has: (dyads, regions)."""
    monthly = rates[:, :, None] * np.exp(_months(world, rng))
    if world.bursts:
        monthly *= rng.gamma(1.0, 1.0, monthly.shape)
    clashes = rng.poisson(monthly).sum(axis=2).astype(np.int64)
    clashes[0] = rng.binomial(clashes[0], world.caught)
    return clashes


def _logs(world: World, rng: np.random.Generator) -> Floats:
    """Draw what each dyad's rate is made of in each region: (dyads, regions)."""
    actor = rng.normal(0, ACTOR_SD, (ACTORS, 1)) + rng.normal(0, REGION_SD, (ACTORS, REGIONS))
    if world.weak:
        actor[0] += np.log(WEAK)
    logs = actor[SIDES[:, 0]] + actor[SIDES[:, 1]] + rng.normal(0, world.scatter, (len(SIDES), 1))
    if world.camp:
        same = np.count_nonzero(world.camp > SIDES, axis=1) != 1
        logs[same] += np.log(WITHIN)
    return logs + world.lasting * rng.standard_normal(logs.shape)


def _months(world: World, rng: np.random.Generator) -> Floats:
    """Draw what dyads share by month, and each dyad's own drift: (dyads, regions, months)."""
    logs = DRIFT_SD * rng.standard_normal((len(SIDES), REGIONS, MONTHS)) - DRIFT_SD**2 / 2
    if world.trend:
        logs += np.linspace(-1, 1, MONTHS)
    if world.tide:
        logs += np.cumsum(rng.normal(0, 0.4, (1, REGIONS, MONTHS)), axis=2)
    if world.shocks:
        logs += np.where(rng.random((1, REGIONS, MONTHS)) < 0.1, 1.5, 0.0)
    return logs


def _contact(world: World, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw contact as it is and as it is measured, km-days: (dyads, regions) each."""
    if world.wrong_borders_km:
        return _two_maps(world.wrong_borders_km, rng)
    true = 5_000 * np.exp(rng.normal(0, CONTACT_SD, (len(SIDES), REGIONS)))
    true[1:][rng.random((len(SIDES) - 1, REGIONS)) < APART] = 0.0
    return true, true * np.exp(world.wrong_contact * rng.standard_normal(true.shape))


def _two_maps(off_km: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Give each actor a tenth of a country's towns, and draw the borders twice: right, and off by so much."""
    rows, columns = np.indices(CELLS)
    towns = rng.random((TOWNS, 2)) * CELLS
    holder = np.append(np.arange(ACTORS), rng.integers(0, ACTORS, TOWNS - ACTORS))
    tree, places = cKDTree(towns), np.stack((rows, columns), axis=-1).astype(np.float64)
    noise = [gaussian_filter(rng.standard_normal(CELLS), 10 / CELL_KM) for _ in range(2)]
    moved = places + np.stack([n / n.std() * off_km / CELL_KM for n in noise], axis=-1)
    region = (rows * 2 // CELLS[0]) * (REGIONS // 2) + columns * (REGIONS // 2) // CELLS[1]
    return _borders(holder[tree.query(places)[1]], region), _borders(holder[tree.query(moved)[1]], region)


def _borders(holder: NDArray[np.int64], region: NDArray[np.int64]) -> Floats:
    """Measure the common borders of each dyad in each region, as control maps are measured."""
    number = np.full((ACTORS, ACTORS), -1)
    number[SIDES[:, 0], SIDES[:, 1]] = number[SIDES[:, 1], SIDES[:, 0]] = np.arange(len(SIDES))
    across, along = number[holder[:, :-1], holder[:, 1:]], number[holder[:-1], holder[1:]]
    dyad = np.concatenate((across.ravel(), along.ravel()))
    where = np.concatenate((region[:, :-1].ravel(), region[:-1].ravel()))
    edges = np.bincount((dyad * REGIONS + where)[dyad >= 0], minlength=len(SIDES) * REGIONS)
    return edges.reshape(len(SIDES), REGIONS).astype(np.float64) * (CELL_KM * 0.785 * DAYS)
