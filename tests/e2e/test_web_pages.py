"""The app in a real browser over a real server: what stands on its screens, and where links lead."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import SIZE, Watched, served, watching

from holdfire.case.folder import Case
from holdfire.dossier.page import render
from holdfire.forms import FORMS
from holdfire.inquiry.composing import compose
from holdfire.inquiry.reading import claims, questions
from holdfire.model.claim import Claim
from holdfire.model.verdict import Verdict

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.e2e

LEAST_TARGET = 24  # px, of what is pressed
PHONE = 390  # px wide
WIDE = {"width": 1600, "height": 900}  # from where on the reader has a map beside it
WALL = {"width": 2560, "height": 1440}  # all is larger here, marks and what they reach too

MARKS = "document.querySelector('.map-layer-marks').toDataURL()"
POINTED = "document.querySelector('.map-layer-pointed').toDataURL()"
RING = """() => { const one = document.querySelector('.map-layer-pointed');
    const around = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true });
    around.drawImage(one, 16 - one.width / 2, 16 - one.height / 2);
    return around.getImageData(0, 0, 32, 32).data.some((value) => value > 0); }"""


@pytest.fixture(scope="module")
def demo(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give this file a demonstration of its own: some of its tests decide on claims."""
    return shutil.copytree(demo, tmp_path_factory.mktemp("pages") / "demo")


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    with served(demo) as base:
        yield base


@pytest.fixture
def watched(request: pytest.FixtureRequest, browser: "sync_api.Browser", address: str) -> Iterator[Watched]:
    with watching(browser, address, color_scheme=getattr(request, "param", "light")) as seen:
        yield seen


@pytest.fixture(scope="module")
def asked(demo: Path) -> str:
    return f"/questions/{questions(Case.open(demo))[0].id}"


def test_the_first_screen_says_that_the_war_is_simulated(watched: Watched) -> None:
    page = watched.open("/")
    assert page.locator("main").get_by_text("Simulated war.").is_visible()


def test_the_keyboard_skips_to_the_content_and_shows_where_it_is(watched: Watched) -> None:
    page = watched.open("/documents")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to content"
    assert focused.bounding_box()["y"] >= 0
    assert float(focused.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)")) >= 2
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_marked_passage_opens_its_card_and_back_undoes_it(watched: Watched, demo: Path) -> None:
    said = claims(Case.open(demo))[0]
    page = watched.open(f"/documents/{said.document}")
    page.locator(f'mark[data-claim="{said.id}"] a').first.click()
    page.wait_for_selector(f'article.chosen[id="{said.id}"]')
    assert page.url.endswith(f"#{said.id}")
    assert page.locator(f'mark.chosen[data-claim="{said.id}"]').count() >= 1
    page.go_back()
    page.wait_for_selector("article.chosen", state="detached")


def two_with_places(demo: Path) -> list[Claim]:
    """Give the first two claims of the document of most places; they lie apart."""
    every = claims(Case.open(demo))
    folder = max((c.document for c in every), key=lambda d: len({c.places for c in every if c.document == d}))
    return [c for c in every if c.document == folder and c.places][:2]


def click_the_middle_with_nothing_chosen(page: "sync_api.Page", beside: float = 0) -> None:
    page.evaluate("location.hash = ''")
    page.wait_for_selector("article.chosen", state="detached")
    assert not page.evaluate(RING)
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + beside, box["y"] + box["height"] / 2)
    page.mouse.move(1, 1)


def test_a_wide_window_shows_where_the_claims_of_a_text_would_have_happened(
    watched: Watched, demo: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    first, second = two_with_places(demo)
    page = watched.open(f"/documents/{first.document}")
    assert not page.locator(".where-pane").is_visible()
    assert [url for url in watched.asked if "leaflet.js" in url or "/api/" in url] == []
    page.set_viewport_size(WIDE)
    page.wait_for_selector(".where-pane[data-drawn]")
    whole = page.evaluate(MARKS)
    said, seen = page.locator("#where-chosen"), []
    for claim in (first, second):
        page.keyboard.press("j")
        page.wait_for_selector(f'article.chosen[id="{claim.id}"]')
        assert claim.places[0].name in said.inner_text()
        assert page.evaluate(RING), "the chosen claim is ringed in the middle of the map"
        seen.append(page.evaluate(MARKS))
    assert len({whole, *seen}) == 3, "the map moves with the claim"
    click_the_middle_with_nothing_chosen(page)
    page.wait_for_selector(f'article.chosen[id="{second.id}"]')
    assert page.locator(f'mark.chosen[data-claim="{second.id}"]').count() >= 1
    assert page.evaluate(MARKS) == seen[-1], "what is clicked on stays where it is"
    ringed = page.evaluate(POINTED)
    page.keyboard.press("a")
    page.wait_for_function(f"(open) => {POINTED} !== open", arg=ringed)
    assert page.evaluate(MARKS) != seen[-1], "a full mark, and full in its ring"
    page.keyboard.press("z")
    page.wait_for_function(f"(open) => {POINTED} === open", arg=ringed)
    assert axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.set_viewport_size(SIZE)
    page.keyboard.press("k")
    page.wait_for_selector(f'article.chosen[id="{first.id}"]')
    page.set_viewport_size(WIDE)
    page.wait_for_function(f"(there) => {MARKS} === there", arg=seen[0])
    page.set_viewport_size(WALL)
    page.wait_for_function(
        "document.querySelector('#map canvas').width === document.querySelector('#map').clientWidth"
    )
    page.evaluate("(id) => { location.hash = id; }", first.id)
    page.wait_for_selector(f'article.chosen[id="{first.id}"]')
    assert page.evaluate(RING), "and where the type is larger"
    click_the_middle_with_nothing_chosen(page, beside=12)
    page.wait_for_selector(f'article.chosen[id="{first.id}"]')
    assert watched.complaints == []
    assert [url for url in watched.asked if not url.startswith(f"{watched.base}/")] == []


def test_a_quote_of_a_deal_opens_the_reader_at_its_claim(watched: Watched) -> None:
    page = watched.open("/deals")
    link = page.locator(".deal a.quoted").first
    claim = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_selector(f'article.chosen[id="{claim}"]')
    assert page.locator(f'mark.chosen[data-claim="{claim}"]').count() >= 1
    assert watched.complaints == []


def test_a_phone_without_scripts_can_accept_a_claim_and_undo_it(
    browser: "sync_api.Browser", address: str, demo: Path
) -> None:
    case, size = Case.open(demo), {"width": PHONE, "height": 800}
    context = browser.new_context(viewport=size, java_script_enabled=False)
    page = context.new_page()
    said = claims(case)[0]

    def press(button: str) -> str:
        place = page.locator(f'[id="{said.id}"]').get_by_role("button", name=button)
        assert place.bounding_box()["height"] >= LEAST_TARGET
        assert place.bounding_box()["x"] + place.bounding_box()["width"] <= PHONE
        with page.expect_navigation():
            place.click()
        return next(claim.status.value for claim in claims(case) if claim.id == said.id)

    for path in (f"/documents/{said.document}", "/claims"):
        page.goto(f"{address}{path}")
        assert press("Accept") == "accepted"
        assert page.url == f"{address}{path}#{said.id}"
        assert press("Undo") == "proposed"
    context.close()


def test_the_record_stands_above_the_verdict(watched: Watched, asked: str) -> None:
    page = watched.open(asked)
    record, verdict = (page.locator(f"#{name}").bounding_box() for name in ("record", "verdict"))
    assert record["y"] + record["height"] <= verdict["y"]


def test_the_dossier_is_downloaded_and_opens_alone(watched: Watched, asked: str, tmp_path: Path) -> None:
    page = watched.open(f"{asked}/dossier")
    assert page.frame_locator("#sheet").locator("h1").inner_text()
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    file = tmp_path / "dossier.html"
    download.value.save_as(file)
    watched.asked.clear()
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert watched.asked == [file.as_uri()]
    assert watched.complaints == []


def test_the_three_verdicts_have_boxes_of_one_size(watched: Watched, demo: Path, tmp_path: Path) -> None:
    case = Case.open(demo)
    content = compose(case, questions(case)[0].id, made_at="2026-11-21T00:00:00+00:00")
    sizes = set()
    for verdict in Verdict:
        file = tmp_path / f"{verdict}.html"
        file.write_text(render(replace(content, verdict=verdict)), encoding="utf-8")
        watched.page.goto(file.as_uri())
        box = watched.page.locator("#verdict .verdict").bounding_box()
        mark = watched.page.locator("#verdict .mark").bounding_box()
        weight = watched.page.locator("#verdict .verdict-head").evaluate("e => getComputedStyle(e).font")
        sizes.add((box["width"], box["height"], mark["width"], mark["height"], weight))
    assert len(sizes) == 1


@pytest.mark.parametrize("width", [PHONE, 900, SIZE["width"]])
def test_the_allegations_fit_their_frame_and_say_what_they_lack(watched: Watched, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": 700})
    page = watched.open("/allegations")
    page.locator(".missing summary").first.click()
    cells = "[...document.querySelectorAll('.allegations td, .missing li')]"
    right = page.evaluate(f"Math.max(...{cells}.map((cell) => cell.getBoundingClientRect().right))")
    assert right <= width
    assert page.locator("th.form-col").count() == len(FORMS)
