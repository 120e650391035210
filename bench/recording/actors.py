"""How long a roll-up takes: every side name of a case's events read through its registry, from its files.

Prints the processor time of the best of some rounds, with and without the actor list of UCDP in the registry.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.inquiry.rollup import roll_up
from holdfire.intake.actors import import_actors
from holdfire.intake.opening import new_case
from holdfire.intake.tables import import_events

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
ACT = Act(by="bench", at="2026-01-01T00:00:00+00:00")


def best(case: Case, rounds: int) -> dict[str, object]:
    spent: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        found = roll_up(case)
        spent.append(time.process_time() - start)
    totals = found.totals
    return {
        "cpu_seconds": round(min(spent), 2),
        "events": totals.events,
        "sides": totals.sides,
        "unknown_share": round(totals.unknown_share, 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, nargs="+")
    parser.add_argument("--registry", type=Path, default=SHARED / "cases/syria/actors.toml")
    parser.add_argument("--actors", type=Path, default=SHARED / "data/ucdp_actor_221/ucdp-actor-221.csv.gz")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    files = asked.events or sorted((SHARED / "data/ucdp_ged211_global_prec12").glob("*.csv.gz"))
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder) / "case", title="bench", actors=asked.registry, act=ACT)
        import_events(case, "ucdp", files, name="ged", skip_bad=False, act=ACT)
        report = {"registry": best(case, asked.rounds)}
        import_actors(case, asked.actors, ACT)
        report["with_actor_list"] = best(case, asked.rounds)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
