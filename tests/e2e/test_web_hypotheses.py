"""Rival explanations in a real browser: a prior by mouse and by keyboard, and the server's own numbers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import numpy as np
import pytest
from browsing import Watched, served, watching

from holdfire.weighing.comparing import posterior_ranges

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.e2e

CLOSE = 1e-9
EVEN = 0.2
PHONE = 390


@pytest.fixture(scope="module")
def address(weighed: tuple[Path, str]) -> Iterator[str]:
    with served(weighed[0]) as base:
        yield base


@pytest.fixture
def watched(request: pytest.FixtureRequest, browser, address: str) -> Iterator[Watched]:
    with watching(browser, address, color_scheme=getattr(request, "param", "light")) as seen:
        yield seen
        assert seen.complaints == []
        assert [url for url in seen.asked if not url.startswith(f"{address}/")] == []


@pytest.fixture
def path(weighed: tuple[Path, str]) -> str:
    return f"/hypotheses/{weighed[1]}"


def shown(page) -> list[tuple[float, float, float]]:
    """Read what the page shows after the evidence: value, low and high of each explanation."""
    lines = page.locator(".after .line[data-posterior]").all()
    return [
        tuple(float(one.get_attribute(f"data-{k}")) for k in ("posterior", "low", "high")) for one in lines
    ]


def drawn(page) -> list[float]:
    """Read where dots and ranges after the evidence are drawn, by the server or by the script."""
    where = """all => all.flatMap((one) => ['cx', 'x', 'width', 'x1', 'x2']
        .map((name) => one.getAttribute(name)).filter((value) => value !== null).map(Number))"""
    return page.locator(".after :is(.c-hollow, .c-range, .c-tone)").evaluate_all(where)


def priors(page) -> list[float]:
    fields = page.locator('tr[data-rival] input[type="number"]').all()
    return [float(field.input_value() or "nan") for field in fields]


def of_server(address: str, url: str) -> dict[str, object]:
    """Ask the JSON twin of a page's address."""
    parts = urlsplit(url)
    with urlopen(f"{address}/api{parts.path}?{parts.query}") as answer:  # noqa: S310  our own server
        return json.load(answer)


def settled(page) -> None:
    """Wait until the address and all that the server adds have followed."""
    page.wait_for_timeout(350)
    page.wait_for_load_state("networkidle")


def test_a_prior_set_with_the_mouse_gives_the_servers_numbers_and_its_address_brings_them_back(
    watched: Watched, address: str, path: str
) -> None:
    page = watched.open("/hypotheses")
    page.locator(f'a[href="{path}"]').click()
    page.wait_for_selector("body[data-ready]")
    assert shown(page) == []
    assert "%" not in page.locator(".after").first.inner_text()
    slider = page.get_by_role("slider", name="Prior of Collusion")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2)
    before = priors(page)
    assert before[0] == pytest.approx(0.6, abs=0.05)
    assert sum(before) == pytest.approx(1, abs=1e-12)
    assert before[1:] == pytest.approx([(1 - before[0]) / 4] * 4, abs=1e-4)
    after = shown(page)
    settled(page)
    server = of_server(address, page.url)["weighing"]["hypotheses"]
    assert [one["prior"] for one in server] == pytest.approx(before, abs=CLOSE)
    assert np.array(after) == pytest.approx(
        np.array([(one["posterior"], *one["range"]) for one in server]), abs=CLOSE
    )
    rows = page.locator("tr[data-rival]").all()
    sets = [json.loads(row.get_attribute("data-sets")) for row in rows]
    together = np.array([float(row.get_attribute("data-decibans")) for row in rows])
    under = np.array([[one[name] for one in sets] for name in sets[0]])
    by_hand = np.array(posterior_ranges(together, under, np.array(before))).T
    assert np.array(after) == pytest.approx(by_hand, abs=CLOSE)
    words = page.locator(".after").all_inner_texts()
    with watching(page.context.browser, address) as second:
        again = second.open(page.url.removeprefix(address))
        assert priors(again) == before
        assert np.array(shown(again)) == pytest.approx(np.array(after), abs=CLOSE)
        assert again.locator(".after").all_inner_texts() == words
        assert drawn(again) == pytest.approx(drawn(page), abs=0.01)
        assert again.locator("#said").inner_text() == page.locator("#said").inner_text()


def test_priors_are_set_and_taken_back_with_the_keyboard_alone(
    watched: Watched, address: str, path: str
) -> None:
    page = watched.open("/questions")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("h")
    page.wait_for_selector("body[data-ready]")
    link = page.locator(f'a[href="{path}"]')
    press_until(page, "Tab", link)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("body[data-ready]")
    slider = page.get_by_role("slider", name="Prior of Local deal")
    press_until(page, "Tab", slider)
    assert slider.get_attribute("aria-valuetext") == "no prior set"
    page.keyboard.press("ArrowRight")
    assert priors(page)[3] == pytest.approx(EVEN + 0.01)
    page.keyboard.press("Shift+ArrowRight")
    assert priors(page)[3] == pytest.approx(EVEN + 0.11)
    assert slider.get_attribute("aria-valuetext") == "31 per cent"
    page.keyboard.press("Tab")
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    assert priors(page)[3] == 0.5
    assert sum(priors(page)) == pytest.approx(1)
    assert len(shown(page)) == 5
    settled(page)
    assert "Local deal" in page.locator("#told").inner_text()
    press_until(page, "Shift+Tab", page.locator("#none"))
    page.keyboard.press("Enter")
    assert shown(page) == []
    settled(page)
    assert page.url == f"{address}{path}"


def press_until(page, key: str, place, most: int = 60) -> None:
    """Press a key until something has the focus."""
    wanted = place.element_handle()
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("one => document.activeElement === one", wanted):
            return
    raise AssertionError(f"{place} is not reached by {key}")


def test_a_slider_taken_to_its_end_and_back_leaves_the_others_as_they_were(
    watched: Watched, path: str
) -> None:
    given = {"collusion": 0.1, "tacit_non_aggression": 0.2, "capacity_limits": 0.4, "local_deal": 0.2}
    page = watched.open(f"{path}?{'&'.join(f'prior.{name}={p}' for name, p in given.items())}")
    before = priors(page)
    assert before == pytest.approx([*given.values(), 0.1])
    slider = page.get_by_role("slider", name="Prior of Collusion")
    slider.focus()
    page.keyboard.press("End")
    assert priors(page) == [1, 0, 0, 0, 0]
    assert shown(page)[0] == (1, 1, 1)
    slider.fill("0.1")
    assert priors(page) == pytest.approx(before, abs=1e-4)


def test_an_unknown_is_assumed_and_everything_follows_as_the_server_has_it(
    watched: Watched, address: str, path: str
) -> None:
    page = watched.open(f"{path}?prior.collusion=0.3")
    was, leads = shown(page), page.locator("#tip-reporting").inner_text()
    page.locator('#unknowns input[type="range"]').first.fill("0.4")
    page.locator("#said", has_text="Weighed as if").wait_for()
    settled(page)
    assert dict(parse_qsl(urlsplit(page.url).query))["assume.reporting"] == "0.4"
    server = of_server(address, page.url)["weighing"]["hypotheses"]
    assert shown(page) != was
    assert np.array(shown(page)) == pytest.approx(
        np.array([(one["posterior"], *one["range"]) for one in server]), abs=CLOSE
    )
    assert page.locator("#tip-reporting").inner_text() == leads
    again = watched.open(page.url.removeprefix(address))
    assert again.locator('#unknowns input[type="range"]').first.input_value() == "0.4"
    again.locator("#usual").click()
    again.locator("#said", has_not_text="Weighed as if").wait_for()
    settled(again)
    assert "assume" not in again.url
    assert np.array(shown(again)) == pytest.approx(np.array(was), abs=CLOSE)


def test_the_answers_and_the_search_lead_to_the_explanations(watched: Watched, path: str) -> None:
    page = watched.open(path.replace("hypotheses", "questions"))
    page.get_by_role("link", name="What else could explain it?").click()
    page.wait_for_selector("body[data-ready]")
    assert page.url.endswith(path)
    party = re.search(r"between (.*?) and ", page.locator(".question-of").inner_text()).group(1)
    watched.open(f"/search?q={party}")
    page.locator(f'.results a[href="{path}"]').click()
    page.wait_for_selector("#weighing")


def test_without_scripts_priors_are_typed_and_the_server_computes(browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    page.goto(f"{address}{path}")
    page.get_by_label("Prior probability of Collusion").fill("0.1")
    page.get_by_role("button", name="Compute with these priors").click()
    server = of_server(address, f"{address}{path}?prior.collusion=0.1")["weighing"]["hypotheses"]
    assert [one[0] for one in shown(page)] == pytest.approx([one["posterior"] for one in server], abs=CLOSE)
    context.close()
