"""Two sayings that exclude each other, put in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from holdfire.checks.sayings import Rule, Saying
from holdfire.checks.stated import counted, in_words, overlap
from holdfire.model.check import CheckKind, CheckStatus, Finding, Used
from holdfire.model.claim import ClaimFigure, Modality

_FATES = re.compile(
    r"\b(?:(?P<dead>kill|dead\b|die[sd]?\b|death|slain)|(?P<hurt>wound|injur)|(?P<held>captur|detain|arrest|abduct)"
    r"|(?P<gone>displac|fled|flee)|(?P<missing>missing))",
    re.IGNORECASE,
)
_QUOTED = 90  # characters of a quote in a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """Two sayings, by number, that exclude each other, or may; others: with how many it is so."""

    rule: Rule
    no: int
    yes: int
    km: float
    certain: bool
    others: int


def figures_apart(one: Saying, other: Saying, unit: str) -> tuple[ClaimFigure, ClaimFigure] | None:
    """Find two figures in one unit of which no number is both; None where every pair shares one."""
    figures = [
        [(f, _fate(saying, f)) for f in saying.claim.figure_details if f.unit == unit]
        for saying in (one, other)
    ]
    alike = [(f, g) for f, fate in figures[0] for g, other_fate in figures[1] if fate == other_fate]
    apart = [(f, g) for f, g in alike if not overlap(counted(f), counted(g))]
    return apart[0] if apart and len(apart) == len(alike) else None


def _fate(saying: Saying, figure: ClaimFigure) -> str:
    """Say what befell those whom a figure counts, by the nearest word: three killed are no wounded."""
    at = figure.start - saying.claim.start
    words = [(abs(found.start() - at), found.lastgroup) for found in _FATES.finditer(saying.claim.quote)]
    return min(words, default=(0, ""))[1] or ""


def opposed_finding(found: Sequence[Saying], pair: Opposed, key: Sequence[str]) -> Finding:
    """Put two sayings that exclude each other beside the words of the one that says no."""
    numbers = (pair.no, pair.yes)
    if pair.rule is Rule.HELD:  # neither says no: the earlier one goes first
        numbers = (min(numbers), max(numbers))
    one, other = (found[number] for number in numbers)
    same_voice = one.voice == other.voice
    figures = figures_apart(one, other, key[1]) if pair.rule is Rule.FIGURES else None
    used: dict[str, Used] = {
        "rule": pair.rule.name.lower(),
        "voices": (one.voice[1], other.voice[1]),
        "same_voice": same_voice,
        "documents": (one.outlet, *one.copies, other.outlet, *other.copies),
        "opposed_claims": float(pair.others),
    }
    return Finding(
        claim=one.claim.id,
        other=other.claim.id,
        check=CheckKind.CONTRADICTION,
        stated=None if figures is None else figures[0].value,
        computed=None if figures is None else figures[1].value,
        unit=None if figures is None else key[1],
        status=CheckStatus.INCONSISTENT
        if pair.certain and not _hedged(one, other)
        else CheckStatus.CANNOT_BE_CHECKED,
        reason=_reason((one, other), pair, figures),
        document=one.claim.document,
        start=one.claim.start,
        end=one.claim.end,
        quote=one.claim.quote,
        against=f"a claim of {other.outlet}",
        used=used,
    )


def _reason(
    both: tuple[Saying, Saying],
    pair: Opposed,
    figures: tuple[ClaimFigure, ClaimFigure] | None,
) -> str:
    """Say in one sentence what excludes what, where and when the two meet, and what is left open."""
    one, other = both
    whose = (
        f"{_who(one)} against itself" if one.voice == other.voice else f"{_who(one)} against {_who(other)}"
    )
    what: str = pair.rule
    if figures is not None:
        what = (
            " and ".join(f"“{in_words(figure, figure.unit)}”" for figure in figures) + " exclude each other"
        )
    meet = f"{_when(one, other)}; {_where(one, other, pair.km)}"
    copies = [*one.copies, *other.copies]
    twice = f"; the same words stand in {', '.join(copies)} and count once" if copies else ""
    more = f"; {pair.others - 1} more such claims" if pair.others > 1 else ""
    start = "" if pair.certain else "day or place leaves it open whether they exclude each other: "
    if pair.certain and _hedged(one, other):
        start = "one is told as what may be, so that both can be right: "
    return f"{start}{whose}: {what} (“{_short(other.claim.quote)}”), {meet}{twice}{more}"


def _hedged(one: Saying, other: Saying) -> bool:
    return Modality.HEDGED in (one.claim.modality, other.claim.modality)


def _who(saying: Saying) -> str:
    mood = "" if saying.claim.modality in ("asserted", "reported") else f" ({saying.claim.modality})"
    name = f"“{saying.claim.attribution[0].source}” in {saying.outlet}" if saying.quoted else saying.outlet
    return name + mood


def _when(one: Saying, other: Saying) -> str:
    days = [_days(saying) for saying in (one, other)]
    return days[0] if days[0] == days[1] else f"{days[0]} and {days[1]}"


def _days(saying: Saying) -> str:
    if saying.claim.date is None:
        return "no day given"
    since, last = saying.claim.date[0], saying.claim.date[1] - timedelta(days=1)
    return str(since) if since >= last else f"{since} to {last}"


def _where(one: Saying, other: Saying, km: float) -> str:
    names = [
        ", ".join(place.name for place in saying.claim.places) or "no place given" for saying in (one, other)
    ]
    apart = "" if km != km or km < 1 else f" ({km:.0f} km apart)"  # noqa: PLR0124  nan
    return names[0] + apart if names[0] == names[1] else f"{names[0]} and {names[1]}{apart}"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1] + "…"
