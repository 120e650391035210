"""The numbers behind the pictures and tables of `truce-break`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break_dates import Reading, pieces
from holdfire.forms.truce_break_readings import Asked, Choice, OtherDyad
from holdfire.forms.truce_break_report import T_AT_MOST, day_words, source_events
from holdfire.forms.truce_break_series import TwoSeries, compared_with
from holdfire.model.answer import Detail
from holdfire.stats.poisson_ratios import ExactRatio, e_value, rate_ratio, ratio_of_ratios

BARS = 24  # of the null's picture
SHOWN_WINDOWS = 4  # of the two series, on each side of the date
BARS_A_WINDOW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that was read: as registered, by other choices, and for other dyads."""

    reading: Reading
    choices: Sequence[Choice]
    others: Sequence[OtherDyad]


def details(asked: Asked, found: Found) -> dict[str, Detail]:
    """Collect the numbers for pictures and tables."""
    reading, sample = found.reading, asked.sample
    before, after = source_events(asked, reading)
    return {
        "date": day_words(sample, int(reading.found.dates[0])),
        "alleged": asked.on is not None,
        "windows": list(asked.params.widths),
        "pieces": pieces(len(sample), max(asked.params.widths)),
        "counts": {
            "before": int(reading.found.own.before[0]),
            "after": int(reading.found.own.after[0]),
            "others_before": int(reading.found.others.before[0]),
            "others_after": int(reading.found.others.after[0]),
        },
        "source_events": {"before": before, "after": after},
        "log_ratio": reading.log_ratio,
        "p_high": reading.high_pvalue,
        "second_opinion": {
            "t": reading.t,
            "pvalue": reading.t_pvalue,
            "df": reading.df,
            "tau2": reading.tau2,
            "se2": float(reading.found.variance[0]),
            "looks": reading.looks,
        },
        "if_poisson": _if_poisson(reading),
        "e_value": e_value(reading.limits[1]),
        "compared": _compared(asked, reading),
        "null": _null(asked, reading),
        "around": _around(asked, reading),
        "dyads": _dyads(asked, found),
        "designs": [
            {
                "choices": list(choice.words),
                "value": float(np.exp(choice.reading.log_ratio)),
                "interval": list(choice.reading.limits),
                "pvalue": choice.reading.pvalue,
                "registered": choice.registered,
            }
            for choice in found.choices
        ],
    }


def _if_poisson(reading: Reading) -> Detail:
    """The exact forms, true where nothing drifts: shown to be compared, never to decide."""
    found = reading.found
    before, after = int(found.own.before[0]), int(found.own.after[0])
    both = ratio_of_ratios(before, after, int(found.others.before[0]), int(found.others.after[0]))
    return {
        "rate_ratio": _exact(rate_ratio(before, after)),
        "ratio_of_ratios": _exact(both),
        "tipping": both.high,
        "e_value": None if both.high is None else e_value(both.high),
    }


def _exact(ratio: ExactRatio) -> Detail:
    return {
        "value": ratio.value,
        "interval": [ratio.low, ratio.high],
        "p_low": ratio.p_low,
        "p_high": ratio.p_high,
    }


def _compared(asked: Asked, reading: Reading) -> Detail:
    """The dyads that A–B is compared with, and their counts around the date."""
    on, sample = reading.found.dates, asked.sample
    rows: list[Detail] = []
    for dyad in np.flatnonzero(compared_with(sample, 0)).tolist():
        own = TwoSeries(own=sample.clashes[dyad], others=sample.clashes[dyad])
        counted = own.changes(on, asked.params.widths[0]).own
        rows.append(
            {
                "dyad": pair(sample, dyad),
                "before": int(counted.before[0]),
                "after": int(counted.after[0]),
            }
        )
    return rows


def _null(asked: Asked, reading: Reading) -> Detail:
    """A histogram of what other dates (or shifts) give."""
    counts, edges = np.histogram(reading.null, bins=BARS)
    several = len(asked.params.widths) > 1
    return {
        "edges": edges.tolist(),
        "counts": counts.tolist(),
        "observed": reading.observed,
        "name": "L over its spread" if several else "L",
        "unit": "L: log change of the pair less that of the pairs compared with",
        "of": "other dates" if asked.on is not None else "shifts of the series",
        "references": len(reading.null),
    }


def _around(asked: Asked, reading: Reading) -> Detail:
    """Both series in short bars before and after the date, as far as the period reaches."""
    on, width = int(reading.found.dates[0]), asked.params.widths[0]
    bar = max(1, width // BARS_A_WINDOW)
    series = asked.series
    first = max(-(SHOWN_WINDOWS * width // bar), -(on // bar))
    end = min(SHOWN_WINDOWS * width // bar, (len(series) - on) // bar)
    starts = [on + n * bar for n in range(first, end)]
    return {
        "bar_days": bar,
        "window_days": width,
        "first": first,
        "starts": [day_words(asked.sample, start) for start in starts],
        "own": [int(series.own[start : start + bar].sum()) for start in starts],
        "others": [int(series.others[start : start + bar].sum()) for start in starts],
    }


def _dyads(asked: Asked, found: Found) -> Detail:
    """The same form on every dyad: nobody alleges anything of the others."""
    every = [(0, found.reading), *((other.dyad, other.reading) for other in found.others)]
    return [
        {
            "dyad": pair(asked.sample, dyad),
            "value": float(np.exp(reading.log_ratio)),
            "interval": list(reading.limits),
            "pvalue": reading.pvalue,
            "open": reading.own_fall and reading.t_pvalue <= T_AT_MOST,
            "asked": dyad == 0,
        }
        for dyad, reading in every
    ]


def pair(sample: Truce, dyad: int) -> list[str]:
    """Name the two actors of a dyad, in an order that doesn't depend on which is called A."""
    return sorted(sample.actors[i] for i in sample.sides[dyad].tolist())
