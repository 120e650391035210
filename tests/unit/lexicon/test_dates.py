from datetime import date

import pytest

from holdfire.lexicon.dates import Bound, DateFound, find_dates
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.claim import DateBasis

PUBLISHED = date(2031, 3, 12)  # a Wednesday


def found(text: str, published: date | None = PUBLISHED) -> tuple[DateFound, ...]:
    normal = normalise(text)
    return find_dates(normal, fold(flatten(normal)), published)


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(text[d.start : d.end], d.since.isoformat(), d.until.isoformat()) for d in found(text, published)]


STATED = [
    ("on 24.11.2030", "24.11.2030", "2030-11-24", "2030-11-25"),
    ("on 3. 6. 2017", "3. 6. 2017", "2017-06-03", "2017-06-04"),
    ("on 2030-11-24,", "2030-11-24", "2030-11-24", "2030-11-25"),
    ("at 2017-11-24T10:00:00", "2017-11-24", "2017-11-24", "2017-11-25"),
    ("on 24/11/2030", "24/11/2030", "2030-11-24", "2030-11-25"),
    ("on 11/24/2030", "11/24/2030", "2030-11-24", "2030-11-25"),
    ("on 24-11-2030", "24-11-2030", "2030-11-24", "2030-11-25"),
    ("on 5/5/2015", "5/5/2015", "2015-05-05", "2015-05-06"),
    ("on 24 November 2030", "24 November 2030", "2030-11-24", "2030-11-25"),
    ("on 24-Nov-2030", "24-Nov-2030", "2030-11-24", "2030-11-25"),
    ("On November 24th, 2030,", "November 24th, 2030", "2030-11-24", "2030-11-25"),
    ("the 2nd of March 2030", "2nd of March 2030", "2030-03-02", "2030-03-03"),
    ("On Thursday, Dec. 15, 2016, jets", "Thursday, Dec. 15, 2016", "2016-12-15", "2016-12-16"),
    ("on 3 November 2019, Sunday,", "3 November 2019, Sunday", "2019-11-03", "2019-11-04"),
    ("Sun Aug 17 09:05:09 MDT 2014", "Aug 17 09:05:09 MDT 2014", "2014-08-17", "2014-08-18"),
    ("from 3 to 9 March 2030", "3 to 9 March 2030", "2030-03-03", "2030-03-10"),
    ("the night of 3–4 May 2030", "3–4 May 2030", "2030-05-03", "2030-05-05"),
    ("between 11-13 Dec 2016", "11-13 Dec 2016", "2016-12-11", "2016-12-14"),
    ("March 3 to 9, 2030", "March 3 to 9, 2030", "2030-03-03", "2030-03-10"),
    ("28 December to 3 January 2017", "28 December to 3 January 2017", "2016-12-28", "2017-01-04"),
    ("Dec 28, 2016 - Jan 3, 2017", "Dec 28, 2016 - Jan 3, 2017", "2016-12-28", "2017-01-04"),
    ("from 1 June 2015 until 9 July 2015", "1 June 2015 until 9 July 2015", "2015-06-01", "2015-07-10"),
    ("between May and July 2015", "May and July 2015", "2015-05-01", "2015-08-01"),
    ("In May 2030 1.2 million fled; in May 1.2 million more", "May 2030", "2030-05-01", "2030-06-01"),
    ("from November to February 2015", "November to February 2015", "2014-11-01", "2015-03-01"),
    ("early May to late July 2015", "early May to late July 2015", "2015-05-01", "2015-08-01"),
    ("in late September 2014", "late September 2014", "2014-09-21", "2014-10-01"),
    ("in mid-October 2029", "mid-October 2029", "2029-10-11", "2029-10-21"),
    ("early in May 2014", "early in May 2014", "2014-05-01", "2014-05-11"),
    ("at the end of January 2014", "the end of January 2014", "2014-01-21", "2014-02-01"),
    ("in the second half of May 2014", "the second half of May 2014", "2014-05-16", "2014-06-01"),
    ("the first week of May 2015", "the first week of May 2015", "2015-05-01", "2015-05-08"),
    ("in the last week of May 2015", "the last week of May 2015", "2015-05-25", "2015-06-01"),
    ("in December 2030", "December 2030", "2030-12-01", "2031-01-01"),
    ("in December of 2030", "December of 2030", "2030-12-01", "2031-01-01"),
    ("in early 2030", "early 2030", "2030-01-01", "2030-05-01"),
    ("by mid-2015", "mid-2015", "2015-05-01", "2015-09-01"),
    ("in the first half of 2016", "the first half of 2016", "2016-01-01", "2016-07-01"),
    ("in the second half of 2016", "the second half of 2016", "2016-07-01", "2017-01-01"),
    ("in Q1 2016", "Q1 2016", "2016-01-01", "2016-04-01"),
    ("in the fourth quarter of 2016", "fourth quarter of 2016", "2016-10-01", "2017-01-01"),
    ("in H2 2016", "H2 2016", "2016-07-01", "2017-01-01"),
    ("in the winter of 2029", "winter of 2029", "2029-12-01", "2030-03-01"),
    ("in winter 2014-15", "winter 2014-15", "2014-12-01", "2015-03-01"),
    ("in the summer of 2029", "summer of 2029", "2029-06-01", "2029-09-01"),
    ("the spring offensive of 2015", "spring offensive of 2015", "2015-03-01", "2015-06-01"),
    ("in 2028", "2028", "2028-01-01", "2029-01-01"),
    ("a 2008 raid", "2008", "2008-01-01", "2009-01-01"),
    ("from 2012 to 2014", "2012 to 2014", "2012-01-01", "2015-01-01"),
    ("in 2012-14", "2012-14", "2012-01-01", "2015-01-01"),
    ("in the 1990s", "the 1990s", "1990-01-01", "2000-01-01"),
    ("for three weeks from 5 May 2030", "three weeks from 5 May 2030", "2030-05-05", "2030-05-26"),
    ("في 5 آذار 2015", "5 آذار 2015", "2015-03-05", "2015-03-06"),
    ("تشرين الأول 2015", "تشرين الأول 2015", "2015-10-01", "2015-11-01"),
    ("مارس 2015", "مارس 2015", "2015-03-01", "2015-04-01"),
]
RELATIVE = [
    ("at dawn on August 19", "August 19", "2030-08-19", "2030-08-20"),
    ("on the 2nd of March", "2nd of March", "2031-03-02", "2031-03-03"),
    ("on Nov 24th", "Nov 24th", "2030-11-24", "2030-11-25"),
    ("they will leave on 5 April", "5 April", "2031-04-05", "2031-04-06"),
    ("from 3 to 7 March", "3 to 7 March", "2031-03-03", "2031-03-08"),
    ("by early January", "early January", "2031-01-01", "2031-01-11"),
    ("in late September", "late September", "2030-09-21", "2030-10-01"),
    ("since February", "February", "2031-02-01", "2031-03-13"),
    ("since mid-October", "mid-October", "2030-10-11", "2031-03-13"),
    ("until March", "March", "2031-03-01", "2031-04-01"),
    ("last September", "September", "2030-09-01", "2030-10-01"),
    ("last March", "March", "2030-03-01", "2030-04-01"),
    ("in March last year", "March last year", "2030-03-01", "2030-04-01"),
    ("On Wednesday,", "Wednesday", "2031-03-12", "2031-03-13"),
    ("last Wednesday", "last Wednesday", "2031-03-05", "2031-03-06"),
    ("on Thursday", "Thursday", "2031-03-06", "2031-03-07"),
    ("next Thursday", "next Thursday", "2031-03-13", "2031-03-14"),
    ("on the 9th failed", "9th", "2031-03-09", "2031-03-10"),
    ("on the 20th.", "20th", "2031-02-20", "2031-02-21"),
    ("today", "today", "2031-03-12", "2031-03-13"),
    ("yesterday", "yesterday", "2031-03-11", "2031-03-12"),
    ("the day before yesterday", "the day before yesterday", "2031-03-10", "2031-03-11"),
    ("this week", "this week", "2031-03-10", "2031-03-17"),
    ("last week", "last week", "2031-03-03", "2031-03-10"),
    ("last month", "last month", "2031-02-01", "2031-03-01"),
    ("the previous month", "the previous month", "2031-02-01", "2031-03-01"),
    ("the previous quarter", "the previous quarter", "2030-10-01", "2031-01-01"),
    ("earlier this month", "earlier this month", "2031-03-01", "2031-03-13"),
    ("late last year", "late last year", "2030-09-01", "2031-01-01"),
    ("In last year", "In last year", "2030-01-01", "2031-01-01"),
    ("at the beginning of the year", "the beginning of the year", "2031-01-01", "2031-05-01"),
    ("last winter", "winter", "2030-12-01", "2031-03-01"),
    ("last summer", "summer", "2030-06-01", "2030-09-01"),
    ("this winter", "winter", "2031-12-01", "2032-03-01"),
    ("three days ago", "three days ago", "2031-03-09", "2031-03-10"),
    ("two months ago", "two months ago", "2031-01-01", "2031-02-01"),
    ("a year ago", "a year ago", "2030-01-01", "2031-01-01"),
    ("two weeks ago", "two weeks ago", "2031-02-23", "2031-03-02"),
    ("over the past two years", "over the past two years", "2029-03-12", "2031-03-13"),
    ("in the last six months", "in the last six months", "2030-09-12", "2031-03-13"),
    ("In the past 24 hours", "In the past 24 hours", "2031-03-11", "2031-03-13"),
    ("in recent weeks", "in recent weeks", "2031-02-12", "2031-03-13"),
]


@pytest.mark.parametrize(("text", "quote", "since", "until"), STATED + RELATIVE)
def test_a_date_is_read_as_a_half_open_interval(text: str, quote: str, since: str, until: str) -> None:
    assert read(text) == [(quote, since, until)]


@pytest.mark.parametrize(("text", "quote", "since", "until"), STATED)
def test_a_stated_date_needs_no_day_of_writing(text: str, quote: str, since: str, until: str) -> None:
    assert read(text, None) == [(quote, since, until)]
    assert {d.basis for d in found(text, None)} == {DateBasis.STATED}


@pytest.mark.parametrize("text", [text for text, *_ in RELATIVE])
def test_a_relative_date_without_a_day_of_writing_is_left_out(text: str) -> None:
    assert read(text, None) == []
    assert [d.basis for d in found(text)] == [DateBasis.RELATIVE]


@pytest.mark.parametrize(
    ("told", "text", "since", "until"),
    [
        ("On 3 May 2014 it fell.", "Two days later", "2014-05-05", "2014-05-06"),
        ("On 3 May 2014 it fell.", "Six weeks later", "2014-06-11", "2014-06-18"),
        ("On 3 May 2014 it fell.", "nine days afterwards", "2014-05-12", "2014-05-13"),
        ("On 3 May 2014 it fell.", "the following day", "2014-05-04", "2014-05-05"),
        ("On 3 May 2014 it fell.", "the same day", "2014-05-03", "2014-05-04"),
        ("On 3 May 2014 it fell.", "the previous night", "2014-05-02", "2014-05-03"),
        ("On 3 May 2014 it fell.", "the previous month", "2014-04-01", "2014-05-01"),
        ("On 3 May 2014 it fell.", "on the 9th", "2014-05-09", "2014-05-10"),
        ("On 3 May 2014 it fell.", "on the 2nd", "2014-06-02", "2014-06-03"),
        ("On 3 May 2014 it fell.", "on 7 July", "2014-07-07", "2014-07-08"),
        ("On 3 May 2014 it fell.", "on Monday", "2014-05-05", "2014-05-06"),
        ("On 3 May 2014 it fell.", "in March of the same year", "2014-03-01", "2014-04-01"),
        ("In December 2014 it fell.", "in January", "2015-01-01", "2015-02-01"),
        ("From April until December 2014 they held it.", "on 3 December", "2014-12-03", "2014-12-04"),
    ],
)
def test_a_date_counts_from_the_one_last_told(told: str, text: str, since: str, until: str) -> None:
    assert [(a, b) for _, a, b in read(f"{told} Then, {text}, they left.")][1:] == [(since, until)]


def test_a_new_paragraph_has_told_of_no_day_yet() -> None:
    assert len(read("On 3 May 2014 it fell. Two days later it rose.")) == 2
    assert len(read("On 3 May 2014 it fell.\n\nTwo days later it rose.")) == 1


def test_the_first_full_date_of_a_head_stands_for_an_unknown_day_of_writing() -> None:
    assert read("Press release, 12 March 2031\n\nYesterday it fell.", None)[1][1:] == (
        "2031-03-11",
        "2031-03-12",
    )
    assert read("Report, 1 to 12 March 2031\n\nYesterday it fell.", None)[1][1:] == (
        "2031-03-11",
        "2031-03-12",
    )


def test_day_and_month_in_figures_are_never_guessed() -> None:
    assert read("on 06/05/2015") == [("06/05/2015", "2015-05-06", "2015-06-06")]
    assert read("on 06/05/2015 and 24/11/2015")[0][1:] == ("2015-05-06", "2015-05-07")
    assert read("on 06/05/2015 and 11/24/2015")[0][1:] == ("2015-06-05", "2015-06-06")
    assert read("on 06/05/2015, 24/11/2015 and 11/24/2015")[0][1:] == ("2015-05-06", "2015-06-06")


@pytest.mark.parametrize(
    "text",
    [
        "they may bomb",
        "a second march",
        "31 February 2030",
        "in 15 villages",
        "24.11.",
        "out of 2000 fighters",
        "on the 9th Brigade",
        "the 57th Front",
        "the fall of Osk",
        "1.2.3",
        "in 20145",
        "on sun and on mar",
        "page 12-14",
        "the second of three",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("since 5 May 2014", Bound.SINCE),
        ("until 5 May 2014", Bound.UNTIL),
        ("before 5 May 2014", Bound.BEFORE),
        ("following the 5 May 2014 attack", Bound.AFTER),
        ("on 5 May 2014", Bound.AT),
    ],
)
def test_a_date_says_how_it_bounds(text: str, bound: Bound) -> None:
    assert [d.bound for d in found(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The army said on Monday that", True),
        ("told reporters on Monday that", True),
        ("in a letter dated 5 May 2014", True),
        ("in a statement on 5 May 2014", True),
        ("clashes were reported on Monday", False),
        ("The army withdrew on Monday", False),
        ("a column of tanks on Monday", False),
    ],
)
def test_the_day_of_a_statement_is_told_from_that_of_an_event(text: str, said: bool) -> None:
    assert [d.said for d in found(text)] == [said]


@pytest.mark.parametrize(
    ("text", "written", "since"),
    [
        ("On 24Nov 2030 they left.", "24Nov 2030", "2030-11-24"),
        ("They left three nights ago.", "three nights ago", "2031-03-09"),
        ("In winter 2029 they left.", "winter 2029", "2029-12-01"),
        ("They left in Q3 2030.", "Q3 2030", "2030-07-01"),
        ("They left the following morning, on the 9th.", "9th", "2031-03-09"),
    ],
)
def test_a_date_needs_no_other_date_beside_it(text: str, written: str, since: str) -> None:
    assert [day for quote, day, _ in read(text) if quote == written] == [since]


@pytest.mark.parametrize("accord", ["The truce of 1997 holds", "The 1997 truce holds"])
def test_a_year_that_only_says_which_accord_is_meant_dates_nothing_behind_it(accord: str) -> None:
    text = f"{accord}; they fought on 27 September."
    *_, last = find_dates(text, fold(text), date(2018, 10, 2))
    assert (last.since, last.until) == (date(2018, 9, 27), date(2018, 9, 28))
    told = "In 1997 they met; they fought on 27 September."
    *_, last = find_dates(told, fold(told), date(2018, 10, 2))
    assert last.since == date(1997, 9, 27)
