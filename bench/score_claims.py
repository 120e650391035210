"""Code a folder of text documents with a registry and print the shared scorer's figures and words a second.

usage: score_claims.py CASE_DIR [--scorer PATH] [--show] [--out PREDICTED.jsonl]
CASE_DIR holds documents/*.txt, actors.toml and, for scoring, gold/*.jsonl.
"""

import argparse
import dataclasses
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import date

from holdfire.claims import CODERS
from holdfire.documents import read_document
from holdfire.lexicon import Lexicon
from holdfire.model.actor import Actor, Membership
from holdfire.model.document import Document

REPEATS = 5  # the fastest counts: the first run fills caches, others may share the processor


def registry(path: pathlib.Path) -> tuple[Actor, ...]:
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["actor"]
    return tuple(
        Actor(
            id=row["id"],
            name=row["name"],
            kind=row.get("kind", "armed_group"),
            aliases=tuple(row.get("aliases", ())),
            ucdp_names=tuple(row.get("ucdp_names", ())),
            acled_names=tuple(row.get("acled_names", ())),
            part_of=row.get("part_of"),
            memberships=tuple(Membership(part_of=m["part_of"]) for m in row.get("membership", ())),
        )
        for row in rows
    )


def document_of(path: pathlib.Path, text: str) -> Document:
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(
        folder=sha,
        filename=path.name,
        sha256=sha,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
    )


def plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=pathlib.Path)
    parser.add_argument("--scorer", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    lexicon = Lexicon(registry(options.case / "actors.toml"))
    out = options.out or pathlib.Path(tempfile.mkdtemp()) / "predicted.jsonl"
    words, seconds, lines = 0, 0.0, []
    for path in sorted((options.case / "documents").glob("*.txt")):
        text = read_document(path.read_bytes(), path.name).text
        document = document_of(path, text)
        times = []
        for _ in range(REPEATS):
            began = time.process_time()
            coded = CODERS[0].code(document, text, lexicon)
            times.append(time.process_time() - began)
        seconds += min(times)
        words += len(text.split())
        for claim in coded.claims:
            row = dataclasses.asdict(claim) | {"document": path.name}
            lines.append(json.dumps(row, default=plain, ensure_ascii=False))
        print(path.name, len(coded.claims), "claims; dropped", dict(coded.dropped), file=sys.stderr)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"words_per_second={words / seconds:.0f}")
    scorer = options.scorer or options.case.parent.parent / "score" / "score_claims.py"
    if not scorer.is_file() or not (options.case / "gold").is_dir():
        print("not scored: no scorer or no gold beside the case; name the scorer with --scorer")
        return 0
    call = [sys.executable, str(scorer), str(options.case / "gold"), str(out), "--json"]
    call += ["--documents", str(options.case / "documents"), *(["--show"] if options.show else [])]
    return subprocess.run(call, check=False).returncode  # noqa: S603 - the scorer that the user named


if __name__ == "__main__":
    sys.exit(main())
