"""What the record costs and how right it is.

    python bench/record.py [importing …] [--rounds 5] [--json]

Real files are taken from the shared data; without them only what is made up here is measured.
"""

import argparse
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from recording import importing, matching

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("HOLDFIRE_SHARED", ROOT.parent / "shared"))

PARTS: Mapping[
    str, tuple[Callable[[Path, int], dict[str, object]], Callable[[dict[str, object]], list[str]]]
] = {
    "importing": (importing.measure, importing.sentences),
    "matching": (matching.measure, matching.sentences),
}
"""Part → what measures it (shared data, rounds) and what says it; one line a part."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    found = {part: PARTS[part][0](SHARED, arguments.rounds) for part in arguments.parts or PARTS}
    if arguments.json:
        print(json.dumps(found))
        return
    for part, measured in found.items():
        print(*PARTS[part][1](measured), sep="\n")


if __name__ == "__main__":
    main()
