"""The ways in which reports write dates: bounded patterns over folded text, each with its reader."""

import re
from dataclasses import dataclass

from holdfire.lexicon import date_readers as read
from holdfire.lexicon import date_steps as step
from holdfire.lexicon.alternatives import either
from holdfire.lexicon.counts import PLAIN
from holdfire.lexicon.date_readers import MONTHS, Reader
from holdfire.lexicon.words import WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A way to write a date; hint: the kind of word that it needs.

    opens: the words that it can begin with, DIGIT for a figure. reach: how many words before its hint.
    """

    rule: str
    hint: str
    pattern: re.Pattern[str]
    read: Reader
    opens: frozenset[str]
    reach: int = 0


DIGIT = "0"
_KINDS = {
    "DIGIT": (DIGIT,),
    "MONTH": MONTHS,
    "WEEKDAY": WORDS.weekdays,
    "SEASON": WORDS.seasons,
    "NUMBER": WORDS.numbers,
}
_M, _W, _S = either(MONTHS), either(WORDS.weekdays), either(WORDS.seasons)
_Y = r"(?P<year>(?:19|20)\d\d)(?!\d|,\d)"
_WHICH = r"(?:of )?(?:the )?(?P<which>last|this|next|same|that|previous|following) year"
_OF_YEAR = rf"(?:(?:,? |-)(?:of |in )?(?:{_Y}|{_WHICH}))"
_ORD = r"(?:st|nd|rd|th)?"
_LAST = rf"{_ORD} ?(?:-|to|and|until|through) ?(?:the )?(?P<last>\d\d?){_ORD}"
_DOT = r"\.?"
_IN = r"in|since|during|until|till|by|of|from|throughout|before|after|between|this|next"
_COUNTED = either(WORDS.units)
_UNIT = r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade)"
_COUNT = rf"(?P<count>{PLAIN})(?P<half> and a half)?"


def _form(rule: str, hint: str, pattern: str, read: Reader, *, opens: str, reach: int = 0) -> Form:
    whole = re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)")
    return Form(rule=rule, hint=hint, pattern=whole, read=read, opens=_words(opens), reach=reach)


def _words(opens: str) -> frozenset[str]:
    """List what a date opens with; a name in capitals stands for all words of a kind."""
    return frozenset(word.split(" ")[0] for name in opens.split() for word in _KINDS.get(name, (name,)))


NUMERIC: tuple[Form, ...] = (
    Form(
        rule="d.iso",
        hint="year",
        pattern=re.compile(rf"(?<![\w.-]){_Y}-(?P<month>\d\d)-(?P<day>\d\d)(?=t\d\d:|[^\w-]|-(?!\d)|$)"),
        read=read.iso,
        opens=frozenset((DIGIT,)),
    ),
    _form(
        "d.dotted",
        "year",
        rf"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?{_Y}",
        read.iso,
        opens="DIGIT",
        reach=2,
    ),
    _form(
        "d.numeric",
        "year",
        rf"(?P<first>\d\d?)(?P<sign>[/-])(?P<second>\d\d?)(?P=sign){_Y}",
        read.numeric,
        opens="DIGIT",
        reach=2,
    ),
    _form(
        "d.years",
        "year",
        rf"{_Y}(?: ?- ?(?P<short>\d\d)| ?(?:-|to|and|until|through) ?(?P<last>(?:19|20)\d\d))(?![-\d])",
        read.years,
        opens="DIGIT",
    ),
    _form(
        "d.decade",
        "year",
        r"(?:the )?(?P<year>(?:19|20)\d0)(?:s|'s)",
        read.decade,
        opens="DIGIT the",
        reach=1,
    ),
    _form(
        "d.year",
        "year",
        rf"(?:(?:in|since|during|until|till|throughout|early|mid|late)[ -]"
        rf"|(?:of|from|by|before|after) (?!\d{{4}} (?:{_COUNTED})\b))(?P<core>{_Y})(?![-.]\d)",
        read.year,
        opens="in since during until till throughout early mid late of from by before after",
        reach=1,
    ),
    _form(
        "d.year_noun",
        "year",
        rf"(?:an?|the|his|its|their|this) (?P<core>{_Y})(?= [a-z])",
        read.year,
        opens="a an the his its their this",
        reach=1,
    ),
    _form(
        "d.ordinal",
        "ordinal",
        r"(?:on|by|until|since|from|before|after) the (?P<core>(?P<day>\d\d?)(?:st|nd|rd|th))"
        r"(?! (?:century|anniversary|day|time|floor|hour|week|month|year|of))",
        read.ordinal,
        opens="on by until since from before after",
        reach=2,
    ),
)
NAMED: tuple[Form, ...] = (
    _form(
        "d.mail",
        "month",
        rf"(?P<month>{_M}) {{1,2}}(?P<day>\d\d?) \d\d:\d\d:\d\d (?:[a-z+\-]\w{{1,5}} )?{_Y}",
        read.day_month,
        opens="MONTH",
    ),
    _form(
        "d.days",
        "month",
        rf"(?P<day>\d\d?){_LAST}(?: of)? (?P<month>{_M}){_DOT}{_OF_YEAR}?",
        read.days_month,
        opens="DIGIT",
        reach=5,
    ),
    _form(
        "d.day_month",
        "month",
        rf"(?P<day>\d\d?){_ORD}(?: of| day of|-)? ?(?P<month>{_M}){_DOT}{_OF_YEAR}?",
        read.day_month,
        opens="DIGIT",
        reach=3,
    ),
    _form(
        "d.month_days",
        "month",
        rf"(?P<month>{_M}){_DOT} (?:the )?(?P<day>\d\d?){_LAST}(?!\d|:| [a-z]{{1,20}}s\b){_OF_YEAR}?",
        read.days_month,
        opens="MONTH",
    ),
    _form(
        "d.month_day",
        "month",
        rf"(?P<month>{_M}){_DOT} (?:the )?(?P<day>\d\d?){_ORD}(?!\d|:|[.,]\d){_OF_YEAR}?",
        read.day_month,
        opens="MONTH",
    ),
    _form(
        "d.months",
        "month",
        rf"(?P<month>{_M}){_DOT} ?(?:-|to|and|until|through) ?(?P<other>{_M}){_DOT}{_OF_YEAR}?",
        read.months,
        opens="MONTH",
    ),
    _form(
        "d.month_year",
        "month",
        rf"(?<!\d )(?P<month>{_M}){_DOT}{_OF_YEAR}",
        read.month,
        opens="MONTH",
    ),
    _form(
        "d.month",
        "month",
        rf"(?:{_IN}|(?P<last>last)) (?P<core>(?P<month>{_M}))(?! ?\d)",
        read.month,
        opens=f"{_IN.replace('|', ' ')} last",
        reach=1,
    ),
    _form(
        "d.month_part",
        "month",
        r"(?:early|mid|middle|late|(?:beginning|start|middle|end|close|half|weeks?|days) of)[ -](?:in )?"
        rf"(?P<core>(?P<month>{_M}))(?! ?\d)",
        read.month,
        opens="early mid middle late beginning start end close half week weeks day days",
        reach=3,
    ),
    _form(
        "d.season",
        "season",
        rf"(?P<season>(?!fall [a-z]+ of){_S})(?: (?:offensive|campaign|battle|assault|fighting|months))?"
        rf"(?: of|,)? {_Y}(?:[-/](?:20)?\d\d(?!\d))?",
        read.season,
        opens="SEASON",
    ),
    _form(
        "d.season_near",
        "season",
        r"(?:(?:in|during|since|over|until|by|throughout) (?:the )?(?!fall)|(?P<word>last|this|next) )"
        rf"(?:early |mid-|late )?(?P<core>(?P<season>{_S}))(?! of|,? \d)",
        read.season_relative,
        opens="in during since over until by throughout last this next",
        reach=3,
    ),
    _form(
        "d.quarter",
        "quarter",
        rf"(?P<quarter>q[1-4]|(?:first|second|third|fourth|last)(?= quarter))(?: quarter)?{_OF_YEAR}",
        read.quarter,
        opens="q1 q2 q3 q4 first second third fourth last",
        reach=1,
    ),
    _form("d.half", "half", rf"h(?P<half>[12])(?: of)? {_Y}", read.half, opens="h1 h2"),
    _form(
        "d.weekday",
        "weekday",
        rf"(?:(?P<word>last|next|past|following) )?(?P<weekday>{_W})(?!s)",
        step.weekday,
        opens="WEEKDAY last next past following",
        reach=1,
    ),
    _form(
        "d.near",
        "near",
        r"(?P<near>today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)|overnight"
        r"|the day before yesterday)(?!'s)",
        step.near,
        opens="today yesterday tomorrow tonight overnight last this the",
        reach=3,
    ),
    _form(
        "d.unit",
        "unit",
        r"(?:(?P<earlier>earlier|later) )?(?:the )?(?P<word>this|last|next|previous|preceding|following|same"
        r"|that) (?P<unit>week|fortnight|month|quarter|year|decade)(?! of)",
        step.unit,
        opens="earlier later the this last next previous preceding following same that",
        reach=3,
    ),
    _form(
        "d.unit_part",
        "unit",
        r"(?:beginning|start|outset|middle|end|close|half) of the (?P<core>(?P<unit>year|month|week))"
        r"(?! \w+ly)",
        step.unit_told,
        opens="beginning start outset middle end close half",
        reach=3,
    ),
    _form(
        "d.next_day",
        "daytime",
        r"(?:on )?(?:the )?(?P<word>same|that|previous|preceding|following|next|very next) "
        r"(?:day|night|morning|evening|afternoon)",
        step.next_day,
        opens="on the same that previous preceding following next very",
        reach=4,
    ),
    _form(
        "d.past",
        "unit",
        r"(?:(?:the|in|over|during|for|within) ){1,2}(?P<word>past|last|recent)"
        rf"(?: (?P<count>(?!an?\b){PLAIN}))? (?P<unit>hour|day|week|month|year|decade)(?P<many>s)?(?! of)",
        step.past,
        opens="the in over during for within",
        reach=5,
    ),
    _form("d.ago", "unit", rf"{_COUNT} {_UNIT}s? ago", step.ago, opens="DIGIT NUMBER a an", reach=6),
    _form(
        "d.later",
        "unit",
        rf"{_COUNT} (?P<unit>hour|day|night|week|fortnight|month|year)s? "
        r"(?P<side>later|earlier|afterwards?|thereafter|previously|before(?=[.,;])|after(?=[.,;]))",
        step.later,
        opens="DIGIT NUMBER a an",
        reach=6,
    ),
)
