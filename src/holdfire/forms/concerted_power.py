"""The smallest effect that `concerted-attack` would find, by wars made of the very war that is asked about.

Every made war turns the turning series by random days within region and block, which leaves nothing of what
the two did or did not do together; then some of the staying series' attacks are answered: hits of the turning
series are moved there, on the same day. The more are answered, the more often S is found.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfire.forms.concerted_designs import Params
from holdfire.forms.concerted_made import Cast, Scores, scores
from holdfire.forms.concerted_pairs import (
    GAP_KM,
    KAPPA_DAYS,
    Pairing,
    Weights,
    evenly,
    hits_about,
    weigh,
)
from holdfire.forms.concerted_series import Series
from holdfire.forms.concerted_settled import settled
from holdfire.forms.concerted_synchrony import deciding_by_lag, expected_by_hit
from holdfire.model.answer import Power
from holdfire.model.verdict import ALPHA
from holdfire.stats.rotation import Points, joined, profiles, rotation

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FOUND = 0.8
SEED = 20_260_101  # always the same wars: what could be found belongs to the question, not to a run
MADE, FEWEST = 240, 60
HITS = 1_000_000  # made wars hold no more hits together: then there are fewer than MADE, FEWEST or more
CANDIDATES = 2_000  # attacks that can be answered, drawn where there are more
_PILOT, _FEW = 40, 10  # wars and answers that tell about where to look
_GRID = (0.5, 0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.8, 2.3, 3.0)  # answers, as shares of where to look
_FURTHER = 3.0


def smallest_effect(found: Series, days: int, params: Params) -> Power:
    """Find the R at which S's p, at the origin with the larger one, is ≤ .05 / family in eight of ten wars.

    Reads the two series only up to turns within region and block: turning all hits of a region and a block by
    any number of days changes nothing. None where not even all that can be answered would be enough.
    """
    ground = ground_of(found, days, params)
    cast = ground.cast(0)
    if cast.expected <= 0 or not cast.answers:
        return Power(minimum_detectable=None, chances=cast.expected)
    tail = ALPHA / params.family
    wars = int(np.clip(HITS // cast.turning, FEWEST, MADE))
    look = _where_to_look(cast, tail)
    for reach in (look, look * _FURTHER):
        cast = ground.cast(min(round(reach), cast.answers))
        shares = np.rint(np.array([0.0, *_GRID]) * reach)
        counts = np.unique(shares.clip(0, cast.answers).astype(np.int64))
        made = scores(cast, counts, wars=wars, tail=tail, rng=_rng())
        at = crossing(made)
        if at is not None:
            ratio = 1 + made.excess.mean(axis=1) / made.near.mean(axis=1)
            least = float(np.interp(at, np.arange(len(counts)), ratio))
            return Power(minimum_detectable=least, chances=cast.expected)
    return Power(minimum_detectable=None, chances=cast.expected)


def _where_to_look(cast: Cast, tail: float) -> float:
    """Guess the answers that it takes from what a few of them add."""
    few = min(_FEW, cast.answers)
    pilot = scores(cast, np.array([0, few]), wars=_PILOT, tail=tail, rng=_rng())
    none, some = pilot.margin.mean(axis=1).tolist()
    if not np.isfinite(none) or some <= none:
        return float(cast.answers)
    return few * max(1.0, -float(np.quantile(pilot.margin[0], 1 - FOUND)) / (some - none))


def crossing(made: Scores) -> float | None:
    """Say between which counts of answers eight of ten wars come to be found: an index with its fraction."""
    with np.errstate(invalid="ignore"):  # between two wars that nothing would let find there is no number
        edge = np.nan_to_num(np.quantile(made.margin, 1 - FOUND, axis=1), nan=-np.inf)
    above = np.flatnonzero(edge >= 0)
    if not len(above):
        return None
    first = int(above[0])
    if first == 0 or not np.isfinite(edge[first - 1]):
        return float(first)
    return first - float(edge[first] / (edge[first] - edge[first - 1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What answers leave as it is: where and when hits are and could be, and what is near them.

    pairing: the settled series, then the answers that could be put beside it. near, wide, wide_far: pairs
    that each is expected to have within the window, and within 21 days near and in the far ring. fixed,
    turning, others: hits within near_km of each at any day, of the staying and of the settled series, and of
    the answers that could be. cuts: as in `Cast`.
    """

    pairing: Pairing
    weights: Weights
    near: Floats
    wide: Floats
    wide_far: Floats
    fixed: Floats
    turning: Floats
    others: Floats
    cuts: tuple[Ints, ...]

    def cast(self, answers: int) -> Cast:
        """Weigh places as in a war with so many answers: there are more hits where these come to."""
        series = len(self.pairing.series[1])
        leave, come = answers / series, answers / max(1, len(self.others) - series)
        about = (1 - leave) * self.turning + come * self.others
        about[:series] += leave  # a hit that stays is about itself
        about[series:] += 1 - come
        place = evenly(self.fixed, about)
        among = np.full(len(place), come)  # how likely each is to be in such a war
        among[:series] = 1 - leave
        here, there = (float(among @ (place * counts)) for counts in (self.wide, self.wide_far))
        weights = replace(self.weights, place=place)
        return Cast(
            points=self.pairing.rotated,
            s=np.ascontiguousarray(deciding_by_lag(weights, here / there if there else 0.0)),
            near=place * self.near,
            expected=float(self.near[:series].sum()),
            reach=self.pairing.profile.reach,
            turning=series,
            cuts=self.cuts,
        )


def ground_of(found: Series, days: int, params: Params) -> Ground:
    """Settle the turning series and put beside it what could be answered."""
    cuts = tuple(design.edges(days, params.windows) for design in params.origins())
    home, others = settled(found.rotated, cuts[0]), _candidates(found.fixed, days)
    points = joined(home, others)
    longest = [int(np.diff(edges).max()) - 1 for edges in cuts]
    reach = max(sum(longest) + params.course_days, longest[0] + KAPPA_DAYS)
    edges = (params.near_km, params.near_km + GAP_KM, params.far_km)
    pairing = Pairing(
        rotated=points,
        series=(found.fixed, home),
        profile=profiles(found.fixed, points, edges=edges, reach=reach),
        windows=params.windows,
        days=days,
    )
    weights, turning = weigh(pairing, params.near_km), rotation(points, cuts[0])
    near, wide, wide_far = (
        expected_by_hit(turning, counts, reach) for counts in (weights.near, weights.wide, weights.wide_far)
    )
    # answers stay on their days; only what is turned is expected on any day of its block
    wide[len(home) :], wide_far[len(home) :] = (
        counts[len(home) :, reach] for counts in (weights.wide, weights.wide_far)
    )
    about_fixed, about_home, about_others = (
        hits_about(points, hits, params.near_km) for hits in (found.fixed, home, others)
    )
    return Ground(
        pairing=pairing,
        weights=weights,
        near=near,
        wide=wide,
        wide_far=wide_far,
        fixed=about_fixed,
        turning=about_home,
        others=about_others,
        cuts=cuts,
    )


def _rng() -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(SEED))


def _candidates(fixed: Points, days: int) -> Points:
    """Take the attacks of the period that can be answered."""
    index = np.flatnonzero((fixed.day >= 0) & (fixed.day < days))
    if len(index) > CANDIDATES:
        index = np.sort(_rng().choice(index, CANDIDATES, replace=False))
    return Points(x=fixed.x[index], y=fixed.y[index], day=fixed.day[index], region=fixed.region[index])
