"""How well claims are read in the press of simulated wars, whose writers say what they meant.

    python bench/simulated_press.py [SHARED_DIR]                        both coders, 2 wars, 300 reports each
    python bench/simulated_press.py --reports 100 --kind analysis --coder parser --show

SHARED_DIR (or HOLDFIRE_SHARED, or the folder `shared` beside the project) holds the scorer. For each coder a
line for each kind of report and one for all of them: the scorer's figures, on the text layers that the
program makes of the files. Then how often each kind of claim was found, over all reports. --show lists each
mistake, as bench/coder.py does. The wars are those of seeds 1, 2, …: two runs print the same.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reading.coders import CODERS, NoParserError, Row, claims_in, coder_named, rows_of
from reading.gold import GoldSet, score, scorer_module
from reading.mistakes import mistakes

from holdfire.documents import read_document
from holdfire.lexicon import Lexicon
from holdfire.model.document import Reading
from holdfire.simulate.press import Quarrel, Report, gold_rows, newsroom_for, world_of, write_press
from holdfire.simulate.war import fight
from holdfire.simulate.who import actors_of

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ("collusion", "plain")  # taken in turn
MONTHS, PLACES = 12, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The reports of one war, each read as the program reads its file, and the names of that war."""

    war: str
    reports: tuple[Report, ...]
    readings: tuple[Reading, ...]
    lexicon: Lexicon


def press_of(seed: int, reports: int) -> Press:
    """Fight a war and let its press write."""
    scenario = SCENARIOS[(seed - 1) % len(SCENARIOS)]
    war = fight(scenario, seed, months=MONTHS, places=PLACES)
    actors = actors_of(war.setting)
    world = world_of(war)
    a, b, c = list(world.folks)[:3]
    room = newsroom_for(world, [Quarrel(a=a, b=b, against=c)], seed=seed)
    written = write_press(world, room, seed=seed, reports=reports)
    readings = (
        replace(read_document(report.data, report.filename), published=report.published) for report in written
    )
    return Press(war=f"{scenario}{seed}", reports=written, readings=tuple(readings), lexicon=Lexicon(actors))


def gold_sets(presses: Sequence[Press]) -> dict[str, list[GoldSet]]:
    """Sort reports by kind, a set for each war and kind."""
    sets: dict[str, list[GoldSet]] = {}
    for press in presses:
        for kind in dict.fromkeys(report.kind for report in press.reports):
            chosen = [
                (report.filename, report, reading)
                for report, reading in zip(press.reports, press.readings, strict=True)
                if report.kind == kind
            ]
            gold_set = GoldSet(
                name=kind,
                half=press.war,
                registry=Path(),
                gold={name: scored(gold_rows(report, reading.text)) for name, report, reading in chosen},
                readings={name: reading for name, _, reading in chosen},
            )
            sets.setdefault(kind, []).append(gold_set)
    return sets


def scored(rows: Sequence[Row]) -> list[Row]:
    """Give gold as the scorer reads it: places are plain names there."""
    plain: list[Row] = json.loads(json.dumps(rows))
    return [row | {"places": [place["name"] for place in row["places"]]} for row in plain]


def coded(gold_set: GoldSet, coder: str, lexicon: Lexicon) -> dict[str, list[Row]]:
    """Code each document of a set with the names of its war."""
    chosen = coder_named(coder)
    return {
        name: list(rows_of(claims_in(chosen, reading, lexicon, name), name))
        for name, reading in gold_set.readings.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is printed, and how."""

    scorer: Path
    show: bool
    as_json: bool

    def measure(self, coder: str, presses: Sequence[Press], kinds: Sequence[str]) -> None:
        """Print a line for each kind, one for all, and how often each kind of claim was found."""
        lexicons = {press.war: press.lexicon for press in presses}
        sets = gold_sets(presses)
        module = scorer_module(self.scorer)
        every: list[tuple[GoldSet, Mapping[str, list[Row]]]] = []
        for kind in sorted(kinds or sets):
            pairs = [(one, coded(one, coder, lexicons[one.half])) for one in sets[kind]]
            self._put({"kind": kind, "coder": coder, "reports": sum(len(s.gold) for s, _ in pairs)}, pairs)
            if self.show:
                for gold_set, found in pairs:
                    print(*mistakes(module, gold_set, found), sep="\n", flush=True)
            every += pairs
        reports = sum(len(s.gold) for s, _ in every)
        self._put({"kind": "all", "coder": coder, "reports": reports}, every)
        asked, met = Counter[str](), Counter[str]()
        for gold_set, found in every:
            for name, rows in gold_set.gold.items():
                wanted = [row for row in rows if not row["optional"]]
                asked.update(row["kind"] for row in wanted)
                met.update(row["kind"] for row, _ in module.match(wanted, found[name]))
        shares = ", ".join(f"{kind} {met[kind]} of {count}" for kind, count in asked.most_common())
        print(f"found by {coder}: {shares}", flush=True)

    def _put(
        self, label: Mapping[str, object], pairs: Sequence[tuple[GoldSet, Mapping[str, list[Row]]]]
    ) -> None:
        figures = score(self.scorer, pairs)
        if self.as_json:
            print(json.dumps({**label, **figures}), flush=True)
        else:
            print(*label.values(), "|", *(f"{k}={v}" for k, v in figures.items()), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    beside = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
    parser.add_argument("shared", type=Path, nargs="?", default=beside, metavar="SHARED_DIR")
    parser.add_argument("--wars", type=int, default=2)
    parser.add_argument("--reports", type=int, default=300, help="about so many a war")
    parser.add_argument("--kind", action="append", default=[], help="a kind of report; may be given again")
    parser.add_argument("--coder", choices=CODERS, action="append", help="default: both")
    parser.add_argument("--show", action="store_true", help="list each mistake")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    options = parser.parse_args()
    scorer = options.shared / "score" / "score_claims.py"
    if not scorer.is_file():
        parser.error(f"{options.shared} holds no score/score_claims.py; name the folder of the shared data")
    presses = [press_of(seed, options.reports) for seed in range(1, options.wars + 1)]
    run = Run(scorer=scorer, show=options.show, as_json=options.json)
    for coder in options.coder or CODERS:
        try:
            coder_named(coder)
        except NoParserError as error:
            print(f"without {coder}: {error}", file=sys.stderr)
            continue
        run.measure(coder, presses, options.kind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
