"""Which data could turn “cannot tell” into an answer, by what was short: the gates that are shut."""

from collections.abc import Iterable, Mapping, Sequence

from holdfire.model.answer import Answer
from holdfire.model.record import RecordRow
from holdfire.model.verdict import ALPHA, Verdict

MOST_WISHES = 2
CONTROL_MAPS = "Dated control maps: contact would be measured along the front, not guessed from events."
EXACT_EVENTS = "Events with an exact place and date: those known only roughly can't show a common attack."
FEATURES = "Attackers, defenders, days of fighting and people of each town: like would be compared with like."
LONGER = "A longer period or a wider area: more contact and more events would narrow the range."

OF_SHUT_GATE: Mapping[tuple[str, str], str] = {
    ("silent-front", "exposure"): (
        "A wider area or a longer period, in which the two meet more: there was too little contact."
    ),
    ("concerted-attack", "numbers"): (
        "A longer period or a wider area: too few attacks of the two lie near each other to judge."
    ),
    ("hand-over", "numbers"): (
        "More captures of this war: dated changes of other towns, to which this one is compared."
    ),
    ("silent-front", "rough_places"): (
        "Exact places of the clashes known only roughly: they could turn this result."
    ),
    ("silent-front", "camps"): (
        "A wider area, with more actors: these can't tell a quiet front from an ordinary pair of one camp."
    ),
    ("truce-break", "dates"): ("A longer period: its other dates are what the alleged one is compared with."),
    ("selective-targeting", "numbers"): (
        "A longer period, a wider area, or more reports of strikes that say who struck whom."
    ),
    ("safe-passage", "map_age"): "A control map nearer to the asked day, with its error.",
    ("safe-passage", "every_day"): "Control maps of every asked day.",
    ("safe-passage", "in_time"): (
        "The roads that the mover could use, and when it set out: by these maps it comes too late."
    ),
    ("concerted-attack", "scale_curve"): (
        "A longer period: with more campaigns, days in common part from a season in common."
    ),
    ("concerted-attack", "counted_twice"): (
        "What the source says of the battles that it codes with both: whether each pair was one event or two."
    ),
    ("concerted-attack", "imprecise_events"): (
        "Exact places and dates of the events known only roughly: they could turn this result."
    ),
}


def what_would_help(answer: Answer, record: Sequence[RecordRow]) -> tuple[str, ...]:
    """Name the one or two data that could change “cannot tell”; empty for the other two verdicts."""
    if answer.verdict != Verdict.CANNOT_TELL:
        return ()
    offices = tuple(dict.fromkeys(office for row in record if row.area == "asked" for office in row.sources))
    wishes = list(dict.fromkeys([*_of_shut_gates(answer, offices), *_of_the_rest(answer, offices)]))
    if any("longer period" in wish.lower() for wish in wishes if wish != LONGER):
        wishes.remove(LONGER)  # said already, with the reason
    return tuple(wishes)[:MOST_WISHES]


def _of_shut_gates(answer: Answer, offices: Sequence[str]) -> Iterable[str]:
    """Name a remedy for each gate that is shut, those that bind every verdict first.

    The gates that bind support alone count only where the p value would have supported, but for control
    maps, which make every number of a silent front better.
    """
    shut = [gate for gate, is_open in answer.valid.items() if not is_open]
    near = answer.pvalue_family is not None and answer.pvalue_family <= ALPHA
    shut += [gate for gate, is_open in answer.strict.items() if near and not is_open]
    for gate in shut:
        if gate == "visibility":
            yield f"A source shown to record clashes of these two here: {_named(offices)} has not been."
        elif (answer.form, gate) == ("silent-front", "numbers"):
            yield _more_pairs(answer)
        elif wish := OF_SHUT_GATE.get((answer.form, gate)):
            yield wish
    if answer.form == "concerted-attack" and answer.status == "undefined":
        yield EXACT_EVENTS
    if answer.exposure.basis == "co-presence":
        yield CONTROL_MAPS


def _of_the_rest(answer: Answer, offices: Sequence[str]) -> Iterable[str]:
    """Name what helps any answer whose range stayed wide, and what a record without events lacks."""
    if not offices:
        yield "Event data on these actors in this area and period."
    if answer.form == "hand-over":
        yield FEATURES
        return
    if answer.status == "undefined" or all(answer.valid.values()):
        yield LONGER
    if len(offices) == 1:
        yield f"A second source of events beside {offices[0]}, the only one behind the rows of this record."
    yield LONGER


def _more_pairs(answer: Answer) -> str:
    """Name what brings in more other pairs, to which the asked one is compared."""
    maps = "Dated control maps, a" if answer.exposure.basis == "co-presence" else "A"
    return f"{maps} wider area or a longer period: too few other pairs to compare with."


def _named(offices: Sequence[str]) -> str:
    return offices[0] if len(offices) == 1 else "the sources of this record" if offices else "no source"
