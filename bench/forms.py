"""What the forms cost, on events made up here; seconds are of one processor.

python bench/forms.py [exact beside growth] [--rounds 3] [--json]
"""

import argparse
import json
from collections.abc import Callable, Mapping
from typing import Any

from forms_speed import beside, exact, growth

PARTS: Mapping[str, tuple[Callable[[int], dict[str, Any]], Callable[[dict[str, Any]], list[str]]]] = {
    "exact": (exact.measure, exact.sentences),
    "beside": (beside.measure, beside.sentences),
    "growth": (growth.measure, growth.sentences),
}
"""Part → what measures it (rounds) and what says it; one line a part."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    found = {}
    for part in arguments.parts or PARTS:
        found[part] = PARTS[part][0](arguments.rounds)
        if not arguments.json:
            print(*PARTS[part][1](found[part]), sep="\n", flush=True)
    if arguments.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
