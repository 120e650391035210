"""What `selective-targeting` says: why it has no meaning, what was found, which gate is shut, and why."""

import math
from collections.abc import Mapping

from holdfire.forms.samples import Strikes
from holdfire.forms.selective_targeting_occasions import (
    LEAST_EXPECTED,
    LEAST_OCCASIONS,
)
from holdfire.forms.selective_targeting_readings import Asked, Direction, Found
from holdfire.model.answer import Zero

LEAST_IN_WAR = 5
SMALLEST = 0.5  # the odds ratio that matters: strikes on the partner half as likely as opportunity has it

MEASURES: Mapping[str, str] = {
    "front": "km of the striker's front with each, day by day",
    "ground": "ground of each within range of the striker's, day by day",
    "places": "places that each holds within range of the striker's ground, day by day",
    "others": "how often others struck each in the region, four weeks before and after too",
}


def without_meaning(asked: Asked) -> str | None:
    """Say why the form has no meaning on these data; None where it has one."""
    sample = asked.sample
    if not sample.directed:
        return _undirected(sample)
    if not len(sample.a) and not len(sample.b):
        return (
            "The data hold no strike of one of the two on the other or on the third party in the area and "
            "period."
        )
    if not asked.directions:
        return (
            "Nowhere could a striker choose: in no region and week with a strike did both the other one and "
            "the third party stand to be struck, by what the data show."
        )
    return None


def _undirected(sample: Strikes) -> str:
    if not sample.undirected:
        return "The data hold no fighting of the three parties on the map in the area and period."
    return (
        f"The data don't say who struck whom: none of the {sample.undirected:,} rows of fighting between the "
        "three names an attacker (UCDP and ACLED name sides without direction). Directed strikes are needed, "
        "such as releases of strikes or a table with an initiator."
    )


def zero(found: Found) -> Zero | None:
    """Say what a count of zero strikes on the partner means; None where the count is not zero."""
    if int(found.reading.occasions.on_partner.sum()) > 0:
        return None
    return Zero.RESTRAINT if found.direction.targets.in_war else Zero.NOT_CODED


def found_sentence(found: Found) -> str:
    """Tell counts before ratios; {a}, {b} and {c} stand for the parties' names."""
    return " ".join(_counted(direction) for direction in (found.direction, *_beside(found)))


def _beside(found: Found) -> tuple[Direction, ...]:
    return tuple(direction for direction in found.every if direction is not found.direction)


def _counted(direction: Direction) -> str:
    striker, partner = direction.keys
    occasions = direction.occasions
    return (
        f"{{{striker}}}: {int(occasions.on_partner.sum()):,} of {int(occasions.strikes.sum()):,} strikes on "
        f"{{{partner}}} or {{c}} fell on {{{partner}}}; the opportunities lead one to expect "
        f"{_number(occasions.expected)}."
    )


def _number(expected: float) -> str:
    return f"{expected:,.1f}" if expected < 100 else f"{expected:,.0f}"


def explanations(found: Found) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    occasions, targets = found.reading.occasions, found.direction.targets
    return {
        "numbers": (
            f"Too few strikes to judge: {len(occasions):,} occasions with {_number(occasions.expected)} "
            f"strikes on the other one to be expected; {LEAST_OCCASIONS} occasions and {LEAST_EXPECTED:.0f} "
            "such strikes are needed."
        ),
        "visibility": (
            f"The data report {targets.in_war} strikes of this side on the other one and "
            f"{targets.third_in_war} on the third in this war; {LEAST_IN_WAR} of each are needed to show "
            "that they can see them."
        ),
        "control_map": (
            "What there was to strike is guessed from how often others struck the two, not measured on a "
            "control map; so this form can't support the allegation."
        ),
    }


def caveats(asked: Asked, found: Found) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    direction, high = found.direction, found.reading.limits[1]
    said = [
        "Strikes of the two on each other that the source reports less often than strikes on the third look "
        "the same as sparing; silent-front and hand-over err the same way, so together they are no second "
        "proof.",
        f"What there was to strike: {MEASURES[direction.measure]}. A striker that aims at what is worth a "
        "strike, and not at ground, departs from it without any deal.",
    ]
    if high is not None and high < 1:
        said.append(
            f"If {math.floor(100 * (1 - high))}% or more of the strikes on the other one were filed as "
            "strikes on the third, the finding would be undone."
        )
    if found.reading.regional is None:
        said.append(
            f"The occasions lie in {found.reading.occasions.regions} regions, too few to ask whether what "
            "lasts in a region, such as range, terrain or what is worth a strike there, is all there is."
        )
    if direction.measure != asked.params.opportunity:
        said.append(
            f"The data don't allow the registered measure of opportunity ({asked.params.opportunity}); "
            f"instead it is read from {direction.measure}."
        )
    if found.looks > 1:
        said.append(
            "Both directions were tested. Shown is the one that spares more; p and range are corrected for "
            "that, and the range's lower end is that of the direction which reaches lower."
        )
    elif len(found.every) == 1 or not found.tested:
        said.append("Only one direction has strikes to look at." if len(found.every) == 1 else "")
    else:
        said.append("Only one direction has enough strikes to be tested.")
    return (
        *(words for words in said if words),
        *_left_out(found),
        *_undirected_rows(asked),
        *asked.sample.caveats,
    )


def _left_out(found: Found) -> tuple[str, ...]:
    """Say which strikes fell where the other target was not there to be struck, or not even this one."""
    targets, measure = found.direction.targets, found.direction.measure
    every = int((targets.on_partner + targets.on_third).sum())
    outside = every - int(found.direction.occasions.strikes.sum())
    if not outside:
        return ()
    partner = targets.opportunity[measure][:, 0]
    nowhere = int(targets.on_partner[partner <= 0].sum())
    return (
        f"{outside:,} strikes fell in regions and weeks in which only one of the two, or neither, stood to "
        f"be struck by what the data show, {nowhere:,} of them on the other one where it had nothing: they "
        "tell of no choice and are left out.",
    )


def _undirected_rows(asked: Asked) -> tuple[str, ...]:
    rows = asked.sample.undirected
    if not rows:
        return ()
    return (
        f"{rows:,} rows of fighting between the three don't say who struck whom and are left out "
        f"({asked.sample.directed:,} do).",
    )
