"""The numbers behind the pictures and tables of `selective-targeting`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.forms.selective_targeting_occasions import OPPORTUNITIES, Limits, Occasions, Reading
from holdfire.forms.selective_targeting_readings import Asked, Choice, Direction, Found
from holdfire.forms.selective_targeting_report import MEASURES
from holdfire.model.answer import Detail
from holdfire.stats.selection import selection

BINS = 8  # of opportunity, in the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Everything that was read: as registered, by other choices, and for other pairs."""

    found: Found
    choices: Sequence[Choice]
    others: Sequence[tuple[tuple[str, str, str], Found]]


def details(asked: Asked, read: Read) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables."""
    found = read.found
    targets, high = found.direction.targets, found.reading.limits[1]
    return {
        "striker": targets.striker,
        "partner": targets.partner,
        "third": targets.third,
        "opportunity": found.direction.measure,
        "opportunity_words": MEASURES[found.direction.measure],
        "directions": [_direction(one, found) for one in found.every],
        "misfiled": None if high is None or high >= 1 else 1 - high,
        "targeting": _bins(found.reading, found.limits),
        "regions": _regions(asked, found),
        "dyads": [
            _pair((*sorted((targets.striker, targets.partner)), targets.third), found, asked=True),
            *(_pair(names, other, asked=False) for names, other in read.others),
        ],
        "designs": [
            {
                "choices": list(choice.words),
                "value": choice.value,
                "interval": list(choice.limits),
                "pvalue": choice.pvalue,
                "registered": choice.registered,
            }
            for choice in read.choices
        ],
    }


def _direction(direction: Direction, found: Found) -> Detail:
    """One side's strikes by every measure of opportunity that the data allow, and its test if it was made."""
    targets = direction.targets
    reading = next((made for one, made in found.read if one is direction), None)
    return {
        "striker": targets.striker,
        "partner": targets.partner,
        "measure": direction.measure,
        "enough": direction.occasions.enough,
        "decides": direction is found.direction,
        "in_war": targets.in_war,
        "measures": [
            _measure(name, occasions)
            for name in OPPORTUNITIES
            if name in targets.opportunity and len(occasions := Occasions.of(targets, name))
        ],
        "test": None if reading is None else _test(reading),
    }


def _measure(name: str, occasions: Occasions) -> Detail:
    """Use against opportunity, as ecology tells it; a binomial p that takes every strike as a free choice."""
    partner, all_strikes = int(occasions.on_partner.sum()), int(occasions.strikes.sum())
    shown = selection(partner, all_strikes - partner, occasions.expected / all_strikes)
    return {
        "measure": name,
        "occasions": len(occasions),
        "on_partner": partner,
        "on_third": all_strikes - partner,
        "expected": occasions.expected,
        "share": shown.share,
        "share_interval": list(shown.interval),
        "selection_ratio": shown.ratio,
        "manly_alpha": shown.alpha,
        "jacobs_d": shown.jacobs,
        "binomial_p": max(1e-300, shown.p_low),
    }


def _test(reading: Reading) -> Detail:
    return {
        "value": reading.value,
        "interval": list(reading.limits),
        "sign_flips": reading.flips.pvalue,
        "regional_flips": None if reading.regional is None else reading.regional.pvalue,
        "regions": reading.occasions.regions,
        "beta_binomial": reading.beta_binomial,
        "spread": reading.spread,
        "exact_flips": reading.flips.exact,
    }


def _bins(reading: Reading, limits: Limits) -> Detail:
    """Occasions of like opportunity together: what was to be expected, and what was struck."""
    occasions = reading.occasions
    order = np.argsort(occasions.share, kind="stable")
    low, high = limits
    rows: list[Detail] = []
    for part in np.array_split(order, min(BINS, len(order))):
        strikes = int(occasions.strikes[part].sum())
        rows.append(
            {
                "opportunity": float(occasions.strikes[part] @ occasions.share[part]) / strikes,
                "share": int(occasions.on_partner[part].sum()) / strikes,
                "strikes": strikes,
                "occasions": len(part),
            }
        )
    return {"bins": rows, "value": reading.value, "low": low, "high": high}


def _regions(asked: Asked, found: Found) -> Detail:
    """Strikes and expectation by region."""
    occasions = found.reading.occasions
    region = found.direction.targets.region[occasions.kept]
    return [
        {
            "region": asked.sample.regions[number],
            "occasions": int((region == number).sum()),
            "strikes": int(occasions.strikes[region == number].sum()),
            "on_partner": int(occasions.on_partner[region == number].sum()),
            "expected": float(occasions.strikes[region == number] @ occasions.share[region == number]),
        }
        for number in np.unique(region).tolist()
    ]


def _pair(names: Sequence[str], found: Found, *, asked: bool) -> Detail:
    return {
        "dyad": list(names[:2]),
        "against": names[2],
        "value": found.reading.value,
        "pvalue": found.pvalue,
        "asked": asked,
    }
