"""The page: self-contained, escaped, the record before the verdict."""

import html.parser
import re
from dataclasses import replace
from datetime import date

import pytest

from holdfire.dossier.content import DossierContent, GivenAnswer, QuotedClaim
from holdfire.dossier.page import render
from holdfire.dossier.words import forbidden_words
from holdfire.model.verdict import Verdict

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(html.parser.HTMLParser):
    """Collects tags with attributes, text outside style, and whether tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data):
        if "style" not in self._open:
            self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_the_page_names_no_address_and_runs_no_script(content: DossierContent) -> None:
    page = render(content)
    found = read(page)
    assert not [tag for tag, _ in found.tags if tag in ("script", "link", "iframe", "object", "base", "form")]
    for _, attributes in found.tags:
        assert not {"src", "srcset", "action"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in page
    assert "@import" not in page
    assert not re.search(r"https?://", page)


def test_the_content_policy_allows_no_source_at_all(content: DossierContent) -> None:
    policies = [
        a["content"]
        for tag, a in read(render(content)).tags
        if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_every_tag_is_closed_in_order(content: DossierContent) -> None:
    assert read(render(content)).unclosed == []


def test_the_record_stands_before_any_verdict(content: DossierContent) -> None:
    page = render(content)
    order = [
        page.index(f'<section id="{name}"') for name in ("record", "verdict", "quotes", "check", "inputs")
    ]
    assert order == sorted(order)
    assert page.index("11 events, 22 deaths") < page.index("The data cannot tell</p>")
    first_form = page.index('id="silent-front"')
    assert page.index('<section id="verdict"') < first_form < page.index('<section id="quotes"')


def test_words_of_documents_cannot_become_markup(content: DossierContent, make_claim) -> None:
    hostile = replace(
        content,
        title=HOSTILE,
        labels=dict.fromkeys(content.labels, HOSTILE),
        quotes=(
            QuotedClaim(claim=make_claim(HOSTILE), title=HOSTILE, outlet=HOSTILE, published=date(2031, 1, 1)),
        ),
        answers=tuple(
            GivenAnswer(
                answer=replace(g.answer, reason=HOSTILE, sentence=HOSTILE, caveats=(HOSTILE,)), stale=False
            )
            for g in content.answers
        ),
    )
    found = read(render(hostile))
    assert not [tag for tag, _ in found.tags if tag in ("script", "img")]
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert found.unclosed == []
    assert any(HOSTILE in words for words in found.words)


def test_no_word_that_is_never_written_stands_outside_quotation_marks(content: DossierContent) -> None:
    assert forbidden_words(" ".join(read(render(content)).words)) == ()


def test_the_test_of_forbidden_words_can_fail(content: DossierContent) -> None:
    worse = replace(content, title="a proof")
    assert forbidden_words(" ".join(read(render(worse)).words)) == ("proof",)


def test_the_same_content_gives_the_same_bytes(content: DossierContent) -> None:
    assert render(content) == render(content)


def test_a_simulated_war_is_called_one_and_a_real_one_is_not(content: DossierContent) -> None:
    assert "Simulated war" in render(content)
    assert "Simulated war" not in render(replace(content, simulated=False))


def test_a_stale_answer_says_so_and_a_fresh_one_does_not(content: DossierContent) -> None:
    assert render(content).count("Made before the data changed") == 1
    fresh = tuple(replace(given, stale=False) for given in content.answers)
    assert "Made before the data changed" not in render(replace(content, answers=fresh))


def test_every_quote_has_its_outlet_title_date_and_speaker(content: DossierContent) -> None:
    text = " ".join(" ".join(read(render(content)).words).split())
    assert (
        "“no clashes between the two have been reported” Hill Gazette, “Quiet in the east”, 2031-11-25"
        in text
    )
    assert "by whom: not stated · no clash, reported" in text
    assert "said by “Hill Radio” ← “a field source”" in text


def test_every_number_has_the_command_that_makes_it_again(content: DossierContent) -> None:
    page = render(content)
    for recipe in content.recipes:
        assert f"<td><code>{recipe.command}</code></td>" in page
    for file in content.inputs:
        assert file.sha256 in page
    assert page.count("Make it again:") == 1 + len(content.answers)


def test_every_picture_has_a_sentence_with_numbers_and_a_table(content: DossierContent) -> None:
    page = render(content)
    pictures = re.findall(r'<svg class="chart(?! mark)[^>]*role="img"[^>]*aria-label="([^"]+)"', page)
    assert len(pictures) == 11  # three panels, four pictures of each form
    assert all(re.search(r"\d", label) for label in pictures)
    assert len(re.findall(r"<details class=\"as-table\">", page)) == len(pictures)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_three_verdicts_have_the_same_box(content: DossierContent, verdict: Verdict) -> None:
    page = render(replace(content, verdict=verdict))
    box = re.search(r'<section id="verdict".*?(<div class="verdict .*?</p></div>\s*</div>)', page, re.DOTALL)
    assert box is not None
    shape = re.sub(r">[^<]*<", "><", re.sub(r'(class|x1|x2|aria-label)="[^"]*"', "", box.group(1)))
    assert re.findall(r"<(\w+)", shape) == ["div", "svg", "path", "line", "line", "div", "p", "p"]
    assert f'class="verdict v-{verdict.value}"' in box.group(1)
    assert 'width="40" height="40"' in box.group(1)


def test_a_question_that_was_not_asked_yet_says_how_to_ask(content: DossierContent) -> None:
    page = render(replace(content, record=(), answers=(), verdict=None, quotes=()))
    assert "No form has been run yet." in page
    assert "holdfire ask q_1a2b3c4d5e6f" in page
    assert "No document of this case makes a claim about both parties." in page


def test_an_undefined_form_gets_an_empty_box_and_its_reason(content: DossierContent) -> None:
    given = content.answers[0]
    undefined = replace(
        given.answer,
        status="undefined",
        effect=None,
        reason="No contact at all.",
        details={},
        tipping_ratio=None,
    )
    page = render(replace(content, answers=(replace(given, answer=undefined),)))
    assert 'class="verdict v-undefined"' in page
    assert "This test has no meaning on these data" in page
