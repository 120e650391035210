"""The coder beside claims that people marked by hand in three real articles, by the shared scorer.

The gold is not exhaustive, so precision (and with it F1) is a lower bound. The aims are for unseen text;
these articles were seen, so this test holds the floor and proves nothing about others.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_claims_agree_with_hand_made_gold(shared: pathlib.Path) -> None:
    bench = ROOT / "bench" / "score_claims.py"
    done = subprocess.run(
        [sys.executable, str(bench), str(shared / "cases" / "syria")],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    assert score["bad_spans"] == 0
    assert score["f1"] >= 0.6
    assert score["sides_f1"] >= 0.8
    assert score["roles_f1"] >= 0.65
    assert score["places_f1"] >= 0.75
    assert score["attributed_accuracy"] >= 0.8
