"""Questions and answers as lines of a terminal; the words are those of the dossier."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from holdfire.dossier.words import (
    INTERVAL_NAME,
    NO_DATA,
    VERDICT_HEADING,
    area_name,
    count,
    interval,
    party_of_label,
    pvalue,
    question_sentence,
    ratio,
    share,
    share_interval,
)
from holdfire.model.allegation import Question
from holdfire.model.answer import Answer
from holdfire.model.record import RecordRow
from holdfire.model.verdict import Verdict


def question_lines(question: Question, names: Mapping[str, str]) -> Iterable[str]:
    """Say what was registered: the sentence, the area that was chosen, the alternatives."""
    yield f"{question.id}: {question_sentence(question, names)}"
    area = question.area
    countries = f" ({', '.join(area.countries)})" if area.countries else ""
    yield f"  area: {area.kind.value} {area_name(area)}{countries}"
    if area.alternatives:
        yield f"  “{area.asked}” could also have meant: {', '.join(area.alternatives)}"
    period = question.period
    yield f"  days: {period.since} to {period.until}, the last one not counted; seed {question.seed}"
    for name, smallest in question.smallest_effects.items():
        yield f"  the smallest effect that matters for {name}: {ratio(smallest)}"
    for on in dict.fromkeys(choices["on"] for choices in question.choices.values() if choices.get("on")):
        yield f"  the alleged date: {on}"
    for choices in question.choices.values():
        if choices.get("mover") and choices.get("through"):
            mover, holder = (party_of_label(str(choices[key]), names) for key in ("mover", "through"))
            start, goal = (str(choices[key]).partition(" ") for key in ("start", "goal"))
            yield (
                f"  the passage: {mover}, through ground of {holder}, from {start[2]} ({start[0]}) to "
                f"{goal[2]} ({goal[0]}); ways stay on the {choices['within']}"
            )
            yield from _of_ways(choices)


def _of_ways(choices: Mapping[str, float | int | str]) -> Iterable[str]:
    """Say what was fixed of the ways of a passage."""
    digest, _, file = str(choices.get("roads") or "").partition(" ")
    yield (
        f"  they follow the roads of {file} (SHA-256 {digest[:12]}…)"
        if file
        else "  they lead over open ground"
    )
    if choices.get("range_km"):
        yield f"  none is longer than {choices['range_km']:g} km"
    if choices.get("km_per_day"):
        yield f"  the mover gets {choices['km_per_day']:g} km in a day"
    if choices.get("days") == "each":
        yield "  a way must be there on each day of the period"


def detectable_lines(question: Question) -> Iterable[str]:
    """Say what could be detected, before any result."""
    for found in question.detectable:
        yield f"  {found.form}: {found.sentence}"


def record_table(
    record: Sequence[RecordRow], names: Mapping[str, str]
) -> tuple[tuple[str, ...], Iterable[Sequence[str]]]:
    """Lay the record out with one row a pair and place, months and their total."""
    where = {"asked": "in the area", "before": "12 months before", "country": "in the country"}
    groups: dict[tuple[tuple[str, str], str], list[RecordRow]] = defaultdict(list)
    for row in record:
        groups[row.dyad, row.area].append(row)

    def cells() -> Iterable[Sequence[str]]:
        for (dyad, area), rows in groups.items():
            pair = " – ".join(party_of_label(label, names) for label in dyad)
            seen = [row for row in rows if row.covered]
            totals = (sum(row.events for row in seen), sum(row.deaths_best for row in seen))
            yield pair, where[area], *(map(count, totals) if seen else (NO_DATA, NO_DATA)), _by_month(rows)

    return ("pair", "where", "events", "deaths (best)", "by month"), cells()


def _by_month(rows: Sequence[RecordRow]) -> str:
    """Name the months with what they hold; no space stands within one, lest a line end between the two."""
    if not any(row.covered for row in rows):
        return f"{rows[0].month} to {rows[-1].month}: {NO_DATA}"
    return " ".join(
        f"{row.month}:{count(row.events) if row.covered else NO_DATA.replace(' ', '-')}" for row in rows
    )


def answer_lines(answer: Answer, *, stale: bool) -> Iterable[str]:
    """Say what one form found: words first, then effect with its range, then p."""
    heading = (
        VERDICT_HEADING[Verdict(answer.verdict)] if answer.status == "done" else "Not defined on these data"
    )
    yield f"{answer.form}: {heading}." + (" (made before the data changed; ask again)" if stale else "")
    yield f"  {answer.reason}"
    if answer.sentence:
        yield f"  {answer.sentence}"
    if answer.effect is not None:
        effect, kind = answer.effect, INTERVAL_NAME[answer.effect.interval_kind]
        value, limits = ratio(effect.value), interval(effect)
        if answer.reference is not None and answer.reference.feasible:
            low, high = effect.interval
            limits = share_interval((low or 0.0, 1.0 if high is None else high))
            value = share(effect.value)
        yield f"  {effect.name} {value}; {effect.level:.0%} {kind} {limits}"
    if answer.pvalue is not None and answer.pvalue_family is not None:
        family = f"; with {answer.family} forms {pvalue(answer.pvalue_family)}" if answer.family > 1 else ""
        yield f"  {pvalue(answer.pvalue)}{family}"
    if answer.placebos is not None and answer.placebos.n and not answer.placebos.sentence:
        others = answer.placebos.n
        yield f"  rank {answer.placebos.rank} of {others + 1}, with {others} pairs of which nobody alleges it"
    for beside in (answer.placebos, answer.robustness):
        if beside is not None and beside.sentence:
            yield f"  {beside.sentence}"
    yield f"  null: {answer.null}"
    for caveat in answer.caveats:
        yield f"  caveat: {caveat}"
