from datetime import date

import pytest

from holdfire.lexicon.dates import find_dates
from holdfire.lexicon.normal import flatten, fold, normalise
from holdfire.model.claim import DateBasis

PUBLISHED = date(2031, 3, 12)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    plain = flatten(normalise(text))
    return [
        (text[d.start : d.end], d.since.isoformat(), d.until.isoformat())
        for d in find_dates(plain, fold(plain), published)
    ]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("on 24.11.2030", "2030-11-24", "2030-11-25"),
        ("on 2030-11-24", "2030-11-24", "2030-11-25"),
        ("on 24 November 2030", "2030-11-24", "2030-11-25"),
        ("on the 2nd of March", "2031-03-02", "2031-03-03"),
        ("On November 24th, 2030,", "2030-11-24", "2030-11-25"),
        ("on 24 November", "2030-11-24", "2030-11-25"),
        ("from 3 to 7 March", "2031-03-03", "2031-03-08"),
        ("in late September", "2030-09-21", "2030-10-01"),
        ("in mid-October 2029", "2029-10-11", "2029-10-21"),
        ("by early January", "2031-01-01", "2031-01-11"),
        ("in December 2030", "2030-12-01", "2031-01-01"),
        ("since February", "2031-02-01", "2031-03-01"),
        ("in early 2030", "2030-01-01", "2030-05-01"),
        ("in the winter of 2029", "2029-12-01", "2030-03-01"),
        ("in the summer of 2029", "2029-06-01", "2029-09-01"),
        ("in 2028", "2028-01-01", "2029-01-01"),
        ("On Wednesday,", "2031-03-12", "2031-03-13"),
        ("last Wednesday", "2031-03-05", "2031-03-06"),
        ("on Thursday", "2031-03-06", "2031-03-07"),
        ("yesterday", "2031-03-11", "2031-03-12"),
        ("this week", "2031-03-10", "2031-03-17"),
        ("last week", "2031-03-03", "2031-03-10"),
        ("last month", "2031-02-01", "2031-03-01"),
        ("three days ago", "2031-03-09", "2031-03-10"),
        ("Sun Aug 17 09:05:09 MDT 2014", "2014-08-17", "2014-08-18"),
    ],
)
def test_a_date_is_read_as_a_half_open_interval(text: str, since: str, until: str) -> None:
    assert (since, until) in [(a, b) for _, a, b in read(text)]


@pytest.mark.parametrize(
    "text", ["they may bomb", "a second march", "31 February 2030", "in 15 villages", "24.11."]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["on Wednesday", "last week", "on 24 November", "yesterday", "in late May"])
def test_a_relative_date_without_a_day_of_publication_is_left_out(text: str) -> None:
    assert read(text, None) == []


def test_a_reckoned_date_says_so() -> None:
    plain = "On Monday; on 3 March 2030"
    assert [d.basis for d in find_dates(plain, fold(plain), PUBLISHED)] == [
        DateBasis.RELATIVE,
        DateBasis.STATED,
    ]
