"""What `hand-over` says: when it has no meaning, what was found, why a gate is shut, what misleads."""

import numpy as np

from holdfire.forms.hand_over_captures import TAKER_LOSER, Asked
from holdfire.forms.hand_over_readings import Reading
from holdfire.model.answer import Zero
from holdfire.stats.ranks import range_words

LEAST_OF_WAR = 5  # A–B events of the war that show the source can see the two fight
IMPORT = "import dated changes (holdfire import captures FILE) or control maps with a gazetteer of towns"


def without_meaning(asked: Asked) -> str | None:
    """Say why the form has no meaning on these data; None where it has one."""
    sample = asked.sample
    if not len(sample):
        return (
            "The question was registered with no capture of a town in this war, so there is nothing to "
            f"compare: {IMPORT}, then register it anew."
        )
    if not asked.candidates:
        meant = asked.of_the_two & sample.asked
        rules = [rule for rule, out in asked.rules.items() if (meant & out).any()]
        if not meant.any():
            return (
                f"None of the {len(sample):,} captures known of this war passed from one of the two to the "
                "other in the asked area and period."
            )
        return f"The towns that passed between the two are left out by rule: {', '.join(rules)}."
    if not len(asked.references):
        return f"No other capture of this war is known to compare with: {IMPORT}."
    return None


def visible(asked: Asked, candidate: int) -> bool:
    """Say whether the source has seen the two fight, reported from around this town, and told all deaths."""
    seen = asked.sample.in_war >= LEAST_OF_WAR and bool(asked.sample.around[candidate])
    return seen and not asked.untold[candidate]


def zero(asked: Asked, reading: Reading) -> Zero | None:
    """Say what a count of no deaths means; None where there are some.

    A town that changes hands brings the two together, so no contact can't be meant.
    """
    if reading.deaths:
        return None
    return Zero.RESTRAINT if visible(asked, reading.candidate) else Zero.NOT_CODED


def day_words(day: int) -> str:
    """Write a day as 2016-12-11."""
    return str(np.datetime64(day, "D"))


def found_sentence(asked: Asked, reading: Reading) -> str:
    """Tell counts before ratios; {a} and {b} stand for the parties' names."""
    sample, params, deaths = asked.sample, asked.params, asked.deaths[reading.measure]
    of = f"{reading.scores.of:,}"
    median = float(np.median(deaths[asked.references]))
    shown = f"{median:,.0f}" if median == int(median) else f"{median:,.1f}"
    also = "" if len(asked.candidates) == 1 else f" (lowest of {len(asked.candidates)})"
    whose = "in fights of the two" if params.fighting == TAKER_LOSER else "in fights of any sides"
    place = sample.places[reading.candidate].replace("{", "(").replace("}", ")")  # the sentence is a template
    return (
        f"{{a}} and {{b}}: {place}, {day_words(int(sample.last[reading.candidate]))}{also}: "
        f"{reading.deaths:,} deaths {whose} within {params.radius_km:g} km; the median of the other "
        f"{len(asked.references):,} captures has {shown}. Rank {reading.scores.rank:,} of {of} from the "
        "fewest."
    )


def explanations(asked: Asked, reading: Reading) -> dict[str, str]:
    """Say for each gate what it means when it is shut."""
    forms = asked.params.family * (1 if asked.picked else len(asked.candidates))
    untold = int(asked.untold[reading.candidate])
    return {
        "numbers": (
            f"{len(asked.references):,} other captures are too few for a rank to tell anything: "
            f"{20 * forms - 1:,} are needed."
        ),
        "visibility": (
            f"The source doesn't say how many died in {untold:,} of the fights near this town."
            if untold
            else f"The source has {asked.sample.in_war:,} events of the two in this war (at least "
            f"{LEAST_OF_WAR} are needed) and {int(asked.sample.around[reading.candidate]):,} of any sides "
            "near this town within a year: it is not shown to see their fights here."
        ),
        "foreseen": (
            "The capture had happened when the question was registered: some capture is always the oddest, "
            "and who looks for it finds it."
        ),
    }


def caveats(asked: Asked, reading: Reading) -> tuple[str, ...]:
    """List what a reader must know before using the number."""
    sample = asked.sample
    said = [
        "Deaths that nobody reported look like a hand-over; and a town may fall with little fighting because "
        "few defended it, or none could come to help.",
    ]
    if asked.picked:
        said.insert(
            0,
            f"The town was named after it had fallen. As one of {reading.scores.of:,} it has rank "
            f"{reading.scores.rank:,} (p {reading.scores.rank / reading.scores.of:.3f}); as the one picked "
            "for being odd its p is 1, and no rank can support the allegation. Only signs fixed in advance "
            "can: orders to leave, transport out, nothing blown up.",
        )
    elif len(asked.candidates) > 1:
        said.append(f"The p of the oddest of {len(asked.candidates)} asked captures counts that many times.")
    if (words := range_words(len(reading.scores.references))) is not None:
        said.append(words)
    left_out = {rule: int(out.sum()) for rule, out in asked.rules.items() if out.any()}
    if left_out:
        listed = "; ".join(f"{rule}: {number:,}" for rule, number in left_out.items())
        said.append(f"Of {len(sample):,} captures known of this war some are left out by rule ({listed}).")
    if negotiated := int((sample.negotiated[asked.references] == 1).sum()):
        said.append(f"{negotiated:,} of the others were negotiated, by their source; they stay in.")
    unknown = int((~np.isfinite(sample.population[asked.references])).sum())
    if unknown:
        said.append(f"How many live there is not known of {unknown:,} of the others; they stay in.")
    if untold := int(asked.untold[asked.references].sum()):
        said.append(
            f"Of {untold:,} fights near the others the source doesn't say how many died in them: they count "
            "as none, and make the others look emptier of fighting than they were."
        )
    _, names = asked.features_of(reading.candidate)
    if not names:
        said.append(
            "Attackers, defenders, days of fighting and population are known of too few captures: none is "
            "taken into account, and a small town held by few is compared with a besieged city."
        )
    return (*said, *_rough(asked), *sample.caveats)


def _rough(asked: Asked) -> tuple[str, ...]:
    """Say how many events near the captures are known too roughly to count."""
    fights, params = asked.sample.fights, asked.params
    rough = (fights.km <= params.radius_km) & (fights.place_km > params.place_km)
    if not rough.any():
        return ()
    return (f"{int(rough.sum()):,} events near captures are placed too roughly to count, and are left out.",)
