"""How fast the map is in headless Chromium with software rendering: first paint, a step of time, a click.

    python bench/map.py [--case FOLDER …]

Makes cases of 20,000 and 176,579 rows (the size of UCDP GED 21.1) by a fixed rule and imports them as a user
does. Times are the best and the middle of twelve steps: from the key on the slider's thumb until the frame
after it is drawn, in milliseconds. Fails where a limit is passed.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "running"))
from browsing import ARGUMENTS, CHROMIUM, SIZE, served
from playwright.sync_api import Browser, sync_playwright

SIZES = {20_000: 50.0, 176_579: 150.0}  # rows → how long a step may take, ms
FIRST_PAINT, CLICK = 1500.0, 300.0  # ms
PLACES, ACTORS = 33_000, 400  # as many as in GED 21.1, about
STEPS = 12
COLUMNS = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "date_start",
    "latitude",
    "longitude",
    "country",
    "best",
)
FIRST, DAYS = date(1989, 1, 1), 11_688
STEP = """async (steps) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const thumb = document.querySelector('#map-time [role=slider]');
  const times = [];
  for (let n = 0; n < steps; n += 1) {
    await frame();
    const began = performance.now();
    thumb.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await frame();
    times.push(performance.now() - began);
  }
  return times;
}"""
CLICKED = """async () => {
  const began = performance.now();
  document.getElementById('map-next').click();
  await new Promise((done) => new MutationObserver(done).observe(document.getElementById('map-card'),
    { attributes: true, attributeFilter: ['hidden'] }));
  return performance.now() - began;
}"""
DRAWN = "() => performance.getEntriesByName('map-drawn')[0].startTime"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--case", type=Path, action="append", default=[], help="cases to measure, too")
    given = parser.parse_args()
    found, over = {}, []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        cases = [(made(Path(folder), rows), limit) for rows, limit in SIZES.items()]
        for case, limit in [*cases, *((case, max(SIZES.values())) for case in given.case)]:
            found[case.name] = measured(browser, case)
            print(case.name, json.dumps(found[case.name]), flush=True)
            over += [case.name] if found[case.name]["step, ms"]["best"] > limit else []
            over += [case.name] if found[case.name]["click, ms"] > CLICK else []
        over += [case.name for case in given.case if found[case.name]["drawn, ms"] > FIRST_PAINT]
        browser.close()
    if over:
        print(f"over a limit: {', '.join(over)}", file=sys.stderr)
    return 1 if over else 0


def measured(browser: Browser, case: Path) -> dict[str, Any]:
    """Measure one case; the first visit, on which the server reads its files, is told apart."""
    with served(case, anew=True) as base:
        page = browser.new_page(viewport=SIZE)
        drawn = []
        for _ in range(3):
            page.goto(f"{base}/map")
            page.wait_for_selector("main[data-whole]", state="attached", timeout=120_000)
            drawn.append(round(page.evaluate(DRAWN)))
        shown = page.locator("#map-count").inner_text()
        times = page.evaluate(STEP, STEPS)
        clicked = page.evaluate(CLICKED)
        page.close()
    return {
        "shown": shown,
        "first visit, ms": drawn[0],
        "drawn, ms": min(drawn[1:]),
        "step, ms": {"best": round(min(times), 1), "middle": round(median(times), 1)},
        "click, ms": round(clicked),
    }


def made(folder: Path, rows: int) -> Path:
    """Make a case with so many events."""
    table, case = folder / "rows.csv", folder / f"{rows} rows"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows(written(rows))
    for step in (("new", case), ("-C", case, "import", "ucdp", table)):
        command = [sys.executable, "-m", "holdfire", *map(str, step)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return case


def written(rows: int) -> Iterator[list[object]]:
    """Draw rows at places around the world, more of them lately, by pairs of which few are frequent."""
    rng = np.random.default_rng(1)
    middles = rng.uniform((-100, -30), (120, 50), (60, 2))
    places = (middles[rng.integers(0, 60, PLACES)] + rng.normal(0, 3, (PLACES, 2))).clip(
        (-179, -80), (179, 80)
    )
    at = (PLACES * rng.random(rows) ** 2).astype(int)
    actors = (ACTORS * rng.random((rows, 2)) ** 3).astype(int)
    days = (DAYS * rng.random(rows) ** 0.4).astype(int)
    deaths = rng.geometric(0.2, rows) - 1
    yield list(COLUMNS)
    for n in range(rows):
        (lon, lat), (one, other) = places[at[n]], actors[n]
        day = FIRST + timedelta(days=int(days[n]))
        yield [n, 1, f"Side {one}", f"Side {other} of them", day, f"{lat:.5f}", f"{lon:.5f}", "X", deaths[n]]


if __name__ == "__main__":
    sys.exit(main())
