"""How fast screens come up in a browser: first paint, clicks, a long document; and the server's memory.

    python bench/web.py [--case FOLDER]

Makes its own cases; needs Chromium and the extra [dev].
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "running"))
from browsing import ARGUMENTS, CHROMIUM, SIZE, served
from playwright.sync_api import Browser, sync_playwright

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.reading import questions
from holdfire.intake.opening import new_case
from holdfire.model.claim import KINDS, Attribution, Claim
from holdfire.model.document import Document
from holdfire.model.ids import claim_id
from holdfire.records.values import encode, lines

ACT = Act(by="bench", at="2031-01-01T00:00:00+00:00")
CLAIMS = 2_000
BYTES = 2_000_000
SENTENCE = "In week {n} the army of the north and the order met near village number {n}, a witness said. "
FILLER = "The road was dry, the river low, and nothing else was told of that week by anyone who was there. "
PAINT = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"""
LIMITS = {"first paint, s": 1.5, "long document, s": 1.0, "click, s": 0.3, "memory, MB": 500}


def main() -> int:
    """Measure, print as JSON, and fail where a limit is passed."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--case", type=Path, help="a case to open the screens of, in place of the demonstration"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        around = Path(folder)
        case = asked.case or demonstration(around)
        long = long_case(around)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            found = {**screens(browser, case), **long_document(browser, long)}
            browser.close()
    print(json.dumps(found, indent=1))
    over = {name: value for name, value in found.items() if value > limit_of(name)}
    if over:
        print(f"over the limit: {over}", file=sys.stderr)
    return 1 if over else 0


def limit_of(name: str) -> float:
    """Find the limit of a figure by the beginning of its name."""
    return next(limit for start, limit in LIMITS.items() if name.startswith(start))


def demonstration(around: Path) -> Path:
    """Make the demonstration case by the command line."""
    made = around / "demo"
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "holdfire", "demo", str(made), "--no-serve"], check=True
    )
    return made


def long_case(around: Path) -> Path:
    """Make a case of one document of two megabytes with two thousand claims, every fourth overlapping."""
    filler = FILLER * ((BYTES // CLAIMS - len(SENTENCE)) // len(FILLER))
    text = "".join(f"{SENTENCE.format(n=n)}{filler}\n\n" for n in range(CLAIMS))
    sha = hashlib.sha256(text.encode()).hexdigest()
    about = {"filename": "long.txt", "media_type": "text/plain", "title": "A long report", "language": "en"}
    document = Document(folder=sha, sha256=sha, text_sha256=sha, **about)
    made = (_claim(document, text, n) for n in range(CLAIMS))
    case = new_case(around / "long", title="A long report", actors=None, act=ACT)
    base = f"documents/{sha}"
    files = {"original.txt": text.encode(), "text.txt": text.encode(), "meta.json": encode(document)}
    write = {f"{base}/{name}": data for name, data in files.items()}
    case.commit(ACT, "add", write={**write, f"{base}/claims.jsonl": lines(made)})
    return case.path


def _claim(document: Document, text: str, n: int) -> Claim:
    sentence = SENTENCE.format(n=n).strip()
    start = text.index(f"week {n} the army")
    end = start + len(sentence) - (3 if n % 4 else 20)
    kind = KINDS[n % len(KINDS)]
    witness = text.index("a witness", start)
    said = Attribution(source="a witness", relation="said", start=witness, end=witness + 9)
    return Claim(
        id=claim_id(document.folder, start, end, kind, 0),
        document=document.folder,
        text_sha256=document.text_sha256,
        start=start,
        end=end,
        quote=text[start:end],
        prefix="",
        suffix="",
        kind=kind,
        side_a=("army",),
        side_b=("order",),
        attribution=(said,),
        coder="bench",
    )


def screens(browser: Browser, folder: Path) -> dict[str, float]:
    """Measure the first paint of each screen, some clicks, and the server's memory after all of it."""
    asked = questions(Case.open(folder))
    paths = [
        "/",
        "/documents",
        "/claims",
        "/allegations",
        "/contradictions",
        "/map",
        "/hypotheses",
        "/activity",
    ]
    paths += [f"/questions/{one.id}" for one in asked[:1]]
    found: dict[str, float] = {}
    with served(folder, anew=True) as base:
        page = browser.new_page(viewport=SIZE)
        page.goto(base)  # templates are compiled and tables read once
        for path in paths:
            page.goto(f"{base}{path}")
        for path in paths:
            page.goto(f"{base}{path}")
            page.wait_for_selector("body[data-ready]")
            found[f"first paint, s: {path}"] = round((page.evaluate(PAINT) or 0) / 1000, 3)
        page.goto(f"{base}/documents")
        page.locator("td a.strong").first.click()
        page.wait_for_selector("body[data-ready] .claim")
        found["click, s: next claim"] = took(
            lambda: (page.keyboard.press("j"), page.wait_for_selector(".chosen"))
        )
        found["memory, MB"] = memory(base)
    return found


def long_document(browser: Browser, folder: Path) -> dict[str, float]:
    """Measure how long it takes until the long document can be read and its keys work."""
    found: dict[str, float] = {}
    with served(folder, anew=True) as base:
        page = browser.new_page(viewport=SIZE)
        page.goto(base)
        path = f"{base}/documents/{folder_of(folder)}"
        page.goto(path)
        page.wait_for_selector("body[data-ready]")
        runs = []
        for _ in range(3):
            page.goto(f"{base}/activity")
            runs.append(took(lambda: (page.goto(path), page.wait_for_selector("body[data-ready]"))))
        found["long document, s"] = min(runs)
        found["click, s: in the long document"] = took(
            lambda: (page.keyboard.press("j"), page.wait_for_selector("article.chosen"))
        )
        found["memory, MB: long document"] = memory(base)
    return found


def folder_of(case: Path) -> str:
    """Name the only document of a case."""
    return next(path.name for path in (case / "documents").iterdir())


def took(work: Callable[[], object]) -> float:
    """Measure seconds."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


def memory(base: str) -> float:
    """Find the most memory that the process behind a port has had, in MB."""
    port = int(base.rsplit(":", 1)[1])
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        if f"--port\0{port}" in status.read_text() and int(status.parent.name) != os.getpid():
            peak = next(
                x for x in (status.parent / "status").read_text().splitlines() if x.startswith("VmHWM")
            )
            return int(peak.split()[1]) // 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
