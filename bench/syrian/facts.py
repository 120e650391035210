"""Numbers that the methods paper states of these rows, beside what a question gives today."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import holdfire as hf
from holdfire.dossier.words import count, plain_ratio, pvalue
from syrian.answers import ALLEGED, asked

NORTH_EAST = "37.0,35.2,37.95,35.75"
BOX = "36.6,35.0,38.0,35.9"
YEAR = {"since": date(2014, 1, 1), "until": date(2015, 1, 1)}
NEXT = {"since": date(2015, 1, 1), "until": date(2016, 1, 1)}
AUTUMN = {"since": date(2017, 10, 1), "until": date(2018, 1, 1)}
SUMMER = {"since": date(2017, 7, 1), "until": date(2017, 9, 1)}
WINTER = {"since": date(2017, 9, 1), "until": date(2018, 3, 1)}
TOGETHER = {"forms": ("concerted-attack",)}
KURDISH_LED = {"a": ("gov",), "b": ("ypg",), "against": ("is",)}

Read = Callable[[hf.Inquiry], str]


def between(one: str, other: str, *, monthly: bool = False) -> Read:
    """Count the events of two parties in the asked area and period."""

    def read(found: hf.Inquiry) -> str:
        rows = [row for row in found.record if row.area == "asked" and set(row.dyad) == {one, other}]
        numbers = [row.events for row in sorted(rows, key=lambda row: row.month)]
        return ", ".join(map(str, numbers)) if monthly else count(sum(numbers))

    return read


def near(found: hf.Inquiry) -> str:
    """Give near pairs, observed and expected, and the p of the answer."""
    (answer,) = (one.answer for one in found.answers if one.answer.form == "concerted-attack")
    pairs = answer.details.get("near")
    if answer.pvalue is None or not isinstance(pairs, dict):
        return answer.reason
    ratio = plain_ratio(pairs["observed"] / pairs["expected"])
    return f"{pairs['observed']:,} of {pairs['expected']:,.0f} expected = {ratio}, {pvalue(answer.pvalue)}"


def verdict(form: str) -> Read:
    """Give the verdict of a form, with the first sentence of its reason."""

    def read(found: hf.Inquiry) -> str:
        (answer,) = (one.answer for one in found.answers if one.answer.form == form)
        return f"{answer.verdict.replace('_', ' ')}: {answer.reason.split('. ')[0]}"

    return read


FACTS: tuple[tuple[str, str, dict[str, object], Read], ...] = (
    (
        "Government–IS events by month of 2014",
        "14, 23, 18, 15, 15, 21, 62, 110, 60, 55, 88, 95",
        {**YEAR, **TOGETHER},
        between("gov", "is", monthly=True),
    ),
    ("north-east of Hama, October–December 2017: Government–IS", "1", AUTUMN, between("gov", "is")),
    ("the same: Government–rebels", "78", AUTUMN, between("gov", "rebels")),
    ("the same: IS–rebels", "21", AUTUMN, between("is", "rebels")),
    ("the same: silent-front", "never supports: no map", AUTUMN, verdict("silent-front")),
    ("the same, July–August 2017: Government–IS", "11", SUMMER, between("gov", "is")),
    ("box of Hama, September 2017–February 2018: near pairs", "9 of 9.8 to 13.4", WINTER, near),
    ("Syria 2014: near pairs", "2,240 of 2,314 = .97, p .56", {**YEAR, **TOGETHER}, near),
    ("Syria 2015: near pairs", "1.06, p .08", {**NEXT, **TOGETHER}, near),
    (
        "Government and Kurdish-led against IS, 2015",
        "p .012",
        {**NEXT, **TOGETHER, **KURDISH_LED},
        near,
    ),
)
PLACES = {id(AUTUMN): NORTH_EAST, id(SUMMER): NORTH_EAST, id(WINTER): BOX}


def against_the_methods(case: hf.Case, *, workers: int) -> Iterator[str]:
    """Set each stated number beside the one of a question."""
    yield "| fact | stated | here |"
    yield "| --- | --- | --- |"
    for what, stated, wanted, read in FACTS:
        area = PLACES.get(id(wanted), "Syria")
        forms = TOGETHER if area == BOX else {}
        found = asked(case, replace(ALLEGED, area=area, **{**wanted, **forms}), workers=workers)
        yield f"| {what} | {stated} | {read(found)} |"
