"""How well and how fast claims are read: gold of this project and of the shared data, other corpora, cost.

    python bench/coder.py [SHARED_DIR]                     everything, with the parser and with patterns
    python bench/coder.py --only score --set syria --show  one set, with each mistake
    python bench/coder.py --only speed --coder patterns

SHARED_DIR (or HOLDFIRE_SHARED, or the folder `shared` beside the project) holds the scorer, the Syria case
and the corpora. Parts:

score      the shared scorer's line for cases/syria and each set of bench/gold, and for all sets of bench/gold
           pooled. With --held, the same for each set in that folder (<set>/documents, <set>/gold, its own
           actors.toml or that of the set's namesake)
corpora    PETRARCH's unit records, PLOVER's sentences, re3d's relations: right pairs of sides, beside what
           others published
speed      words a second on one core, bare spaCy with the same model beside it; seconds a copy of 1, 10 and
           100 copies of a document
memory     MB held by a fresh process after 1,000, 2,000, 5,000 and 10,000 documents

--show lists, by set, what is missed, what is spurious and which fields of matched claims differ (gold →
found), and for the corpora the misses and the claims.
"""

import argparse
import itertools
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reading.coders import CODERS, PARSER, PATTERNS, NoParserError, Row, coder_named, write_rows
from reading.corpora import CORPORA
from reading.cost import bare_speed, memory, speed, times_by_length
from reading.gold import GoldSet, coded, gold_sets, score, scorer_module
from reading.mistakes import mistakes

from holdfire.lexicon import Lexicon
from holdfire.records.registry import read_registry

ROOT = Path(__file__).resolve().parents[1]
PASSED_ON = "syria"  # no set of this project: kept out of the pooled line, its gold does not list every claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run measures: where the data are, with which coders, and how it is printed."""

    shared: Path
    held: Path | None
    coders: Sequence[str]
    sets: Sequence[str]
    out: Path | None
    show: bool
    as_json: bool

    @property
    def scorer(self) -> Path:
        """Where the shared scorer lies."""
        return self.shared / "score" / "score_claims.py"

    def put(self, label: Mapping[str, str], figures: Mapping[str, object]) -> None:
        """Print one line of figures: readable, or JSON."""
        if self.as_json:
            print(json.dumps({**label, **figures}), flush=True)
        else:
            print(*label.values(), "|", *(f"{k}={v}" for k, v in figures.items()), flush=True)


def scores(run: Run) -> None:
    sets = [s for s in gold_sets(run.shared, run.held) if not run.sets or s.name in run.sets]
    module = scorer_module(run.scorer)
    for name in run.coders:
        found = [(gold_set, coded(gold_set, name)) for gold_set in sets]
        for gold_set, claims in found:
            _put_score(run, gold_set.name, gold_set.half, name, [(gold_set, claims)])
            if run.out:
                kept = run.out / f"{gold_set.name}.{gold_set.half}.{name}.jsonl"
                write_rows(kept, itertools.chain.from_iterable(claims.values()))
            if run.show:
                print(*mistakes(module, gold_set, claims), sep="\n", flush=True)
        for half in sorted({gold_set.half for gold_set in sets}):
            pool = [pair for pair in found if pair[0].half == half and pair[0].name != PASSED_ON]
            if len(pool) > 1:
                _put_score(run, "pooled", half, name, pool)


def _put_score(
    run: Run, name: str, half: str, coder: str, sets: Sequence[tuple[GoldSet, Mapping[str, list[Row]]]]
) -> None:
    label = {"part": "score", "set": name, "half": half, "coder": coder}
    run.put(label, score(run.scorer, sets))


def corpora(run: Run) -> None:
    for corpus in CORPORA:
        folder = run.shared / "gold" / corpus.folder
        if not folder.is_dir():
            print(f"{corpus.folder} skipped: the shared data hold no gold/{corpus.folder}", file=sys.stderr)
            continue
        for name in run.coders:
            result = corpus.measure(folder, coder_named(name))
            label = {"part": "corpora", "corpus": corpus.folder, "coder": name}
            run.put(label, {**result.figures, "published": corpus.published})
            if run.show:
                print(*(f"  {line}" for line in result.shown), sep="\n", flush=True)


def speeds(run: Run) -> None:
    sets = list(gold_sets(run.shared, None))
    texts = [reading.text for gold_set in sets for reading in gold_set.readings.values()]
    registry = sets[0].registry
    lexicon = Lexicon(read_registry(registry.read_text(encoding="utf-8"), source=str(registry)))
    longest = max((reading.text for reading in sets[0].readings.values()), key=len)
    ours: dict[str, float] = {}
    for name in run.coders:
        ours[name] = speed(name, texts, lexicon)
        run.put({"part": "speed", "coder": name}, {"words_a_second": round(ours[name])})
        by_length = times_by_length(name, longest, lexicon)
        figures = {f"seconds_a_copy_of_{copies}": round(seconds, 5) for copies, seconds in by_length}
        ratio = round(by_length[-1][1] / by_length[0][1], 2)
        run.put({"part": "linearity", "coder": name}, {**figures, "last_to_first": ratio})
    for whole in (False, True) if PARSER in ours else ():
        bare = bare_speed(texts, whole=whole)
        if bare is not None:
            label = {
                "part": "speed",
                "coder": "bare spaCy, " + ("whole model" if whole else "tagger and parser"),
            }
            run.put(label, {"words_a_second": round(bare), "times_ours": round(bare / ours[PARSER], 2)})


def memories(run: Run) -> None:
    for name in run.coders:
        figures = {f"mb_after_{count}": round(mb, 1) for count, mb in memory(name)}
        run.put({"part": "memory", "coder": name}, figures)


PARTS: Mapping[str, Callable[[Run], None]] = {
    "score": scores,
    "corpora": corpora,
    "speed": speeds,
    "memory": memories,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="coder.py [SHARED_DIR] [options]",
    )
    beside = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))
    parser.add_argument("shared", type=Path, nargs="?", default=beside, metavar="SHARED_DIR")
    parser.add_argument("--only", choices=list(PARTS), action="append", help="a part; may be given again")
    parser.add_argument("--coder", choices=CODERS, action="append", help="default: both")
    parser.add_argument("--set", action="append", default=[], metavar="NAME", help="score: this set only")
    parser.add_argument("--held", type=Path, metavar="DIR", help="score: more sets, in this folder")
    parser.add_argument("--out", type=Path, metavar="DIR", help="score: keep the claims there, a file a set")
    parser.add_argument("--show", action="store_true", help="list each mistake")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    options = parser.parse_args()
    if not (options.shared / "score" / "score_claims.py").is_file():
        parser.error(f"{options.shared} holds no score/score_claims.py; name the folder of the shared data")
    run = Run(
        shared=options.shared,
        held=options.held,
        coders=options.coder or CODERS,
        sets=options.set,
        out=options.out,
        show=options.show,
        as_json=options.json,
    )
    try:
        for name in run.coders:
            coder_named(name)
    except NoParserError as error:
        if options.coder:
            parser.error(str(error))
        print(f"with patterns only: {error}", file=sys.stderr)
        run = replace(run, coders=(PATTERNS,))
    for part in options.only or PARTS:
        PARTS[part](run)
    return 0


if __name__ == "__main__":
    sys.exit(main())
