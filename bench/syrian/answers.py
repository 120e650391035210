"""What every registered form says of Government and Islamic State against the rebels, by time and place."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import holdfire as hf
from holdfire.dossier.words import count, interval, pvalue, ratio, share
from holdfire.errors import HoldfireError
from holdfire.forms import FORMS
from holdfire.forms.spec import AnyForm
from holdfire.inquiry.asking import stored_inquiry
from syrian.making import ACT, GOVERNORATES

ALLEGED = hf.Asked(
    a=("gov",), b=("is",), against=("rebels",), area="Syria", since=date(2013, 1, 1), until=date(2019, 1, 1)
)
YEARS = range(2013, 2019)
DATES = (date(2014, 7, 1),)  # the end of the truce that is alleged of early 2014
HEAD = (
    "| {what} | form | events | effect (95 %) | p | placebos: p ≤ .05; support | verdict | reason |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)
LONGEST = 110  # characters of a reason


def by_half_year(case: hf.Case, *, workers: int) -> Iterator[str]:
    """Ask the whole of Syria, half-year after half-year."""
    yield from _head("half-year")
    for year in YEARS:
        starts = (date(year, 1, 1), date(year, 7, 1), date(year + 1, 1, 1))
        for half, (since, until) in enumerate(pairwise(starts), start=1):
            wanted = replace(ALLEGED, since=since, until=until)
            yield from rows(case, f"{year} H{half}", wanted, workers=workers)
    yield from not_asked()


def by_governorate(shared: Path, case: hf.Case, *, workers: int) -> Iterator[str]:
    """Ask each governorate for all years at once."""
    yield from _head("governorate, 2013–2018")
    drawn = json.loads((shared / GOVERNORATES).read_text(encoding="utf-8"))["features"]
    for name in sorted(feature["properties"]["NAME_EN"] for feature in drawn):
        yield from rows(case, name, replace(ALLEGED, area=f"boundary:{name}"), workers=workers)
    yield from not_asked()


def at_dates(case: hf.Case, *, workers: int) -> Iterator[str]:
    """Ask forms that want a date at the dates that were alleged."""
    yield from _head("date")
    forms = tuple(form.name for form in FORMS if form.needs_date)
    for on in DATES:
        wanted = replace(ALLEGED, on=on, forms=forms)
        yield from rows(case, on.isoformat(), wanted, workers=workers)


def rows(case: hf.Case, what: str, wanted: hf.Asked, *, workers: int) -> Iterator[str]:
    """Register and ask, unless that is answered already; one line a form."""
    try:
        found = asked(case, wanted, workers=workers)
    except HoldfireError as error:
        yield f"| {what} | | | | | | | {_short(str(error))} |"
        return
    for one in found.answers:
        yield row(what, one.answer)


def asked(case: hf.Case, wanted: hf.Asked, *, workers: int) -> hf.Inquiry:
    """Register and ask; what was answered on the same data is taken as it stands."""
    question = hf.register(case, wanted, ACT).question
    stored = stored_inquiry(case, question)
    if {one.answer.form for one in stored.answers if not one.stale} == set(question.forms):
        return stored
    return hf.ask(case, question, ACT, workers=workers)


def row(what: str, answer: hf.Answer) -> str:
    """Write one answer as a line of the table."""
    cells = (
        what,
        answer.form,
        count(answer.n.events),
        "" if answer.effect is None else f"{ratio(answer.effect.value)} ({interval(answer.effect)})",
        "" if answer.pvalue is None else pvalue(answer.pvalue),
        _placebos(answer),
        "undefined" if answer.status == "undefined" else answer.verdict.replace("_", " "),
        _short(answer.reason),
    )
    return f"| {' | '.join(cells)} |"


def not_asked() -> Iterator[str]:
    """Say which registered forms want more than an area and a period."""
    if left := [f"`{form.name}` ({_wants(form)})" for form in FORMS if _wants(form)]:
        yield ""
        yield f"Not asked here: {', '.join(left)}."


def _wants(form: AnyForm) -> str:
    wishes = {"needs_date": "a date", "needs_captures": "captures", "needs_strikes": "directed strikes"}
    return " and ".join(what for wish, what in wishes.items() if getattr(form, wish, False))


def _placebos(answer: hf.Answer) -> str:
    """Say how often p is small, or where the asked one ranks, among those that nobody alleges anything of."""
    found = answer.placebos
    if found is None or not found.n:
        return ""
    if found.false_alarms is None:
        return "" if found.rank is None else f"rank {found.rank} of {count(found.n + 1)}"
    support = "" if found.supports is None else f"; {count(round(found.supports * found.n))}"
    return f"{share(found.false_alarms)} of {count(found.n)}{support}"


def _short(text: str) -> str:
    """Take the first sentence, and no more of it than a cell holds."""
    first = text.replace("|", "/").split(". ")[0].rstrip(".")
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rsplit(' ', 1)[0]} …"


def _head(what: str) -> Iterator[str]:
    return (line.format(what=what) for line in HEAD)
