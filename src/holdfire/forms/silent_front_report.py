"""What `silent-front` says: sentences, gates, caveats."""

from dataclasses import dataclass

from holdfire.forms.samples import Fronts
from holdfire.forms.silent_front_bursts import room_of_zero
from holdfire.forms.silent_front_contrast import Contrast
from holdfire.forms.silent_front_prediction import LEAST_DF
from holdfire.forms.silent_front_readings import Basis, Reading
from holdfire.forms.silent_front_rough import Spread
from holdfire.model.answer import Zero
from holdfire.stats.ranks import range_words

LEAST_IN_WAR = 5
LEAST_WITHIN_YEAR = 1
LEAST_OF_REGION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What is read beside the deciding part: rough rows spread at random, and the contrast of four actors."""

    spread: Spread | None = None
    contrast: Contrast | None = None


def pair(sample: Fronts, dyad: int) -> list[str]:
    """Name the two actors of a dyad, in an order that doesn't depend on which is called A."""
    return sorted(sample.actors[i] for i in sample.sides[dyad].tolist())


def unit(sample: Fronts) -> str:
    """Name the unit of exposure."""
    return "km-days" if sample.basis == "control map" else "cell-days"


def blind_spots(sample: Fronts) -> tuple[str, ...]:
    """Say why the source could not have seen A–B clashes here; empty where it could."""
    seen = sample.visibility
    reasons = (
        (
            seen.in_war >= LEAST_IN_WAR,
            f"it has {seen.in_war} of them in this war, fewer than {LEAST_IN_WAR}",
        ),
        (seen.within_year >= LEAST_WITHIN_YEAR, "it has none within twelve months before or after"),
        (seen.of_region >= LEAST_OF_REGION, "it has no event of any two actors in the area and period"),
        (seen.coded, "its coding rules fold one of the two into another actor"),
    )
    return tuple(words for holds, words in reasons if not holds)


def without_contact(sample: Fronts) -> str | None:
    """Say why the form has no meaning where the two had no contact; None where they had."""
    if sample.asked_exposure[0] > 0:
        return None
    if clashes := int(sample.asked_clashes[0]):
        return f"The data show no contact of the two, and yet {clashes} clashes: the contact is not known."
    return "The two had no contact in the area and period: no chance to clash."


def zero(base: Basis) -> Zero | None:
    """Say what a count of zero means; None where the count is not zero."""
    sample = base.sample
    if sample.asked_clashes[0] > 0:
        return None
    if sample.asked_exposure[0] <= 0:
        return Zero.NO_CONTACT
    if blind_spots(sample):
        return Zero.NOT_CODED
    return Zero.RESTRAINT if sample.asked_exposure[0] >= base.least_exposure else Zero.NO_CONTACT


def found_sentence(base: Basis, reading: Reading | None, looks: Looks) -> str:
    """Tell the count, the contact, what was expected of it, and what the two's other clashes lead to expect.

    {a} and {b} stand for the parties' names.
    """
    sample = base.sample
    contact = f"{sample.asked_exposure[0]:,.0f} {unit(sample)}"
    count = f"{{a}} and {{b}}: {sample.asked_clashes[0]:,} clashes over {contact}"
    if reading is None:
        return f"{count}; there is nothing to compare this with."
    why = (
        "the contact and activity of the two lead one to expect"
        if reading.part == "prediction"
        else "the median of the reference fronts makes it"
    )
    digits = 1 if reading.expected < 100 else 0
    told = f"{count}; {why} {reading.expected:,.{digits}f}."
    return told if looks.contrast is None else f"{told} {_by_region(looks.contrast)}"


def _by_region(found: Contrast) -> str:
    expected, regions = found.total.mean(), len(found.laws)
    digits = 1 if expected < 100 else 0
    where = f"{regions} regions" if regions > 1 else "one region"
    return (
        f"In {where} their clashes with others lead one to expect {expected:,.{digits}f}, and there were "
        f"{found.observed:,}."
    )


def explanations(base: Basis, looks: Looks) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    sample = base.sample
    needed = 20 * base.params.family - 1
    fronts = 0 if base.rate is None else len(base.rate.references)
    return {
        "visibility": (
            "This source has not been shown able to see clashes between the two here: "
            f"{'; '.join(blind_spots(sample))}."
        ),
        "exposure": (
            f"Too little contact to judge: {sample.asked_exposure[0]:,.0f} {unit(sample)}, "
            f"at least {base.least_exposure:,.0f} are needed."
        ),
        "numbers": (
            f"Too few other pairs to compare with: {fronts} fronts where {needed} are needed, and too few "
            f"actors for a prediction (degrees of freedom: {base.activity.df} of {LEAST_DF})."
        ),
        "control_map": (
            "Contact is guessed from where events of both lie, not measured on a control map; so this form "
            "can't support the allegation."
        ),
        "camps": (
            "The other pairs' clashes show camps, and the two may be of one of them: they are not quieter "
            "than an ordinary pair of one camp might be."
        ),
        "rough_places": "" if looks.spread is None else _if_spread(looks.spread),
    }


def _if_spread(found: Spread) -> str:
    highest = ""
    if found.highest is not None:
        digits = 0 if found.highest >= 10 else 2
        highest = f" and the upper end of the range up to {found.highest:,.{digits}f}"
    return (
        f"With all {found.rows:,} clashes of the period and country whose place is known only roughly spread "
        f"at random over where they may lie ({found.times} times), p is up to {found.worst_pvalue:.2g}"
        f"{highest}."
    )


def caveats(base: Basis, looks: Looks) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    sample = base.sample
    said = [
        "Fewer clashes than expected can come from tacit restraint, weak forces, bad terrain, or reports "
        "that are rarer from this front than from others.",
    ]
    if base.decides == "prediction":
        said.append(
            "Two sides that keep quiet with each other alone and fight all others leave this trace, whether "
            "or not they agreed on anything."
        )
    if base.decides == "prediction" and base.activity.references.wide:
        said.append(
            "Too few dyads meet in the asked area: the other dyads are counted over the whole country."
        )
    if base.decides == "rate":
        said.append(
            "Too few dyads to take the activity of the two actors out: a weak actor looks like restraint."
        )
        said += [words for words in [base.rate and range_words(len(base.rate.references))] if words]
    if sample.basis == "co-presence":
        said.append("No control map covers the area: contact is guessed from where events of both lie.")
    if sample.uncovered[0]:
        said.append(
            f"{sample.uncovered[0]} clashes of the two lie where the data show no contact; they are counted."
        )
    if sample.asked_clashes[0] == 0 and sample.asked_exposure[0] > 0:
        said.append(_zero_words(base))
    if looks.spread is not None:
        said.append(_if_spread(looks.spread))
    if looks.contrast is not None:
        said.append(
            "The comparison with the two's other clashes by region can't tell this pair from its mirror: "
            "the one that they are said to act against, and all others. It explains and decides nothing."
        )
    return (*said, *sample.caveats)


def _zero_words(base: Basis) -> str:
    """Say what a zero leaves room for."""
    room = room_of_zero(base.sample, base.least_exposure)
    listed = ", ".join(f"{count:,.{1 if count < 100 else 0}f} ({name})" for name, count in room.items())
    return (
        f"A count of zero goes with up to so many expected clashes: {listed}. A zero in bursty data is weak "
        "evidence."
    )
