"""The main tasks of the app done in a real browser: reading, adding, asking, with the mouse and with keys."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Watched, served, watching
from command_line import run

from holdfire.case.folder import Case
from holdfire.inquiry.alike import alike_elsewhere
from holdfire.inquiry.reading import claims, documents, questions, stored_record

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.e2e

HOSTILE = "<img src=x onerror=alert(1)>"
REPORT = """The Reds attacked the Blues near Aba on 3 March 2031.

The Reds made a deal with the Blues, says Ann. In the night the town fell.
"""
ARABIC = "في الثالث من مارس هاجمت القوات بلدة عبا. ثم انسحبت إلى الشمال."
REGISTRY = '[[actor]]\nid = "reds"\nname = "Reds"\n\n[[actor]]\nid = "blues"\nname = "Blues"\n'
WAIT = 30_000


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    """Make a case with one coded report beside a demonstration that is there already."""
    around = tmp_path_factory.mktemp("work")
    shutil.copytree(demo, around / "holdfire-demo")
    (around / "actors.toml").write_text(REGISTRY)
    (around / "report.txt").write_text(REPORT)
    (around / "arabic.txt").write_text(ARABIC)
    folder = around / "case"
    run("new", folder, "--actors", around / "actors.toml")
    run("-C", folder, "add", around / "report.txt", around / "arabic.txt", "--published", "2031-03-05")
    run("-C", folder, "claims")
    return folder


@pytest.fixture(scope="module")
def address(case: Path) -> Iterator[str]:
    with served(case) as base:
        yield base


@pytest.fixture
def watched(browser, address: str) -> Iterator[Watched]:
    with watching(browser, address) as seen:
        yield seen


@pytest.fixture(scope="module")
def own_demo(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a demonstration of which questions may be asked; each test registers its own."""
    folder = shutil.copytree(demo, tmp_path_factory.mktemp("asking") / "demo")
    with served(folder) as base:
        yield base, folder


@pytest.fixture
def asking(browser, own_demo: tuple[str, Path]) -> Iterator[tuple[Watched, Case]]:
    base, folder = own_demo
    with watching(browser, base) as seen:
        yield seen, Case.open(folder)


def status(case: Path, claim: str) -> str:
    return next((c.status.value for c in claims(Case.open(case)) if c.id == claim), "gone")


def the_report(case: Path) -> str:
    return next(d.folder for d in documents(Case.open(case)) if d.filename == "report.txt")


def test_claims_are_reviewed_mended_and_added_with_the_keyboard_alone(watched: Watched, case: Path) -> None:
    folder = the_report(case)
    first = claims(Case.open(case), document=folder)[0]
    page = watched.open(f"/documents/{folder}")
    page.keyboard.press("j")
    page.wait_for_selector(f'article.chosen[id="{first.id}"]')
    assert page.evaluate("document.activeElement.id") == first.id
    for key, stands in (("a", "accepted"), ("z", "proposed"), ("r", "rejected"), ("z", "proposed")):
        page.keyboard.press(key)
        page.wait_for_selector(f'[id="{first.id}"] .claim-head .pill:text-is("{stands}")')
        assert status(case, first.id) == stands
    page.keyboard.press("e")
    page.wait_for_selector("#claim-dialog[open] #f-places")
    page.locator("#f-places").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Aba, Bab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(f'article.chosen[id="{first.id}"]')
    mended = next(c for c in claims(Case.open(case)) if c.id == first.id)
    assert [place.name for place in mended.places] == ["Aba", "Bab"]

    page.wait_for_selector("body[data-ready]")
    select = """(words) => { const layer = document.querySelector('.layer');
        const node = [...layer.childNodes].flatMap((n) => n.nodeType === 3 ? [n] : [...n.childNodes])
          .find((n) => n.nodeType === 3 && n.data.includes(words));
        getSelection().setBaseAndExtent(node, node.data.indexOf(words),
          node, node.data.indexOf(words) + words.length); }"""
    page.evaluate(select, "the town fell")
    page.keyboard.press("n")
    page.wait_for_selector("#claim-dialog[open] #f-quote")
    assert page.locator("#f-quote").input_value() == "the town fell"
    page.locator("#f-kind").select_option("lose")
    with page.expect_navigation():
        page.locator("#f-note").press("Enter")
    added = next(c for c in claims(Case.open(case)) if c.kind == "lose")
    assert REPORT[added.start : added.end] == "the town fell"
    assert page.url.endswith(f"#{added.id}")
    assert watched.complaints == []


def test_single_keys_can_be_switched_off_and_highlights_hidden(watched: Watched, case: Path) -> None:
    page = watched.open(f"/documents/{the_report(case)}")
    lined = "getComputedStyle(document.querySelector('mark')).textDecorationLine"
    assert page.evaluate(lined) == "underline"
    page.keyboard.press("h")
    assert page.evaluate(lined) == "none"
    page.keyboard.press("?")
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("g")
    page.keyboard.press("d")
    assert page.locator("article.chosen").count() == 0
    assert "/documents/" in page.url
    page.locator("#open-keys").click()
    page.locator("#single-keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("d")
    assert page.url.endswith("/documents")


def test_a_text_from_right_to_left_stands_so(watched: Watched, case: Path) -> None:
    folder = next(d.folder for d in documents(Case.open(case)) if d.filename == "arabic.txt")
    page = watched.open(f"/documents/{folder}")
    layer = page.locator(".layer")
    assert layer.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert layer.get_attribute("lang") == "ar"
    assert layer.inner_text().strip() == ARABIC


def test_what_other_data_and_documents_say_comes_into_the_cards(asking: tuple[Watched, Case]) -> None:
    watched, case = asking
    every = claims(case)
    alike = alike_elsewhere(every, every)
    repeated = next(c for c in every if c.id in alike)
    page = watched.open(f"/documents/{repeated.document}#{repeated.id}")
    page.wait_for_selector("body[data-beside]")
    assert "alike in other documents" in page.locator(f'[id="{repeated.id}"] .others').inner_text()
    said = next(c for c in every if c.kind == "no_clash")
    page = watched.open(f"/documents/{said.document}#{said.id}")
    page.wait_for_selector("body[data-beside]")
    card = page.locator(f'[id="{said.id}"]')
    assert card.locator(".checked").count() >= 1
    row = card.locator(".row-ids a").first
    if row.count():
        row.evaluate("e => e.closest('details').open = true")
        row.click()
        page.wait_for_selector(".why")
        page.go_back()
        page.wait_for_selector(f'body[data-ready] article.chosen[id="{said.id}"]')
    with page.expect_navigation():
        page.keyboard.press("m")
    page.wait_for_selector("#map-card:not([hidden])")
    assert page.locator("#map-card blockquote").inner_text() == said.quote
    assert watched.complaints == []


def test_dropped_files_come_in_and_refused_ones_stay_with_their_reason(watched: Watched, case: Path) -> None:
    page = watched.open("/documents")
    files = [
        {"name": f"{HOSTILE}.txt", "mimeType": "text/plain", "buffer": REPORT.encode() + b"More."},
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"no pdf at all"},
    ]
    page.locator("#choose").set_input_files(files)
    page.wait_for_selector("body[data-added]", timeout=WAIT)
    refused = page.locator("#files .refused")
    assert refused.locator(".file-name").inner_text() == "scan.pdf"
    assert refused.locator(".file-words").inner_text().strip()
    assert page.locator("#files .taken").count() == 2  # the file, and the reading of it
    names = {d.filename for d in documents(Case.open(case))}
    assert HOSTILE in " ".join(names).replace("⁄", "/")
    assert "scan.pdf" not in names
    refused.get_by_role("button", name="Dismiss").click()
    page.get_by_role("link", name="See what was added").click()
    page.wait_for_selector("body[data-ready]")
    row = page.locator("tr", has_text="onerror")
    assert "none" not in row.locator("td").last.inner_text()  # a near-copy of the report
    assert page.locator("img").count() == 0
    assert [line for line in watched.complaints if "409 (Conflict)" not in line] == []


def test_words_are_found_from_the_top_of_every_screen(watched: Watched) -> None:
    page = watched.open("/activity")
    page.keyboard.press("/")
    page.keyboard.type("AÑN")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".results a").count() >= 1
    assert page.locator("#search").input_value() == "AÑN"


def test_two_windows_and_the_command_line_work_on_one_case(browser, address: str, case: Path) -> None:
    first, second = claims(Case.open(case), document=the_report(case))[:2]
    with watching(browser, address) as one, watching(browser, address) as other:
        for seen in (one, other):
            seen.open(f"/documents/{second.document}#{second.id}")
            seen.page.wait_for_selector(f'article.chosen[id="{second.id}"]')
        one.page.keyboard.press("a")
        other.page.keyboard.press("r")
        done = run("-C", case, "review", first.id, "accept", "--by", "ann")
        assert done.returncode == 0, done.stderr
        for seen in (one, other):
            seen.page.wait_for_selector('article.chosen .claim-head .pill:not(:text-is("proposed"))')
        other.page.reload()
        other.page.wait_for_selector(f'[id="{first.id}"] .pill:text-is("accepted")')
    assert status(case, second.id) in ("accepted", "rejected")
    checked = run("-C", case, "verify")
    assert checked.returncode == 0, checked.stdout


def test_the_demonstration_is_one_click_away(watched: Watched) -> None:
    page = watched.open("/demonstration")
    page.get_by_role("button", name="Make the demonstration").click()
    page.wait_for_selector("text=Simulated war.", timeout=WAIT)
    assert page.url != watched.base
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", page.url)


def test_an_allegation_is_asked_and_no_count_is_seen_before_it_is_registered(
    asking: tuple[Watched, Case],
) -> None:
    watched, case = asking
    answers: list[str] = []
    watched.page.on(
        "response", lambda r: answers.append(r.text()) if "/new" in r.url or "/api/" in r.url else None
    )
    page = watched.open("/allegations")
    page.get_by_role("link", name=re.compile("^Question: ")).first.click()
    page.wait_for_selector(".form-row .chart")
    chosen = page.locator('.form-row input[name="form"]')
    assert chosen.nth(0).is_checked()
    for n in range(1, chosen.count()):
        chosen.nth(n).set_checked(False)
    page.wait_for_selector("#family:text-matches('^1 form chosen')")
    before = [*answers, page.content()]
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.wait_for_selector("#verdict", timeout=WAIT)
    asked = questions(case)[-1]
    assert page.url.endswith(asked.id)
    assert asked.forms == ("silent-front",)
    ab = "+".join(asked.triple.a), "+".join(asked.triple.b)
    counts = [
        row for row in stored_record(case, asked.id) if row.area == "asked" and set(row.dyad) == set(ab)
    ]
    total = sum(row.events for row in counts)
    assert total > 0
    for seen in before:
        words = re.sub(r"<[^>]*>", " ", seen)
        assert not re.search(rf"\b{total} (?:events?|clash)", words)
        assert not any(row in seen for one in counts for row in one.rows)
    assert page.evaluate("""() => document.querySelector('#record').compareDocumentPosition(
        document.querySelector('#verdict')) & Node.DOCUMENT_POSITION_FOLLOWING""")
    assert watched.complaints == []


def test_a_question_is_typed_registered_and_its_address_restores_it(asking: tuple[Watched, Case]) -> None:
    watched, case = asking
    page = watched.open("/questions/new?a=gov&b=front&area=Velmar&from=2031-09-01&until=2032-03-01")
    page.wait_for_selector(".form-row .chart")
    page.locator("#f-until").fill("2031-08-01")
    page.keyboard.press("Tab")
    page.wait_for_selector("#problem .message")
    assert "ends" in page.locator("#problem").inner_text()
    page.locator("#f-until").fill("2032-02-01")
    page.keyboard.press("Tab")
    page.wait_for_selector("#problem:not(:has(.message))", state="attached")
    page.wait_for_url("**until=2032-02-01**")
    with watching(watched.page.context.browser, watched.base) as second:
        again = second.open(page.url.removeprefix(watched.base))
        again.wait_for_selector(".form-row .chart")
        assert again.locator("#readings").inner_text() == page.locator("#readings").inner_text()
    page.get_by_role("button", name="Register only").click()
    page.wait_for_selector("text=Registered, and not put to the data yet.")
    asked = questions(case)[-1]
    assert str(asked.period.until) == "2032-02-01"
    assert json.loads(page.request.get(f"{watched.base}/api/questions/{asked.id}").text())["verdict"] is None
    with page.expect_navigation():
        page.get_by_role("button", name="Run it").click()
    page.locator("#run").get_by_role("button", name="Cancel").click()
    page.wait_for_selector("#run[data-state=cancelled] .message", timeout=WAIT)
    assert "nothing of it was kept" in page.locator("#run").inner_text()
    assert case.names(f"answers/{asked.id}/*") == ()
