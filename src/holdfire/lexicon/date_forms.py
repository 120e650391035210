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
    """A way to write a date; hint: the kind of word that it needs; stated: always with its year.

    needs: what else stands in every date of this form, quicker to look for than the form.
    """

    rule: str
    hint: str
    pattern: re.Pattern[str]
    read: Reader
    stated: bool = False
    needs: re.Pattern[str] | None = None


_M, _W, _S = either(MONTHS), either(WORDS.weekdays), either(WORDS.seasons)
_Y = r"(?P<year>(?:19|20)\d\d)(?!\d|,\d)"
_WHICH = r"(?:of )?(?:the )?(?P<which>last|this|next|same|that|previous|following) year"
_OF_YEAR = rf"(?:(?:,? |-)(?:of |in )?(?:{_Y}|{_WHICH}))"
_ORD = r"(?:st|nd|rd|th)?"
_LAST = rf"{_ORD} ?(?:-|to|and|until|through) ?(?:the )?(?P<last>\d\d?){_ORD}"
_RANGED = r"\d(?:st|nd|rd|th)? ?(?:-|to|and|until|through)"
_DOT = r"\.?"
_IN = r"in|since|during|until|till|by|of|from|throughout|before|after|between|this|next"
_COUNTED = either(WORDS.units)
_UNIT = r"(?P<unit>day|night|week|fortnight|month|quarter|year|decade)"
_COUNT = rf"(?P<count>{PLAIN})(?P<half> and a half)?"


def _form(rule: str, hint: str, pattern: str, read: Reader, *, stated: bool = False, needs: str = "") -> Form:
    whole = re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)")
    needed = re.compile(needs) if needs else None
    return Form(rule=rule, hint=hint, pattern=whole, read=read, stated=stated, needs=needed)


NUMERIC: tuple[Form, ...] = (
    Form(
        rule="d.iso",
        hint="year",
        pattern=re.compile(rf"(?<![\w.-]){_Y}-(?P<month>\d\d)-(?P<day>\d\d)(?=t\d\d:|[^\w-]|-(?!\d)|$)"),
        read=read.iso,
        stated=True,
        needs=re.compile(r"-\d\d-"),
    ),
    _form(
        "d.dotted",
        "year",
        rf"(?P<day>\d\d?)\. ?(?P<month>\d\d?)\. ?{_Y}",
        read.iso,
        stated=True,
        needs=r"\. ?\d",
    ),
    _form(
        "d.numeric",
        "year",
        rf"(?P<first>\d\d?)(?P<sign>[/-])(?P<second>\d\d?)(?P=sign){_Y}",
        read.numeric,
        stated=True,
        needs=r"[/-]\d\d?[/-]",
    ),
    _form(
        "d.years",
        "year",
        rf"{_Y}(?: ?- ?(?P<short>\d\d)| ?(?:-|to|and|until|through) ?(?P<last>(?:19|20)\d\d))(?![-\d])",
        read.years,
        stated=True,
        needs=r"(?:-|to|and|until|through) ?\d\d",
    ),
    _form(
        "d.decade",
        "year",
        r"(?:the )?(?P<year>(?:19|20)\d0)(?:s|'s)",
        read.decade,
        stated=True,
        needs=r"0'?s",
    ),
    _form(
        "d.year",
        "year",
        rf"(?:(?:in|since|during|until|till|throughout|early|mid|late)[ -]"
        rf"|(?:of|from|by|before|after) (?!\d{{4}} (?:{_COUNTED})\b))(?P<core>{_Y})(?![-.]\d)",
        read.year,
        stated=True,
    ),
    _form(
        "d.year_noun",
        "year",
        rf"(?:an?|the|his|its|their|this) (?P<core>{_Y})(?= [a-z])",
        read.year,
        stated=True,
        needs=r"[aenrs] (?:19|20)\d\d [a-z]",
    ),
    _form(
        "d.ordinal",
        "ordinal",
        r"(?:on|by|until|since|from|before|after) the (?P<core>(?P<day>\d\d?)(?:st|nd|rd|th))"
        r"(?! (?:century|anniversary|day|time|floor|hour|week|month|year|of))",
        read.ordinal,
    ),
)
NAMED: tuple[Form, ...] = (
    _form(
        "d.mail",
        "month",
        rf"(?P<month>{_M}) {{1,2}}(?P<day>\d\d?) \d\d:\d\d:\d\d (?:[a-z+\-]\w{{1,5}} )?{_Y}",
        read.day_month,
        stated=True,
        needs=r":\d\d:",
    ),
    _form(
        "d.days",
        "month",
        rf"(?P<day>\d\d?){_LAST}(?: of)? (?P<month>{_M}){_DOT}{_OF_YEAR}?",
        read.days_month,
        needs=_RANGED,
    ),
    _form(
        "d.day_month",
        "month",
        rf"(?P<day>\d\d?){_ORD}(?: of| day of|-)? ?(?P<month>{_M}){_DOT}{_OF_YEAR}?",
        read.day_month,
        needs=r"\d",
    ),
    _form(
        "d.month_days",
        "month",
        rf"(?P<month>{_M}){_DOT} (?:the )?(?P<day>\d\d?){_LAST}(?!\d|:| [a-z]{{1,20}}s\b){_OF_YEAR}?",
        read.days_month,
        needs=_RANGED,
    ),
    _form(
        "d.month_day",
        "month",
        rf"(?P<month>{_M}){_DOT} (?:the )?(?P<day>\d\d?){_ORD}(?!\d|:|,\d){_OF_YEAR}?",
        read.day_month,
        needs=r"\d",
    ),
    _form(
        "d.months",
        "month",
        rf"(?P<month>{_M}){_DOT} ?(?:-|to|and|until|through) ?(?P<other>{_M}){_DOT}{_OF_YEAR}?",
        read.months,
        needs=rf"(?:-|to|and|until|through) ?{_M}",
    ),
    _form(
        "d.month_year",
        "month",
        rf"(?<!\d )(?P<month>{_M}){_DOT}{_OF_YEAR}",
        read.month,
        needs=r"(?:19|20)\d\d|year",
    ),
    _form("d.month", "month", rf"(?:{_IN}|(?P<last>last)) (?P<core>(?P<month>{_M}))(?! ?\d)", read.month),
    _form(
        "d.month_part",
        "month",
        r"(?:early|mid|middle|late|(?:beginning|start|middle|end|close|half|weeks?|days) of)[ -](?:in )?"
        rf"(?P<core>(?P<month>{_M}))(?! ?\d)",
        read.month,
        needs=rf"[defy][ -](?:in )?{_M}",
    ),
    _form(
        "d.season",
        "season",
        rf"(?P<season>(?!fall [a-z]+ of){_S})(?: (?:offensive|campaign|battle|assault|fighting|months))?"
        rf"(?: of|,)? {_Y}(?:[-/](?:20)?\d\d(?!\d))?",
        read.season,
        stated=True,
    ),
    _form(
        "d.season_near",
        "season",
        r"(?:(?:in|during|since|over|until|by|throughout) (?:the )?(?!fall)|(?P<word>last|this|next) )"
        rf"(?:early |mid-|late )?(?P<core>(?P<season>{_S}))(?! of|,? \d)",
        read.season_relative,
    ),
    _form(
        "d.quarter",
        "quarter",
        rf"(?P<quarter>q[1-4]|(?:first|second|third|fourth|last)(?= quarter))(?: quarter)?{_OF_YEAR}",
        read.quarter,
    ),
    _form("d.half", "half", rf"h(?P<half>[12])(?: of)? {_Y}", read.half, stated=True),
    _form(
        "d.weekday",
        "weekday",
        rf"(?:(?P<word>last|next|past|following) )?(?P<weekday>{_W})(?!s)",
        step.weekday,
    ),
    _form(
        "d.near",
        "near",
        r"(?P<near>today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)|overnight"
        r"|the day before yesterday)(?!'s)",
        step.near,
    ),
    _form(
        "d.unit",
        "unit",
        r"(?:(?P<earlier>earlier|later) )?(?:the )?(?P<word>this|last|next|previous|preceding|following|same"
        r"|that) (?P<unit>week|fortnight|month|quarter|year|decade)(?! of)",
        step.unit,
        needs=r"this |last |next |previous |preceding |following |same |that ",
    ),
    _form(
        "d.unit_part",
        "unit",
        r"(?:beginning|start|outset|middle|end|close|half) of the (?P<core>(?P<unit>year|month|week))"
        r"(?! \w+ly)",
        step.unit_told,
        needs=r"of the (?:year|month|week)",
    ),
    _form(
        "d.next_day",
        "daytime",
        r"(?:on )?(?:the )?(?P<word>same|that|previous|preceding|following|next|very next) "
        r"(?:day|night|morning|evening|afternoon)",
        step.next_day,
    ),
    _form(
        "d.past",
        "unit",
        r"(?:(?:the|in|over|during|for|within) ){1,2}(?P<word>past|last|recent)"
        rf"(?: (?P<count>(?!an?\b){PLAIN}))? (?P<unit>hour|day|week|month|year|decade)(?P<many>s)?(?! of)",
        step.past,
        needs=r"past |last |recent ",
    ),
    _form("d.ago", "unit", rf"{_COUNT} {_UNIT}s? ago", step.ago, needs=r" ago"),
    _form(
        "d.later",
        "unit",
        rf"{_COUNT} (?P<unit>hour|day|night|week|fortnight|month|year)s? "
        r"(?P<side>later|earlier|afterwards?|thereafter|previously|before(?=[.,;])|after(?=[.,;]))",
        step.later,
        needs=r" (?:later|earlier|afterward|thereafter|previously|before[.,;]|after[.,;])",
    ),
)
