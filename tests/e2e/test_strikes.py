"""Strikes that say who struck whom, from a table and a map to an answer; and data that don't say it."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from command_line import run

pytestmark = pytest.mark.e2e

HEADER = ("event_id_cnty", "event_date", "event_type", "actor1", "actor2", "latitude", "longitude", "country",
          "admin1", "location", "fatalities")  # fmt: skip
MAPPING = """
scheme = "made"
dates = ["%Y-%m-%d"]
[columns]
event_id = "event_id_cnty"
date_start = "event_date"
raw_kind = "event_type"
side_a = "actor1"
side_b = "actor2"
lat = "latitude"
lon = "longitude"
country = "country"
adm_1 = "admin1"
place = "location"
best = "fatalities"
[kinds]
"Explosions/Remote violence" = "remote_violence"
[fixed]
initiator = "side_a"
"""
GROUNDS = {"State": (0, 0, 0.3, 1), "Order": (0.3, 0, 1, 0.4), "League": (0.3, 0.4, 1, 1)}
FRONTS = {"State": {"Order": 0.4, "League": 0.6}, "Order": {"State": 0.36, "League": 0.64}}
QUESTION = ("--against", "League", "--area", "Landia", "--from", "2016-01-01", "--until", "2016-07-01")


def holdfire(*arguments: object) -> str:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def made_strikes(spared: float) -> list[tuple[object, ...]]:
    """State spares Order by an odds ratio; Order strikes both as their fronts with it are long."""
    rng, rows = np.random.default_rng(5), []
    for week, province, striker in np.ndindex(26, 8, 2):
        name, partner = ("State", "Order") if striker == 0 else ("Order", "State")
        share = FRONTS[name][partner]
        odds = spared if striker == 0 else 1.0
        own = rng.beta(
            3 * share * odds / (share * odds + 1 - share), 3 * (1 - share) / (share * odds + 1 - share)
        )
        for _ in range(rng.poisson(1.5)):
            target = partner if rng.random() < own else "League"
            west, south, east, north = GROUNDS[target]
            on = date(2016, 1, 1) + timedelta(days=int(7 * week + rng.integers(7)))
            lat = 34 + province // 4 + rng.uniform(south + 0.05, north - 0.05)
            lon = 36 + province % 4 + rng.uniform(west + 0.05, east - 0.05)
            rows.append((f"E{len(rows)}", on, "Explosions/Remote violence", name, target, round(lat, 4),
                         round(lon, 4), "Landia", f"P{province}", "", 1))  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strikes")
    with (folder / "events.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *made_strikes(0.15)])
    (folder / "map.toml").write_text(MAPPING)
    features = []
    for province, (holder, (west, south, east, north)) in ((p, g) for p in range(8) for g in GROUNDS.items()):
        x, y = 36 + province % 4, 34 + province // 4
        ring = [(x + a, y + b) for a, b in ((west, south), (east, south), (east, north), (west, north))]
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        properties = {"holder": holder, "from": "2016-01-01", "source": "Atlas"}
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    (folder / "map.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    holdfire("new", folder / "case")
    holdfire("-C", folder / "case", "import", "csv", folder / "events.csv", "--map", folder / "map.toml")
    holdfire("-C", folder / "case", "import", "control", folder / "map.geojson")
    return folder


def ask(folder: Path, a: str, b: str, *form: str) -> dict:
    found = holdfire("-C", folder / "case", "ask", "--a", a, "--b", b, *QUESTION, *form, "--json")
    return json.loads(found)


def test_sparing_is_found_and_names_who_spares_whom_whichever_is_called_a(folder: Path) -> None:
    form = ("--form", "selective-targeting")
    one, two = (ask(folder, *names, *form) for names in (("State", "Order"), ("Order", "State")))
    assert one == two
    (answer,) = one["answers"]
    assert answer["verdict"] == "supports"
    assert answer["sentence"].startswith("State: ")
    assert "fell on Order; the opportunities lead one to expect" in answer["sentence"]
    assert answer["exposure"]["basis"] == "control map"
    assert answer["effect"]["interval"][1] < 0.5
    shown = answer["details"]["directions"]
    assert {one["measure"] for side in shown for one in side["measures"]} == {"front", "ground", "others"}
    assert run("-C", folder / "case", "verify", "--recompute").returncode == 0
    holdfire("-C", folder / "case", "dossier", one["question"]["id"], folder / "out.html")
    assert "What State struck" in (folder / "out.html").read_text(encoding="utf-8")


def test_it_is_asked_unnamed_where_the_data_say_who_struck_and_not_elsewhere(folder: Path) -> None:
    assert "selective-targeting" in {a["form"] for a in ask(folder, "State", "Order")["answers"]}
    blind = folder / "blind"
    (folder / "none.toml").write_text(MAPPING.replace('[fixed]\ninitiator = "side_a"\n', ""))
    holdfire("new", blind)
    holdfire("-C", blind, "import", "csv", folder / "events.csv", "--map", folder / "none.toml")
    sides = ("-C", blind, "ask", "--a", "State", "--b", "Order", *QUESTION)
    unnamed = json.loads(holdfire(*sides, "--json"))
    assert "selective-targeting" not in {a["form"] for a in unnamed["answers"]}
    named = json.loads(holdfire(*sides, "--form", "selective-targeting", "--json"))
    assert named["answers"][0]["status"] == "undefined"
    assert "don't say who struck whom" in named["answers"][0]["reason"]
