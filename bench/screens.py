"""Pictures of every screen for the documentation, taken from the demonstration case.

    python bench/screens.py [--into docs/pictures] [--only NAME] [--size 3840x2160] [--case FOLDER]

Other sizes and a case of one's own are for looking at; give --into with them.
Needs Chromium, the extra [dev], and the fonts Inter and Noto Serif to look as in the documentation.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "running"))
from browsing import ARGUMENTS, CHROMIUM, served
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from weighed_case import ask_what_fits

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry import grouping
from holdfire.inquiry.reading import claims, questions
from holdfire.intake.opening import new_case

SIZE = {"width": 1280, "height": 800}
WIDE = {"width": 1600, "height": 900}  # from where on the reader has a map beside it
COLOURS = 192  # of a picture; more make larger files that look the same
ACT = Act(by="documentation", at="2031-01-01T00:00:00+00:00")


def main() -> None:
    """Make the cases, serve them, and take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", default="")
    parser.add_argument("--size", default="")
    parser.add_argument("--case", type=Path, help="a case to take, in place of the demonstration")
    asked = parser.parse_args()
    given = dict(zip(SIZE, map(int, asked.size.split("x")), strict=True)) if asked.size else None
    asked.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as around, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        demo, empty = (
            Case.open(asked.case) if asked.case else demonstration(Path(around)),
            new_case(Path(around) / "new", title="New case", actors=None, act=ACT),
        )
        weighed, explained = with_explanations(demo, Path(around) / "weighed")
        each = ((demo, paths_of(demo)), (empty, {"empty": "/"}), (weighed, explained))
        for case, paths in each:
            chosen = {name: path for name, path in paths.items() if asked.only in name}
            if not chosen:
                continue
            with served(case.path, anew=True) as base:
                for name, path in chosen.items():
                    dark = "dark" if name.endswith("-dark") else "light"
                    page = browser.new_page(
                        viewport=given or (WIDE if name.endswith("-wide") else SIZE),
                        color_scheme=dark,
                        reduced_motion="reduce",
                    )
                    take(page, f"{base}{path}", asked.into / f"{name}.png")
        browser.close()


def demonstration(around: Path) -> Case:
    """Make the demonstration case by the command line."""
    made = around / "demo"
    command = [sys.executable, "-m", "holdfire", "demo", str(made), "--no-serve"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return Case.open(made)


def with_explanations(case: Case, copy: Path) -> tuple[Case, dict[str, str]]:
    """Ask in a copy what simulated wars fit; give it with the screens of rival explanations."""
    shutil.copytree(case.path, copy)
    page = f"/hypotheses/{ask_what_fits(copy)}?prior.collusion=0.1&prior.reporting_artefact=0.3"
    return Case.open(copy), {"hypotheses": page, "hypotheses-dark": page}


def paths_of(case: Case) -> dict[str, str]:
    """Name the address of each screen, in the order in which the work goes."""
    every = claims(case)
    said = next(claim for claim in every if claim.kind == "no_clash")
    ((most, _),) = Counter(claim.document for claim in every).most_common(1)
    amid = next(claim for claim in every if claim.document == most and claim.places)
    asked, form = questions(case)[0].id, questions(case)[0].forms[0]
    alleged = grouping.allegations(case)[0].id
    reader = f"/documents/{said.document}#{said.id}"
    return {
        "documents": "/documents",
        "reader": reader,
        "reader-dark": reader,
        "reader-wide": f"/documents/{amid.document}#{amid.id}",
        "correct": f"/claims/{said.id}/correct",
        "claims": "/claims",
        "actors": "/actors",
        "map": "/map",
        "picture": "/picture",
        "contradictions": "/contradictions",
        "deals": "/deals",
        "allegations": "/allegations",
        "new-question": f"/questions/new?allegation={alleged}&show=1",
        "questions": "/questions",
        "question": f"/questions/{asked}",
        "answer": f"/questions/{asked}#{form}",
        "answer-dark": f"/questions/{asked}#{form}",
        "dossier": f"/questions/{asked}/dossier",
        "activity": "/activity",
        "search": f"/search?q={quote(said.places[0].name)}",
        "why": f"/why/{said.id}",
    }


def take(page: Page, address: str, file: Path) -> None:
    """Take a picture of a screen once nothing on it changes any more."""
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)
    page.close()
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file)


if __name__ == "__main__":
    main()
