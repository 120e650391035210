"""The list of documents: which are shown, in which order, by the address alone; its JSON says the same."""

import re
from dataclasses import replace
from datetime import date

import pytest

from holdfire.case.act import Act

ACT = Act(by="tester", at="2026-11-21T04:00:00+00:00")
SAID = "The army and the order met near the bridge."


@pytest.fixture
def lists(empty_case, make):
    """Four documents: two of one outlet, one without a day, one without a language; one is coded."""
    given = (
        ("Beta", "Hill Gazette", "en", date(2031, 3, 1), 2),
        ("alpha", "Hill Gazette", "ar", date(2031, 1, 1), None),
        ("Gamma", None, "en", None, None),
        ("Delta", "Valley Post", None, date(2031, 2, 1), None),
    )
    files = {}
    for number, (title, outlet, language, published, claims) in enumerate(given):
        text = f"{SAID} {SAID} Report {number}."
        document = replace(make.document(text, title=title, outlet=outlet), language=language)
        document = replace(document, published=published, filename=f"{title}.txt")
        made = make.files(document, text, [make.claim(document, text, SAID, "clash")] if claims else [])
        files |= {name: data for name, data in made.items() if claims or not name.endswith("claims.jsonl")}
    empty_case.commit(ACT, "add", write=files)
    return make.client(empty_case)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "alpha Delta Beta Gamma"),
        ("?sort=-published", "Beta Delta alpha Gamma"),
        ("?sort=title", "alpha Beta Delta Gamma"),
        ("?sort=-claims", "Beta alpha Delta Gamma"),
        ("?outlet=Hill+Gazette", "alpha Beta"),
        ("?outlet=none", "Gamma"),
        ("?language=en&sort=-title", "Gamma Beta"),
        ("?language=none", "Delta"),
        ("?coded=yes", "Beta"),
        ("?coded=no&from=2031-01-01", "alpha Delta"),
        ("?from=2031-02-01&until=2031-03-01", "Delta"),
        ("?outlet=Nobody", ""),
    ],
)
def test_screen_and_json_show_what_the_address_says(lists, parsed, query, titles):
    listed = [one["title"] for one in parsed(lists.get(f"/api/documents{query}"))]
    assert " ".join(listed) == titles
    page = lists.get(f"/documents{query}").text
    assert re.findall(r'class="strong" href="[^"]*" dir="auto">([^<]*)<', page) == listed
    assert f"{len(listed)} shown of 4" in page
    assert ("No document fits" in page) == (not listed)


def test_an_address_with_empty_or_double_fields_becomes_one_to_hand_on(lists):
    sent = lists.get("/documents?outlet=&language=en&coded=&from=&until=&sort=published&sort=-claims")
    assert sent.status_code == 303
    assert sent.headers["location"] == "/documents?language=en&sort=-claims"


def test_a_head_turns_its_order_round_and_says_which_holds(lists):
    page = lists.get("/documents?sort=title").text
    assert (
        'aria-sort="ascending"><button type="submit" form="documents-choice" name="sort" value="-title"'
        in page
    )
    assert 'name="sort" value="-claims"' in page
    assert lists.get("/documents?sort=colour").status_code == 404
    assert lists.get("/documents?from=yesterday").status_code == 404
    assert lists.get("/api/documents?coded=maybe").status_code == 400
