"""Every screen looked at in both themes: axe, targets, width, type, words, complaints, and keys alone."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browsing import SIZE, Watched, served, watching

from holdfire.case.folder import Case
from holdfire.dossier.words import forbidden_words
from holdfire.inquiry.reading import claims, questions

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.e2e

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEAST_TARGET = 24  # px, of what is pressed; links inside sentences are excepted
PHONE = 390  # px wide
LEAST_TYPE = 11  # px; nothing is smaller


@pytest.fixture(scope="module")
def address(weighed: tuple[Path, str]) -> Iterator[str]:
    with served(weighed[0]) as base:
        yield base


@pytest.fixture
def watched(browser, address: str) -> Iterator[Watched]:
    with watching(browser, address) as seen:
        yield seen


@pytest.fixture(scope="module")
def paths(weighed: tuple[Path, str]) -> tuple[str, ...]:
    case = Case.open(weighed[0])
    said, asked = claims(case)[0], questions(case)[0]
    return (
        "/",
        "/documents",
        f"/documents/{said.document}#{said.id}",
        f"/claims/{said.id}/correct",
        "/claims?kind=deal",
        "/actors",
        "/map",
        "/picture",
        "/contradictions?status=inconsistent",
        "/deals",
        "/allegations",
        "/questions/new?a=gov&b=front&area=Velmar&show=1",
        "/questions",
        f"/questions/{asked.id}",
        f"/questions/{asked.id}/dossier",
        "/hypotheses",
        f"/hypotheses/{asked.id}",
        f"/hypotheses/{weighed[1]}?prior.collusion=0.1",
        "/activity",
        "/search?q=Dornhold",
        f"/why/{said.id}",
        "/demonstration",
    )


SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => { const svg = e.closest('svg');
      const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      return (scale || 1) * parseFloat(getComputedStyle(e).fontSize); }))"""
TARGETS = f"""() => [...document.querySelectorAll('button, select, input, summary, a.button, .rail a')]
    .filter((e) => e.checkVisibility() && !e.closest('.visually-hidden') && e.id !== 'single-keys')
    .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < {LEAST_TARGET} - 0.5)
    .map(([html]) => html)"""
OWN_WORDS = """() => { const said = 'blockquote, .quoted, .layer, .strong, h1[dir], .by, [data-quoted]';
    document.querySelectorAll(said).forEach((e) => e.remove()); return document.body.innerText; }"""


BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
AXE = """(only) => axe.run({resultTypes: ['violations'], iframes: false, runOnly: only})
    .then(({violations}) => violations.flatMap((one) => one.nodes.map((node) => [one.id, node.html])))"""


def violations(page, path: str, only: object) -> list[str]:
    return [f"{path} {rule}: {html[:120]}" for rule, html in page.evaluate(AXE, only)]


def in_the_dark(page, path: str) -> list[str]:
    """Look for too little contrast in the other theme, as who changes it sees the screen."""
    light = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="dark")
    try:
        assert page.evaluate(BACKGROUND) != light
        return violations(page, path, {"type": "rule", "values": ["color-contrast"]})
    finally:
        page.emulate_media(color_scheme="light")


def wider(page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": SIZE["height"]})
    return page.evaluate("document.documentElement.scrollWidth") > width


@pytest.fixture(scope="module")
def swept(browser, address: str, paths: tuple[str, ...]) -> Mapping[str, list[object]]:
    """Look at every screen once, and note by sort whatever is wrong with it."""
    found: defaultdict[str, list[object]] = defaultdict(list)
    script = axe.Axe().axe_script
    with watching(browser, address) as watched:
        for path in paths:
            page = watched.open(path)
            page.evaluate(script)
            found["axe"] += violations(page, path, RULES)
            found["dark"] += in_the_dark(page, path)
            found["small"] += [(path, html) for html in page.evaluate(TARGETS)]
            found["type"] += [path] if page.evaluate(SMALLEST) < LEAST_TYPE - 0.01 else []
            found["wide"] += [(path, width) for width in (PHONE, SIZE["width"]) if wider(page, width)]
            shown = re.sub("“[^”]*”", "", page.evaluate(OWN_WORDS))
            found["words"] += [(path, word) for word in forbidden_words(shown)]
        found["complaints"] += watched.complaints
        found["elsewhere"] += [url for url in watched.asked if not url.startswith(f"{watched.base}/")]
        assert len(watched.asked) > len(paths)
    return found


def test_axe_finds_nothing_on_any_screen(swept: Mapping[str, list[object]]) -> None:
    assert swept["axe"] == []


def test_axe_finds_enough_contrast_in_the_dark(swept: Mapping[str, list[object]]) -> None:
    assert swept["dark"] == []


def test_what_is_pressed_is_large_enough(swept: Mapping[str, list[object]]) -> None:
    assert swept["small"] == []


def test_no_screen_is_wider_than_the_window(swept: Mapping[str, list[object]]) -> None:
    assert swept["wide"] == []


def test_no_text_is_smaller_than_the_charts_type(swept: Mapping[str, list[object]]) -> None:
    assert swept["type"] == []


def test_our_own_words_on_every_screen_are_neutral(swept: Mapping[str, list[object]]) -> None:
    assert swept["words"] == []


def test_every_screen_opens_without_complaint_and_asks_only_this_machine(
    swept: Mapping[str, list[object]],
) -> None:
    assert swept["complaints"] == []
    assert swept["elsewhere"] == []


def test_every_screen_of_the_rail_is_reached_by_two_keys(watched: Watched) -> None:
    page = watched.open("/")
    links = page.locator(".rail a[data-key]").all()
    for key, address in [(one.get_attribute("data-key"), one.get_attribute("href")) for one in links]:
        page.keyboard.press("g")
        with page.expect_navigation():
            page.keyboard.press(key)
        page.wait_for_selector("body[data-ready]")
        assert page.url.partition("?")[0] == f"{watched.base}{address}"  # the map adds what it shows
    assert watched.complaints == []
