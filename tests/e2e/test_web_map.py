"""The map in a real browser: what is shown, by mouse and by keyboard alone, restored from its address."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from browsing import SIZE, Watched, served, watching
from map_case import HOSTILE, make_map_case

from holdfire.case.folder import Case
from holdfire.inquiry.reading import questions

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.e2e

WINDOW = "from=2031-05-01&until=2031-07-01"
PICTURE = "() => [...document.querySelectorAll('#map canvas')].map((one) => one.toDataURL()).join()"
LAID_OUT = """() => { const [place, drawn] = [...document.querySelectorAll('#map, #map canvas')];
    return drawn.width === Math.round(place.clientWidth * devicePixelRatio)
        && drawn.height === Math.round(place.clientHeight * devicePixelRatio); }"""
PHONE = 390  # px wide
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_map_case(tmp_path_factory.mktemp("hostile"))) as base:
        yield base


@pytest.fixture
def watched(request: pytest.FixtureRequest, browser: "sync_api.Browser", address: str) -> Iterator[Watched]:
    with watching(browser, address, color_scheme=getattr(request, "param", "light")) as seen:
        yield seen


@pytest.fixture
def hostile_page(browser: "sync_api.Browser", hostile: str) -> Iterator[Watched]:
    with watching(browser, hostile) as seen:
        yield seen


def opened(watched: Watched, path: str) -> "sync_api.Page":
    page = watched.open(path)
    page.wait_for_selector("main[data-whole]", state="attached")
    return page


def asked(base: str, path: str) -> dict:
    with urlopen(f"{base}{path}") as answer:  # noqa: S310  our own server
        return json.load(answer)


def asked_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def shown(page: "sync_api.Page") -> int:
    return int(page.locator("#map-count").inner_text().split(" of ")[0].replace(",", ""))


@pytest.mark.parametrize("watched", ["light", "dark"], indirect=True)
def test_the_map_opens_without_complaint_and_asks_only_this_machine(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}")
    assert watched.complaints == []
    assert [url for url in watched.asked if not url.startswith(f"{watched.base}/")] == []
    assert page.locator("#map-holders li").count() > 2
    assert page.locator("h1").count() == 1


def test_the_counter_says_what_the_json_of_the_same_view_says(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}&actors=gov&kinds=state_based,non_state&at=21.2,-40.8,9")
    page.wait_for_selector("#map-json[href*='box=']", state="attached")
    found = asked(watched.base, page.locator("#map-json").get_attribute("href"))
    assert 0 < found["events"]["shown"] == shown(page) < found["events"]["of"]
    assert f"of {found['events']['of']:,} shown" in page.locator("#map-count").inner_text()
    off = found["not_on_map"]
    assert (
        page.locator("#map-off").inner_text() == f"not on the map: {len(off['events']) + len(off['claims'])}"
    )


def test_the_same_address_gives_the_same_picture_in_a_second_window(
    watched: Watched, browser: "sync_api.Browser"
) -> None:
    page = opened(watched, f"/map?{WINDOW}&at=21.2,-40.8,9")
    page.locator("#map-pairs button").first.click()
    page.keyboard.press("]")
    page.wait_for_selector("#map-card:not([hidden])")
    page.locator("#map-from").fill("2031-05-03")
    page.locator("#map-from").press("Enter")
    page.mouse.move(5, 5)
    page.locator("#map-link").click()
    with watching(browser, watched.base) as other:
        second = opened(other, page.url.removeprefix(watched.base))
        second.wait_for_selector("#map-card:not([hidden])")
        for part in ("#map-count", "#map-card", "#map-days", "#map-pairs"):
            assert second.locator(part).inner_text() == page.locator(part).inner_text(), part
        assert second.locator("#map-from").input_value() == "2031-05-03"
        assert second.evaluate(PICTURE) == page.evaluate(PICTURE)


def test_everything_can_be_done_by_keyboard_alone(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}")
    first = page.locator("[role=slider]").first
    first.focus()
    before = int(first.get_attribute("aria-valuenow"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert int(first.get_attribute("aria-valuenow")) == before + 11
    assert first.get_attribute("aria-valuetext") == "2031-05-12" == page.locator("#map-from").input_value()
    page.keyboard.press("]")
    page.wait_for_selector("#map-card:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#map-card", state="hidden")
    assert "chosen" not in page.url
    page.keyboard.press("t")
    row = page.locator("#map-table .row-open").first
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-card:not([hidden])")
    assert page.locator("#map-table").is_hidden()
    assert page.evaluate("document.activeElement.id") == "map-card"
    page.keyboard.press(".")
    assert page.locator("#map-from").input_value() == "2031-05-19"
    assert watched.complaints == []


def test_single_keys_can_be_switched_off(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}")
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press(".")
    page.keyboard.press("t")
    assert page.locator("#map-from").input_value() == "2031-05-01"
    assert page.locator("#map-table").is_hidden()
    page.evaluate("localStorage.clear()")


def test_play_moves_the_window_until_it_is_stopped(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}")
    page.locator("#map-play").click()
    page.wait_for_selector(
        "#map-time .thumb:first-of-type:not([aria-valuetext='2031-05-01'])", state="attached"
    )
    page.locator("#map-play").click()
    stopped = page.locator("#map-from").input_value()
    assert page.locator("#map-play").get_attribute("aria-pressed") == "false"
    assert page.locator("#map-days").inner_text() == "61 days"
    page.wait_for_timeout(400)
    assert page.locator("#map-from").input_value() == stopped


def test_a_mark_leads_to_its_row_and_back_undoes_the_choice(watched: Watched) -> None:
    rows = asked(watched.base, f"/api/map?{WINDOW}")["rows"]
    at = Counter((row["lat"], row["lon"]) for row in rows)
    wanted = next(row for row in rows if row["where_prec"] == 1 and at[row["lat"], row["lon"]] == 1)
    page = opened(watched, f"/map?{WINDOW}&at={wanted['lat']},{wanted['lon']},13")
    for size in ({"width": 1500, "height": 911}, SIZE):
        page.set_viewport_size(size)
        page.wait_for_function(LAID_OUT)
        box = page.locator("#map").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(0, 0)
        page.wait_for_selector("#map-tip", state="hidden")
        page.mouse.move(*middle)
        page.wait_for_selector("#map-tip:not([hidden])")
    tip = page.locator("#map-tip").inner_text()
    assert [name for name in wanted["read_as"] if name not in tip] == [], tip
    page.mouse.click(*middle)
    page.wait_for_selector("#map-card:not([hidden])")
    page.go_back()
    page.wait_for_selector("#map-card", state="hidden")
    page.go_forward()
    page.wait_for_selector("#map-card:not([hidden])")
    link = page.locator("#map-card a")
    row = link.get_attribute("href")
    link.click()
    page.wait_for_selector("th:has-text('event_id')")
    assert row.removeprefix("/events/") in page.locator("main").inner_text()


def test_a_claim_leads_to_its_words(watched: Watched) -> None:
    claim = asked(watched.base, "/api/map")["shown_claims"][-1]
    page = opened(watched, f"/map?claim={claim['id']}")
    page.wait_for_selector("#map-card:not([hidden])")
    assert (
        page.locator("#map-from").input_value() < claim["date"][0] < page.locator("#map-until").input_value()
    )
    days = (date.fromisoformat(claim["date"][1]) - date.fromisoformat(claim["date"][0])).days
    assert page.locator("#map-days").inner_text() == f"{days + 60} days"
    assert page.locator("#map-card blockquote").inner_text() == claim["quote"]
    page.locator("#map-card a").click()
    page.wait_for_selector(f'article.chosen[id="{claim["id"]}"]')


def test_no_event_is_told_from_no_coverage(hostile_page: Watched) -> None:
    page = opened(hostile_page, "/map?from=2018-01-01&until=2018-02-01")
    assert "No event recorded" in page.locator("#map-why").inner_text()
    assert "No map for 2018-01-31: nobody looked" in page.locator("#map-ground-note").inner_text()
    page.locator("#map-from").fill("2018-05-01")
    page.locator("#map-until").fill("2018-06-01")
    page.locator("#map-until").press("Enter")
    page.locator("#map-from").fill("2018-05-01")
    page.locator("#map-from").press("Enter")
    assert "nobody looked" in page.locator("#map-why").inner_text()
    page.locator("#map-until").fill("2018-02-30")
    page.locator("#map-until").press("Enter")
    assert "Write a day as" in page.locator("#map-message").inner_text()
    assert page.locator("#map-until").get_attribute("aria-invalid") == "true"


def test_hostile_names_and_properties_are_text_everywhere(hostile_page: Watched) -> None:
    page = opened(hostile_page, "/map?from=2017-10-01&until=2017-11-01")
    page.wait_for_selector("#map-holders li")
    page.locator("#map-actors summary").click()
    page.keyboard.press("]")
    page.wait_for_selector("#map-card:not([hidden])")
    for _ in range(2):
        page.keyboard.press("]")
    page.wait_for_selector("#map-card h2:has-text('onerror')")
    page.keyboard.press("t")
    page.wait_for_selector("#map-table tbody tr")
    for part in ("#map-card", "#map-pairs", "#map-holders", "#map-actor-list", "#map-table", "#map-credit"):
        assert HOSTILE in page.locator(part).inner_text(), part
    assert page.locator("main img").count() == 0
    assert page.title() != "1"
    assert hostile_page.complaints == []
    with page.expect_download() as download:
        page.locator("#map-svg").click()
    picture = ET.parse(download.value.path())  # noqa: S314  our own file
    assert {one.tag.rpartition("}")[2] for one in picture.iter()} <= {
        "svg",
        "defs",
        "pattern",
        "clipPath",
        "rect",
        "g",
        "path",
        "circle",
        "line",
        "text",
    }
    assert any(HOSTILE in (one.text or "") for one in picture.iter())


def test_a_reader_gives_an_actor_a_colour_of_their_own(hostile_page: Watched) -> None:
    page = opened(hostile_page, "/map?from=2017-10-01&until=2017-11-01")
    chosen, drawn = "#7a3fd0", page.evaluate(PICTURE)
    page.locator("#map-actors summary").click()
    colour = page.locator('#map-actor-list input[type="color"]').first
    with page.expect_navigation():
        colour.evaluate(f"e => {{ e.value = '{chosen}'; e.dispatchEvent(new Event('change')); }}")
    page.wait_for_selector("main[data-whole]", state="attached")
    assert page.evaluate(PICTURE) != drawn
    with page.expect_download() as download:
        page.locator("#map-svg").click()
    assert chosen in Path(download.value.path()).read_text()
    page.locator("#map-actors summary").click()
    with page.expect_navigation():
        page.locator("#map-actor-list .as-link").click()
    page.wait_for_selector("main[data-whole]", state="attached")
    assert page.evaluate(PICTURE) == drawn
    assert hostile_page.complaints == []


def test_a_question_leads_to_its_pair_on_the_map(watched: Watched, demo: Path) -> None:
    asked = questions(Case.open(demo))[0]
    page = watched.open(f"/questions/{asked.id}")
    page.get_by_role("link", name="See it on the map").click()
    page.wait_for_selector("main[data-whole]", state="attached")
    assert page.locator("#map-from").input_value() == str(asked.period.since)
    assert page.locator("#map-pairs .pair").count() == 1
    found = asked_of(page.url)
    assert found["sides"] == ["both"]
    assert set(found["actors"][0].split(",")) == {*asked.triple.a, *asked.triple.b}


def test_a_box_in_the_address_is_where_the_map_begins(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}&box=20.9,-41.2,21.5,-40.6")
    page.wait_for_selector("#map-json[href*='box=']", state="attached")
    found = asked_of(page.locator("#map-json").get_attribute("href"))["box"][0]
    west, south, east, north = map(float, found.split(","))
    assert west <= 20.9
    assert south <= -41.2
    assert min(east - 21.5, north + 40.6) >= 0
    assert min((east - west) / 0.6, (north - south) / 0.6) < 1.3, "and hardly more than it"
    assert "at" in asked_of(page.url)


def test_what_is_shown_is_saved_as_picture_drawing_and_geojson(watched: Watched) -> None:
    page = opened(watched, f"/map?{WINDOW}")
    page.wait_for_selector("#map-geojson[href*='box=']", state="attached")
    files = {}
    for button in ("#map-png", "#map-svg", "#map-geojson"):
        with page.expect_download() as download:
            page.locator(button).click()
        files[button] = Path(download.value.path()).read_bytes()
    assert files["#map-png"].startswith(b"\x89PNG")
    assert len(files["#map-png"]) > 20_000
    assert files["#map-svg"].count(b"<circle") > 100
    events = [f for f in json.loads(files["#map-geojson"])["features"] if f["properties"]["layer"] == "event"]
    assert len(events) == shown(page)


def test_what_is_not_on_the_map_is_a_list(watched: Watched) -> None:
    page = opened(watched, "/map")
    page.locator("#map-off").click()
    page.wait_for_selector("#map-off-list li")
    number = int(page.locator("#map-off").inner_text().rpartition(" ")[2])
    assert page.locator("#map-off-list li").count() == number > 0
    assert page.locator("#map-off-list li a").first.get_attribute("href").startswith("/documents/")


@pytest.mark.parametrize("watched", ["light", "dark"], indirect=True)
def test_axe_finds_nothing_on_map_card_table_and_row(watched: Watched) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    row = asked(watched.base, f"/api/map?{WINDOW}&limit=1")["rows"][0]
    page = opened(watched, f"/map?{WINDOW}&chosen={row['id']}")
    page.wait_for_selector("#map-card:not([hidden])")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    page.wait_for_selector("#map-actor-list label")
    found = axe.run(page, options=RULES).response["violations"]
    page.keyboard.press("t")
    page.wait_for_selector("#map-table tbody tr")
    found += axe.run(page, options=RULES).response["violations"]
    watched.open(row["page"])
    found += axe.run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [PHONE, 900, SIZE["width"]])
def test_the_map_fits_the_window_and_its_targets_fit_a_finger(watched: Watched, width: int) -> None:
    watched.page.set_viewport_size({"width": width, "height": SIZE["height"]})
    page = opened(watched, f"/map?{WINDOW}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = """() => [...document.querySelectorAll('main :is(button, select, summary, [role=slider])')]
        .filter((e) => e.offsetParent && Math.min(e.offsetHeight, e.offsetWidth) < 24).map((e) => e.id)"""
    assert page.evaluate(small) == []
