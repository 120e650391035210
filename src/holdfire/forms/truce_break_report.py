"""What `truce-break` says and shows: sentences, gates, caveats, and the numbers behind its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break_dates import Reading, pieces
from holdfire.forms.truce_break_readings import Asked, Choice, OtherDyad
from holdfire.forms.truce_break_series import TwoSeries, compared_with
from holdfire.model.answer import Detail, Zero
from holdfire.stats.poisson_ratios import ExactRatio, e_value, rate_ratio, ratio_of_ratios

LEAST_PIECES = 8  # stretches of two windows: with fewer, the dates of a war are no reference
T_AT_MOST = 0.10  # of the second opinion, for a supporting answer
BARS = 24  # of the null's picture
SHOWN_WINDOWS = 4  # of the two series, on each side of the date
BARS_A_WINDOW = 6


def without_meaning(asked: Asked) -> str | None:
    """Say why the form has no meaning on these data; None where it has one."""
    if (lacking := _without_reference(asked)) is not None:
        return lacking
    if not asked.sample.in_war:
        return "The data hold no clash of the two at any date: a fall could not be seen."
    if not asked.own_fights(asked.series):
        near = f"within {asked.params.widths[0]} days of the date"
        return f"The two have no clash {'in the period' if asked.on is None else near}: nothing could fall."
    return None


def _without_reference(asked: Asked) -> str | None:
    """Say what lacks to compare A–B's change with; no A–B count is read."""
    if not asked.has_dates(asked.params.widths):
        widest = max(asked.params.widths)
        return (
            f"The data of the period don't have {widest} days on both sides of the date and as many around "
            "another one to compare with: take a longer period."
        )
    if not compared_with(asked.sample, 0).any():
        return (
            "No other pair of the area shares one of the two and may be compared (pairs with the actor whom "
            "they are said to act against may not): take a wider area."
        )
    if not asked.others_fight(asked.series):
        return "The compared pairs have too few clashes around the date to show a change."
    return None


def zero(asked: Asked, before: int, after: int) -> Zero | None:
    """Say what a count of zero after the date means; None where the count is not zero."""
    if after > 0:
        return None
    if not asked.sample.in_war:
        return Zero.NOT_CODED
    return Zero.RESTRAINT if before else Zero.NO_CONTACT


def day_words(sample: Truce, day: int) -> str:
    """Write a day of the sample as 2014-07-01."""
    return str(np.datetime64(sample.first + day, "D"))


def found_sentence(asked: Asked, reading: Reading) -> str:
    """Tell counts before ratios; {a} and {b} stand for the parties' names."""
    found, width = reading.found, asked.params.widths[0]
    on = day_words(asked.sample, int(found.dates[0]))
    pairs = int(compared_with(asked.sample, 0).sum())
    others = "the one pair" if pairs == 1 else f"the {pairs} pairs"
    looked = " (the deepest fall of the period, found by looking)" if asked.on is None else ""
    return (
        f"{{a}} and {{b}}: {found.own.before[0]:,} clashes in the {width} days before {on}{looked}, "
        f"{found.own.after[0]:,} in those from it on; {others} compared with them: "
        f"{found.others.before[0]:,}, then {found.others.after[0]:,}."
    )


def explanations(asked: Asked, reading: Reading) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    widest, days = max(asked.params.widths), len(asked.sample)
    return {
        "dates": (
            f"The period is too short for its dates to be a reference: it holds {pieces(days, widest)} "
            f"stretches of {2 * widest} days where {LEAST_PIECES} are needed "
            f"({LEAST_PIECES * 2 * widest:,} days)."
        ),
        "second_opinion": (
            "By how much dates of this war differ, such a fall is not rare "
            f"(p {reading.t_pvalue:.2f} of t; at most {T_AT_MOST:.2f} is needed)."
        ),
    }


def caveats(asked: Asked, reading: Reading) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    sample, width = asked.sample, asked.params.widths[0]
    before, after = source_events(asked, reading)
    reach = (reading.limits[1] / reading.limits[0]) ** 0.5
    fits = f"{reach:,.0f}" if reach >= 3 else f"{reach:.1f}"
    said = [
        f"The source has {before:,} events of any kind in the area in the {width} days before the date and "
        f"{after:,} in those from it on: if it came to see less of the two alone, that would look the same.",
        f"The range spans a factor of {fits} each way, as wide as dates of this war differ by themselves; "
        "one date of one pair is weak evidence, and campaigns elsewhere make such falls too.",
    ]
    if sample.of_deal.sum() > 1:
        said.append(
            "Pairs of the two with the actor whom they are said to act against are not compared with: the "
            "alleged deal itself may change them."
        )
    if asked.on is None:
        said.append(
            "No date was given: the date was looked for. Shifting one series against the other corrects for "
            "that, and can seldom tell anything; an alleged date (--on) tells far more."
        )
    return (*said, *sample.caveats)


def source_events(asked: Asked, reading: Reading) -> tuple[int, int]:
    """Count all rows of the area in the windows before and after the date."""
    on, width = int(reading.found.dates[0]), asked.params.widths[0]
    events = asked.sample.events
    return int(events[on - width : on].sum()), int(events[on : on + width].sum())


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
            "pvalue": reading.pvalue,
            "asked": dyad == 0,
        }
        for dyad, reading in every
    ]


def pair(sample: Truce, dyad: int) -> list[str]:
    """Name the two actors of a dyad, in an order that doesn't depend on which is called A."""
    return sorted(sample.actors[i] for i in sample.sides[dyad].tolist())
