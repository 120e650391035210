"""How numbers, dates and verdicts read: one place, so that the page, the pictures and the app agree.

The rules are few: counts before rates, a range beside every ratio, no p of zero, no word that says more than
data can. `NEVER_WRITE` is what none of our own sentences may hold; a document's words stand in quotes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from holdfire.model.allegation import Area, AreaKind, Period, Question
from holdfire.model.answer import Effect, IntervalKind
from holdfire.model.claim import SYMMETRIC_KINDS, Claim, Modality
from holdfire.model.verdict import Verdict

NEVER_WRITE: tuple[str, ...] = (
    "proof",
    "proven",
    "guilty",
    "innocent",
    "a lie",  # the verb of place is another word
    "lied",
    "liar",
    "confirmed",
    "debunked",
    "alliance",
    "terrorists",
    "regime",
    "liberation",
    "no evidence of",
    "significant",
    "significantly",
)
NO_DATA = "no data"  # of a month in which nobody looked; never a zero
NO_INTENT = "This says nothing about intent."

VERDICT_HEADING: Mapping[Verdict, str] = {
    Verdict.SUPPORTS: "This trace is in the data",
    Verdict.DOES_NOT_SUPPORT: "An effect of the size that matters is ruled out",
    Verdict.CANNOT_TELL: "The data cannot tell",
}
VERDICT_SHORT: Mapping[Verdict, str] = {
    Verdict.SUPPORTS: "supports",
    Verdict.DOES_NOT_SUPPORT: "does not support",
    Verdict.CANNOT_TELL: "cannot tell",
}
INTERVAL_NAME: Mapping[IntervalKind, str] = {
    IntervalKind.CONFIDENCE: "confidence interval",
    IntervalKind.PREDICTION: "prediction interval",
    IntervalKind.REFERENCE_RANGE: "range among references",
}
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def forbidden_words(text: str) -> tuple[str, ...]:
    """List the words of NEVER_WRITE that stand in a text outside quotation marks “…”."""
    own = re.sub(r"“[^”]*”", " ", text).casefold()
    return tuple(word for word in NEVER_WRITE if re.search(rf"\b{re.escape(word)}\b", own))


def count(number: float) -> str:
    """Write a whole number with thousands marked: 16,566."""
    return f"{number:,.0f}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: 1 clash, 2 clashes."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def plain_ratio(value: float) -> str:
    """Write a ratio to two digits, without a sign: 0.44, 6.4, 120."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}" if value >= 0.01 or value == 0 else f"{value:.2g}"


def ratio(value: float) -> str:
    """Write a ratio as a reader meets it: 0.44×."""
    return f"{plain_ratio(value)}×"


def tick(value: float) -> str:
    """Write a ratio on an axis, as short as it can be: 1×, 0.1×."""
    return f"{value:,.6g}×"


def signed(value: float) -> str:
    """Write a number with four digits and a real minus sign."""
    return f"{value:,.4g}".replace("-", "−")


def interval(effect: Effect) -> str:
    """Write the two ends of an interval: 0.02 to 6.4; an end without bound says so."""
    low, high = effect.interval
    if low is None and high is None:
        return "without bounds"
    if low is None or high is None:
        return f"below {plain_ratio(high)}" if high is not None else f"above {plain_ratio(low or 0.0)}"
    return f"{plain_ratio(low)} to {plain_ratio(high)}"


def pvalue(value: float) -> str:
    """Write a p value; it is never 0."""
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}" if value < 0.1 else f"p = {value:.2f}"


def share(level: float) -> str:
    """Write a share in per cent, with the space that the unit takes."""
    return f"{100 * level:.3g}\u00a0%"


def share_interval(bounds: tuple[float, float] | None) -> str:
    """Write the interval of a share: 21 to 25 %; none is said to be none."""
    return "not known" if bounds is None else f"{100 * bounds[0]:.3g} to {share(bounds[1])}"


def form_name(form: str) -> str:
    """Write a form's name as a heading: Silent front."""
    return form.replace("-", " ").capitalize()


def prose_date(day: date) -> str:
    """Write a day as prose does: 25 November 2017."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span(period: Period) -> str:
    """Write a period for a heading: whole months by name, other periods by their first and last day."""
    first, last = period.since, period.until - timedelta(days=1)
    if first.day == 1 and period.until.day == 1:
        return _months(first, last)
    return f"{prose_date(first)} to {prose_date(last)}"


def _months(first: date, last: date) -> str:
    start, end = _MONTHS[first.month - 1], f"{_MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{start} to {end}" if first.year == last.year else f"{start} {first.year} to {end}"


def month_name(month: str) -> str:
    """Write a month of a record row: "2017-10" becomes October 2017."""
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def listed(names: Sequence[str]) -> str:
    """Join names as prose does: A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def party(ids: Iterable[str], labels: Mapping[str, str]) -> str:
    """Name a party: the registry's names of the actors that it is made of."""
    return listed([labels.get(i, i) for i in ids])


def party_of_label(label: str, labels: Mapping[str, str]) -> str:
    """Name a party by the label that record rows carry: ids joined by a plus sign."""
    return party(label.split("+"), labels)


def area_name(area: Area) -> str:
    """Name an area as prose does; a box is named by its edges, a drawn ground by its file."""
    if area.kind is AreaKind.BOX and area.box is not None:
        west, south, east, north = area.box
        return f"the box {_edges(west, east, 'EW')}, {_edges(south, north, 'NS')}"
    return f"the drawn area “{area.name}”" if area.kind is AreaKind.POLYGON else area.name


def _edges(low: float, high: float, signs: str) -> str:
    """Write two degrees with the letters of their hemispheres, one letter where both lie in the same."""
    first, last = (signs[0] if value > 0 or value == 0 <= high + low else signs[1] for value in (low, high))
    start = f"{abs(low):g}" if first == last else f"{abs(low):g}° {first}"
    return f"{start}–{abs(high):g}° {last}"


def question_sentence(question: Question, labels: Mapping[str, str]) -> str:
    """Put a registered question in words; it asks for a trace, since no test can see intent."""
    triple = question.triple
    against = f" against {party(triple.against, labels)}" if triple.against else ""
    pair = f"{party(triple.a, labels)} and {party(triple.b, labels)}"
    where = f"{area_name(question.area)}, {span(question.period)}"
    return f"Is there a trace of cooperation between {pair}{against} in {where}?"


def kind_name(kind: str) -> str:
    """Write a kind of claim for a reader: no clash, less targeting."""
    return kind.replace("_", " ")


def said_by(claim: Claim) -> str:
    """Write the chain of who said it, the reader's end first, in the document's words.

    That nobody is named is said, never left out.
    """
    speakers = [f"“{link.source}”" for link in reversed(claim.attribution)]
    if speakers:
        return f"said by {' ← '.join(speakers)}"
    return "the author’s own voice" if claim.modality is Modality.ASSERTED else "by whom: not stated"


def within(text: str, words: int) -> str:
    """Keep whole sentences from the front, at least one, until the next would exceed a number of words."""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?:])\s+", text.strip()):
        if kept and len(" ".join((*kept, sentence)).split()) > words:
            break
        kept.append(sentence)
    return " ".join(kept)


def sides(claim: Claim, names: Mapping[str, str]) -> str:
    """Write a claim's two sides by name; an arrow where order matters, a dash where the kind has none."""
    symmetric = claim.kind in SYMMETRIC_KINDS
    if (
        symmetric
        and len(together := claim.side_a or claim.side_b) > 1
        and not (claim.side_a and claim.side_b)
    ):
        return party(together, names)  # "X and Y still trade": both stand on one side
    one, other = (party(side, names) if side else "?" for side in (claim.side_a, claim.side_b))
    return f"{one} {'–' if symmetric else '→'} {other}"
