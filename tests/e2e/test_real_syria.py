"""Three real articles and the real event data, from the command line to a dossier in a browser."""

import gzip
import json
import math
import resource
import shutil
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest
from command_line import run, run_anew

from holdfire.forms import FORMS

pytestmark = pytest.mark.e2e

PUBLISHED = {"000": "2017-11-25", "001": "2017-10-25", "002": "2014-08-17"}
SECONDS_FOR_ASK = 20
BROWSER_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def holdfire(*arguments: str | Path, case: Path | None = None, code: int = 0, anew: bool = False) -> str:
    where = () if case is None else ("-C", str(case))
    done = (run_anew if anew else run)(*where, *arguments)
    assert done.returncode == code, (
        f"{arguments}: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    )
    return done.stdout


@pytest.fixture(scope="module")
def syria(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = tmp_path_factory.mktemp("syria") / "case"
    source = shared / "cases" / "syria"
    holdfire("new", case, "--title", "Syria 2014–2017", "--actors", source / "actors.toml")
    for file in sorted((source / "documents").glob("*.txt")):
        holdfire(
            "add",
            file,
            "--published",
            PUBLISHED[file.name[:3]],
            "--outlet",
            f"outlet {file.name[:3]}",
            case=case,
        )
    events = shared / "data" / "ucdp_ged_syria_2016_2019" / "ged_syria_652_201601_201911.csv.gz"
    report = json.loads(holdfire("import", "ucdp", events, "--json", case=case))
    assert report["counts"]["kept"] == 16_566
    return case


def test_the_articles_allege_that_government_and_islamic_state_act_against_rebels(syria: Path) -> None:
    holdfire("claims", "--json", case=syria)
    found = json.loads(holdfire("allegations", "--json", case=syria, anew=True))
    triples = {(frozenset((*one["a"], *one["b"])), tuple(one["against"])) for one in found}
    assert (frozenset({"gov", "is"}), ("rebels",)) in triples


@pytest.fixture(scope="module")
def hama(syria: Path) -> dict[str, object]:
    began = _seconds_of_children()
    reply = holdfire(
        *(
            "ask",
            "--a",
            "gov",
            "--b",
            "is",
            "--against",
            "rebels",
            "--from",
            "2017-10-01",
            "--until",
            "2017-12-01",
        ),
        *("--area", "Hama", "--json"),
        case=syria,
        anew=True,
    )
    took = _seconds_of_children() - began
    assert took <= SECONDS_FOR_ASK, f"ask took {took:.1f} s of the processor"
    return json.loads(reply)


def _seconds_of_children() -> float:
    """Processor time, so that other work on the machine fails nothing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _count(hama: dict[str, object], dyad: set[str], area: str = "asked") -> int:
    return sum(row["events"] for row in hama["record"] if set(row["dyad"]) == dyad and row["area"] == area)


def test_the_record_of_hama_is_what_a_plain_query_counts(hama: dict[str, object], shared: Path) -> None:
    file = shared / "data" / "ucdp_ged_syria_2016_2019" / "ged_syria_652_201601_201911.csv.gz"
    rows = duckdb.sql(
        f"""SELECT dyad_name, count(*) FROM read_csv('{file}')
            WHERE adm_1 = 'Hamah Governorate' AND date_start >= '2017-10-01' AND date_start < '2017-12-01'
            GROUP BY 1"""
    ).fetchall()
    plain = dict(rows)
    government = plain["Government of Syria - Syrian insurgents"]
    assert _count(hama, {"gov", "rebels"}) == government == 86
    assert _count(hama, {"gov", "is"}) == plain["Government of Syria - IS"] == 11
    assert (
        _count(hama, {"is", "rebels"})
        == sum(n for name, n in plain.items() if "IS - " in name and "HTS" in name)
        == 20
    )


def test_both_forms_answer_with_their_uncertainty(hama: dict[str, object]) -> None:
    answers = {answer["form"]: answer for answer in hama["answers"]}
    asked_more = {
        form.name
        for form in FORMS
        if form.needs_date or form.needs_captures or form.needs_strikes or form.needs_passage
    }
    assert set(answers) == {form.name for form in FORMS} - asked_more
    assert answers["silent-front"]["exposure"]["basis"] == "co-presence"
    assert answers["silent-front"]["verdict"] != "supports"
    for answer in answers.values():
        if answer["status"] == "done":
            low, high = answer["effect"]["interval"]
            assert low is None or low <= answer["effect"]["value"]
            assert high is None or answer["effect"]["value"] <= high
        assert answer["reason"]
        assert answer["power"]["registered"]


def test_exchanging_a_and_b_asks_the_same_question(syria: Path, hama: dict[str, object]) -> None:
    reply = json.loads(
        holdfire(
            *("ask", "--a", "Islamic State", "--b", "Government of Syria", "--against", "rebels"),
            *("--from", "2017-10-01", "--until", "2017-12-01", "--area", "Hama", "--json"),
            case=syria,
        )
    )
    assert reply["question"]["id"] == hama["question"]["id"]
    assert reply["answers"] == hama["answers"]


def test_verify_finds_nothing_and_every_answer_comes_out_again(syria: Path, hama: dict[str, object]) -> None:
    assert json.loads(holdfire("verify", "--recompute", "--json", case=syria, anew=True)) == []
    assert hama["answers"]


@pytest.fixture(scope="module")
def north_east_hama(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    case = tmp_path_factory.mktemp("cut") / "case"
    holdfire("new", case, "--actors", shared / "cases" / "syria" / "actors.toml")
    holdfire(
        "import",
        "ucdp",
        shared / "data" / "ucdp_ged211_global_prec12" / "ged211_prec12_syria_iraq_lebanon.csv.gz",
        case=case,
    )
    reply = holdfire(
        *("ask", "--a", "gov", "--b", "is", "--against", "rebels", "--area", "36.6,35.0,38.0,35.9"),
        *("--from", "2017-09-01", "--until", "2018-03-01", "--form", "concerted-attack", "--json"),
        case=case,
    )
    return case, json.loads(reply)


def test_the_block_rotation_of_the_box_agrees_with_a_slow_brute_force(
    north_east_hama: tuple[Path, dict[str, object]], shared: Path
) -> None:
    _, reply = north_east_hama
    answer = reply["answers"][0]
    details = answer["details"]
    fixed, rotated = _hits(shared)
    assert (len([h for h in fixed if 0 <= h[2] < 181]), len(rotated)) == (355, 25)
    near, expected, law = _rotate_by_hand(fixed, rotated, days=181, block=28, origin=0)
    assert details["near"]["observed"] == near == 9
    assert math.isclose(details["near"]["expected"], expected, rel_tol=1e-9)
    assert math.isclose(
        details["near"]["pvalue"], sum(p for value, p in law.items() if value >= near), rel_tol=1e-9
    )


def _hits(shared: Path) -> tuple[list[tuple[float, float, int, int]], list[tuple[float, float, int, int]]]:
    """Read the two series of the box with the standard library only: (x, y, day, region) of every hit."""
    import csv
    import tomllib

    from pyproj import Transformer

    registry = tomllib.loads((shared / "cases" / "syria" / "actors.toml").read_text())["actor"]
    rebels = {
        n
        for a in registry
        if a["id"] == "rebels" or a.get("part_of") == "rebels"
        for n in a.get("ucdp_names", [])
    }
    file = shared / "data" / "ucdp_ged211_global_prec12" / "ged211_prec12_syria_iraq_lebanon.csv.gz"
    with gzip.open(file, "rt", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["country"] == "Syria"]
    lat = [float(r["latitude"]) for r in rows]
    lon = [float(r["longitude"]) for r in rows]
    middle = ((min(lat) + max(lat)) / 2, (min(lon) + max(lon)) / 2)
    squares = Transformer.from_crs(
        4326, f"+proj=aeqd +lat_0={middle[0]} +lon_0={middle[1]} +units=km", always_xy=True
    )
    fixed, rotated = [], []
    for row, la, lo in zip(rows, lat, lon, strict=True):
        if not (36.6 <= lo <= 38.0 and 35.0 <= la <= 35.9):
            continue
        day = (date.fromisoformat(row["date_start"]) - date(2017, 9, 1)).days
        sides = {row["side_a"], row["side_b"]}
        x, y = squares.transform(lo, la)
        hit = (x, y, day, hash((x // 100, y // 100)))
        other = next((s for s in sides if s not in ("IS", "Government of Syria")), None)
        is_rebel = other is not None and all(part.strip() in rebels for part in other.split(","))
        if "Government of Syria" in sides and is_rebel and -7 <= day < 181 + 7:
            fixed.append(hit)
        elif "IS" in sides and is_rebel and 0 <= day < 181:
            rotated.append(hit)
    return fixed, rotated


def _rotate_by_hand(
    fixed: list[tuple[float, float, int, int]],
    rotated: list[tuple[float, float, int, int]],
    *,
    days: int,
    block: int,
    origin: int,
) -> tuple[int, float, dict[int, float]]:
    """Turn every cell through every shift, one pair at a time, and convolve the laws in a dictionary."""
    edges = [origin + k * block for k in range(-1, days // block + 2) if 0 < origin + k * block < days]
    starts = [0, *edges]
    ends = [*edges, days]
    if ends[-1] - starts[-1] < 15:
        starts.pop()
        ends.pop(-2)
    if len(starts) > 1 and ends[0] - starts[0] < 15:
        starts.pop(1)
        ends.pop(0)
    cells: dict[tuple[int, int], list[tuple[float, float, int, int]]] = {}
    for hit in rotated:
        k = next(i for i, (s, e) in enumerate(zip(starts, ends, strict=True)) if s <= hit[2] < e)
        cells.setdefault((hit[3], k), []).append(hit)
    observed, expected, law = 0, 0.0, {0: 1.0}
    for (_, k), hits in cells.items():
        length = ends[k] - starts[k]
        counts = []
        for shift in range(length):
            moved = [(x, y, starts[k] + (d - starts[k] + shift) % length) for x, y, d, _ in hits]
            counts.append(
                sum(
                    math.hypot(x - ax, y - ay) <= 10 and abs(d - ad) <= 2
                    for x, y, d in moved
                    for ax, ay, ad, _ in fixed
                )
            )
        observed += counts[0]
        expected += sum(counts) / length
        turned: dict[int, float] = {}
        for value, p in law.items():
            for count in counts:
                turned[value + count] = turned.get(value + count, 0.0) + p / length
        law = turned
    return observed, expected, law


def test_the_dossier_opens_without_a_word_to_the_network(
    north_east_hama: tuple[Path, dict[str, object]], tmp_path: Path
) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    case, reply = north_east_hama
    page_file = tmp_path / "dossier.html"
    holdfire("dossier", reply["question"]["id"], page_file, case=case, anew=True)
    complaints: list[str] = []
    asked: list[str] = []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=chromium,
            args=BROWSER_FLAGS,
        )
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert "355" in page.content()
        page.screenshot(path=tmp_path / "dossier.png", full_page=True)
        browser.close()
    assert not complaints
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert np.isfinite(page_file.stat().st_size)
