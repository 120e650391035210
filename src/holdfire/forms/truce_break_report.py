"""What `truce-break` says: when it has no meaning, what was found, why a gate is shut, what misleads."""

import numpy as np

from holdfire.forms.samples import Truce
from holdfire.forms.truce_break_dates import Reading, pieces
from holdfire.forms.truce_break_readings import Asked
from holdfire.forms.truce_break_series import compared_with
from holdfire.model.answer import Zero

LEAST_PIECES = 8  # stretches of two windows: with fewer, the dates of a war are no reference
T_AT_MOST = 0.10  # of the second opinion, for a supporting answer


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
    before = "1 clash" if found.own.before[0] == 1 else f"{found.own.before[0]:,} clashes"
    looked = " (the deepest fall of the period, found by looking)" if asked.on is None else ""
    return (
        f"{{a}} and {{b}}: {before} in the {width} days before {on}{looked}, "
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
        "own_fall": (
            "The difference comes more from what the compared pairs did than from a fall of the two "
            "themselves."
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
        "one date of one pair is weak evidence: a campaign that ends, moves elsewhere or is lost changes "
        "the counts too.",
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
